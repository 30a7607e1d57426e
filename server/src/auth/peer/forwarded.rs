//! The `Forwarded` header: RFC 7239.

use super::address;
use std::net::IpAddr;

/// How long a `Forwarded` header may be, in bytes, to be read.
const LONGEST: usize = 4096;

/// A header that is not of the standard's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The `for` of each element of a `Forwarded` header, where that is an address (RFC 7239, section 4). Strict, as a sender's
/// open quote must not swallow what a proxy adds after it.
pub(super) fn nodes(line: &str) -> Result<Vec<Option<IpAddr>>, Malformed> {
    // No address needs an escape.
    if line.len() > LONGEST || line.contains('\\') {
        return Err(Malformed);
    }
    split_unquoted(line, ',').into_iter().map(node).collect()
}

fn node(element: &str) -> Result<Option<IpAddr>, Malformed> {
    let mut node = None;
    for pair in split_unquoted(element, ';') {
        let (name, value) = pair.trim_matches([' ', '\t']).split_once('=').ok_or(Malformed)?;
        let value = match value.strip_prefix('"') {
            Some(rest) => rest.strip_suffix('"').ok_or(Malformed)?,
            None => value,
        };
        let is_second = name.eq_ignore_ascii_case("for") && node.replace(address(value)).is_some();
        if is_second || name.contains('"') || value.contains('"') {
            return Err(Malformed);
        }
    }
    Ok(node.flatten())
}

/// The parts between separators that are not within quotes.
fn split_unquoted(text: &str, separator: char) -> Vec<&str> {
    let mut is_quoted = false;
    let parts = text.split(|c| {
        is_quoted ^= c == '"';
        c == separator && !is_quoted
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(line: &str) -> Result<Vec<Option<String>>, Malformed> {
        let nodes = nodes(line)?;
        Ok(nodes.into_iter().map(|node| Some(node?.to_string())).collect())
    }

    #[test]
    fn each_element_names_an_address_or_none() {
        let line =
            "for=192.0.2.43, For=\"[2001:db8:cafe::17]:4711\";proto=https,for=unknown;host=\"a,b;c\", by=10.0.0.1";
        assert_eq!(
            addresses(line),
            Ok(vec![
                Some("192.0.2.43".to_owned()),
                Some("2001:db8:cafe::17".to_owned()),
                None,
                None
            ])
        );
    }

    #[test]
    fn what_the_standard_does_not_know_is_not_read() {
        for line in [
            "",
            "for",
            "for=192.0.2.1;",
            "for=\"192.0.2.1",
            "for=192.0.2.1\"",
            "for=\"192.0.2.1\"x",
            "for=\"192.0.2.1\\\"\"",
            "a\"b\"=c;for=192.0.2.1",
            "for=192.0.2.1;for=192.0.2.2",
            "for=192.0.2.1,",
        ] {
            assert_eq!(addresses(line), Err(Malformed), "{line}");
        }
        assert_eq!(
            addresses(&format!("for=192.0.2.1;by=\"{}\"", "x".repeat(LONGEST))),
            Err(Malformed)
        );
    }
}
