//! Made-up people for tests: valid numbers that belong to nobody.

use domain::document::check_character;

/// The identity number of a made-up adult of Nanhai; another number, another person (below 1,000,000).
pub fn identity_number(number: u32) -> String {
    let (year, serial) = (1960 + number / 1000 % 40, number % 1000);
    let (month, day) = (1 + number / 40_000 % 12, 1 + number / 480_000 % 28);
    let front = format!("440605{year}{month:02}{day:02}{serial:03}");
    let check = check_character(&front).expect("17 digits");
    format!("{front}{check}")
}

/// A made-up phone.
pub fn phone_number(number: u32) -> String {
    format!("139{number:08}")
}

/// Surnames, the commonest first, each as often as its place in the row of numbers says.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常汤";
const GIVEN: &str = "伟强军建国平华明志文海波勇杰辉林斌超刚飞龙德荣宏亮春生永福玉兰英秀梅红霞芳娟丽敏静艳娜琴桂凤洁云莲真环雪爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉家乐成康星光天达安岩中茂进友有坚和彪博诚先敬震振壮会思群豪心邦承绍功松善厚庆磊民哲峰新利清子";

/// A name as common and as rare as names are: the n-th person's, always the same.
pub fn person_name(number: u32) -> String {
    if number.is_multiple_of(10_000) {
        return "王建国".into();
    }
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    // Squared, so that the first are the commonest.
    let mixed = |salt: u32| {
        number
            .wrapping_mul(2_654_435_761)
            .rotate_left(salt)
            .wrapping_mul(40_503)
            >> 12
    };
    let share = f64::from(mixed(3) % 10_000) / 10_000.0;
    let surname = surnames[(share * share * surnames.len() as f64) as usize];
    let mut text = String::from(surname);
    text.push(given[mixed(11) as usize % given.len()]);
    if mixed(17) % 10 < 7 {
        text.push(given[mixed(23) as usize % given.len()]);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::document::{Document, DocumentKind};

    use super::*;

    #[test]
    fn every_number_is_valid_and_its_own() {
        let all: HashSet<String> = (0..100_000).step_by(7).map(identity_number).collect();
        assert_eq!(all.len(), 100_000_usize.div_ceil(7));
        assert!(
            all.iter()
                .all(|number| Document::parse(DocumentKind::ResidentId, number).is_ok())
        );
    }
}
