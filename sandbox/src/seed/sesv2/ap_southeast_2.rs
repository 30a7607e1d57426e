//! The third Region: seven identities, in the sending sandbox.

use super::draft::{Draft, replica_of};
use crate::account::EU_WEST_2;
use crate::seed::tags;
use crate::sesv2::{EmailIdentity, VerificationError, VerificationStatus};

/// All of them.
pub fn identities(draft: &Draft) -> Vec<EmailIdentity> {
    vec![
        EmailIdentity {
            tags: tags(&[("team", "orders"), ("environment", "pilot")]),
            ..draft.domain("shop.example.com")
        },
        replica_of(
            EU_WEST_2,
            draft.failed(
                "mail.example.com",
                VerificationError::ReplicationReplicaAsPrimaryNotSupported,
            ),
        ),
        replica_of(
            draft.region,
            draft.failed("apac.example.com", VerificationError::ReplicationPrimaryInvalidRegion),
        ),
        draft.unreachable("sydney.example.net", VerificationError::ServiceError),
        // café.example
        draft.pending("xn--caf-dma.example", 1, VerificationError::HostNotFound),
        draft.address("returns@shop.example.com"),
        draft.unconfirmed("noreply@example.net", VerificationStatus::Pending),
    ]
}
