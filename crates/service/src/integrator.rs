//! Outside systems: each has a token for one part of the district, for named permissions and for a year at most. It
//! is told who it is by that token and by nothing else, and everything it asks for is on record under its own name.

use domain::account::Area;
use domain::id::{IntegratorId, SiteId};
use domain::integrator::{
    LONGEST_TOKEN_DAYS, Permission, Permissions, TOKEN_BYTES, is_token, token_prefix, token_text,
};
use domain::language::Language;
use domain::organisation::Uscc;
use domain::registry::LONGEST_LABEL;
use domain::rights::Right;
use domain::text;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::Tx;
use store::account::Account;
use store::integrator::{Integrator, IntegratorFilter, IntegratorRow};

use crate::error::{Error, FieldFault, Result, TokenFault};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

/// Asking is written down as a use this seldom.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// What a token is for has at most this many characters.
const LONGEST_PURPOSE: usize = 200;

/// Where a token is to reach, as a person names it.
#[derive(Clone, Debug)]
pub enum AreaDraft {
    /// The district, a town or a site.
    Area(Area),
    /// The people of a company at a site, by the company's code.
    Company {
        /// The site.
        site: SiteId,
        /// Its unified social credit code.
        uscc: String,
    },
}

/// An outside system as someone is about to connect it.
#[derive(Clone, Debug)]
pub struct IntegratorDraft {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Which part of the district it reaches.
    pub area: AreaDraft,
    /// What it may do there.
    pub permissions: Permissions,
    /// The last day on which its token stands.
    pub expires_on: Date,
}

/// An outside system that asks.
#[derive(Clone, Debug)]
pub struct IntegratorCaller {
    /// It.
    pub integrator: Integrator,
    /// It, as a caller.
    pub caller: Caller,
}

impl Platform {
    /// Connects an outside system; the token is shown this once.
    pub async fn add_integrator(
        &self,
        caller: &Caller,
        draft: &IntegratorDraft,
    ) -> Result<(IntegratorRow, String)> {
        self.may_in_district(caller, Right::KeepIntegrators)?;
        let mut tx = self.store.write().await?;
        let area = self.area_of(&mut tx, &draft.area).await?;
        let (name, purpose) = named(draft, &area)?;
        let now = self.now();
        let mut secret = [0; TOKEN_BYTES];
        self.entropy.fill(&mut secret);
        let token = token_text(&secret);
        let new = Integrator {
            id: self.new_id(),
            account: self.new_id(),
            name,
            purpose,
            area,
            permissions: draft.permissions.clone(),
            prefix: token_prefix(&token).to_owned(),
            created_at: now,
            created_by: caller.actor.account,
            expires_at: self.end_of(draft.expires_on)?,
            last_used_at: None,
            revoked_at: None,
        };
        tx.insert_account(&account(&new), now).await?;
        let hash = tx.vault().token_index(&token);
        tx.insert_integrator(&new, &hash).await?;
        self.record_on(&mut tx, caller, "integrator.add", new.account, Some(&new.purpose))
            .await?;
        let row = found(&mut tx, new.id).await?;
        tx.commit().await?;
        Ok((row, token))
    }

    /// Outside systems, the newest first; those whose token is over among them.
    pub async fn integrators(&self, caller: &Caller, paging: &Paging) -> Result<Page<IntegratorRow>> {
        self.may_in_district(caller, Right::KeepIntegrators)?;
        let filter = IntegratorFilter {
            integrator: None,
            before: paging.key::<(Timestamp, IntegratorId)>()?,
            limit: paging.limit() + 1,
        };
        let rows = self.store.read().await?.integrators(&filter).await?;
        Ok(paging.page(rows, |row| (row.integrator.created_at, row.integrator.id)))
    }

    /// Revokes a token: from now on it opens nothing.
    pub async fn revoke_integrator(&self, caller: &Caller, integrator: IntegratorId) -> Result<()> {
        self.may_in_district(caller, Right::KeepIntegrators)?;
        let mut tx = self.store.write().await?;
        let row = found(&mut tx, integrator).await?;
        if !tx.revoke_integrator(integrator, self.now()).await? {
            return Err(Error::conflict(
                "这个令牌已经停用了",
                "This token was revoked already.",
            ));
        }
        let subject = row.integrator.account;
        self.record_on(&mut tx, caller, "integrator.revoke", subject, None)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Which outside system shows a token; its use is noted at most once a minute.
    pub async fn integrator_caller(&self, token: &str, language: Language) -> Result<IntegratorCaller> {
        if !is_token(token) {
            return Err(Error::Token(TokenFault::Unknown));
        }
        let hash = self.store.vault().token_index(token);
        let found = self.store.read().await?.integrator_by_token(&hash).await?;
        let integrator = found.ok_or(Error::Token(TokenFault::Unknown))?;
        let now = self.now();
        if integrator.revoked_at.is_some() {
            return Err(Error::Token(TokenFault::Revoked));
        }
        if integrator.expires_at <= now {
            return Err(Error::Token(TokenFault::Expired));
        }
        let used = integrator.last_used_at;
        if used.is_none_or(|used| now.duration_since(used).abs() >= USED_EVERY) {
            let mut tx = self.store.write().await?;
            tx.touch_integrator(integrator.id, now).await?;
            tx.commit().await?;
        }
        let caller = Caller {
            actor: integrator.actor(),
            session: None,
            language,
        };
        Ok(IntegratorCaller { integrator, caller })
    }

    /// An outside system's own row, for it to see what its token is good for.
    pub async fn own_integrator(&self, asks: &IntegratorCaller) -> Result<IntegratorRow> {
        self.record_asking(&asks.caller, "integrator.look", None).await?;
        let mut tx = self.store.read().await?;
        found(&mut tx, asks.integrator.id).await
    }

    /// The instant at which a day ends here, for a token that is made today.
    fn end_of(&self, day: Date) -> Result<Timestamp> {
        let today = self.local_now().date();
        let last = today.checked_add(LONGEST_TOKEN_DAYS.days());
        if day < today || last.is_ok_and(|last| day > last) {
            return Err(Error::field(
                "expires_on",
                "选一个从今天起一年以内的日子",
                "Choose a day from today on, within a year.",
            ));
        }
        let next = day.tomorrow().map_err(Error::internal)?;
        let end = next.to_zoned(self.settings.zone.clone());
        Ok(end.map_err(Error::internal)?.timestamp())
    }

    /// The part of the district that a draft names, or which field is wrong.
    async fn area_of(&self, tx: &mut Tx, draft: &AreaDraft) -> Result<Area> {
        let wrong =
            |field: &'static str, zh: &'static str, en: &'static str| Err(Error::field(field, zh, en));
        match draft {
            AreaDraft::Area(Area::District { division }) if *division != self.settings.district => {
                wrong("area", "这不是本区", "This is not this district.")
            }
            AreaDraft::Area(Area::Town { division })
                if !(self.settings.district.contains(division)
                    && division.is_town()
                    && division.is_known()) =>
            {
                wrong(
                    "area",
                    "本区没有这个镇街",
                    "There is no such town in this district.",
                )
            }
            AreaDraft::Area(Area::Community { division })
                if !(self.settings.district.contains(division)
                    && division.is_community()
                    && division.is_known()) =>
            {
                wrong(
                    "area",
                    "本区没有这个社区",
                    "There is no such community in this district.",
                )
            }
            AreaDraft::Area(Area::Site { site }) if tx.site(*site).await?.is_none() => {
                wrong("area", "没有这个场所", "There is no such site.")
            }
            AreaDraft::Area(Area::Contractor { site, contractor }) => {
                let there = tx.contractors(*site).await?;
                match there.iter().find(|one| one.id == *contractor) {
                    Some(found) => Ok(company(found)),
                    None => wrong(
                        "area",
                        "场所里没有这家单位",
                        "There is no such company at the site.",
                    ),
                }
            }
            AreaDraft::Area(area) => Ok(area.clone()),
            AreaDraft::Company { site, uscc } => {
                let code: Option<Uscc> = uscc.trim().parse().ok();
                let there = tx.contractors(*site).await?;
                let at_work = there
                    .iter()
                    .find(|one| one.ended_on.is_none() && Some(&one.organisation.uscc) == code.as_ref());
                match at_work {
                    Some(found) => Ok(company(found)),
                    None => wrong(
                        "uscc",
                        "这个场所的参建单位里没有这个统一社会信用代码",
                        "None of this site's contractors has this unified social credit code.",
                    ),
                }
            }
        }
    }
}

fn company(found: &store::contractor::Contractor) -> Area {
    Area::Contractor {
        site: found.site,
        contractor: found.id,
    }
}

/// The name and the purpose of a draft, checked together with what it asks to be permitted.
fn named(draft: &IntegratorDraft, area: &Area) -> Result<(String, String)> {
    let mut faults = Vec::new();
    let name = text::label(&draft.name, 1..=LONGEST_LABEL);
    if name.is_err() {
        faults.push(FieldFault::new(
            "name",
            "名称 1 到 60 个字，不能有看不见的字符，不能以 = + - @ 开头",
            "A name has 1 to 60 characters, none of them invisible, and does not begin with = + - @.",
        ));
    }
    let purpose = text::note(&draft.purpose, 4..=LONGEST_PURPOSE);
    if purpose.is_err() {
        faults.push(FieldFault::new(
            "purpose",
            "写明给谁用、用来做什么，4 到 200 个字，不能有看不见的字符",
            "Say who uses it and what for, in 4 to 200 characters, none of them invisible.",
        ));
    }
    if draft.permissions.is_empty() {
        faults.push(FieldFault::new(
            "permissions",
            "至少选一项",
            "Choose at least one.",
        ));
    } else if let Some(unfit) = draft.permissions.iter().find(|one| !one.fits(area)) {
        faults.push(unfit_fault(unfit));
    }
    match (name, purpose) {
        (Ok(name), Ok(purpose)) if faults.is_empty() => Ok((name, purpose)),
        _ => Err(Error::Invalid(faults)),
    }
}

fn unfit_fault(permission: Permission) -> FieldFault {
    let word = permission.word();
    FieldFault::new(
        "permissions",
        format!("只管一家单位的令牌不能有 {word}：场所和统计数字不是一家单位的"),
        format!("A token of one company cannot have {word}: sites and figures are not one company's."),
    )
}

fn account(new: &Integrator) -> Account {
    Account {
        id: new.account,
        sign_in_name: None,
        shown_name: new.name.clone(),
        password_hash: None,
        initial_password: false,
        password_set_at: None,
        second_factor: false,
        scope: new.scope(),
        disabled_at: None,
        unlocks: 0,
    }
}

async fn found(tx: &mut Tx, integrator: IntegratorId) -> Result<IntegratorRow> {
    let filter = IntegratorFilter {
        integrator: Some(integrator),
        limit: 1,
        ..IntegratorFilter::default()
    };
    tx.integrators(&filter).await?.pop().ok_or(Error::NotFound)
}
