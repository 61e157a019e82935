//! Pass codes: what is written is read, and no other text is taken for one.

use domain::id::PersonId;
use domain::roster::PassCode;
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

proptest! {
    #[test]
    fn a_code_reads_as_it_was_written(person: u128, seconds in 0_i64..4_000_000_000, signature in "[A-Za-z0-9_-]{86}") {
        let code = PassCode {
            person: PersonId(Uuid::from_u128(person)),
            expires_at: Timestamp::from_second(seconds).unwrap(),
        };
        let text = format!("{}.{signature}", code.signed_text());
        let (read, signed, signed_with) = PassCode::split(&text).expect("a code");
        prop_assert_eq!(read, code);
        prop_assert_eq!(signed, code.signed_text());
        prop_assert_eq!(signed_with, signature);
    }

    #[test]
    fn no_text_makes_the_reader_fail_otherwise(text in "(SW1)?\\PC{0,200}") {
        if let Some((_, signed, _)) = PassCode::split(&text) {
            prop_assert!(signed.starts_with("SW1."));
        }
    }
}

#[test]
fn hostile_texts_are_no_codes() {
    let person = "0".repeat(32);
    for text in [
        String::new(),
        ".".into(),
        "SW1".into(),
        format!("SW1.{person}.1581900000"),
        format!("SW2.{person}.1581900000.x"),
        format!("SW1.{person}.1581900000.more.x"),
        format!("SW1.{}.1581900000.x", "g".repeat(32)),
        format!("SW1.{}.1581900000.x", "0".repeat(36)),
        format!("SW1.{person}.99999999999999999999.x"),
        format!("SW1.{person}.9223372036854775807.x"),
        format!("SW1.{person}.soon.x"),
        "https://example.test/SW1".into(),
        "SW1.".repeat(50_000),
    ] {
        assert_eq!(
            PassCode::split(&text),
            None,
            "{}",
            text.chars().take(60).collect::<String>()
        );
    }
}
