//! What a failed call means.

use app::model::freshness::Cause;
use aws_credential_types::provider::error::CredentialsError;
use aws_runtime::retries::classifiers::{THROTTLING_ERRORS, TRANSIENT_ERRORS};
use aws_smithy_http::endpoint::error::ResolveEndpointError;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::error::Error;

/// What an error means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) cause: Cause,
    /// Whether there is no such thing.
    pub(super) is_missing: bool,
    pub(super) may_work_later: bool,
}

impl Verdict {
    pub(super) fn of<E>(error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        match error {
            SdkError::ServiceError(answer) => {
                let status = answer.raw().status().as_u16();
                of_answer(answer.err().code(), status)
            }
            // A response that can't be read: a proxy's error page, or a connection that broke half-way.
            SdkError::ResponseError(answer) => of_answer(None, answer.raw().status().as_u16()),
            _ if has_source::<CredentialsError>(error) => Self::final_cause(Cause::Credentials),
            _ if has_source::<ResolveEndpointError>(error) => Self::final_cause(Cause::NotInRegion),
            SdkError::TimeoutError(_) | SdkError::DispatchFailure(_) => Self {
                may_work_later: true,
                ..Self::final_cause(Cause::Unreachable)
            },
            _ => Self::final_cause(Cause::Other("an incomplete request".to_owned())),
        }
    }

    const fn final_cause(cause: Cause) -> Self {
        Self {
            cause,
            is_missing: false,
            may_work_later: false,
        }
    }
}

/// By error code, else by HTTP status.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/CommonErrors.html>
fn of_answer(code: Option<&str>, status: u16) -> Verdict {
    let cause = match code {
        Some("AccessDeniedException" | "AccessDenied" | "NotAuthorized" | "UnauthorizedOperation") => {
            Cause::AccessDenied
        }
        Some(
            "UnrecognizedClientException"
            | "InvalidSignatureException"
            | "SignatureDoesNotMatch"
            | "ExpiredTokenException"
            | "ExpiredToken"
            | "InvalidClientTokenId"
            | "MissingAuthenticationToken"
            | "MissingAuthenticationTokenException"
            | "IncompleteSignature"
            | "RequestExpired",
        ) => Cause::Credentials,
        Some(code) if is_throttling(code) => Cause::Throttled,
        Some(
            "OptInRequired"
            | "SubscriptionRequiredException"
            | "UnknownOperationException"
            | "OperationNotSupportedException"
            | "InvalidAction",
        ) => Cause::NotInRegion,
        _ if status == 429 => Cause::Throttled,
        None if matches!(status, 401 | 403) => Cause::AccessDenied,
        Some(code) => Cause::Other(code.to_owned()),
        None => Cause::Other(format!("HTTP status {status}")),
    };
    Verdict {
        is_missing: matches!(code, Some("ResourceNotFoundException" | "NotFoundException")),
        may_work_later: cause == Cause::Throttled || status >= 500 || code.is_some_and(is_transient),
        cause,
    }
}

/// As the SDK has it, but for one that the services read here answer when there are too many things, not too many calls.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html#API_CreateEmailIdentity_Errors>
fn is_throttling(code: &str) -> bool {
    code != "LimitExceededException" && THROTTLING_ERRORS.contains(&code)
}

fn is_transient(code: &str) -> bool {
    TRANSIENT_ERRORS.contains(&code)
}

fn has_source<T: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    error.is::<T>() || error.source().is_some_and(has_source::<T>)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(code: &str, status: u16) -> Cause {
        of_answer(Some(code), status).cause
    }

    #[test]
    fn an_answer_s_code_says_what_stands_in_the_way() {
        assert_eq!(cause("AccessDeniedException", 403), Cause::AccessDenied);
        assert_eq!(cause("UnrecognizedClientException", 403), Cause::Credentials);
        assert_eq!(cause("TooManyRequestsException", 429), Cause::Throttled);
        // WorkSpaces throttles with HTTP 400.
        assert_eq!(cause("ThrottlingException", 400), Cause::Throttled);
        assert_eq!(cause("OptInRequired", 403), Cause::NotInRegion);
        assert!(of_answer(Some("NotFoundException"), 404).is_missing);
        let other = Cause::Other("InvalidRequestException".to_owned());
        assert_eq!(cause("InvalidRequestException", 400), other);
    }

    #[test]
    fn only_what_may_work_later_is_tried_again() {
        let again = |code, status| of_answer(code, status).may_work_later;
        assert!(again(Some("ThrottlingException"), 400));
        assert!(again(Some("InternalServiceException"), 500));
        assert!(again(None, 503));
        assert!(again(Some("RequestTimeoutException"), 400));
        assert!(!again(Some("AccessDeniedException"), 403));
        assert!(!again(Some("ResourceNotFoundException"), 404));
        assert!(!again(Some("InvalidParameterException"), 400));
    }

    #[test]
    fn too_many_things_are_not_too_many_calls() {
        let limit = Cause::Other("LimitExceededException".to_owned());
        assert_eq!(cause("LimitExceededException", 400), limit);
        assert_eq!(cause("EC2ThrottledException", 400), Cause::Throttled);
        assert_eq!(cause("PriorRequestNotComplete", 400), Cause::Throttled);
    }
}
