//! Pass codes: read from a frame, and checked against the key that came with the roster.

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::roster::PassCode;
use jiff::{SignedDuration, Timestamp};
use recognition::Picture;
use rqrr::PreparedImage;
use seal::PublicKey;

/// How long a code is taken after its end, for what the measured distance of the two clocks leaves over.
const GRACE: SignedDuration = SignedDuration::from_secs(30);
/// A text longer than this is no pass code: it has 32 + 20 + 86 characters and its dots.
const LONGEST: usize = 256;

/// What a code turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// It holds.
    Good(PassCode),
    /// It was good once.
    Expired,
    /// This district did not sign it, or it is no pass code at all.
    Invalid,
}

/// Checks a code. `platform_now` is the platform's instant as far as the gate knows it.
pub(crate) fn check(text: &str, key: Option<&PublicKey>, platform_now: Timestamp) -> Checked {
    let Some((code, signed, signature)) = PassCode::split(text).filter(|_| text.len() <= LONGEST) else {
        return Checked::Invalid;
    };
    if !key.is_some_and(|key| key.verifies(signed, signature)) {
        return Checked::Invalid;
    }
    if platform_now.duration_since(code.expires_at) > GRACE {
        return Checked::Expired;
    }
    Checked::Good(code)
}

/// A pass code held before the camera. Other codes in the picture are nobody's pass and are left alone.
pub(crate) fn in_picture(picture: &Picture) -> Option<String> {
    // The reader may panic on a pattern that only looks like a code; such a frame has none.
    catch_unwind(AssertUnwindSafe(|| {
        let (width, height, rgb) = (picture.width() as usize, picture.height() as usize, picture.rgb());
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            let at = (y * width + x) * 3;
            luma(rgb[at], rgb[at + 1], rgb[at + 2])
        });
        let texts = prepared
            .detect_grids()
            .into_iter()
            .filter_map(|grid| grid.decode().ok());
        texts
            .map(|(_, text)| text)
            .find(|text| text.len() <= LONGEST && text.trim_start().starts_with(PassCode::PREFIX))
    }))
    .ok()
    .flatten()
}

/// Lightness in whole numbers (BT.601).
fn luma(red: u8, green: u8, blue: u8) -> u8 {
    ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use domain::id::PersonId;
    use seal::Signer;
    use uuid::Uuid;

    use super::*;

    fn signed(by: &Signer, ends: i64) -> String {
        let code = PassCode {
            person: PersonId(Uuid::from_u128(7)),
            expires_at: Timestamp::from_second(ends).unwrap(),
        };
        let text = code.signed_text();
        format!("{text}.{}", by.sign_for_code(&text))
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_code_holds_until_its_end_and_a_moment_after() {
        let signer = Signer::from_bytes(&[1; 32]);
        let (text, key) = (signed(&signer, 1000), signer.public());
        assert!(matches!(check(&text, Some(&key), at(999)), Checked::Good(_)));
        assert!(matches!(check(&text, Some(&key), at(1030)), Checked::Good(_)));
        assert_eq!(check(&text, Some(&key), at(1031)), Checked::Expired);
    }

    #[test]
    fn a_code_that_another_signed_or_someone_changed_is_not_valid() {
        let (signer, other) = (Signer::from_bytes(&[1; 32]), Signer::from_bytes(&[2; 32]));
        let text = signed(&signer, 1000);
        assert_eq!(check(&text, Some(&other.public()), at(0)), Checked::Invalid);
        assert_eq!(check(&text, None, at(0)), Checked::Invalid);
        let longer = text.replace(".1000.", ".9000.");
        assert_eq!(check(&longer, Some(&signer.public()), at(0)), Checked::Invalid);
        for text in ["", "SW1", "SW1...", "https://example.org"] {
            assert_eq!(
                check(text, Some(&signer.public()), at(0)),
                Checked::Invalid,
                "{text}"
            );
        }
    }
}
