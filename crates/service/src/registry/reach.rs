//! By what a worker is reached, and whose word counts for it: a phone opens their own page.

use domain::phone::Phone;
use store::Tx;
use store::person::Person;

use crate::error::Result;
use crate::platform::Platform;
use crate::registry::intake::Arrival;

impl Platform {
    /// Takes the phone that someone known arrives with, where theirs is to be replaced; whether it was. Of someone whom
    /// nobody confirmed, phone and face are a stranger's word about a document: what the site knows stands in their place.
    pub(super) async fn reach_anew(
        &self,
        tx: &mut Tx,
        person: &Person,
        confirmed: bool,
        arrival: &Arrival,
    ) -> Result<bool> {
        let phone = if confirmed {
            match arrival.new_phone(person, true) {
                Some(phone) => Some(phone),
                None => return Ok(false),
            }
        } else {
            if arrival.worker.phone == person.phone {
                return Ok(false);
            }
            self.forget_face(tx, person.id).await?;
            arrival.worker.phone.as_ref()
        };
        self.change_phone(tx, person, phone).await?;
        Ok(true)
    }

    /// Replaces a phone. Whoever is signed in by the one before signs in anew: it may be in other hands.
    pub(super) async fn change_phone(
        &self,
        tx: &mut Tx,
        person: &Person,
        phone: Option<&Phone>,
    ) -> Result<()> {
        tx.put_phone(person, phone).await?;
        if person.phone.is_some() {
            tx.end_sign_ins(person.id, self.now()).await?;
        }
        Ok(())
    }
}
