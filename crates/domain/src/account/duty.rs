//! What an account has to do before anything else is open to it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PasswordState, Role};

/// Something that comes before everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Someone else made the password: its owner makes their own.
    ChangePassword,
    /// The password is good no longer: its owner makes a new one.
    RenewPassword,
    /// The district asks this role for a second factor, and there is none yet.
    EnrolSecondFactor,
}

/// Whether an installation asks for a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Whoever wants one has one.
    #[default]
    Offered,
    /// Whoever reaches more than one site needs one (GB/T 22239, level 3: two kinds of proof).
    Required,
}

impl SecondFactor {
    /// Whether a role needs one.
    pub fn asked_of(self, role: Role) -> bool {
        self == Self::Required
            && matches!(
                role,
                Role::District
                    | Role::Town
                    | Role::Community
                    | Role::Enterprise
                    | Role::SystemAdministrator
                    | Role::SecurityAdministrator
                    | Role::Auditor
            )
    }
}

impl Duty {
    /// What comes first for an account: the password before the second factor, which is enrolled by password.
    pub fn first(
        role: Role,
        password: PasswordState,
        second_factor: bool,
        policy: SecondFactor,
    ) -> Option<Self> {
        match password {
            PasswordState::Initial => Some(Self::ChangePassword),
            PasswordState::Old => Some(Self::RenewPassword),
            PasswordState::Own if policy.asked_of(role) && !second_factor => Some(Self::EnrolSecondFactor),
            PasswordState::Own => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_comes_before_the_second_factor_and_that_before_all_else() {
        let first = |password, enrolled| Duty::first(Role::Town, password, enrolled, SecondFactor::Required);
        assert_eq!(first(PasswordState::Initial, false), Some(Duty::ChangePassword));
        assert_eq!(first(PasswordState::Old, false), Some(Duty::RenewPassword));
        assert_eq!(first(PasswordState::Own, false), Some(Duty::EnrolSecondFactor));
        assert_eq!(first(PasswordState::Initial, true), Some(Duty::ChangePassword));
        assert_eq!(first(PasswordState::Old, true), Some(Duty::RenewPassword));
        assert_eq!(first(PasswordState::Own, true), None);
    }

    #[test]
    fn a_second_factor_is_asked_of_whoever_reaches_more_than_a_site_where_the_district_says_so() {
        let free = [
            Role::Site,
            Role::Contractor,
            Role::Worker,
            Role::Gate,
            Role::Integrator,
        ];
        for role in Role::ALL {
            assert!(!SecondFactor::Offered.asked_of(role), "{role:?}");
            assert_eq!(
                SecondFactor::Required.asked_of(role),
                !free.contains(&role),
                "{role:?}"
            );
        }
    }
}
