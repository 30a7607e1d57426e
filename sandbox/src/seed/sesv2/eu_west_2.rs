//! The second Region: nine identities, some of them replicas.

use super::draft::{Draft, mail_from, replica_of};
use crate::account::US_EAST_1;
use crate::seed::tags;
use crate::sesv2::{BehaviorOnMxFailure, EmailIdentity, KeyLength, MailFromDomainStatus, VerificationError};

/// All of them.
pub fn identities(draft: &Draft) -> Vec<EmailIdentity> {
    let replica = |identity| replica_of(US_EAST_1, identity);
    vec![
        EmailIdentity {
            tags: tags(&[("team", "platform"), ("replica-of", US_EAST_1)]),
            ..replica(draft.domain("mail.example.com"))
        },
        EmailIdentity {
            mail_from: Some(mail_from(
                "bounce.support.example.org",
                MailFromDomainStatus::Success,
                BehaviorOnMxFailure::RejectMessage,
            )),
            configuration_set: Some("transactional".to_owned()),
            ..draft.domain("support.example.org")
        },
        replica(draft.pending("eu.example.com", 20, VerificationError::ReplicationAccessDenied)),
        replica(draft.failed("boutique.example.net", VerificationError::ReplicationPrimaryNotFound)),
        replica(draft.failed(
            "byo.example.net",
            VerificationError::ReplicationPrimaryByoDkimNotSupported,
        )),
        draft.not_started("archive.example.org"),
        short_key(draft),
        draft.pending("shop.example.com", 3, VerificationError::ServiceError),
        EmailIdentity {
            tags: tags(&[("team", "deutsch")]),
            ..draft.address("kundenservice@example.org")
        },
    ]
}

fn short_key(draft: &Draft) -> EmailIdentity {
    let mut identity = draft.domain("newsletter.example.org");
    identity.dkim.current_signing_key_length = Some(KeyLength::Rsa1024);
    identity.dkim.next_signing_key_length = Some(KeyLength::Rsa1024);
    identity.feedback_forwarding = false;
    identity.configuration_set = Some("marketing".to_owned());
    identity
}
