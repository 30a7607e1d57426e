//! Whether SES has seen proof that the account may send as an identity.

use serde::Serialize;

use crate::wire::Timestamp;

/// `VerificationStatus` of the model, and `DkimStatus`, which has the same values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VerificationStatus {
    /// SES is looking, for up to 72 hours.
    Pending,
    /// SES found what it looked for.
    Success,
    /// SES did not find it in time.
    Failed,
    /// SES found it once, and cannot tell at present.
    TemporaryFailure,
    /// SES was not asked to look.
    #[default]
    NotStarted,
}

impl VerificationStatus {
    /// The names on the wire.
    pub const NAMES: [(&str, Self); 5] = [
        ("PENDING", Self::Pending),
        ("SUCCESS", Self::Success),
        ("FAILED", Self::Failed),
        ("TEMPORARY_FAILURE", Self::TemporaryFailure),
        ("NOT_STARTED", Self::NotStarted),
    ];
}

/// `VerificationInfo` of the model.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VerificationInfo {
    /// When SES last looked.
    pub last_checked_timestamp: Option<Timestamp>,
    /// When SES last found what it looked for.
    pub last_success_timestamp: Option<Timestamp>,
    /// Why it did not, the last time.
    pub error_type: Option<VerificationError>,
    /// Who answers for the domain, as far as SES found out.
    #[serde(rename = "SOARecord")]
    pub soa_record: Option<SoaRecord>,
}

/// `SOARecord` of the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SoaRecord {
    /// The zone's primary name server.
    pub primary_name_server: String,
    /// The mailbox of the zone's administrator, in DNS notation.
    pub admin_email: String,
    /// The zone's serial number.
    pub serial_number: i64,
}

/// `VerificationError` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VerificationError {
    /// SES itself has a problem.
    ServiceError,
    /// The domain's name server has one.
    DnsServerError,
    /// The name does not exist.
    HostNotFound,
    /// The name exists, without such a record.
    TypeNotFound,
    /// The record exists, with another value.
    InvalidValue,
    /// The caller may not replicate the parent's key.
    ReplicationAccessDenied,
    /// The parent's Region has no such identity.
    ReplicationPrimaryNotFound,
    /// The parent brings its own key.
    ReplicationPrimaryByoDkimNotSupported,
    /// The parent is a replica itself.
    ReplicationReplicaAsPrimaryNotSupported,
    /// The parent's Region is not one that a replica can have.
    ReplicationPrimaryInvalidRegion,
}
