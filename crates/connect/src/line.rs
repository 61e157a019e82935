//! The line to a provider: one client, with an end to every wait.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Url};
use thiserror::Error;

use crate::refusal::{Refusal, Why};

/// Longest wait for a connection, and for an answer from asking on.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(10);

/// Answers are shorter; whoever sends more is not the provider.
const LONGEST_ANSWER: usize = 64 * 1024;

/// An address that nothing can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{0} is not an address of a provider: it has to begin with https:// or http:// and name a host alone"
)]
pub struct Unusable(pub String);

/// A line to one provider.
pub(crate) struct Line {
    client: Client,
    url: Url,
}

/// An answer as it came.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Line {
    pub(crate) fn to(address: &str) -> Result<Self, Unusable> {
        Self::within(address, ANSWER)
    }

    /// A line on which an answer is waited for this long.
    fn within(address: &str, answer: Duration) -> Result<Self, Unusable> {
        let unusable = || Unusable(address.to_owned());
        let url = Url::parse(address).map_err(|_| unusable())?;
        let bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
        if !matches!(url.scheme(), "https" | "http") || !url.has_host() || !bare {
            return Err(unusable());
        }
        let mut client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(answer)
            // A redirect would carry a code to a place nobody chose.
            .redirect(reqwest::redirect::Policy::none());
        if url.scheme() == "http" {
            // A machine without certificates of its own can still talk to a service beside it.
            client = client.tls_certs_only([]);
        }
        let client = client.build().map_err(|_| unusable())?;
        Ok(Self { client, url })
    }

    /// The host as it stands in a request's `Host`.
    pub(crate) fn host(&self) -> &str {
        self.url.authority()
    }

    /// A request to the provider's root, with a query that is encoded already.
    pub(crate) fn post(&self, query: Option<&str>) -> RequestBuilder {
        let mut url = self.url.clone();
        url.set_query(query);
        self.client.post(url)
    }

    /// Sends a request and reads the answer, whatever its status.
    pub(crate) async fn ask(request: RequestBuilder) -> Result<Answered, Refusal> {
        // The error itself would name the address, and with it the phone.
        let silence = |_: reqwest::Error| Refusal::new(Why::Silence, "");
        let mut response = request.send().await.map_err(silence)?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(silence)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(Refusal::new(Why::Unread, ""));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answered { status, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_nothing_more() {
        // Another test may have installed it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        for address in [
            "",
            "dysmsapi.aliyuncs.com",
            "ftp://x.test",
            "https://x.test/send",
            "https://a@x.test",
        ] {
            assert!(Line::to(address).is_err(), "{address}");
        }
        assert_eq!(Line::to("http://127.0.0.1:81").unwrap().host(), "127.0.0.1:81");
    }

    #[tokio::test]
    async fn a_service_that_says_nothing_is_given_up_in_time() {
        // Another test may have installed it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Taken by the system, and answered by nobody.
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", silent.local_addr().unwrap());
        let line = Line::within(&address, Duration::from_millis(50)).unwrap();
        let refused = Line::ask(line.post(None)).await.err();
        assert_eq!(refused.map(|refusal| refusal.why), Some(Why::Silence));
    }
}
