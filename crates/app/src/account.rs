//! `sitewarden add-account`: the first account of an installation.

use std::io::Read;

use anyhow::{Context, bail};
use domain::account::Scope;
use domain::division::Division;
use service::account::NewAccount;

use crate::command::{AddAccount, Office};
use crate::serve;
use crate::settings::PlatformSettings;

/// Adds an account; its password is the first line of standard input.
pub(crate) async fn add(settings: PlatformSettings, wanted: &AddAccount) -> anyhow::Result<()> {
    let scope = scope(wanted)?;
    let mut password = String::new();
    std::io::stdin()
        .read_to_string(&mut password)
        .context("the password could not be read")?;
    let password = password.lines().next().unwrap_or_default().to_owned();
    let platform = serve::open(&settings).await?;
    let new = NewAccount {
        sign_in_name: wanted.name.clone(),
        shown_name: wanted.title.clone(),
        password,
        scope,
    };
    match platform.add_account(&new).await {
        Ok(_) => println!("{} can sign in now.", wanted.name),
        Err(service::Error::Invalid(faults)) => {
            bail!(
                "{}",
                faults
                    .iter()
                    .map(|fault| fault.words.en.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        }
        Err(service::Error::Conflict(_)) => bail!("there is an account named {} already", wanted.name),
        Err(error) => return Err(error.into()),
    }
    platform.store().close().await;
    Ok(())
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

fn scope(wanted: &AddAccount) -> anyhow::Result<Scope> {
    match (&wanted.division, &wanted.site) {
        (Some(code), None) => {
            let division: Division = code.parse().context("--division")?;
            match (division.as_str().len(), wanted.office) {
                (6, Some(office)) => Ok(Scope::Administration {
                    office: office.into(),
                    division,
                }),
                (_, Some(_)) => bail!("an administrator's --division is a district (6 digits)"),
                (6, None) => Ok(Scope::District { division }),
                (9, None) => Ok(Scope::Town { division }),
                _ => bail!("--division takes a district (6 digits) or a town (9 digits)"),
            }
        }
        (None, Some(site)) => Ok(Scope::Site {
            site: site.parse().context("--site is not an id")?,
        }),
        _ => bail!("say what the account reaches: --division or --site"),
    }
}
