//! Gates: added at a site, and what they tell of themselves. How a gate proves that it is one stands in
//! [`crate::gate_key`].

use domain::account::Scope;
use domain::id::{GateId, SiteId};
use domain::registry::LONGEST_LABEL;
use domain::rights::Right;
use domain::text;
use jiff::{SignedDuration, Timestamp};
use store::account::Account;
use store::gate::Gate;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::gate_key::HandedCode;
use crate::passage::queued;
use crate::platform::{Caller, Platform};

/// A gate's pull of its roster is written down as a sign of life this seldom.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(30);

/// A gate that calls.
#[derive(Clone, Debug)]
pub struct GateCaller {
    /// The gate.
    pub gate: Gate,
    /// It, as a caller.
    pub caller: Caller,
}

impl GateCaller {
    /// The site it stands at.
    pub fn site(&self) -> SiteId {
        self.gate.site
    }
}

impl Platform {
    /// Adds a gate at a site, to be enrolled by the code that is shown this once.
    pub async fn add_gate(&self, caller: &Caller, site: SiteId, name: &str) -> Result<(Gate, HandedCode)> {
        let mut tx = self.store.write().await?;
        self.may_at_site(&mut tx, caller, Right::ManageGates, site)
            .await?;
        let name = text::label(name, 1..=LONGEST_LABEL).map_err(|_| {
            Error::field(
                "name",
                "给闸机起个名字，最多 60 个字，比如“南门”；不能有看不见的字符，不能以 = + - @ 开头",
                "Give the gate a name of at most 60 characters, such as “South gate”, without invisible characters, \
                 and not beginning with = + - @.",
            )
        })?;
        let now = self.now();
        let (code, expires_at) = self.new_code();
        let gate = Gate {
            id: self.new_id(),
            account: self.new_id(),
            site,
            name,
            public_key: None,
            code_expires_at: expires_at,
            code_used_at: None,
            created_at: now,
            last_seen_at: None,
            roster_version: None,
            queue: None,
        };
        let account = Account {
            id: gate.account,
            sign_in_name: None,
            shown_name: gate.name.clone(),
            password_hash: None,
            initial_password: false,
            password_set_at: None,
            second_factor: false,
            scope: Scope::Gate { gate: gate.id, site },
            disabled_at: None,
            unlocks: 0,
        };
        let hash = tx.vault().token_index(code.text());
        tx.insert_account(&account, now).await?;
        tx.insert_gate(&gate, &hash).await?;
        self.record(&mut tx, caller, "gate.add", at(site)).await?;
        tx.commit().await?;
        let code = code.shown();
        Ok((gate, HandedCode { code, expires_at }))
    }

    /// A site's gates, by name.
    pub async fn gates(&self, caller: &Caller, site: SiteId) -> Result<Vec<Gate>> {
        let mut tx = self.store.read().await?;
        self.may_at_site(&mut tx, caller, Right::ManageGates, site)
            .await?;
        Ok(tx.gates(site).await?)
    }

    /// Takes a gate out of service: from now on it is told nothing more.
    pub async fn revoke_gate(&self, caller: &Caller, gate: GateId) -> Result<()> {
        let mut tx = self.store.write().await?;
        let found = tx.gate(gate).await?.ok_or(Error::Denied)?;
        self.may_at_site(&mut tx, caller, Right::ManageGates, found.site)
            .await?;
        tx.revoke_gate(gate, self.now()).await?;
        self.record(&mut tx, caller, "gate.revoke", at(found.site))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Notes that a gate pulled its roster; seldom, since gates pull every few seconds.
    pub async fn gate_pulled(&self, gate: &GateCaller, since: i64) -> Result<()> {
        let now = self.now();
        let seen = gate.gate.last_seen_at;
        if seen.is_some_and(|seen| now.duration_since(seen).abs() < SEEN_EVERY) {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        let newest = tx.roster_version(gate.site()).await?.ok_or(Error::Denied)?;
        tx.gate_spoke(gate.gate.id, Some(since.clamp(0, newest)), None, now)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Takes a gate's sign of life; answers the present instant and the newest version of its roster. A version
    /// above it is noted as the newest: the gate is ahead of a platform that was set back, and learns so here.
    pub async fn heartbeat(
        &self,
        gate: &GateCaller,
        roster_version: i64,
        queue: i64,
    ) -> Result<(Timestamp, i64)> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let newest = tx.roster_version(gate.site()).await?.ok_or(Error::Denied)?;
        let version = roster_version.clamp(0, newest);
        tx.gate_spoke(gate.gate.id, Some(version), Some(queued(queue)), now)
            .await?;
        tx.commit().await?;
        Ok((now, newest))
    }
}

/// At a site.
pub(crate) fn at(site: SiteId) -> About<'static> {
    About {
        site: Some(site),
        ..About::default()
    }
}
