//! Reasons of a standing, in words: each a sentence and a way out, for the worker, the guard and the officer.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::declaration::Tenths;
use crate::id::HitId;
use crate::language::Words;
use crate::screening::Category;
use crate::standing::State;

/// Why a person's standing is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Cause {
    /// Nothing was declared for today.
    NoDeclaration,
    /// A fever was declared, or measured.
    Fever {
        /// The temperature.
        temperature: Tenths,
    },
    /// A symptom was declared.
    Symptom {
        /// Its code in the profile.
        symptom: String,
        /// What it is called.
        words: Words,
    },
    /// A stay in an outbreak area, or where there is one.
    Area {
        /// The area as its source named it; where nobody can say whether they were in it, the place that was told.
        place: String,
        /// The last day there.
        last_day: Date,
        /// Whether they were in the area. Otherwise it is possible: the place is wider than the area, or the area
        /// known only by a place around it.
        certain: bool,
    },
    /// An end of a trip that names no place anyone knows, while there are outbreak areas that it could be in.
    Place {
        /// What was written.
        said: String,
        /// The day of the trip.
        last_day: Date,
    },
    /// Contact with a case was declared.
    Contact {
        /// The last day of contact.
        last_day: Date,
    },
    /// A correction took a stay in an outbreak area or a contact back, and nobody has looked into it.
    TakenBack {
        /// The area as its source named it; none for a contact.
        place: Option<String>,
        /// The last day of the exposure as it was told before.
        last_day: Date,
    },
    /// On a list of key persons.
    Hit {
        /// The match.
        hit: HitId,
        /// Why the person is on the list.
        category: Category,
    },
}

/// One reason: a cause under a rule, with the state it leads to and the instant it ends by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// Why.
    #[serde(flatten)]
    pub cause: Cause,
    /// What it leads to.
    pub state: State,
    /// When it ends by itself. None: when someone does something.
    pub until: Option<Timestamp>,
    /// The rule: profile code and version, as `covid-2020/1`.
    pub rule: String,
}

impl Cause {
    /// The short code, for tests, pictures and counting; carries no personal detail.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDeclaration => "no_declaration",
            Self::Fever { .. } => "fever",
            Self::Symptom { .. } => "symptom",
            Self::Area { .. } => "area",
            Self::Place { .. } => "place",
            Self::Contact { .. } => "contact",
            Self::TakenBack { .. } => "taken_back",
            Self::Hit { .. } => "hit",
        }
    }

    /// Whether both are the same complaint or the same match, whatever was told with it: a fever is a fever at any
    /// temperature.
    pub fn same_matter(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fever { .. }, Self::Fever { .. }) => true,
            (Self::Symptom { symptom: a, .. }, Self::Symptom { symptom: b, .. }) => a == b,
            (Self::Hit { hit: a, .. }, Self::Hit { hit: b, .. }) => a == b,
            (Self::TakenBack { place: a, .. }, Self::TakenBack { place: b, .. }) => a == b,
            _ => false,
        }
    }
}

impl Reason {
    /// The sentence for the worker's phone and the site's screens, with what to do about it.
    pub fn words(&self, zone: &TimeZone) -> Words {
        let until = self.until.map(|at| spoken(at, zone));
        match &self.cause {
            Cause::NoDeclaration => Words::new(
                "今天还没申报，用手机填一下就好",
                "Not declared yet today. Fill it in on the phone.",
            ),
            Cause::Fever { temperature } => Words::new(
                format!("体温 {temperature} ℃，请到现场管理员处复测"),
                format!("Temperature {temperature} ℃. Please have it measured again by the site's staff."),
            ),
            Cause::Symptom { words, .. } => Words::new(
                format!("申报了{}，请先休息，找现场管理员看一下", words.zh),
                format!("Declared: {}. Please rest and see the site's staff.", words.en),
            ),
            Cause::Area {
                place,
                last_day,
                certain: true,
            } => with_end(
                &format!("{} 到过{place}，需要医学观察", day_zh(*last_day)),
                &format!("Was in {place} until {last_day}: under medical observation"),
                until.as_ref(),
            ),
            Cause::Area { place, last_day, .. } => with_end(
                &format!(
                    "{} 到过{place}，那里有疫情发生地。请更正申报，写到镇街、社区，不然要观察",
                    day_zh(*last_day)
                ),
                &format!(
                    "Was in {place} until {last_day}, where there is an outbreak area: perhaps in it. Say in the                      declaration in which county, town and community; if that changes nothing, under observation"
                ),
                until.as_ref(),
            ),
            Cause::Place { said, last_day } => with_end(
                &format!(
                    "{} 的行程里写的“{said}”看不出是哪里。请更正申报，写明省、市、区县，不然要观察",
                    day_zh(*last_day)
                ),
                &format!(
                    "“{said}”, in the trip of {last_day}, names no place that is known. Correct the declaration:                      province, city, county. Otherwise under observation"
                ),
                until.as_ref(),
            ),
            Cause::Contact { last_day } => with_end(
                &format!("{} 接触过病人，需要医学观察", day_zh(*last_day)),
                &format!("Contact with a case on {last_day}: under medical observation"),
                until.as_ref(),
            ),
            Cause::TakenBack { place, last_day } => {
                let was = exposure(place.as_deref(), *last_day);
                Words::new(
                    format!("申报改过，去掉了“{}”，请找现场管理员核实一下", was.zh),
                    format!(
                        "A correction took back: {}. Please have the site's staff look into it.",
                        was.en
                    ),
                )
            }
            Cause::Hit { category, .. } => with_end(
                &format!("在重点防护名单上（{}），如有疑问请找镇街", category.words().zh),
                &format!(
                    "On the key-person list ({}). Questions: ask the town's office",
                    category.words().en
                ),
                until.as_ref(),
            ),
        }
    }

    /// The sentence for the gate: short enough to be said aloud, and without any health detail that bystanders
    /// should not hear.
    pub fn gate_words(&self) -> Words {
        match &self.cause {
            Cause::NoDeclaration => Words::new(
                "今天还没申报，请扫码填一下",
                "Not declared yet today. Scan to fill it in.",
            ),
            Cause::Fever { .. } => Words::new(
                "请找现场管理员复测体温",
                "Please have the site's staff measure your temperature again.",
            ),
            Cause::Symptom { .. } | Cause::TakenBack { .. } => {
                Words::new("请先找现场管理员", "Please see the site's staff first.")
            }
            Cause::Area { .. } | Cause::Contact { .. } => Words::new(
                "观察期还没结束，请找现场管理员",
                "The observation period is not over. Please see the site's staff.",
            ),
            Cause::Place { .. } => Words::new(
                "申报的行程没写清楚，请在手机上改一下",
                "The trips you declared are not clear. Please correct them on your phone.",
            ),
            Cause::Hit { .. } => Words::new(
                "请到旁边，现场管理员会跟你说明",
                "Please step aside; the site's staff will explain.",
            ),
        }
    }
}

/// An exposure as it was told: a stay in an area, or a contact.
pub fn exposure(area: Option<&str>, last_day: Date) -> Words {
    match area {
        Some(area) => Words::new(
            format!("{} 到过{area}", day_zh(last_day)),
            format!("was in {area} until {last_day}"),
        ),
        None => Words::new(
            format!("{} 接触过病人", day_zh(last_day)),
            format!("contact with a case on {last_day}"),
        ),
    }
}

fn with_end(zh: &str, en: &str, until: Option<&(String, String)>) -> Words {
    match until {
        Some((until_zh, until_en)) => {
            Words::new(format!("{zh}，到{until_zh}"), format!("{en}, until {until_en}."))
        }
        None => Words::new(zh, format!("{en}.")),
    }
}

fn spoken(at: Timestamp, zone: &TimeZone) -> (String, String) {
    let local = at.to_zoned(zone.clone());
    (
        local.strftime("%-m月%-d日%H:%M").to_string(),
        local.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

fn day_zh(day: Date) -> String {
    day.strftime("%-m月%-d日").to_string()
}
