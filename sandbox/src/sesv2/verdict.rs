//! Whether the DNS holds what SES looks for.

use super::lookup::{Answer, Lookup};
use super::{DkimAttributes, DkimOrigin, VerificationError};

/// Why SES did not find what it looked for.
pub type Verdict = Result<(), VerificationError>;

/// The preference of the MX record of a MAIL FROM domain.
const MX_PREFERENCE: u16 = 10;

/// Looks for the proof that the account owns `domain` and has published its key.
/// <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim.html>
pub fn of_dkim(records: &dyn Lookup, domain: &str, dkim: &DkimAttributes) -> Verdict {
    let tokens = dkim.tokens.as_deref().unwrap_or_default();
    match (&dkim.signing_attributes_origin, tokens) {
        (_, []) => Err(VerificationError::ServiceError),
        (DkimOrigin::External, [selector, ..]) => {
            let key = dkim.public_key.as_deref().unwrap_or_default();
            own_key(records, &format!("{selector}._domainkey.{domain}"), key)
        }
        (_, tokens) => {
            let zone = dkim.signing_hosted_zone.as_deref().unwrap_or_default();
            tokens.iter().try_for_each(|token| {
                let name = format!("{token}._domainkey.{domain}");
                leads_to(records, &name, &format!("{token}.{zone}"))
            })
        }
    }
}

/// Looks for the MX record of a MAIL FROM domain: exactly one, and no CNAME instead.
/// <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
pub fn of_mail_from(records: &dyn Lookup, domain: &str, region: &str) -> Verdict {
    match records.cname(domain) {
        Answer::Found(_) => return Err(VerificationError::InvalidValue),
        Answer::ServerFailure => return Err(VerificationError::DnsServerError),
        Answer::NoSuchName | Answer::NoSuchType => {}
    }
    let exchangers = found(records.mx(domain))?;
    let wanted = format!("feedback-smtp.{region}.amazonses.com");
    let fits = match exchangers.as_slice() {
        [only] => only.preference == MX_PREFERENCE && same_name(&only.exchange, &wanted),
        _ => false,
    };
    valid(fits)
}

fn leads_to(records: &dyn Lookup, name: &str, target: &str) -> Verdict {
    let targets = found(records.cname(name))?;
    valid(targets.iter().all(|one| same_name(one, target)))
}

fn own_key(records: &dyn Lookup, name: &str, key: &str) -> Verdict {
    let texts = found(records.txt(name))?;
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

fn found<T>(answer: Answer<T>) -> Result<Vec<T>, VerificationError> {
    match answer {
        Answer::Found(values) => Ok(values),
        Answer::NoSuchName => Err(VerificationError::HostNotFound),
        Answer::NoSuchType => Err(VerificationError::TypeNotFound),
        Answer::ServerFailure => Err(VerificationError::DnsServerError),
    }
}

fn valid(fits: bool) -> Verdict {
    if fits {
        Ok(())
    } else {
        Err(VerificationError::InvalidValue)
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim_end_matches('.').eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use super::super::lookup::MailExchanger;
    use super::super::lookup::fake::Records;
    use super::*;

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

    fn published(tokens: &[&str]) -> Records {
        let mut records = Records::default();
        for token in tokens {
            let name = format!("{token}._domainkey.example.com");
            let target = format!("{}.DKIM.amazonses.com.", token.to_uppercase());
            records.cname.insert(name, vec![target]);
        }
        records
    }

    #[test]
    fn easy_dkim_needs_each_of_its_records() {
        let verdict = |records: &Records| of_dkim(records, "example.com", &easy());
        assert_eq!(verdict(&published(&["a", "b", "c"])), Ok(()));
        assert_eq!(verdict(&published(&["a", "c"])), NOT_THERE);

        let mut records = published(&["a", "b"]);
        let name = "c._domainkey.example.com".to_owned();
        records.txt.insert(name.clone(), vec!["v=DKIM1".to_owned()]);
        assert_eq!(verdict(&records), WITHOUT_TYPE);
        records.cname.insert(name, vec!["c.dkim.example.com".to_owned()]);
        assert_eq!(verdict(&records), WRONG);
        records.broken = true;
        assert_eq!(verdict(&records), BROKEN);
    }

    #[test]
    fn nothing_is_proved_without_tokens() {
        let verdict = of_dkim(&Records::default(), "example.com", &DkimAttributes::default());
        assert_eq!(verdict, Err(VerificationError::ServiceError));
    }

    #[test]
    fn an_own_key_is_found_however_it_is_written() {
        let dkim = DkimAttributes::own_key("s1".to_owned(), "MIGf+/==".to_owned());
        let verdict = |texts: &[&str]| {
            let mut records = Records::default();
            let texts = texts.iter().map(|text| (*text).to_owned()).collect();
            records.txt.insert("s1._domainkey.example.com".to_owned(), texts);
            of_dkim(&records, "example.com", &dkim)
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
        assert_eq!(of_dkim(&Records::default(), "example.com", &dkim), NOT_THERE);
    }

    #[test]
    fn a_mail_from_domain_has_exactly_one_exchanger() {
        let host = "bounce.example.com";
        let exchanger = |preference, exchange: &str| MailExchanger {
            preference,
            exchange: exchange.to_owned(),
        };
        let verdict = |exchangers: &[MailExchanger]| {
            let mut records = Records::default();
            records.mx.insert(host.to_owned(), exchangers.to_vec());
            of_mail_from(&records, host, "eu-west-2")
        };
        let right = exchanger(10, "Feedback-SMTP.eu-west-2.amazonses.com.");
        assert_eq!(verdict(std::slice::from_ref(&right)), Ok(()));
        assert_eq!(verdict(&[right.clone(), exchanger(20, "mx.example.com")]), WRONG);
        assert_eq!(verdict(&[exchanger(20, &right.exchange)]), WRONG);
        assert_eq!(
            verdict(&[exchanger(10, "feedback-smtp.us-east-1.amazonses.com")]),
            WRONG
        );

        let mut records = Records::default();
        assert_eq!(of_mail_from(&records, host, "eu-west-2"), NOT_THERE);
        records.txt.insert(host.to_owned(), vec!["v=spf1 -all".to_owned()]);
        assert_eq!(of_mail_from(&records, host, "eu-west-2"), WITHOUT_TYPE);
        records.mx.insert(host.to_owned(), vec![right]);
        records
            .cname
            .insert(host.to_owned(), vec!["elsewhere.example".to_owned()]);
        assert_eq!(of_mail_from(&records, host, "eu-west-2"), WRONG);
        records.broken = true;
        assert_eq!(of_mail_from(&records, host, "eu-west-2"), BROKEN);
    }
}
