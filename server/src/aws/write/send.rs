//! The one way in which AWS is asked to change something.

use super::{Answer, Call, Effect, Failure};
use crate::aws::{
    breaker::{Breakers, is_down},
    clients::Clients,
    pacer::{Pacer, Priority},
    pause,
};
use app::model::{freshness::Cause, region::Region};
use std::sync::Arc;

const ATTEMPTS: u32 = 3;

/// Changes AWS in one Region.
#[derive(Clone)]
pub struct Writer {
    pub(in crate::aws) region: Region,
    pub(in crate::aws) clients: Arc<Clients>,
    pub(in crate::aws) pacer: Arc<Pacer>,
    pub(in crate::aws) breakers: Arc<Breakers>,
}

impl Writer {
    /// Sends `call`, with a token of the pacer for every attempt. It is sent again where that can do nothing twice: when AWS
    /// asked to slow down, and, where the call takes a client token, with the same one.
    ///
    /// # Errors
    /// Why it failed, and whether it may have done something all the same.
    pub async fn send(&self, call: &Call, client_token: &str) -> Result<Answer, Failure> {
        let (service, operation) = (call.service(), call.operation());
        let breaker = self.breakers.of(&self.region, service);
        let mut request_ids = Vec::new();
        let mut may_have_been_done = false;
        let mut attempt = 1;
        loop {
            let pass = breaker.admit_change();
            self.pacer
                .acquire(&self.region, service, operation, Priority::People)
                .await;
            let mut failure = match call.send(&self.clients, client_token).await {
                Ok(mut answer) => {
                    pass.answered();
                    self.pacer.count(service, operation, None);
                    request_ids.append(&mut answer.request_ids);
                    return Ok(Answer { request_ids, ..answer });
                }
                Err(failure) => failure,
            };
            if is_down(&failure.cause, failure.may_work_later) {
                pass.failed();
            } else {
                pass.answered();
            }
            self.pacer.count(service, operation, Some(&failure.cause));
            if failure.cause == Cause::Throttled {
                self.pacer.throttled(&self.region, service, operation);
            }
            request_ids.append(&mut failure.request_ids);
            may_have_been_done |= failure.effect == Effect::Unknown;
            let is_safe = failure.effect == Effect::None || call.takes_client_token();
            if is_safe && failure.may_work_later && attempt < ATTEMPTS {
                tracing::debug!(region = %self.region, operation, attempt, cause = ?failure.cause, "a change failed, trying again");
                self.pacer.wait(pause(attempt, Priority::People)).await;
                attempt += 1;
                continue;
            }
            tracing::warn!(region = %self.region, operation, cause = ?failure.cause, code = failure.code, "a change failed");
            if may_have_been_done {
                failure.effect = Effect::Unknown;
            }
            return Err(Failure { request_ids, ..failure });
        }
    }
}
