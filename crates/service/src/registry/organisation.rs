//! The organisations that sites and contractors are: for whoever makes an account for one.

use domain::id::OrganisationId;
use domain::rights::Right;
use store::organisation::{Organisation, OrganisationFilter};

use crate::error::Result;
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

impl Platform {
    /// Organisations with this in their name or code, by name.
    pub async fn organisations(
        &self,
        caller: &Caller,
        named: Option<&str>,
        paging: &Paging,
    ) -> Result<Page<Organisation>> {
        self.may_in_district(caller, Right::KeepAccounts)?;
        let named = named.map(str::trim).filter(|text| !text.is_empty());
        let filter = OrganisationFilter {
            named: named.map(str::to_owned),
            after: paging.key::<(String, OrganisationId)>()?,
            limit: paging.limit() + 1,
            ..OrganisationFilter::default()
        };
        let found = self.store.read().await?.organisations(&filter).await?;
        Ok(paging.page(found, |one| (one.name.clone(), one.id)))
    }
}
