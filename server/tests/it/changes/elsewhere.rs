//! What others do to AWS meanwhile, by other means than this Frontdesk.

use super::{
    console::{Answer, Console},
    front::Call as Wire,
};
use crate::support::{NOW, aws};
use app::model::change::Review;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use futures::future::join;
use http_body_util::BodyExt;
use serde_json::Value;
use server::aws::write::{Answer as Made, Call};
use tower::ServiceExt;
use uuid::Uuid;

impl Console {
    /// Somebody of this account makes a call.
    pub async fn elsewhere(&self, region: &str, call: impl Into<Call>) -> Made {
        let (aws, regions) = aws(&self.aws, &[region], || NOW).await;
        let writer = aws.writer(&regions[0]).expect("a Region");
        let token = Uuid::new_v4().to_string();
        writer.send(&call.into(), &token).await.expect("an answer")
    }

    /// The other account calls an operation of WorkSpaces.
    pub async fn other_account(&self, region: &str, operation: &str, input: Value) -> Value {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={}/20261118/{region}/workspaces/aws4_request, SignedHeaders=host, Signature=0",
            sandbox::OTHER_ACCESS_KEY_ID
        );
        let request = Request::post("/")
            .header(header::HOST, self.aws.trim_start_matches("http://"))
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_TYPE, "application/x-amz-json-1.1")
            .header("x-amz-target", format!("WorkspacesService.{operation}"))
            .body(Body::from(input.to_string()))
            .expect("a request");
        let answer = self.sandbox.router().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8_lossy(&body);
        assert_eq!(parts.status, StatusCode::OK, "{operation}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Says yes to a review; when its `call` is on its way, `meanwhile` happens, and AWS gets the call after that.
    pub async fn make_while(&self, review: &Review, call: Wire, meanwhile: impl AsyncFnOnce()) -> Answer {
        let mut held = self.front.hold(call);
        let elsewhere = async {
            held.arrived().await;
            meanwhile().await;
            held.let_through();
        };
        join(self.make(review, &[]), elsewhere).await.0
    }
}
