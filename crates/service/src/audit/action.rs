//! The acts that the audit log knows, in words: a closed list, one line for each word used by a use case.

use domain::language::Words;
use store::audit::ListLook;

/// Every act: its word, in Chinese, in English.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("account.add", "新增账号", "Added an account"),
    ("account.disable", "停用账号", "Switched an account off"),
    ("account.enable", "恢复账号", "Switched an account on again"),
    (
        "account.end_sessions",
        "退掉账号的全部登录",
        "Ended an account's sign-ins",
    ),
    (
        "account.reset_password",
        "重设账号密码",
        "Reset an account's password",
    ),
    (
        "account.reset_second_factor",
        "去掉账号的动态码和通行密钥",
        "Removed an account's second factor",
    ),
    ("account.unlock", "解锁账号", "Unlocked an account"),
    ("alert.acknowledge", "接手预警", "Took an alert"),
    ("alert.close", "处理完预警", "Closed an alert"),
    (
        "alert.close_together",
        "复查或核实后，一起办完了同一个人的预警",
        "Closed an alert by looking at the same person elsewhere",
    ),
    ("alert.list", "查看预警列表", "Looked at the list of alerts"),
    (
        "area.count",
        "按每日病例数划疫区",
        "Made outbreak areas of daily counts",
    ),
    ("area.import", "导入疫情发生地", "Imported outbreak areas"),
    ("area.retract", "撤回一处疫情发生地", "Took an outbreak area back"),
    (
        "area.retract_list",
        "撤回一份疫情发生地名单",
        "Took a list of outbreak areas back",
    ),
    ("consent.give", "同意使用人脸", "Agreed to face use"),
    (
        "consent.withdraw",
        "撤回人脸同意，删除人脸",
        "Withdrew consent to face use; the face was deleted",
    ),
    (
        "consent.witness",
        "当面登记人脸同意",
        "Recorded consent to face use in person",
    ),
    ("contractor.add", "新增参建单位", "Added a contractor"),
    ("contractor.end", "参建单位退场", "Ended a contractor"),
    ("crew.add", "新增班组", "Added a crew"),
    ("crew.assign", "改班组的所属单位", "Changed whose a crew is"),
    ("declaration.correct", "更正申报", "Corrected a declaration"),
    ("declaration.send", "申报", "Sent a declaration"),
    (
        "declaration.verify",
        "核实申报的更正",
        "Looked into the correction of a declaration",
    ),
    ("engagement.confirm", "确认进场", "Confirmed an engagement"),
    ("engagement.end", "办理退场", "Ended an engagement"),
    ("engagement.reject", "退回扫码登记", "Rejected a registration"),
    ("engagement.resume", "撤销退场", "Undid an exit"),
    (
        "face.duplicate",
        "录入的脸已在别人名下，未录入",
        "Face found under another person; not enrolled",
    ),
    (
        "face.duplicate_of",
        "有人用这张脸以别的身份录入，未录入",
        "Someone else tried to enrol this person's face; refused",
    ),
    ("face.enrol", "录入人脸", "Enrolled a face"),
    (
        "face.import",
        "成批录入人脸照片",
        "Enrolled faces from an archive of pictures",
    ),
    ("figures.look", "查看统计数字", "Looked at the figures"),
    ("gate.add", "新增闸机", "Added a gate"),
    ("gate.enrol", "闸机登记了自己的密钥", "The gate enrolled its key"),
    (
        "gate.renew_code",
        "给闸机换接入码，旧密钥作废",
        "Gave a gate a new code; its old key ended",
    ),
    ("gate.revoke", "停用闸机", "Revoked a gate"),
    ("hit.list", "查看命中列表", "Looked at the list of hits"),
    (
        "likeness.keep_apart",
        "核对后认定是两个人",
        "Kept two possible duplicates apart",
    ),
    (
        "likeness.list",
        "查看可能重复的人员",
        "Looked at the list of possible duplicates",
    ),
    (
        "likeness.merge",
        "合并同一个人的两份档案",
        "Merged two records of one person",
    ),
    (
        "likeness.undo",
        "撤销合并或重新核对",
        "Undid a decision on possible duplicates",
    ),
    ("integrator.add", "新增接口令牌", "Made an API token"),
    ("integrator.look", "核对自己的令牌", "Checked its own token"),
    ("integrator.revoke", "停用接口令牌", "Revoked an API token"),
    ("lodger.list", "查看宿舍住了谁", "Looked at who slept in a room"),
    ("passage.list", "查看通行记录", "Looked at the list of passages"),
    (
        "passage.watch",
        "打开实时通行和预警",
        "Opened the live view of passages and alerts",
    ),
    ("passkey.add", "加了通行密钥", "Added a passkey"),
    (
        "passkey.count_back",
        "通行密钥像是被复制过，没让登录",
        "Refused a passkey that looked like a copy",
    ),
    ("passkey.name", "给通行密钥改名", "Named a passkey"),
    ("passkey.remove", "去掉通行密钥", "Removed a passkey"),
    ("password.change", "改密码", "Changed the password"),
    (
        "place.list",
        "查看没人认得的地名",
        "Looked at places nobody could read",
    ),
    ("place.read", "认定地名是哪里", "Said where a place is"),
    (
        "profile.preview",
        "试算病种方案",
        "Tried a change of a disease profile",
    ),
    (
        "profile.put_in_force",
        "启用病种方案",
        "Put a disease profile in force",
    ),
    (
        "profile.stand_down",
        "停用病种方案",
        "Stood a disease profile down",
    ),
    (
        "second_factor.begin",
        "开始设动态码",
        "Began to set up a second factor",
    ),
    (
        "second_factor.off",
        "关掉动态码",
        "Switched the second factor off",
    ),
    ("second_factor.on", "设好动态码", "Set up a second factor"),
    ("second_factor.renew_codes", "换恢复码", "Made new recovery codes"),
    ("session.open", "登录", "Signed in"),
    ("session.revoke", "退出登录", "Signed out"),
    (
        "session.revoke_others",
        "退掉其他设备的登录",
        "Ended all other sign-ins",
    ),
    ("site.add", "新增场所", "Added a site"),
    ("site.list", "查看场所列表", "Looked at the list of sites"),
    ("site.place", "登记场所所在社区", "Placed a site in a community"),
    ("site.look", "查看场所", "Looked at a site"),
    ("watchlist.import", "导入重点人员名单", "Imported a watchlist"),
    ("watchlist.retire", "撤回重点人员名单", "Retired a watchlist"),
    ("worker.add", "登记人员", "Added a worker"),
    ("worker.change", "更改人员信息", "Changed a worker's details"),
    (
        "worker.check",
        "当面复查体温和症状",
        "Checked a worker's temperature and symptoms on the spot",
    ),
    (
        "worker.correct",
        "更正姓名或出生日期",
        "Corrected a worker's name or day of birth",
    ),
    (
        "worker.export",
        "导出人员名册（含完整证件和电话）",
        "Exported the workers with documents and phones in full",
    ),
    ("worker.end_sign_in_card", "作废登录卡", "Ended a sign-in card"),
    ("worker.find", "跨场所找人", "Looked for a person across sites"),
    ("worker.join", "本人扫码登记", "Registered themself"),
    ("worker.list", "查看人员名单", "Looked at the list of workers"),
    ("worker.look", "查看人员详情", "Looked at a worker's details"),
    ("worker.sign_in_card", "打印登录卡", "Printed a sign-in card"),
    ("worker.sign_in_code", "发放登录码", "Gave a sign-in code"),
    (
        "worker.unmask",
        "查看完整证件和电话",
        "Saw document and phone in full",
    ),
];

/// An act in words; a word written by a later version stands for itself.
pub fn action_words(action: &str) -> Words {
    ACTIONS
        .iter()
        .find(|(word, _, _)| *word == action)
        .map_or_else(|| Words::new(action, action), |(_, zh, en)| Words::new(*zh, *en))
}

/// Every act that there is, by its word.
pub(super) fn acts() -> impl Iterator<Item = (&'static str, Words)> {
    ACTIONS.iter().map(|(word, zh, en)| (*word, Words::new(*zh, *en)))
}

/// What lists are filtered by: its word, in Chinese, in English.
const FILTERS: &[(&str, &str, &str)] = &[
    ("answer", "判定", "answer"),
    ("contractor", "单位", "contractor"),
    ("crew", "班组", "crew"),
    ("day", "日期", "day"),
    ("engagement", "在岗情况", "engagement"),
    ("face", "人脸", "face"),
    ("kind", "人员类型", "kind"),
    ("number", "完整的证件号或手机号", "a whole number"),
    ("person", "某个人", "one person"),
    ("room", "房间", "room"),
    ("sought", "姓名、拼音或尾号", "name, pinyin or last digits"),
    ("standing", "通行状态", "standing"),
    ("state", "处理情况", "state"),
];

/// A look at a list, in words: how many people it showed, and by what it was filtered.
pub fn list_words(list: &ListLook) -> Words {
    let known = FILTERS
        .iter()
        .filter(|(word, _, _)| list.filters.iter().any(|filter| filter == word));
    let (zh, en): (Vec<&str>, Vec<&str>) = known.map(|(_, zh, en)| (*zh, *en)).unzip();
    let people = list.people;
    if zh.is_empty() {
        return Words::new(format!("{people} 人"), format!("people: {people}"));
    }
    Words::new(
        format!("{people} 人，按{}筛选", zh.join("、")),
        format!("people: {people}, filtered by {}", en.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Every string literal of an act's form in the sources of the use cases.
    fn words_used(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                words_used(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("audit/action.rs")
            {
                let text = std::fs::read_to_string(&path).expect("a source is text");
                found.extend(
                    text.split('"')
                        .skip(1)
                        .step_by(2)
                        .filter(|text| is_act(text))
                        .map(str::to_owned),
                );
            }
        }
    }

    /// `thing.act`, as `session.open`.
    fn is_act(text: &str) -> bool {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        matches!(text.split('.').collect::<Vec<_>>()[..], [thing, act] if word(thing) && word(act) && !is_file(act))
    }

    /// What files are called by.
    fn is_file(kind: &str) -> bool {
        matches!(kind, "csv" | "xml" | "db" | "ini" | "jpg")
    }

    #[test]
    fn every_act_that_a_use_case_records_has_its_words() {
        let mut used = Vec::new();
        words_used(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut used);
        assert!(
            used.iter().any(|word| word == "face.enrol"),
            "the sources were read"
        );
        let missing: Vec<_> = used
            .iter()
            .filter(|used| !ACTIONS.iter().any(|(word, _, _)| word == used))
            .collect();
        assert_eq!(missing, Vec::<&String>::new());
        let unused: Vec<_> = ACTIONS
            .iter()
            .filter(|(word, _, _)| !used.iter().any(|used| used == word))
            .collect();
        assert_eq!(unused, Vec::<&(&str, &str, &str)>::new());
    }

    #[test]
    fn a_list_reads_with_how_many_and_by_what_and_never_with_what_was_sought() {
        let list = ListLook {
            division: None,
            filters: vec!["crew".into(), "sought".into()],
            people: 23,
        };
        assert_eq!(
            list_words(&list),
            Words::new(
                "23 人，按班组、姓名、拼音或尾号筛选",
                "people: 23, filtered by crew, name, pinyin or last digits"
            )
        );
    }

    #[test]
    fn an_act_reads_in_both_languages() {
        assert_eq!(
            action_words("face.enrol"),
            Words::new("录入人脸", "Enrolled a face")
        );
        assert_eq!(action_words("later.act").zh, "later.act");
    }
}
