//! What SES found when it last looked for an identity's records, in words.

use crate::model::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What SES says of its last look (`VerificationInfo`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationInfo {
    /// When SES last looked.
    pub last_checked: Option<Timestamp>,
    /// When the records were last found.
    pub last_success: Option<Timestamp>,
    /// Why they were not found, in AWS's words.
    pub error_type: Option<String>,
    /// The start of authority of the domain's zone as SES saw it.
    pub soa: Option<SoaRecord>,
}

/// The start-of-authority record that SES saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoaRecord {
    /// The primary name server.
    pub primary_name_server: Option<String>,
    /// The zone's administrator.
    pub admin_email: Option<String>,
    /// The zone's serial number.
    pub serial: i64,
}

/// A `VerificationInfo.ErrorType` in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// Explains an error type.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_VerificationInfo.html>
#[must_use]
pub fn explain(error_type: &str) -> Explanation {
    let (meaning, advice) = match error_type {
        "SERVICE_ERROR" => (
            "SES had a problem of its own while it looked.",
            "Nothing to do: SES looks again by itself.",
        ),
        "DNS_SERVER_ERROR" => (
            "The domain's name servers did not answer, or answered with an error.",
            "Check that every name server of the zone answers, and that the delegation names the right ones.",
        ),
        "HOST_NOT_FOUND" => (
            "A record's name did not exist when SES looked.",
            "Publish the records of this page. If they are there, look for a zone name that the DNS provider appended twice.",
        ),
        "TYPE_NOT_FOUND" => (
            "The name exists, but has no record of the type that SES needs.",
            "Check that the type is exactly as listed on this page: a TXT in place of a CNAME is not found.",
        ),
        "INVALID_VALUE" => (
            "A record is there, but its value is not the one that SES expects.",
            "Compare the value character by character with the table on this page: another Region's or an older key's value looks alike.",
        ),
        "REPLICATION_ACCESS_DENIED" => (
            "SES may not read the parent identity that this one replicates.",
            "Let the parent's policies allow replication to this Region.",
        ),
        "REPLICATION_PRIMARY_NOT_FOUND" => (
            "The parent identity that this one replicates does not exist.",
            "Create the identity in its parent Region, or switch this one to Easy DKIM of its own.",
        ),
        "REPLICATION_PRIMARY_BYO_DKIM_NOT_SUPPORTED" => (
            "The parent identity brings its own DKIM key, which can't be replicated.",
            "Switch the parent to Easy DKIM, or set the same key here yourself.",
        ),
        "REPLICATION_REPLICA_AS_PRIMARY_NOT_SUPPORTED" => (
            "The parent identity is a replica itself.",
            "Replicate the identity that the parent replicates.",
        ),
        "REPLICATION_PRIMARY_INVALID_REGION" => (
            "The parent's Region can't be replicated from.",
            "Choose a parent in a Region that supports deterministic Easy DKIM.",
        ),
        _ => (
            "SES names an error that Frontdesk does not know yet.",
            "Look it up in the SES documentation.",
        ),
    };
    Explanation { meaning, advice }
}
