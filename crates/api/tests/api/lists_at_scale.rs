//! How long the first page of a site's list takes at the server, by what it is cut by: `make bench-lists`. What is
//! asserted holds at any speed.

use std::time::{Duration, Instant};

use domain::document::{Document, DocumentKind};
use domain::id::SiteId;
use domain::name::Name;
use domain::phone::Phone;
use domain::registry::{CheckedWorker, EngagementState, SiteKind};
use service::registry::load::{District, LoadedSite, LoadedWorker};
use testkit::identity::{identity_number, phone_number};
use testkit::{TestApp, Who, both_engines, district};

/// People of one site.
const AT_A_SITE: u32 = 30_000;
/// Rounds of which the median and the slowest are told.
const ROUNDS: usize = 15;

/// Surnames, the commonest first, each as often as its place in the row of numbers says.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常汤";
const GIVEN: &str = "伟强军建国平华明志文海波勇杰辉林斌超刚飞龙德荣宏亮春生永福玉兰英秀梅红霞芳娟丽敏静艳娜琴桂凤洁云莲真环雪爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉家乐成康星光天达安岩中茂进友有坚和彪博诚先敬震振壮会思群豪心邦承绍功松善厚庆磊民哲峰新利清子";

/// A name as common and as rare as names are: the n-th person's, always the same.
fn name(number: u32) -> Name {
    if number.is_multiple_of(10_000) {
        return Name::parse("王建国").expect("a name");
    }
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    // Squared, so that the first are the commonest.
    let mixed = |salt: u32| {
        number
            .wrapping_mul(2_654_435_761)
            .rotate_left(salt)
            .wrapping_mul(40_503)
            >> 12
    };
    let share = f64::from(mixed(3) % 10_000) / 10_000.0;
    let surname = surnames[(share * share * surnames.len() as f64) as usize];
    let mut text = String::from(surname);
    text.push(given[mixed(11) as usize % given.len()]);
    if mixed(17) % 10 < 7 {
        text.push(given[mixed(23) as usize % given.len()]);
    }
    Name::parse(&text).expect("a name")
}

fn worker(number: u32) -> LoadedWorker {
    let document = Document::parse(DocumentKind::ResidentId, &identity_number(number)).expect("a number");
    LoadedWorker {
        worker: CheckedWorker {
            phone: Phone::parse(&phone_number(number)).ok(),
            crew: Some(format!("木工{}班", number % 60)),
            trade: Some("240".into()),
            ..CheckedWorker::of(name(number), document)
        },
        state: EngagementState::Active,
        entered_on: Some("2020-02-10".parse().expect("a day")),
    }
}

/// So many sites, each with as many people as a large site has, one after another so that memory holds one.
async fn load(app: &TestApp, sites: u32) -> Vec<SiteId> {
    let mut ids = Vec::new();
    for site in 0..sites {
        let first = 10_000 + site * AT_A_SITE;
        let district = District {
            sites: vec![LoadedSite {
                kind: SiteKind::ConstructionProject,
                town: district::TOWN.parse().expect("a town"),
                name: format!("大工地{site}"),
                address: String::new(),
                crews: Vec::new(),
                workers: (first..first + AT_A_SITE).map(worker).collect(),
            }],
            accounts: Vec::new(),
            ..district::small()
        };
        ids.extend(
            app.platform
                .load_district(&district, &mut |_| {})
                .await
                .expect("a site loads"),
        );
    }
    ids
}

/// What is asked for, and whether anyone is to be found.
const ASKED: [(&str, bool); 17] = [
    ("", true),
    ("?standing=hold", true),
    ("?standing=barred", false),
    ("?engagement=active", true),
    ("?engagement=pending", false),
    ("?engagement=ended", false),
    ("?face=none", true),
    ("?face=enrolled", false),
    ("?q=王", true),
    ("?q=建国", true),
    ("?q=wang", true),
    ("?q=wjg", true),
    ("?q=wangjianguo", true),
    ("?q=zhuxw", false),
    ("?q=wang&standing=barred", false),
    ("?q=678", true),
    ("?q=wang 678", true),
];

async fn first_page(app: &TestApp, site: SiteId, asked: &str) -> (Duration, usize) {
    let path = format!("/api/sites/{site}/workers{}", asked.replace(' ', "%20"));
    let started = Instant::now();
    let reply = app.get(Who::District, &path).await;
    let taken = started.elapsed();
    (taken, reply.expect(200)["items"].as_array().map_or(0, Vec::len))
}

async fn measure(app: &TestApp, site: SiteId) {
    for (asked, found) in ASKED {
        let mut taken = Vec::with_capacity(ROUNDS);
        let mut shown = 0;
        for _ in 0..ROUNDS {
            let (time, rows) = first_page(app, site, asked).await;
            taken.push(time);
            shown = rows;
        }
        taken.sort_unstable();
        println!(
            "{asked:28} {shown:3} rows  median {:>8.1?}  slowest {:>8.1?}",
            taken[ROUNDS / 2],
            taken[ROUNDS - 1]
        );
        assert!(!found || shown > 0, "{asked}");
        assert!(found || shown == 0, "{asked}");
    }
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn first_pages(database: Database) {
        let app = TestApp::over(database).await;
        let sites: u32 = std::env::var("LISTS_SITES").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
        let started = Instant::now();
        let ids = load(&app, sites).await;
        println!("{} people at {sites} sites, loaded in {:.1?}", sites * AT_A_SITE, started.elapsed());
        app.database.gather_statistics().await;
        measure(&app, *ids.last().expect("a site")).await;
    }
}
