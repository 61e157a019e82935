//! `sitewarden add-account`: an account of staff, added on the platform's own machine.

use std::io::{IsTerminal, Read};

use anyhow::{Context, anyhow, bail, ensure};
use service::account::{NamedReach, NewAccount};

use crate::command::{AddAccount, Office};
use crate::serve;
use crate::settings::PlatformSettings;

/// Adds an account. What it reaches is looked up before anyone types a password.
pub(crate) async fn add(settings: PlatformSettings, wanted: &AddAccount) -> anyhow::Result<()> {
    let reach = reach(wanted)?;
    let platform = serve::open(&settings).await?;
    let scope = platform.scope_of(&reach).await.map_err(said)?;
    let new = NewAccount {
        sign_in_name: wanted.name.clone(),
        shown_name: wanted.title.clone(),
        password: password(&wanted.name)?,
        scope,
    };
    let added = platform.add_account(&new).await;
    added.map_err(|error| match error {
        service::Error::Conflict(_) => anyhow!(
            "there is an account named {0} already: choose another name\n已经有叫 {0} 的账号了，请换一个登录名",
            wanted.name
        ),
        other => said(other),
    })?;
    platform.store().close().await;
    println!("{0} can sign in now. · {0} 可以登录了。", wanted.name);
    Ok(())
}

fn reach(wanted: &AddAccount) -> anyhow::Result<NamedReach> {
    if let Some(uscc) = &wanted.company {
        return Ok(NamedReach::Company {
            uscc: uscc.clone(),
            site: wanted.site.clone(),
        });
    }
    match (&wanted.division, &wanted.site, wanted.office) {
        (None, None, Some(office)) => Ok(NamedReach::Office(office.into())),
        (Some(code), None, None) => Ok(NamedReach::Division(code.clone())),
        (None, Some(site), None) => Ok(NamedReach::Site(site.clone())),
        _ => bail!(
            "say what the account reaches: --division CODE, --site NAME, --company CODE or --office OFFICE\n\
             请说明账号管什么：--division 代码，--site 名称，--company 单位代码，或 --office 职务"
        ),
    }
}

/// The account's password: asked for twice and not shown where a person types it, else the first line of standard
/// input.
fn password(name: &str) -> anyhow::Result<String> {
    let cannot = "the password could not be read";
    if !std::io::stdin().is_terminal() {
        let mut typed = String::new();
        std::io::stdin().read_to_string(&mut typed).context(cannot)?;
        return Ok(typed.lines().next().unwrap_or_default().to_owned());
    }
    let first =
        rpassword::prompt_password(format!("Password for {name} · {name} 的密码: ")).context(cannot)?;
    let again = rpassword::prompt_password("The same again · 再输一次: ").context(cannot)?;
    ensure!(
        first == again,
        "the two passwords are not the same: nothing was added\n两次输入的密码不一样：账号没有加"
    );
    Ok(first)
}

/// An error of a use case in its own words, both languages.
fn said(error: service::Error) -> anyhow::Error {
    let service::Error::Invalid(faults) = error else {
        return error.into();
    };
    let lines: Vec<String> = faults
        .into_iter()
        .map(|fault| format!("{}\n{}", fault.words.en, fault.words.zh))
        .collect();
    anyhow!(lines.join("\n"))
}

impl From<Office> for domain::account::Office {
    fn from(office: Office) -> Self {
        match office {
            Office::System => Self::System,
            Office::Security => Self::Security,
            Office::Audit => Self::Audit,
        }
    }
}
