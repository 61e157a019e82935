//! What authenticators and browsers send of passkeys: read or refused, and never taken without what was asked in it.
#![no_main]

use domain::passkey::Address;
use libfuzzer_sys::fuzz_target;
use seal::passkey::{Asked, PasskeyKey, Signed, made, reads, signed};

const CLIENT: &[u8] =
    br#"{"type":"webauthn.create","challenge":"AAAA","origin":"https://sitewarden.test","crossOrigin":false}"#;

fuzz_target!(|bytes: &[u8]| {
    let address = Address::parse("https://sitewarden.test").expect("an address");
    let asked = Asked { challenge: &[0; 3], address: &address, verified: true };
    reads(bytes);
    if let Ok(passkey) = made(&asked, CLIENT, bytes) {
        assert!(PasskeyKey::read(&passkey.key).is_some(), "what was taken is read again");
        let (client_data, authenticator_data) = bytes.split_at(bytes.len() / 2);
        let key = PasskeyKey::read(&passkey.key).expect("a key");
        let _ = signed(&asked, &key, &Signed { client_data, authenticator_data, signature: bytes });
    }
    assert!(made(&asked, bytes, bytes).is_err(), "one thing is not both");
});
