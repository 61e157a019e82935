//! Crews: by trade at a construction site, by workshop in an enterprise.

use domain::registry::SiteKind;

use crate::chance::Chance;

/// A crew that workers are put in.
pub(crate) struct Crew {
    /// Its name at the site.
    pub(crate) name: String,
    /// The trade code of the real-name standard; empty in an enterprise.
    pub(crate) trade: &'static str,
    /// How many of 1,000 in it are men.
    pub(crate) men_per_mille: usize,
}

/// Trades with a crew's word for them, the trade's code in the real-name standard, and how common they are.
const TRADES: [((&str, &str), usize); 16] = [
    (("钢筋", "020"), 16),
    (("模板", "050"), 16),
    (("混凝土", "040"), 10),
    (("砌筑", "010"), 10),
    (("架子", "030"), 9),
    (("木工", "240"), 7),
    (("水电", "130"), 8),
    (("抹灰", "191"), 6),
    (("防水", "230"), 4),
    (("电焊", "270"), 4),
    (("油漆", "192"), 4),
    (("幕墙", "220"), 3),
    (("桩机", "160"), 3),
    (("塔吊", "180"), 3),
    (("管道", "110"), 3),
    (("绿化", "501"), 2),
];

const WORKSHOPS: [&str; 10] = [
    "一车间",
    "二车间",
    "三车间",
    "包装组",
    "质检组",
    "仓库",
    "机修班",
    "运输队",
    "食堂",
    "办公室",
];

const NUMERALS: [&str; 12] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];

/// People in a crew, about.
const CREW_SIZE: usize = 28;

/// The crews of a site of some size.
pub(crate) fn crews(chance: &mut Chance, kind: SiteKind, workers: usize) -> Vec<Crew> {
    match kind {
        SiteKind::ConstructionProject => by_trade(chance, workers.div_ceil(CREW_SIZE)),
        SiteKind::Enterprise => WORKSHOPS
            .iter()
            .map(|name| Crew {
                name: (*name).to_owned(),
                trade: "",
                men_per_mille: 540,
            })
            .collect(),
    }
}

fn by_trade(chance: &mut Chance, count: usize) -> Vec<Crew> {
    let mut crews: Vec<Crew> = Vec::with_capacity(count);
    while crews.len() < count {
        let (word, trade) = *chance.weighted(&TRADES);
        let same_trade = crews.iter().filter(|crew| crew.trade == trade).count();
        if let Some(numeral) = NUMERALS.get(same_trade) {
            crews.push(Crew {
                name: format!("{word}{numeral}班"),
                trade,
                men_per_mille: 900,
            });
        }
    }
    crews
}
