//! Guessing passwords: how many tries there are for a name, and for whom.
//!
//! A name that nobody has is counted as one that somebody has, so that being locked tells nobody which names
//! exist. Whoever guesses from elsewhere locks the name for elsewhere: a device that has signed in before proves
//! it by a cookie and has tries of its own (OWASP, "Slow down online guessing attacks with device cookies").
//! Counted in the database, since several processes may serve one district; the slots are a fixed number.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use domain::account::{FAILURES_BEFORE_LOCK, LOCK_MINUTES};
use domain::id::AccountId;
use jiff::{SignedDuration, Timestamp};
use store::sign_in::Allowance;
use store::{Tx, Vault};

use crate::error::{Error, Result};

/// Failures for one name from all places together that are not known devices, before it takes none for an hour: a
/// guesser with many addresses gets this many an hour for each name.
const FAILURES_EVERYWHERE: u32 = 50;

/// How long those are remembered.
const EVERYWHERE_MINUTES: i64 = 60;

/// Slots of a kind are told apart by this many hexadecimal digits of a keyed hash: a million at most, however many
/// names and places a guesser makes up.
const SLOT_DIGITS: usize = 5;

/// Accounts that one device keeps a mark of.
const MARKS: usize = 5;

/// Digits of a device's number and of each of its marks: 128 bits.
const DIGITS: usize = 32;

/// Where a sign-in comes from.
#[derive(Clone, Debug, Default)]
pub struct Whence {
    /// The device in its own words (`User-Agent`), for the list of sessions.
    pub agent: String,
    /// The network address, where it is known.
    pub address: Option<IpAddr>,
    /// The device cookie it brought.
    pub device: Option<String>,
}

impl Whence {
    /// From a device that says this of itself, at an unknown address.
    pub fn agent(agent: impl Into<String>) -> Self {
        Self {
            agent: agent.into(),
            ..Self::default()
        }
    }
}

/// The network an address belongs to: what one subscriber can change their address within (/24, and /56 of IPv6).
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << 8)).into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 72)).into(),
    }
}

/// A device cookie: a random number, and for each account that signed in by it a mark that only this platform can
/// make. It says nothing about anyone.
pub(crate) struct Device {
    number: String,
    marks: Vec<String>,
}

impl Device {
    /// Reads a cookie; none when it has not the form.
    pub(crate) fn read(cookie: &str) -> Option<Self> {
        let mut parts = cookie.split('.');
        let own = |part: &str| part.len() == DIGITS && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = parts.next().filter(|part| own(part))?.to_owned();
        let marks = parts.filter(|part| own(part)).take(MARKS).map(str::to_owned);
        Some(Self {
            marks: marks.collect(),
            number,
        })
    }

    /// A device that was not seen before; `number` is random.
    pub(crate) fn new(mut number: String) -> Self {
        number.truncate(DIGITS);
        Self {
            number,
            marks: Vec::new(),
        }
    }

    /// Whether an account has signed in by it.
    pub(crate) fn knows(&self, account: AccountId, vault: &Vault) -> bool {
        let mark = self.mark(account, vault);
        self.marks
            .iter()
            .any(|own| bool::from(subtle::ConstantTimeEq::ct_eq(own.as_bytes(), mark.as_bytes())))
    }

    /// The cookie after an account has signed in by it.
    pub(crate) fn marked(&self, account: AccountId, vault: &Vault) -> String {
        let mark = self.mark(account, vault);
        let others = self.marks.iter().filter(|own| **own != mark).take(MARKS - 1);
        let parts: Vec<&str> = [self.number.as_str(), mark.as_str()]
            .into_iter()
            .chain(others.map(String::as_str))
            .collect();
        parts.join(".")
    }

    fn mark(&self, account: AccountId, vault: &Vault) -> String {
        let mut mark = vault.token_index(&format!("device {} {account}", self.number));
        mark.truncate(DIGITS);
        mark
    }
}

/// The tries that one sign-in counts against.
pub(crate) struct Tries {
    own: String,
    everywhere: Option<String>,
}

impl Tries {
    /// Of a name as typed, by a known device or else from a network.
    pub(crate) fn of(name: &str, device: Option<&Device>, whence: &Whence, vault: &Vault) -> Self {
        let slot = |kind: &str, what: &str| {
            let hash = vault.token_index(&format!("try {kind} {what} {name}"));
            format!("{kind} {}", &hash[..SLOT_DIGITS])
        };
        match device {
            Some(device) => Self {
                own: slot("device", &device.number),
                everywhere: None,
            },
            None => Self {
                own: slot(
                    "place",
                    &whence
                        .address
                        .map(network)
                        .map_or_else(String::new, |at| at.to_string()),
                ),
                everywhere: Some(slot("name", "")),
            },
        }
    }

    /// Of someone signed in who proves once more that it is they.
    pub(crate) fn again(what: &str, account: AccountId, vault: &Vault) -> Self {
        let hash = vault.token_index(&format!("try {what} again {account}"));
        Self {
            own: format!("again {}", &hash[..SLOT_DIGITS]),
            everywhere: None,
        }
    }

    /// Counts a try before it is looked at, so that many at once are not all looked at.
    pub(crate) async fn count(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        let own = allowance(FAILURES_BEFORE_LOCK, LOCK_MINUTES, now);
        let mut full = tx.count_try(&self.own, own, now).await?;
        if let (None, Some(everywhere)) = (full, &self.everywhere) {
            let all = allowance(FAILURES_EVERYWHERE, EVERYWHERE_MINUTES, now);
            full = tx.count_try(everywhere, all, now).await?;
        }
        match full {
            None => Ok(()),
            Some(until) => Err(Error::TooMany {
                retry_after: until.duration_since(now).as_secs().max(1),
            }),
        }
    }

    /// Takes it back: the password was right.
    pub(crate) async fn forgive(&self, tx: &mut Tx) -> Result<()> {
        tx.forgive_all_tries(&self.own).await?;
        if let Some(everywhere) = &self.everywhere {
            tx.forgive_try(everywhere).await?;
        }
        Ok(())
    }
}

fn allowance(most: u32, minutes: i64, now: Timestamp) -> Allowance {
    Allowance {
        most,
        forget_at: now + SignedDuration::from_mins(minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_what_one_subscriber_moves_within() {
        let at = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(at("203.0.113.77"), "203.0.113.0");
        assert_eq!(
            at("::ffff:203.0.113.77"),
            "203.0.113.0",
            "the same, as a dual socket tells it"
        );
        assert_eq!(at("2001:db8:1:22ff:1::9"), "2001:db8:1:2200::");
    }

    #[test]
    fn a_cookie_that_is_none_of_ours_is_no_device() {
        let number = "0".repeat(32);
        for cookie in ["", "x", "0.1", &number[1..], &format!("{}g", &number[1..])] {
            assert!(Device::read(cookie).is_none(), "{cookie}");
        }
        let many = [number.as_str(); 40].join(".");
        assert_eq!(Device::read(&many).unwrap().marks.len(), MARKS);
    }
}
