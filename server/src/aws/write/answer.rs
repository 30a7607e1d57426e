//! What AWS answers to a change.

use crate::aws::verdict::Verdict;
use app::model::freshness::Cause;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use std::error::Error;

/// What AWS answered when it did what it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The id of what was created.
    pub created: Option<String>,
    /// AWS's ids of the requests, the last one last.
    pub request_ids: Vec<String>,
}

impl Answer {
    /// An answer that only says yes.
    pub(super) fn of(output: &impl RequestId) -> Self {
        Self::creating(output, None)
    }

    /// An answer that says what was created.
    pub(super) fn creating(output: &impl RequestId, created: Option<&str>) -> Self {
        Self {
            created: created.map(str::to_owned),
            request_ids: output.request_id().map(str::to_owned).into_iter().collect(),
        }
    }
}

/// Whether a call that failed did anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// AWS refused it, or it never got there.
    None,
    /// It may have: the answer was lost, or AWS stumbled.
    Unknown,
}

/// Why a change failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What stands in the way.
    pub cause: Cause,
    /// Whether it did anything.
    pub effect: Effect,
    /// AWS's error code.
    pub code: Option<String>,
    /// What AWS said, word for word.
    pub message: Option<String>,
    /// AWS's ids of the requests, the last one last.
    pub request_ids: Vec<String>,
    /// Whether the same may work later.
    pub(super) may_work_later: bool,
}

impl<E> From<SdkError<E, HttpResponse>> for Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let verdict = Verdict::of(&error);
        let service_error = error.as_service_error();
        Self {
            effect: effect(&error, &verdict.cause),
            code: service_error.and_then(|error| error.code()).map(str::to_owned),
            message: service_error.and_then(|error| error.message()).map(str::to_owned),
            request_ids: error.request_id().map(str::to_owned).into_iter().collect(),
            may_work_later: verdict.may_work_later,
            cause: verdict.cause,
        }
    }
}

/// What was refused with an answer that says so did nothing; with a server error, with an answer that can't be read, whatever its
/// status, or with none, nobody knows.
fn effect<E>(error: &SdkError<E, HttpResponse>, cause: &Cause) -> Effect {
    match error {
        _ if matches!(cause, Cause::Throttled | Cause::Credentials | Cause::NotInRegion) => Effect::None,
        SdkError::ConstructionFailure(_) => Effect::None,
        SdkError::ServiceError(answer) if answer.raw().status().is_client_error() => Effect::None,
        _ => Effect::Unknown,
    }
}
