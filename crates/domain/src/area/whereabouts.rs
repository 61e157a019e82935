//! Where someone was on which days, as they told it: stays by division, ends of trips by whatever they wrote.

use jiff::civil::Date;

use super::{Areas, Reading};
use crate::declaration::{Answers, Trip};
use crate::division::Division;

/// A place someone told of, and the days they were there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// What they said, as it is told back to them.
    pub said: String,
    /// The divisions that it may mean; none where nobody knows.
    pub divisions: Vec<Division>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Whereabouts {
    /// Everything that answers tell of: the stays, and where a trip began and ended, on its day. What a person read as no
    /// place of ours is left out.
    pub(super) fn of(answers: &Answers, areas: &Areas) -> Vec<Self> {
        let stays = answers.stays.iter().map(|stay| Self {
            said: stay.division.full_name(),
            divisions: vec![stay.division.clone()],
            from: stay.from,
            to: stay.to,
        });
        let rides = answers.trips.iter().flat_map(|trip| {
            ends(trip).filter_map(|text| {
                let divisions = match areas.reading(text) {
                    Some(Reading::In { division, .. }) => vec![division.clone()],
                    Some(Reading::Nowhere) => return None,
                    None => Division::named_in(text),
                };
                Some(Self {
                    said: text.to_owned(),
                    divisions,
                    from: trip.day,
                    to: trip.day,
                })
            })
        });
        stays.chain(rides).collect()
    }
}

/// Where a trip began and ended, as far as it was told.
fn ends(trip: &Trip) -> impl Iterator<Item = &str> {
    let ends = [trip.from.as_str(), trip.to.as_str()];
    ends.into_iter().filter(|text| !text.trim().is_empty())
}

/// The ends of trips in which no place can be read, each with its day: for a person to read.
pub fn unread(answers: &Answers) -> Vec<(&str, Date)> {
    let ends = answers
        .trips
        .iter()
        .flat_map(|trip| ends(trip).map(|text| (text, trip.day)));
    ends.filter(|(text, _)| Division::named_in(text).is_empty())
        .collect()
}
