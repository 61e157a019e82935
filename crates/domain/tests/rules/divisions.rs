//! Divisions down to the community: what holds of every one of them, and real communities by their names.

use domain::division::{Division, Named};
use proptest::prelude::*;

use crate::shared;

/// A division that there is, and the one it lies directly in: down from a province by the choices given, as far as there
/// is anything below.
fn some_division() -> impl Strategy<Value = (Option<Division>, Named)> {
    (
        any::<prop::sample::Index>(),
        prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    )
        .prop_map(|(first, further)| {
            let mut at = (None, first.get(&Division::provinces()).clone());
            for choice in further {
                let below = at.1.division.under();
                if below.is_empty() {
                    break;
                }
                at = (Some(at.1.division), choice.get(&below).clone());
            }
            at
        })
}

proptest! {
    #[test]
    fn what_lies_in_a_division_is_known_by_the_name_it_is_listed_under((above, found) in some_division()) {
        prop_assert_eq!(found.division.name(), Some(found.name));
        let padded = format!("{:0<12}", found.division.as_str());
        prop_assert_eq!(padded.parse::<Division>().unwrap(), found.division.clone());
        if let Some(above) = above {
            prop_assert!(above.contains(&found.division) && !found.division.contains(&above));
        }
    }

    #[test]
    fn towns_lie_directly_in_a_city_without_counties(city in prop::sample::select(vec!["4419", "4420", "4604"])) {
        let city: Division = city.parse().unwrap();
        let towns = city.under();
        prop_assert!(towns.len() > 10 && towns.iter().all(|town| town.division.town().as_ref() == Some(&town.division)));
        prop_assert_eq!(format!("{city}00").parse::<Division>().unwrap(), city);
    }

    #[test]
    fn a_path_leads_from_the_province_level_by_level((above, found) in some_division()) {
        let path = found.division.path();
        prop_assert_eq!(path.last(), Some(&found));
        prop_assert_eq!(path.iter().rev().nth(1).map(|part| part.division.clone()), above);
        prop_assert!(found.division.full_name().ends_with(found.name) || found.name.contains('县') || found.name == "市辖区");
    }

    #[test]
    fn a_code_is_known_exactly_where_it_is_listed((_, town) in some_division(), number in 1_u16..1000) {
        let code = format!("{}{number:03}", town.division.town().map_or("440605011".to_owned(), |town| town.to_string()));
        let division: Division = code.parse().unwrap();
        let listed = division.town().unwrap().under().into_iter().any(|one| one.division == division);
        prop_assert_eq!(division.is_known(), listed);
    }

    #[test]
    fn whatever_is_typed_as_a_code_is_known_or_not_and_never_breaks(text in "[0-9]{0,13}") {
        if let Ok(division) = text.parse::<Division>() {
            prop_assert_eq!(division.is_known(), !division.path().is_empty());
            prop_assert!(division.under().iter().all(|below| below.division.is_known()));
        }
    }
}

#[test]
fn the_list_has_every_province_city_county_and_town() {
    let mut level = Division::provinces();
    let mut counts = [0; 4];
    while !level.is_empty() {
        for one in &level {
            counts[[2, 4, 6, 9]
                .iter()
                .position(|digits| one.division.as_str().len() == *digits)
                .unwrap()] += 1;
        }
        let open = level.iter().filter(|one| one.division.as_str().len() < 9);
        level = open.flat_map(|one| one.division.under()).collect();
    }
    // Three cities have towns and no counties: the list names each of them once more as a county.
    assert_eq!(counts, [34, 342, 2978 - 3, 41_351]);
}

#[test]
fn every_community_of_foshan_is_known_by_its_name() {
    let Some(text) = shared::file("divisions/villages_foshan_4406.csv") else {
        return;
    };
    let mut compared = 0;
    let mut differ = Vec::new();
    for row in shared::rows(&text) {
        let division: Division = row[0].parse().expect("a code");
        compared += 1;
        if division.name() != Some(row[1]) {
            differ.push(format!("{} {}: {:?}", row[0], row[1], division.name()));
        }
    }
    assert!(
        differ.is_empty(),
        "{} of {compared} differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
    assert!(compared > 800, "{compared}");
}
