//! The one way in which AWS is called: paced, retried, and with errors that say what to do.

use super::{Reader, pacer::Priority};
use app::model::freshness::{Cause, Problem, Service};
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_http::endpoint::error::ResolveEndpointError;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::{error::Error, time::Duration};
use tokio::time::sleep;

const ATTEMPTS: u32 = 3;

/// A call that failed for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError {
    /// There is no such thing.
    NotFound,
    /// Something stands in the way.
    Problem(Problem),
}

impl Reader {
    /// Sends what `send` makes: waits for a token before every attempt, and tries again what may work later.
    pub(super) async fn call<T, E, F>(
        &self,
        service: Service,
        operation: &'static str,
        send: impl Fn() -> F,
    ) -> Result<T, CallError>
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
    {
        let mut attempt = 1;
        loop {
            self.pacer
                .acquire(&self.region, service, operation, self.priority)
                .await;
            let error = match send().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let verdict = Verdict::of(&error);
            if verdict.may_work_later && attempt < ATTEMPTS {
                tracing::debug!(region = %self.region, operation, attempt, cause = ?verdict.cause, "AWS call failed, trying again");
                sleep(pause(attempt, self.priority)).await;
                attempt += 1;
                continue;
            }
            let Some(cause) = verdict.cause else {
                return Err(CallError::NotFound);
            };
            tracing::warn!(region = %self.region, operation, ?cause, "AWS call failed");
            return Err(CallError::Problem(Problem {
                service,
                region: self.region.clone(),
                operation: operation.to_owned(),
                cause,
                at: self.now(),
            }));
        }
    }
}

/// Exponential, with full jitter: <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>.
fn pause(attempt: u32, priority: Priority) -> Duration {
    let base = match priority {
        Priority::People => Duration::from_millis(200),
        Priority::Sync => Duration::from_secs(1),
    };
    base.mul_f64(f64::from(1_u32 << attempt) * fastrand::f64())
}

/// What an error means.
#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    /// `None`: there is no such thing.
    cause: Option<Cause>,
    may_work_later: bool,
}

impl Verdict {
    fn of<E>(error: &SdkError<E, HttpResponse>) -> Self
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
                cause: Some(Cause::Unreachable),
                may_work_later: true,
            },
            _ => Self::final_cause(Cause::Other("an incomplete request".to_owned())),
        }
    }

    const fn final_cause(cause: Cause) -> Self {
        Self {
            cause: Some(cause),
            may_work_later: false,
        }
    }
}

/// By error code, else by HTTP status.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/CommonErrors.html>
fn of_answer(code: Option<&str>, status: u16) -> Verdict {
    let cause = match code {
        Some("ResourceNotFoundException" | "NotFoundException") => {
            return Verdict {
                cause: None,
                may_work_later: false,
            };
        }
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
        Some(
            "ThrottlingException"
            | "Throttling"
            | "TooManyRequestsException"
            | "RequestLimitExceeded"
            | "LimitExceededException"
            | "RequestThrottled"
            | "SlowDown",
        ) => Cause::Throttled,
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
        may_work_later: cause == Cause::Throttled || status >= 500,
        cause: Some(cause),
    }
}

fn has_source<T: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    error.is::<T>() || error.source().is_some_and(has_source::<T>)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        aws::{Aws, Pacer},
        config::Quotas,
    };
    use app::model::time::Timestamp;
    use aws_config::{BehaviorVersion, SdkConfig, retry::RetryConfig};
    use aws_credential_types::{
        Credentials, credential_fn::provide_credentials_fn, provider::SharedCredentialsProvider,
    };

    fn cause(code: &str, status: u16) -> Option<Cause> {
        of_answer(Some(code), status).cause
    }

    #[test]
    fn an_answer_s_code_says_what_stands_in_the_way() {
        assert_eq!(cause("AccessDeniedException", 403), Some(Cause::AccessDenied));
        assert_eq!(cause("UnrecognizedClientException", 403), Some(Cause::Credentials));
        assert_eq!(cause("TooManyRequestsException", 429), Some(Cause::Throttled));
        // WorkSpaces throttles with HTTP 400.
        assert_eq!(cause("ThrottlingException", 400), Some(Cause::Throttled));
        assert_eq!(cause("OptInRequired", 403), Some(Cause::NotInRegion));
        assert_eq!(cause("NotFoundException", 404), None);
        let other = Cause::Other("InvalidRequestException".to_owned());
        assert_eq!(cause("InvalidRequestException", 400), Some(other));
    }

    async fn account_with(credentials: Result<Credentials, CredentialsError>) -> Option<Cause> {
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            // Reserved, and not listened on.
            .endpoint_url("http://127.0.0.1:1")
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .retry_config(RetryConfig::disabled())
            .credentials_provider(SharedCredentialsProvider::new(provide_credentials_fn(move || {
                let credentials = match &credentials {
                    Ok(credentials) => Ok(credentials.clone()),
                    Err(error) => Err(CredentialsError::not_loaded(error.to_string())),
                };
                async move { credentials }
            })))
            .build();
        let region = "eu-west-2".parse().expect("a Region");
        let aws = Aws::new(
            &config,
            std::slice::from_ref(&region),
            Pacer::new(Quotas::default()),
            Timestamp::default,
        );
        let reader = aws.reader(&region, Priority::People).expect("a reader");
        match reader.account().await {
            Err(CallError::Problem(problem)) => Some(problem.cause),
            other => panic!("a problem: {other:?}"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn missing_credentials_are_not_taken_for_a_broken_network() {
        let none = CredentialsError::not_loaded("none");
        assert_eq!(account_with(Err(none)).await, Some(Cause::Credentials));
        let some = Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret", None, None, "test");
        assert_eq!(account_with(Ok(some)).await, Some(Cause::Unreachable));
    }

    #[test]
    fn only_what_may_work_later_is_tried_again() {
        let again = |code, status| of_answer(code, status).may_work_later;
        assert!(again(Some("ThrottlingException"), 400));
        assert!(again(Some("InternalServiceException"), 500));
        assert!(again(None, 503));
        assert!(!again(Some("AccessDeniedException"), 403));
        assert!(!again(Some("ResourceNotFoundException"), 404));
        assert!(!again(Some("InvalidParameterException"), 400));
    }

    #[test]
    fn the_pause_grows_and_people_wait_less() {
        for _ in 0..100 {
            assert!(pause(1, Priority::People) <= Duration::from_millis(400));
            assert!(pause(2, Priority::Sync) <= Duration::from_secs(4));
        }
    }
}
