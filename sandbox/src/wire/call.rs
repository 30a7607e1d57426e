//! One request, taken apart.

use std::time::Duration;

use axum::body::{Body, Bytes};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use percent_encoding::percent_decode_str;
use tokio::time::timeout;

use super::Error;
use crate::account::Scope;

/// Larger than any request of the simulated operations, whose longest member is a 20 KB key.
const BODY_LIMIT: usize = 1024 * 1024;

/// How long a client may take to send a body.
const PATIENCE: Duration = Duration::from_secs(30);

/// One request: who asks, for what, with which body.
#[derive(Debug)]
pub struct Call {
    /// The account and the Region.
    pub scope: Scope,
    /// The whole body, at most one megabyte.
    pub body: Bytes,
    method: Method,
    path: Vec<String>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
}

impl Call {
    /// Reads the body to its end and decodes path and query.
    pub async fn read(scope: Scope, head: Parts, body: Body) -> Result<Self, Error> {
        let path = head.uri.path().trim_start_matches('/').split('/');
        let path = path.map(decode).collect::<Result<_, _>>()?;
        let query = pairs(head.uri.query().unwrap_or_default())?;
        let body = whole(body).await?;
        Ok(Self {
            scope,
            body,
            method: head.method,
            path,
            query,
            headers: head.headers,
        })
    }

    /// The method.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path's decoded segments.
    pub fn path(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// The values of a member that travels in the query string.
    pub fn query_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.query.iter().filter(move |(key, _)| key == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// A header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Refuses a body that is not `expected`; parameters such as `charset` do not matter.
    pub fn expect_content_type(&self, expected: &str) -> Result<(), Error> {
        let given = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let essence = given.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case(expected) {
            Ok(())
        } else {
            Err(Error::unsupported_media_type(expected))
        }
    }
}

/// The pairs of a query string or a form.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, Error> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(&key.replace('+', " "))?, decode(&value.replace('+', " "))?))
        })
        .collect()
}

fn decode(text: &str) -> Result<String, Error> {
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(Error::serialization("The URI is not valid UTF-8")),
    }
}

async fn whole(body: Body) -> Result<Bytes, Error> {
    let read = timeout(PATIENCE, Limited::new(body, BODY_LIMIT).collect());
    match read.await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Error::serialization("The body ends before its end")),
        Err(_) => Err(Error::new(
            StatusCode::REQUEST_TIMEOUT,
            "RequestTimeoutException",
            "The body was not sent in time",
        )),
    }
}

fn too_large() -> Error {
    Error::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "RequestEntityTooLargeException",
        format!("The body must not be larger than {BODY_LIMIT} bytes"),
    )
}
