//! Workers sign in with their phone and a one-time code: one that their site gives them, or one sent to the phone.

use domain::id::{PersonId, SiteId};
use domain::language::Language;
use domain::phone::Phone;
use domain::registry::EngagementState;
use domain::rights::Right;
use jiff::{SignedDuration, Timestamp};
use store::Tx;

use crate::account::SignedIn;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::Whence;
use crate::platform::{Caller, Platform};
use crate::registry::phone_code::WhoIsIt;

/// A code that was just made; it is shown once.
#[derive(Clone, Debug)]
pub struct SignInCode {
    /// Six digits.
    pub code: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// How far a worker's phone and code have come.
#[derive(Clone, Debug)]
pub enum WorkerEntry {
    /// A session is open.
    Open(SignedIn),
    /// Several people are registered with the phone: who of them it is, is to come.
    Who(WhoIsIt),
}

/// Long enough to hand over in person, too short to lie about.
const CODE_STANDS: SignedDuration = SignedDuration::from_mins(30);

impl Platform {
    /// Makes a sign-in code for a worker who stands before the manager, in place of any earlier one.
    pub async fn make_sign_in_code(&self, caller: &Caller, person: PersonId) -> Result<SignInCode> {
        let mut tx = self.store.write().await?;
        let site = self
            .may_for_person(&mut tx, caller, Right::ChangeWorkers, person)
            .await?;
        if let Some(site) = site {
            self.theirs_to_sign_in(&mut tx, site, person).await?;
        }
        let found = tx.person(person).await?.ok_or(Error::Denied)?;
        let others = tx.led_by(&[person]).await?;
        if found.phone.is_none() && others.iter().all(|(_, other)| other.phone.is_none()) {
            return Err(Error::conflict(
                "还没登记手机号，登录要用；请先在“改资料”里补上",
                "No phone is registered, and signing in needs one. Add it first under “Edit details”.",
            ));
        }
        let code = self.six_digits();
        let expires_at = self.now() + CODE_STANDS;
        let hash = tx.vault().token_index(&bound(person, &code));
        tx.put_sign_in_code(person, &hash, expires_at).await?;
        let about = About {
            person: Some(person),
            site,
            reason: None,
        };
        self.record(&mut tx, caller, "worker.sign_in_code", about).await?;
        tx.commit().await?;
        Ok(SignInCode { code, expires_at })
    }

    /// Of the sites where someone is at work, the one where they came first gives what signs them in: whoever knows a name
    /// and a number and adds them elsewhere does not get onto their page by it.
    pub(super) async fn theirs_to_sign_in(&self, tx: &mut Tx, site: SiteId, person: PersonId) -> Result<()> {
        let mut at_work = tx.current_engagements(person).await?;
        at_work.retain(|engagement| engagement.state == EngagementState::Active);
        let came_here = at_work.iter().find(|engagement| engagement.site == site);
        let came = came_here.map(|engagement| engagement.created_at);
        if !at_work
            .iter()
            .any(|engagement| Some(engagement.created_at) < came)
        {
            return Ok(());
        }
        Err(Error::conflict(
            "这个人先在别的工地登记，登录码和登录卡由那边给；本人也可以用手机收验证码",
            "They came to another site first, which gives codes and cards to sign in; they can also have a code sent to \
             their phone.",
        ))
    }

    /// Signs a worker in with a code: one that their site gave them, or one that was sent to their phone. Whether the
    /// phone or the code was wrong is not told.
    pub async fn worker_sign_in(
        &self,
        phone: &str,
        code: &str,
        whence: &Whence,
        language: Language,
    ) -> Result<WorkerEntry> {
        let phone = Phone::parse(phone).map_err(|_| wrong())?;
        let code = code.trim();
        let mut tx = self.store.write().await?;
        let index = tx.vault().phone_index(&phone);
        let people = tx.people_by_phone(&index).await?;
        let entry = match self.use_site_code(&mut tx, &people, code).await? {
            Some(person) => self.open_worker(&mut tx, person, whence, language).await?,
            None => match self.use_phone_code(&mut tx, &index, code).await {
                Ok(ticket) => return self.ask_who(tx, &index, people, ticket, whence, language).await,
                Err(fault @ Error::Internal(_)) => return Err(fault),
                Err(fault) => {
                    // Only now is it a failure: people who share a phone do not use up each other's tries.
                    tx.count_code_failures(&people).await?;
                    tx.commit().await?;
                    return Err(fault);
                }
            },
        };
        tx.commit().await?;
        entry.map(WorkerEntry::Open).ok_or_else(wrong)
    }

    /// Uses up a site's code for one of these people, if it is for one of them.
    async fn use_site_code(&self, tx: &mut Tx, people: &[PersonId], code: &str) -> Result<Option<PersonId>> {
        let now = self.now();
        for &person in people {
            let hash = tx.vault().token_index(&bound(person, code));
            if tx.use_sign_in_code(person, &hash, now).await? {
                return Ok(Some(person));
            }
        }
        Ok(None)
    }

    /// Goes on with whoever gave the code sent to a phone: at once where one person has it, else they say who they are.
    async fn ask_who(
        &self,
        mut tx: Tx,
        phone_index: &str,
        people: Vec<PersonId>,
        ticket: String,
        whence: &Whence,
        language: Language,
    ) -> Result<WorkerEntry> {
        let people = self.candidates(&mut tx, &people).await?;
        let entry = match people.as_slice() {
            [] => None,
            [only] => {
                tx.use_phone_code(phone_index, None).await?;
                let opened = self.open_worker(&mut tx, only.person, whence, language).await?;
                opened.map(WorkerEntry::Open)
            }
            _ => Some(WorkerEntry::Who(WhoIsIt { ticket, people })),
        };
        tx.commit().await?;
        entry.ok_or_else(wrong)
    }

    /// Opens a session for a worker who has proved themself; none where their account is disabled.
    pub(super) async fn open_worker(
        &self,
        tx: &mut Tx,
        person: PersonId,
        whence: &Whence,
        language: Language,
    ) -> Result<Option<SignedIn>> {
        let shown = tx.person(person).await?.ok_or(Error::SignedOut)?.name.masked();
        let account = self.worker_account(tx, person, &shown).await?;
        if account.disabled_at.is_some() {
            return Ok(None);
        }
        let opened = self.open_session(tx, &account, &whence.agent, language).await?;
        let about = About {
            person: Some(person),
            ..About::default()
        };
        self.record(tx, &opened.caller, "session.open", about).await?;
        Ok(Some(opened))
    }

    pub(super) fn six_digits(&self) -> String {
        // A draw that would favour some codes is thrown again.
        const FAIR: u32 = u32::MAX - u32::MAX % 1_000_000;
        loop {
            let mut bytes = [0; 4];
            self.entropy.fill(&mut bytes);
            let drawn = u32::from_le_bytes(bytes);
            if drawn < FAIR {
                return format!("{:06}", drawn % 1_000_000);
            }
        }
    }
}

/// A code is for one person: the same digits of another are another secret.
fn bound(person: PersonId, code: &str) -> String {
    format!("sign-in {person} {code}")
}

pub(super) fn wrong() -> Error {
    Error::field(
        "code",
        "手机号或登录码不对，或登录码过期了。请再看一遍；还不行，就重新要一个",
        "The phone or the code is not right, or the code is out of date. Look again; if that does not help, get a new one.",
    )
}
