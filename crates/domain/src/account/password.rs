//! What a password has to be when it is set, and how long it is good for.

use jiff::{SignedDuration, Timestamp};
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

/// How a password stands with its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordState {
    /// Their own, and good.
    Own,
    /// Someone else made it.
    Initial,
    /// Their own for so long that it is to be changed.
    Old,
}

/// For how many days one's own password is good (GB/T 22239, 8.1.4.1: changed regularly). None: for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordLife(Option<SignedDuration>);

impl PasswordLife {
    /// So many days; 0 is for ever.
    pub fn days(days: u16) -> Self {
        Self((days > 0).then(|| SignedDuration::from_hours(24 * i64::from(days))))
    }

    /// When a password set at an instant has to be changed.
    pub fn end(self, set_at: Timestamp) -> Option<Timestamp> {
        self.0.and_then(|life| set_at.checked_add(life).ok())
    }

    /// How a password stands for whoever signed in at an instant. It grows old at the door alone: nobody is stopped in
    /// the middle of their work.
    pub fn state(self, initial: bool, set_at: Option<Timestamp>, signed_in_at: Timestamp) -> PasswordState {
        if initial {
            PasswordState::Initial
        } else if set_at
            .and_then(|set_at| self.end(set_at))
            .is_some_and(|end| end <= signed_in_at)
        {
            PasswordState::Old
        } else {
            PasswordState::Own
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_good_for_its_days_and_then_old_for_whoever_signs_in_with_it() {
        let life = PasswordLife::days(90);
        let set_at = Timestamp::from_second(1_580_000_000).unwrap();
        let after = |hours| set_at + SignedDuration::from_hours(hours);
        assert_eq!(
            life.state(false, Some(set_at), after(90 * 24 - 1)),
            PasswordState::Own
        );
        assert_eq!(
            life.state(false, Some(set_at), after(90 * 24)),
            PasswordState::Old
        );
        assert_eq!(
            life.state(true, Some(set_at), after(90 * 24)),
            PasswordState::Initial
        );
        assert_eq!(
            life.state(false, None, after(90 * 24)),
            PasswordState::Own,
            "there is none"
        );
        let for_ever = PasswordLife::days(0);
        assert_eq!(
            for_ever.state(false, Some(set_at), after(9_000 * 24)),
            PasswordState::Own
        );
    }

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        assert_eq!(check_password("a1!"), Err(WeakPassword::Short));
        assert_eq!(check_password("aaaaaaaaaaaa"), Err(WeakPassword::OneKind));
        assert_eq!(check_password("nanhai-2020-gate"), Ok(()));
    }
}
