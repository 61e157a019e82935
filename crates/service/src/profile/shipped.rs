//! The profiles that come with the program. None is in force until a district puts it in force.

use std::sync::LazyLock;

use domain::profile::DiseaseProfile;

const TEXTS: [&str; 9] = [
    include_str!("../../../../profiles/covid-2020.json"),
    include_str!("../../../../profiles/covid-2020-v5.json"),
    include_str!("../../../../profiles/sars.json"),
    include_str!("../../../../profiles/influenza.json"),
    include_str!("../../../../profiles/measles.json"),
    include_str!("../../../../profiles/dengue.json"),
    include_str!("../../../../profiles/chikungunya-2025.json"),
    include_str!("../../../../profiles/norovirus.json"),
    include_str!("../../../../profiles/heat.json"),
];

/// Every edition of every profile, each disease's in their order.
pub(super) fn all() -> &'static [DiseaseProfile] {
    static ALL: LazyLock<Vec<DiseaseProfile>> = LazyLock::new(|| {
        let read = |text| serde_json::from_str(text).expect("a profile that ships can be read");
        TEXTS.map(read).into()
    });
    &ALL
}

/// The editions of one disease's profile, the oldest first.
pub(super) fn editions(code: &str) -> Vec<DiseaseProfile> {
    let editions = all().iter().filter(|profile| profile.code == code);
    editions.cloned().collect()
}
