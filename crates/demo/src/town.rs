//! Nanhai's towns and the street: real divisions (statistical division codes, public).

use domain::division::Division;

/// A town of the district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// Its division.
    pub division: Division,
    /// Its name.
    pub name: &'static str,
    /// Its name in letters, as the town's account is called.
    pub letters: &'static str,
    /// How many of 100 sites lie in it: more where more is built.
    pub(crate) share: usize,
}

const NANHAI: [(&str, &str, &str, usize); 7] = [
    ("440605011", "桂城街道", "guicheng", 22),
    ("440605121", "九江镇", "jiujiang", 8),
    ("440605122", "西樵镇", "xiqiao", 10),
    ("440605123", "丹灶镇", "danzao", 11),
    ("440605124", "狮山镇", "shishan", 23),
    ("440605125", "大沥镇", "dali", 14),
    ("440605126", "里水镇", "lishui", 12),
];

/// The district.
pub(crate) fn district() -> Division {
    division("440605")
}

/// Its towns, in the order of their codes.
pub(crate) fn nanhai() -> Vec<Town> {
    NANHAI
        .map(|(code, name, letters, share)| Town {
            division: division(code),
            name,
            letters,
            share,
        })
        .into()
}

fn division(code: &str) -> Division {
    code.parse().expect("the code in the table is a division")
}
