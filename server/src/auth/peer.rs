//! Where a request came from.

use crate::config::Network;
use http::{HeaderMap, HeaderValue, header::FORWARDED};
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// How many proxies are looked past: no deployment has so many, and a longer list is somebody's play.
const HOPS: usize = 32;

/// How long a `Forwarded` header may be, in bytes, to be read.
const LONGEST: usize = 4096;

/// Who sent the request: `peer`, unless that is one of the `trusted` proxies; then the last address that these say was not
/// one of them. What comes before that in the headers, anybody may have written.
///
/// `X-Forwarded-For` counts before `Forwarded` (RFC 7239), as most proxies add to the former only and pass on the latter.
/// With an entry that is no address, the last good one before it (from the right) is the answer.
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

/// Whether a proxy has had its hands on the request, as its headers tell.
#[must_use]
pub fn has_forwarded_headers(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| {
        let name = name.as_str();
        PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name)
    })
}

/// How names of headers begin that proxies add: nginx, Apache, Traefik, oauth2-proxy, AWS's and others' load balancers.
const PREFIXES: [&str; 7] = [
    "x-forwarded",
    "x-original-",
    "x-amzn-",
    "x-auth-request-",
    "x-envoy-",
    "cf-",
    "fastly-",
];

/// The other names.
const NAMES: [&str; 13] = [
    "forwarded",
    "forwarded-for",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-remote-ip",
    "x-remote-addr",
    "x-remote-user",
    "x-proxyuser-ip",
    "x-rewrite-url",
    "client-ip",
    "true-client-ip",
];

/// The addresses that the proxies saw, the last proxy's first; `None` for an entry that is no address.
fn from_the_right(headers: &HeaderMap) -> Box<dyn Iterator<Item = Option<IpAddr>> + '_> {
    if headers.contains_key(X_FORWARDED_FOR) {
        let lines = headers.get_all(X_FORWARDED_FOR).iter().rev();
        return Box::new(lines.flat_map(|line| text(line).rsplit(',').map(address)));
    }
    let lines = headers.get_all(FORWARDED).iter().rev();
    Box::new(lines.flat_map(|line| forwarded(text(line)).unwrap_or_else(|| vec![None]).into_iter().rev()))
}

fn text(line: &HeaderValue) -> &str {
    line.to_str().unwrap_or_default()
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

/// The `for` of each element of a `Forwarded` header; `None` where it is not of the form of RFC 7239, section 4. Strict, as
/// a sender's open quote must not swallow what a proxy adds after it.
fn forwarded(line: &str) -> Option<Vec<Option<IpAddr>>> {
    if line.len() > LONGEST {
        return None;
    }
    split_unquoted(line, ',')?.into_iter().map(node).collect()
}

/// The outer `None`: malformed. The inner: an element that names no address.
fn node(element: &str) -> Option<Option<IpAddr>> {
    let mut node = None;
    for pair in split_unquoted(element, ';')? {
        let (name, value) = pair.trim_matches([' ', '\t']).split_once('=')?;
        let value = match value.strip_prefix('"') {
            Some(rest) => rest.strip_suffix('"')?,
            None => value,
        };
        if value.contains('"') {
            return None;
        }
        if name.eq_ignore_ascii_case("for") && node.replace(address(value)).is_some() {
            return None;
        }
    }
    Some(node.flatten())
}

/// The parts between separators that are not within quotes; `None` with an open quote, or with an escape, which no address
/// needs.
fn split_unquoted(text: &str, separator: char) -> Option<Vec<&str>> {
    let mut is_quoted = false;
    let parts = text
        .split(|c| {
            is_quoted ^= c == '"';
            c == separator && !is_quoted
        })
        .collect();
    (!is_quoted && !text.contains('\\')).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(
            by_forwarded(&format!("for=192.0.2.1;by=\"{}\"", "x".repeat(LONGEST))),
            PROXY
        );
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

    #[test]
    fn proxies_leave_traces() {
        for name in [
            "forwarded",
            "X-Forwarded-For",
            "x-forwarded-host",
            "x-real-ip",
            "x-original-url",
            "via",
            "x-amzn-oidc-data",
            "cf-connecting-ip",
            "x-remote-user",
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                http::HeaderName::try_from(name).expect("a name"),
                HeaderValue::from_static(""),
            );
            assert!(has_forwarded_headers(&headers), "{name}");
        }
        assert!(!has_forwarded_headers(&headers(&[
            ("host", "localhost:3000"),
            ("origin", "http://localhost:3000"),
            ("sec-fetch-site", "same-origin"),
            ("x-requested-with", "x"),
        ])));
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
            client_address(PROXY.parse().expect("an address"), &headers, &trusted());
        }

        #[test]
        fn whoever_the_proxies_saw_is_found(
            theirs in "[0-9a-f.:, ]{0,40}",
            client in any::<std::net::Ipv4Addr>(),
            hops in 0..5_usize,
        ) {
            let client = IpAddr::V4(client);
            prop_assume!(!trusted().iter().any(|network| network.contains(client)));
            let list = format!("{theirs}, {client}{}", ", 10.0.0.9".repeat(hops));
            prop_assert_eq!(by_list(&list), client.to_string());
        }
    }
}
