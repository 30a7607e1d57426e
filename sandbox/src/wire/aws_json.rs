//! `awsJson1_1`: the `X-Amz-Target` header names the operation.
//! <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

use super::{Call, Error, json};

const MEDIA_TYPE: &str = "application/x-amz-json-1.1";
/// Where the operation's name is.
pub const TARGET: &str = "x-amz-target";

/// The operation's name, for a call to `service`'s only path.
pub fn operation<'a>(call: &'a Call, service: &str) -> Result<&'a str, Error> {
    let target = call.header(TARGET).unwrap_or_default();
    let is_only_path = call.method() == "POST" && call.path() == [""];
    match target.split_once('.') {
        Some((prefix, operation)) if prefix == service && is_only_path => Ok(operation),
        _ => Err(unknown_operation(target)),
    }
}

/// The members of the operation's input.
pub fn body(call: &Call) -> Result<Map<String, Value>, Error> {
    call.expect_content_type(MEDIA_TYPE)?;
    json::parse(&call.body)
}

/// The service has no operation of this name.
pub fn unknown_operation(name: &str) -> Error {
    Error::unknown_operation(StatusCode::BAD_REQUEST, name)
}

/// Writes an answer.
pub fn response(answer: Result<Option<Value>, Error>) -> Response {
    match answer {
        Ok(value) => document(StatusCode::OK, &value.unwrap_or_else(|| json!({}))),
        Err(error) => document(error.status, &json!({ "__type": error.code, "message": error.message })),
    }
}

fn document(status: StatusCode, value: &Value) -> Response {
    (status, [(CONTENT_TYPE, MEDIA_TYPE)], Json(value)).into_response()
}
