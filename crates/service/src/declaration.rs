//! Declarations: what workers say of themselves on their own page, each once, corrected by newer versions.

use domain::consent::Purpose;
use domain::declaration::{AnswerFault, Answers};
use domain::id::{DeclarationId, PersonId};
use domain::language::Language;
use jiff::Timestamp;
use store::Tx;
use store::declaration::Declaration;
use store::person::Person;

use crate::audit::About;
use crate::check::impossible_temperature;
use crate::error::{Error, FieldFault, Result};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};
use crate::standing::StandingView;

mod summary;

pub use summary::DeclarationRow;

/// A declaration as the phone sends it.
#[derive(Clone, Debug)]
pub struct NewDeclaration {
    /// Made by the phone: sent twice, it is one.
    pub id: DeclarationId,
    /// The version it corrects.
    pub corrects: Option<DeclarationId>,
    /// The text that was shown.
    pub text_version: String,
    /// What is said.
    pub answers: Answers,
}

impl NewDeclaration {
    /// Whether this is what was kept, sent once more.
    fn is(&self, kept: &Declaration) -> bool {
        let sent = (self.corrects, &self.text_version, &self.answers);
        sent == (kept.corrects, &kept.text_version, &kept.answers)
    }
}

/// What became of a declaration.
#[derive(Clone, Debug)]
pub struct Declared {
    /// As it is kept.
    pub declaration: Declaration,
    /// Where the person stands now.
    pub standing: StandingView,
    /// Whether it was new, and not sent before.
    pub new: bool,
}

impl Platform {
    /// Takes a declaration: kept, consent recorded, standing and rosters brought up to date, all or nothing. Sent
    /// again, it answers as the first time; something else under the same id is a conflict. A correction is a version of its own and speaks for
    /// the day of what it corrects; of each version there is one correction.
    pub async fn declare(&self, caller: &Caller, new: &NewDeclaration) -> Result<Declared> {
        let new = &NewDeclaration {
            answers: new.answers.in_form(),
            ..new.clone()
        };
        let mut tx = self.store.write().await?;
        let person = self.own(&mut tx, caller).await?;
        // Held before the clock is read: whatever is told and checked of one person has one order.
        tx.hold_lists().await?;
        tx.hold_people(&[person.id]).await?;
        if let Some(before) = self.declared_before(&mut tx, caller, &person, new).await? {
            return Ok(before);
        }
        let now = self.local_now();
        let today = now.date();
        let profiles = self.profiles(&mut tx).await?;
        new.answers
            .check(today, &profiles)
            .map_err(|faults| Error::Invalid(faults.into_iter().map(field_fault).collect()))?;
        let day = match new.corrects {
            None => today,
            Some(corrected) => {
                let corrected = tx.declaration(&person, corrected).await?.ok_or(Error::Denied)?;
                if corrected.superseded {
                    return Err(Error::conflict(
                        "这条已经更正过了，请在最新的一条上改",
                        "This one was corrected already. Correct the newest one instead.",
                    ));
                }
                corrected.day
            }
        };
        self.record_consent(&mut tx, person.id, Purpose::Declaration, &new.text_version, None)
            .await?;
        let declaration = Declaration {
            id: new.id,
            person: person.id,
            at: now.timestamp(),
            day,
            corrects: new.corrects,
            superseded: false,
            verified: false,
            text_version: new.text_version.clone(),
            answers: new.answers.clone(),
        };
        if let Err(error) = tx.insert_declaration(&person, &declaration).await {
            // On a server the same may arrive on two lines at once: whoever was quicker has written it.
            drop(tx);
            let mut tx = self.store.read().await?;
            let before = self.declared_before(&mut tx, caller, &person, new).await?;
            return before.ok_or_else(|| error.into());
        }
        self.keep_unread(&mut tx, &declaration).await?;
        let action = if new.corrects.is_some() {
            "declaration.correct"
        } else {
            "declaration.send"
        };
        self.record(&mut tx, caller, action, about(person.id)).await?;
        self.settle(&mut tx, &[person.id]).await?;
        let standing = self
            .own_standing_view(&mut tx, person.id, caller.language)
            .await?;
        tx.commit().await?;
        Ok(Declared {
            declaration,
            standing,
            new: true,
        })
    }

    async fn declared_before(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: &Person,
        new: &NewDeclaration,
    ) -> Result<Option<Declared>> {
        match tx.declarer(new.id).await? {
            None => Ok(None),
            Some(other) if other != person.id => Err(Error::Denied),
            Some(_) => {
                let found = tx.declaration(person, new.id).await?.ok_or(Error::Denied)?;
                if !new.is(&found) {
                    return Err(Error::conflict(
                        "这份申报交过了，内容和这次不一样。要改的话，请打开申报记录点更正",
                        "This declaration was sent before with other answers. To change them, open it in the list and \
                         correct it.",
                    ));
                }
                Ok(Some(Declared {
                    declaration: found,
                    standing: self.own_standing_view(tx, person.id, caller.language).await?,
                    new: false,
                }))
            }
        }
    }

    /// What the worker has declared, newest first.
    pub async fn own_declarations(&self, caller: &Caller, paging: &Paging) -> Result<Page<Declaration>> {
        let mut tx = self.store.read().await?;
        let person = self.own(&mut tx, caller).await?;
        let before = paging.key::<(Timestamp, DeclarationId)>()?;
        let found = tx.declarations(&person, before, paging.limit() + 1).await?;
        Ok(paging.page(found, |declaration| (declaration.at, declaration.id)))
    }

    /// A person's declarations for staff who may see them: what was said, in words.
    pub(crate) async fn declaration_rows(
        &self,
        tx: &mut Tx,
        person: PersonId,
        language: Language,
    ) -> Result<Vec<DeclarationRow>> {
        let person = tx.person(person).await?.ok_or(Error::NotFound)?;
        let profiles = self.profiles(tx).await?;
        summary::rows(tx, &person, &profiles, language).await
    }
}

fn about(person: PersonId) -> About<'static> {
    About {
        person: Some(person),
        ..About::default()
    }
}

fn field_fault(fault: AnswerFault) -> FieldFault {
    let (zh, en) = match fault {
        AnswerFault::Temperature => return impossible_temperature(fault.field()),
        AnswerFault::Symptom(_) => (
            "这个症状不在今天的表里，请重新打开申报页",
            "This symptom is not on today's form. Open the page again.",
        ),
        AnswerFault::StayDivision(_) => (
            "没有这个地方的代码，请重新选一次去过的地方",
            "There is no such place. Choose the place of the stay again.",
        ),
        AnswerFault::StayDays(_) => (
            "停留的日期不对：先到后走，不能是将来，也不能早于一年",
            "The days of the stay are not possible: first before last, not in the future, within a year.",
        ),
        AnswerFault::TripDay(_) => (
            "行程的日期不对，不能是将来，也不能早于一年",
            "The day of the trip is not possible: not in the future, within a year.",
        ),
        AnswerFault::TripText(_) => (
            "行程里每一格最多 60 个字，不能有看不见的字符",
            "Each field of a trip takes 60 characters at most, none of them invisible.",
        ),
        AnswerFault::ContactDay => (
            "接触的日期不对，不能是将来，也不能早于一年",
            "The day of contact is not possible: not in the future, within a year.",
        ),
        AnswerFault::TooManySymptoms => ("症状最多选 40 个", "At most 40 symptoms."),
        AnswerFault::TooManyStays => ("去过的地方最多填 40 条", "At most 40 stays."),
        AnswerFault::TooManyTrips => ("行程最多填 40 条", "At most 40 trips."),
        AnswerFault::Questions => (
            "今天要问的变了，请重新打开申报页再填",
            "What is asked has changed. Open the page again and answer it.",
        ),
        AnswerFault::Promise => ("请先勾选承诺", "Please tick the promise first."),
    };
    FieldFault::new(fault.field(), zh, en)
}
