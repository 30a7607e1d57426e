//! awsQuery: a form in, XML out.
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::call::pairs;
use super::{Call, Error};

/// What a form is sent as.
pub const FORM: &str = "application/x-www-form-urlencoded";
const XML: &str = "text/xml";

/// The form's pairs.
pub fn form(call: &Call) -> Result<Vec<(String, String)>, Error> {
    call.expect_content_type(FORM)?;
    let text = std::str::from_utf8(&call.body).map_err(|_| Error::serialization("The body is not valid UTF-8"))?;
    pairs(text)
}

/// Writes an answer to `action`, whose output has texts for members.
pub fn response(action: &str, namespace: &str, answer: Result<Option<Value>, Error>, request_id: &str) -> Response {
    match answer {
        Ok(output) => {
            let members = output.as_ref().and_then(Value::as_object);
            let document_text = success(action, namespace, &members.cloned().unwrap_or_default(), request_id);
            document(StatusCode::OK, document_text)
        }
        Err(error) => document(error.status, failure(&error, request_id)),
    }
}

fn success(action: &str, namespace: &str, members: &Map<String, Value>, request_id: &str) -> String {
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("<{name}>{}</{name}>", escape(value.as_str().unwrap_or_default())))
        .collect();
    let members = members.concat();
    format!(
        "<{action}Response xmlns=\"{namespace}\"><{action}Result>{members}</{action}Result>\
         <ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{action}Response>"
    )
}

fn failure(error: &Error, request_id: &str) -> String {
    format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>",
        error.code,
        escape(&error.message),
    )
}

fn document(status: StatusCode, xml: String) -> Response {
    (status, [(CONTENT_TYPE, XML)], xml).into_response()
}

/// <https://www.w3.org/TR/xml/#charsets>
fn escape(text: &str) -> String {
    let is_char =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let text: String = text.chars().map(|c| if is_char(c) { c } else { '\u{fffd}' }).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
