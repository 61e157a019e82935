//! Rate limits on what strangers can try and on how often an outside system asks: a bucket per caller's network, or per
//! token, and kind of try, in memory.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::ConnectInfo;
use domain::id::IntegratorId;
use http::request::Parts;
use jiff::Timestamp;
use service::{Error, network};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Signing in: 20 at once, then one every six seconds.
    SignIn,
    /// Registering oneself: a crew may do so behind one address; 60 at once, then one a second.
    Join,
    /// Enrolling a gate by a code: a whole site may connect its gates at once; 20, then one every ten seconds.
    Enrol,
    /// Showing a token that does not do: 20 at once, then one every six seconds.
    WrongToken,
    /// Asking by a token: 300 at once, then five a second.
    Token,
}

/// Whose bucket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Whose {
    /// A network's, where it is known.
    Network(Option<IpAddr>),
    /// A token's.
    Integrator(IntegratorId),
}

impl From<Option<IpAddr>> for Whose {
    fn from(address: Option<IpAddr>) -> Self {
        Self::Network(address.map(network))
    }
}

impl From<IntegratorId> for Whose {
    fn from(integrator: IntegratorId) -> Self {
        Self::Integrator(integrator)
    }
}

impl Kind {
    fn burst(self) -> f64 {
        match self {
            Self::SignIn | Self::Enrol | Self::WrongToken => 20.0,
            Self::Join => 60.0,
            Self::Token => 300.0,
        }
    }

    fn per_second(self) -> f64 {
        match self {
            Self::SignIn | Self::WrongToken => 1.0 / 6.0,
            Self::Join => 1.0,
            Self::Enrol => 1.0 / 10.0,
            Self::Token => 5.0,
        }
    }
}

type Buckets = HashMap<(Kind, Whose), Bucket>;

/// The buckets: those used lately, and those of the time before, which are forgotten next.
#[derive(Default)]
pub(crate) struct Limits(Mutex<(Buckets, Buckets)>);

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

/// Buckets of one time. Twice as many are kept at most, however many networks someone calls from.
const MOST: usize = 50_000;

impl Limits {
    /// Takes one try out of a bucket, or says how many seconds to wait.
    pub(crate) fn take(&self, kind: Kind, whose: impl Into<Whose>, now: Timestamp) -> Result<(), Error> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (lately, before) = &mut *kept;
        let whose = (kind, whose.into());
        if lately.len() >= MOST && !lately.contains_key(&whose) {
            *before = std::mem::take(lately);
        }
        let known = lately.get(&whose).or_else(|| before.get(&whose));
        let left = known.map_or(kind.burst(), |bucket| bucket.filled(kind, now));
        let taken = left >= 1.0;
        let left_over = if taken { left - 1.0 } else { left };
        lately.insert(
            whose,
            Bucket {
                left: left_over,
                at: now,
            },
        );
        if taken {
            return Ok(());
        }
        let wait = ((1.0 - left) / kind.per_second()).ceil();
        Err(Error::TooMany {
            retry_after: wait as i64,
        })
    }
}

impl Bucket {
    fn filled(self, kind: Kind, now: Timestamp) -> f64 {
        let seconds = now.duration_since(self.at).as_secs_f64().max(0.0);
        (self.left + seconds * kind.per_second()).min(kind.burst())
    }
}

/// The caller's address, where the server knows it: the peer's, or what one of our own proxies says of its peer.
pub(crate) fn address(parts: &Parts, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()?
        .0
        .ip()
        .to_canonical();
    if !proxies.contains(&peer) {
        return Some(peer);
    }
    let said = parts.headers.get_all("x-forwarded-for").iter();
    let said: Vec<&str> = said
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .collect();
    // Read from its end: whatever stands before the last address that is no proxy of ours, the caller wrote themself.
    let mut addresses = said
        .into_iter()
        .rev()
        .map_while(|address| address.trim().parse().ok());
    let caller = addresses.find(|address: &IpAddr| !proxies.contains(&address.to_canonical()));
    Some(caller.unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2020-02-17T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn tries_run_out_and_come_back_with_time() {
        let limits = Limits::default();
        let from = Some(IpAddr::from([10, 0, 0, 1]));
        for _ in 0..20 {
            assert!(limits.take(Kind::SignIn, from, start()).is_ok());
        }
        assert!(matches!(
            limits.take(Kind::SignIn, from, start()),
            Err(Error::TooMany { retry_after: 6 })
        ));
        let neighbour = Some(IpAddr::from([10, 0, 0, 2]));
        assert!(limits.take(Kind::SignIn, neighbour, start()).is_err());
        let other = Some(IpAddr::from([10, 0, 1, 1]));
        assert!(
            limits.take(Kind::SignIn, other, start()).is_ok(),
            "another network has its own bucket"
        );
        assert!(
            limits
                .take(Kind::SignIn, from, start() + jiff::SignedDuration::from_secs(6))
                .is_ok()
        );
    }

    #[test]
    fn however_many_networks_call_the_buckets_stay_few() {
        let limits = Limits::default();
        for network in 0..150_000_u32 {
            let from = Some(IpAddr::from((network << 8).to_be_bytes()));
            limits.take(Kind::Join, from, start()).unwrap();
        }
        let kept = limits.0.lock().unwrap();
        assert!(kept.0.len() + kept.1.len() <= 2 * MOST);
    }

    #[test]
    fn an_address_is_believed_from_our_own_proxy_alone() {
        let peer = |peer: [u8; 4], said: &str| {
            let request = http::Request::builder()
                .header("x-forwarded-for", said)
                .extension(ConnectInfo(SocketAddr::from((peer, 1))))
                .body(())
                .unwrap();
            let proxies = [IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])];
            address(&request.into_parts().0, &proxies).unwrap().to_string()
        };
        assert_eq!(peer([192, 0, 2, 9], "203.0.113.7"), "192.0.2.9");
        assert_eq!(
            peer([10, 0, 0, 1], "198.51.100.1, 203.0.113.7, 10.0.0.2"),
            "203.0.113.7"
        );
        assert_eq!(
            peer([10, 0, 0, 1], "nonsense, 203.0.113.7"),
            "203.0.113.7",
            "nothing the caller writes hides them"
        );
        assert_eq!(peer([10, 0, 0, 1], "nonsense"), "10.0.0.1");
    }
}
