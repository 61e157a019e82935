//! A company whose people alone are meant: at one site, or wherever they work.

use domain::id::{ContractorId, OrganisationId};

use crate::contractor::Contractor;

/// Whose people are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// Those of one company at one site.
    At(ContractorId),
    /// Those of an organisation: everyone at its own sites, and its people as a contractor's at others.
    Of(OrganisationId),
}

impl Company {
    /// Whether a contractor of a site is it.
    pub fn is(self, contractor: &Contractor) -> bool {
        match self {
            Self::At(own) => contractor.id == own,
            Self::Of(own) => contractor.organisation.id == own,
        }
    }

    /// What the conditions below take.
    pub(crate) fn text(self) -> String {
        match self {
            Self::At(contractor) => contractor.to_string(),
            Self::Of(organisation) => organisation.to_string(),
        }
    }

    /// How a contractor's id is compared, `${at}` being [`Company::text`].
    pub(crate) fn among(self, at: usize) -> String {
        match self {
            Self::At(_) => format!("= ${at}"),
            Self::Of(_) => format!("IN (SELECT id FROM contractor WHERE organisation_id = ${at})"),
        }
    }

    /// What holds of its own people, or of everyone at a site of its own.
    pub(crate) fn or_at_its_own(self, theirs: &str, site: &str, at: usize) -> String {
        match self {
            Self::At(_) => theirs.to_owned(),
            Self::Of(_) => {
                format!("({theirs} OR {site} IN (SELECT id FROM site WHERE organisation_id = ${at}))")
            }
        }
    }

    /// That someone engaged by `e` is of its people now.
    pub(crate) fn engaged(self, at: usize) -> String {
        let theirs = format!("e.contractor_id {}", self.among(at));
        self.or_at_its_own(&theirs, "e.site_id", at)
    }

    /// That whoever passed by `g` was of its people on that day.
    pub(crate) fn passed(self, at: usize) -> String {
        let theirs = format!(
            "EXISTS (SELECT 1 FROM engagement e WHERE e.site_id = g.site_id AND e.person_id = g.person_id \
             AND e.contractor_id {} AND e.entered_on <= g.day AND (e.ended_on IS NULL OR e.ended_on >= g.day))",
            self.among(at)
        );
        let whose = self.or_at_its_own(&theirs, "g.site_id", at);
        format!("{} AND {whose}", self.has_people("g.site_id", "", at))
    }

    /// That a site is where it is or was at work, or its own; `and` narrows when it was.
    fn has_people(self, site: &str, and: &str, at: usize) -> String {
        match self {
            Self::At(_) => format!("{site} = (SELECT site_id FROM contractor WHERE id = ${at}{and})"),
            Self::Of(_) => format!(
                "{site} IN (SELECT id FROM site WHERE organisation_id = ${at} \
                 UNION SELECT site_id FROM contractor WHERE organisation_id = ${at}{and})"
            ),
        }
    }

    /// That a site is where it is at work now, or its own.
    pub(crate) fn at_work(self, site: &str, at: usize) -> String {
        self.has_people(site, " AND ended_on IS NULL", at)
    }
}
