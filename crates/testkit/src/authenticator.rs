//! A device that keeps one passkey: it makes it and signs by it as a browser would have it, or as someone would who cheats.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::{Value as Cbor, cbor};
use ed25519_dalek::{Signer, SigningKey};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Someone was there.
pub const PRESENT: u8 = 1;
/// The device knows who.
pub const VERIFIED: u8 = 1 << 2;
const ATTESTED: u8 = 1 << 6;

enum Key {
    EdDsa(SigningKey),
    Es256(EcdsaKeyPair),
}

/// The device.
pub struct Authenticator {
    key: Key,
    credential: Vec<u8>,
    user: Option<String>,
    count: u32,
}

/// What an answer says; a test may have it say something else.
#[derive(Clone, Debug)]
pub struct Says {
    /// The kind of act.
    pub kind: String,
    /// The challenge.
    pub challenge: String,
    /// The page.
    pub origin: String,
    /// Whether another page embeds it.
    pub embedded: bool,
    /// The host that the passkey is for.
    pub host: String,
    /// Who was there.
    pub flags: u8,
    /// How often it has signed.
    pub count: u32,
    /// Whose passkey it is, where the device says so.
    pub user: Option<String>,
}

impl Authenticator {
    /// One whose key is EdDSA, the same for the same number.
    pub fn numbered(number: u8) -> Self {
        Self::of(Key::EdDsa(SigningKey::from_bytes(&[number; 32])), number)
    }

    /// One whose key is ES256, as most are; another each time.
    pub fn usual() -> Self {
        let chance = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let made = EcdsaKeyPair::generate_pkcs8(kind, &chance).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(kind, made.as_ref(), &chance).expect("a key");
        Self::of(Key::Es256(key), 0)
    }

    fn of(key: Key, number: u8) -> Self {
        Self {
            key,
            credential: vec![number; 32],
            user: None,
            count: 0,
        }
    }

    /// The passkey's id.
    pub fn credential(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.credential)
    }

    /// Makes the passkey that was asked for.
    pub fn makes(&mut self, asked: &Value, origin: &str) -> Value {
        self.makes_as(asked, origin, |_| ())
    }

    /// Makes it and says something else of it.
    pub fn makes_as(&mut self, asked: &Value, origin: &str, change: impl FnOnce(&mut Says)) -> Value {
        self.user = asked["user"].as_str().map(str::to_owned);
        let mut says = self.says("webauthn.create", asked, origin);
        change(&mut says);
        let mut data = says.authenticator_data(ATTESTED);
        data.extend_from_slice(&[0; 16]);
        let length = u16::try_from(self.credential.len()).expect("short");
        data.extend_from_slice(&length.to_be_bytes());
        data.extend_from_slice(&self.credential);
        data.extend(bytes(&self.public()));
        let nothing = Cbor::Map(Vec::new());
        let object = cbor!({ "fmt" => "none", "attStmt" => nothing, "authData" => Cbor::Bytes(data) });
        json!({
            "client_data": URL_SAFE_NO_PAD.encode(says.client_data()),
            "attestation_object": URL_SAFE_NO_PAD.encode(bytes(&object.expect("an object"))),
        })
    }

    /// Signs what was asked.
    pub fn signs(&mut self, asked: &Value, origin: &str) -> Value {
        self.signs_as(asked, origin, |_| ())
    }

    /// Signs something else.
    pub fn signs_as(&mut self, asked: &Value, origin: &str, change: impl FnOnce(&mut Says)) -> Value {
        self.count += 1;
        let mut says = self.says("webauthn.get", asked, origin);
        change(&mut says);
        let (data, client_data) = (says.authenticator_data(0), says.client_data());
        let mut both = data.clone();
        both.extend_from_slice(&Sha256::digest(&client_data));
        json!({
            "credential": self.credential(),
            "client_data": URL_SAFE_NO_PAD.encode(client_data),
            "authenticator_data": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(self.signature(&both)),
            "user": says.user,
        })
    }

    fn says(&self, kind: &str, asked: &Value, origin: &str) -> Says {
        let text = |name: &str| asked[name].as_str().unwrap_or_default().to_owned();
        Says {
            kind: kind.to_owned(),
            challenge: text("challenge"),
            origin: origin.to_owned(),
            embedded: false,
            host: text("host"),
            flags: PRESENT | VERIFIED,
            count: self.count,
            user: self.user.clone(),
        }
    }

    fn public(&self) -> Cbor {
        let key = match &self.key {
            Key::EdDsa(key) => {
                let point = Cbor::Bytes(key.verifying_key().to_bytes().to_vec());
                cbor!({ 1 => 1, 3 => -8, -1 => 6, -2 => point })
            }
            Key::Es256(key) => {
                let point = key.public_key().as_ref();
                let (x, y) = point[1..].split_at(32);
                let (x, y) = (Cbor::Bytes(x.to_vec()), Cbor::Bytes(y.to_vec()));
                cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => x, -3 => y })
            }
        };
        key.expect("a key")
    }

    fn signature(&self, bytes: &[u8]) -> Vec<u8> {
        match &self.key {
            Key::EdDsa(key) => key.sign(bytes).to_bytes().to_vec(),
            Key::Es256(key) => {
                let signature = key.sign(&SystemRandom::new(), bytes).expect("a signature");
                signature.as_ref().to_vec()
            }
        }
    }
}

impl Says {
    fn client_data(&self) -> Vec<u8> {
        let said = json!({ "type": self.kind, "challenge": self.challenge, "origin": self.origin,
            "crossOrigin": self.embedded });
        said.to_string().into_bytes()
    }

    fn authenticator_data(&self, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(&self.host).to_vec();
        data.push(self.flags | more);
        data.extend_from_slice(&self.count.to_be_bytes());
        data
    }
}

fn bytes(value: &Cbor) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("CBOR");
    bytes
}
