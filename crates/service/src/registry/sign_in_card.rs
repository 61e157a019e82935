//! Cards that workers carry: a QR code, and the same code in letters, by which they sign in on any phone together with the
//! last four signs of their document. For whoever has no phone of their own, or cannot read a text message.

use domain::handed::DrawnCode;
use domain::id::{PersonId, SiteId};
use domain::language::Language;
use domain::registry::EngagementState;
use domain::rights::Right;

use crate::account::SignedIn;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::Whence;
use crate::platform::{Caller, Platform};
use crate::qr;

/// People whose cards are made at once.
pub const MOST_CARDS: usize = 100;

/// A card that was just made; its code is shown once.
#[derive(Clone, Debug)]
pub struct SignInCard {
    /// Whose.
    pub person: PersonId,
    /// Their name: in full, so that the card reaches them.
    pub name: String,
    /// Their crew.
    pub crew: Option<String>,
    /// The code, for typing: `K7QM-2X9P-4RTD`.
    pub code: String,
    /// A QR code of the page that takes it (SVG).
    pub svg: String,
}

impl Platform {
    /// Makes cards for people at work at a site, each in place of their earlier one.
    pub async fn make_sign_in_cards(
        &self,
        caller: &Caller,
        site: SiteId,
        people: &[PersonId],
    ) -> Result<Vec<SignInCard>> {
        if people.is_empty() || people.len() > MOST_CARDS {
            return Err(Error::field(
                "people",
                format!("一次 1 到 {MOST_CARDS} 个人"),
                format!("1 to {MOST_CARDS} people at once."),
            ));
        }
        let mut tx = self.store.write().await?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
            .await?;
        let engaged = tx.engagements_at(site, people).await?;
        let mut cards = Vec::with_capacity(people.len());
        for &person in people {
            let engagement = engaged
                .iter()
                .find(|engagement| engagement.person == person && engagement.state == EngagementState::Active)
                .ok_or_else(not_at_work)?;
            self.theirs_to_sign_in(&mut tx, site, person).await?;
            let found = tx.person(person).await?.ok_or(Error::Denied)?;
            let code = self.drawn_code();
            let index = tx.vault().token_index(&bound(&code));
            tx.put_sign_in_card(person, &index, self.now()).await?;
            let about = About {
                person: Some(person),
                site: Some(site),
                reason: None,
            };
            self.record(&mut tx, caller, "worker.sign_in_card", about).await?;
            cards.push(SignInCard {
                person,
                name: found.name.as_str().to_owned(),
                crew: engagement.crew_name.clone(),
                svg: qr::picture(&self.card_page(&code), 180)?,
                code: code.shown(),
            });
        }
        tx.commit().await?;
        Ok(cards)
    }

    /// Ends a card that was lost.
    pub async fn end_sign_in_card(&self, caller: &Caller, person: PersonId) -> Result<()> {
        let mut tx = self.store.write().await?;
        let site = self
            .may_for_person(&mut tx, caller, Right::ChangeWorkers, person)
            .await?;
        if !tx.end_sign_in_card(person).await? {
            return Err(Error::NotFound);
        }
        let about = About {
            person: Some(person),
            site,
            reason: None,
        };
        self.record(&mut tx, caller, "worker.end_sign_in_card", about)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Signs a worker in with the code on their card and the last four signs of a document of theirs. After five
    /// failures a card is good no more: whoever finds one has five tries at four signs. Which of the two was wrong is
    /// not told.
    pub async fn card_sign_in(
        &self,
        code: &str,
        document_tail: &str,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let code = DrawnCode::typed(code).ok_or_else(wrong)?;
        let mut tx = self.store.write().await?;
        let index = tx.vault().token_index(&bound(&code));
        let person = tx.try_sign_in_card(&index).await?.ok_or_else(wrong)?;
        let mut documents = vec![tx.person(person).await?.ok_or_else(wrong)?.document];
        let others = tx.led_by(&[person]).await?;
        documents.extend(others.into_iter().map(|(_, other)| other.document));
        if !documents.iter().any(|document| document.ends_in(document_tail)) {
            tx.commit().await?;
            return Err(wrong());
        }
        tx.forgive_sign_in_card(person).await?;
        let opened = self.open_worker(&mut tx, person, whence, language).await?;
        tx.commit().await?;
        opened.ok_or_else(wrong)
    }

    /// Where a card is taken. The code stands behind `#`: no server sees it in an address.
    fn card_page(&self, code: &DrawnCode) -> String {
        format!("{}/worker/card#{}", self.settings.public_url, code.text())
    }
}

/// What is hashed: a card's code is no gate's.
fn bound(code: &DrawnCode) -> String {
    format!("sign-in card {}", code.text())
}

fn not_at_work() -> Error {
    Error::field(
        "people",
        "有人现在不在这个工地干活，刷新一下名单再打",
        "Someone of these is not at work here now. Load the list again, then print.",
    )
}

fn wrong() -> Error {
    Error::field(
        "document_tail",
        "登录卡不对或作废了，或者证件后四位不对。再看一遍；还不行，请现场管理员打一张新卡",
        "The card is not right or was replaced, or the last four signs of the document are not. Look again; if that \
         does not help, ask the site's staff for a new card.",
    )
}
