//! Names of hosts, as people type them.

use super::identity_name;

/// What fits into the 255 octets that a name has in DNS.
/// Source: <https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4>
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// What is wrong with `name` as a fully qualified domain name: letters, digits and hyphens in at least two labels.
/// Source: <https://www.rfc-editor.org/rfc/rfc1123#section-2>
#[must_use]
pub fn wrong(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("Fill this in.".to_owned());
    }
    if let Some(bad) = name
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
    {
        return Some(wrong_character(name, bad));
    }
    if name.split('.').any(str::is_empty) {
        return Some("A dot stands between two labels: not first, not last, not beside another.".to_owned());
    }
    if let Some(label) = name
        .split('.')
        .find(|label| label.starts_with('-') || label.ends_with('-'))
    {
        return Some(format!("“{label}” can’t begin or end with a hyphen."));
    }
    if let Some(label) = name.split('.').find(|label| label.len() > LONGEST_LABEL) {
        return Some(format!(
            "“{label}” is too long: DNS allows {LONGEST_LABEL} characters between two dots."
        ));
    }
    if name.len() > LONGEST {
        return Some(format!("Use at most {LONGEST} characters: DNS allows no more."));
    }
    match name.rsplit_once('.') {
        None => Some("Use the whole name, such as desktop.example.com.".to_owned()),
        Some((_, last)) if last.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some("Use a name, not an IP address.".to_owned())
        }
        Some(_) => None,
    }
}

fn wrong_character(name: &str, bad: char) -> String {
    match identity_name::domain(name) {
        Ok(ascii) if !bad.is_ascii() && wrong(&ascii).is_none() => {
            format!("AWS takes the form that DNS has: {ascii}.")
        }
        _ if bad.is_whitespace() => "A space can’t be in it.".to_owned(),
        _ => format!("“{bad}” can’t be in it: use letters, digits, hyphens and dots."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_hosts_are_told_from_other_texts() {
        let label = "l".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}.example", "l".repeat(53));
        for name in [
            "example.com",
            "WWW.Example.com",
            "a.b",
            "7.example",
            "xn--mnchen-3ya.example",
            &longest,
        ] {
            assert_eq!(wrong(name), None, "{name}");
        }
        let too_long = format!("l{longest}");
        for text in [
            "",
            "localhost",
            "example.com.",
            ".example.com",
            "a..example",
            "-a.example",
            "a-.example",
            "a_b.example",
            "a b.example",
            "https://example.com",
            "192.0.2.1",
            "münchen.example",
            &too_long,
        ] {
            assert!(wrong(text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_form_of_other_scripts_is_said() {
        assert_eq!(
            wrong("münchen.example").as_deref(),
            Some("AWS takes the form that DNS has: xn--mnchen-3ya.example.")
        );
    }
}
