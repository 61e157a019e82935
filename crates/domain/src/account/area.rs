//! A part of the district: what a role or a token reaches, and nothing outside it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::division::Division;
use crate::id::{ContractorId, OrganisationId, SiteId};
use crate::rights::Place;

/// A part of the district.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Area {
    /// The whole of it.
    District {
        /// Its division code.
        division: Division,
    },
    /// One town.
    Town {
        /// Its division code.
        division: Division,
    },
    /// One community of a town: the sites that were placed in it.
    Community {
        /// Its division code.
        division: Division,
    },
    /// One site.
    Site {
        /// The site.
        site: SiteId,
    },
    /// One company's people at a site.
    Contractor {
        /// Where they work.
        site: SiteId,
        /// The company at that site.
        contractor: ContractorId,
    },
    /// One organisation: its own sites, and its people at others.
    Organisation {
        /// The organisation.
        organisation: OrganisationId,
    },
}

impl Area {
    /// Whether a place lies in it.
    pub fn contains(&self, place: &Place) -> bool {
        match (self, place) {
            (
                Self::District { division } | Self::Town { division } | Self::Community { division },
                Place::District(at)
                | Place::Town(at)
                | Place::Site { division: at, .. }
                | Place::Contractor { division: at, .. },
            ) => division.contains(at),
            (Self::Site { site }, Place::Site { site: at, .. } | Place::Contractor { site: at, .. }) => {
                site == at
            }
            (
                Self::Contractor { site, contractor },
                Place::Contractor {
                    site: at,
                    contractor: whose,
                    ..
                },
            ) => site == at && contractor == whose,
            (Self::Organisation { organisation }, Place::Organisation(at)) => organisation == at,
            (Self::Organisation { organisation }, Place::Site { owner, .. }) => {
                owner.as_ref() == Some(organisation)
            }
            (Self::Organisation { organisation }, Place::Contractor { company, owner, .. }) => {
                company == organisation || owner.as_ref() == Some(organisation)
            }
            _ => false,
        }
    }

    /// What people call the division it is; none for sites and companies, which are named where they are kept.
    pub fn division_name(&self) -> Option<String> {
        match self {
            Self::District { division } => Some(division.title()),
            Self::Town { division } | Self::Community { division } => Some(division.name_or_code()),
            Self::Site { .. } | Self::Contractor { .. } | Self::Organisation { .. } => None,
        }
    }

    /// The company whose people it is bounded to.
    pub fn contractor(&self) -> Option<ContractorId> {
        match self {
            Self::Contractor { contractor, .. } => Some(*contractor),
            _ => None,
        }
    }
}
