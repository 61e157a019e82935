//! Rosters: what changed of a site's people, in signed pages for its gates.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::{PersonId, SiteId};
use domain::roster::{RosterEntry, RosterPage, RosterTemplate, SignedRoster};
use domain::standing::{Rules, Segment, forecast};
use domain::verdict::GatePolicy;
use jiff::{SignedDuration, Zoned};
use store::Tx;
use store::roster::RosterRow;

use crate::error::{Error, Result};
use crate::gate::GateCaller;
use crate::platform::Platform;
use crate::standing::oldest_day;

/// People on one page at most.
const ON_A_PAGE: i64 = 2_000;

/// How far ahead standings are told, so that a gate without a line judges on.
const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// People whose facts are in memory at the same time.
const PART: usize = 500;

impl Platform {
    /// Gives people a new version on the rosters of their sites, when what a roster shows of them changed and
    /// their standing did not: crew, face.
    pub async fn touch_roster(&self, tx: &mut Tx, people: &[PersonId]) -> Result<()> {
        let mut people = people.to_vec();
        people.sort_unstable();
        people.dedup();
        if !people.is_empty() {
            tx.touch_rosters(&people).await?;
        }
        Ok(())
    }

    /// Takes people off a site's roster, when their engagements end.
    pub async fn leave_roster(&self, tx: &mut Tx, people: &[PersonId], site: SiteId) -> Result<()> {
        Ok(tx.leave_roster(people, site).await?)
    }

    /// A page of what changed at the gate's site after version `since`, signed. A version that this platform
    /// never reached is answered with everything: it was set back to an older state.
    pub async fn roster_page(&self, gate: &GateCaller, since: i64) -> Result<SignedRoster> {
        let now = self.local_now();
        let mut tx = self.store.read().await?;
        let site = gate.site();
        // Read before the rows: what changes meanwhile has a higher version and comes with the next page.
        let newest = tx.roster_version(site).await?.ok_or(Error::Denied)?;
        let site_name = tx.site_name(site).await?.unwrap_or_default();
        let since = if (0..=newest).contains(&since) { since } else { 0 };
        let mut rows = tx.roster_rows(site, since, newest, ON_A_PAGE + 1).await?;
        let more = rows.len() > usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
        if more {
            rows.pop();
        }
        let version = match rows.last() {
            Some(last) if more => last.version,
            _ => newest,
        };
        let removed = rows
            .iter()
            .filter(|row| row.shown.is_none())
            .map(|row| row.person)
            .collect();
        let in_force = self.rules(&mut tx).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for part in rows.chunks(PART) {
            entries.extend(self.entries(&mut tx, site, part, in_force.rules(), &now).await?);
        }
        let vault = self.store.vault();
        let page = RosterPage {
            site,
            site_name,
            since,
            version,
            more,
            issued_at: now.timestamp(),
            zone: self.zone_name(),
            policy: GatePolicy::default(),
            entries,
            removed,
            declare_link: format!("{}/worker/", self.settings.public_url),
            pass_key: vault.public_key().to_text(),
            document_key: STANDARD.encode(vault.document_key(site).bytes()),
        };
        let page = serde_json::to_string(&page).map_err(Error::internal)?;
        let signature = vault.signer().sign(&page);
        Ok(SignedRoster { page, signature })
    }

    /// The site's hashes of every document of those who have several records, as the gates hash a typed number.
    async fn other_documents(
        &self,
        tx: &mut Tx,
        site: SiteId,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, Vec<String>>> {
        let led = tx.led_by(people).await?;
        let leading: Vec<PersonId> = led.iter().map(|(leading, _)| *leading).collect();
        let own = tx.people(&leading).await?;
        let key = self.store.vault().document_key(site);
        let mut found: HashMap<PersonId, Vec<String>> = HashMap::new();
        let records = own.iter().map(|person| (person.id, &person.document));
        for (person, document) in records.chain(led.iter().map(|(leading, led)| (*leading, &led.document))) {
            found
                .entry(person)
                .or_default()
                .push(key.index(&document.index_text()));
        }
        Ok(found)
    }

    async fn entries(
        &self,
        tx: &mut Tx,
        site: SiteId,
        rows: &[RosterRow],
        rules: Rules<'_>,
        now: &Zoned,
    ) -> Result<Vec<RosterEntry>> {
        let people: Vec<PersonId> = rows
            .iter()
            .filter(|row| row.shown.is_some())
            .map(|row| row.person)
            .collect();
        let since = oldest_day(rules.profiles, now.date())?;
        let known = tx.assessed(&people, since, now.timestamp()).await?;
        let horizon = now.timestamp() + AHEAD;
        let mut forecasts: HashMap<PersonId, Vec<Segment>> = known
            .iter()
            .map(|one| (one.person, forecast(&one.facts, rules, now, horizon)))
            .collect();
        let mut templates: HashMap<PersonId, RosterTemplate> = tx
            .face_templates(&people)
            .await?
            .into_iter()
            .map(|face| {
                let template = RosterTemplate {
                    model: face.model,
                    vector: STANDARD.encode(&face.vector),
                };
                (face.person, template)
            })
            .collect();
        let mut documents = self.other_documents(tx, site, &people).await?;
        let entries = rows.iter().filter_map(|row| {
            let shown = row.shown.as_ref()?;
            Some(RosterEntry {
                person: row.person,
                shown_name: shown.name.masked(),
                crew: shown.crew.clone(),
                other_documents: documents
                    .remove(&row.person)
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|index| *index != shown.document_index)
                    .collect(),
                document_index: shown.document_index.clone(),
                template: templates.remove(&row.person),
                forecast: forecasts.remove(&row.person)?,
            })
        });
        Ok(entries.collect())
    }
}
