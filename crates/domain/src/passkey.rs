//! Passkeys (WebAuthn): at which of the platform's addresses they are made and shown.

use std::net::IpAddr;

/// Passkeys of one account, at most.
pub const MOST_PASSKEYS: usize = 20;

/// How long an authenticator may take to answer, in minutes.
pub const ANSWER_MINUTES: i64 = 5;

/// An address at which people open the platform, as browsers name it. A passkey belongs to its host for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    origin: String,
    host: String,
}

impl Address {
    /// Reads an address without a path, such as `https://sitewarden.example:8443`. None where browsers keep no passkeys:
    /// without TLS (but for this machine itself), and at a number in place of a name.
    pub fn parse(url: &str) -> Option<Self> {
        let url = url.to_ascii_lowercase();
        let (scheme, rest) = url.split_once("://")?;
        let (host, port) = match rest.split_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (rest, None),
        };
        let usual = match scheme {
            "https" => 443,
            "http" if is_this_machine(host) => 80,
            _ => return None,
        };
        if !is_name(host) {
            return None;
        }
        let origin = match port.filter(|port| *port != usual) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        Some(Self {
            origin,
            host: host.to_owned(),
        })
    }

    /// As a browser writes it: scheme, host and, where it is not the usual one, port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What its passkeys belong to (the relying party's id).
    pub fn host(&self) -> &str {
        &self.host
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

/// A domain name in its ASCII form; its last label tells it from an IPv4 address however that is written.
fn is_name(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253
        && host.split('.').all(label)
        && host.parse::<IpAddr>().is_err()
        && !last.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_named_as_browsers_name_it() {
        for (url, origin, host) in [
            (
                "https://Sitewarden.example",
                "https://sitewarden.example",
                "sitewarden.example",
            ),
            ("https://a.example:443", "https://a.example", "a.example"),
            (
                "https://site-office:8443",
                "https://site-office:8443",
                "site-office",
            ),
            ("http://localhost:8080", "http://localhost:8080", "localhost"),
            ("http://localhost:80", "http://localhost", "localhost"),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!((address.origin(), address.host()), (origin, host));
        }
    }

    #[test]
    fn where_browsers_keep_no_passkeys_there_is_no_address() {
        for url in [
            "http://sitewarden.example",
            "https://192.168.1.20:8443",
            "https://[::1]:8443",
            "https://10.1",
            "https://0x7f.0x1",
            "https://a.example/console",
            "https://name@a.example",
            "https://工地.example",
            "https://-a.example",
            "https://a..example",
            "https://",
            "https://a.example:port",
            "ftp://localhost",
            "localhost",
            "",
        ] {
            assert_eq!(Address::parse(url), None, "{url}");
        }
    }
}
