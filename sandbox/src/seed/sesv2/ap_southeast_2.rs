//! The third Region: seven identities, in the sending sandbox.

use super::draft::{Draft, unconfirmed};
use crate::account::EU_WEST_2;
use crate::seed::tags;
use crate::seed::zones::Published;
use crate::sesv2::{EmailIdentity, VerificationStatus};

/// All of them.
pub fn identities(draft: &Draft<'_>) -> Vec<EmailIdentity> {
    vec![
        EmailIdentity {
            tags: tags(&[("team", "orders"), ("environment", "pilot")]),
            ..draft.domain("shop.example.com")
        },
        draft.orphan("mail.example.com", EU_WEST_2),
        draft.orphan("apac.example.com", draft.region),
        draft.service_error("sydney.example.net", VerificationStatus::TemporaryFailure),
        // café.example
        draft.created("xn--caf-dma.example", 1, Published::BehindDelegation),
        draft.address("returns@shop.example.com"),
        unconfirmed("noreply@example.net", VerificationStatus::Pending),
    ]
}
