//! Aliyun's text messages: SendSms of 2017-05-25, signed by ACS3-HMAC-SHA256
//! (<https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature>).

use std::sync::Arc;

use domain::clock::{Clock, Entropy};
use domain::message::Message;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::sign::{digest, encoded, mac};
use super::{Approved, Keys};
use crate::line::{Answered, Line, Unusable};
use crate::refusal::{Refusal, Why};
use crate::{Receipt, Sender, Sending};

/// Where the service is.
const ADDRESS: &str = "https://dysmsapi.aliyuncs.com";

const ACTION: &str = "SendSms";
const VERSION: &str = "2017-05-25";

/// What it answers on a message it took.
const TAKEN: &str = "OK";

/// An account at Aliyun.
pub struct Aliyun {
    line: Line,
    keys: Keys,
    approved: Approved,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// One request's parts that are signed.
struct Request<'a> {
    host: &'a str,
    action: &'a str,
    version: &'a str,
    query: &'a str,
    date: &'a str,
    nonce: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Reply {
    code: String,
    #[serde(default)]
    biz_id: String,
}

impl Aliyun {
    /// An account at the service; at another `address` where it is reached by one of our own.
    pub fn new(
        keys: Keys,
        approved: Approved,
        address: Option<&str>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, Unusable> {
        Ok(Self {
            line: Line::to(address.unwrap_or(ADDRESS))?,
            keys,
            approved,
            clock,
            entropy,
        })
    }

    async fn hand_over(&self, message: &Message) -> Result<Receipt, Refusal> {
        let query = self.query(message);
        let date = seconds(self.clock.now());
        let mut nonce = [0; 16];
        self.entropy.fill(&mut nonce);
        let nonce = hex::encode(nonce);
        let request = Request {
            host: self.line.host(),
            action: ACTION,
            version: VERSION,
            query: &query,
            date: &date,
            nonce: &nonce,
        };
        let asked = self
            .line
            .post(Some(&query))
            .header("x-acs-action", ACTION)
            .header("x-acs-version", VERSION)
            .header("x-acs-date", &date)
            .header("x-acs-signature-nonce", &nonce)
            .header("x-acs-content-sha256", digest(b""))
            .header("authorization", request.authorization(&self.keys));
        read(&Line::ask(asked).await?)
    }

    /// The parameters, in the order of their names.
    fn query(&self, message: &Message) -> String {
        let Message::SignInCode { phone, code } = message;
        let parameter = json!({ "code": code }).to_string();
        [
            ("PhoneNumbers", phone.as_str()),
            ("SignName", &self.approved.sign_name),
            ("TemplateCode", &self.approved.template),
            ("TemplateParam", &parameter),
        ]
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .join("&")
    }
}

impl Sender for Aliyun {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(self.hand_over(message))
    }
}

impl Request<'_> {
    fn authorization(&self, keys: &Keys) -> String {
        const SIGNED: &str =
            "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
        let Self {
            host,
            action,
            version,
            query,
            date,
            nonce,
        } = self;
        let body = digest(b"");
        let canonical = format!(
            "POST\n/\n{query}\nhost:{host}\nx-acs-action:{action}\nx-acs-content-sha256:{body}\nx-acs-date:{date}\n\
             x-acs-signature-nonce:{nonce}\nx-acs-version:{version}\n\n{SIGNED}\n{body}"
        );
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", digest(canonical.as_bytes()));
        let signature = hex::encode(mac(keys.secret.as_bytes(), &to_sign));
        format!(
            "ACS3-HMAC-SHA256 Credential={},SignedHeaders={SIGNED},Signature={signature}",
            keys.id
        )
    }
}

/// An instant as the service writes it: to the second, in UTC.
fn seconds(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn read(answered: &Answered) -> Result<Receipt, Refusal> {
    let reply: Reply = serde_json::from_slice(&answered.body).map_err(|_| match answered.status {
        500.. => Refusal::new(Why::Busy, ""),
        _ => Refusal::new(Why::Unread, ""),
    })?;
    match reply.code.as_str() {
        TAKEN => Ok(Receipt(reply.biz_id)),
        code => Err(Refusal::new(why(code, answered.status), code)),
    }
}

/// What the service's codes mean (<https://help.aliyun.com/document_detail/101346.html>).
fn why(code: &str, status: u16) -> Why {
    const ACCOUNT: [&str; 8] = [
        "RAM_PERMISSION",
        "OUT_OF_SERVICE",
        "AMOUNT",
        "ACCOUNT",
        "PRODUCT",
        "AccessKey",
        "Forbidden",
        "Signature",
    ];
    let says = |words: &[&str]| words.iter().any(|word| code.contains(word));
    if says(&["LIMIT_CONTROL", "DAY_LIMIT", "MONTH_LIMIT", "FREQUENCY"]) {
        Why::Limit
    } else if says(&["MOBILE", "BLACK_KEY", "NUMBER"]) {
        Why::Number
    } else if says(&["TEMPLATE", "SIGN", "JSON_PARAM", "CONTENT", "PARAM_LENGTH"]) {
        Why::Template
    } else if says(&ACCOUNT) {
        Why::Account
    } else if status >= 500
        || says(&[
            "Throttling",
            "SYSTEM_ERROR",
            "GATEWAY",
            "Unavailable",
            "InternalError",
        ])
    {
        Why::Busy
    } else {
        Why::Unread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_signed_as_in_the_published_example() {
        // The page named above: its fixed parameters, with YourAccessKeyId and YourAccessKeySecret.
        let request = Request {
            host: "ecs.cn-shanghai.aliyuncs.com",
            action: "RunInstances",
            version: "2014-05-26",
            query: "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            date: "2023-10-26T10:22:32Z",
            nonce: "3156853299f313e23d1673dc12e1703d",
        };
        let keys = Keys {
            id: "YourAccessKeyId".into(),
            secret: "YourAccessKeySecret".into(),
        };
        assert_eq!(
            request.authorization(&keys),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
             x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn a_code_of_the_service_says_what_to_do() {
        for (code, expected) in [
            ("isv.BUSINESS_LIMIT_CONTROL", Why::Limit),
            ("isv.DAY_LIMIT_CONTROL", Why::Limit),
            ("isv.SMS_TEMPLATE_ILLEGAL", Why::Template),
            ("isv.SMS_SIGNATURE_ILLEGAL", Why::Template),
            ("isv.TEMPLATE_MISSING_PARAMETERS", Why::Template),
            ("isv.MOBILE_NUMBER_ILLEGAL", Why::Number),
            ("isv.BLACK_KEY_CONTROL_LIMIT", Why::Number),
            ("isv.AMOUNT_NOT_ENOUGH", Why::Account),
            ("isp.RAM_PERMISSION_DENY", Why::Account),
            ("SignatureDoesNotMatch", Why::Account),
            ("InvalidAccessKeyId.NotFound", Why::Account),
            ("isp.SYSTEM_ERROR", Why::Busy),
            ("Throttling.User", Why::Busy),
            ("isv.NEVER_HEARD_OF", Why::Unread),
        ] {
            assert_eq!(why(code, 400), expected, "{code}");
        }
    }
}
