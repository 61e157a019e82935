//! What is on record of someone at a site, detail by detail: a mark of what was read, and what it is now in words that
//! hide what lists hide.

use std::collections::BTreeMap;

use domain::certificate::Certificate;
use domain::dormitory::Lodging;
use domain::emergency_contact::EmergencyContact;
use domain::id::{CertificateId, EngagementId};
use domain::language::Words;
use domain::registry::{CheckedDetails, DetailFault, DetailsDraft, OnRecord};
use domain::trade::Trade;
use jiff::civil::Date;
use store::engagement::Engagement;
use store::person::Person;
use store::terms::Terms;
use store::{Tx, Vault};

use crate::error::{FieldFault, Result};

/// Something that an edit changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    Phone,
    Crew,
    Contractor,
    WorkerKind,
    Trade,
    EnteredOn,
    Emergency,
    Lodging,
    Certificates,
}

/// What is on record.
pub(super) struct Record {
    pub(super) person: Person,
    pub(super) engagement: Engagement,
    emergency: Option<EmergencyContact>,
    certificates: Vec<(CertificateId, Certificate)>,
    lodgings: Vec<Lodging>,
}

impl Detail {
    const ALL: [Self; 9] = [
        Self::Phone,
        Self::Crew,
        Self::Contractor,
        Self::WorkerKind,
        Self::Trade,
        Self::EnteredOn,
        Self::Emergency,
        Self::Lodging,
        Self::Certificates,
    ];

    /// The word it is called by on the wire, which is also where a form shows what is said of it.
    fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Crew => "crew",
            Self::Contractor => "contractor",
            Self::WorkerKind => "worker_kind",
            Self::Trade => "trade",
            Self::EnteredOn => "entered_on",
            Self::Emergency => "emergency",
            Self::Lodging => "lodging",
            Self::Certificates => "certificates",
        }
    }

    /// What a form is about to change.
    pub(super) fn named_by(draft: &DetailsDraft) -> Vec<Self> {
        let named = |detail: &Self| match detail {
            Self::Phone => draft.phone.is_some(),
            Self::Crew => draft.crew.is_some(),
            Self::Contractor => draft.contractor.is_some(),
            Self::WorkerKind => draft.worker_kind.is_some(),
            Self::Trade => draft.trade.is_some(),
            Self::EnteredOn => draft.entered_on.is_some(),
            Self::Emergency => draft.says_emergency(),
            Self::Lodging => draft.says_lodging(),
            Self::Certificates => !draft.certificates.is_empty(),
        };
        Self::ALL.into_iter().filter(named).collect()
    }
}

impl Record {
    /// What is on record at an engagement; none where it is not there.
    pub(super) async fn of(tx: &mut Tx, engagement: EngagementId) -> Result<Option<Self>> {
        let Some(engagement) = tx.engagement(engagement).await? else {
            return Ok(None);
        };
        let Some(person) = tx.person(engagement.person).await? else {
            return Ok(None);
        };
        let held = tx.certificates(&[&person]).await?.remove(&person.id);
        let held = held.unwrap_or_default().into_iter();
        Ok(Some(Self {
            emergency: tx.emergency_contacts(&[&person]).await?.remove(&person.id),
            certificates: held.map(|one| (one.id, one.certificate)).collect(),
            lodgings: tx.lodgings_of(engagement.site, person.id).await?,
            person,
            engagement,
        }))
    }

    pub(super) fn terms(&self) -> Terms {
        let held = &self.engagement;
        Terms {
            crew: held.crew,
            contractor: held.contractor,
            kind: held.kind,
            trade: held.trade.clone(),
        }
    }

    /// Checks a form against it.
    pub(super) fn check(
        &self,
        draft: &DetailsDraft,
        today: Date,
    ) -> std::result::Result<CheckedDetails, Vec<DetailFault>> {
        let known = OnRecord {
            phone: self.person.phone.as_ref(),
            emergency: self.emergency.as_ref(),
            certificates: &self.certificates,
            lodgings: &self.lodgings,
        };
        draft.check(&known, today)
    }

    /// A mark for every detail.
    pub(super) fn marks(&self, vault: &Vault) -> BTreeMap<String, String> {
        let marked = Detail::ALL.into_iter();
        marked
            .map(|detail| (detail.word().to_owned(), self.mark(vault, detail)))
            .collect()
    }

    /// Those of these details that are not what was read, each with what it is now.
    pub(super) fn changed_since(
        &self,
        vault: &Vault,
        details: &[Detail],
        as_read: &BTreeMap<String, String>,
    ) -> Vec<FieldFault> {
        let changed = details
            .iter()
            .filter(|detail| as_read.get(detail.word()) != Some(&self.mark(vault, **detail)));
        changed
            .map(|detail| FieldFault {
                field: detail.word().to_owned(),
                words: self.now(*detail),
            })
            .collect()
    }

    fn mark(&self, vault: &Vault, detail: Detail) -> String {
        let (engagement, word) = (self.engagement.id, detail.word());
        vault.reading_mark(&format!("{engagement} {word} {}", self.said(detail)))
    }

    /// All of a detail as text, for its mark alone.
    fn said(&self, detail: Detail) -> String {
        let held = &self.engagement;
        let text = |value: Option<String>| value.unwrap_or_default();
        match detail {
            Detail::Phone => text(self.person.phone.as_ref().map(|phone| phone.as_str().to_owned())),
            Detail::Crew => text(held.crew.map(|crew| crew.to_string())),
            Detail::Contractor => text(held.contractor.map(|contractor| contractor.to_string())),
            Detail::WorkerKind => held.kind.word().to_owned(),
            Detail::Trade => text(held.trade.clone()),
            Detail::EnteredOn => text(held.entered_on.map(|day| day.to_string())),
            Detail::Emergency => text(self.emergency.as_ref().map(|contact| {
                let (name, number) = (contact.name.as_str(), contact.number.as_str());
                format!("{name} {} {number}", contact.relation.word())
            })),
            Detail::Lodging => text(
                self.lodging()
                    .map(|lodging| format!("{} {}", lodging.room, lodging.from)),
            ),
            Detail::Certificates => {
                let mut all: Vec<String> = self.certificates.iter().map(|(_, one)| said(one)).collect();
                all.sort_unstable();
                all.join(" ")
            }
        }
    }

    fn lodging(&self) -> Option<&Lodging> {
        self.lodgings.first().filter(|lodging| lodging.to.is_none())
    }

    /// What a detail is now, for whoever is about to change it.
    fn now(&self, detail: Detail) -> Words {
        let held = &self.engagement;
        let plain = |text: String| Words::new(text.clone(), text);
        let now = match detail {
            Detail::Phone => self.person.phone.as_ref().map(|phone| plain(phone.masked())),
            Detail::Crew => held.crew_name.clone().map(plain),
            Detail::Contractor => held.contractor_name.clone().map(plain),
            Detail::WorkerKind => Some(held.kind.words()),
            Detail::Trade => held.trade.as_ref().map(|code| match Trade::coded(code) {
                Some(trade) => trade.words(),
                None => plain(code.clone()),
            }),
            Detail::EnteredOn => held.entered_on.map(|day| plain(day.to_string())),
            Detail::Emergency => self
                .emergency
                .as_ref()
                .map(|contact| plain(format!("{} {}", contact.name.masked(), contact.number.masked()))),
            Detail::Lodging => self
                .lodging()
                .map(|lodging| plain(format!("{}（{}）", lodging.room, lodging.from))),
            Detail::Certificates => (!self.certificates.is_empty()).then(|| {
                let each = self.certificates.iter();
                plain(
                    each.map(|(_, one)| format!("{} {}", one.number().masked(), one.expires_on()))
                        .collect::<Vec<_>>()
                        .join("；"),
                )
            }),
        };
        match now {
            Some(now) => Words::new(
                format!("别人刚改过，现在是：{}", now.zh),
                format!("Someone else changed this just now. It is: {}", now.en),
            ),
            None => Words::new("别人刚清掉了，现在是空的", "Someone else emptied this just now."),
        }
    }
}

fn said(certificate: &Certificate) -> String {
    format!(
        "{} {} {} {}",
        certificate.kind().word(),
        certificate.number().as_str(),
        certificate.issued_on(),
        certificate.expires_on()
    )
}
