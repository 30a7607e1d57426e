//! The first Region: 14 identities.

use serde_json::json;

use super::draft::{Draft, mail_from, with_own_key};
use crate::seed::tags;
use crate::sesv2::{
    BehaviorOnMxFailure, EmailIdentity, KeyLength, MailFromDomainStatus, VerificationError, VerificationStatus,
};
use crate::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

/// In the order in which a smaller seed keeps them.
pub fn identities(draft: &Draft) -> Vec<EmailIdentity> {
    vec![
        shop(draft),
        EmailIdentity {
            tags: tags(&[("team", "platform"), ("replicated-to", "eu-west-2")]),
            configuration_set: Some("transactional".to_owned()),
            ..draft.domain("mail.example.com")
        },
        longer_key_next(draft),
        own_key(draft),
        unsigned(draft),
        EmailIdentity {
            tags: tags(&[("team", "product"), ("launch", "2026-q1")]),
            ..draft.pending("launch.example.com", 6, VerificationError::HostNotFound)
        },
        draft.pending("beta.example.com", 30, VerificationError::TypeNotFound),
        draft.pending("trial.example.net", 66, VerificationError::InvalidValue),
        draft.failed("old.example.net", VerificationError::HostNotFound),
        draft.unreachable("status.example.com", VerificationError::DnsServerError),
        // münchen.example
        EmailIdentity {
            tags: tags(&[("team", "münchen")]),
            ..draft.domain("xn--mnchen-3ya.example")
        },
        EmailIdentity {
            tags: tags(&[("team", "orders")]),
            configuration_set: Some("transactional".to_owned()),
            ..draft.address("help@example.com")
        },
        draft.unconfirmed("billing@example.com", VerificationStatus::Pending),
        draft.unconfirmed("former.colleague@example.com", VerificationStatus::Failed),
    ]
}

fn shop(draft: &Draft) -> EmailIdentity {
    EmailIdentity {
        mail_from: Some(mail_from(
            "bounce.shop.example.com",
            MailFromDomainStatus::Success,
            BehaviorOnMxFailure::UseDefaultValue,
        )),
        policies: [
            (
                "partner-sends-receipts".to_owned(),
                policy(draft.region, "ses:SendEmail", "receipts@shop.example.com"),
            ),
            (
                "partner-sends-raw".to_owned(),
                policy(draft.region, "ses:SendRawEmail", "raw@shop.example.com"),
            ),
        ]
        .into(),
        tags: tags(&[
            ("aws:cloudformation:stack-name", "shop-mail"),
            ("environment", "production"),
            ("team", "orders"),
        ]),
        configuration_set: Some("transactional".to_owned()),
        ..draft.domain("shop.example.com")
    }
}

fn longer_key_next(draft: &Draft) -> EmailIdentity {
    let mut identity = draft.domain("example.org");
    identity.dkim.current_signing_key_length = Some(KeyLength::Rsa1024);
    identity.mail_from = Some(mail_from(
        "mail.example.org",
        MailFromDomainStatus::Pending,
        BehaviorOnMxFailure::RejectMessage,
    ));
    identity
}

fn own_key(draft: &Draft) -> EmailIdentity {
    let mut identity = with_own_key("s2026", draft.domain("byo.example.net"));
    identity.tags = tags(&[("key-rotation", "yearly"), ("owner", "security")]);
    identity.mail_from = Some(mail_from(
        "bounces.byo.example.net",
        MailFromDomainStatus::Failed,
        BehaviorOnMxFailure::UseDefaultValue,
    ));
    identity
}

fn unsigned(draft: &Draft) -> EmailIdentity {
    let mut identity = draft.domain("news.example.com");
    identity.dkim.signing_enabled = false;
    identity.feedback_forwarding = false;
    identity.configuration_set = Some("marketing".to_owned());
    identity.mail_from = Some(mail_from(
        "bounce.news.example.com",
        MailFromDomainStatus::TemporaryFailure,
        BehaviorOnMxFailure::RejectMessage,
    ));
    identity
}

/// Lets the other account send as `from`.
fn policy(region: &str, action: &str, from: &str) -> String {
    let resource = format!("arn:aws:ses:{region}:{ACCOUNT_ID}:identity/shop.example.com");
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": OTHER_ACCOUNT_ID },
            "Action": action,
            "Resource": resource,
            "Condition": { "StringEquals": { "ses:FromAddress": from } },
        }],
    })
    .to_string()
}
