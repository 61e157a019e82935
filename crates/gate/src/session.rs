//! The gate's session with the platform: opened by a signed challenge, held in memory, opened anew when it is over.
//! The gate's clock has no part in it.

use domain::gate_key::session_statement;
use reqwest::Client;
use seal::Signer;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::platform::{LineError, answered};

/// The session there is, and what opens the next.
pub(crate) struct Session {
    signer: Signer,
    token: Mutex<Option<String>>,
}

#[derive(Deserialize)]
struct Challenge {
    challenge: String,
}

#[derive(Serialize)]
struct Signed<'a> {
    public_key: String,
    challenge: &'a str,
    signature: String,
}

#[derive(Deserialize)]
struct Opened {
    token: String,
}

impl Session {
    /// Of a gate with this key.
    pub(crate) fn of(signer: Signer) -> Self {
        Self {
            signer,
            token: Mutex::new(None),
        }
    }

    /// The token of the session there is, or of a new one; never again the one that was found to be over. Of many who
    /// ask at once one opens it and the others wait, since a new session ends the one before.
    pub(crate) async fn token(
        &self,
        over: Option<&str>,
        client: &Client,
        base: &str,
    ) -> Result<String, LineError> {
        let mut held = self.token.lock().await;
        match held.as_deref() {
            Some(token) if Some(token) != over => return Ok(token.to_owned()),
            _ => *held = None,
        }
        let token = self.opened(client, base).await?;
        *held = Some(token.clone());
        Ok(token)
    }

    async fn opened(&self, client: &Client, base: &str) -> Result<String, LineError> {
        let drawn: Challenge = answered(client.post(format!("{base}/api/gate/challenge"))).await?;
        let signed = Signed {
            public_key: self.signer.public().to_text(),
            challenge: &drawn.challenge,
            signature: self.signer.sign(&session_statement(&drawn.challenge)),
        };
        let request = client.post(format!("{base}/api/gate/session")).json(&signed);
        match answered::<Opened>(request).await {
            Ok(opened) => Ok(opened.token),
            // It was refused to a signature of this moment: the key is not known.
            Err(LineError::Session) => Err(LineError::Key),
            Err(other) => Err(other),
        }
    }
}
