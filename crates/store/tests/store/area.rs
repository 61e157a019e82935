//! Outbreak areas: which stand on a day, what ends them, and what people read in names.

use domain::area::{Level, OutbreakArea, Reading, place_key};
use domain::id::{AreaId, AreaListId, UnreadPlaceId};
use jiff::civil::{Date, date};
use store::Tx;
use store::area::{AreaFilter, AreaList, NamedIn, NewArea};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, ground, start};

fn list(number: u128, as_of: Date, whole: bool) -> AreaList {
    AreaList {
        id: AreaListId(Uuid::from_u128(number)),
        source: "卫健委".into(),
        disease: "covid-2020".into(),
        as_of,
        whole,
        imported_at: start(),
        imported_by: MANAGER,
        retracted_at: None,
    }
}

fn area(number: u128, code: &str, from: Date, to: Option<Date>) -> NewArea {
    NewArea {
        id: AreaId(Uuid::from_u128(number)),
        name: code.into(),
        division: code.parse().ok(),
        whole: true,
        unread: None,
        level: Level::High,
        from,
        to,
    }
}

async fn take(tx: &mut Tx, list: &AreaList, areas: &[NewArea]) {
    tx.insert_area_list(list).await.unwrap();
    tx.insert_areas(list.id, areas).await.unwrap();
}

async fn standing(tx: &mut Tx) -> Vec<(String, Date, Option<Date>)> {
    let said = |area: OutbreakArea| (area.name, area.from, area.to);
    let found = tx.weighing_areas(date(2020, 2, 1)).await.unwrap();
    found.into_iter().map(said).collect()
}

both_engines! {
    async fn an_area_ends_by_its_own_day_or_by_the_sources_next_whole_list(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let (first, tenth, twentieth) = (date(2020, 2, 1), date(2020, 2, 10), date(2020, 2, 20));
        let own_end = Some(date(2020, 2, 5));
        take(&mut tx, &list(1, first, true), &[area(11, "42", first, None), area(12, "43", first, own_end)]).await;
        take(&mut tx, &list(2, tenth, false), &[area(13, "44", tenth, None)]).await;
        take(&mut tx, &list(3, twentieth, true), &[area(14, "42", twentieth, None)]).await;
        let ended = Some(date(2020, 2, 19));
        let of = |code: &str, from, to| (code.to_owned(), from, to);
        let all = [of("42", first, ended), of("43", first, own_end), of("44", tenth, ended), of("42", twentieth, None)];
        assert_eq!(standing(&mut tx).await, all);
        let other = AreaList { source: "省疾控".into(), ..list(4, date(2020, 2, 12), true) };
        take(&mut tx, &other, &[]).await;
        assert_eq!(standing(&mut tx).await.len(), 4, "another source ends nothing of this one's");
        assert!(tx.retract_area_list(AreaListId(Uuid::from_u128(3)), start()).await.unwrap());
        assert!(!tx.retract_area_list(AreaListId(Uuid::from_u128(3)), start()).await.unwrap(), "once");
        assert_eq!(standing(&mut tx).await, [of("42", first, None), of("43", first, own_end), of("44", tenth, None)]);
        assert!(tx.retract_area(AreaId(Uuid::from_u128(11)), start()).await.unwrap());
        assert_eq!(standing(&mut tx).await.len(), 2);
        let on = |day| AreaFilter { day: Some(day), limit: 10, ..AreaFilter::default() };
        assert_eq!(tx.areas(&on(date(2020, 2, 3))).await.unwrap().len(), 1);
        assert_eq!(tx.areas(&AreaFilter { limit: 10, ..AreaFilter::default() }).await.unwrap().len(), 4, "and all stay on record");
    }
}

both_engines! {
    async fn a_text_is_kept_once_and_what_is_read_in_it_holds_for_areas_called_so(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let id = |number| UnreadPlaceId(Uuid::from_u128(number));
        let kept = tx.keep_unread(&[(id(1), "高新区 某小区"), (id(2), "高新区某小区")], start()).await.unwrap();
        assert_eq!(kept, [id(1), id(1)], "blanks make no other text");
        assert_eq!(tx.keep_unread(&[(id(3), "高新区某小区")], start()).await.unwrap(), [id(1)]);
        let called_so = NewArea {
            unread: Some(id(1)),
            division: None,
            whole: false,
            ..area(11, "某小区", date(2020, 2, 1), None)
        };
        take(&mut tx, &list(1, date(2020, 2, 1), true), &[called_so]).await;
        let open = tx.unread_places(None, 10).await.unwrap();
        assert_eq!((open.len(), open[0].text.as_str(), open[0].areas, open[0].people), (1, "高新区 某小区", 1, 0));
        let reading = Reading::In { division: "610113".parse().unwrap(), whole: false };
        let read = NamedIn { place: id(1), reading: reading.clone(), at: start(), by: MANAGER };
        assert!(tx.read_place(&read).await.unwrap());
        assert!(!tx.read_place(&NamedIn { place: id(9), ..read }).await.unwrap());
        assert_eq!(tx.unread_places(None, 10).await.unwrap(), []);
        assert_eq!(tx.readings().await.unwrap().get(&place_key("高新区某小区")), Some(&reading));
        let areas = tx.weighing_areas(date(2020, 2, 1)).await.unwrap();
        assert_eq!(areas[0].division.as_ref().map(ToString::to_string).as_deref(), Some("610113"));
    }
}
