//! Secrets that people read out, type and copy: signs that are not mistaken for one another, and codes written in them.

/// Crockford's 32 signs, without i, l, o and u; in small letters, as they stand in tokens.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes bytes as signs of five bits each; the last is filled up with zeros.
pub(crate) fn signs(bytes: &[u8]) -> String {
    let bits = bytes.len() * 8;
    (0..bits.div_ceil(5))
        .map(|place| {
            let value = (0..5).fold(0_u8, |value, bit| {
                let at = place * 5 + bit;
                let one = bytes
                    .get(at / 8)
                    .is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
                value << 1 | u8::from(one)
            });
            char::from(SIGNS[usize::from(value)])
        })
        .collect()
}

/// The five bits of a sign as it is written here. None for anything else.
pub(crate) fn read_sign(sign: u8) -> Option<u8> {
    SIGNS
        .iter()
        .position(|known| *known == sign)
        .and_then(|at| u8::try_from(at).ok())
}

/// Signs of a code that are drawn: 55 bits.
const DRAWN: usize = 11;

/// Bytes that are needed to draw a code.
pub const CODE_BYTES: usize = 7;

/// A code that is handed over: eleven signs drawn at random and one that checks them, in three groups of four for
/// people. Held as it is hashed: small letters, no groups.
#[derive(Clone, PartialEq, Eq)]
pub struct DrawnCode(String);

impl DrawnCode {
    /// Writes random bytes as a code; the last bit of the seven bytes is not used.
    pub fn drawn(bytes: &[u8; CODE_BYTES]) -> Self {
        let mut text = signs(bytes);
        text.truncate(DRAWN);
        let check = check_sign(&text);
        text.push(check);
        Self(text)
    }

    /// Reads a code as people type it: in any case, with or without groups, O for 0 and I or L for 1. None when signs
    /// are missing or one was mistyped.
    pub fn typed(text: &str) -> Option<Self> {
        let signs: String = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '—'))
            .map(|sign| match sign.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .collect();
        let drawn = signs.get(..DRAWN)?;
        let known = signs.len() == DRAWN + 1 && signs.bytes().all(|sign| read_sign(sign).is_some());
        (known && signs.ends_with(check_sign(drawn))).then_some(Self(signs))
    }

    /// The text that is hashed.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// As it is shown to people: `K7QM-2X9P-4RTD`.
    pub fn shown(&self) -> String {
        let text = self.0.to_ascii_uppercase();
        [&text[..4], &text[4..8], &text[8..]].join("-")
    }
}

impl std::fmt::Debug for DrawnCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DrawnCode(…)")
    }
}

/// A sum with odd weights, so that every single mistyped sign changes it.
fn check_sign(drawn: &str) -> char {
    let sum = drawn
        .bytes()
        .filter_map(read_sign)
        .zip((1_u32..).step_by(2))
        .map(|(value, weight)| u32::from(value) * weight)
        .sum::<u32>();
    char::from(SIGNS[(sum % 32) as usize])
}
