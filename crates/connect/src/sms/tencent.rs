//! Tencent Cloud's text messages: SendSms of 2021-01-11, signed by TC3-HMAC-SHA256
//! (<https://cloud.tencent.com/document/api/382/52072>).

use std::sync::Arc;

use domain::clock::Clock;
use domain::message::Message;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::sign::{digest, mac};
use super::{Approved, Keys};
use crate::line::{Answered, Line, Unusable};
use crate::refusal::{Refusal, Why};
use crate::{Receipt, Sender, Sending};

/// Where the service is.
const ADDRESS: &str = "https://sms.tencentcloudapi.com";

const SERVICE: &str = "sms";
const ACTION: &str = "SendSms";
const VERSION: &str = "2021-01-11";
const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// What it answers on a message it took.
const TAKEN: &str = "Ok";

/// An account at Tencent Cloud.
pub struct Tencent {
    line: Line,
    keys: Keys,
    approved: Approved,
    app_id: String,
    region: String,
    clock: Arc<dyn Clock>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Reply {
    response: Body,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    error: Option<Coded>,
    #[serde(default)]
    send_status_set: Vec<Coded>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Coded {
    code: String,
    #[serde(default)]
    serial_no: String,
}

impl Tencent {
    /// An account at the service, with its application and region; at another `address` where it is reached by one of
    /// our own.
    pub fn new(
        keys: Keys,
        approved: Approved,
        (app_id, region): (&str, &str),
        address: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Unusable> {
        Ok(Self {
            line: Line::to(address.unwrap_or(ADDRESS))?,
            keys,
            approved,
            app_id: app_id.to_owned(),
            region: region.to_owned(),
            clock,
        })
    }

    async fn hand_over(&self, message: &Message) -> Result<Receipt, Refusal> {
        let Message::SignInCode { phone, code } = message;
        let body = json!({
            "PhoneNumberSet": [format!("+86{}", phone.as_str())],
            "SmsSdkAppId": self.app_id,
            "SignName": self.approved.sign_name,
            "TemplateId": self.approved.template,
            "TemplateParamSet": [code],
        })
        .to_string();
        let now = self.clock.now();
        let asked = self
            .line
            .post(None)
            .header("content-type", CONTENT_TYPE)
            .header("x-tc-action", ACTION)
            .header("x-tc-version", VERSION)
            .header("x-tc-region", &self.region)
            .header("x-tc-timestamp", now.as_second())
            .header(
                "authorization",
                authorization(&self.keys, SERVICE, self.line.host(), &body, now),
            )
            .body(body);
        read(&Line::ask(asked).await?)
    }
}

impl Sender for Tencent {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(self.hand_over(message))
    }
}

fn authorization(keys: &Keys, service: &str, host: &str, body: &str, now: Timestamp) -> String {
    const SIGNED: &str = "content-type;host";
    let day = now.strftime("%Y-%m-%d").to_string();
    let scope = format!("{day}/{service}/tc3_request");
    let canonical = format!(
        "POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{host}\n\n{SIGNED}\n{}",
        digest(body.as_bytes())
    );
    let to_sign = format!(
        "TC3-HMAC-SHA256\n{}\n{scope}\n{}",
        now.as_second(),
        digest(canonical.as_bytes())
    );
    let of_the_day = mac(format!("TC3{}", keys.secret).as_bytes(), &day);
    let of_the_service = mac(&of_the_day, service);
    let signature = hex::encode(mac(&mac(&of_the_service, "tc3_request"), &to_sign));
    format!(
        "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={SIGNED}, Signature={signature}",
        keys.id
    )
}

fn read(answered: &Answered) -> Result<Receipt, Refusal> {
    let reply: Reply = serde_json::from_slice(&answered.body).map_err(|_| match answered.status {
        500.. => Refusal::new(Why::Busy, ""),
        _ => Refusal::new(Why::Unread, ""),
    })?;
    let Body {
        error,
        send_status_set,
    } = reply.response;
    let said = error.or_else(|| send_status_set.into_iter().next());
    match said {
        Some(taken) if taken.code == TAKEN => Ok(Receipt(taken.serial_no)),
        Some(refused) => Err(Refusal::new(why(&refused.code), &refused.code)),
        None => Err(Refusal::new(Why::Unread, "")),
    }
}

/// What the service's codes mean (<https://cloud.tencent.com/document/api/382/59177>).
fn why(code: &str) -> Why {
    const ACCOUNT: [&str; 5] = [
        "AuthFailure",
        "Unauthorized",
        "InsufficientBalance",
        "SdkAppId",
        "PermissionDeny",
    ];
    let begins = |words: &[&str]| words.iter().any(|word| code.starts_with(word));
    let says = |words: &[&str]| words.iter().any(|word| code.contains(word));
    if begins(&["RequestLimitExceeded", "InternalError", "ResourceUnavailable"]) {
        Why::Busy
    } else if begins(&["LimitExceeded"]) {
        Why::Limit
    } else if says(&ACCOUNT) {
        Why::Account
    } else if says(&["PhoneNumber"]) {
        Why::Number
    } else if says(&["Template", "Signature", "SensitiveWord", "ContentLength"]) {
        Why::Template
    } else {
        Why::Unread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_signed_as_in_the_published_example() {
        // <https://www.tencentcloud.com/document/product/267/37447>: one instance by its name.
        let body =
            r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let keys = Keys {
            id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE".into(),
            secret: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE".into(),
        };
        let at = Timestamp::from_second(1_551_113_065).unwrap();
        assert_eq!(
            authorization(&keys, "cvm", "cvm.tencentcloudapi.com", body, at),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host, \
             Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        );
    }

    #[test]
    fn a_code_of_the_service_says_what_to_do() {
        for (code, expected) in [
            ("LimitExceeded.PhoneNumberDailyLimit", Why::Limit),
            ("LimitExceeded.DeliveryFrequencyLimit", Why::Limit),
            ("FailedOperation.TemplateIncorrectOrUnapproved", Why::Template),
            ("FailedOperation.SignatureIncorrectOrUnapproved", Why::Template),
            ("InvalidParameterValue.IncorrectPhoneNumber", Why::Number),
            ("FailedOperation.PhoneNumberInBlacklist", Why::Number),
            ("AuthFailure.SignatureFailure", Why::Account),
            ("FailedOperation.InsufficientBalanceInSmsPackage", Why::Account),
            ("InvalidParameterValue.SdkAppIdNotExist", Why::Account),
            ("RequestLimitExceeded", Why::Busy),
            ("InternalError.Timeout", Why::Busy),
            ("FailedOperation.NeverHeardOf", Why::Unread),
        ] {
            assert_eq!(why(code), expected, "{code}");
        }
    }
}
