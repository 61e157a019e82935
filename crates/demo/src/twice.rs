//! A few people who were registered twice, once with the identity card and once with a passport, as happens where a
//! foreman and an office both fill in lists: so that there is something to compare. Which of them are one person is
//! for whoever tries the demo to say; nobody's list says so.

use domain::name::Name;
use domain::registry::{CheckedWorker, EngagementState, WorkerDraft};

use crate::person::ASKED_ON;
use crate::{GATE_SITE, Site};

/// Who stands on which list a second time: the site and the place of the first record, and the site of the second.
const TWICE: [(usize, usize, usize); 8] = [
    (GATE_SITE, 11, GATE_SITE),
    (GATE_SITE, 37, GATE_SITE),
    (GATE_SITE, 58, GATE_SITE),
    (GATE_SITE, 75, GATE_SITE),
    (GATE_SITE, 96, GATE_SITE),
    (1, 20, 1),
    (1, 40, 2),
    (2, 30, GATE_SITE),
];

/// Puts second records in the place of the last workers of their sites, who keep phone and crew. A district of fewer
/// sites has fewer.
pub(crate) fn register_some_twice(sites: &mut [Site]) {
    for (nth, (from, place, to)) in TWICE.into_iter().enumerate() {
        let first = sites
            .get(from)
            .and_then(|site| holder(site, place))
            .map(|worker| (worker.name.clone(), worker.birth_date));
        let Some((name, born)) = first else { continue };
        let Some(second) = sites
            .get_mut(to)
            .and_then(|site| site.workers.iter_mut().rev().nth(nth))
        else {
            continue;
        };
        let place = &second.checked;
        let draft = WorkerDraft {
            name: written(&name, nth),
            document_kind: "passport".to_owned(),
            document: format!("QX{:07}", 2_020_217 + nth * 7),
            phone: place
                .phone
                .as_ref()
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
            crew: place.crew.clone().unwrap_or_default(),
            trade: place.trade.clone().unwrap_or_default(),
            birth_date: born.map(|day| day.to_string()).unwrap_or_default(),
            ..WorkerDraft::default()
        };
        second.checked = draft
            .check(ASKED_ON)
            .expect("a second record follows the rules of the registry");
        second.engagement = EngagementState::Active;
        second.entered_days_ago = second.entered_days_ago.max(1);
    }
}

/// The first of a site's workers from a place on who is known by an identity number.
fn holder(site: &Site, place: usize) -> Option<&CheckedWorker> {
    let mut workers = site.workers.iter().skip(place).map(|worker| &worker.checked);
    workers.find(|worker| worker.document.birth_date().is_some())
}

/// A name as a second hand writes it: the same, or with a character that sounds like one of its own.
fn written(name: &Name, nth: usize) -> String {
    const ALIKE: [(char, char); 11] = [
        ('建', '健'),
        ('伟', '玮'),
        ('志', '智'),
        ('国', '帼'),
        ('明', '铭'),
        ('华', '桦'),
        ('军', '君'),
        ('平', '萍'),
        ('林', '琳'),
        ('文', '雯'),
        ('强', '蔷'),
    ];
    let text = name.as_str();
    let other = ALIKE.into_iter().find(|(one, _)| text.contains(*one));
    match other {
        Some((one, other)) if nth.is_multiple_of(2) => text.replacen(one, &other.to_string(), 1),
        _ => text.to_owned(),
    }
}
