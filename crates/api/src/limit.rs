//! Rate limits, in memory: on what strangers can try, a bucket for the caller's address and a wider one for the network
//! around it; on how often an outside system asks, a bucket for its token. What succeeds is given back, so that a crew
//! behind one address does not use up what it has.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::ConnectInfo;
use domain::id::IntegratorId;
use http::request::Parts;
use jiff::Timestamp;
use service::{Error, network};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Staff signing in: 20 at once, then one every six seconds. Each costs a password's hash.
    SignIn,
    /// Workers signing in, many behind one address: 60 at once, then one a second.
    WorkerSignIn,
    /// Registering oneself: a crew may do so behind one address; 60 at once, then one a second.
    Join,
    /// Asking for a code by text message: 30 at once, then one every ten seconds. Each may cost something.
    PhoneCode,
    /// Enrolling a gate by a code: a whole site may connect its gates at once; 20, then one every ten seconds.
    Enrol,
    /// Showing a token that does not do: 20 at once, then one every six seconds.
    WrongToken,
    /// Asking by a token: 300 at once, then five a second.
    Token,
}

/// Who tries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Caller {
    /// Whoever is behind an address, where it is known.
    At(Option<IpAddr>),
    /// An outside system.
    Integrator(IntegratorId),
}

impl From<Option<IpAddr>> for Caller {
    fn from(address: Option<IpAddr>) -> Self {
        Self::At(address)
    }
}

impl From<IntegratorId> for Caller {
    fn from(integrator: IntegratorId) -> Self {
        Self::Integrator(integrator)
    }
}

impl Kind {
    fn burst(self) -> f64 {
        match self {
            Self::SignIn | Self::Enrol | Self::WrongToken => 20.0,
            Self::Join | Self::WorkerSignIn => 60.0,
            Self::PhoneCode => 30.0,
            Self::Token => 300.0,
        }
    }

    fn per_second(self) -> f64 {
        match self {
            Self::SignIn | Self::WrongToken => 1.0 / 6.0,
            Self::Join | Self::WorkerSignIn => 1.0,
            Self::PhoneCode | Self::Enrol => 0.1,
            Self::Token => 5.0,
        }
    }
}

/// Whose bucket it is: an address's, or that of the network around it, which holds [`WIDER`] times as much.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Whose {
    Address(Option<IpAddr>),
    Network(Option<IpAddr>),
    Integrator(IntegratorId),
}

/// How much more a network may try than one address in it.
const WIDER: f64 = 10.0;

impl Whose {
    fn of(caller: Caller) -> Vec<Self> {
        match caller {
            Caller::At(from) => vec![
                Self::Address(from.map(address_of)),
                Self::Network(from.map(network)),
            ],
            Caller::Integrator(integrator) => vec![Self::Integrator(integrator)],
        }
    }

    fn share(self) -> f64 {
        match self {
            Self::Address(_) | Self::Integrator(_) => 1.0,
            Self::Network(_) => WIDER,
        }
    }
}

/// What one subscriber has: an address, or of IPv6 a /64.
fn address_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

type Buckets = HashMap<(Kind, Whose), Bucket>;

/// The buckets: those used lately, and those of the time before, which are forgotten next.
#[derive(Default)]
struct Kept {
    lately: Buckets,
    before: Buckets,
}

#[derive(Default)]
pub(crate) struct Limits(Mutex<Kept>);

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

/// Buckets of one time. Twice as many are kept at most, however many networks someone calls from.
const MOST: usize = 50_000;

impl Limits {
    /// Takes one try out of a caller's buckets, or says how many seconds to wait.
    pub(crate) fn take(&self, kind: Kind, from: impl Into<Caller>, now: Timestamp) -> Result<(), Error> {
        let from = from.into();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = Whose::of(from).into_iter().map(|whose| {
            let lacks = 1.0 - kept.left(kind, whose, now);
            (lacks / (kind.per_second() * whose.share())).ceil()
        });
        let longest = wait.fold(0.0, f64::max);
        if longest > 0.0 {
            return Err(Error::TooMany {
                retry_after: longest as i64,
            });
        }
        kept.change(kind, from, now, -1.0);
        Ok(())
    }

    /// Gives a try back that came to its end: who may is not counted among those who try.
    pub(crate) fn give_back(&self, kind: Kind, from: Option<IpAddr>, now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.change(kind, from.into(), now, 1.0);
    }
}

impl Kept {
    fn left(&self, kind: Kind, whose: Whose, now: Timestamp) -> f64 {
        let known = self
            .lately
            .get(&(kind, whose))
            .or_else(|| self.before.get(&(kind, whose)));
        let full = kind.burst() * whose.share();
        known.map_or(full, |bucket| {
            let seconds = now.duration_since(bucket.at).as_secs_f64().max(0.0);
            (bucket.left + seconds * kind.per_second() * whose.share()).min(full)
        })
    }

    fn change(&mut self, kind: Kind, from: Caller, now: Timestamp, by: f64) {
        for whose in Whose::of(from) {
            if self.lately.len() >= MOST && !self.lately.contains_key(&(kind, whose)) {
                self.before = std::mem::take(&mut self.lately);
            }
            let left = (self.left(kind, whose, now) + by).min(kind.burst() * whose.share());
            self.lately.insert((kind, whose), Bucket { left, at: now });
        }
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
        assert!(
            limits.take(Kind::SignIn, neighbour, start()).is_ok(),
            "nobody uses up a neighbour's tries"
        );
        assert!(
            limits
                .take(Kind::SignIn, from, start() + jiff::SignedDuration::from_secs(6))
                .is_ok()
        );
    }

    #[test]
    fn a_network_as_a_whole_has_its_limit_too() {
        let limits = Limits::default();
        let tried = (0..=255_u8).flat_map(|host| [host; 2]);
        let taken = tried.filter(|host| {
            let from = Some(IpAddr::from([10, 0, 0, *host]));
            limits.take(Kind::SignIn, from, start()).is_ok()
        });
        assert_eq!(taken.count(), 200);
        let other = Some(IpAddr::from([10, 0, 1, 1]));
        assert!(limits.take(Kind::SignIn, other, start()).is_ok());
    }

    #[test]
    fn whoever_comes_in_is_not_counted() {
        let limits = Limits::default();
        let from = Some(IpAddr::from([10, 0, 0, 1]));
        for _ in 0..500 {
            limits.take(Kind::WorkerSignIn, from, start()).unwrap();
            limits.give_back(Kind::WorkerSignIn, from, start());
        }
    }

    #[test]
    fn however_many_networks_call_the_buckets_stay_few() {
        let limits = Limits::default();
        for network in 0..80_000_u32 {
            let from = Some(IpAddr::from((network << 8).to_be_bytes()));
            limits.take(Kind::Join, from, start()).unwrap();
        }
        let kept = limits.0.lock().unwrap();
        assert!(kept.lately.len() + kept.before.len() <= 2 * MOST);
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
