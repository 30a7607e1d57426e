//! restJson1: method and path name the operation.
//! <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value};

use super::{Call, Error, json};

const MEDIA_TYPE: &str = "application/json";
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The members that travel in the body.
pub fn body(call: &Call) -> Result<Map<String, Value>, Error> {
    if !call.body.is_empty() {
        call.expect_content_type(MEDIA_TYPE)?;
    }
    json::parse(&call.body)
}

/// No operation has this method and path.
pub fn unknown_operation(method: &str, path: &[&str]) -> Error {
    let path = path.join("/");
    Error::unknown_operation(StatusCode::NOT_FOUND, &format!("{method} /{path}"))
}

/// Writes an answer, with a document if the operation has an output; the services differ in how
/// they spell an error's message.
pub fn response(answer: Result<Option<Value>, Error>, message_member: &str) -> Response {
    match answer {
        Ok(Some(value)) => document(StatusCode::OK, &value),
        Ok(None) => StatusCode::OK.into_response(),
        Err(error) => {
            let body = Map::from_iter([(message_member.to_owned(), error.message.into())]);
            let mut response = document(error.status, &Value::Object(body));
            let error_type = HeaderValue::from_static(error.code);
            response.headers_mut().insert(ERROR_TYPE, error_type);
            response
        }
    }
}

fn document(status: StatusCode, value: &Value) -> Response {
    (status, [(CONTENT_TYPE, MEDIA_TYPE)], Json(value)).into_response()
}
