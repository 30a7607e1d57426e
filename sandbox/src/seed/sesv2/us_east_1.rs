//! The first Region: 14 identities.

use serde_json::json;

use super::draft::{Draft, unconfirmed};
use crate::seed::tags;
use crate::seed::zones::{MailFromPublished, Published};
use crate::sesv2::{BehaviorOnMxFailure, EmailIdentity, KeyLength, VerificationStatus};
use crate::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

/// In the order in which a smaller seed keeps them.
pub fn identities(draft: &Draft<'_>) -> Vec<EmailIdentity> {
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
            ..draft.created("launch.example.com", 6, Published::WithDoubledSuffix)
        },
        draft.created("beta.example.com", 30, Published::AsText),
        draft.created(
            "trial.example.net",
            66,
            Published::WithZone("dkim.af-south-1.amazonses.com"),
        ),
        draft.failed("old.example.net", Published::ButOne),
        draft.unreachable("status.example.com"),
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
        unconfirmed("billing@example.com", VerificationStatus::Pending),
        unconfirmed("former.colleague@example.com", VerificationStatus::Failed),
    ]
}

fn shop(draft: &Draft<'_>) -> EmailIdentity {
    EmailIdentity {
        mail_from: Some(draft.mail_from(
            "bounce.shop.example.com",
            700,
            BehaviorOnMxFailure::UseDefaultValue,
            MailFromPublished::Rightly,
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

fn longer_key_next(draft: &Draft<'_>) -> EmailIdentity {
    let mut identity = draft.domain("example.org");
    identity.dkim.current_signing_key_length = Some(KeyLength::Rsa1024);
    identity.mail_from = Some(draft.mail_from(
        "mail.example.org",
        20,
        BehaviorOnMxFailure::RejectMessage,
        MailFromPublished::AsAlias,
    ));
    identity
}

fn own_key(draft: &Draft<'_>) -> EmailIdentity {
    let mut identity = draft.own_key("byo.example.net", "s2026");
    identity.tags = tags(&[("key-rotation", "yearly"), ("owner", "security")]);
    identity.mail_from = Some(draft.mail_from(
        "bounces.byo.example.net",
        200,
        BehaviorOnMxFailure::UseDefaultValue,
        MailFromPublished::BesideAnother,
    ));
    identity
}

fn unsigned(draft: &Draft<'_>) -> EmailIdentity {
    let mut identity = draft.domain("news.example.com");
    identity.dkim.signing_enabled = false;
    identity.feedback_forwarding = false;
    identity.configuration_set = Some("marketing".to_owned());
    identity.mail_from = Some(draft.mail_from(
        "bounce.news.example.com",
        900,
        BehaviorOnMxFailure::RejectMessage,
        MailFromPublished::OnDeadServer,
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
