//! What a certificate is told apart by when a person carries it: the SHA-256 of its DER, in small hexadecimal digits.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The fingerprint of the first certificate in a PEM text. None when there is none.
pub fn certificate_fingerprint(pem: &str) -> Option<String> {
    let (_, after) = pem.split_once(BEGIN)?;
    let (body, _) = after.split_once(END)?;
    let body: String = body.split_whitespace().collect();
    let der = STANDARD.decode(body).ok()?;
    Some(hex::encode(Sha256::digest(der)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_known_by_its_bytes_however_its_lines_are_cut() {
        let pem = |body: &str| format!("told\n{BEGIN}\n{body}\n{END}\nmore");
        let known = certificate_fingerprint(&pem("YWJj"));
        // SHA-256 of "abc" (FIPS 180-2, appendix B.1).
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(known.as_deref(), Some(abc));
        assert_eq!(certificate_fingerprint(&pem("YW\r\nJj")), known);
        assert_ne!(certificate_fingerprint(&pem("YWJk")), known);
        for text in ["", BEGIN, &pem("no base64!")] {
            assert_eq!(certificate_fingerprint(text), None);
        }
    }
}
