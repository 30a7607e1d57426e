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
pub mod timestamp;
pub mod validate;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use time::OffsetDateTime;

pub use call::Call;
pub use error::Error;
pub use service::Service;
pub use timestamp::Timestamp;
pub use validate::Violation;

use crate::calls;
use crate::fault::{Facts, Kind, carry_out};
use crate::model::Asked;
use crate::quota::throttled;
use crate::server::World;
use credential::Credential;

/// The value of an answer's JSON document, or what the service refused it with.
pub type Answer = Result<serde_json::Value, Error>;

/// The code of the error that a response carries.
#[derive(Clone, Copy, Debug)]
struct Code(&'static str);

/// What marks a request off from all others.
#[derive(Debug)]
struct Received {
    time: OffsetDateTime,
    request_id: String,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
/// What a call is recorded as whose operation does not exist.
const UNKNOWN: &str = "Unknown";

/// Answers one request.
pub async fn handle(State(world): State<Arc<World>>, request: Request) -> Response {
    let received = Received {
        time: world.now(),
        request_id: world.next_request_id(),
    };
    let (head, body) = request.into_parts();
    let mut response = match Credential::of(&head.headers) {
        Ok(Credential { service, scope }) => {
            tracing::debug!(?service, region = scope.region, method = %head.method, uri = %head.uri, "call");
            let read = Call::read(scope.clone(), head, body).await;
            let asked = read.and_then(|call| Ok((service.asked(&call)?, call)));
            match asked {
                Ok((asked, call)) => answer(&world, service, &asked, &call, &received).await,
                Err(error) => {
                    let response = service.response(None, Err(error), &received.request_id);
                    let facts = Facts {
                        service,
                        operation: UNKNOWN,
                        region: &scope.region,
                        account: scope.account,
                    };
                    record(&world, &facts, None, &response, &received);
                    response
                }
            }
        }
        Err(error) => unattributed(&head.headers, error, &received.request_id),
    };
    if let Ok(value) = HeaderValue::from_str(&received.request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Refuses a call that is for no service, in the protocol that it seems to be in.
fn unattributed(headers: &HeaderMap, error: Error, request_id: &str) -> Response {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let service = if headers.contains_key(aws_json::TARGET) {
        Service::WorkSpaces
    } else if content_type.is_some_and(|given| given.starts_with(query::FORM)) {
        Service::Sts
    } else {
        Service::Ses
    };
    service.response(None, Err(error), request_id)
}

/// Answers a call, unless the caller calls too often or a fault befalls it. AWS throttles before it
/// looks at the input.
async fn answer(world: &World, service: Service, asked: &Asked<'_>, call: &Call, received: &Received) -> Response {
    let operation = asked.operation;
    let facts = Facts {
        service,
        operation: &operation.name,
        region: &call.scope.region,
        account: call.scope.account,
    };
    let controls = &world.controls;
    let write = |answer| service.response(Some(operation), answer, &received.request_id);
    let perform = async || write(service.perform(world, asked, call));
    let is_admitted = controls
        .quotas
        .admit(&call.scope, service, &operation.name, world.now());
    let fault = is_admitted.then(|| controls.faults.strike(&facts)).flatten();
    let response = match fault {
        _ if !is_admitted => write(Err(throttled(service))),
        Some(kind) => carry_out(kind, &facts, |error| write(Err(error)), perform).await,
        None => perform().await,
    };
    record(world, &facts, fault, &response, received);
    response
}

fn record(world: &World, facts: &Facts<'_>, fault: Option<Kind>, response: &Response, received: &Received) {
    let is_answered = !fault.is_some_and(Kind::leaves_no_trace);
    world.controls.calls.record(calls::Call {
        time: received.time,
        service: facts.service,
        operation: facts.operation.to_owned(),
        account: facts.account.to_owned(),
        region: facts.region.to_owned(),
        status: is_answered.then_some(response.status().as_u16()),
        error: response.extensions().get().map(|Code(code)| (*code).to_owned()),
        fault: fault.map(Kind::name),
        request_id: received.request_id.clone(),
    });
}
