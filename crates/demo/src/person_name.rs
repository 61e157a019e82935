//! Names of people who do not exist, put together from syllables: Han names by how common a surname is, some
//! with rare characters, names of minorities with a middle dot, and names in letters.

use domain::name::Name;

use crate::chance::Chance;

/// Surnames and about how many of 10,000 people bear each.
const SURNAMES: [(&str, usize); 91] = [
    ("李", 794),
    ("王", 741),
    ("张", 707),
    ("刘", 538),
    ("陈", 653),
    ("杨", 308),
    ("黄", 432),
    ("赵", 229),
    ("吴", 305),
    ("周", 212),
    ("徐", 167),
    ("孙", 154),
    ("马", 129),
    ("朱", 126),
    ("胡", 131),
    ("郭", 115),
    ("何", 217),
    ("林", 208),
    ("高", 100),
    ("罗", 186),
    ("郑", 93),
    ("梁", 284),
    ("谢", 92),
    ("宋", 81),
    ("唐", 79),
    ("许", 75),
    ("韩", 68),
    ("邓", 172),
    ("冯", 164),
    ("曹", 57),
    ("彭", 96),
    ("曾", 97),
    ("肖", 59),
    ("田", 55),
    ("董", 51),
    ("潘", 90),
    ("袁", 54),
    ("蔡", 67),
    ("蒋", 47),
    ("余", 71),
    ("于", 41),
    ("杜", 47),
    ("叶", 98),
    ("程", 42),
    ("魏", 41),
    ("苏", 67),
    ("吕", 45),
    ("丁", 40),
    ("任", 38),
    ("卢", 77),
    ("姚", 36),
    ("沈", 34),
    ("钟", 88),
    ("姜", 33),
    ("崔", 28),
    ("谭", 81),
    ("陆", 54),
    ("汪", 32),
    ("范", 36),
    ("廖", 68),
    ("石", 32),
    ("金", 24),
    ("韦", 98),
    ("贾", 27),
    ("夏", 26),
    ("付", 28),
    ("方", 28),
    ("邹", 27),
    ("熊", 26),
    ("白", 21),
    ("孟", 21),
    ("秦", 21),
    ("邱", 29),
    ("侯", 20),
    ("江", 31),
    ("尹", 20),
    ("薛", 19),
    ("闫", 18),
    ("雷", 23),
    ("龙", 29),
    ("黎", 61),
    ("史", 17),
    ("陶", 16),
    ("贺", 16),
    ("毛", 15),
    ("麦", 24),
    ("招", 9),
    ("冼", 11),
    ("欧阳", 12),
    ("司徒", 6),
    ("上官", 2),
];

const MEN: [&str; 96] = [
    "伟", "强", "军", "勇", "斌", "涛", "明", "辉", "鹏", "杰", "峰", "刚", "华", "平", "建", "国", "志",
    "文", "海", "波", "龙", "飞", "松", "林", "德", "福", "贵", "金", "生", "根", "柱", "成", "荣", "昌",
    "永", "春", "庆", "祥", "学", "忠", "义", "良", "才", "发", "顺", "喜", "保", "家", "安", "邦", "正",
    "东", "南", "北", "山", "川", "江", "河", "水", "木", "火", "土", "大", "小", "长", "新", "立", "青",
    "红", "兴", "旺", "达", "润", "添", "锐", "俊", "豪", "宇", "浩", "子", "轩", "博", "嘉", "健", "炳",
    "锦", "耀", "坚", "权", "桂", "梓", "泽", "洪", "万", "启", "开",
];

const WOMEN: [&str; 72] = [
    "芳", "娟", "敏", "静", "丽", "艳", "霞", "玲", "燕", "梅", "兰", "英", "秀", "珍", "凤", "香", "莲",
    "萍", "琴", "云", "红", "翠", "玉", "桂", "花", "菊", "春", "秋", "月", "晓", "雪", "冰", "洁", "莹",
    "婷", "欣", "怡", "佳", "慧", "颖", "琳", "倩", "媛", "蓉", "薇", "嘉", "诗", "雅", "妙", "巧", "碧",
    "美", "淑", "惠", "银", "金", "小", "细", "群", "彩", "锦", "容", "仪", "少", "妹", "娣", "转", "好",
    "爱", "素", "丹", "宁",
];

/// Characters that systems of the GBK age could not write, or wrote as something else.
const RARE: [&str; 12] = [
    "䶮", "𬭎", "㛃", "䥽", "𬱖", "𬍛", "㙍", "䲟", "𬤊", "𣲘", "㴔", "镕",
];

const UYGHUR_MEN: [&str; 14] = [
    "阿迪力",
    "艾合买提",
    "买买提",
    "吐尔逊",
    "热合曼",
    "玉素甫",
    "艾尼瓦尔",
    "库尔班",
    "木合塔尔",
    "依明",
    "艾力",
    "帕尔哈提",
    "塔依尔",
    "卡哈尔",
];
const UYGHUR_WOMEN: [&str; 8] = [
    "阿依古丽",
    "古丽娜尔",
    "帕提古丽",
    "热依汗",
    "米日古丽",
    "阿瓦古丽",
    "祖丽菲亚",
    "茹仙",
];
const YI_CLANS: [&str; 7] = ["吉克", "阿尔", "沙马", "吉木", "阿洛", "曲比", "海来"];
const YI_GIVEN: [&str; 8] = ["木呷", "尔古", "拉日", "阿牛", "伍各", "子呷", "布哈", "依合"];
const TIBETAN: [&str; 12] = [
    "扎西", "多吉", "次仁", "尼玛", "达瓦", "平措", "旺堆", "丹增", "格桑", "洛桑", "顿珠", "边巴",
];

const LATIN_GIVEN: [&str; 10] = [
    "Tomasz",
    "Ravi",
    "Văn Minh",
    "Thành",
    "Marko",
    "Kofi",
    "Anton",
    "Luís",
    "Petr",
    "Somsak",
];
const LATIN_FAMILY: [&str; 10] = [
    "Nowicki",
    "Menon",
    "Nguyễn",
    "Trần",
    "Horvat",
    "Mensah",
    "Lindqvist",
    "d'Almeida",
    "Svoboda",
    "Chaiyo",
];

/// What a name tells of where its bearer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tradition {
    /// A surname of one or two characters and a given name.
    Han,
    /// Given name, middle dot, father's name.
    Uyghur,
    /// Clan, middle dot, given name.
    Yi,
    /// Two given names, no surname.
    Tibetan,
    /// In letters.
    Latin,
}

/// A name of a tradition.
pub(crate) fn draw(chance: &mut Chance, tradition: Tradition, man: bool) -> Name {
    let text = match tradition {
        Tradition::Han => han(chance, man),
        Tradition::Uyghur => {
            let given = if man {
                chance.pick(&UYGHUR_MEN)
            } else {
                chance.pick(&UYGHUR_WOMEN)
            };
            format!("{given}·{}", chance.pick(&UYGHUR_MEN))
        }
        Tradition::Yi => format!("{}·{}", chance.pick(&YI_CLANS), chance.pick(&YI_GIVEN)),
        Tradition::Tibetan => {
            let first = chance.below(TIBETAN.len());
            let second = (first + 1 + chance.below(TIBETAN.len() - 1)) % TIBETAN.len();
            format!("{}{}", TIBETAN[first], TIBETAN[second])
        }
        Tradition::Latin => format!("{} {}", chance.pick(&LATIN_GIVEN), chance.pick(&LATIN_FAMILY)),
    };
    Name::parse(&text).expect("a name put together from syllables is a name")
}

fn han(chance: &mut Chance, man: bool) -> String {
    let surname = *chance.weighted(&SURNAMES);
    let syllables: &[&str] = if man { &MEN } else { &WOMEN };
    let last = if chance.per_mille(6) {
        chance.pick(&RARE)
    } else {
        chance.pick(syllables)
    };
    if chance.per_mille(180) {
        return format!("{surname}{last}");
    }
    format!("{surname}{}{last}", chance.pick(syllables))
}
