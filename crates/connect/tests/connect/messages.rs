//! A code on its way out, by either provider.

use std::sync::Arc;

use connect::sms::{Aliyun, Approved, Keys, Tencent};
use connect::{Receipt, Refusal, Sender, Why};
use domain::clock::{Clock, Entropy};
use domain::message::Message;
use domain::phone::Phone;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::service::Service;

/// Stands at one instant, and draws sevens.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        "2020-02-17T07:00:00.5Z".parse().unwrap()
    }
}

impl Entropy for Still {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn code() -> Message {
    Message::SignInCode {
        phone: Phone::parse("13800138000").unwrap(),
        code: "031425".into(),
    }
}

/// Keys of a made-up account; the program's one cryptography is there from now on.
fn keys() -> Keys {
    // Another test may have installed it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Keys {
        id: "key-id".into(),
        secret: "key-secret".into(),
    }
}

fn approved() -> Approved {
    Approved {
        sign_name: "工地卫士".into(),
        template: "SMS_1".into(),
    }
}

fn aliyun(address: &str) -> Aliyun {
    Aliyun::new(
        keys(),
        approved(),
        Some(address),
        Arc::new(Still),
        Arc::new(Still),
    )
    .unwrap()
}

fn tencent(address: &str) -> Tencent {
    let application = ("1400006666", "ap-guangzhou");
    Tencent::new(keys(), approved(), application, Some(address), Arc::new(Still)).unwrap()
}

#[tokio::test]
async fn aliyun_is_asked_as_its_contract_says_and_its_receipt_is_kept() {
    let taken =
        json!({ "Code": "OK", "Message": "OK", "BizId": "9006197469364984^0", "RequestId": "F655A8D5" });
    let service = Service::answering(200, &taken.to_string()).await;
    let receipt = aliyun(&service.address).send(&code()).await;
    assert_eq!(receipt, Ok(Receipt("9006197469364984^0".into())));
    let asked = service.asked();
    assert_eq!(
        asked.uri.to_string(),
        "/?PhoneNumbers=13800138000&SignName=%E5%B7%A5%E5%9C%B0%E5%8D%AB%E5%A3%AB&TemplateCode=SMS_1\
         &TemplateParam=%7B%22code%22%3A%22031425%22%7D"
    );
    for (name, value) in [
        ("x-acs-action", "SendSms"),
        ("x-acs-version", "2017-05-25"),
        ("x-acs-date", "2020-02-17T07:00:00Z"),
        ("x-acs-signature-nonce", "07070707070707070707070707070707"),
        (
            "x-acs-content-sha256",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
    ] {
        assert_eq!(asked.header(name), value, "{name}");
    }
    let signed = asked.header("authorization");
    assert!(
        signed.starts_with("ACS3-HMAC-SHA256 Credential=key-id,SignedHeaders=host;"),
        "{signed}"
    );
    assert!(asked.body.is_empty() && !signed.contains("key-secret"));
}

#[tokio::test]
async fn tencent_is_asked_as_its_contract_says_and_its_receipt_is_kept() {
    let taken = json!({ "Response": {
        "SendStatusSet": [{ "SerialNo": "5000:1045710669157053657849499619", "PhoneNumber": "+8613800138000",
            "Fee": 1, "SessionContext": "", "Code": "Ok", "Message": "send success", "IsoCode": "CN" }],
        "RequestId": "a0aabda6",
    } });
    let service = Service::answering(200, &taken.to_string()).await;
    let receipt = tencent(&service.address).send(&code()).await;
    assert_eq!(receipt, Ok(Receipt("5000:1045710669157053657849499619".into())));
    let asked = service.asked();
    let body: Value = serde_json::from_slice(&asked.body).unwrap();
    let expected = json!({
        "PhoneNumberSet": ["+8613800138000"], "SmsSdkAppId": "1400006666", "SignName": "工地卫士",
        "TemplateId": "SMS_1", "TemplateParamSet": ["031425"],
    });
    assert_eq!(body, expected);
    assert_eq!(asked.uri.to_string(), "/", "no number stands in the address");
    for (name, value) in [
        ("content-type", "application/json; charset=utf-8"),
        ("x-tc-action", "SendSms"),
        ("x-tc-version", "2021-01-11"),
        ("x-tc-region", "ap-guangzhou"),
        ("x-tc-timestamp", "1581922800"),
    ] {
        assert_eq!(asked.header(name), value, "{name}");
    }
    let signed = asked.header("authorization");
    assert!(
        signed.starts_with(
            "TC3-HMAC-SHA256 Credential=key-id/2020-02-17/sms/tc3_request, SignedHeaders=content-type;host, "
        ),
        "{signed}"
    );
}

#[tokio::test]
async fn what_aliyun_refuses_is_told_by_its_reason() {
    for (status, body, why, said) in [
        (
            200,
            r#"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"触发小时级流控"}"#,
            Why::Limit,
            "isv.BUSINESS_LIMIT_CONTROL",
        ),
        (
            200,
            r#"{"Code":"isv.SMS_TEMPLATE_ILLEGAL","Message":"模板不合法"}"#,
            Why::Template,
            "isv.SMS_TEMPLATE_ILLEGAL",
        ),
        (
            200,
            r#"{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"13800138000"}"#,
            Why::Number,
            "isv.MOBILE_NUMBER_ILLEGAL",
        ),
        (
            400,
            r#"{"Code":"SignatureDoesNotMatch","Message":"x"}"#,
            Why::Account,
            "SignatureDoesNotMatch",
        ),
        (503, "<html>busy</html>", Why::Busy, ""),
        (200, "<html>a portal's page</html>", Why::Unread, ""),
    ] {
        let service = Service::answering(status, body).await;
        let refused = aliyun(&service.address).send(&code()).await.unwrap_err();
        assert_eq!(
            refused,
            Refusal {
                why,
                code: said.into()
            },
            "{body}"
        );
    }
}

#[tokio::test]
async fn what_tencent_refuses_is_told_by_its_reason_whether_of_the_request_or_of_the_number() {
    let of_number =
        |code: &str| json!({ "Response": { "SendStatusSet": [{ "Code": code, "SerialNo": "" }] } });
    let of_request = |code: &str| json!({ "Response": { "Error": { "Code": code, "Message": "x" } } });
    for (body, why) in [
        (
            of_number("LimitExceeded.PhoneNumberThirtySecondLimit"),
            Why::Limit,
        ),
        (
            of_number("FailedOperation.TemplateIncorrectOrUnapproved"),
            Why::Template,
        ),
        (
            of_number("InvalidParameterValue.IncorrectPhoneNumber"),
            Why::Number,
        ),
        (of_request("AuthFailure.SecretIdNotFound"), Why::Account),
        (of_request("RequestLimitExceeded"), Why::Busy),
        (json!({ "Response": { "SendStatusSet": [] } }), Why::Unread),
    ] {
        let service = Service::answering(200, &body.to_string()).await;
        let refused = tencent(&service.address).send(&code()).await.unwrap_err();
        assert_eq!(refused.why, why, "{body}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_may_be_asked_again() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let refused = tencent(&address).send(&code()).await.unwrap_err();
    assert!(refused.why == Why::Silence && refused.why.passes());
}
