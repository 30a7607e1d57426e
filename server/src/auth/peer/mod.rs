//! Where a request came from.

mod forwarded;
mod traces;

pub use traces::has_forwarded_headers;

use crate::config::Network;
use http::{HeaderMap, header::FORWARDED};
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// How many proxies are looked past: no deployment has so many, and a longer list is somebody's play.
const HOPS: usize = 32;

/// Who sent the request: `peer`, unless that is one of the `trusted` proxies; then the last address that these say was not
/// one of them. What comes before that in the headers, anybody may have written.
///
/// `X-Forwarded-For` counts before `Forwarded` (RFC 7239), as most proxies add to the former only and pass on the latter.
/// With an entry that is no address, the last good one before it (from the right) is the answer: a sender may be hidden so,
/// but is never taken for somebody else.
#[must_use]
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    if !is_trusted(client) {
        return client;
    }
    for entry in from_the_right(headers).take(HOPS) {
        let Some(address) = entry else { break };
        client = address;
        if !is_trusted(client) {
            break;
        }
    }
    client
}

/// The addresses that the proxies saw, the last proxy's first; `None` for an entry that is no address.
fn from_the_right(headers: &HeaderMap) -> Box<dyn Iterator<Item = Option<IpAddr>> + '_> {
    if headers.contains_key(X_FORWARDED_FOR) {
        // By bytes: a sender's part that is not even text must not hide what a proxy adds after it.
        let lines = headers.get_all(X_FORWARDED_FOR).iter().rev();
        let entries = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        return Box::new(entries.map(|entry| address(str::from_utf8(entry).ok()?)));
    }
    let lines = headers.get_all(FORWARDED).iter().rev();
    Box::new(lines.flat_map(|line| {
        let nodes = forwarded::nodes(line.to_str().unwrap_or_default());
        nodes.unwrap_or_else(|_| vec![None]).into_iter().rev()
    }))
}

/// An address, with or without port: the AWS load balancer adds one when told to.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html>
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim_matches([' ', '\t']);
    let bracketed = || entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    entry
        .parse::<IpAddr>()
        .or_else(|_| entry.parse().map(|socket: SocketAddr| socket.ip()))
        .ok()
        .or_else(bracketed)
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const PROXY: &str = "10.0.0.5";

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().expect("a value"));
        }
        headers
    }

    fn trusted() -> Vec<Network> {
        ["10.0.0.0/24", "fd00::/64"]
            .map(|text| text.parse().expect("a network"))
            .to_vec()
    }

    fn client(peer: &str, pairs: &[(&'static str, &str)]) -> String {
        client_address(peer.parse().expect("an address"), &headers(pairs), &trusted()).to_string()
    }

    fn by_list(list: &str) -> String {
        client(PROXY, &[(X_FORWARDED_FOR, list)])
    }

    fn by_forwarded(value: &str) -> String {
        client(PROXY, &[("forwarded", value)])
    }

    #[test]
    fn a_stranger_is_who_they_are_whatever_they_say() {
        for name in [X_FORWARDED_FOR, "forwarded", "x-real-ip"] {
            assert_eq!(client("192.0.2.1", &[(name, "198.51.100.1")]), "192.0.2.1");
        }
        assert_eq!(client("192.0.2.1", &[("forwarded", "for=198.51.100.1")]), "192.0.2.1");
        assert_eq!(client("::ffff:192.0.2.1", &[]), "192.0.2.1");
    }

    #[test]
    fn the_last_that_is_no_proxy_is_the_sender() {
        assert_eq!(client(PROXY, &[]), PROXY);
        assert_eq!(by_list("192.0.2.1"), "192.0.2.1");
        // What the sender wrote themselves comes first.
        assert_eq!(by_list("198.51.100.1, 192.0.2.1"), "192.0.2.1");
        assert_eq!(by_list("198.51.100.1, 192.0.2.1 ,\t10.0.0.7,fd00::1"), "192.0.2.1");
        assert_eq!(by_list("10.0.0.8, 10.0.0.7"), "10.0.0.8");
        let lines = [(X_FORWARDED_FOR, "192.0.2.1"), (X_FORWARDED_FOR, "10.0.0.7")];
        assert_eq!(client("::ffff:10.0.0.5", &lines), "192.0.2.1");
    }

    #[test]
    fn addresses_may_have_ports() {
        assert_eq!(by_list("192.0.2.1:4711"), "192.0.2.1");
        assert_eq!(by_list("[2001:db8::1]:4711"), "2001:db8::1");
        assert_eq!(by_list("[2001:db8::1]"), "2001:db8::1");
        assert_eq!(by_list("2001:db8::1"), "2001:db8::1");
        assert_eq!(by_list("::ffff:192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn with_an_entry_that_is_no_address_the_last_good_one_counts() {
        for bad in [
            "unknown",
            "",
            "192.0.2.1:port",
            "192.0.2.256",
            "[192.0.2.1]",
            "desk.example.com",
        ] {
            assert_eq!(by_list(&format!("198.51.100.1, {bad}")), PROXY, "{bad}");
            assert_eq!(by_list(&format!("198.51.100.1, {bad}, 10.0.0.7")), "10.0.0.7", "{bad}");
        }
    }

    #[test]
    fn a_list_is_followed_so_far_only() {
        let list = format!("192.0.2.1{}", ", 10.0.0.7".repeat(HOPS));
        assert_eq!(by_list(&list), "10.0.0.7");
    }

    #[test]
    fn the_standards_header_is_read_where_it_is_the_only_one() {
        assert_eq!(by_forwarded("for=192.0.2.1"), "192.0.2.1");
        assert_eq!(by_forwarded("For=\"[2001:db8:cafe::17]:4711\""), "2001:db8:cafe::17");
        assert_eq!(
            by_forwarded("for=198.51.100.1, for=192.0.2.60;proto=http;by=203.0.113.43, for=10.0.0.7"),
            "192.0.2.60"
        );
        assert_eq!(by_forwarded("proto=https;host=\"a,b;c\";for=192.0.2.1"), "192.0.2.1");
        let lines = [("forwarded", "for=192.0.2.1"), ("forwarded", "for=10.0.0.7")];
        assert_eq!(client(PROXY, &lines), "192.0.2.1");
        let both = [("forwarded", "for=198.51.100.1"), (X_FORWARDED_FOR, "192.0.2.1")];
        assert_eq!(client(PROXY, &both), "192.0.2.1");
    }

    #[test]
    fn a_senders_quote_swallows_nothing() {
        for theirs in ["for=\"", "x=\"", "for=\\\"", "for=198.51.100.1;x=\""] {
            for ours in ["for=192.0.2.1", "for=\"[2001:db8::1]\"", "for=192.0.2.1;by=\"_p\""] {
                assert_eq!(by_forwarded(&format!("{theirs}, {ours}")), PROXY, "{theirs} {ours}");
            }
        }
        for bad in [
            "for=198.51.100.1, for=_hidden",
            "for=198.51.100.1, for=unknown",
            "for=198.51.100.1, proto=https",
        ] {
            assert_eq!(by_forwarded(bad), PROXY, "{bad}");
        }
        assert_eq!(by_forwarded("for=192.0.2.1;for=198.51.100.1"), PROXY);
    }

    proptest! {
        #[test]
        fn the_answer_is_the_peer_or_stands_in_a_header(
            lines in proptest::collection::vec("[0-9a-f.:\\[\\]\", ;=_for\\\\]{0,60}", 0..4),
            name in prop_oneof![Just(X_FORWARDED_FOR), Just("forwarded")],
        ) {
            let pairs: Vec<_> = lines.iter().map(|line| (name, line.as_str())).collect();
            let answer = client(PROXY, &pairs);
            let stands = lines.iter().any(|line| {
                line.split(|c: char| !(c.is_ascii_hexdigit() || ".:".contains(c))).any(|part| {
                    address(part).is_some_and(|address| address.to_string() == answer)
                })
            });
            prop_assert!(answer == PROXY || stands, "{answer} of {lines:?}");
        }

        #[test]
        fn no_bytes_do_harm(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            name in prop_oneof![Just(X_FORWARDED_FOR), Just("forwarded")],
        ) {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                headers.append(name, value);
            }
            let peer: IpAddr = "192.0.2.1".parse().expect("an address");
            prop_assert_eq!(client_address(peer, &headers, &trusted()), peer);
            let proxy: IpAddr = PROXY.parse().expect("an address");
            let answer = client_address(proxy, &headers, &trusted());
            prop_assert!(answer == proxy || bytes.contains(&b'.') || bytes.contains(&b':'));
        }

        #[test]
        fn whoever_the_proxies_saw_is_found(
            theirs in proptest::collection::vec(prop_oneof![0x20..0x7f_u8, 0x80..=0xff_u8], 0..40),
            client in any::<std::net::Ipv4Addr>(),
            hops in 0..5_usize,
        ) {
            let client = IpAddr::V4(client);
            prop_assume!(!trusted().iter().any(|network| network.contains(client)));
            let ours = format!(", {client}{}", ", 10.0.0.9".repeat(hops));
            let value = HeaderValue::from_bytes(&[theirs.as_slice(), ours.as_bytes()].concat()).expect("a value");
            let mut headers = HeaderMap::new();
            headers.append(X_FORWARDED_FOR, value);
            let proxy = PROXY.parse().expect("an address");
            prop_assert_eq!(client_address(proxy, &headers, &trusted()), client);
        }
    }
}
