//! Signatures on rosters and pass codes (Ed25519, RFC 8032), as base64 text.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

/// Signs for the platform.
pub struct Signer(SigningKey);

/// Checks what the platform signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl Signer {
    /// From a secret of 32 bytes.
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The key that checks.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature, base64 for JSON.
    pub fn sign(&self, text: &str) -> String {
        STANDARD.encode(self.0.sign(text.as_bytes()).to_bytes())
    }

    /// The signature, base64url without padding, for codes.
    pub fn sign_for_code(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.0.sign(text.as_bytes()).to_bytes())
    }
}

impl PublicKey {
    /// Base64 of the 32 bytes.
    pub fn to_text(&self) -> String {
        STANDARD.encode(self.0.to_bytes())
    }

    /// Reads base64 of 32 bytes. None when it is no key.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = STANDARD.decode(text).ok()?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok().map(Self)
    }

    /// Whether the signature (base64, either alphabet) is of this text by this key.
    pub fn verifies(&self, text: &str, signature: &str) -> bool {
        let bytes = STANDARD
            .decode(signature)
            .or_else(|_| URL_SAFE_NO_PAD.decode(signature));
        bytes
            .ok()
            .and_then(|bytes| Signature::from_slice(&bytes).ok())
            .is_some_and(|signature| self.0.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_text_and_key_only() {
        let signer = Signer::from_bytes(&[7; 32]);
        let public = PublicKey::from_text(&signer.public().to_text()).unwrap();
        assert!(public.verifies("roster", &signer.sign("roster")));
        assert!(public.verifies("code", &signer.sign_for_code("code")));
        assert!(!public.verifies("roster!", &signer.sign("roster")));
        assert!(
            !Signer::from_bytes(&[8; 32])
                .public()
                .verifies("roster", &signer.sign("roster"))
        );
        assert!(!public.verifies("roster", "not a signature"));
        assert_eq!(PublicKey::from_text("AAAA"), None);
    }
}
