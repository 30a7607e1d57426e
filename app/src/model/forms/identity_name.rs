//! What can be an identity: a domain or an e-mail address, as people type or paste it.

use crate::model::unicode::{is_mark, nfc, nfkd};
use std::fmt::Write;

/// What fits into the 255 octets of a name on the wire (RFC 1035, section 2.3.4).
const DOMAIN: usize = 253;
const LABEL: usize = 63;
/// RFC 5321, section 4.5.3.1.
const LOCAL_PART: usize = 64;
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyEmailIdentity.html>
const ADDRESS: usize = 320;
/// How a label in Unicode begins in its ASCII form (RFC 5890, section 2.3.2.1).
const ACE: &str = "xn--";

/// The name as SES takes it: a domain in the ASCII form that DNS has, in lower case; an address as it was typed, but for its
/// domain, if that is not ASCII. Of a pasted `https://Example.com/path` the host is taken.
///
/// # Errors
/// What is wrong with it.
pub fn canonical(typed: &str) -> Result<String, String> {
    let typed = pasted(typed);
    if typed.is_empty() {
        return Err("Type a domain or an email address.".to_owned());
    }
    match typed.rsplit_once('@') {
        None => domain(typed),
        Some((local, host)) => address(local, host),
    }
}

/// A domain name in its ASCII form and in lower case.
///
/// # Errors
/// What is wrong with it.
pub fn domain(typed: &str) -> Result<String, String> {
    // IDNA's other full stops.
    let typed = typed.trim().replace(['。', '．', '｡'], ".");
    let typed = typed.strip_suffix('.').unwrap_or(&typed);
    let labels = typed.split('.').map(label).collect::<Result<Vec<_>, _>>()?;
    let name = labels.join(".");
    let (Some(last), true) = (labels.last(), labels.len() > 1) else {
        return Err("Use a domain with a dot, such as example.com.".to_owned());
    };
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("Use a domain, not an IP address.".to_owned());
    }
    if name.len() > DOMAIN {
        return Err(format!(
            "A domain has at most {DOMAIN} characters; this one has {}.",
            name.len()
        ));
    }
    Ok(name)
}

/// A name with what it looks like in Unicode, if that is something else: "xn--mnchen-3ya.example (münchen.example)". What would
/// not become this name where it is typed, such as what turns the direction of text, is not decoded.
#[must_use]
pub fn shown(name: &str) -> String {
    let (start, host) = name
        .rsplit_once('@')
        .map_or(("", name), |(local, host)| (&name[..=local.len()], host));
    let decode = |ascii: &str| {
        let decoded = ascii.strip_prefix(ACE).and_then(idna::punycode::decode_to_string);
        let decoded = decoded.filter(|decoded| label(decoded).as_deref() == Ok(ascii));
        decoded.unwrap_or_else(|| ascii.to_owned())
    };
    let unicode = host.split('.').map(decode).collect::<Vec<_>>().join(".");
    let mut shown = name.to_owned();
    if unicode != host {
        // Writing to a text can't fail.
        let _ = write!(shown, " ({start}{unicode})");
    }
    shown
}

/// The domain of an address; a domain itself.
#[must_use]
pub fn domain_of(name: &str) -> String {
    name.rsplit_once('@')
        .map_or(name, |(_, host)| host)
        .to_ascii_lowercase()
}

/// Whether `name` is below `domain`.
#[must_use]
pub fn is_subdomain(name: &str, domain: &str) -> bool {
    let above = name.strip_suffix(domain);
    above.is_some_and(|above| above.len() > 1 && above.ends_with('.'))
}

/// The host of an address of the web, the address of a `mailto:`, or what was typed.
fn pasted(typed: &str) -> &str {
    let typed = typed.trim();
    let (scheme, rest) = match typed.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, typed),
    };
    if scheme.is_none() && typed.contains('@') {
        return typed;
    }
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let is_mail = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto"));
    let end: &[char] = if is_mail { &['?'] } else { &['/', '?', '#'] };
    let host = rest.split(end).next().unwrap_or_default();
    if is_mail {
        return host;
    }
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    }
}

fn is_scheme(text: &str) -> bool {
    ["http", "https", "mailto"]
        .iter()
        .any(|scheme| text.eq_ignore_ascii_case(scheme))
}

/// A part of an address without quotation marks: a dot-atom (RFC 5322, section 3.2.3).
fn address(local: &str, host: &str) -> Result<String, String> {
    if local.is_empty() {
        return Err("Type what stands before the @, or leave the @ out for a whole domain.".to_owned());
    }
    if local.contains('@') {
        return Err("An email address has one @.".to_owned());
    }
    let known = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if let Some(bad) = local.chars().find(|c| !known(*c)) {
        return Err(format!(
            "“{bad}” can’t stand before the @: SES takes ASCII letters, digits and punctuation."
        ));
    }
    if local.split('.').any(str::is_empty) {
        return Err("Before the @, a dot can’t be first or last, or follow another.".to_owned());
    }
    let ascii = domain(host)?;
    let host = if host.is_ascii() {
        host.trim_end_matches('.')
    } else {
        &ascii
    };
    let name = format!("{local}@{host}");
    if local.len() > LOCAL_PART || name.len() > ADDRESS {
        return Err(format!(
            "Use at most {LOCAL_PART} characters before the @, and {ADDRESS} in all."
        ));
    }
    Ok(name)
}

/// A part of a domain name (RFC 1123, section 2.1). What is not ASCII becomes punycode, from the form that RFC 5895 maps it to.
fn label(typed: &str) -> Result<String, String> {
    if typed.is_empty() {
        return Err("A domain’s parts can’t be empty: look for two dots in a row.".to_owned());
    }
    let mapped = nfc(&typed
        .chars()
        .flat_map(char::to_lowercase)
        .map(in_usual_width)
        .collect::<String>());
    let known = |c: char| c == '-' || c.is_alphanumeric() || is_mark(c);
    if let Some(bad) = mapped.chars().find(|c| !known(*c)) {
        return Err(format!(
            "“{bad}” can’t be in a domain: use letters, digits and hyphens."
        ));
    }
    if mapped.starts_with('-') || mapped.ends_with('-') {
        return Err(format!("“{typed}” can’t begin or end with a hyphen."));
    }
    let ascii = if mapped.is_ascii() {
        mapped
    } else {
        let punycode = idna::punycode::encode_str(&mapped);
        let punycode = punycode.ok_or_else(|| format!("“{typed}” has no form that DNS takes."))?;
        format!("{ACE}{punycode}")
    };
    if ascii.len() > LABEL {
        return Err(format!(
            "“{typed}” is too long: use at most {LABEL} characters between two dots."
        ));
    }
    Ok(ascii)
}

/// What is typed where letters are as wide, or half as wide, as ideographs.
fn in_usual_width(c: char) -> String {
    let text = c.to_string();
    if ('\u{ff00}'..='\u{ffef}').contains(&c) {
        nfkd(&text)
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_understood() {
        for (typed, name) in [
            (" Example.COM ", "example.com"),
            ("https://Example.com/path?a=b@c#d", "example.com"),
            ("HTTPS://user:pass@www.example.com:8443", "www.example.com"),
            ("example.com/path", "example.com"),
            ("example.com.", "example.com"),
            ("mailto:Jo@Example.com?subject=hi", "Jo@Example.com"),
            ("Jo.o'Neil+a/b@Example.com", "Jo.o'Neil+a/b@Example.com"),
            ("München.example", "xn--mnchen-3ya.example"),
            ("mu\u{308}nchen。example", "xn--mnchen-3ya.example"),
            ("ＭＵ\u{308}ＮＣＨＥＮ．example", "xn--mnchen-3ya.example"),
            ("ﾊﾟﾝ.example", "xn--odk8c.example"),
            ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
            ("info@BÜCHER.example", "info@xn--bcher-kva.example"),
            ("उदाहरण.परीक्षा", "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"),
        ] {
            assert_eq!(canonical(typed).as_deref(), Ok(name), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let label = "l".repeat(63);
        let too_long = format!("{label}.{label}.{label}.{label}");
        for typed in [
            "",
            "https://",
            "localhost",
            "192.0.2.1",
            "a..example",
            "-a.example",
            "a-.example",
            "a_b.example",
            "a b.example",
            "*.example.com",
            "@example.com",
            "user@",
            "user@localhost",
            "a@b@example.com",
            ".a@example.com",
            "a b@example.com",
            "ä@example.com",
            "☃.example",
            &format!("l{label}.example"),
            &format!("{}@example.com", "l".repeat(65)),
            &too_long,
        ] {
            assert!(canonical(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_name_in_ascii_shows_what_it_looks_like() {
        assert_eq!(
            shown("xn--mnchen-3ya.example"),
            "xn--mnchen-3ya.example (münchen.example)"
        );
        assert_eq!(
            shown("a@xn--bcher-kva.example"),
            "a@xn--bcher-kva.example (a@bücher.example)"
        );
        for name in [
            "example.com",
            "xn--abc-4q0a.example",
            "xn--ab-yka7192a.example",
            "xn--paypal-.example",
        ] {
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn a_subdomain_is_below_another_domain() {
        assert!(is_subdomain("bounce.example.com", "example.com"));
        for name in ["example.com", "badexample.com", ".example.com", "example.org"] {
            assert!(!is_subdomain(name, "example.com"), "{name}");
        }
        assert_eq!(domain_of("Jo@Example.com"), "example.com");
    }
}
