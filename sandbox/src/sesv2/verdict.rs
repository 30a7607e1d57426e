//! Whether the DNS holds what SES looks for.

use super::dns::records;
use super::{DkimAttributes, DkimOrigin, VerificationError};
use crate::dns::{RecordType, Zones};

/// Why SES did not find what it looked for.
pub type Verdict = Result<(), VerificationError>;

/// The preference of the MX record of a MAIL FROM domain.
const MX_PREFERENCE: u16 = 10;

/// Looks for the proof that the account owns `domain` and has published its key.
/// <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim.html>
pub fn of_dkim(zones: &Zones, domain: &str, dkim: &DkimAttributes) -> Verdict {
    let tokens = dkim.tokens.as_deref().unwrap_or_default();
    match (&dkim.signing_attributes_origin, tokens) {
        (_, []) => Err(VerificationError::ServiceError),
        (DkimOrigin::External, [selector, ..]) => {
            let key = dkim.public_key.as_deref().unwrap_or_default();
            own_key(zones, &format!("{selector}._domainkey.{domain}"), key)
        }
        (_, tokens) => {
            let zone = dkim.signing_hosted_zone.as_deref().unwrap_or_default();
            tokens.iter().try_for_each(|token| {
                let name = format!("{token}._domainkey.{domain}");
                leads_to(zones, &name, &format!("{token}.{zone}"))
            })
        }
    }
}

/// Looks for the MX record of a MAIL FROM domain: exactly one, and no CNAME instead.
/// <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
pub fn of_mail_from(zones: &Zones, domain: &str, region: &str) -> Verdict {
    if records(zones, domain, RecordType::CNAME).is_ok() {
        return Err(VerificationError::InvalidValue);
    }
    let exchangers = records(zones, domain, RecordType::MX)?;
    let wanted = format!("{MX_PREFERENCE} feedback-smtp.{region}.amazonses.com");
    valid(exchangers == [wanted])
}

fn leads_to(zones: &Zones, name: &str, target: &str) -> Verdict {
    let targets = records(zones, name, RecordType::CNAME)?;
    valid(targets.iter().all(|one| one.eq_ignore_ascii_case(target)))
}

fn own_key(zones: &Zones, name: &str, key: &str) -> Verdict {
    let texts = records(zones, name, RecordType::TXT)?;
    valid(texts.iter().any(|text| holds_key(text, key)))
}

/// Whether a DKIM record holds this key. Blanks and quotation marks do not matter.
/// <https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1>
fn holds_key(text: &str, key: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '"').collect();
    let tags: Vec<_> = text.split(';').filter_map(|tag| tag.split_once('=')).collect();
    let is = |tag: &str, value: &str| {
        let mut given = tags.iter().filter(|(name, _)| *name == tag);
        given.all(|(_, given)| *given == value)
    };
    is("v", "DKIM1") && is("k", "rsa") && tags.contains(&("p", key)) && is("p", key)
}

fn valid(fits: bool) -> Verdict {
    if fits {
        Ok(())
    } else {
        Err(VerificationError::InvalidValue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::NameServer;
    use crate::dns::testing::{name, publish, zones};

    const NOT_THERE: Verdict = Err(VerificationError::HostNotFound);
    const WITHOUT_TYPE: Verdict = Err(VerificationError::TypeNotFound);
    const WRONG: Verdict = Err(VerificationError::InvalidValue);
    const BROKEN: Verdict = Err(VerificationError::DnsServerError);

    fn easy() -> DkimAttributes {
        DkimAttributes {
            tokens: Some(["a", "b", "c"].map(str::to_owned).into()),
            signing_hosted_zone: Some("dkim.amazonses.com".to_owned()),
            ..DkimAttributes::default()
        }
    }

    fn published(tokens: &[&str]) -> Zones {
        let mut zones = zones(&["example.com"]);
        for token in tokens {
            let at = format!("{token}._domainkey.example.com");
            let target = format!("{}.DKIM.amazonses.com.", token.to_uppercase());
            publish(&mut zones, &at, "CNAME", &[&target]);
        }
        zones
    }

    fn with_dead_server(mut zones: Zones) -> Zones {
        zones.set_server(&name("example.com"), NameServer::Dead).unwrap();
        zones
    }

    #[test]
    fn easy_dkim_needs_each_of_its_records() {
        let verdict = |zones: &Zones| of_dkim(zones, "example.com", &easy());
        assert_eq!(verdict(&published(&["a", "b", "c"])), Ok(()));
        assert_eq!(verdict(&published(&["a", "c"])), NOT_THERE);
        assert_eq!(verdict(&with_dead_server(published(&["a", "b", "c"]))), BROKEN);
        for (record_type, value, expected) in [("TXT", "v=DKIM1", WITHOUT_TYPE), ("CNAME", "c.dkim.example.com", WRONG)]
        {
            let mut zones = published(&["a", "b"]);
            publish(&mut zones, "c._domainkey.example.com", record_type, &[value]);
            assert_eq!(verdict(&zones), expected, "{record_type}");
        }
    }

    #[test]
    fn nothing_is_proved_without_tokens() {
        let verdict = of_dkim(&Zones::default(), "example.com", &DkimAttributes::default());
        assert_eq!(verdict, Err(VerificationError::ServiceError));
    }

    #[test]
    fn an_own_key_is_found_however_it_is_written() {
        let dkim = DkimAttributes::own_key("s1".to_owned(), "MIGf+/==".to_owned());
        let verdict = |texts: &[&str]| {
            let mut zones = Zones::default();
            publish(&mut zones, "s1._domainkey.example.com", "TXT", texts);
            of_dkim(&zones, "example.com", &dkim)
        };
        for text in [
            "p=MIGf+/==",
            "v=DKIM1; k=rsa; p=MIGf+/==",
            "v=DKIM1;p=MIGf+/==;",
            r#""v=DKIM1; k=rsa; p=MIG" "f+/==""#,
            " p = MIGf +/== ",
        ] {
            assert_eq!(verdict(&[text]), Ok(()), "{text}");
            assert_eq!(verdict(&["unrelated", text]), Ok(()), "{text}");
        }
        for text in [
            "",
            "MIGf+/==",
            "p=",
            "p=MIGf",
            "k=ed25519; p=MIGf+/==",
            "v=DKIM2; p=MIGf+/==",
        ] {
            assert_eq!(verdict(&[text]), WRONG, "{text}");
        }
        assert_eq!(of_dkim(&Zones::default(), "example.com", &dkim), NOT_THERE);
    }

    #[test]
    fn a_mail_from_domain_has_exactly_one_exchanger() {
        let host = "bounce.example.com";
        let verdict = |zones: &Zones| of_mail_from(zones, host, "eu-west-2");
        let with = |record_type: &str, values: &[&str]| {
            let mut zones = Zones::default();
            publish(&mut zones, host, record_type, values);
            zones
        };
        let right = "10 Feedback-SMTP.eu-west-2.amazonses.com.";
        assert_eq!(verdict(&with("MX", &[right])), Ok(()));
        for wrong in [
            with("MX", &[right, "20 mx.example.com"]),
            with("MX", &["20 feedback-smtp.eu-west-2.amazonses.com"]),
            with("MX", &["10 feedback-smtp.us-east-1.amazonses.com"]),
            with("CNAME", &["elsewhere.example"]),
        ] {
            assert_eq!(verdict(&wrong), WRONG);
        }
        assert_eq!(verdict(&Zones::default()), NOT_THERE);
        assert_eq!(verdict(&with("TXT", &["v=spf1 -all"])), WITHOUT_TYPE);
        assert_eq!(verdict(&with_dead_server(with("MX", &[right]))), BROKEN);
    }
}
