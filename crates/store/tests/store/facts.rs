//! Facts and what follows from them: declarations, hits, rosters, passages.

use domain::declaration::{Answers, Tenths};
use domain::document::{Document, DocumentKind};
use domain::id::{DeclarationId, GateId, HitId, PassageId, WatchEntryId, WatchlistId};
use domain::name::Name;
use domain::passage::{Direction, Passage, Way};
use domain::screening::Category;
use domain::standing::{Standing, State};
use domain::verdict::{Answer, Ground};
use jiff::SignedDuration;
use jiff::civil::date;
use store::declaration::Declaration;
use store::passage::{PassageFilter, ReceivedPassage};
use store::screening::{Match, WatchEntry, Watchlist};
use store::{Error, Store, Tx};
use testkit::both_engines;
use testkit::identity::identity_number;
use uuid::Uuid;

use crate::gate::{gate, gate_numbered};
use crate::ground::{MANAGER, OTHER, OTHER_SITE, PERSON, SITE, ground, start};

fn declaration(number: u128, corrects: Option<u128>) -> Declaration {
    Declaration {
        id: DeclarationId(Uuid::from_u128(number)),
        person: PERSON,
        at: start() + SignedDuration::from_secs(i64::try_from(number).unwrap()),
        day: date(2020, 2, 17),
        corrects: corrects.map(|number| DeclarationId(Uuid::from_u128(number))),
        superseded: false,
        verified: false,
        text_version: "declaration-1".into(),
        answers: Answers {
            temperature: Some(Tenths(382)),
            symptoms: vec![],
            stays: vec![],
            trips: vec![],
            contact: None,
            questions: std::collections::BTreeMap::new(),
            promise: true,
        },
    }
}

async fn declare(tx: &mut Tx, declaration: &Declaration) -> store::Result<()> {
    let person = tx.person(PERSON).await?.expect("someone");
    tx.insert_declaration(&person, declaration).await
}

both_engines! {
    async fn a_version_is_corrected_once_and_both_are_kept(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        declare(&mut tx, &declaration(1, None)).await.unwrap();
        declare(&mut tx, &declaration(2, Some(1))).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = database.store.write().await.unwrap();
        assert!(matches!(declare(&mut tx, &declaration(3, Some(1))).await, Err(Error::Conflict(_))));
        drop(tx);
        let mut tx = database.store.read().await.unwrap();
        let person = tx.person(PERSON).await.unwrap().unwrap();
        let kept = tx.declarations(&person, None, 10).await.unwrap();
        let told: Vec<_> = kept.iter().map(|one| (one.id.0.as_u128(), one.superseded)).collect();
        assert_eq!(told, [(2, false), (1, true)]);
        assert_eq!(tx.declared_for(PERSON, date(2020, 2, 17)).await.unwrap(), Some(kept[0].id));
        let known = tx.assessed(&[PERSON], date(2020, 2, 1), start()).await.unwrap();
        assert_eq!(known[0].facts.declarations.len(), 2);
    }
}

both_engines! {
    async fn old_declarations_weigh_for_those_who_stand_unwell(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        declare(&mut tx, &declaration(1, None)).await.unwrap();
        let later = date(2020, 4, 1);
        let known = tx.assessed(&[PERSON], later, start()).await.unwrap();
        assert_eq!(known[0].facts.declarations.len(), 0, "before the window, of someone who is well");
        let ill = Standing {
            state: State::Hold,
            reasons: vec![domain::reason::Reason {
                cause: domain::reason::Cause::Fever { temperature: Tenths(382) },
                state: State::Hold,
                until: None,
                rule: "covid-2020/1".into(),
            }],
            changes_at: Some(start()),
        };
        tx.put_standings(&[(&known[0], &ill)]).await.unwrap();
        let known = tx.assessed(&[PERSON], later, start()).await.unwrap();
        assert_eq!((known[0].facts.declarations.len(), &known[0].standing), (1, &ill));
        assert_eq!(tx.people_due(start(), 10).await.unwrap(), [PERSON]);
        assert_eq!(tx.people_due(start() - SignedDuration::from_micros(1), 10).await.unwrap(), []);
    }
}

/// What a due person's standing became by looking at them, while nobody else did.
fn waiting() -> Standing {
    Standing {
        state: State::Hold,
        reasons: vec![domain::reason::Reason {
            cause: domain::reason::Cause::NoDeclaration,
            state: State::Hold,
            until: None,
            rule: "covid-2020/2".into(),
        }],
        changes_at: Some(start() + SignedDuration::from_hours(17)),
    }
}

both_engines! {
    async fn who_is_due_is_kept_as_they_were_looked_at_and_due_no_more(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.make_all_due(start()).await.unwrap();
        let known = tx.assessed(&[PERSON, OTHER], date(2020, 2, 1), start()).await.unwrap();
        let looked: Vec<_> = known
            .iter()
            .map(|one| {
                let standing = if one.person == PERSON { waiting() } else { one.standing.clone() };
                one.reassessed(tx.vault(), &standing).unwrap().expect("they are due")
            })
            .collect();
        let mut written = tx.put_reassessed(&looked).await.unwrap();
        written.sort_unstable();
        assert_eq!(written, [PERSON, OTHER]);
        assert_eq!(tx.people_due(start(), 10).await.unwrap(), []);
        let kept = tx.standings(&[PERSON, OTHER]).await.unwrap();
        assert_eq!((&kept[&PERSON], kept[&OTHER].state), (&waiting(), State::Clear));
        let here = tx.headcounts(&[SITE], None).await.unwrap();
        assert_eq!(here[&SITE].hold, 1, "and the list of their site says the same");
    }
}

both_engines! {
    async fn whoever_was_settled_meanwhile_keeps_what_came_of_that(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.make_all_due(start()).await.unwrap();
        let known = tx.assessed(&[PERSON], date(2020, 2, 1), start()).await.unwrap();
        let looked = known[0].reassessed(tx.vault(), &waiting()).unwrap().expect("they are due");
        let meanwhile = Standing { state: State::Barred, ..waiting() };
        tx.put_standings(&[(&known[0], &meanwhile)]).await.unwrap();
        assert_eq!(tx.put_reassessed(&[looked]).await.unwrap(), []);
        assert_eq!(tx.standings(&[PERSON]).await.unwrap()[&PERSON], meanwhile);
    }
}

fn list() -> (Watchlist, WatchEntry) {
    let list = Watchlist {
        id: WatchlistId(Uuid::from_u128(1)),
        name: "密接名单".into(),
        source: "区疾控".into(),
        imported_at: start(),
        imported_by: MANAGER,
        expires_at: start() + SignedDuration::from_hours(240),
        retired_at: None,
    };
    let entry = WatchEntry {
        id: WatchEntryId(Uuid::from_u128(1)),
        document: Document::parse(DocumentKind::ResidentId, &identity_number(1)).unwrap(),
        name: Name::parse("王 建国").unwrap(),
        category: Category::CloseContact,
        reason: "同一车厢".into(),
        expires_at: list.expires_at,
    };
    (list, entry)
}

both_engines! {
    async fn a_line_meets_the_person_with_its_document_once(database: Database) {
        ground(&database.store).await;
        let (list, entry) = list();
        let mut tx = database.store.write().await.unwrap();
        tx.insert_watchlist(&list, std::slice::from_ref(&entry)).await.unwrap();
        let found = tx.matches(&[PERSON, OTHER], start()).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].person, found[0].category, found[0].name_agrees), (PERSON, Category::CloseContact, true));
        let hits: Vec<(HitId, &Match)> = vec![(HitId(Uuid::from_u128(1)), &found[0])];
        tx.insert_hits(&hits, start()).await.unwrap();
        let again: Vec<(HitId, &Match)> = vec![(HitId(Uuid::from_u128(2)), &found[0])];
        tx.insert_hits(&again, start()).await.unwrap();
        assert!(tx.matches(&[PERSON, OTHER], start()).await.unwrap().is_empty(), "it is a hit already");
        let known = tx.assessed(&[PERSON], date(2020, 2, 1), start()).await.unwrap();
        assert_eq!(known[0].facts.hits.len(), 1);
        assert!(tx.assessed(&[PERSON], date(2020, 2, 1), list.expires_at).await.unwrap()[0].facts.hits.is_empty());
        assert_eq!(tx.retire_watchlist(list.id, start()).await.unwrap(), Some(vec![PERSON]));
        assert_eq!(tx.retire_watchlist(list.id, start()).await.unwrap(), None);
        assert!(tx.assessed(&[PERSON], date(2020, 2, 1), start()).await.unwrap()[0].facts.hits.is_empty());
    }
}

both_engines! {
    async fn roster_versions_only_grow_and_arrivals_are_told_once(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let arrivals = tx.touch_rosters(&[PERSON, OTHER]).await.unwrap();
        assert_eq!(arrivals.len(), 2);
        assert!(tx.touch_rosters(&[PERSON]).await.unwrap().is_empty());
        let rows = tx.roster_rows(SITE, 0, 100, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| (row.person, row.version)).collect::<Vec<_>>(), [(PERSON, 2)]);
        assert_eq!(rows[0].shown.as_ref().unwrap().name.masked(), "王*国");
        tx.leave_roster(&[PERSON], SITE).await.unwrap();
        let rows = tx.roster_rows(SITE, 2, 100, 10).await.unwrap();
        assert!(rows.len() == 1 && rows[0].shown.is_none());
        assert!(tx.roster_rows(SITE, 0, 100, 10).await.unwrap().is_empty());
        assert_eq!(tx.roster_version(SITE).await.unwrap(), Some(3));
        assert_eq!(tx.roster_version(OTHER_SITE).await.unwrap(), Some(1));
        assert_eq!(tx.touch_rosters(&[PERSON]).await.unwrap().len(), 1, "back on it");
    }
}

both_engines! {
    async fn changes_made_at_the_same_time_each_get_a_version(database: Database) {
        ground(&database.store).await;
        let touch = |store: Store| async move {
            for _ in 0..10 {
                let mut tx = store.write().await.unwrap();
                tx.touch_rosters(&[PERSON]).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        let all: Vec<_> = (0..4).map(|_| tokio::spawn(touch(database.store.clone()))).collect();
        for one in all {
            one.await.unwrap();
        }
        let mut tx = database.store.read().await.unwrap();
        assert_eq!(tx.roster_version(SITE).await.unwrap(), Some(40));
        assert_eq!(tx.roster_rows(SITE, 39, 40, 10).await.unwrap().len(), 1);
    }
}

fn passage(number: u128) -> Passage {
    Passage {
        id: PassageId(Uuid::from_u128(number)),
        gate: GateId(Uuid::from_u128(1)),
        person: number.is_multiple_of(2).then_some(PERSON),
        at: start(),
        direction: Direction::In,
        way: Way::Face,
        answer: Answer::Hold,
        grounds: vec![Ground::Unsure],
        temperature: Some(Tenths(366)),
        roster_version: 1,
    }
}

both_engines! {
    async fn a_passage_sent_on_two_lines_at_once_is_there_once(database: Database) {
        ground(&database.store).await;
        gate(&database.store).await;
        let send = |store: Store| async move {
            let passages: Vec<Passage> = (1..=50).map(passage).collect();
            let received: Vec<_> = passages
                .iter()
                .map(|passage| ReceivedPassage { passage, day: date(2020, 2, 17) })
                .collect();
            let mut tx = store.write().await.unwrap();
            let taken = tx.insert_passages(SITE, &received, start()).await.unwrap();
            tx.commit().await.unwrap();
            assert!(taken.foreign.is_empty());
        };
        let mut tx = database.store.write().await.unwrap();
        tx.touch_rosters(&[PERSON]).await.unwrap();
        tx.commit().await.unwrap();
        let all: Vec<_> = (0..4).map(|_| tokio::spawn(send(database.store.clone()))).collect();
        for one in all {
            one.await.unwrap();
        }
        let mut tx = database.store.read().await.unwrap();
        let filter = PassageFilter { site: Some(SITE), limit: 1000, ..PassageFilter::default() };
        let kept = tx.passages(&filter).await.unwrap();
        assert_eq!(kept.len(), 50);
        assert_eq!(kept.iter().filter(|one| one.person == Some(PERSON)).count(), 25);
        assert!(kept.iter().all(|one| one.grounds == [Ground::Unsure] && one.temperature == Some(Tenths(366))));
    }
}

both_engines! {
    async fn two_gates_that_use_one_id_at_once_are_not_both_told_that_it_is_theirs(database: Database) {
        ground(&database.store).await;
        let first = gate(&database.store).await;
        let second = gate_numbered(&database.store, 2, "other hash").await;
        let send = |store: Store, gate: GateId| async move {
            let passages: Vec<Passage> = (1..=50).map(|number| Passage { gate, ..passage(number) }).collect();
            let received: Vec<_> = passages
                .iter()
                .map(|passage| ReceivedPassage { passage, day: date(2020, 2, 17) })
                .collect();
            let mut tx = store.write().await.unwrap();
            let taken = tx.insert_passages(SITE, &received, start()).await.unwrap();
            tx.commit().await.unwrap();
            taken
        };
        let one = tokio::spawn(send(database.store.clone(), first.id));
        let two = tokio::spawn(send(database.store.clone(), second.id));
        let (one, two) = (one.await.unwrap(), two.await.unwrap());
        assert_eq!(one.added.len() + two.added.len(), 50);
        assert_eq!(one.foreign.len() + two.foreign.len(), 50);
        assert_eq!((one.added.len(), one.untied + two.untied >= 25), (two.foreign.len(), true));
    }
}
