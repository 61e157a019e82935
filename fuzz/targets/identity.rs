//! Names, documents, telephones and days as people write them: what is taken is taken again as it is kept.
#![no_main]

use domain::day::{Epoch, parse};
use domain::document::{Document, DocumentKind};
use domain::name::Name;
use domain::phone::Phone;
use libfuzzer_sys::fuzz_target;

const KINDS: [DocumentKind; 5] = [
    DocumentKind::ResidentId,
    DocumentKind::Passport,
    DocumentKind::HongKongMacaoPermit,
    DocumentKind::TaiwanPermit,
    DocumentKind::PermanentResidence,
];

fuzz_target!(|text: &str| {
    if let Ok(name) = Name::parse(text) {
        assert!(!name.masked().is_empty());
        let again = Name::parse(name.as_str()).expect("a name that was taken");
        assert_eq!(again.as_str(), name.as_str());
    }
    for kind in KINDS {
        if let Ok(document) = Document::parse(kind, text) {
            assert_eq!(Document::parse(document.kind(), document.number()).as_ref(), Ok(&document));
        }
    }
    if let Ok(phone) = Phone::parse(text) {
        assert!(Phone::parse(phone.as_str()).is_ok());
    }
    for epoch in [Epoch::Year1900, Epoch::Year1904] {
        let _ = parse(text, epoch);
    }
});
