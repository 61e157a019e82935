//! The real-name registry: sites, crews, people and their engagements.
//!
//! Everyone comes in by one door, [`intake`], whether by form, by file, by themself or with a whole district.

mod correction;
mod engagement;
mod fault;
mod import;
mod intake;
mod join;
pub mod load;
mod opening;
mod sign_in;
mod site;
mod worker;

pub use correction::Correction;
pub use import::template;
pub use join::SelfRegistered;
pub use opening::SiteDraft;
pub use sign_in::SignInCode;
pub use site::{JoinLink, SiteDetail, SiteQuery, SiteRow};
pub use worker::{FullIdentity, WorkerDetail, WorkerQuery};
