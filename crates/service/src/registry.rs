//! The real-name registry: sites, crews, people and their engagements.
//!
//! Everyone comes in by one door, [`intake`], whether by form, by file, by themself or with a whole district.

mod contractor;
mod correction;
mod departure;
mod details;
mod dormitory;
mod edit;
mod engagement;
mod export;
mod fault;
mod finding;
mod import;
mod intake;
mod join;
mod list_sheet;
pub mod load;
mod newcomer;
mod on_record;
mod opening;
mod organisation;
mod own_people;
mod phone_code;
mod places;
mod reach;
mod sheet;
mod sign_in;
mod sign_in_card;
mod site;
mod worker;

pub use contractor::ContractorDraft;
pub use correction::Correction;
pub use edit::{DetailsEdit, EditForm};
pub use export::{ExportOrder, ListShown};
pub(crate) use fault::{field_fault, lost_end};
pub use finding::Found;
pub use join::SelfRegistered;
pub use list_sheet::ListColumn;
pub use opening::SiteDraft;
pub use phone_code::{Candidate, PhoneCode, WhoIsIt};
pub(crate) use sheet::lost_its_end;
pub use sign_in::{SignInCode, WorkerEntry};
pub use sign_in_card::{MOST_CARDS, SignInCard};
pub use site::{JoinLink, SiteDetail, SiteQuery, SiteRow};
pub use worker::{FullIdentity, WorkerDetail, WorkerQuery};
pub(crate) use worker::{LONGEST_REASON, SHORTEST_REASON, reason_fault};
