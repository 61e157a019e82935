//! Tokens and one-time codes: what is written is read, however people type it, and nothing else is taken for one.

use domain::handed::DrawnCode;
use domain::integrator::{is_token, token_prefix, token_text};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_token_is_known_by_its_form_and_no_changed_sign_passes(secret: [u8; 20], at in 4_usize..43, other in "[0-9a-z]") {
        let token = token_text(&secret);
        prop_assert!(is_token(&token), "{}", token);
        prop_assert_eq!(token.len(), 43);
        prop_assert!(token.starts_with(token_prefix(&token)));
        prop_assert_eq!(token_prefix(&token).len(), 12);
        let mut changed = token.clone();
        changed.replace_range(at..=at, &other);
        prop_assert_eq!(is_token(&changed), changed == token);
        prop_assert!(!is_token(&token[..42]));
    }

    #[test]
    fn no_text_makes_the_reader_of_tokens_fail(text in "(swi_)?\\PC{0,60}") {
        prop_assert!(!is_token(&text) || text.len() == 43);
        prop_assert!(text.starts_with(token_prefix(&text)));
    }

    #[test]
    fn a_code_is_read_as_people_type_it(bytes: [u8; 7]) {
        let code = DrawnCode::drawn(&bytes);
        let shown = code.shown();
        prop_assert_eq!(shown.len(), 14);
        let sloppy = shown.to_lowercase().replace('0', "O").replace('1', "l").replace('-', " ");
        for typed in [shown.clone(), shown.replace('-', ""), format!("  {sloppy}\n"), shown.replace('-', "—")] {
            prop_assert_eq!(DrawnCode::typed(&typed), Some(code.clone()), "{}", typed);
        }
    }

    #[test]
    fn a_single_mistyped_sign_is_no_code(bytes: [u8; 7], at in 0_usize..12, other in "[0-9a-hjkmnp-tv-z]") {
        let code = DrawnCode::drawn(&bytes);
        let mut typed = code.text().to_owned();
        typed.replace_range(at..=at, &other);
        prop_assert_eq!(DrawnCode::typed(&typed).is_some(), typed == code.text());
    }

    #[test]
    fn no_text_makes_the_reader_of_codes_fail(text in "\\PC{0,40}") {
        if let Some(code) = DrawnCode::typed(&text) {
            prop_assert_eq!(DrawnCode::typed(&code.shown()), Some(code));
        }
    }
}

#[test]
fn different_chances_draw_different_codes_and_none_is_shown_by_accident() {
    let one = DrawnCode::drawn(&[1; 7]);
    assert_ne!(one, DrawnCode::drawn(&[2; 7]));
    assert_eq!(format!("{one:?}"), "DrawnCode(…)");
}
