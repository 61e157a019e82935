//! What authenticators are asked, at which of the platform's addresses, and what they answer.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{AccountId, SessionId};
use domain::passkey::{ANSWER_MINUTES, Address};
use jiff::SignedDuration;
use seal::passkey::Asked;
use store::Tx;
use store::passkey::PasskeyChallenge;

use crate::error::{Error, Result};
use crate::platform::Platform;

/// What an authenticator is asked to sign.
#[derive(Clone, Debug)]
pub struct PasskeyRequest {
    /// To be sent with what it signed. It opens nothing by itself.
    pub ticket: String,
    /// What it signs (base64url).
    pub challenge: String,
    /// The host whose passkeys are asked for.
    pub host: String,
    /// The passkeys that will do; none where the authenticator is to say whose it is.
    pub passkeys: Vec<String>,
    /// Whether it has to know who is there: the passkey is all that is asked for.
    pub verified: bool,
}

/// What an authenticator signed, as the browser gives it (base64url).
#[derive(Clone, Debug)]
pub struct Assertion {
    /// What the authenticator calls the passkey.
    pub credential: String,
    /// The browser's account of it.
    pub client_data: String,
    /// The authenticator's.
    pub authenticator_data: String,
    /// The signature over both.
    pub signature: String,
    /// Whose passkey it is, where the authenticator says so.
    pub user: Option<String>,
}

/// For whom something is asked: the answer has to come the same way.
pub(super) enum Asker {
    /// Someone who is signed in.
    Session(SessionId),
    /// Someone who is signing in, by the keyed hash of their ticket.
    Ticket(String),
}

impl Asker {
    fn word(&self) -> String {
        match self {
            Self::Session(session) => format!("session {session}"),
            Self::Ticket(hash) => format!("ticket {hash}"),
        }
    }
}

/// What was asked, taken out to be answered.
pub(super) struct Question {
    /// Whose passkey may answer; none where that is what is asked.
    pub(super) account: Option<AccountId>,
    challenge: Vec<u8>,
}

impl Question {
    /// As the answer is held against it.
    pub(super) fn of<'a>(&'a self, address: &'a Address, verified: bool) -> Asked<'a> {
        Asked {
            challenge: &self.challenge,
            address,
            verified,
        }
    }
}

impl Platform {
    /// The address of the platform that a page belongs to, for passkeys.
    pub(super) fn passkey_address(&self, origin: Option<&str>) -> Result<&Address> {
        let own = &self.settings.passkey_addresses;
        let here = own.iter().find(|address| Some(address.origin()) == origin);
        here.ok_or_else(|| match own.first().map(Address::origin) {
            Some(at) => Error::conflict(
                format!("在这个地址用不了通行密钥，请打开 {at}"),
                format!("Passkeys do not work at this address. Open {at}."),
            ),
            None => Error::conflict(
                "这个平台用不了通行密钥：它的地址要有域名，还要用 https",
                "This platform takes no passkeys: it needs an address with a name, and TLS.",
            ),
        })
    }

    /// Asks something, in place of what was asked for the same before; what is to be signed, base64url.
    pub(super) async fn ask(
        &self,
        tx: &mut Tx,
        asker: &Asker,
        account: Option<AccountId>,
        address: &Address,
    ) -> Result<String> {
        let mut challenge = vec![0; 32];
        self.entropy.fill(&mut challenge);
        let text = encoded(&challenge);
        let asked = PasskeyChallenge {
            account,
            challenge,
            origin: address.origin().to_owned(),
        };
        let now = self.now();
        let until = now + SignedDuration::from_mins(ANSWER_MINUTES);
        tx.put_passkey_challenge(&asker.word(), &asked, now, until)
            .await?;
        Ok(text)
    }

    /// Takes what was asked out, before the answer is looked at: it is answered once, rightly or wrongly.
    pub(super) async fn asked(&self, asker: &Asker) -> Result<Option<(Question, &Address)>> {
        let mut tx = self.store.write().await?;
        let asked = tx.take_passkey_challenge(&asker.word(), self.now()).await?;
        tx.commit().await?;
        let Some(asked) = asked else { return Ok(None) };
        let address = self.passkey_address(Some(&asked.origin))?;
        let question = Question {
            account: asked.account,
            challenge: asked.challenge,
        };
        Ok(Some((question, address)))
    }
}

pub(super) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Nothing was asked that this would answer.
pub(super) fn ran_out() -> Error {
    Error::field(
        "passkey",
        "等得太久了，或者已经用过一次，请再来一遍",
        "That took too long, or was used before. Begin once more.",
    )
}
