//! Workers sign in with their phone and a one-time code that their site gives them.

use domain::id::PersonId;
use domain::language::Language;
use domain::phone::Phone;
use domain::rights::Right;
use jiff::{SignedDuration, Timestamp};

use crate::account::SignedIn;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::Whence;
use crate::platform::{Caller, Platform};

/// A code that was just made; it is shown once.
#[derive(Clone, Debug)]
pub struct SignInCode {
    /// Six digits.
    pub code: String,
    /// Until when it works.
    pub expires_at: Timestamp,
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
        let found = tx.person(person).await?.ok_or(Error::Denied)?;
        if found.phone.is_none() {
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

    /// Signs a worker in. Whether the phone or the code was wrong is not told.
    pub async fn worker_sign_in(
        &self,
        phone: &str,
        code: &str,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let phone = Phone::parse(phone).map_err(|_| wrong())?;
        let mut tx = self.store.write().await?;
        let index = tx.vault().phone_index(&phone);
        let now = self.now();
        let people = tx.people_by_phone(&index).await?;
        for &person in &people {
            let hash = tx.vault().token_index(&bound(person, code.trim()));
            if !tx.use_sign_in_code(person, &hash, now).await? {
                continue;
            }
            let shown = tx.person(person).await?.ok_or(Error::SignedOut)?.name.masked();
            let account = self.worker_account(&mut tx, person, &shown).await?;
            if account.disabled_at.is_some() {
                continue;
            }
            let opened = self
                .open_session(&mut tx, &account, &whence.agent, language)
                .await?;
            let about = About {
                person: Some(person),
                ..About::default()
            };
            self.record(&mut tx, &opened.caller, "session.open", about)
                .await?;
            tx.commit().await?;
            return Ok(opened);
        }
        // Only now is it a failure: people who share a phone do not use up each other's tries.
        tx.count_code_failures(&people).await?;
        tx.commit().await?;
        Err(wrong())
    }

    fn six_digits(&self) -> String {
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

fn wrong() -> Error {
    Error::field(
        "code",
        "手机号或登录码不对，或登录码过期了，请找工地重新要一个",
        "The phone or the code is not right, or the code is out of date. Ask the site for a new one.",
    )
}
