//! A whole district at once: sites, crews, workers and accounts, for set-up and for trying the program out.
//!
//! Loading goes on where it was cut off: what is there already is left as it is.

use std::collections::HashMap;

use domain::account::{Office, Scope};
use domain::contractor::ContractorKind;
use domain::division::Division;
use domain::id::{ContractorId, SiteId};
use domain::organisation::Uscc;
use domain::registry::{CheckedWorker, EngagementState, SiteKind};
use jiff::civil::Date;
use store::Tx;
use store::account::Account;
use store::contractor::{Contractor, NewContractor};
use store::crew::NewCrew;
use store::organisation::Organisation;
use store::site::{NewSite, SiteFilter};
use tokio::task::JoinHandle;

use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::registry::intake::{Arrival, Found};

/// A district as it is loaded.
#[derive(Clone, Debug)]
pub struct District {
    /// Its division.
    pub division: Division,
    /// Its sites; no two of one town share a name.
    pub sites: Vec<LoadedSite>,
    /// Who can sign in.
    pub accounts: Vec<LoadedAccount>,
}

/// A site with everyone engaged there.
#[derive(Clone, Debug)]
pub struct LoadedSite {
    /// Its kind.
    pub kind: SiteKind,
    /// The community it lies in, else its town.
    pub division: Division,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The names of its crews.
    pub crews: Vec<String>,
    /// The companies at work there.
    pub contractors: Vec<LoadedContractor>,
    /// Its workers; no two carry the same document.
    pub workers: Vec<LoadedWorker>,
}

/// A company at work at a site.
#[derive(Clone, Debug)]
pub struct LoadedContractor {
    /// The code it is known by.
    pub uscc: Uscc,
    /// What it is called.
    pub name: String,
    /// As what.
    pub kind: ContractorKind,
    /// The names of the crews that are its own.
    pub crews: Vec<String>,
}

/// A worker of a site.
#[derive(Clone, Debug)]
pub struct LoadedWorker {
    /// Who, and what they do.
    pub worker: CheckedWorker,
    /// Active or pending.
    pub state: EngagementState,
    /// The first day; none while pending.
    pub entered_on: Option<Date>,
}

/// An account of staff.
#[derive(Clone, Debug)]
pub struct LoadedAccount {
    /// The name to sign in with.
    pub sign_in_name: String,
    /// What others see.
    pub shown_name: String,
    /// The password; its strength is for the caller to judge.
    pub password: String,
    /// Whether its owner has to change it first. Not where everyone is told the passwords, as in a demo or a test.
    pub initial_password: bool,
    /// What it reaches.
    pub reach: LoadedReach,
}

/// What an account reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadedReach {
    /// The district.
    District,
    /// One town.
    Town(Division),
    /// One community.
    Community(Division),
    /// An administrator's office for the district.
    Administration(Office),
    /// One site, by its place in [`District::sites`].
    Site(usize),
    /// A company's people at such a site.
    Contractor(usize, Uscc),
    /// A company's people wherever they work.
    Enterprise(Uscc),
}

/// How far loading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Workers done.
    pub workers: usize,
    /// Workers there are.
    pub of: usize,
}

/// Workers of one transaction.
const CHUNK: usize = 1000;

impl Platform {
    /// Loads a district and returns the ids of its sites, in their order. `progress` is told after each chunk.
    pub async fn load_district(
        &self,
        district: &District,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Vec<SiteId>> {
        let hashes = self.hashed(district);
        let sites = self.load_sites(district).await?;
        let of = district.sites.iter().map(|site| site.workers.len()).sum();
        let mut workers = 0;
        progress(Progress { workers, of });
        for (id, site) in sites.iter().zip(&district.sites) {
            for chunk in site.workers.chunks(CHUNK) {
                let arrivals: Vec<Arrival> = chunk
                    .iter()
                    .map(|loaded| Arrival {
                        worker: loaded.worker.clone(),
                        state: loaded.state,
                        entered_on: loaded.entered_on,
                    })
                    .collect();
                let mut tx = self.store.write().await?;
                tx.hold_intake().await?;
                let steps = self.plan(&mut tx, *id, &arrivals, None).await?;
                self.take_in(&mut tx, None, *id, (&arrivals, &steps), Found::AtTheEnd)
                    .await?;
                tx.commit().await?;
                workers += chunk.len();
                progress(Progress { workers, of });
            }
        }
        self.find_newcomers(self.now()).await?;
        let hashes = hashes.await.map_err(Error::internal)??;
        self.load_accounts(district, &sites, hashes).await?;
        Ok(sites)
    }

    /// Hashing passwords takes as long as loading people does: both are done at once.
    fn hashed(&self, district: &District) -> JoinHandle<Result<Vec<String>>> {
        let passwords: Vec<String> = district
            .accounts
            .iter()
            .map(|account| account.password.clone())
            .collect();
        let (settings, entropy) = (self.settings.clone(), self.entropy.clone());
        tokio::task::spawn_blocking(move || {
            passwords
                .iter()
                .map(|password| settings.passwords.hash(password, &*entropy))
                .collect()
        })
    }

    async fn load_sites(&self, district: &District) -> Result<Vec<SiteId>> {
        let mut tx = self.store.write().await?;
        let everything = SiteFilter {
            division: Some(district.division.to_string()),
            limit: i64::MAX,
            ..SiteFilter::default()
        };
        let there: HashMap<(Option<Division>, String), SiteId> = tx
            .sites(&everything)
            .await?
            .into_iter()
            .map(|site| ((Some(site.town), site.name), site.id))
            .collect();
        let mut ids = Vec::with_capacity(district.sites.len());
        let mut new = Vec::new();
        for site in &district.sites {
            let known = there.get(&(site.division.town(), site.name.clone())).copied();
            let id = known.unwrap_or_else(|| self.new_id());
            ids.push(id);
            if known.is_none() {
                new.push(NewSite {
                    id,
                    kind: site.kind,
                    name: site.name.clone(),
                    division: site.division.clone(),
                    address: site.address.clone(),
                    join_token: self.join_token(),
                    organisation: None,
                });
            }
        }
        tx.insert_sites(&new, self.now()).await?;
        for (id, site) in ids.iter().zip(&district.sites) {
            let mut whose: HashMap<&String, ContractorId> = HashMap::new();
            for company in &site.contractors {
                let contractor = self.load_contractor(&mut tx, *id, company).await?;
                whose.extend(company.crews.iter().map(|crew| (crew, contractor)));
            }
            let crews: Vec<NewCrew> = site
                .crews
                .iter()
                .map(|name| NewCrew {
                    id: self.new_id(),
                    name: name.clone(),
                    contractor: whose.get(name).copied(),
                })
                .collect();
            tx.insert_crews(*id, &crews).await?;
        }
        tx.commit().await?;
        Ok(ids)
    }

    async fn load_contractor(
        &self,
        tx: &mut Tx,
        site: SiteId,
        company: &LoadedContractor,
    ) -> Result<ContractorId> {
        if let Some(known) = contractor_of(tx, site, &company.uscc).await? {
            return Ok(known.id);
        }
        let named = Organisation {
            id: self.new_id(),
            uscc: company.uscc.clone(),
            name: company.name.clone(),
        };
        let new = NewContractor {
            id: self.new_id(),
            site,
            organisation: tx.organisation_or(&named, self.now()).await?.id,
            kind: company.kind,
            entered_on: self.local_now().date(),
        };
        tx.insert_contractor(&new).await?;
        Ok(new.id)
    }

    async fn load_accounts(&self, district: &District, sites: &[SiteId], hashes: Vec<String>) -> Result<()> {
        let mut tx = self.store.write().await?;
        for (account, hash) in district.accounts.iter().zip(hashes) {
            if tx.account_named(&account.sign_in_name).await?.is_some() {
                continue;
            }
            let scope = match &account.reach {
                LoadedReach::District => Scope::District {
                    division: district.division.clone(),
                },
                LoadedReach::Town(division) => Scope::Town {
                    division: division.clone(),
                },
                LoadedReach::Community(division) => Scope::Community {
                    division: division.clone(),
                },
                LoadedReach::Administration(office) => Scope::Administration {
                    office: *office,
                    division: district.division.clone(),
                },
                LoadedReach::Site(place) => Scope::Site {
                    site: *sites.get(*place).ok_or(Error::NotFound)?,
                },
                LoadedReach::Contractor(place, uscc) => {
                    let site = *sites.get(*place).ok_or(Error::NotFound)?;
                    let found = contractor_of(&mut tx, site, uscc).await?;
                    let contractor = found.ok_or(Error::NotFound)?.id;
                    Scope::Contractor { site, contractor }
                }
                LoadedReach::Enterprise(uscc) => {
                    let found = tx.organisation_with(uscc).await?;
                    let organisation = found.ok_or(Error::NotFound)?.id;
                    Scope::Enterprise { organisation }
                }
            };
            let account = Account {
                id: self.new_id(),
                sign_in_name: Some(account.sign_in_name.clone()),
                shown_name: account.shown_name.clone(),
                password_hash: Some(hash),
                initial_password: account.initial_password,
                password_set_at: None,
                second_factor: false,
                scope,
                disabled_at: None,
                unlocks: 0,
            };
            tx.insert_account(&account, self.now()).await?;
        }
        Ok(tx.commit().await?)
    }

    /// 128 random bits: nobody guesses a site's link, and its QR code stays coarse enough for any phone.
    pub(crate) fn join_token(&self) -> String {
        let mut token = self.new_token();
        token.truncate(32);
        token
    }
}

async fn contractor_of(tx: &mut Tx, site: SiteId, uscc: &Uscc) -> Result<Option<Contractor>> {
    let there = tx.contractors(site).await?;
    Ok(there.into_iter().find(|one| one.organisation.uscc == *uscc))
}
