//! The second factor: a code of an authenticator app, or one of ten recovery codes, besides the password. Passkeys, which do in
//! place of a code, are [`super::passkey`]'s.

use domain::account::Role;
use domain::id::AccountId;
use domain::language::Language;
use jiff::Timestamp;
use seal::TotpSecret;
use store::Tx;
use store::account::Account;

use super::entering::SignedIn;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::{Device, Tries, Whence};
use crate::platform::{Caller, Platform};
use crate::qr;

/// What the app is told the platform is called.
const ISSUER: &str = "工地卫士";

/// Recovery codes of one account.
const RECOVERY_CODES: usize = 10;

/// Characters of a recovery code: 50 bits, none of them mistaken for another (Crockford's base32).
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A second factor that was begun; shown this once.
#[derive(Clone)]
pub struct Enrolment {
    /// What an app without a camera is told.
    pub secret: String,
    /// The address that a picture stands for.
    pub uri: String,
    /// The picture: a QR code, as SVG.
    pub svg: String,
}

/// How someone's own account stands.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// The name to sign in with.
    pub sign_in_name: String,
    /// When their password has to be changed; none: never.
    pub password_ends_at: Option<Timestamp>,
    /// Whether a second factor is asked for when they sign in.
    pub second_factor: bool,
    /// Whether an app gives codes for it.
    pub app: bool,
    /// Whether the district asks one of this role.
    pub second_factor_required: bool,
    /// Recovery codes not used yet.
    pub recovery_codes_left: i64,
}

impl Platform {
    /// How the caller's own account stands.
    pub async fn own_account(&self, caller: &Caller) -> Result<OwnAccount> {
        let mut tx = self.store.read().await?;
        let account = own(&mut tx, caller).await?;
        let app = tx.second_factor(account.id).await?;
        Ok(OwnAccount {
            sign_in_name: account.sign_in_name.unwrap_or_default(),
            password_ends_at: account
                .password_set_at
                .and_then(|set_at| self.settings.password_life.end(set_at)),
            second_factor: account.second_factor,
            app: app.is_some_and(|app| app.confirmed),
            second_factor_required: self.asks_second_factor(caller.actor.role()),
            recovery_codes_left: tx.recovery_codes_left(account.id).await?,
        })
    }

    fn asks_second_factor(&self, role: Role) -> bool {
        self.settings.second_factor.asked_of(role)
    }

    /// Begins a second factor. It is asked for once a code of it was given back.
    pub async fn begin_second_factor(&self, caller: &Caller, password: &str) -> Result<Enrolment> {
        self.prove_password(caller, password).await?;
        let secret = TotpSecret::generate(&*self.entropy);
        let mut tx = self.store.write().await?;
        let account = own(&mut tx, caller).await?;
        if !tx.begin_second_factor(account.id, &secret).await? {
            return Err(Error::conflict(
                "动态码已经设好了；要换手机，先关掉再重新设",
                "A second factor is set up already. To change phones, switch it off and set it up anew.",
            ));
        }
        self.record(&mut tx, caller, "second_factor.begin", About::default())
            .await?;
        tx.commit().await?;
        let uri = secret.to_uri(ISSUER, &account.sign_in_name.unwrap_or_default());
        Ok(Enrolment {
            secret: secret.to_text(),
            svg: qr::picture(&uri, 220)?,
            uri,
        })
    }

    /// Confirms a second factor by a code of it: from now on it is asked for, and sign-ins that were made without it
    /// end. Answers the recovery codes, shown this once.
    pub async fn confirm_second_factor(&self, caller: &Caller, code: &str) -> Result<Vec<String>> {
        let account = caller.actor.account;
        let tries = self.count_code_try(account).await?;
        let mut tx = self.store.write().await?;
        let begun = tx.second_factor(account).await?.filter(|found| !found.confirmed);
        let begun = begun.ok_or_else(|| {
            Error::conflict(
                "没有等着确认的动态码，请从头设一遍",
                "No second factor waits to be confirmed. Set it up from the start.",
            )
        })?;
        let step = begun.secret.step_of(&digits(code), self.now().as_second());
        let step = step.ok_or_else(wrong)?;
        tries.forgive(&mut tx).await?;
        tx.use_step(account, step).await?;
        tx.confirm_second_factor(account, self.now()).await?;
        tx.revoke_other_sessions(account, caller.session, self.now())
            .await?;
        let codes = self.new_recovery_codes(&mut tx, account).await?;
        self.record(&mut tx, caller, "second_factor.on", About::default())
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Switches the caller's app off: by password and a code.
    pub async fn remove_app(&self, caller: &Caller, password: &str, code: &str) -> Result<()> {
        self.prove_password(caller, password).await?;
        self.prove_code(caller, code).await?;
        let mut tx = self.store.write().await?;
        tx.remove_app(caller.actor.account).await?;
        self.record(&mut tx, caller, "second_factor.off", About::default())
            .await?;
        Ok(tx.commit().await?)
    }

    /// Makes ten new recovery codes in place of what is left of the old: by password and a code.
    pub async fn renew_recovery_codes(
        &self,
        caller: &Caller,
        password: &str,
        code: &str,
    ) -> Result<Vec<String>> {
        self.prove_password(caller, password).await?;
        self.prove_code(caller, code).await?;
        let mut tx = self.store.write().await?;
        let codes = self.new_recovery_codes(&mut tx, caller.actor.account).await?;
        self.record(&mut tx, caller, "second_factor.renew_codes", About::default())
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// The second half of signing in: whoever gave the password gives a code. Wrong codes are counted as wrong
    /// passwords are, and a code that was used is used up.
    pub async fn enter_second_factor(
        &self,
        ticket: &str,
        code: &str,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let now = self.now();
        let vault = self.store.vault();
        let ticket = vault.token_index(ticket);
        let mut tx = self.store.read().await?;
        let waiting = tx.half_sign_in(&ticket, now).await?.ok_or_else(ran_out)?;
        let account = tx.account(waiting).await?;
        let account = account.filter(|account| account.disabled_at.is_none());
        let account = account.ok_or_else(ran_out)?;
        drop(tx);
        let device = whence.device.as_deref().and_then(Device::read);
        let known = device.as_ref().filter(|device| device.knows(account.id, vault));
        let counted_as = format!("{} code of {}", account.unlocks, account.id);
        let tries = Tries::of(&counted_as, known, whence, vault);
        self.count(&tries, account.id, now).await?;
        let mut tx = self.store.write().await?;
        if !self.uses_code(&mut tx, account.id, code).await? {
            return Err(wrong());
        }
        if !tx.end_half_sign_in(&ticket).await? {
            return Err(ran_out());
        }
        tries.forgive(&mut tx).await?;
        let signed_in = self.enter(&mut tx, &account, whence, language).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Goes on only with a code of the caller's app, or a recovery code.
    pub(super) async fn prove_code(&self, caller: &Caller, code: &str) -> Result<()> {
        let account = caller.actor.account;
        let tries = self.count_code_try(account).await?;
        let mut tx = self.store.write().await?;
        if !self.uses_code(&mut tx, account, code).await? {
            return Err(wrong());
        }
        tries.forgive(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Counts a try of someone who is signed in.
    async fn count_code_try(&self, account: AccountId) -> Result<Tries> {
        let tries = Tries::again("code", account, self.store.vault());
        let mut tx = self.store.write().await?;
        let counted = tries.count(&mut tx, self.now()).await;
        tx.commit().await?;
        counted.map(|()| tries)
    }

    /// Uses a code up: six digits of the app, or a recovery code. False when it is neither.
    async fn uses_code(&self, tx: &mut Tx, account: AccountId, code: &str) -> Result<bool> {
        let typed = digits(code);
        if typed.len() != 6 {
            let hash = tx.vault().token_index(&recovery(account, &typed));
            return Ok(tx.use_recovery_code(account, &hash).await?);
        }
        let found = tx.second_factor(account).await?.filter(|found| found.confirmed);
        let step = found.and_then(|found| found.secret.step_of(&typed, self.now().as_second()));
        match step {
            Some(step) => Ok(tx.use_step(account, step).await?),
            None => Ok(false),
        }
    }

    pub(super) async fn new_recovery_codes(&self, tx: &mut Tx, account: AccountId) -> Result<Vec<String>> {
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| self.recovery_code()).collect();
        let vault = tx.vault();
        let hashes: Vec<String> = codes
            .iter()
            .map(|code| vault.token_index(&recovery(account, &digits(code))))
            .collect();
        tx.put_recovery_codes(account, &hashes).await?;
        Ok(codes)
    }

    fn recovery_code(&self) -> String {
        let mut bytes = [0; 10];
        self.entropy.fill(&mut bytes);
        let text = bytes.map(|byte| char::from(RECOVERY_ALPHABET[usize::from(byte & 31)]));
        let (first, second) = text.split_at(5);
        format!(
            "{}-{}",
            first.iter().collect::<String>(),
            second.iter().collect::<String>()
        )
    }
}

pub(super) async fn own(tx: &mut Tx, caller: &Caller) -> Result<Account> {
    tx.account(caller.actor.account).await?.ok_or(Error::SignedOut)
}

/// A code as typed, without the blanks and dashes it is read by.
fn digits(code: &str) -> String {
    let kept = code.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|digit| digit.to_ascii_uppercase()).collect()
}

/// A recovery code is for one account: the same of another is another secret.
fn recovery(account: AccountId, code: &str) -> String {
    format!("recovery {account} {code}")
}

fn ran_out() -> Error {
    Error::field(
        "ticket",
        "等得太久了，请从头登录",
        "That took too long. Sign in from the start.",
    )
}

fn wrong() -> Error {
    Error::field(
        "code",
        "动态码不对，或者已经用过，等下一个再输",
        "The code is not right, or was used before. Wait for the next one.",
    )
}
