//! A page, and how it is sent again.

use super::gzip;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header};
use http_body_util::BodyExt;
use leptos::nonce::Nonce;
use std::sync::Arc;

/// A page in the parts between which the nonce of its scripts stands: that is another one each time it is sent
/// (<https://www.w3.org/TR/CSP3/#security-nonces>).
#[derive(Clone)]
pub(super) struct Page(Arc<Drawn>);

struct Drawn {
    headers: HeaderMap,
    policy: Box<[Box<str>]>,
    body: Packed,
}

enum Packed {
    Plain(Box<[Box<str>]>),
    Gzip(gzip::Parts),
}

/// Why a page can't be kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotKept {
    #[error("the page could not be drawn to its end")]
    Unfinished(#[source] axum::Error),
    #[error("the page is no text")]
    NoText(#[source] std::string::FromUtf8Error),
    #[error("the page has no policy with a nonce")]
    NoNonce,
}

impl Page {
    /// The page that `response` sends, once it is whole; to be sent as gzip or as it is.
    pub(super) async fn of(response: Response, as_gzip: bool) -> Result<Self, NotKept> {
        let (parts, body) = response.into_parts();
        let mut headers = parts.headers;
        let body = body.collect().await.map_err(NotKept::Unfinished)?.to_bytes();
        let body = String::from_utf8(body.into()).map_err(NotKept::NoText)?;
        let policy = headers.remove(header::CONTENT_SECURITY_POLICY);
        let policy = policy.as_ref().and_then(|policy| policy.to_str().ok());
        let policy = policy.ok_or(NotKept::NoNonce)?;
        let nonce = nonce_of(policy).ok_or(NotKept::NoNonce)?;
        headers.remove(header::CONTENT_LENGTH);
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        if as_gzip {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Ok(Self(Arc::new(Drawn {
            body: if as_gzip {
                Packed::Gzip(gzip::Parts::of(body.split(nonce)))
            } else {
                Packed::Plain(split(&body, nonce))
            },
            policy: split(policy, nonce),
            headers,
        })))
    }

    /// The bytes that it takes.
    pub(super) fn len(&self) -> usize {
        match &self.0.body {
            Packed::Plain(parts) => parts.iter().map(|part| part.len()).sum(),
            Packed::Gzip(parts) => parts.len(),
        }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let nonce = Nonce::new();
        let body = match &self.0.body {
            Packed::Plain(parts) => Body::from(parts.join(&*nonce)),
            Packed::Gzip(parts) => Body::from(parts.join(&nonce)),
        };
        let mut response = Response::new(body);
        *response.headers_mut() = self.0.headers.clone();
        // Nonces are letters and digits, and what stands around this one was a header before.
        if let Ok(policy) = HeaderValue::from_str(&self.0.policy.join(&*nonce)) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

fn split(text: &str, nonce: &str) -> Box<[Box<str>]> {
    text.split(nonce).map(Into::into).collect()
}

fn nonce_of(policy: &str) -> Option<&str> {
    let (_, rest) = policy.split_once("'nonce-")?;
    let (nonce, _) = rest.split_once('\'')?;
    (!nonce.is_empty()).then_some(nonce)
}
