//! A gate as the demo plays it: it pulls its site's roster, judges whoever comes by it, and sends the passages, all
//! as a real gate does, without a screen or a camera.

use std::collections::HashMap;

use demo::Passing;
use domain::id::PersonId;
use domain::language::Language;
use domain::passage::{Direction, Passage};
use domain::roster::{RosterEntry, RosterPage};
use domain::verdict::{GatePolicy, Seen, judge};
use jiff::Timestamp;
use service::gate::GateCaller;
use service::{Caller, Error, Platform};
use store::gate::Gate;

use crate::demo::life::cast::{Cast, Place};

/// What each of them is called.
const NAME: &str = "东门（演练）";

/// A gate of one site.
pub(crate) struct Gatehouse {
    caller: GateCaller,
    version: i64,
    confirmed_at: Option<Timestamp>,
    policy: GatePolicy,
    roster: HashMap<PersonId, RosterEntry>,
}

/// A sign of life from each of them that there is.
pub(crate) async fn beat(platform: &Platform) -> Result<(), Error> {
    for place in Cast::places(platform).await? {
        if let Some(gate) = there(platform, &place).await? {
            // Its own screen would say how old its roster is; here it always has the newest.
            platform.heartbeat(&caller(gate), i64::MAX, 0).await?;
        }
    }
    Ok(())
}

async fn there(platform: &Platform, place: &Place) -> Result<Option<Gate>, Error> {
    let gates = platform.gates(&place.manager, place.site).await?;
    Ok(gates.into_iter().find(|gate| gate.name == NAME))
}

fn caller(gate: Gate) -> GateCaller {
    let caller = Caller {
        actor: gate.actor(),
        session: None,
        language: Language::Chinese,
    };
    GateCaller { gate, caller }
}

impl Gatehouse {
    /// The gate at a site, connected by its manager the first time.
    pub(crate) async fn at(platform: &Platform, place: &Place) -> Result<Self, Error> {
        let gate = match there(platform, place).await? {
            Some(gate) => gate,
            None => platform.add_gate(&place.manager, place.site, NAME).await?.0,
        };
        Ok(Self {
            caller: caller(gate),
            version: 0,
            confirmed_at: None,
            policy: GatePolicy::default(),
            roster: HashMap::new(),
        })
    }

    /// Judges those who came, each at their instant, and sends their passages.
    pub(crate) async fn record(
        &mut self,
        platform: &Platform,
        came: &[(Timestamp, &Passing, PersonId)],
    ) -> Result<(), Error> {
        if came.is_empty() {
            return Ok(());
        }
        self.pull(platform).await?;
        let passages: Vec<Passage> = came
            .iter()
            .map(|(at, passing, person)| self.passage(*at, passing, *person))
            .collect();
        platform.take_passages(&self.caller, &passages, 0).await.map(drop)
    }

    async fn pull(&mut self, platform: &Platform) -> Result<(), Error> {
        loop {
            let signed = platform.roster_page(&self.caller, self.version).await?;
            let page: RosterPage = serde_json::from_str(&signed.page).map_err(Error::internal)?;
            for entry in page.entries {
                self.roster.insert(entry.person, entry);
            }
            for person in page.removed {
                self.roster.remove(&person);
            }
            self.version = page.version;
            self.confirmed_at = Some(page.issued_at);
            self.policy = page.policy;
            if !page.more {
                return Ok(());
            }
        }
    }

    fn passage(&self, at: Timestamp, passing: &Passing, person: PersonId) -> Passage {
        let seen = self.roster.get(&person).map_or(Seen::Elsewhere, Seen::Entry);
        let verdict = judge(&seen, passing.way, self.confirmed_at, &self.policy, at);
        Passage {
            id: passing.id,
            gate: self.caller.gate.id,
            person: verdict.person,
            at,
            direction: Direction::In,
            way: verdict.way,
            answer: verdict.answer,
            grounds: verdict.grounds,
            temperature: None,
            roster_version: self.version,
        }
    }
}
