//! The two acts about a profile: a version is put in force, and a disease is stood down. Whoever they touch is assessed
//! anew at once.

use domain::profile::{self, DiseaseProfile, NotInTurn, ProfileFault};
use domain::rights::Right;
use domain::text;
use store::Tx;
use store::profile::Putting;

use super::view::ProfilePage;
use crate::audit::About;
use crate::check::{LONGEST_NOTE, SHORTEST_NOTE};
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};

/// A version about to be put in force.
#[derive(Clone, Debug)]
pub struct VersionDraft {
    /// The disease, as the address names it.
    pub code: String,
    /// What it says.
    pub profile: DiseaseProfile,
    /// Why.
    pub reason: String,
}

/// A disease about to be stood down.
#[derive(Clone, Debug)]
pub struct StandDownDraft {
    /// The disease.
    pub code: String,
    /// Why.
    pub reason: String,
}

impl Platform {
    /// Puts a version in force from its first day on. The one before it ends then and stays readable; the clock of a
    /// disease that was stood down stops.
    pub async fn put_in_force(&self, caller: &Caller, draft: &VersionDraft) -> Result<ProfilePage> {
        self.may_in_district(caller, Right::ChangeProfiles)?;
        let reason = checked_reason(&draft.reason);
        let next = checked(&draft.code, &draft.profile);
        let (reason, next) = match (reason, next) {
            (Ok(reason), Ok(next)) => (reason, next),
            (reason, next) => {
                let faults = next.err().into_iter().chain(reason.err().map(|one| vec![one]));
                return Err(Error::Invalid(faults.flatten().collect()));
            }
        };
        let mut tx = self.store.write().await?;
        tx.hold_profiles().await?;
        let today = self.local_now().date();
        let known = versions(&mut tx, &draft.code).await?;
        let changed = profile::put_in_force(&known, &next, today).map_err(not_in_turn)?;
        let now = self.now();
        let putting = Putting {
            at: now,
            by: Some(caller.actor.account),
            reason: Some(reason.clone()),
        };
        for version in &changed {
            tx.put_profile(version, &putting).await?;
        }
        tx.end_stand_down(&draft.code, now).await?;
        self.changed_profile(tx, caller, &draft.code, "profile.put_in_force", &reason)
            .await
    }

    /// Stands a disease down: from this moment on it holds nobody, and the clock of its data starts.
    pub async fn stand_down(&self, caller: &Caller, draft: &StandDownDraft) -> Result<ProfilePage> {
        self.may_in_district(caller, Right::ChangeProfiles)?;
        let reason = checked_reason(&draft.reason).map_err(|fault| Error::Invalid(vec![fault]))?;
        let mut tx = self.store.write().await?;
        tx.hold_profiles().await?;
        let today = self.local_now().date();
        let known = versions(&mut tx, &draft.code).await?;
        let ended = profile::stand_down(&known, today).map_err(not_in_turn)?;
        let now = self.now();
        let putting = Putting {
            at: now,
            by: Some(caller.actor.account),
            reason: None,
        };
        for version in &ended {
            tx.put_profile(version, &putting).await?;
        }
        let kept_longest = ended.iter().map(|version| version.retained_until(today)).max();
        tx.insert_stand_down(
            &draft.code,
            caller.actor.account,
            now,
            &reason,
            kept_longest.unwrap_or(today),
        )
        .await?;
        self.changed_profile(tx, caller, &draft.code, "profile.stand_down", &reason)
            .await
    }

    async fn changed_profile(
        &self,
        mut tx: Tx,
        caller: &Caller,
        code: &str,
        action: &str,
        reason: &str,
    ) -> Result<ProfilePage> {
        tx.make_all_due(self.now()).await?;
        let reason = format!("{code}: {reason}");
        let about = About {
            reason: Some(&reason),
            ..About::default()
        };
        self.record(&mut tx, caller, action, about).await?;
        let page = self.page_of(&mut tx, caller, code).await?;
        tx.commit().await?;
        Ok(page)
    }
}

/// Every version of one disease's profile.
pub(super) async fn versions(tx: &mut Tx, code: &str) -> Result<Vec<DiseaseProfile>> {
    let mut known = tx.profiles().await?;
    known.retain(|profile| profile.code == code);
    Ok(known)
}

/// A version in the form it is kept in; every faulty field at once.
pub(super) fn checked(
    code: &str,
    profile: &DiseaseProfile,
) -> std::result::Result<DiseaseProfile, Vec<FieldFault>> {
    let profile = profile.in_form();
    let mut faults: Vec<FieldFault> = profile
        .check()
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(fault)
        .collect();
    if profile.code != code {
        faults.push(FieldFault::new(
            in_body("code"),
            "代号和地址里的不一样",
            "The code is not the one of the address.",
        ));
    }
    if profile.to.is_some() {
        faults.push(FieldFault::new(
            in_body("to"),
            "新的一版没有最后一天，要结束就停用它",
            "A new version has no last day: it is stood down when it is over.",
        ));
    }
    if faults.is_empty() {
        Ok(profile)
    } else {
        Err(faults)
    }
}

/// A field of the profile, as what was sent has it.
fn in_body(field: &str) -> String {
    format!("profile.{field}")
}

fn fault(fault: ProfileFault) -> FieldFault {
    FieldFault {
        field: in_body(&fault.field),
        words: fault.words,
    }
}

fn checked_reason(reason: &str) -> std::result::Result<String, FieldFault> {
    text::note(reason, SHORTEST_NOTE..=LONGEST_NOTE).map_err(|_| {
        FieldFault::new(
            "reason",
            "请写清为什么，4 到 500 个字，不能有看不见的字符",
            "Say why, in 4 to 500 characters, none of them invisible.",
        )
    })
}

pub(super) fn not_in_turn(why: NotInTurn) -> Error {
    match why {
        NotInTurn::Version => Error::conflict(
            "刚才有人先启用了新的一版，请刷新看看再改",
            "Someone else put a version in force meanwhile. Reload, look at it, then change it.",
        ),
        NotInTurn::Past => Error::field(
            in_body("from"),
            "不能从过去的日子算起，最早今天",
            "It cannot begin in the past: today at the earliest.",
        ),
        NotInTurn::NoneInForce => Error::conflict(
            "它现在没有启用，不用停",
            "It is not in force: there is nothing to stand down.",
        ),
    }
}
