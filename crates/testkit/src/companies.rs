//! Two companies at work at the first site, each with a clerk there and a head office.

use domain::account::Scope;
use serde_json::{Value, json};
use service::account::NewAccount;

use crate::app::{TestApp, Who};
use crate::district::PASSWORD;
use crate::identity::identity_number;

/// The code of the company whose the first site's crew is, its worker with it.
pub const USCC: &str = "91350100M000100Y43";

/// The code of the other company there, which has one worker.
pub const OTHER_USCC: &str = "91440605MA4UHTXK1J";

impl TestApp {
    /// Puts two companies to work at the first site, and signs a clerk and a head office of each in.
    #[must_use]
    pub async fn with_companies(mut self) -> Self {
        let site = format!("/api/sites/{}", self.sites[0]);
        let crew = self.get(Who::Site, &site).await.expect(200)["crews"][0]["id"].clone();
        let own = self.company(&site, USCC, "佛山劳务").await;
        let assign = format!("/api/crews/{}", crew.as_str().expect("a crew"));
        let whose = json!({ "contractor": own["id"] });
        let assigned = self.send(Who::Site, http::Method::PATCH, &assign, Some(whose));
        assigned.await.expect(204);
        let other = self.company(&site, OTHER_USCC, "广州机电").await;
        let worker = json!({ "name": "陈木生", "document": identity_number(40), "crew": "机电一班", "contractor": OTHER_USCC });
        self.post(Who::Site, &format!("{site}/workers"), worker)
            .await
            .expect(201);
        for (company, clerk, office) in [
            (own, Who::Contractor, Who::Enterprise),
            (other, Who::OtherContractor, Who::OtherEnterprise),
        ] {
            let contractor = company["id"].as_str().expect("a contractor").parse();
            let contractor = contractor.expect("an id");
            self.account(
                clerk,
                Scope::Contractor {
                    site: self.sites[0],
                    contractor,
                },
            )
            .await;
            let mut tx = self.database.store.read().await.expect("a reader");
            let found = tx.contractor(contractor).await.expect("a look-up");
            drop(tx);
            let organisation = found.expect("the contractor").organisation.id;
            self.account(office, Scope::Enterprise { organisation }).await;
        }
        self
    }

    async fn company(&self, site: &str, uscc: &str, name: &str) -> Value {
        let new = json!({ "uscc": uscc, "name": name, "kind": "labour_subcontractor" });
        self.post(Who::Site, &format!("{site}/contractors"), new)
            .await
            .expect(201)
    }

    /// Makes an account whose password is its own already, and signs it in.
    async fn account(&mut self, who: Who, scope: Scope) {
        let name = format!("{who:?}");
        let new = NewAccount {
            sign_in_name: name.clone(),
            shown_name: format!("{name} 的人"),
            password: PASSWORD.into(),
            scope,
        };
        let account = self.platform.add_account(&new).await.expect("an account");
        self.own_password(account).await;
        self.sign_in_as(who, &name).await;
    }
}
