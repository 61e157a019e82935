//! What a gate signs, word for word the same at the gate and at the platform: no signature of the one kind is ever
//! good for the other.

use crate::handed::DrawnCode;

/// What a gate signs when it enrols its key: that it holds the secret half of the key it shows.
pub fn enrolment_statement(code: &DrawnCode, public_key: &str) -> String {
    format!("sitewarden gate enrolment 1 {} {public_key}", code.text())
}

/// What a gate signs to open a session: the challenge it was just given.
pub fn session_statement(challenge: &str) -> String {
    format!("sitewarden gate session 1 {challenge}")
}
