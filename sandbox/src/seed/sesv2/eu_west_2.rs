//! The second Region: nine identities, some of them replicas.

use super::draft::{Draft, not_started};
use crate::account::US_EAST_1;
use crate::seed::tags;
use crate::seed::zones::MailFromPublished;
use crate::sesv2::{BehaviorOnMxFailure, EmailIdentity, KeyLength, VerificationStatus};

/// All of them.
pub fn identities(draft: &Draft<'_>) -> Vec<EmailIdentity> {
    vec![
        EmailIdentity {
            tags: tags(&[("team", "platform"), ("replica-of", US_EAST_1)]),
            ..draft.replica("mail.example.com", US_EAST_1, 2000)
        },
        EmailIdentity {
            mail_from: Some(draft.mail_from(
                "bounce.support.example.org",
                600,
                BehaviorOnMxFailure::RejectMessage,
                MailFromPublished::Rightly,
            )),
            configuration_set: Some("transactional".to_owned()),
            ..draft.domain("support.example.org")
        },
        // A Region of another partition, whose identities nobody outside it may replicate.
        draft.replica("eu.example.com", "us-gov-west-1", 20),
        draft.orphan("boutique.example.net", US_EAST_1),
        draft.orphan("byo.example.net", US_EAST_1),
        not_started("archive.example.org"),
        short_key(draft),
        draft.service_error("shop.example.com", VerificationStatus::Pending),
        EmailIdentity {
            tags: tags(&[("team", "deutsch")]),
            ..draft.address("kundenservice@example.org")
        },
    ]
}

fn short_key(draft: &Draft<'_>) -> EmailIdentity {
    let mut identity = draft.domain("newsletter.example.org");
    identity.dkim.current_signing_key_length = Some(KeyLength::Rsa1024);
    identity.dkim.next_signing_key_length = Some(KeyLength::Rsa1024);
    identity.feedback_forwarding = false;
    identity.configuration_set = Some("marketing".to_owned());
    identity
}
