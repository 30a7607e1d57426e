//! What a connection string has to be beside what the model says: a fully qualified domain name.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_CreateConnectionAlias.html>

use crate::wire::Violation;

const LONGEST_LABEL: usize = 63;

/// Refuses what is not a fully qualified domain name (RFC 1123, section 2.1): at least two labels,
/// none of them empty, too long or with a hyphen at an end, the last one not a number.
pub fn check(connection_string: &str) -> Result<(), Violation> {
    let labels: Vec<_> = connection_string.split('.').collect();
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    let is_qualified = labels.len() > 1 && !labels.last().is_some_and(|label| is_number(label));
    if is_qualified && labels.into_iter().all(is_label) {
        return Ok(());
    }
    let constraint = "Member must be a fully qualified domain name";
    Err(Violation::new("ConnectionString", connection_string, constraint))
}

fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_string_is_a_fully_qualified_domain_name() {
        for name in [
            "www.example.com",
            "WWW.Example.com",
            "a.b",
            "7.example",
            "xn--mnchen-3ya.example",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        let long = format!("{}.example.com", "a".repeat(64));
        for name in [
            "localhost",
            ".example.com",
            "example.com.",
            "a..b",
            "-a.example",
            "a-.example",
            "a.-b",
            "10.0.0.1",
            ".",
            &long,
        ] {
            assert!(check(name).is_err(), "{name}");
        }
    }
}
