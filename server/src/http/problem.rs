//! Answers that say what went wrong and what to do, with an id by which whoever runs Frontdesk finds the log's line.

use super::record::IsLogged;
use app::{error::AppError, routes};
use axum::{
    Json,
    body::Body,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::time::Duration;
use tower_http::request_id::RequestId;

/// Something that went wrong, as plain text: at this point nobody knows yet who asks for what. A page's own calls get it as
/// the error that they understand.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    text: &'static str,
    retry_after: Option<Duration>,
    is_counted: bool,
}

impl Problem {
    /// A problem. `text` says what to do.
    #[must_use]
    pub const fn new(status: StatusCode, text: &'static str) -> Self {
        Self {
            status,
            text,
            retry_after: None,
            is_counted: false,
        }
    }

    /// Says when to try again.
    #[must_use]
    pub const fn retry_after(mut self, pause: Duration) -> Self {
        self.retry_after = Some(pause);
        self
    }

    /// One of which there are as many as somebody likes: there is a count of them, and no line in the log for each.
    #[must_use]
    pub const fn counted(mut self) -> Self {
        self.is_counted = true;
        self
    }

    /// Whether the load is why.
    pub(super) fn is_shed(&self) -> bool {
        self.status == StatusCode::SERVICE_UNAVAILABLE
    }

    /// What a page makes of it that calls the server, where there is more to say than that the call makes no sense.
    fn as_error(&self, id: &str) -> Option<AppError> {
        match self.status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Some(AppError::Busy)
            }
            status if status.is_server_error() => Some(AppError::Internal {
                id: Some(id.to_owned()),
            }),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, format!("{}\n", self.text)).into_response();
        let headers = response.headers_mut();
        if let Some(pause) = self.retry_after {
            // In whole seconds (RFC 9110, section 10.2.3): too early would be in vain.
            let seconds = pause.as_secs() + u64::from(pause.subsec_nanos() > 0);
            headers.insert(header::RETRY_AFTER, seconds.max(1).into());
        }
        if matches!(
            self.status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
        ) {
            // What is left of the request is not read.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if self.is_counted {
            response.extensions_mut().insert(IsLogged);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Adds the id to every problem, and tells a page's own calls of it so that they understand.
pub(super) async fn quote(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let is_call = routes::is_call(request.uri().path()) && !accepts_html(request.headers());
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>().cloned();
    let Some((problem, id)) = problem.or_else(|| of_axum(&response)).zip(id) else {
        return response;
    };
    let id = id.header_value().to_str().unwrap_or_default();
    let error = problem.as_error(id).filter(|_| is_call);
    let text = format!("{}\nQuote this id: {id}\n", problem.text);
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(error) = error {
        parts.headers.remove(header::CONTENT_TYPE);
        return (parts.status, parts.headers, parts.extensions, Json(error)).into_response();
    }
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    Response::from_parts(parts, Body::from(text))
}

/// What is wrong with a request that axum itself refuses, in words for programmers or in none.
fn of_axum(response: &Response) -> Option<Problem> {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let is_plain = content_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    let text = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => "This address does not take this method.",
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            "The request can't be understood. Reload the page and try again."
        }
        _ => return None,
    };
    is_plain.then(|| Problem::new(response.status(), text))
}

/// Whether a person's browser shows what is answered.
pub(crate) fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_whole_seconds() {
        let retry_after = |millis| {
            let problem =
                Problem::new(StatusCode::TOO_MANY_REQUESTS, "Slower.").retry_after(Duration::from_millis(millis));
            problem.into_response().headers()[header::RETRY_AFTER].clone()
        };
        assert_eq!(
            (retry_after(0), retry_after(1_000), retry_after(1_001)),
            (
                "1".parse().expect("a value"),
                "1".parse().expect("a value"),
                "2".parse().expect("a value")
            )
        );
    }
}
