//! Passkeys: how someone of staff adds, names and removes their own. Signing in by one is [`entering`].

mod asking;
mod entering;

use domain::id::PasskeyId;
use domain::passkey::MOST_PASSKEYS;
use domain::registry::LONGEST_LABEL;
use domain::text;
use seal::passkey::{ALGORITHMS, Made, Refusal, made};
use store::passkey::Passkey;

use self::asking::{Asker, decoded, encoded, ran_out};
pub use self::asking::{Assertion, PasskeyRequest};
use super::second_factor::own;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// What an authenticator is asked to make.
#[derive(Clone, Debug)]
pub struct PasskeyCreation {
    /// What it puts into its answer (base64url).
    pub challenge: String,
    /// The host it is for.
    pub host: String,
    /// What it calls its owner to us: the account's id, as bytes (base64url).
    pub user: String,
    /// What its owner signs in with.
    pub sign_in_name: String,
    /// What others see.
    pub shown_name: String,
    /// The algorithms that are taken (COSE), the ones liked best first.
    pub algorithms: Vec<i64>,
    /// What its owner has already for this host: an authenticator that keeps one of them makes no other.
    pub known: Vec<String>,
}

/// What an authenticator made, as the browser gives it (base64url).
#[derive(Clone, Debug)]
pub struct Attestation {
    /// The browser's account of it.
    pub client_data: String,
    /// The authenticator's.
    pub attestation_object: String,
}

/// A passkey that was added.
#[derive(Clone)]
pub struct Added {
    /// It.
    pub passkey: Passkey,
    /// Recovery codes, shown this once; none where the account has a second factor already, and codes with it.
    pub recovery_codes: Vec<String>,
}

impl Platform {
    /// The caller's passkeys, the oldest first.
    pub async fn passkeys(&self, caller: &Caller) -> Result<Vec<Passkey>> {
        Ok(self.store.read().await?.passkeys(caller.actor.account).await?)
    }

    /// Says what an authenticator is to make for the caller, who gives their password. `origin` is the page it is asked on.
    pub async fn begin_passkey(
        &self,
        caller: &Caller,
        password: &str,
        origin: Option<&str>,
    ) -> Result<PasskeyCreation> {
        let address = self.passkey_address(origin)?;
        let asker = Asker::Session(caller.session.ok_or(Error::Denied)?);
        self.prove_password(caller, password).await?;
        let mut tx = self.store.write().await?;
        let account = own(&mut tx, caller).await?;
        let known = tx.passkeys(account.id).await?;
        if known.len() >= MOST_PASSKEYS {
            return Err(Error::conflict(
                "通行密钥太多了，先去掉用不着的",
                "There are too many passkeys. Remove those you do not use first.",
            ));
        }
        let challenge = self.ask(&mut tx, &asker, Some(account.id), address).await?;
        tx.commit().await?;
        let of_here = known.into_iter().filter(|passkey| passkey.host == address.host());
        Ok(PasskeyCreation {
            challenge,
            host: address.host().to_owned(),
            user: encoded(account.id.0.as_bytes()),
            sign_in_name: account.sign_in_name.unwrap_or_default(),
            shown_name: account.shown_name,
            algorithms: ALGORITHMS.to_vec(),
            known: of_here.map(|passkey| passkey.credential).collect(),
        })
    }

    /// Adds what an authenticator made. The first second factor of an account ends sign-ins that were made without it, and
    /// brings recovery codes.
    pub async fn add_passkey(&self, caller: &Caller, name: &str, answer: &Attestation) -> Result<Added> {
        let name = checked(name)?;
        let asker = Asker::Session(caller.session.ok_or(Error::Denied)?);
        let (asked, address) = self.asked(&asker).await?.ok_or_else(ran_out)?;
        let held = decoded(&answer.client_data).zip(decoded(&answer.attestation_object));
        let held = held.ok_or(Refusal::Form);
        let made: Made = held
            .and_then(|(client, object)| made(&asked.of(address, false), &client, &object))
            .map_err(|why| {
                tracing::info!(%why, "a passkey was not added");
                unusable()
            })?;
        let mut tx = self.store.write().await?;
        let account = own(&mut tx, caller).await?;
        let passkey = Passkey {
            id: self.new_id(),
            account: account.id,
            host: address.host().to_owned(),
            credential: encoded(&made.credential),
            public_key: made.key,
            sign_count: made.count,
            name,
            created_at: self.now(),
            last_used_at: None,
        };
        if !tx.insert_passkey(&passkey).await? {
            return Err(Error::conflict(
                "这个通行密钥已经加过了",
                "This passkey was added before.",
            ));
        }
        let mut recovery_codes = Vec::new();
        if !account.second_factor {
            tx.revoke_other_sessions(account.id, caller.session, self.now())
                .await?;
            recovery_codes = self.new_recovery_codes(&mut tx, account.id).await?;
        }
        self.record(&mut tx, caller, "passkey.add", About::default())
            .await?;
        tx.commit().await?;
        Ok(Added {
            passkey,
            recovery_codes,
        })
    }

    /// Names one of the caller's passkeys.
    pub async fn name_passkey(&self, caller: &Caller, passkey: PasskeyId, name: &str) -> Result<()> {
        let mut tx = self.store.write().await?;
        self.own_passkeys(&mut tx, caller, passkey).await?;
        tx.name_passkey(caller.actor.account, passkey, &checked(name)?)
            .await?;
        self.record(&mut tx, caller, "passkey.name", About::default())
            .await?;
        Ok(tx.commit().await?)
    }

    /// Removes one of the caller's passkeys, by their password. Their last second factor goes as the app does: by a code too.
    pub async fn remove_passkey(
        &self,
        caller: &Caller,
        passkey: PasskeyId,
        password: &str,
        code: Option<&str>,
    ) -> Result<()> {
        let account = caller.actor.account;
        let mut tx = self.store.read().await?;
        let passkeys = self.own_passkeys(&mut tx, caller, passkey).await?;
        let app = tx.second_factor(account).await?.is_some_and(|app| app.confirmed);
        drop(tx);
        self.prove_password(caller, password).await?;
        if passkeys.len() == 1 && !app {
            self.prove_code(caller, code.unwrap_or_default()).await?;
        }
        let mut tx = self.store.write().await?;
        tx.remove_passkey(account, passkey).await?;
        self.record(&mut tx, caller, "passkey.remove", About::default())
            .await?;
        Ok(tx.commit().await?)
    }

    /// The caller's passkeys, of which this is one.
    async fn own_passkeys(
        &self,
        tx: &mut store::Tx,
        caller: &Caller,
        passkey: PasskeyId,
    ) -> Result<Vec<Passkey>> {
        let own = tx.passkeys(caller.actor.account).await?;
        if own.iter().any(|one| one.id == passkey) {
            Ok(own)
        } else {
            Err(Error::NotFound)
        }
    }
}

fn checked(name: &str) -> Result<String> {
    text::line(name, 1..=LONGEST_LABEL).map_err(|_| {
        Error::field(
            "name",
            "请填 1 到 60 个字，不能有看不见的字符",
            "Give 1 to 60 characters, none of them invisible.",
        )
    })
}

fn unusable() -> Error {
    Error::field(
        "passkey",
        "这个设备做出来的通行密钥用不了，换一个设备或浏览器再试",
        "The passkey that this device made will not do. Try another device or browser.",
    )
}
