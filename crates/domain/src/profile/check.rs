//! What a version of a profile may say at all: every faulty field, in words.
//!
//! Beyond possible values this holds what must never be: contacts observed where people do not pass a disease on, a
//! gate that does more than is permitted, a value without its source.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::{DiseaseProfile, Infectious, MeasurePlace, Spread};
use crate::language::Words;
use crate::screening::Category;
use crate::standing::State;
use crate::text;

/// A field that is not accepted, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileFault {
    /// The field, with its line where it has one: `symptoms[2].effect`.
    pub field: String,
    /// What is wrong and what to do.
    pub words: Words,
}

const MOST_LINES: usize = 40;
const NAME: RangeInclusive<usize> = 1..=60;
const SENTENCE: RangeInclusive<usize> = 1..=200;
const TEXT: RangeInclusive<usize> = 1..=1000;
const HOURS_OF_A_YEAR: i32 = 366 * 24;
/// Below 36.5 ℃ everyone is feverish, above 39.5 ℃ nobody is.
const FEVERS: RangeInclusive<i32> = 365..=395;
/// Highest temperatures of a day for which a work–rest rule can be meant.
const HEAT: RangeInclusive<i32> = 250..=500;
/// Categories whose people were near a case, and are none.
const CONTACTS: [Category; 3] = [
    Category::CloseContact,
    Category::GeneralContact,
    Category::FromOutbreakArea,
];

impl DiseaseProfile {
    /// The same with every text in the form it is kept in: trimmed, in normal form C. What is no text to be kept stays
    /// as it is, for [`DiseaseProfile::check`] to name.
    #[must_use]
    pub fn in_form(&self) -> Self {
        let mut formed = self.clone();
        for words in formed.texts_mut() {
            for written in [&mut words.zh, &mut words.en] {
                if let Ok(text) = text::note(written, 0..=*TEXT.end()) {
                    *written = text;
                }
            }
        }
        formed
    }

    fn texts_mut(&mut self) -> impl Iterator<Item = &mut Words> {
        let sources = &mut self.sources;
        [
            &mut self.words,
            &mut self.basis,
            &mut self.case_definition,
            &mut self.release,
            &mut sources.spread,
            &mut sources.symptoms,
            &mut sources.observation,
            &mut sources.gate,
            &mut sources.measures,
        ]
        .into_iter()
        .chain(self.symptoms.iter_mut().map(|symptom| &mut symptom.words))
        .chain(
            self.questions
                .iter_mut()
                .flat_map(|question| [&mut question.ask, &mut question.yes]),
        )
        .chain(self.measures.iter_mut().map(|measure| &mut measure.words))
        .chain(self.work_rest.iter_mut().map(|band| &mut band.words))
    }

    /// Checks every field, and returns all faults.
    pub fn check(&self) -> Result<(), Vec<ProfileFault>> {
        let mut faults = Faults(Vec::new());
        self.check_name(&mut faults);
        self.check_course(&mut faults);
        self.check_complaints(&mut faults);
        self.check_observation(&mut faults);
        self.check_gate(&mut faults);
        self.check_measures(&mut faults);
        self.check_sources(&mut faults);
        if faults.0.is_empty() {
            Ok(())
        } else {
            Err(faults.0)
        }
    }

    fn check_name(&self, faults: &mut Faults) {
        if !is_code(&self.code, '-') {
            faults.add(
                "code",
                "代号用小写字母开头，只用小写字母、数字和短横线，2 到 40 个",
                "A code begins with a small letter and has small letters, digits and hyphens, 2 to 40.",
            );
        }
        faults.words("words", &self.words, NAME);
        faults.words("basis", &self.basis, TEXT);
        if self.version < 1 {
            faults.add("version", "版本号从 1 开始", "Versions begin with 1.");
        }
        if self.to.is_some_and(|to| to < self.from) {
            faults.add(
                "to",
                "最后一天不能早于第一天",
                "The last day cannot be before the first.",
            );
        }
    }

    fn check_course(&self, faults: &mut Faults) {
        if let Some(incubation) = self.incubation {
            let usual = incubation.usual.unwrap_or(incubation.shortest);
            let steps = [0, incubation.shortest, usual, incubation.longest, HOURS_OF_A_YEAR];
            if !steps.is_sorted() || incubation.longest == 0 {
                faults.add(
                    "incubation",
                    "潜伏期：最短、通常、最长依次不减，最长不超过一年",
                    "Incubation: the shortest, the usual and the longest in this order, a year at most.",
                );
            }
        }
        if let Some(Infectious { from_day, to_day, .. }) = self.infectious {
            let last = to_day.unwrap_or(from_day);
            if from_day < -60 || last < from_day || last > 366 {
                faults.add(
                    "infectious",
                    "传染期：从前 60 天以内开始，先开始后结束，不超过一年",
                    "Infectious window: it begins 60 days before at most, and ends after it begins, within a year.",
                );
            }
        }
    }

    fn check_complaints(&self, faults: &mut Faults) {
        if self.fever_from.is_some_and(|from| !FEVERS.contains(&from.0)) {
            faults.add(
                "fever_from",
                "发热从 36.5 到 39.5 ℃ 之间算起",
                "A fever begins between 36.5 and 39.5 ℃.",
            );
        }
        if self.fever_from.is_some() {
            self.within_permitted("fever_from", State::Hold, faults);
        }
        faults.short("symptoms", self.symptoms.len());
        faults.short("questions", self.questions.len());
        let mut codes = HashSet::new();
        for (line, symptom) in self.symptoms.iter().enumerate() {
            let field = |part: &str| format!("symptoms[{line}].{part}");
            faults.complaint_code(field("code"), &symptom.code, &mut codes);
            faults.words(field("words"), &symptom.words, NAME);
            self.within_permitted(field("effect"), symptom.effect, faults);
        }
        for (line, question) in self.questions.iter().enumerate() {
            let field = |part: &str| format!("questions[{line}].{part}");
            faults.complaint_code(field("code"), &question.code, &mut codes);
            faults.words(field("ask"), &question.ask, SENTENCE);
            faults.words(field("yes"), &question.yes, NAME);
            self.within_permitted(field("effect"), question.effect, faults);
        }
        faults.optional_words("case_definition", &self.case_definition, TEXT);
        if !(0..=720).contains(&self.symptom_free_hours) {
            faults.add(
                "symptom_free_hours",
                "没有症状的小时数在 0 到 720 之间",
                "Symptom-free hours lie between 0 and 720.",
            );
        }
    }

    fn check_observation(&self, faults: &mut Faults) {
        for (field, days) in [
            ("look_back_days", self.look_back_days),
            ("observation_days", self.observation_days),
        ] {
            if !(0..=366).contains(&days) {
                faults.add(field, "天数在 0 到 366 之间", "Days lie between 0 and 366.");
            }
        }
        let least = i32::from(self.observation_days > 0);
        if !(least..=6).contains(&self.checks_a_day) {
            faults.add(
                "checks_a_day",
                "要观察就每天查 1 到 6 次，不观察填 0",
                "Checks a day: 1 to 6 under observation, 0 without.",
            );
        }
        faults.optional_words("release", &self.release, TEXT);
        if self.spread == Spread::PersonToPerson {
            return;
        }
        let (zh, en) = (
            "不是人传人的病，不能因为接触过病人或者去过疫区拦人",
            "People do not pass this on to each other: nobody is held for a contact or a stay.",
        );
        if self.observation_days > 0 {
            faults.add("observation_days", zh, en);
        }
        if self.contact_effect > State::Clear {
            faults.add("contact_effect", zh, en);
        }
        if self.area_effect.gravest() > State::Clear {
            faults.add("area_effect", zh, en);
        }
        for (line, row) in self.categories.iter().enumerate() {
            if CONTACTS.contains(&row.category) && row.effect > State::Clear {
                faults.add(format!("categories[{line}].effect"), zh, en);
            }
        }
    }

    fn check_gate(&self, faults: &mut Faults) {
        if self.spread == Spread::Environmental && self.permitted > State::Clear {
            faults.add(
                "permitted",
                "天气一类的病不在闸机拦人，只安排作业和休息",
                "What the weather does is answered by work and rest, never at a gate.",
            );
        }
        if self.daily_declaration {
            self.within_permitted("daily_declaration", State::Hold, faults);
        }
        self.within_permitted("contact_effect", self.contact_effect, faults);
        self.within_permitted("area_effect", self.area_effect.gravest(), faults);
        let mut named = HashSet::new();
        for (line, row) in self.categories.iter().enumerate() {
            self.within_permitted(format!("categories[{line}].effect"), row.effect, faults);
            if !named.insert(row.category) {
                faults.add(
                    format!("categories[{line}].category"),
                    "这一类写了两遍",
                    "This category is there twice.",
                );
            }
        }
        if !(1..=1095).contains(&self.retention_days) {
            faults.add(
                "retention_days",
                "停用后保留 1 到 1095 天",
                "Kept for 1 to 1095 days after it is stood down.",
            );
        }
    }

    fn check_measures(&self, faults: &mut Faults) {
        faults.short("measures", self.measures.len());
        for (line, measure) in self.measures.iter().enumerate() {
            faults.words(format!("measures[{line}].words"), &measure.words, SENTENCE);
            let fits = match measure.place {
                MeasurePlace::Site => true,
                MeasurePlace::Premises => self.spread == Spread::Vector,
                MeasurePlace::Canteen => self.spread == Spread::FoodWater,
            };
            if !fits {
                faults.add(
                    format!("measures[{line}].place"),
                    "这项措施和传播方式对不上：积水灭蚊是蚊媒病的，食堂是吃喝传的病的",
                    "It does not fit how the disease spreads: premises go with mosquitoes, the canteen with food and water.",
                );
            }
            if measure
                .radius_m
                .is_some_and(|metres| !(1..=5000).contains(&metres))
            {
                faults.add(
                    format!("measures[{line}].radius_m"),
                    "半径在 1 到 5000 米之间",
                    "A radius lies between 1 and 5,000 metres.",
                );
            }
        }
        self.check_work_rest(faults);
    }

    fn check_work_rest(&self, faults: &mut Faults) {
        faults.short("work_rest", self.work_rest.len());
        if !self.work_rest.is_empty() && self.spread != Spread::Environmental {
            faults.add(
                "work_rest",
                "只有天气一类的病按气温安排作业",
                "Work and rest go by the temperature of the day only where the environment is the cause.",
            );
        }
        if !self.work_rest.is_sorted_by(|mild, hot| mild.from < hot.from) {
            faults.add(
                "work_rest",
                "气温从低到高排，不能重复",
                "From the mildest up, each temperature once.",
            );
        }
        for (line, band) in self.work_rest.iter().enumerate() {
            faults.words(format!("work_rest[{line}].words"), &band.words, SENTENCE);
            if !HEAT.contains(&band.from.0) {
                faults.add(
                    format!("work_rest[{line}].from"),
                    "最高气温在 25 到 50 ℃ 之间",
                    "A day's highest temperature lies between 25 and 50 ℃.",
                );
            }
            let hours = [band.outdoor_hours.unwrap_or(0), band.none_in_hottest_hours];
            if !hours.iter().all(|hours| (0..=24).contains(hours)) {
                faults.add(
                    format!("work_rest[{line}].outdoor_hours"),
                    "小时数在 0 到 24 之间",
                    "Hours lie between 0 and 24.",
                );
            }
        }
    }

    fn check_sources(&self, faults: &mut Faults) {
        let asks = self.fever_from.is_some() || !self.symptoms.is_empty() || !self.questions.is_empty();
        let observes = self.observation_days > 0 || self.look_back_days > 0;
        let acts = !self.measures.is_empty() || !self.work_rest.is_empty();
        for (field, source, needed) in [
            ("sources.spread", &self.sources.spread, true),
            ("sources.symptoms", &self.sources.symptoms, asks),
            ("sources.observation", &self.sources.observation, observes),
            ("sources.gate", &self.sources.gate, true),
            ("sources.measures", &self.sources.measures, acts),
        ] {
            if needed {
                faults.words(field, source, TEXT);
            } else {
                faults.optional_words(field, source, TEXT);
            }
        }
    }

    fn within_permitted(&self, field: impl Into<String>, effect: State, faults: &mut Faults) {
        if effect > self.permitted {
            faults.add(
                field,
                "超过了闸机可以做的：先看“闸机最多做到”",
                "This is more than a gate may do under this profile: see what is permitted.",
            );
        }
    }
}

struct Faults(Vec<ProfileFault>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, zh: &str, en: &str) {
        self.0.push(ProfileFault {
            field: field.into(),
            words: Words::new(zh, en),
        });
    }

    /// Both texts, as long as they may be.
    fn words(&mut self, field: impl Into<String>, words: &Words, length: RangeInclusive<usize>) {
        let good = [&words.zh, &words.en]
            .into_iter()
            .all(|written| text::note(written, length.clone()).as_ref() == Ok(written));
        if !good {
            let (least, most) = (length.start(), length.end());
            self.add(
                field,
                &format!("中文和英文都要写，{least} 到 {most} 个字，前后没有空格，不能有看不见的字符"),
                &format!(
                    "Write it in Chinese and in English, {least} to {most} characters, without blanks around, none of \
                     them invisible."
                ),
            );
        }
    }

    /// Both texts or none.
    fn optional_words(&mut self, field: &str, words: &Words, length: RangeInclusive<usize>) {
        if *words != Words::default() {
            self.words(field, words, length);
        }
    }

    fn short(&mut self, field: &str, lines: usize) {
        if lines > MOST_LINES {
            self.add(field, "最多 40 条", "40 lines at most.");
        }
    }

    fn complaint_code<'a>(&mut self, field: String, code: &'a str, known: &mut HashSet<&'a str>) {
        if !is_code(code, '_') {
            self.add(
                field,
                "代号用小写字母开头，只用小写字母、数字和下划线，2 到 40 个",
                "A code begins with a small letter and has small letters, digits and underscores, 2 to 40.",
            );
        } else if !known.insert(code) {
            self.add(
                field,
                "这个代号用过了，症状和问题的代号不能相同",
                "This code is there already; symptoms and questions each have their own.",
            );
        }
    }
}

fn is_code(code: &str, between: char) -> bool {
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == between;
    (2..=40).contains(&code.len())
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.chars().all(rest)
}
