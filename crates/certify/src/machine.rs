//! By which names a machine is called from itself and from its local network.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// `localhost`, the loopback addresses, the host's name (given, since this crate reads no environment) and the
/// address other machines of the local network see. What cannot be told is left out.
pub fn names(host: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into();
    names.extend(host.and_then(host_name));
    names.extend(network_address().map(|address| address.to_string()));
    names.dedup();
    names
}

/// A host name in the form a certificate can bear: letters, digits, dashes and dots; anything else is no name.
fn host_name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    let fits = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    (fits && !text.is_empty() && text != "localhost").then(|| text.to_ascii_lowercase())
}

/// The address of the interface that leads out of this machine. Connecting a datagram socket sends nothing: it
/// only asks the system which way it would go. The peer is a documentation address (RFC 5737) nobody has.
fn network_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_always_known_to_itself() {
        assert_eq!(names(None)[..3], ["localhost", "127.0.0.1", "::1"]);
    }

    #[test]
    fn a_host_name_is_taken_only_where_a_certificate_can_bear_it() {
        for (text, name) in [
            ("Site-Office\n", Some("site-office")),
            ("kiosk.local.", Some("kiosk.local")),
            ("localhost", None),
            ("工地", None),
            ("a b", None),
            ("", None),
        ] {
            assert_eq!(host_name(text).as_deref(), name, "{text}");
        }
    }
}
