//! A passkey's public half, in the form in which authenticators give it (COSE, RFC 9052 and 9053), and its signatures.

use ciborium::Value;
use ed25519_dalek::{Signature, VerifyingKey};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::cbor;

const EDDSA: i64 = -8;
const ES256: i64 = -7;
const RS256: i64 = -257;

/// The algorithms that are taken, by their COSE numbers, the ones liked best first.
pub const ALGORITHMS: [i64; 3] = [EDDSA, ES256, RS256];

/// A passkey's public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyKey {
    /// EdDSA on Ed25519.
    EdDsa(VerifyingKey),
    /// ECDSA on P-256 with SHA-256: the point, uncompressed.
    Es256([u8; 65]),
    /// RSASSA-PKCS1-v1_5 with SHA-256, 2048 to 4096 bits.
    Rs256 {
        /// The modulus.
        modulus: Vec<u8>,
        /// The exponent.
        exponent: Vec<u8>,
    },
}

impl PasskeyKey {
    /// Reads a key of one of [`ALGORITHMS`], with its parameters and no others. None when it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let key = cbor::whole(bytes)?;
        let entries = key.as_map()?;
        let part = |label: i64| {
            let named = |(name, _): &&(Value, Value)| *name == Value::from(label);
            entries.iter().find(named).map(|(_, value)| value)
        };
        let number = |label: i64| {
            part(label)?
                .as_integer()
                .and_then(|number| i64::try_from(number).ok())
        };
        let bytes = |label: i64| part(label)?.as_bytes();
        let (kind, algorithm) = (number(1)?, number(3)?);
        match (kind, algorithm, entries.len()) {
            (1, EDDSA, 4) if number(-1)? == 6 => {
                let point = bytes(-2)?.as_slice().try_into().ok()?;
                let key = VerifyingKey::from_bytes(&point).ok()?;
                (!key.is_weak()).then_some(Self::EdDsa(key))
            }
            (2, ES256, 5) if number(-1)? == 1 => {
                let (x, y): ([u8; 32], [u8; 32]) = (
                    bytes(-2)?.as_slice().try_into().ok()?,
                    bytes(-3)?.as_slice().try_into().ok()?,
                );
                let mut point = [4; 65];
                point[1..33].copy_from_slice(&x);
                point[33..].copy_from_slice(&y);
                Some(Self::Es256(point))
            }
            (3, RS256, 4) => {
                let (modulus, exponent) = (bytes(-1)?, bytes(-2)?);
                let fits = (256..=512).contains(&modulus.len())
                    && modulus.first().is_some_and(|first| *first >= 0x80)
                    && exponent == &[1, 0, 1];
                fits.then(|| Self::Rs256 {
                    modulus: modulus.clone(),
                    exponent: exponent.clone(),
                })
            }
            _ => None,
        }
    }

    /// Whether the signature is of these bytes by this key.
    pub fn verifies(&self, bytes: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::EdDsa(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(bytes, &signature).is_ok()),
            Self::Es256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point)
                .verify(bytes, signature)
                .is_ok(),
            Self::Rs256 { modulus, exponent } => RsaPublicKeyComponents {
                n: modulus,
                e: exponent,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, bytes, signature)
            .is_ok(),
        }
    }
}
