//! Templates as bytes, and that they keep to themselves.

use proptest::prelude::*;
use recognition::{DIMENSION, Embedding, MODEL, Template, TemplateError};

use crate::support::direction;

proptest! {
    #[test]
    fn a_template_survives_its_bytes_exactly(seed in any::<u64>()) {
        let template = Template::new(direction(seed));
        let bytes = template.to_bytes();
        let read = Template::from_bytes(&bytes).expect("its own bytes");
        prop_assert_eq!(&read, &template);
        prop_assert_eq!(read.to_bytes(), bytes);
    }

    #[test]
    fn other_bytes_are_refused_and_never_crash(bytes in prop::collection::vec(any::<u8>(), 0..700)) {
        prop_assert!(Template::from_bytes(&bytes).is_err());
    }

    #[test]
    fn a_template_cut_short_or_run_on_is_refused(seed in any::<u64>(), cut in 1_usize..527) {
        let bytes = Template::new(direction(seed)).to_bytes();
        prop_assert!(Template::from_bytes(&bytes[..bytes.len() - cut.min(bytes.len())]).is_err());
        prop_assert!(Template::from_bytes(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn any_128_numbers_give_unit_length_or_nothing(values in prop::collection::vec(any::<f32>(), DIMENSION)) {
        if let Some(look) = Embedding::from_raw(&values) {
            prop_assert!((look.cosine(&look) - 1.0).abs() < 1e-4);
        }
    }
}

#[test]
fn a_template_of_another_model_is_told_by_name() {
    let mut bytes = Template::new(direction(1)).to_bytes();
    bytes[2] = b'S';
    let name = format!("S{}", &MODEL[1..]);
    assert_eq!(Template::from_bytes(&bytes), Err(TemplateError::OtherModel(name)));
}

#[test]
fn nothing_prints_the_numbers_of_a_face() {
    let look = direction(1);
    assert_eq!(
        format!("{look:?} {:?}", Template::new(look.clone())),
        "Embedding Template(sface-2021dec)"
    );
}

#[test]
fn looks_that_cancel_out_have_no_mean() {
    let look = direction(1);
    assert_eq!(Embedding::mean([(&look, 0.0)]), None);
    assert_eq!(Embedding::mean([]), None);
    assert_eq!(Embedding::from_raw(&[0.0; DIMENSION]), None);
    assert_eq!(Embedding::from_raw(&[1.0; 5]), None);
}
