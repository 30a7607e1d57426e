//! awsQuery: a form in, XML out.
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::call::pairs;
use super::{Call, Error};

const FORM: &str = "application/x-www-form-urlencoded";
const XML: &str = "text/xml";

/// What an operation returned, in the order in which it is written.
#[derive(Debug)]
pub struct Output {
    /// The operation's name.
    pub action: &'static str,
    /// The members of its result.
    pub members: Vec<(&'static str, String)>,
    /// The XML namespace of the service.
    pub namespace: &'static str,
}

/// The form's pairs.
pub fn form(call: &Call) -> Result<Vec<(String, String)>, Error> {
    call.expect_content_type(FORM)?;
    let text = std::str::from_utf8(&call.body).map_err(|_| Error::serialization("The body is not valid UTF-8"))?;
    pairs(text)
}

/// Writes an answer.
pub fn response(answer: Result<Output, Error>, request_id: &str) -> Response {
    match answer {
        Ok(output) => document(StatusCode::OK, success(&output, request_id)),
        Err(error) => document(error.status, failure(&error, request_id)),
    }
}

fn success(output: &Output, request_id: &str) -> String {
    let Output { action, namespace, .. } = output;
    let members = output.members.iter();
    let members: Vec<_> = members
        .map(|(name, value)| format!("<{name}>{}</{name}>", escape(value)))
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

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
