//! Workers who do not exist: a valid document nobody else has, a name, a phone, an age fit for work.

use std::collections::HashSet;

use domain::document::check_character;
use domain::registry::{EngagementState, WorkerDraft};
use jiff::civil::{Date, date};

use crate::Worker;
use crate::chance::Chance;
use crate::crew::Crew;
use crate::home;
use crate::person_name::{self, Tradition};

/// Births lie between these days, so that everyone is 18 to 60 from the spring of 2020 to the end of 2026.
const OLDEST: Date = date(1967, 1, 1);
const YOUNGEST: Date = date(2001, 12, 31);

/// The day on which the rules of the registry are asked whether a worker may be engaged.
pub(crate) const ASKED_ON: Date = date(2020, 2, 17);

/// Mobile numbers start with a prefix that no operator of mainland China has been given.
const UNASSIGNED_PREFIX: u64 = 154;

/// Steps through all eight-digit endings before one comes again: it shares no factor with 100,000,000.
const PHONE_STEP: u64 = 61_803_399;

/// Everyone made so far: no two share a document or a phone.
pub(crate) struct People {
    chance: Chance,
    documents: HashSet<String>,
    phones: u64,
}

impl People {
    /// The people of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        let mut chance = Chance::of(seed, "people");
        let phones = chance.below(100_000_000) as u64;
        Self {
            chance,
            documents: HashSet::new(),
            phones,
        }
    }

    /// One more worker, in a crew.
    pub(crate) fn worker(&mut self, crew: &Crew) -> Worker {
        let man = self.chance.per_mille(crew.men_per_mille);
        let tradition = self.tradition();
        let born = self.birth_date();
        let (document_kind, document) = self.document(tradition, born, man);
        let draft = WorkerDraft {
            name: person_name::draw(&mut self.chance, tradition, man)
                .as_str()
                .to_owned(),
            document_kind: document_kind.to_owned(),
            document,
            phone: self.phone(),
            crew: crew.name.clone(),
            trade: crew.trade.to_owned(),
            birth_date: born.to_string(),
            ..WorkerDraft::default()
        };
        let pending = self.chance.per_mille(8);
        Worker {
            checked: draft
                .check(ASKED_ON)
                .expect("a made-up worker follows the rules of the registry"),
            engagement: if pending {
                EngagementState::Pending
            } else {
                EngagementState::Active
            },
            entered_days_ago: if pending {
                0
            } else {
                self.chance.between(1, 400) as u16
            },
        }
    }

    fn tradition(&mut self) -> Tradition {
        *self.chance.weighted(&[
            (Tradition::Han, 9_850),
            (Tradition::Uyghur, 60),
            (Tradition::Yi, 45),
            (Tradition::Tibetan, 35),
            (Tradition::Latin, 10),
        ])
    }

    fn birth_date(&mut self) -> Date {
        let days = (YOUNGEST - OLDEST).get_days() as usize;
        let born = self.chance.below(days + 1) as i64;
        OLDEST.saturating_add(jiff::Span::new().days(born))
    }

    /// A document that nobody has yet: its kind's word and its number.
    fn document(&mut self, tradition: Tradition, born: Date, man: bool) -> (&'static str, String) {
        loop {
            let (kind, number) = match tradition {
                Tradition::Latin => ("passport", self.passport()),
                Tradition::Han if self.chance.per_mille(2) => (
                    "hong_kong_macao_permit",
                    format!("H{:08}", self.chance.below(100_000_000)),
                ),
                _ => ("resident_id", self.resident_id(tradition, born, man)),
            };
            if self.documents.insert(number.clone()) {
                return (kind, number);
            }
        }
    }

    fn passport(&mut self) -> String {
        let letters = ["ZX", "XQ", "QZ"];
        format!(
            "{}{:07}",
            self.chance.pick(&letters),
            self.chance.below(10_000_000)
        )
    }

    /// GB 11643: division, birth, a serial that is odd for men, check character.
    fn resident_id(&mut self, tradition: Tradition, born: Date, man: bool) -> String {
        let home = match tradition {
            Tradition::Uyghur => home::southern_xinjiang(&mut self.chance),
            Tradition::Yi => home::liangshan(&mut self.chance),
            Tradition::Tibetan => home::tibet(&mut self.chance),
            Tradition::Han | Tradition::Latin => home::any(&mut self.chance),
        };
        let serial = self.chance.below(500) * 2 + usize::from(man);
        let front = format!("{home}{}{serial:03}", born.strftime("%Y%m%d"));
        let check = check_character(&front).expect("the front of an identity number has 17 digits");
        format!("{front}{check}")
    }

    fn phone(&mut self) -> String {
        self.phones = (self.phones + PHONE_STEP) % 100_000_000;
        format!("{UNASSIGNED_PREFIX}{:08}", self.phones)
    }
}
