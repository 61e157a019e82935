//! Made-up people for tests: valid numbers that belong to nobody.

use domain::document::check_character;

/// The identity number of a made-up adult of Nanhai; another number, another person (below 1,000,000).
pub fn identity_number(number: u32) -> String {
    let (year, serial) = (1960 + number / 1000 % 40, number % 1000);
    let (month, day) = (1 + number / 40_000 % 12, 1 + number / 480_000 % 28);
    let front = format!("440605{year}{month:02}{day:02}{serial:03}");
    let check = check_character(&front).expect("17 digits");
    format!("{front}{check}")
}

/// A made-up phone.
pub fn phone_number(number: u32) -> String {
    format!("139{number:08}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::document::{Document, DocumentKind};

    use super::*;

    #[test]
    fn every_number_is_valid_and_its_own() {
        let all: HashSet<String> = (0..100_000).step_by(7).map(identity_number).collect();
        assert_eq!(all.len(), 100_000_usize.div_ceil(7));
        assert!(
            all.iter()
                .all(|number| Document::parse(DocumentKind::ResidentId, number).is_ok())
        );
    }
}
