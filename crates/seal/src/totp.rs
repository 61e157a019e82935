//! One-time codes of authenticator apps (RFC 6238, over HMAC-SHA-1 as every app takes it: 30 seconds, six digits).

use domain::clock::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Seconds that a code stands for.
const STEP: i64 = 30;

/// Steps that the clocks of phone and platform may stand apart, either way (RFC 6238, 5.2).
const APART: i64 = 1;

/// The secret that phone and platform share: 160 bits (RFC 4226, R6).
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    /// A new secret.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 20];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Takes 20 bytes that are already one; none of another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, to be sealed.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text a person types into an app that reads no picture: base32 (RFC 4648), 32 characters.
    pub fn to_text(&self) -> String {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut text = String::with_capacity(32);
        for five in self.0.chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            text.extend((0..8).map(|place| char::from(ALPHABET[(bits >> (35 - 5 * place) & 31) as usize])));
        }
        text
    }

    /// The address that an app reads from a picture (Key URI format).
    pub fn to_uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (percent(issuer), percent(account));
        let secret = self.to_text();
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// The code at an instant (Unix seconds), as the app shows it.
    pub fn code(&self, seconds: i64) -> String {
        self.at_step(seconds.div_euclid(STEP))
    }

    /// The step whose code this is, near an instant; none if it is no code of now.
    pub fn step_of(&self, code: &str, seconds: i64) -> Option<i64> {
        let now = seconds.div_euclid(STEP);
        (now - APART..=now + APART).find(|step| self.at_step(*step) == code)
    }

    fn at_step(&self, step: i64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let from = usize::from(hash[19] & 15);
        let word = hash[from..from + 4]
            .iter()
            .fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }
}

/// Text as it may stand in an address.
fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> TotpSecret {
        TotpSecret(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA1: the last six of its eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().code(seconds), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_its_half_minute_and_the_ones_beside_it() {
        let code = secret().code(59);
        for (seconds, found) in [
            (0, Some(1)),
            (30, Some(1)),
            (59, Some(1)),
            (89, Some(1)),
            (90, None),
        ] {
            assert_eq!(secret().step_of(&code, seconds), found, "{seconds}");
        }
        for code in ["", "28708", "2870821", "28708 2", "abcdef"] {
            assert_eq!(secret().step_of(code, 59), None, "{code}");
        }
    }

    #[test]
    fn the_secret_is_typed_in_as_base32_and_read_from_a_picture_as_an_address() {
        assert_eq!(secret().to_text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            secret().to_uri("工地卫士", "site 01"),
            "otpauth://totp/%E5%B7%A5%E5%9C%B0%E5%8D%AB%E5%A3%AB:site%2001?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=%E5%B7%A5%E5%9C%B0%E5%8D%AB%E5%A3%AB&algorithm=SHA1&digits=6&period=30"
        );
    }
}
