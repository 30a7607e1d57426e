//! How time passes, for Frontdesk and in its simulated AWS: as far as a test lets it.

use super::console::Console;
use crate::support::{NOW, is_complete, until};
use app::{backend::Backend, model::time::Timestamp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use futures::future::BoxFuture;
use sandbox::Sandbox;
use serde_json::json;
use server::aws::Timer;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};
use tower::ServiceExt;

/// Since [`NOW`]: a test is a process of its own, so nobody else moves it.
static MILLIS: AtomicI64 = AtomicI64::new(0);

/// Frontdesk's clock.
pub fn clock() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + MILLIS.load(Ordering::Relaxed))
}

/// Moves Frontdesk's clock, not AWS's.
pub fn pass_here(millis: i64) {
    MILLIS.fetch_add(millis, Ordering::Relaxed);
}

impl Console {
    /// Waits until every listing was read anew, and all that this takes. The clock has moved since the last time.
    pub async fn listed(&self) {
        let (desk, asked) = (&self.desk, clock());
        desk.refresh(None);
        until(desk, |snapshot| {
            let mut scopes = snapshot.scopes.values();
            is_complete(snapshot) && scopes.all(|scope| scope.listed_at == Some(asked))
        })
        .await;
    }

    /// So many seconds pass, here and in AWS.
    pub async fn pass(&self, seconds: u32) {
        pass_here(i64::from(seconds) * 1_000);
        self.pass_in_aws(seconds).await;
    }

    /// So many seconds pass in AWS; nobody here thinks that what was read is old.
    pub async fn pass_in_aws(&self, seconds: u32) {
        self.put("clock", json!({ "step": seconds })).await;
    }
}

/// By how much AWS's lists lag behind: nothing else that AWS does takes so little.
pub const LAG_MILLIS: u64 = 1;

/// Lets AWS's lists catch up.
pub async fn catch_up(sandbox: &Sandbox) {
    let step = Duration::from_millis(LAG_MILLIS).as_secs_f64();
    let request = Request::put("/_sandbox/clock")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "step": step }).to_string()));
    let answer = sandbox.router().oneshot(request.expect("a request")).await;
    assert_eq!(answer.expect("an answer").status(), StatusCode::OK);
}

/// Whoever waits for AWS waits for its lists to catch up, however long that is to be: no test waits for the machine's clock.
pub struct AwsTime {
    sandbox: Sandbox,
    millis: Arc<AtomicU64>,
}

impl AwsTime {
    /// Of this one.
    pub fn of(sandbox: &Sandbox) -> Self {
        Self {
            sandbox: sandbox.clone(),
            millis: Arc::default(),
        }
    }
}

impl Timer for AwsTime {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.millis.load(Ordering::Relaxed))
    }

    fn wait(&self, time: Duration) -> BoxFuture<'static, ()> {
        let (sandbox, millis) = (self.sandbox.clone(), Arc::clone(&self.millis));
        Box::pin(async move {
            let time = u64::try_from(time.as_millis()).expect("no eternity") + 1;
            millis.fetch_add(time, Ordering::Relaxed);
            catch_up(&sandbox).await;
        })
    }
}
