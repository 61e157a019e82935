//! A gallery's search is exact: what a plain walk over all templates finds, it finds.

use proptest::prelude::*;
use recognition::{Gallery, Template};

use crate::support::direction;

/// The two nearest by a plain walk, last written template of each key.
fn naive(people: &[(u8, u64)], probe: u64, except: Option<u8>) -> Vec<(u8, f32)> {
    let probe = direction(probe);
    let mut scores: Vec<(u8, f32)> = Vec::new();
    for (key, seed) in people {
        scores.retain(|(k, _)| k != key);
        scores.push((*key, direction(*seed).cosine(&probe)));
    }
    scores.retain(|(key, _)| Some(*key) != except);
    scores.sort_by(|a, b| b.1.total_cmp(&a.1));
    scores.truncate(2);
    scores
}

fn filled(people: &[(u8, u64)]) -> Gallery<u8> {
    let mut gallery = Gallery::new();
    for (key, seed) in people {
        gallery.put(*key, &Template::new(direction(*seed)));
    }
    gallery
}

fn agree(found: &recognition::Search<u8>, expected: &[(u8, f32)]) {
    for (found, expected) in [(&found.best, expected.first()), (&found.second, expected.get(1))] {
        match (found, expected) {
            (None, None) => {}
            (Some(found), Some((_, score))) => assert!((found.score - score).abs() < 1e-5),
            other => panic!("{other:?}"),
        }
    }
    // Scores may tie; keys then need not agree.
    if let (Some(best), [(key, first), (_, second)]) = (&found.best, expected)
        && first - second > 1e-4
    {
        assert_eq!(best.key, *key);
    }
}

proptest! {
    #[test]
    fn a_search_finds_what_a_plain_walk_finds(
        people in prop::collection::vec((0_u8..40, any::<u64>()), 0..60),
        probe in any::<u64>(),
    ) {
        agree(&filled(&people).search(&direction(probe)), &naive(&people, probe, None));
    }

    #[test]
    fn leaving_one_person_out_leaves_out_that_person_alone(
        people in prop::collection::vec((0_u8..10, any::<u64>()), 0..30),
        probe in any::<u64>(),
        except in 0_u8..10,
    ) {
        agree(&filled(&people).search_others(&direction(probe), &except), &naive(&people, probe, Some(except)));
    }

    #[test]
    fn removed_people_are_never_found_and_the_others_stay(
        people in prop::collection::vec((0_u8..20, any::<u64>()), 1..40),
        gone in prop::collection::vec(0_u8..20, 0..20),
        probe in any::<u64>(),
    ) {
        let mut gallery = filled(&people);
        for key in &gone {
            gallery.remove(key);
            prop_assert!(!gallery.contains(key));
        }
        let left: Vec<(u8, u64)> = people.iter().copied().filter(|(key, _)| !gone.contains(key)).collect();
        agree(&gallery.search(&direction(probe)), &naive(&left, probe, None));
    }
}

#[test]
fn a_new_template_takes_the_place_of_the_old_one() {
    let mut gallery = filled(&[(1, 10), (2, 20)]);
    gallery.put(1, &Template::new(direction(11)));
    assert_eq!(gallery.len(), 2);
    assert!(
        gallery
            .score(&1, &direction(11))
            .is_some_and(|score| score > 0.999)
    );
    assert!(gallery.score(&1, &direction(10)).is_some_and(|score| score < 0.5));
    assert_eq!(gallery.score(&3, &direction(10)), None);
}

#[test]
fn the_only_person_there_is_leads_by_the_full_distance() {
    assert!(filled(&[(1, 10)]).search(&direction(10)).margin() >= 2.0);
    assert!(filled(&[]).search(&direction(10)).margin() == 0.0);
}
