//! The front door: reads a request as AWS would, hands it to its service, writes the answer in
//! that service's protocol.

pub mod aws_json;
mod call;
mod credential;
mod error;
pub mod json;
pub mod page;
pub mod query;
pub mod rest_json;
mod service;
mod timestamp;
pub mod validate;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use http::{HeaderName, HeaderValue};

pub use call::Call;
pub use error::Error;
pub use service::Service;
pub use timestamp::Timestamp;
pub use validate::Violation;

use crate::server::World;
use credential::Credential;

/// The value of an answer's JSON document, or what the service refused it with.
pub type Answer = Result<serde_json::Value, Error>;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Answers one request.
pub async fn handle(State(world): State<Arc<World>>, request: Request) -> Response {
    let request_id = world.next_request_id();
    let (head, body) = request.into_parts();
    let mut response = match Credential::of(&head.headers) {
        Ok(Credential { service, scope }) => {
            tracing::debug!(?service, region = scope.region, method = %head.method, uri = %head.uri, "call");
            let call = Call::read(scope, head, body).await;
            service.answer(&world, call, &request_id)
        }
        Err(error) => rest_json::response(Err(error), "message"),
    };
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
