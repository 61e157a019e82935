//! A field whose value has another type or form than is asked for, in words. The value itself is never repeated:
//! it may be anyone's number.

use domain::language::Words;
use service::FieldFault;

/// The fault of a body that does not fit: `path` of the field, `message` as the reader of JSON gives it.
pub(crate) fn fault(path: &str, message: &str) -> FieldFault {
    let path = if path == "." { "" } else { path };
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message);
    if let Some(name) = between(message, "missing field `") {
        let field = if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        };
        return FieldFault::new(field, "缺这一项，请填上", "This is missing. Give it.");
    }
    let words = expected(path, message);
    FieldFault::new(
        path,
        format!("格式不对，这里要填{}", words.zh),
        format!("Not in the form asked for: this takes {}.", words.en),
    )
}

fn between<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.split('`').next()
}

/// What would have been taken. What the reader expected stands at the end, behind whatever was sent.
fn expected(path: &str, message: &str) -> Words {
    let begins = |start: &str| message.starts_with(start);
    if (begins("invalid ") || begins("unknown "))
        && let Some((_, expected)) = message.rsplit_once(", expected ")
    {
        return named(expected);
    }
    // Values that are texts, but not of the form: each kind has its own reader with its own sentence.
    if begins("UUID parsing failed") {
        named("a formatted UUID string")
    } else if begins("a division code") {
        Words::new(
            "行政区划代码（2、4、6、9 或 12 位数字）",
            "a division code of 2, 4, 6, 9 or 12 digits",
        )
    } else if OF_TIME.iter().any(|word| message.contains(word)) {
        // Days and instants fail over the same digits; by our rule of names instants are called `at` or `…_at`.
        let name = path.rsplit('.').next().unwrap_or_default();
        let instant = name == "at" || name.ends_with("_at");
        named(if instant {
            "a timestamp string"
        } else {
            "a date string"
        })
    } else {
        Words::new("接口文档里写的格式", "the form that the API document gives")
    }
}

/// What the reader of days and instants says, whichever part it stumbles over.
const OF_TIME: &[&str] = &[
    "failed to parse",
    "parsed value",
    "year",
    "date",
    "time",
    "offset",
];

fn named(expected: &str) -> Words {
    let choices: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    if !choices.is_empty() {
        return Words::new(
            format!("下面之一：{}", choices.join("、")),
            format!("one of: {}", choices.join(", ")),
        );
    }
    let (zh, en) = match expected {
        "a string" | "a borrowed string" | "a character" => ("文字（加引号）", "a text in quotes"),
        "a boolean" => ("true 或 false", "true or false"),
        "a date string" => ("日期，比如 2020-02-17", "a day such as 2020-02-17"),
        "a timestamp string" => (
            "时间，比如 2020-02-17T07:00:00Z",
            "an instant such as 2020-02-17T07:00:00Z",
        ),
        "i8" | "i16" | "i32" | "i64" | "isize" => ("整数（不加引号）", "a whole number without quotes"),
        "u8" | "u16" | "u32" | "u64" | "usize" => ("不小于 0 的整数", "a whole number, zero or more"),
        "f32" | "f64" => ("数字（不加引号）", "a number without quotes"),
        _ if expected.contains("UUID") => ("编号（UUID）", "an id (UUID)"),
        _ if expected.contains("sequence") || expected.contains("array") => ("列表 […]", "a list […]"),
        _ if ["struct", "map", "object", "enum"]
            .iter()
            .any(|kind| expected.contains(kind)) =>
        {
            ("一组字段 {…}", "an object {…}")
        }
        _ => ("接口文档里写的格式", "the form that the API document gives"),
    };
    Words::new(zh, en)
}

#[cfg(test)]
mod tests {
    use domain::division::Division;
    use domain::id::DeclarationId;
    use domain::screening::Category;
    use jiff::Timestamp;
    use jiff::civil::Date;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it can be read is looked at")]
    struct Body {
        id: DeclarationId,
        day: Date,
        at: Timestamp,
        place: Division,
        category: Category,
        names: Vec<String>,
        count: i64,
    }

    fn told(field: &str, value: &str) -> (String, String) {
        let mut fields = vec![
            ("id", "\"00000000-0000-0000-0000-000000000001\""),
            ("day", "\"2020-02-17\""),
            ("at", "\"2020-02-17T07:00:00Z\""),
            ("place", "\"4406\""),
            ("category", "\"confirmed\""),
            ("names", "[\"a\"]"),
            ("count", "1"),
        ];
        fields.retain(|(name, _)| *name != field);
        if !value.is_empty() {
            fields.push((field, value));
        }
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        let text = format!("{{{}}}", fields.join(","));
        let mut text = serde_json::Deserializer::from_str(&text);
        let error = serde_path_to_error::deserialize::<_, Body>(&mut text).expect_err("it does not fit");
        let fault = fault(&error.path().to_string(), &error.inner().to_string());
        (fault.field, fault.words.en)
    }

    #[test]
    fn the_field_is_named_with_what_it_takes() {
        for (field, value, at, takes) in [
            ("id", "\"7\"", "id", "an id (UUID)"),
            ("id", "7", "id", "an id (UUID)"),
            ("day", "\"yesterday\"", "day", "a day such as 2020-02-17"),
            ("day", "\"2020-02-31\"", "day", "a day such as 2020-02-17"),
            ("day", "\"2020-02-17x\"", "day", "a day such as 2020-02-17"),
            ("day", "\"2020/02/17\"", "day", "a day such as 2020-02-17"),
            ("day", "\"\"", "day", "a day such as 2020-02-17"),
            ("at", "\"now\"", "at", "an instant such as 2020-02-17T07:00:00Z"),
            (
                "at",
                "\"2020-02-17\"",
                "at",
                "an instant such as 2020-02-17T07:00:00Z",
            ),
            (
                "place",
                "\"44060\"",
                "place",
                "a division code of 2, 4, 6, 9 or 12 digits",
            ),
            (
                "category",
                "\"wage claim\"",
                "category",
                "one of: confirmed, suspected, asymptomatic",
            ),
            ("names", "\"a\"", "names", "a list […]"),
            ("names", "[\"a\", 7]", "names[1]", "a text in quotes"),
            ("count", "\"1\"", "count", "a whole number without quotes"),
            ("count", "1.5", "count", "a whole number without quotes"),
        ] {
            let (named, said) = told(field, value);
            assert_eq!(named, at, "{value}");
            assert!(said.contains(takes), "{field} {value}: {said}");
        }
        assert_eq!(
            told("count", ""),
            ("count".into(), "This is missing. Give it.".into())
        );
    }

    #[test]
    fn what_was_sent_is_never_repeated() {
        for value in [
            "\"440605199003070010, expected x\"",
            "{\"440605199003070010\":1}",
            "[\"440605199003070010\"]",
        ] {
            for field in ["id", "day", "at", "place", "category", "count"] {
                let (named, said) = told(field, value);
                assert!(
                    !named.contains("4406") && !said.contains("4406"),
                    "{field} {value}: {named} {said}"
                );
            }
        }
    }
}
