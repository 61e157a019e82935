//! What authenticators send, as far as it can be told without a platform: forms, keys, and bytes made up.

use ciborium::{Value, cbor};
use domain::passkey::Address;
use proptest::prelude::*;
use seal::passkey::{Asked, PasskeyKey, Refusal, counts_on, made, reads};
use sha2::{Digest, Sha256};

/// A modulus of RSA.
const MODULUS: &str = "b341872a334949758898cd69151e8c67ae80fe4289e772b05fa02113598a2c92f7a3f559b4966cf2cab5356257b57360\
    3b1d7c146305e7d3b13db47a262e46a1da14724a4cd9fa34f1c30007a8d61257e8159ae881ca30960465b6db66c5e1f1\
    a51d7b68fb51554d4dfae5b86ebe9cb05fc56613641b1f866d303d4ae2416bfa459a77aeca8f83fd05d811d136417d7c\
    ce047606b9018c1f015e3f2cbdc10ff98743951b6b83c96c5fb81ee35c49888a1d01fe7333ce8495a1cb32ced90556db\
    7677783b162b14dfe4f937a19c69e725c21ac3e06bd32712de912dc80f81b758dd114be575f43d751d743d9b1486c65a\
    a9cd8dac78651ae6a65bec5829571ba9";

fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn blob(hex: &str) -> Value {
    Value::Bytes(hex::decode(hex).unwrap())
}

fn rsa(modulus: &str, exponent: &str) -> Option<PasskeyKey> {
    let key = cbor!({ 1 => 3, 3 => -257, -1 => blob(modulus), -2 => blob(exponent) }).unwrap();
    PasskeyKey::read(&bytes(&key))
}

/// A key of the usual kind; the point is the base point of P-256.
fn usual() -> Value {
    let x = blob("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
    let y = blob("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => x, -3 => y }).unwrap()
}

/// What an authenticator says of itself and of a passkey it has just made.
fn authenticator_data(flags: u8, after: &[u8]) -> Vec<u8> {
    let mut data = Sha256::digest("sitewarden.test").to_vec();
    data.push(flags);
    data.extend_from_slice(&[0, 0, 0, 7]);
    data.extend_from_slice(&[0; 16]);
    data.extend_from_slice(&[0, 16]);
    data.extend_from_slice(&[9; 16]);
    data.extend(bytes(&usual()));
    data.extend_from_slice(after);
    data
}

const PRESENT_AND_MADE: u8 = 0x41;
const EXTENDED: u8 = 0x80;

fn object(format: &str, statement: &Value, data: Vec<u8>) -> Vec<u8> {
    bytes(&cbor!({ "fmt" => format, "attStmt" => statement, "authData" => Value::Bytes(data) }).unwrap())
}

/// What comes of an object that answers what was asked.
fn answer(object: &[u8]) -> Result<u32, Refusal> {
    let address = Address::parse("https://sitewarden.test").unwrap();
    let asked = Asked {
        challenge: &[0; 3],
        address: &address,
        verified: false,
    };
    let client =
        br#"{"type":"webauthn.create","challenge":"AAAA","origin":"https://sitewarden.test","extra":1}"#;
    made(&asked, client, object).map(|made| made.count)
}

fn nothing() -> Value {
    Value::Map(Vec::new())
}

#[test]
fn an_object_that_attests_nothing_is_taken_and_no_other() {
    let data = || authenticator_data(PRESENT_AND_MADE, &[]);
    assert_eq!(answer(&object("none", &nothing(), data())), Ok(7));
    let signed = cbor!({ "alg" => -7 }).unwrap();
    for (other, what) in [
        (object("packed", &nothing(), data()), "another format"),
        (object("none", &signed, data()), "a statement"),
        (object("none", &nothing(), Vec::new()), "no data"),
        (
            bytes(&cbor!({ "fmt" => "none", "attStmt" => nothing() }).unwrap()),
            "a part less",
        ),
        (bytes(&Value::Array(Vec::new())), "no map"),
    ] {
        assert_eq!(answer(&other), Err(Refusal::Form), "{what}");
    }
}

#[test]
fn what_an_authenticator_adds_is_let_be_and_nothing_follows_it() {
    let added = bytes(&cbor!({ "credProtect" => 2 }).unwrap());
    let object = |flags, after: &[u8]| object("none", &nothing(), authenticator_data(flags, after));
    assert_eq!(answer(&object(PRESENT_AND_MADE | EXTENDED, &added)), Ok(7));
    for (flags, after, what) in [
        (PRESENT_AND_MADE, &added[..], "not said"),
        (PRESENT_AND_MADE | EXTENDED, &[], "said and not there"),
        (PRESENT_AND_MADE | EXTENDED, &[0x80][..], "no map"),
        (PRESENT_AND_MADE | EXTENDED, &[0xa0, 0][..], "more after it"),
    ] {
        assert_eq!(answer(&object(flags, after)), Err(Refusal::Form), "{what}");
    }
}

#[test]
fn a_key_has_its_own_parameters_and_no_others() {
    assert!(PasskeyKey::read(&bytes(&usual())).is_some());
    assert!(rsa(MODULUS, "010001").is_some());
    let x = || blob("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
    let weak = blob(&"00".repeat(32));
    for (key, what) in [
        (
            cbor!({ 1 => 2, 3 => -7, -1 => 2, -2 => x(), -3 => x() }),
            "another curve",
        ),
        (
            cbor!({ 1 => 2, 3 => -8, -1 => 1, -2 => x(), -3 => x() }),
            "another algorithm",
        ),
        (
            cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => x(), -3 => true }),
            "a compressed point",
        ),
        (
            cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => x(), -3 => x(), -4 => x() }),
            "the private half too",
        ),
        (cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => x() }), "a part less"),
        (
            cbor!({ 1 => 1, 3 => -8, -1 => 6, -2 => weak }),
            "a point of small order",
        ),
        (cbor!({ 1 => 4, 3 => -7, -1 => x() }), "a secret"),
    ] {
        assert_eq!(PasskeyKey::read(&bytes(&key.unwrap())), None, "{what}");
    }
    assert_eq!(rsa(&MODULUS[..256], "010001"), None, "1024 bits");
    assert_eq!(rsa(MODULUS, "03"), None, "an exponent of three");
    assert_eq!(rsa(&format!("00{MODULUS}"), "010001"), None, "a nought before it");
}

#[test]
fn one_that_counts_counts_on() {
    let counts = [(0, 0), (0, 5), (5, 6), (5, 5), (5, 4), (5, 0), (u32::MAX, 0)];
    let taken = counts.map(|(before, now)| counts_on(before, now));
    assert_eq!(taken, [true, true, true, false, false, false, false]);
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        reads(&bytes);
        let _ = answer(&bytes);
    }

    #[test]
    fn cut_short_or_made_longer_it_is_another_thing(cut in 0..150_usize, more in any::<u8>()) {
        let whole = object("none", &nothing(), authenticator_data(PRESENT_AND_MADE, &[]));
        prop_assert!(answer(&whole[..cut.min(whole.len() - 1)]).is_err());
        let longer = [&whole[..], &[more]].concat();
        prop_assert!(answer(&longer).is_err());
        let data = authenticator_data(PRESENT_AND_MADE, &[]);
        prop_assert!(reads(&data));
        prop_assert!(!reads(&data[..cut.min(data.len() - 1)]));
    }

    #[test]
    fn with_a_bit_of_its_host_or_its_flags_turned_it_answers_nothing(place in 0..33_usize, bit in 0..8_u32) {
        let mut data = authenticator_data(PRESENT_AND_MADE, &[]);
        data[place] ^= 1 << bit;
        let harmless = place == 32 && [1, 2, 3, 5].contains(&bit);
        prop_assert_eq!(answer(&object("none", &nothing(), data)).is_ok(), harmless);
    }
}
