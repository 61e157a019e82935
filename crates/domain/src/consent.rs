//! Consent: what a person is told and agrees to, by purpose and text version.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;

/// What a consent is for. Faces stand apart from everything else (Face recognition measures, 2025, article 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Passing the gate by face.
    Face,
    /// Declaring health and travel.
    Declaration,
}

impl Purpose {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Declaration => "declaration",
        }
    }

    /// Reads a purpose from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Face, Self::Declaration]
            .into_iter()
            .find(|purpose| purpose.word() == word)
    }

    /// The text in force: its version, and what it says.
    pub fn text(self) -> ConsentText {
        match self {
            Self::Face => ConsentText {
                purpose: self,
                version: "face-1".into(),
                words: Words::new(FACE_ZH, FACE_EN),
            },
            Self::Declaration => ConsentText {
                purpose: self,
                version: "declaration-1".into(),
                words: Words::new(DECLARATION_ZH, DECLARATION_EN),
            },
        }
    }
}

/// One version of a consent text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsentText {
    /// What it is for.
    pub purpose: Purpose,
    /// Its version, recorded with each consent.
    pub version: String,
    /// What it says.
    pub words: Words,
}

const FACE_ZH: &str = "谁：你所在的工地和区里的管理平台。\n\
为什么：进门时用你的脸认出是你本人，不用掏手机。\n\
怎么做：拍几张照片，算出一组数字，照片马上删掉，数字加密保存，只给你所在工地的闸机用。\n\
多久：你退场，或者你撤回同意，就删掉。\n\
你可以不同意：用二维码或者报身份证号一样进门，待遇一样。\n\
你可以随时在手机上点一下撤回。";

const FACE_EN: &str = "Who: your site and the district's platform.\n\
Why: to know you by your face at the gate, so you need not take out your phone.\n\
How: a few pictures are turned into numbers; the pictures are deleted at once; the numbers are kept encrypted and only the gates of your site use them.\n\
How long: until you leave the site or withdraw.\n\
You may say no: a QR code or your identity number lets you in just the same.\n\
You can withdraw on your phone at any time with one tap.";

const DECLARATION_ZH: &str = "谁：你所在的工地、镇街和区里负责防疫的人。\n\
为什么：疫情期间判断能不能进工地，有风险时尽快找到你。\n\
哪些：体温、症状、最近去过哪里、坐过什么车、有没有接触过病人。\n\
多久：这次疫情结束后按规定删除，只用于防疫。\n\
填错了可以改，改之前的也会留着。对结果有意见，可以找工地负责人或者镇街。";

const DECLARATION_EN: &str = "Who: the people in charge of epidemic control at your site, town and district.\n\
Why: to judge who may enter during an outbreak, and to find you quickly if you are at risk.\n\
What: temperature, symptoms, where you have been, what you travelled on, contact with the sick.\n\
How long: deleted by rule after this outbreak ends; used for epidemic control only.\n\
You can correct what you sent; the earlier version is kept too. If you disagree with a result, speak to your site or town.";
