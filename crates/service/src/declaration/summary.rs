//! A declaration in a few words, for staff.

use domain::declaration::{Answers, Stay, Trip, TripMode};
use domain::id::DeclarationId;
use domain::language::{Language, Words};
use domain::profile::DiseaseProfile;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::Tx;
use store::person::Person;
use utoipa::ToSchema;

use crate::error::Result;

/// Declarations shown with a worker.
const SHOWN: i64 = 60;

/// A declaration of a worker, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclarationRow {
    /// Which.
    pub id: DeclarationId,
    /// When the platform took it.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The day it speaks for.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Whether a later version corrects it.
    pub superseded: bool,
    /// Whether staff looked into it, a correction, and found it to be right.
    pub verified: bool,
    /// The version it corrects.
    pub corrects: Option<DeclarationId>,
    /// What was said, a line each.
    pub summary: Vec<String>,
}

/// A person's declarations, newest first.
pub(super) async fn rows(
    tx: &mut Tx,
    person: &Person,
    profiles: &[DiseaseProfile],
    language: Language,
) -> Result<Vec<DeclarationRow>> {
    let found = tx.declarations(person, None, SHOWN).await?;
    Ok(found
        .into_iter()
        .map(|one| DeclarationRow {
            summary: summary(&one.answers, profiles)
                .iter()
                .map(|words| words.say(language).to_owned())
                .collect(),
            id: one.id,
            at: one.at,
            day: one.day,
            superseded: one.superseded,
            verified: one.verified,
            corrects: one.corrects,
        })
        .collect())
}

fn summary(answers: &Answers, profiles: &[DiseaseProfile]) -> Vec<Words> {
    let temperature = answers.temperature.map(|temperature| {
        Words::new(
            format!("体温 {temperature} ℃"),
            format!("Temperature {temperature} ℃"),
        )
    });
    let contact = answers.contact.map(|day| {
        Words::new(
            format!("{day} 接触过病人"),
            format!("Contact with a case on {day}"),
        )
    });
    temperature
        .into_iter()
        .chain([symptoms(answers, profiles)])
        .chain(questions(answers, profiles))
        .chain(answers.stays.iter().map(stay))
        .chain(answers.trips.iter().map(trip))
        .chain(contact)
        .collect()
}

fn symptoms(answers: &Answers, profiles: &[DiseaseProfile]) -> Words {
    if answers.symptoms.is_empty() {
        return Words::new("没有症状", "No symptoms");
    }
    let named: Vec<Words> = answers
        .symptoms
        .iter()
        .map(|code| {
            let known = profiles.iter().find_map(|profile| profile.symptom(code));
            known.map_or_else(|| Words::new(code, code), |symptom| symptom.words.clone())
        })
        .collect();
    let join = |texts: Vec<&str>, between: &str| texts.join(between);
    Words::new(
        join(named.iter().map(|words| words.zh.as_str()).collect(), "、"),
        join(named.iter().map(|words| words.en.as_str()).collect(), ", "),
    )
}

/// What was answered to the questions of profiles, also of those that are stood down by now.
fn questions(answers: &Answers, profiles: &[DiseaseProfile]) -> Vec<Words> {
    let said = answers.questions.iter().map(|(code, yes)| {
        let known = profiles.iter().rev().find_map(|profile| profile.question(code));
        let what = known.map_or_else(|| Words::new(code, code), |question| question.yes.clone());
        let (zh, en) = if *yes { ("是", "yes") } else { ("否", "no") };
        Words::new(format!("{}：{zh}", what.zh), format!("{}: {en}", what.en))
    });
    said.collect()
}

fn stay(stay: &Stay) -> Words {
    let name = stay.division.full_name();
    let (from, to) = (stay.from, stay.to);
    Words::new(
        format!("{from} 到 {to} 在 {name}"),
        format!("In {name} from {from} to {to}"),
    )
}

fn trip(trip: &Trip) -> Words {
    let (zh, en) = match trip.mode {
        TripMode::Flight => ("飞机", "Flight"),
        TripMode::Train => ("火车", "Train"),
        TripMode::Coach => ("长途汽车", "Coach"),
        TripMode::Other => ("其他交通", "Other transport"),
    };
    let way = [&trip.from, &trip.to]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" → ");
    let seat = [&trip.carriage, &trip.seat]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" / ");
    let told = |mode: &str| {
        [
            trip.day.to_string(),
            mode.to_owned(),
            trip.number.clone(),
            way.clone(),
            seat.clone(),
        ]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
    };
    Words::new(told(zh), told(en))
}

#[cfg(test)]
mod tests {
    use domain::declaration::Tenths;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn staff_read_what_was_declared_in_both_languages() {
        let answers = Answers {
            temperature: Some(Tenths(366)),
            symptoms: vec![],
            stays: vec![Stay {
                division: "420106001".parse().unwrap(),
                from: date(2020, 2, 1),
                to: date(2020, 2, 3),
            }],
            trips: vec![Trip {
                mode: TripMode::Train,
                number: "G1001".into(),
                day: date(2020, 2, 3),
                from: "武汉".into(),
                to: "广州南".into(),
                carriage: "5".into(),
                seat: String::new(),
            }],
            contact: Some(date(2020, 2, 2)),
            questions: [("rash_at_home".to_owned(), true)].into(),
            promise: true,
        };
        let words = summary(&answers, &[]);
        let zh: Vec<&str> = words.iter().map(|words| words.zh.as_str()).collect();
        assert_eq!(
            zh,
            [
                "体温 36.6 ℃",
                "没有症状",
                "rash_at_home：是",
                "2020-02-01 到 2020-02-03 在 湖北省武汉市武昌区积玉桥街道",
                "2020-02-03 火车 G1001 武汉 → 广州南 5",
                "2020-02-02 接触过病人",
            ]
        );
        assert_eq!(words[5].en, "Contact with a case on 2020-02-02");
    }
}
