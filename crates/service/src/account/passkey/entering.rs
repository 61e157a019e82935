//! Signing in by a passkey: after the password in place of a code, or by itself where the authenticator knows who is there,
//! since then it is both something one has and something one knows or is.

use domain::id::AccountId;
use domain::language::Language;
use domain::passkey::Address;
use seal::passkey::{PasskeyKey, Refusal, Signed, counts_on, signed};
use store::account::Account;
use store::passkey::Passkey;

use super::asking::{Asker, Assertion, PasskeyRequest, Question, decoded, encoded, ran_out};
use crate::account::entering::SignedIn;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::{Device, Tries, Whence};
use crate::platform::{Caller, Platform};

impl Platform {
    /// Says what an authenticator is to sign: with a ticket for the second half of that sign-in, without one to sign in by
    /// the passkey alone. `origin` is the page it is asked on.
    pub async fn ask_passkey(&self, ticket: Option<String>, origin: Option<&str>) -> Result<PasskeyRequest> {
        let address = self.passkey_address(origin)?;
        let vault = self.store.vault();
        let mut tx = self.store.write().await?;
        let (ticket, account, passkeys) = match ticket {
            None => (self.new_token(), None, Vec::new()),
            Some(ticket) => {
                let waiting = tx.half_sign_in(&vault.token_index(&ticket), self.now()).await?;
                let account = waiting.ok_or_else(ran_out)?;
                let own = tx.passkeys(account).await?.into_iter();
                let own = own.filter(|passkey| passkey.host == address.host());
                let own: Vec<_> = own.map(|passkey| passkey.credential).collect();
                if own.is_empty() {
                    return Err(Error::conflict(
                        "这个账号在这个地址没有通行密钥，请输动态码或者恢复码",
                        "This account has no passkey at this address. Enter a code or a recovery code.",
                    ));
                }
                (ticket, Some(account), own)
            }
        };
        let asker = Asker::Ticket(vault.token_index(&ticket));
        let challenge = self.ask(&mut tx, &asker, account, address).await?;
        tx.commit().await?;
        Ok(PasskeyRequest {
            ticket,
            challenge,
            host: address.host().to_owned(),
            verified: account.is_none(),
            passkeys,
        })
    }

    /// Signs in by what an authenticator signed. Wrong answers are counted as wrong codes are.
    pub async fn enter_by_passkey(
        &self,
        ticket: &str,
        answer: &Assertion,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let hash = self.store.vault().token_index(ticket);
        let asker = Asker::Ticket(hash.clone());
        let (question, address) = self.asked(&asker).await?.ok_or_else(ran_out)?;
        let (passkey, account) = self.answering(&question, answer, address).await?;
        let tries = self.count_passkey_try(&question, &account, whence).await?;
        let count = held(&question, address, &passkey, answer).map_err(|why| {
            tracing::info!(%why, "a passkey did not open a session");
            refused()
        })?;
        if !counts_on(passkey.sign_count, count) {
            return Err(self.counted_back(&account, language).await?);
        }
        let mut tx = self.store.write().await?;
        if question.account.is_some() && !tx.end_half_sign_in(&hash).await? {
            return Err(ran_out());
        }
        if !tx.use_passkey(passkey.id, count, self.now()).await? {
            return Err(refused());
        }
        tries.forgive(&mut tx).await?;
        let signed_in = self.enter(&mut tx, &account, whence, language).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// The passkey that answers, and whose it is. One of someone else than was asked is none.
    async fn answering(
        &self,
        question: &Question,
        answer: &Assertion,
        address: &Address,
    ) -> Result<(Passkey, Account)> {
        let mut tx = self.store.read().await?;
        let passkey = tx.passkey_called(address.host(), &answer.credential).await?;
        let passkey = passkey.ok_or_else(refused)?;
        let asked = question.account.unwrap_or(passkey.account);
        let account = tx.account(passkey.account).await?;
        let account = account.filter(|account| account.id == asked && account.disabled_at.is_none());
        Ok((passkey, account.ok_or_else(refused)?))
    }

    /// Counts a try before it is looked at: in the second half of a sign-in among the tries at its codes, by itself apart.
    async fn count_passkey_try(
        &self,
        question: &Question,
        account: &Account,
        whence: &Whence,
    ) -> Result<Tries> {
        let vault = self.store.vault();
        let device = whence.device.as_deref().and_then(Device::read);
        let known = device.as_ref().filter(|device| device.knows(account.id, vault));
        let what = if question.account.is_some() {
            "code"
        } else {
            "passkey"
        };
        let counted_as = format!("{} {what} of {}", account.unlocks, account.id);
        let tries = Tries::of(&counted_as, known, whence, vault);
        self.count(&tries, account.id, self.now()).await?;
        Ok(tries)
    }

    /// Leaves an entry of a passkey that says it has signed less often than before: somebody may have made a copy of it.
    async fn counted_back(&self, account: &Account, language: Language) -> Result<Error> {
        let caller = Caller {
            actor: account.actor(),
            session: None,
            language,
        };
        let mut tx = self.store.write().await?;
        self.record(&mut tx, &caller, "passkey.count_back", About::default())
            .await?;
        tx.commit().await?;
        Ok(Error::field(
            "passkey",
            "这个通行密钥可能被人复制过，没让登录。请换个办法登录，把它去掉，再告诉安全管理员",
            "This passkey may have been copied, and did not sign you in. Sign in another way, remove it, and tell the \
             security administrator.",
        ))
    }
}

/// Holds an answer against what was asked; how often the passkey says that it has signed.
fn held(
    question: &Question,
    address: &Address,
    passkey: &Passkey,
    answer: &Assertion,
) -> std::result::Result<u32, Refusal> {
    let alone = question.account.is_none();
    if !names(answer.user.as_deref(), passkey.account, alone) {
        return Err(Refusal::Form);
    }
    let part = |text: &str| decoded(text).ok_or(Refusal::Form);
    let key = PasskeyKey::read(&passkey.public_key).ok_or(Refusal::Key)?;
    let (client_data, authenticator_data) = (part(&answer.client_data)?, part(&answer.authenticator_data)?);
    let answered = Signed {
        client_data: &client_data,
        authenticator_data: &authenticator_data,
        signature: &part(&answer.signature)?,
    };
    signed(&question.of(address, alone), &key, &answered)
}

/// Whether an authenticator says that the passkey is this account's; it has to where nothing else does.
fn names(said: Option<&str>, account: AccountId, alone: bool) -> bool {
    said.map_or(!alone, |said| said == encoded(account.0.as_bytes()))
}

fn refused() -> Error {
    Error::field(
        "passkey",
        "这个通行密钥登录不了，换一个，或者用密码登录",
        "This passkey does not sign you in. Try another, or use your password.",
    )
}
