use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn tower_crane(issued_on: Date, expires_on: Date) -> Certificate {
    let number = CertificateNumber::parse("粤E052020000001").unwrap();
    Certificate::new(CertificateKind::TowerCraneDriver, number, issued_on, expires_on).unwrap()
}

#[test]
fn a_number_is_masked_to_its_last_four() {
    assert_eq!(
        CertificateNumber::parse("粤A012020000123").unwrap().masked(),
        "**********0123"
    );
}

#[test]
fn the_regulations_kinds_are_read_by_code_word_and_name() {
    for (code, name) in [
        ("01", "建筑电工"),
        ("02", "建筑架子工(普通脚手架)"),
        ("03", "建筑架子工（附着升降脚手架）"),
        ("04", "建筑起重信号司索工"),
        ("05", "建筑起重机械司机（塔式起重机）"),
        ("06", "建筑起重机械司机（施工升降机）"),
        ("07", "建筑起重机械司机（物料提升机）"),
        ("08", "建筑起重机械安装拆卸工（塔式起重机）"),
        ("09", "建筑起重机械安装拆卸工（施工升降机）"),
        ("10", "建筑起重机械安装拆卸工（物料提升机）"),
        ("11", "高处作业吊篮安装拆卸工"),
        ("99", "其他特种作业"),
    ] {
        let kind = CertificateKind::named(name).unwrap();
        assert_eq!(kind.code(), code);
        for text in [code, kind.word(), &kind.words().en] {
            assert_eq!(CertificateKind::named(text), Some(kind), "{text}");
        }
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
    }
    for text in ["", "0", "12", "电焊工"] {
        assert_eq!(CertificateKind::named(text), None, "{text}");
    }
}

#[test]
fn a_number_of_the_regulations_form_tells_its_kind_and_year() {
    let told = |text: &str| CertificateNumber::parse(text).map(|number| number.told());
    assert_eq!(
        told("粤A012008000001"),
        Ok(Some((CertificateKind::Electrician, 2008)))
    );
    assert_eq!(
        told(" 粤e 05-2020-000001 "),
        Ok(Some((CertificateKind::TowerCraneDriver, 2020)))
    );
    for other in ["T440605199003070010", "ZJ2019-00127", "粤A772008000001"] {
        assert_eq!(
            told(other),
            Ok(None),
            "{other}: another authority's, taken as it is"
        );
    }
    for text in ["", "12345", "粤A01/2008", "证A012008000001"] {
        assert_eq!(told(text), Err(NotACertificate::Number), "{text}");
    }
    let number = CertificateNumber::parse("T440605199003070010").unwrap();
    assert!(
        !format!("{number:?}").contains("0307"),
        "some numbers hold an identity number"
    );
}

#[test]
fn a_certificate_whose_parts_disagree_is_refused() {
    let number = CertificateNumber::parse("粤A012008000001").unwrap();
    let (from, to) = (date(2020, 3, 1), date(2022, 2, 28));
    assert_eq!(
        Certificate::new(CertificateKind::Scaffolder, number.clone(), from, to),
        Err(NotACertificate::Kind)
    );
    assert_eq!(
        Certificate::new(CertificateKind::Electrician, number, to, from),
        Err(NotACertificate::Days)
    );
}

#[test]
fn a_certificate_holds_through_its_last_day_and_says_so_thirty_days_ahead() {
    let held = tower_crane(date(2020, 3, 1), date(2022, 2, 28));
    for (day, state) in [
        (date(2020, 2, 29), CertificateState::NotYet),
        (date(2020, 3, 1), CertificateState::Valid),
        (date(2022, 1, 28), CertificateState::Valid),
        (date(2022, 1, 29), CertificateState::ExpiresSoon),
        (date(2022, 2, 28), CertificateState::ExpiresSoon),
        (date(2022, 3, 1), CertificateState::Expired),
    ] {
        assert_eq!(held.state_on(day), state, "{day}");
    }
}

#[test]
fn only_a_valid_certificate_of_the_right_kind_covers_a_trade() {
    let trade = |name: &str| Trade::named(name).unwrap();
    let held = [tower_crane(date(2020, 3, 1), date(2022, 2, 28))];
    let day = date(2020, 6, 1);
    assert!(covered(trade("塔吊司机"), &held, day));
    assert!(!covered(trade("塔吊司机"), &held, date(2022, 3, 1)));
    assert!(!covered(trade("电工"), &held, day));
    assert!(covered(trade("木工"), &[], day), "a carpenter needs none");
}

proptest! {
    #[test]
    fn a_state_never_goes_back(start in 0_i32..3000, length in 0_i32..2000, from in 0_i32..6000, later in 0_i32..400) {
        let day = |days: i32| date(2015, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let held = tower_crane(day(start), day(start + length));
        let (now, then) = (held.state_on(day(from)), held.state_on(day(from + later)));
        prop_assert!(now <= then);
        prop_assert_eq!(now.allows(), (start..=start + length).contains(&from));
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC*") {
        let _ = CertificateNumber::parse(&text).map(|number| number.told());
        let _ = CertificateKind::named(&text);
    }
}
