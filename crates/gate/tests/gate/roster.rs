//! Whom the gate believes about its roster, and how it follows changes.

use domain::id::SiteId;
use domain::reason::Cause;
use seal::Signer;
use serde_json::json;
use uuid::Uuid;

use crate::support::disk::MemoryDisk;
use crate::support::people::{held, identity_number, person, worker};
use crate::support::platform::Books;
use crate::support::world::World;

/// What a platform would sign now, changed.
fn forged(world: &World, change: impl FnOnce(&mut domain::roster::RosterPage, &mut Books)) {
    let now = world.now();
    let mut books = world.platform.books();
    let mut page = books.page(books.version, now);
    page.entries = vec![worker(66)];
    page.version += 1;
    change(&mut page, &mut books);
    let signed = books.signed(&page);
    books.instead = Some(signed);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_reach_the_gate() {
    let world = World::with([worker(1), worker(2)]).await;
    let mut kiosk = world.kiosk().await;
    world.platform.books().put(held(worker(1), Cause::NoDeclaration));
    world.platform.books().remove(person(2));
    world.synced().await;
    assert_eq!(kiosk.number(&identity_number(1)).await["answer"], "hold");
    assert_eq!(
        kiosk.number(&identity_number(2)).await["grounds"][0]["code"],
        "not_of_this_site"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roster_of_a_site_without_people_is_asked_about_and_not_written_again_and_again() {
    let mut world = World::with([]).await;
    world.stop().await;
    let disk = MemoryDisk::default();
    world.start_on(Box::new(disk.clone())).await;
    world.synced().await;
    let written = disk.done().len();
    for _ in 0..3 {
        world.synced().await;
    }
    assert_eq!(disk.done().len(), written);

    world.platform.books().put(worker(1));
    world.synced().await;
    assert_eq!(
        world.kiosk().await.number(&identity_number(1)).await["answer"],
        "pass"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_in_many_pages_is_taken_in_whole() {
    let mut world = World::with([]).await;
    world.platform.books().page_size = 7;
    for number in 0..40 {
        world.platform.books().put(worker(number));
    }
    world.synced().await;
    let mut kiosk = world.kiosk().await;
    kiosk.gate("all are there", |gate| gate["people"] == 40).await;
    world.stop().await;
    world.start().await;
    let gate = world.kiosk().await.gate("a state", |_| true).await;
    assert_eq!(gate["people"], 40, "and after a start");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_the_platforms_is_refused_and_the_old_roster_kept() {
    type Change = fn(&mut domain::roster::RosterPage, &mut Books);
    let forgeries: [(&str, Change); 4] = [
        ("another key", |_, books| {
            books.signer = Signer::from_bytes(&[6; 32]);
        }),
        ("another site", |page, _| page.site = SiteId(Uuid::from_u128(1))),
        ("a step back", |page, _| page.version = page.since - 1),
        ("an old page", |page, _| {
            page.issued_at -= jiff::SignedDuration::from_mins(10);
        }),
    ];
    for (what, change) in forgeries {
        let world = World::with([worker(1)]).await;
        let mut kiosk = world.kiosk().await;
        forged(&world, change);
        kiosk.gate(what, |gate| gate["line"] == "down").await;
        assert_eq!(
            kiosk.number(&identity_number(66)).await["answer"],
            "refuse",
            "{what}"
        );
        assert_eq!(
            kiosk.number(&identity_number(1)).await["answer"],
            "pass",
            "{what}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_changed_byte_of_a_page_is_noticed() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    {
        let now = world.now();
        let mut books = world.platform.books();
        let mut signed = books.signed(&books.page(0, now));
        signed.page = signed.page.replace("王*1", "王*9");
        books.instead = Some(signed);
    }
    kiosk.gate("not trusted", |gate| gate["line"] == "down").await;
    assert_eq!(kiosk.number(&identity_number(1)).await["shown_name"], "王*1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_set_back_to_an_older_state_is_followed_as_a_whole() {
    let world = World::with([worker(1), worker(2), worker(3)]).await;
    {
        let mut books = world.platform.books();
        books.version = 1;
        books.changes.split_off(&2);
    }
    let mut kiosk = world.kiosk().await;
    kiosk.gate("one person again", |gate| gate["people"] == 1).await;
    assert_eq!(kiosk.number(&identity_number(3)).await["answer"], "refuse");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_state_file_is_moved_aside_and_the_roster_fetched_anew() {
    let mut world = World::with([worker(1)]).await;
    world.stop().await;
    let path = world.folder.path().join("gate.redb");
    let mut bytes = std::fs::read(&path).expect("the state file");
    let middle = bytes.len() / 2;
    for byte in &mut bytes[64..middle] {
        *byte ^= 0x5A;
    }
    std::fs::write(&path, bytes).expect("it is written");
    world.start().await;
    let aside = world.gate().set_aside.clone().expect("it was moved");
    assert!(aside.exists());
    world.synced().await;
    assert_eq!(
        world.kiosk().await.number(&identity_number(1)).await["answer"],
        "pass"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn passages_that_a_damaged_file_still_holds_are_sent_all_the_same() {
    let mut world = World::with([worker(1)]).await;
    world.platform.cut();
    let kept = world.kiosk().await.number(&identity_number(1)).await;
    world.stop().await;
    {
        let people = redb::TableDefinition::<u128, &[u8]>::new("roster");
        let file = redb::Database::open(world.folder.path().join("gate.redb")).expect("the state file");
        let write = file.begin_write().expect("it opens");
        let mut table = write.open_table(people).expect("a table");
        table.insert(1, b"not sealed".as_slice()).expect("a row");
        drop(table);
        write.commit().expect("it is written");
    }
    world.start().await;
    assert!(world.gate().set_aside.is_some());
    world.platform.mend().await;
    world
        .platform
        .until("it arrives", |books| books.passages.len() == 1)
        .await;
    assert_eq!(json!(world.platform.books().passages[0].id), kept["passage"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_key_a_state_file_is_of_no_use_to_anyone() {
    let mut world = World::with([worker(1)]).await;
    world.stop().await;
    let held = std::fs::read(world.folder.path().join("gate.redb")).expect("the state file");
    for secret in ["王*1", "桂城", &worker(1).document_index, "sitewarden.example"] {
        assert!(
            !held.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()),
            "{secret}"
        );
    }
    std::fs::remove_file(world.folder.path().join("gate.key")).expect("it was there");
    world.start().await;
    assert!(world.gate().set_aside.is_some());
    world.synced().await;
    assert_eq!(
        world.kiosk().await.number(&identity_number(1)).await["answer"],
        json!("pass")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_its_owners_alone_and_two_gates_do_not_share_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::with([worker(1)]).await;
    for name in ["gate.key", "gate.redb"] {
        let about = std::fs::metadata(world.folder.path().join(name)).expect("it is there");
        assert_eq!(about.permissions().mode() & 0o777, 0o600, "{name}");
    }
    let clock = world.clock.clone();
    let entropy = std::sync::Arc::new(crate::support::clock::Repeated(1.into()));
    let second = gate::start(
        world.config(),
        clock,
        entropy,
        tokio_util::sync::CancellationToken::new(),
    )
    .await;
    assert!(matches!(second, Err(gate::GateError::StateInUse(_))));
}
