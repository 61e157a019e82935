//! How a gate proves that it is one. It makes a key of its own and enrols it by the one-time code that its manager
//! was shown; from then on it signs a challenge for each short session. Nothing that it sends can be sent again by
//! another: a code is used once, a challenge is answered once, and its own clock is asked for nothing.

use domain::gate_key::{enrolment_statement, session_statement};
use domain::handed::{CODE_BYTES, DrawnCode};
use domain::id::GateId;
use domain::language::Language;
use domain::rights::Right;
use jiff::{SignedDuration, Timestamp};
use seal::PublicKey;
use store::gate::Gate;

use crate::error::{CodeFault, Error, Result};
use crate::gate::{GateCaller, at};
use crate::platform::{Caller, Platform};

/// A code can be used for so long.
pub const CODE_STANDS: SignedDuration = SignedDuration::from_hours(1);

/// A challenge can be answered for so long: a slow line and a busy gate included.
const CHALLENGE_STANDS: SignedDuration = SignedDuration::from_mins(2);

/// A session stands for so long; the gate then signs anew.
const SESSION_STANDS: SignedDuration = SignedDuration::from_mins(15);

/// A one-time code as it is shown, this once.
#[derive(Clone, Debug)]
pub struct HandedCode {
    /// The code, in groups.
    pub code: String,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// A gate that enrolled its key.
#[derive(Clone, Debug)]
pub struct EnrolledGate {
    /// The gate.
    pub gate: Gate,
    /// The name of the site it stands at.
    pub site_name: String,
}

/// A session that a gate opened.
#[derive(Clone, Debug)]
pub struct GateSession {
    /// What its requests show.
    pub token: String,
    /// For how long.
    pub stands_for: SignedDuration,
}

impl Platform {
    /// Gives a gate whose box was lost, or whose code was not used, a new code. Whatever key it had ends at once.
    pub async fn renew_gate_code(&self, caller: &Caller, gate: GateId) -> Result<(Gate, HandedCode)> {
        let mut tx = self.store.write().await?;
        let found = tx.gate(gate).await?.ok_or(Error::Denied)?;
        self.may_at_site(&mut tx, caller, Right::ManageGates, found.site)
            .await?;
        let (code, expires_at) = self.new_code();
        let hash = tx.vault().token_index(code.text());
        tx.renew_gate_code(gate, &hash, expires_at).await?;
        self.record(&mut tx, caller, "gate.renew_code", at(found.site))
            .await?;
        let gate = tx.gate(gate).await?.ok_or(Error::Denied)?;
        tx.commit().await?;
        let code = code.shown();
        Ok((gate, HandedCode { code, expires_at }))
    }

    /// Enrols a gate's public key by a code. The same key by the same code again answers the same, for a gate that
    /// did not hear the first answer. `signature` is of [`enrolment_statement`].
    pub async fn enrol_gate(&self, code: &str, public_key: &str, signature: &str) -> Result<EnrolledGate> {
        let code = DrawnCode::typed(code).ok_or(Error::Code(CodeFault::Wrong))?;
        let hash = self.store.vault().token_index(code.text());
        let now = self.now();
        let mut tx = self.store.write().await?;
        let found = tx.gate_by_code(&hash).await?;
        let found = found.ok_or(Error::Code(CodeFault::Wrong))?;
        let key = PublicKey::from_text(public_key);
        if !key.is_some_and(|key| key.verifies(&enrolment_statement(&code, public_key), signature)) {
            return Err(Error::field(
                "public_key",
                "公钥不对，或者签名不是它签的",
                "This is no public key, or the signature is not by it.",
            ));
        }
        let site_name = tx.site_name(found.site).await?.unwrap_or_default();
        if found.public_key.as_deref() == Some(public_key) {
            return Ok(EnrolledGate {
                gate: found,
                site_name,
            });
        }
        if found.code_used_at.is_some() {
            return Err(Error::Code(CodeFault::Used));
        }
        if !tx.enrol_gate(found.id, &hash, public_key, now).await? {
            return Err(Error::Code(CodeFault::Old));
        }
        let own = calling(found, Language::default());
        self.record(&mut tx, &own.caller, "gate.enrol", at(own.site()))
            .await?;
        let gate = tx.gate(own.gate.id).await?.ok_or(Error::Denied)?;
        tx.commit().await?;
        Ok(EnrolledGate { gate, site_name })
    }

    /// A challenge for a gate to sign. Nothing is kept of it: it carries its instant by the platform's clock, and a
    /// mark that only this platform can make.
    pub fn gate_challenge(&self) -> String {
        let mut nonce = self.new_token();
        nonce.truncate(32);
        let drawn = format!("{}.{nonce}", self.now().as_microsecond());
        let mark = self.challenge_mark(&drawn);
        format!("{drawn}.{mark}")
    }

    /// Opens a session for whoever signed a challenge with an enrolled key; each challenge once. `signature` is of
    /// [`session_statement`].
    pub async fn open_gate_session(
        &self,
        public_key: &str,
        challenge: &str,
        signature: &str,
    ) -> Result<GateSession> {
        let drawn_at = self.challenge_drawn_at(challenge).ok_or(Error::GateSession)?;
        let now = self.now();
        // Nobody who holds no key takes the writer's lock.
        let gate = self.store.read().await?.gate_by_key(public_key).await?;
        let gate = gate.ok_or(Error::GateKey)?;
        let key = PublicKey::from_text(public_key);
        let signed = key.is_some_and(|key| key.verifies(&session_statement(challenge), signature));
        if !signed {
            return Err(Error::GateKey);
        }
        let fresh = now.duration_since(drawn_at).abs() <= CHALLENGE_STANDS;
        let forget_at = drawn_at + CHALLENGE_STANDS + CHALLENGE_STANDS;
        let mut tx = self.store.write().await?;
        if !fresh || !tx.use_gate_challenge(challenge, forget_at, now).await? {
            return Err(Error::GateSession);
        }
        let token = self.new_token();
        let hash = tx.vault().token_index(&token);
        tx.open_gate_session(gate.id, &hash, now + SESSION_STANDS).await?;
        tx.commit().await?;
        Ok(GateSession {
            token,
            stands_for: SESSION_STANDS,
        })
    }

    /// Which gate holds a session.
    pub async fn gate_caller(&self, token: &str, language: Language) -> Result<GateCaller> {
        let hash = self.store.vault().token_index(token);
        let mut tx = self.store.read().await?;
        let gate = tx.gate_by_session(&hash, self.now()).await?;
        let gate = gate.ok_or(Error::GateSession)?;
        let place = tx.place_of_site(gate.site).await?.ok_or(Error::Denied)?;
        let own = calling(gate, language);
        own.caller.may(Right::ServeGate, &place)?;
        Ok(own)
    }

    /// A code that is drawn now, and until when it can be used.
    pub(crate) fn new_code(&self) -> (DrawnCode, Timestamp) {
        (self.drawn_code(), self.now() + CODE_STANDS)
    }

    /// A code that is drawn now.
    pub(crate) fn drawn_code(&self) -> DrawnCode {
        let mut bytes = [0; CODE_BYTES];
        self.entropy.fill(&mut bytes);
        DrawnCode::drawn(&bytes)
    }

    fn challenge_mark(&self, drawn: &str) -> String {
        self.store.vault().token_index(&format!("gate challenge {drawn}"))
    }

    /// When a challenge was drawn; none for one that is not of this platform.
    fn challenge_drawn_at(&self, challenge: &str) -> Option<Timestamp> {
        let (drawn, mark) = challenge.rsplit_once('.')?;
        let own = self.challenge_mark(drawn);
        if !bool::from(subtle::ConstantTimeEq::ct_eq(own.as_bytes(), mark.as_bytes())) {
            return None;
        }
        let (micros, _) = drawn.split_once('.')?;
        Timestamp::from_microsecond(micros.parse().ok()?).ok()
    }
}

fn calling(gate: Gate, language: Language) -> GateCaller {
    let caller = Caller {
        actor: gate.actor(),
        session: None,
        language,
    };
    GateCaller { gate, caller }
}
