//! The made-up district, put into the database once.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use demo::{GATE_SITE, Reach, SEED};
use domain::id::SiteId;
use jiff::ToSpan;
use jiff::civil::Date;
use service::Platform;
use service::registry::load::{
    District, LoadedAccount, LoadedContractor, LoadedReach, LoadedSite, LoadedWorker, Progress,
};

use crate::secret;

/// The sign-in name of a site's manager, by the site's place in the district.
pub(crate) fn manager_of(site: usize) -> String {
    format!("site-{:02}", site + 1)
}

/// The sign-in name of the manager at whose site the gate stands.
pub(crate) fn manager() -> String {
    manager_of(GATE_SITE)
}

/// The site with the gate, loading the district first where it is not there or was cut off half-way; so many of its
/// sites.
pub(crate) async fn ensure(platform: &Platform, folder: &Path, sites: usize) -> anyhow::Result<SiteId> {
    let mark = folder.join("gate.site");
    if let Some(site) = secret::read(&mark)? {
        return site
            .parse()
            .with_context(|| format!("{} is damaged; remove it", mark.display()));
    }
    let today = platform.now().to_zoned(platform.settings().zone.clone()).date();
    let district = loaded(demo::district(SEED).of_sites(sites), today);
    let sites = platform.load_district(&district, &mut told).await?;
    let site = *sites
        .get(GATE_SITE)
        .context("the demo district has no site for the gate")?;
    secret::keep(&mark, &site.to_string())?;
    Ok(site)
}

/// Tells how far it has come, on one line where a person watches.
fn told(Progress { workers, of }: Progress) {
    let line = format!("Setting up the demo district · 正在建立演示区: {workers} / {of}");
    let mut out = std::io::stdout();
    let written = if out.is_terminal() {
        write!(out, "\r{line}{}", if workers == of { "\n" } else { "" })
    } else if workers == of || workers == 0 {
        writeln!(out, "{line}")
    } else {
        Ok(())
    };
    // Progress nobody reads is no failure.
    let _ = written.and_then(|()| out.flush());
}

fn loaded(district: demo::District, today: Date) -> District {
    let entered = |days: u16| today.checked_sub(i64::from(days).days()).ok();
    let sites = district.sites.into_iter().map(|site| LoadedSite {
        kind: site.kind,
        division: site.community.unwrap_or(site.town),
        name: site.name,
        address: site.address,
        crews: site.crews,
        contractors: site
            .contractors
            .into_iter()
            .map(|one| LoadedContractor {
                uscc: one.uscc,
                name: one.name.into(),
                kind: one.kind,
                crews: one.crews,
            })
            .collect(),
        workers: site
            .workers
            .into_iter()
            .map(|worker| LoadedWorker {
                entered_on: (worker.engagement == domain::registry::EngagementState::Active)
                    .then(|| entered(worker.entered_days_ago))
                    .flatten(),
                worker: worker.checked,
                state: worker.engagement,
            })
            .collect(),
    });
    let accounts = district.accounts.into_iter().map(|account| LoadedAccount {
        password: demo::password(&account.name),
        // Public by rule, so that whoever tries the demo can sign in as anyone: nobody is made to change theirs.
        initial_password: false,
        sign_in_name: account.name,
        shown_name: account.title,
        reach: match account.reach {
            Reach::District => LoadedReach::District,
            Reach::Town(division) => LoadedReach::Town(division),
            Reach::Community(division) => LoadedReach::Community(division),
            Reach::Administration(office) => LoadedReach::Administration(office),
            Reach::Site(place) => LoadedReach::Site(place),
            Reach::Contractor(place, uscc) => LoadedReach::Contractor(place, uscc),
            Reach::Enterprise(uscc) => LoadedReach::Enterprise(uscc),
        },
    });
    District {
        division: district.division,
        sites: sites.collect(),
        accounts: accounts.collect(),
    }
}
