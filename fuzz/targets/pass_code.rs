//! The text of a code held before a gate: what is taken for one reads the same when it is written again.
#![no_main]

use domain::roster::PassCode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some((code, signed, signature)) = PassCode::split(text) {
        assert!(text.contains(signed) && text.contains(signature));
        let written = format!("{}.{signature}", code.signed_text());
        let again = PassCode::split(&written).map(|(code, _, _)| code);
        assert_eq!(again, Some(code));
    }
});
