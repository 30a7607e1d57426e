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
mod timestamp;
pub mod validate;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use axum::extract::{Request, State};
use axum::response::Response;
use http::{HeaderName, HeaderValue};

pub use call::Call;
pub use error::Error;
pub use timestamp::Timestamp;

use crate::server::World;
use crate::{connect, sesv2, sts, workspaces};
use credential::Credential;

/// The value of an answer's JSON document, or what the service refused it with.
pub type Answer = Result<serde_json::Value, Error>;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The services, told apart by the signing name in the credential scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon Connect: restJson1, errors carry `Message`.
    Connect,
    /// SES v2: restJson1, errors carry `message`.
    Ses,
    /// STS: awsQuery.
    Sts,
    /// WorkSpaces: `awsJson1_1`.
    WorkSpaces,
}

impl Service {
    fn of_signing_name(name: &str) -> Option<Self> {
        match name {
            "connect" => Some(Self::Connect),
            "ses" => Some(Self::Ses),
            "sts" => Some(Self::Sts),
            "workspaces" => Some(Self::WorkSpaces),
            _ => None,
        }
    }

    fn answer(self, world: &World, call: Result<Call, Error>, request_id: &str) -> Response {
        match self {
            Self::Connect => {
                rest_json::response(call.and_then(|call| connect::answer(&world.connect, &call)), "Message")
            }
            Self::Ses => rest_json::response(call.and_then(|call| sesv2::answer(&world.sesv2, &call)), "message"),
            Self::WorkSpaces => aws_json::response(call.and_then(|call| workspaces::answer(&world.workspaces, &call))),
            Self::Sts => query::response(call.and_then(|call| sts::answer(&call)), request_id),
        }
    }
}

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

/// A look at a service's state. A panic elsewhere does not take the service down.
pub fn read<T>(state: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    state.read().unwrap_or_else(PoisonError::into_inner)
}
