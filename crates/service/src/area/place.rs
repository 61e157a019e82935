//! Where an area is: by its code, by what a person read in its name, by its name.

use std::collections::HashMap;

use domain::area::{Reading, place_key};
use domain::division::{Address, Division};

/// Where an area is, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// The smallest division known to hold it.
    pub(super) division: Option<Division>,
    /// Whether it is all of that division.
    pub(super) whole: bool,
    /// Whether a person has to read its name.
    pub(super) unread: bool,
}

/// Where the place of this code and name is. The name may say more than the code, and never leads out of it.
pub(super) fn located(code: Option<&Division>, name: &str, readings: &HashMap<String, Reading>) -> Located {
    let read = match readings.get(&place_key(name)) {
        Some(Reading::In { division, whole }) => Some((Some(division.clone()), *whole)),
        Some(Reading::Nowhere) => Some((None, false)),
        None => None,
    };
    match (code, read) {
        (Some(code), _) => within(code, name),
        (None, Some((division, whole))) => Located {
            division,
            whole,
            unread: false,
        },
        (None, None) => by_name(name),
    }
}

fn within(code: &Division, name: &str) -> Located {
    let known = |division: Option<&Division>, whole| Located {
        division: Some(division.unwrap_or(code).clone()),
        whole,
        unread: false,
    };
    if name.is_empty() {
        return known(None, true);
    }
    // A name may begin where its code ends.
    for text in [name.to_owned(), format!("{}{name}", code.full_name())] {
        let address = Address::read(&text);
        if let [division] = &address.divisions[..]
            && code.contains(division)
            && (division != code || address.whole)
        {
            return known(Some(division), address.whole);
        }
    }
    known(None, false)
}

fn by_name(name: &str) -> Located {
    let Address { divisions, whole } = Address::read(name);
    let held_by = Division::holding(&divisions);
    // An estate somewhere in a county is possible for whoever was there; somewhere in a city, somebody can say where.
    let near_enough = |division: &Division| whole || division.district().is_some();
    Located {
        unread: !(divisions.len() == 1 && divisions.iter().all(near_enough)),
        whole: whole && divisions.len() == 1,
        division: held_by,
    }
}
