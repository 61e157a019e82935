//! The power is cut at any write: what was shown as recorded is there afterwards.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use domain::clock::uuid_at;
use domain::id::{GateId, PassageId};
use domain::passage::{Direction, Passage, Way};
use domain::verdict::{Answer, Ground};
use gate::state::State;
use seal::DataKey;
use uuid::Uuid;

use crate::support::clock::{Repeated, morning};
use crate::support::disk::{Done, MemoryDisk, apply};

fn open(disk: MemoryDisk) -> State {
    let entropy = Arc::new(Repeated(AtomicU64::new(1)));
    let opened = State::open(Box::new(disk), DataKey::from_bytes([4; 32]), entropy);
    let (state, _, set_aside) = opened.expect("a power cut damages nothing");
    assert!(set_aside.is_none());
    state
}

fn passage(number: i64) -> Passage {
    let at = morning() + jiff::SignedDuration::from_secs(number);
    let entropy = Repeated(AtomicU64::new(number.unsigned_abs()));
    Passage {
        id: PassageId(uuid_at(at, &entropy)),
        gate: GateId(Uuid::from_u128(3)),
        person: None,
        at,
        direction: Direction::In,
        way: Way::Face,
        answer: Answer::Refuse,
        grounds: vec![Ground::NotRecognised],
        temperature: None,
        roster_version: 1,
    }
}

/// The disk as it may lie after a cut: all that was synced, and of the writes after that every other one.
fn after_a_cut(done: &[Done], odd: bool) -> Vec<u8> {
    let synced = done
        .iter()
        .rposition(|done| matches!(done, Done::Synced))
        .unwrap_or(0);
    let mut bytes = Vec::new();
    for (place, step) in done.iter().enumerate() {
        let kept = place <= synced || matches!(step, Done::SetLength(_)) || (place % 2 == 1) == odd;
        if kept {
            apply(&mut bytes, step);
        }
    }
    bytes
}

#[test]
fn whatever_was_acknowledged_survives_a_cut_at_any_write() {
    let disk = MemoryDisk::default();
    let state = open(disk.clone());
    // (writes so far, what has to be there from then on)
    let mut promised: Vec<(usize, BTreeSet<PassageId>)> = vec![(disk.done().len(), BTreeSet::new())];
    let mut there = BTreeSet::new();
    for number in 0..24 {
        let passage = passage(number);
        state.keep(&passage).expect("the disk takes it");
        there.insert(passage.id);
        promised.push((disk.done().len(), there.clone()));
        if number % 6 == 5 {
            let sent: Vec<_> = there.iter().copied().take(3).collect();
            // From the receipt on it may be gone; it need not be.
            there.retain(|id| !sent.contains(id));
            promised.push((disk.done().len(), there.clone()));
            state.sent(&sent).expect("the disk takes it");
        }
    }
    let done = disk.done();
    let ever: BTreeSet<_> = (0..24).map(|number| passage(number).id).collect();
    let made = promised[0].0;
    for cut in made..=done.len() {
        let (_, expected) = promised
            .iter()
            .rfind(|(from, _)| *from <= cut)
            .expect("the first is from the start");
        for odd in [false, true] {
            let state = open(MemoryDisk::with(after_a_cut(&done[..cut], odd)));
            let found = state.unsent(None, 1_000).expect("it reads");
            let ids: BTreeSet<_> = found.iter().map(|passage| passage.id).collect();
            assert_eq!(ids.len(), found.len(), "none is doubled");
            assert!(expected.is_subset(&ids), "cut at write {cut} of {}", done.len());
            assert!(ids.is_subset(&ever), "none is made up");
        }
    }
}

#[test]
fn the_same_passage_twice_is_kept_once() {
    let state = open(MemoryDisk::default());
    state.keep(&passage(1)).expect("the disk takes it");
    state.keep(&passage(1)).expect("the disk takes it");
    assert_eq!(state.waiting(), 1);
    assert_eq!(state.unsent(None, 10).expect("it reads"), [passage(1)]);
}

#[test]
fn a_passage_laid_by_holds_up_no_other() {
    let state = open(MemoryDisk::default());
    for number in 0..3 {
        state.keep(&passage(number)).expect("the disk takes it");
    }
    state.lay_by(passage(0).id).expect("the disk takes it");
    assert_eq!(
        state.unsent(None, 10).expect("it reads"),
        [passage(1), passage(2)]
    );
}
