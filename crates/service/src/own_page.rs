//! A worker's own page: where they stand, what they are asked, and the pass they show.

use domain::consent::{ConsentText, Purpose};
use domain::declaration::Tenths;
use domain::face::FaceState;
use domain::id::DeclarationId;
use domain::profile::{DiseaseProfile, Question, fever_from, questions};
use domain::registry::EngagementState;
use domain::rights::{Place, Right};
use domain::roster::PassCode;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::engagement::Engagement;
use store::person::Person;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::standing::StandingView;

/// A pass code is good for so long; the phone asks for the next before it ends.
const PASS_GOOD_FOR: SignedDuration = SignedDuration::from_secs(120);

/// Days asked about while no profile says how many: the longest incubation usually taken.
const LOOK_BACK_DAYS: i32 = 14;

/// What a declaration asks.
#[derive(Clone, Debug)]
pub struct Form {
    /// The day it would speak for.
    pub day: Date,
    /// How many days back stays and trips count.
    pub look_back_days: i32,
    /// From where it is a fever.
    pub fever_from: Tenths,
    /// Codes and names of symptoms.
    pub symptoms: Vec<(String, String)>,
    /// What the profiles in force ask besides.
    pub questions: Vec<Question>,
    /// The text to agree to.
    pub consent: ConsentText,
}

/// A worker's own first page.
#[derive(Clone)]
pub struct Home {
    /// Who.
    pub person: Person,
    /// Where they are engaged.
    pub sites: Vec<Engagement>,
    /// Where they stand.
    pub standing: StandingView,
    /// What they declared for today.
    pub declared_today: Option<DeclarationId>,
    /// Where they stand with face use.
    pub face: FaceState,
    /// How many days back stays and trips count.
    pub look_back_days: i32,
    /// The present instant.
    pub server_time: Timestamp,
}

/// A pass to be shown as a code.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The text of the code.
    pub code: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// Where the person stands.
    pub standing: StandingView,
    /// Where they are at work.
    pub sites: Vec<Engagement>,
}

impl Platform {
    /// The worker's own first page.
    pub async fn home(&self, caller: &Caller) -> Result<Home> {
        let mut tx = self.store.read().await?;
        let person = self.own(&mut tx, caller).await?;
        let today = self.local_now().date();
        let profiles = self.profiles(&mut tx).await?;
        Ok(Home {
            sites: tx.current_engagements(person.id).await?,
            standing: self
                .own_standing_view(&mut tx, person.id, caller.language)
                .await?,
            declared_today: tx.declared_for(person.id, today).await?,
            face: self.face_state(&mut tx, person.id).await?,
            look_back_days: look_back_days(&profiles, today),
            server_time: self.now(),
            person,
        })
    }

    /// What the worker is asked today.
    pub async fn declaration_form(&self, caller: &Caller) -> Result<Form> {
        caller.may(Right::OwnPage, &Place::Person(caller.own_person()?))?;
        let mut tx = self.store.read().await?;
        let day = self.local_now().date();
        let profiles = self.profiles(&mut tx).await?;
        let in_force = || profiles.iter().filter(|profile| profile.in_force(day));
        let mut symptoms: Vec<(String, String)> = Vec::new();
        for symptom in in_force().flat_map(|profile| &profile.symptoms) {
            if !symptoms.iter().any(|(code, _)| *code == symptom.code) {
                symptoms.push((
                    symptom.code.clone(),
                    symptom.words.say(caller.language).to_owned(),
                ));
            }
        }
        Ok(Form {
            day,
            look_back_days: look_back_days(&profiles, day),
            fever_from: fever_from(&profiles, day),
            symptoms,
            questions: questions(&profiles, day).into_iter().cloned().collect(),
            consent: Purpose::Declaration.text(),
        })
    }

    /// A pass code of the worker, signed.
    pub async fn pass(&self, caller: &Caller) -> Result<Pass> {
        let mut tx = self.store.read().await?;
        let person = self.own(&mut tx, caller).await?;
        let until = self.now() + PASS_GOOD_FOR;
        let code = PassCode {
            person: person.id,
            expires_at: Timestamp::from_second(until.as_second()).map_err(Error::internal)?,
        };
        let signed = code.signed_text();
        let signature = self.store.vault().signer().sign_for_code(&signed);
        let mut sites = tx.current_engagements(person.id).await?;
        sites.retain(|engagement| engagement.state == EngagementState::Active);
        Ok(Pass {
            code: format!("{signed}.{signature}"),
            expires_at: code.expires_at,
            standing: self
                .own_standing_view(&mut tx, person.id, caller.language)
                .await?,
            sites,
        })
    }

    /// The person whose page it is.
    pub(crate) async fn own(&self, tx: &mut Tx, caller: &Caller) -> Result<Person> {
        let person = caller.own_person()?;
        caller.may(Right::OwnPage, &Place::Person(person))?;
        tx.person(person).await?.ok_or(Error::Denied)
    }
}

fn look_back_days(profiles: &[DiseaseProfile], day: Date) -> i32 {
    let in_force = profiles.iter().filter(|profile| profile.in_force(day));
    in_force
        .map(|profile| profile.look_back_days)
        .filter(|days| *days > 0)
        .max()
        .unwrap_or(LOOK_BACK_DAYS)
}
