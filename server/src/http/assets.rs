//! The page's files: in a release in the binary, else read from where cargo-leptos put them.

use super::AppState;
use axum::{
    Router,
    body::Body,
    extract::{OriginalUri, Request},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::fmt::Write as _;

#[derive(RustEmbed)]
#[folder = "$SITE_FOLDER"]
#[allow_missing = true]
struct Site;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/pkg/{*file}", get(file))
        .route("/favicon.svg", get(file))
        .route("/robots.txt", get(file))
}

/// How a file may be compressed ahead of time: the best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

async fn file(OriginalUri(uri): OriginalUri, request: Request) -> Response {
    let path = uri.path().trim_start_matches('/');
    let Some(plain) = Site::get(path) else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let content_type = plain.metadata.mimetype().to_owned();
    let compressed = ENCODINGS
        .into_iter()
        .filter(|(encoding, _)| accepts(request.headers(), encoding))
        .find_map(|(encoding, suffix)| Some((Some(encoding), Site::get(&format!("{path}{suffix}"))?)));
    let (encoding, file) = compressed.unwrap_or((None, plain));
    answer(request.headers(), file, encoding, &content_type)
}

fn answer(asked: &HeaderMap, file: EmbeddedFile, encoding: Option<&'static str>, content_type: &str) -> Response {
    let etag = etag(&file);
    let is_known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == etag || known.trim() == "*");
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(file.data.into_owned()))
    };
    let headers = response.headers_mut();
    // Names carry no hash: ask each time, and get 304.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &etag);
    if !is_known {
        set(header::CONTENT_TYPE, content_type);
        if let Some(encoding) = encoding {
            set(header::CONTENT_ENCODING, encoding);
        }
    }
    response
}

/// A weak tag: a file without a compressed sibling may be compressed on its way.
fn etag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex = hash.iter().take(16).fold(String::new(), |mut hex, byte| {
        // Writing into a String can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("W/\"{hex}\"")
}

/// Whether the client takes `encoding` (RFC 9110, section 12.5.3).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0_f32));
            name.trim().eq_ignore_ascii_case(encoding) && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a value"))])
    }

    #[test]
    fn knows_what_a_client_takes() {
        let headers = asked(header::ACCEPT_ENCODING, "gzip, br;q=0, zstd");
        assert!(accepts(&headers, "gzip") && !accepts(&headers, "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }
}
