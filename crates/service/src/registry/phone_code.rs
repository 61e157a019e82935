//! Workers sign in with a code sent to their phone. Asking for one tells nobody whether anyone is registered with it:
//! it never looks. Families and crews share phones: whoever gave the code then says who they are.

use domain::id::PersonId;
use domain::language::Language;
use domain::message::Message;
use domain::phone::Phone;
use domain::phone_code::{AGAIN_AFTER, Asked, STANDS_MINUTES, TRIES};
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::phone_code::Try;
use subtle::ConstantTimeEq;

use crate::account::SignedIn;
use crate::error::{Error, Result};
use crate::guess::Whence;
use crate::platform::Platform;
use crate::registry::sign_in::wrong;

/// A code that is on its way, if anyone is registered with the phone.
#[derive(Clone, Copy, Debug)]
pub struct PhoneCode {
    /// When another can be asked for.
    pub again_after: SignedDuration,
    /// How long it is good.
    pub stands_for: SignedDuration,
}

/// Whoever gave a phone's code has yet to say which of those registered with it they are.
#[derive(Clone, Debug)]
pub struct WhoIsIt {
    /// To be sent with the answer. It opens nothing by itself, and is good once.
    pub ticket: String,
    /// Who they can be.
    pub people: Vec<Candidate>,
}

/// One of those who share a phone.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their masked name.
    pub name: String,
    /// The last of their document's number.
    pub document_tail: String,
}

/// So many who share a phone are shown; a foreman's phone that stands for more signs nobody in.
const MOST_CANDIDATES: usize = 20;

impl Platform {
    /// Whether codes are sent to phones here.
    pub fn sends_phone_codes(&self) -> bool {
        self.sender.is_some()
    }

    /// Has a code sent to a phone, in place of any earlier one. The answer is the same whoever's phone it is.
    pub async fn ask_phone_code(&self, phone: &str) -> Result<PhoneCode> {
        if !self.sends_phone_codes() {
            return Err(no_messages());
        }
        let phone = Phone::parse(phone).map_err(|_| {
            Error::field(
                "phone",
                "手机号是 11 位，1 开头，请再看一遍",
                "A mobile number has 11 digits and starts with 1. Look at it again.",
            )
        })?;
        let now = self.now();
        let mut tx = self.store.write().await?;
        if self.handed_over_in_hour(&mut tx, now).await? >= i64::from(self.settings.messages_an_hour) {
            tracing::warn!("the district's codes of this hour are used up (platform.sms.most_an_hour)");
            return Err(no_messages());
        }
        tx.forget_phone_codes(now).await?;
        let index = tx.vault().phone_index(&phone);
        let before = tx.hold_phone_code(&index).await?;
        let asked = Asked::once_more(before, now).map_err(|until| Error::TooMany {
            retry_after: until.duration_since(now).as_secs().max(1),
        })?;
        let code = self.six_digits();
        let until = now + SignedDuration::from_mins(STANDS_MINUTES);
        let hash = tx.vault().token_index(&bound("code", &index, &code));
        tx.put_phone_code(&index, &hash, until, &asked).await?;
        let message = Message::SignInCode { phone, code };
        tx.insert_message(self.new_id(), &message, now, until).await?;
        tx.commit().await?;
        Ok(PhoneCode {
            again_after: AGAIN_AFTER,
            stands_for: SignedDuration::from_mins(STANDS_MINUTES),
        })
    }

    /// Signs in whoever gave a phone's code and now says who they are.
    pub async fn worker_sign_in_as(
        &self,
        phone: &str,
        ticket: &str,
        person: PersonId,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let phone = Phone::parse(phone).map_err(|_| wrong())?;
        let mut tx = self.store.write().await?;
        let index = tx.vault().phone_index(&phone);
        let hash = tx.vault().token_index(&bound("ticket", &index, ticket));
        let tried = tx.try_phone_code(&index).await?;
        let right = right(tried.as_ref(), &hash, self.now());
        let theirs = tx.people_by_phone(&index).await?.contains(&person);
        if let Err(fault) = right
            .map_err(|_| too_late())
            .and_then(|()| if theirs { Ok(()) } else { Err(Error::Denied) })
        {
            tx.commit().await?;
            return Err(fault);
        }
        tx.use_phone_code(&index, None).await?;
        let opened = self.open_worker(&mut tx, person, whence, language).await?;
        tx.commit().await?;
        opened.ok_or_else(wrong)
    }

    /// Looks at a phone's code, which is used up when it is right: the ticket with which whoever gave it goes on.
    pub(super) async fn use_phone_code(&self, tx: &mut Tx, index: &str, code: &str) -> Result<String> {
        let now = self.now();
        let hash = tx.vault().token_index(&bound("code", index, code));
        let tried = tx.try_phone_code(index).await?;
        right(tried.as_ref(), &hash, now)?;
        let ticket = self.new_token();
        let next = tx.vault().token_index(&bound("ticket", index, &ticket));
        let until = now + SignedDuration::from_mins(STANDS_MINUTES);
        tx.use_phone_code(index, Some((&next, until))).await?;
        Ok(ticket)
    }

    /// Those of a phone's people who can sign in, as whoever holds it may see them.
    pub(super) async fn candidates(&self, tx: &mut Tx, people: &[PersonId]) -> Result<Vec<Candidate>> {
        let mut people = people.to_vec();
        // Whoever registered themself with a phone and was confirmed by nobody keeps nobody else from signing in by it.
        let by_themselves = tx.never_confirmed(&people).await?;
        people.sort_by_key(|person| by_themselves.contains(person));
        let confirmed = people.len() - by_themselves.len();
        people.truncate(confirmed.max(MOST_CANDIDATES));
        let mut all = Vec::new();
        for id in people {
            let account = tx.account_of_person(id).await?;
            if account.is_some_and(|account| account.disabled_at.is_some()) {
                continue;
            }
            if let Some(person) = tx.person(id).await? {
                let shown = person.document.masked();
                all.push(Candidate {
                    person: id,
                    name: person.name.masked(),
                    document_tail: shown.rsplit('*').next().unwrap_or_default().to_owned(),
                });
            }
        }
        if all.len() > MOST_CANDIDATES {
            return Err(Error::conflict(
                "这个手机号登记的人太多，分不清是谁。请找工地要一个登录码",
                "Too many people are registered with this phone. Ask the site for a sign-in code.",
            ));
        }
        Ok(all)
    }
}

/// Whether a code is what it was tried for. It says nothing of whose phone it is.
fn right(tried: Option<&Try>, hash: &str, now: Timestamp) -> Result<()> {
    let Some((tried, wanted)) = tried.and_then(|tried| Some((tried, tried.code_hash.as_deref()?))) else {
        return Err(wrong());
    };
    let stands = tried.expires_at > now;
    if stands && tried.number > TRIES {
        return Err(Error::field(
            "code",
            "错了 5 次，这个登录码作废了，请重新获取一个",
            "Five wrong tries: this code is good no more. Get a new one.",
        ));
    }
    if !bool::from(wanted.as_bytes().ct_eq(hash.as_bytes())) {
        return Err(wrong());
    }
    if stands { Ok(()) } else { Err(too_late()) }
}

/// A secret is for one phone, and a ticket is no code.
fn bound(kind: &str, phone_index: &str, secret: &str) -> String {
    format!("phone {kind} {phone_index} {secret}")
}

fn too_late() -> Error {
    Error::field(
        "code",
        "登录码过期了（5 分钟内有效），请重新获取一个",
        "The code is out of date: it is good for five minutes. Get a new one.",
    )
}

fn no_messages() -> Error {
    Error::Unavailable(domain::language::Words::new(
        "现在发不了短信，请找工地要一个登录码",
        "No text messages can be sent at the moment. Ask the site for a sign-in code.",
    ))
}
