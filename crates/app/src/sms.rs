//! Text messages: who carries them, by the settings.

use std::fmt;
use std::sync::Arc;

use anyhow::{Context, bail};
use connect::Sender;
use connect::sms::{Aliyun, Approved, Keys, Tencent};
use serde::{Deserialize, Serialize};

use crate::chance::{SystemClock, SystemEntropy};

/// The settings of text messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SmsSettings {
    pub(crate) provider: Option<Provider>,
    pub(crate) key_id: Text,
    pub(crate) key_secret: Text,
    pub(crate) sign_name: Text,
    pub(crate) template: Text,
    pub(crate) app_id: Text,
    pub(crate) region: Text,
    pub(crate) address: Option<String>,
    pub(crate) most_an_hour: u32,
}

/// Who carries them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Provider {
    Aliyun,
    Tencent,
}

/// A text that may look like a number, as some providers' names do, and that is not shown where settings are.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "String")]
pub(crate) struct Text(String);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Number(u64),
}

impl From<Written> for Text {
    fn from(written: Written) -> Self {
        Self(match written {
            Written::Text(text) => text.trim().to_owned(),
            Written::Number(number) => number.to_string(),
        })
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "Text()" } else { "Text(…)" })
    }
}

impl Default for SmsSettings {
    fn default() -> Self {
        Self {
            provider: None,
            key_id: Text::default(),
            key_secret: Text::default(),
            sign_name: Text::default(),
            template: Text::default(),
            app_id: Text::default(),
            region: Text("ap-guangzhou".into()),
            address: None,
            most_an_hour: 3_000,
        }
    }
}

impl SmsSettings {
    /// Who carries messages; none where nobody is to. Half of an account is told at once, not when the first worker waits.
    pub(crate) fn sender(&self) -> anyhow::Result<Option<Arc<dyn Sender>>> {
        let Some(provider) = self.provider else {
            if self.of_an_account().any(|(_, text)| !text.0.is_empty()) {
                bail!(
                    "platform.sms.provider is missing beside the other settings of platform.sms: set it to \"aliyun\" or \
                     \"tencent\"\nplatform.sms 里缺 provider：请写 \"aliyun\" 或 \"tencent\""
                );
            }
            return Ok(None);
        };
        let missing: Vec<String> = self
            .of_an_account()
            .filter(|(name, text)| text.0.is_empty() && provider.needs(name))
            .map(|(name, _)| format!("platform.sms.{name}"))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            bail!("text messages cannot be sent without {missing}\n要发短信，还缺这些设置：{missing}");
        }
        self.account(provider)
            .map(Some)
            .context("platform.sms.address is not understood")
    }

    fn account(&self, provider: Provider) -> anyhow::Result<Arc<dyn Sender>> {
        let keys = Keys {
            id: self.key_id.0.clone(),
            secret: self.key_secret.0.clone(),
        };
        let approved = Approved {
            sign_name: self.sign_name.0.clone(),
            template: self.template.0.clone(),
        };
        let address = self.address.as_deref();
        let clock = Arc::new(SystemClock);
        Ok(match provider {
            Provider::Aliyun => Arc::new(Aliyun::new(
                keys,
                approved,
                address,
                clock,
                Arc::new(SystemEntropy),
            )?),
            Provider::Tencent => {
                let application = (self.app_id.0.as_str(), self.region.0.as_str());
                Arc::new(Tencent::new(keys, approved, application, address, clock)?)
            }
        })
    }

    fn of_an_account(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        [
            ("key_id", &self.key_id),
            ("key_secret", &self.key_secret),
            ("sign_name", &self.sign_name),
            ("template", &self.template),
            ("app_id", &self.app_id),
        ]
        .into_iter()
    }
}

impl Provider {
    fn needs(self, name: &str) -> bool {
        self == Self::Tencent || name != "app_id"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(settings: &str) -> String {
        // Another test may have installed it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let settings: SmsSettings = toml::from_str(settings).unwrap();
        match settings.sender() {
            Ok(sender) => if sender.is_some() { "somebody" } else { "nobody" }.into(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn an_account_is_whole_or_told_to_be_not() {
        let keys = "key_id = \"a\"\nkey_secret = \"b\"\nsign_name = \"工地卫士\"\ntemplate = 1110\n";
        assert_eq!(said(""), "nobody");
        assert_eq!(said(&format!("provider = \"aliyun\"\n{keys}")), "somebody");
        assert_eq!(
            said(&format!("provider = \"tencent\"\n{keys}app_id = 1400006666\n")),
            "somebody"
        );
        let half = said(&format!("provider = \"tencent\"\n{keys}"));
        assert!(
            half.contains("without platform.sms.app_id\n") && half.contains("还缺"),
            "{half}"
        );
        let bare = said("provider = \"aliyun\"\n");
        assert!(
            bare.contains("key_id, platform.sms.key_secret, platform.sms.sign_name, platform.sms.template"),
            "{bare}"
        );
        assert!(said(keys).contains("provider is missing"));
        let elsewhere = said(&format!(
            "provider = \"aliyun\"\naddress = \"sms.internal\"\n{keys}"
        ));
        assert!(elsewhere.contains("platform.sms.address"), "{elsewhere}");
    }

    #[test]
    fn keys_are_not_shown_where_settings_are() {
        let settings: SmsSettings = toml::from_str("key_secret = \"never-seen\"").unwrap();
        assert!(!format!("{settings:?}").contains("never-seen"));
    }
}
