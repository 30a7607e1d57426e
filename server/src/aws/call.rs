//! The one way in which AWS is called: paced, retried, and with errors that say what to do.

use super::{Reader, breaker::is_down, pacer::Priority, verdict::Verdict};
use app::model::freshness::{Cause, Problem, Service};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::{error::Error, time::Duration};

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
        let breaker = self.breakers.of(&self.region, service);
        let mut attempt = 1;
        loop {
            let Some(pass) = breaker.admit(self.priority) else {
                return Err(self.problem(service, operation, Cause::Unreachable));
            };
            self.pacer
                .acquire(&self.region, service, operation, self.priority)
                .await;
            let error = match send().await {
                Ok(answer) => {
                    pass.answered();
                    self.pacer.count(service, operation, None);
                    return Ok(answer);
                }
                Err(error) => error,
            };
            let verdict = Verdict::of(&error);
            if is_down(&verdict.cause, verdict.may_work_later) {
                pass.failed();
            } else {
                pass.answered();
            }
            self.pacer.count(service, operation, Some(&verdict.cause));
            if verdict.cause == Cause::Throttled {
                self.pacer.throttled(&self.region, service, operation);
            }
            if verdict.may_work_later && attempt < ATTEMPTS {
                tracing::debug!(region = %self.region, operation, attempt, cause = ?verdict.cause, "AWS call failed, trying again");
                self.pacer.wait(pause(attempt, self.priority)).await;
                attempt += 1;
                continue;
            }
            if verdict.is_missing && !is_listing(operation) {
                return Err(CallError::NotFound);
            }
            let cause = verdict.cause;
            tracing::warn!(region = %self.region, operation, ?cause, "AWS call failed");
            return Err(self.problem(service, operation, cause));
        }
    }

    fn problem(&self, service: Service, operation: &str, cause: Cause) -> CallError {
        CallError::Problem(Problem {
            service,
            region: self.region.clone(),
            operation: operation.to_owned(),
            cause,
            at: self.now(),
        })
    }
}

/// Whether `operation` tells of many things, as AWS names such: what it does not find is none of them, but what they belong
/// to, such as an instance that was just deleted.
fn is_listing(operation: &str) -> bool {
    operation.starts_with("List") || operation.starts_with("Search")
}

/// Exponential, with full jitter: <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>.
pub(super) fn pause(attempt: u32, priority: Priority) -> Duration {
    let base = match priority {
        Priority::People => Duration::from_millis(200),
        Priority::Sync => Duration::from_secs(1),
    };
    base.mul_f64(f64::from(1_u32 << attempt) * fastrand::f64())
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
        Credentials,
        credential_fn::provide_credentials_fn,
        provider::{SharedCredentialsProvider, error::CredentialsError},
    };

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
    fn the_pause_grows_and_people_wait_less() {
        for _ in 0..100 {
            assert!(pause(1, Priority::People) <= Duration::from_millis(400));
            assert!(pause(2, Priority::Sync) <= Duration::from_secs(4));
        }
    }
}
