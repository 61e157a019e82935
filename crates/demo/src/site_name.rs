//! Names and addresses of sites that do not exist. Brand words have three characters that nobody would put
//! together, so that no company finds itself here.

use std::collections::HashSet;

use domain::registry::SiteKind;

use crate::chance::Chance;

const FIRST: [&str; 14] = [
    "禾", "岭", "桑", "澜", "荔", "樵", "榕", "霁", "岫", "沚", "棠", "穗", "珩", "汀",
];
const SECOND: [&str; 12] = [
    "鹭", "榉", "渚", "砚", "笠", "舷", "椿", "麓", "篱", "屿", "蘅", "栎",
];
const THIRD: [&str; 10] = ["川", "汐", "筑", "洲", "弦", "坞", "野", "泊", "隅", "岚"];

const PROJECTS: [&str; 16] = [
    "人才公寓一期",
    "科创园二期",
    "花园三期",
    "实验小学扩建",
    "社区医院新建",
    "智造产业园",
    "市政道路改造",
    "综合管廊",
    "污水处理厂扩容",
    "物流仓储中心",
    "商业广场",
    "安置房",
    "中学体育馆",
    "地下停车场",
    "厂房加建",
    "滨河绿道",
];
const GOODS: [&str; 14] = [
    "铝型材",
    "陶瓷机械",
    "五金制品",
    "纺织",
    "食品",
    "家具",
    "照明",
    "汽车配件",
    "包装材料",
    "玩具",
    "不锈钢",
    "电器",
    "塑料制品",
    "医疗用品",
];
const ROADS: [&str; 16] = [
    "禾渡",
    "岭南风",
    "桑基",
    "荔影",
    "樵云",
    "榕荫",
    "龙舟",
    "醒狮",
    "稻香",
    "鱼塘",
    "渔歌",
    "木棉",
    "陶窑",
    "芦荻",
    "石埗",
    "水巷",
];
const ROAD_KINDS: [&str; 4] = ["路", "东路", "大道", "二路"];

/// Names given so far.
#[derive(Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// A name that no site has yet.
    pub(crate) fn draw(&mut self, chance: &mut Chance, kind: SiteKind) -> String {
        loop {
            let brand = format!(
                "{}{}{}",
                chance.pick(&FIRST),
                chance.pick(&SECOND),
                chance.pick(&THIRD)
            );
            if !self.0.insert(brand.clone()) {
                continue;
            }
            return match kind {
                SiteKind::ConstructionProject => format!("{brand}{}项目", chance.pick(&PROJECTS)),
                SiteKind::Enterprise => format!("佛山{brand}{}有限公司", chance.pick(&GOODS)),
            };
        }
    }
}

/// An address in a town.
pub(crate) fn address(chance: &mut Chance, town: &str) -> String {
    format!(
        "佛山市南海区{town}{}{}{}号",
        chance.pick(&ROADS),
        chance.pick(&ROAD_KINDS),
        chance.between(1, 198)
    )
}
