//! What a page, or something that is none, sends its gate beside frames: read or not, and what is read is parsed on.
#![no_main]

use domain::document::Document;
use domain::roster::PassCode;
use gate::FromKiosk;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match FromKiosk::read(text) {
    Some(FromKiosk::Number { kind, number, .. }) => {
        let _ = Document::parse(kind, &number);
    }
    Some(FromKiosk::Code { text }) => {
        let _ = PassCode::split(&text);
    }
    Some(FromKiosk::Cancel) | None => {}
});
