//! A site's list of workers as it is shown, as a sheet: the same people by the same filters, in the columns chosen, with
//! what the screen masks in full.

use domain::language::{Language, Words};
use domain::registry::EngagementState;
use domain::standing::State;
use domain::trade::Trade;
use jiff::civil::Date;
use serde::Deserialize;
use store::face::FaceStage;
use store::worker::Worker;
use utoipa::ToSchema;

use crate::error::Result;
use crate::sheet::{Format, Page, SheetFile, written};

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListColumn {
    /// The name.
    Name,
    /// Where they stand at the gate, without its reasons: those stay on the page.
    Standing,
    /// Whether something was declared today.
    Today,
    /// Crew, company, kind and trade.
    Crew,
    /// How far face use has come.
    Face,
    /// Kind and number of the document.
    Document,
    /// The phone.
    Phone,
}

impl ListColumn {
    fn heads(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Name => &[("姓名", "Name"), ("在岗", "Engagement")],
            Self::Standing => &[("通行状态", "Standing")],
            Self::Today => &[("今天申报", "Declared today")],
            Self::Crew => &[
                ("班组", "Crew"),
                ("单位", "Company"),
                ("人员类型", "Kind"),
                ("工种", "Trade"),
            ],
            Self::Face => &[("人脸", "Face")],
            Self::Document => &[("证件类型", "Kind of document"), ("证件号码", "Document number")],
            Self::Phone => &[("手机号", "Phone")],
        }
    }

    fn cells(self, worker: &Worker, language: Language) -> Vec<String> {
        let say = |words: Words| words.say(language).to_owned();
        // Who has left is another site's or nobody's: what they said since is not told here.
        let here = worker.state != EngagementState::Ended;
        let only_here = |words: Words| if here { say(words) } else { String::new() };
        match self {
            Self::Name => vec![worker.person.name.as_str().to_owned(), say(engaged(worker.state))],
            Self::Standing => vec![only_here(standing(worker.standing.state))],
            Self::Today => vec![only_here(declared(worker.declared))],
            Self::Crew => vec![
                worker.crew_name.clone().unwrap_or_default(),
                worker.contractor_name.clone().unwrap_or_default(),
                say(worker.kind.words()),
                trade(worker, language),
            ],
            Self::Face => vec![say(face(worker.face))],
            Self::Document => vec![
                say(worker.person.document.kind().words()),
                worker.person.document.number().to_owned(),
            ],
            Self::Phone => {
                let phone = worker.person.phone.as_ref().filter(|_| here);
                vec![phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default()]
            }
        }
    }
}

/// Writes the people of a list in these columns.
pub(super) fn list_sheet(
    workers: &[Worker],
    columns: &[ListColumn],
    language: Language,
    format: Format,
    today: Date,
) -> Result<SheetFile> {
    let head = |(zh, en): &(&str, &str)| match language {
        Language::Chinese => (*zh).to_owned(),
        Language::English => (*en).to_owned(),
    };
    let heads = columns.iter().flat_map(|column| column.heads().iter().map(head));
    let mut rows = vec![heads.collect()];
    rows.extend(workers.iter().map(|worker| {
        let cells = columns.iter().flat_map(|column| column.cells(worker, language));
        cells.collect()
    }));
    let name = match language {
        Language::Chinese => "人员",
        Language::English => "Workers",
    };
    written(format, &[Page { name, rows }], today)
}

fn engaged(state: EngagementState) -> Words {
    match state {
        EngagementState::Pending => Words::new("等确认", "To confirm"),
        EngagementState::Active => Words::new("在岗", "At work"),
        EngagementState::Ended => Words::new("已退场", "Left"),
    }
}

fn standing(state: State) -> Words {
    match state {
        State::Clear => Words::new("可以进", "May enter"),
        State::Hold => Words::new("先等一下", "Wait first"),
        State::Barred => Words::new("不能进", "No entry"),
    }
}

fn declared(yes: bool) -> Words {
    if yes {
        Words::new("报了", "Yes")
    } else {
        Words::new("还没报", "Not yet")
    }
}

fn face(stage: FaceStage) -> Words {
    match stage {
        FaceStage::None => Words::new("没同意", "No consent"),
        FaceStage::Consented => Words::new("同意了，没录", "Agreed, not enrolled"),
        FaceStage::Enrolled => Words::new("录好了", "Enrolled"),
    }
}

fn trade(worker: &Worker, language: Language) -> String {
    let Some(code) = &worker.trade else {
        return String::new();
    };
    Trade::coded(code).map_or_else(|| code.clone(), |trade| trade.words().say(language).to_owned())
}
