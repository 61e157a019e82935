use proptest::prelude::*;

use super::*;
use crate::document::{DocumentKind, check_character};

fn keys(name: &str) -> SearchKeys {
    let phone = Phone::parse("13812345678").unwrap();
    let document = Document::parse(DocumentKind::ResidentId, "11010519491231002X").unwrap();
    SearchKeys::new(&Name::parse(name).unwrap(), Some(&phone), &document)
}

fn found(query: &str, name: &str) -> bool {
    Query::parse(query).unwrap().matches(&keys(name))
}

#[test]
fn a_person_is_found_by_name_pinyin_and_initials() {
    for query in [
        "王建国",
        "建国",
        "王 国",
        "wangjianguo",
        "WangJianGuo",
        "wang jianguo",
        "wjg",
        "WJG",
        "wjguo",
        "wangjg",
        "jianguo",
        "jg",
        "wangjiang",
        "ｗｊｇ",
        "王 w",
    ] {
        assert!(found(query, "王建国"), "{query}");
    }
    for query in ["王健国", "wangg", "gjw", "wangjianguoo", "jw", "王建国强", "xj"] {
        assert!(!found(query, "王建国"), "{query}");
    }
}

#[test]
fn readings_of_surnames_and_other_readings_both_find() {
    for (query, name) in [
        ("shanxx", "单雄信"),
        ("dxx", "单雄信"),
        ("zeng", "曾志伟"),
        ("zzhw", "曾志伟"),
        ("zzw", "曾志伟"),
        ("yuchigong", "尉迟恭"),
        ("lvbu", "吕布"),
        ("lubu", "吕布"),
        ("lübu", "吕布"),
        ("lyubu", "吕布"),
        ("yan", "王\u{e863}"),
        ("王䶮", "王\u{e863}"),
        ("wanghong", "王𬭎"),
        ("abudula", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买", "阿卜杜拉·买买提"),
    ] {
        assert!(found(query, name), "{query} {name}");
    }
}

#[test]
fn latin_names_are_found_by_the_beginning_of_any_part_in_any_order() {
    for query in ["nguyen", "Nguyễn Văn An", "an nguyen", "van", "NGUYENVAN", "ng"] {
        assert!(found(query, "Nguyễn Văn An"), "{query}");
    }
    for query in ["guyen", "nguyen bao"] {
        assert!(!found(query, "Nguyễn Văn An"), "{query}");
    }
}

#[test]
fn tails_of_phone_and_document_find() {
    for query in [
        "678",
        "5678",
        "13812345678",
        "138 1234 5678",
        "002X",
        "02x",
        "wang 5678",
        "王 002x",
    ] {
        assert!(found(query, "王建国"), "{query}");
    }
    for query in ["1381", "1949", "5679", "li 5678"] {
        assert!(!found(query, "王建国"), "{query}");
    }
}

#[test]
fn what_finds_everybody_or_nobody_is_not_looked_for() {
    for (text, why) in [
        ("", NotAQuery::Empty),
        (" ·- ", NotAQuery::Empty),
        ("%", NotAQuery::Empty),
        ("78", NotAQuery::Short),
        ("王 78", NotAQuery::Short),
        ("w", NotAQuery::Short),
        ("w j", NotAQuery::Short),
    ] {
        assert_eq!(Query::parse(text), Err(why), "{text}");
    }
    assert_eq!(Query::parse(&"w".repeat(61)), Err(NotAQuery::Long));
}

#[test]
fn a_usual_name_has_few_tokens_and_the_longest_has_an_end() {
    assert!(
        keys("王伟").tokens().len() <= 16,
        "{}",
        keys("王伟").tokens().len()
    );
    assert!(
        keys("王建国").tokens().len() <= 32,
        "{}",
        keys("王建国").tokens().len()
    );
    assert_eq!(keys(&"单曾重长乐解".repeat(9)).tokens().len(), MOST_TOKENS);
}

#[test]
fn a_query_asks_the_index_for_what_fewest_have() {
    let asked = |query: &str| Query::parse(query).unwrap().token().as_str().to_owned();
    for (query, token) in [
        ("王 wang 5678", "tail 678"),
        ("138 1234 5678", "tail 678"),
        ("王建国", "name 建国"),
        ("王 wangjianguo", "letters wangji"),
        ("wang", "letters wang"),
        ("wjg", "letters wj"),
        ("王", "name 王"),
    ] {
        assert_eq!(asked(query), token, "{query}");
    }
}

#[test]
fn neither_keys_nor_queries_are_shown() {
    let shown = format!("{:?} {:?}", keys("王建国"), Query::parse("5678"));
    assert!(!shown.contains("5678") && !shown.contains('王'), "{shown}");
}

proptest! {
    #[test]
    fn a_name_is_found_by_itself_by_its_spelling_and_by_its_initials(name in "[\\u{4e00}-\\u{9fa5}]{2,4}") {
        let person = Name::parse(&name).unwrap();
        let readings = pinyin::of_normal(&person.normal());
        prop_assume!(readings.iter().all(|readings| !readings.is_empty()));
        let full: String = readings.iter().map(|readings| readings[0].as_str()).collect();
        let initials: String = readings.iter().map(|readings| &readings[0][..1]).collect();
        for query in [name.clone(), full.clone(), initials, pinyin::spelled(&person)] {
            prop_assert!(found(&query, &name), "{} {}", query, name);
        }
        for length in 2..full.len() {
            prop_assert!(found(&full[..length], &name), "typed so far: {}", &full[..length]);
        }
    }

    #[test]
    fn every_tail_of_a_number_finds_and_no_other_digits_do(serial in 0_u64..100_000_000, length in 3_usize..=18, other in "[0-9]{3,11}") {
        let phone = Phone::parse(&format!("139{serial:08}")).unwrap();
        let front = format!("440605199003{:02}{:03}", serial % 28 + 1, serial % 1000);
        let number = format!("{front}{}", check_character(&front).unwrap());
        let document = Document::parse(DocumentKind::ResidentId, &number).unwrap();
        let keys = SearchKeys::new(&Name::parse("王建国").unwrap(), Some(&phone), &document);
        let finds = |text: &str| Query::parse(text).unwrap().matches(&keys);
        prop_assert!(finds(&number[18 - length..]));
        prop_assert!(finds(&phone.as_str()[11 - length.min(11)..]));
        prop_assert_eq!(finds(&other), number.ends_with(&other) || phone.as_str().ends_with(&other));
    }

    #[test]
    fn a_further_term_finds_no_more(one in "[a-z]{2,4}|[王李张建国]{1,2}", two in "[a-z]{1,4}|[0-9]{3}", name in "[王李张][建国伟强]{1,2}") {
        let keys = keys(&name);
        let both = Query::parse(&format!("{one} {two}")).unwrap();
        prop_assert!(!both.matches(&keys) || Query::parse(&one).unwrap().matches(&keys));
    }

    #[test]
    fn whoever_a_query_matches_stands_in_the_index_by_its_token(
        name in "[王单曾吕张解重长乐阿买国𬭎]{1,4}|[A-Z][a-z]{1,7} [A-Z][a-z]{1,4}|[王李]·[a-z]{2}",
        query in "[wangjzhousvledbiym]{2,8}|[王单曾吕张]{1,3}|[0-9]{3,5}|[a-z]{2}[国王]",
        from in 0_usize..4,
        length in 1_usize..20,
    ) {
        let keys = keys(&name);
        let tokens = keys.tokens();
        prop_assume!(tokens.len() < MOST_TOKENS);
        let person = Name::parse(&name).unwrap();
        let spelled = pinyin::spelled(&person).to_lowercase().replace(' ', "");
        let part = |text: &str| text.chars().skip(from).take(length).collect::<String>();
        let initials: String = person.normal().chars().filter_map(|c| pinyin::readings(c).first()?.chars().next()).collect();
        for text in [query, part(&spelled), part(&name), part("13812345678"), part(&initials)] {
            if let Ok(query) = Query::parse(&text) {
                prop_assert!(!query.matches(&keys) || tokens.contains(&query.token()), "{} {}", text, name);
            }
        }
    }

    #[test]
    fn no_text_breaks_the_search(query in "\\PC*", name in "\\PC{1,12}") {
        if let (Ok(query), Ok(_)) = (Query::parse(&query), Name::parse(&name)) {
            let keys = keys(&name);
            let _ = (query.matches(&keys), query.token(), keys.tokens());
        }
    }
}
