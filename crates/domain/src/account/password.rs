//! What a password has to be when it is set.

use thiserror::Error;

/// Why a password is not accepted when it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WeakPassword {
    /// Under 10 characters.
    #[error("the password is shorter than 10 characters")]
    Short,
    /// One kind of character only.
    #[error("the password needs at least two of: letters, digits, other signs")]
    OneKind,
}

/// Checks a new password (MLPS 2.0 level 3, GB/T 22239, 8.1.4.1: complexity).
pub fn check_password(password: &str) -> Result<(), WeakPassword> {
    if password.chars().count() < 10 {
        return Err(WeakPassword::Short);
    }
    let kinds = [
        password.chars().any(char::is_alphabetic),
        password.chars().any(char::is_numeric),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    if kinds.into_iter().filter(|has| *has).count() < 2 {
        return Err(WeakPassword::OneKind);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        assert_eq!(check_password("a1!"), Err(WeakPassword::Short));
        assert_eq!(check_password("aaaaaaaaaaaa"), Err(WeakPassword::OneKind));
        assert_eq!(check_password("nanhai-2020-gate"), Ok(()));
    }
}
