//! The page's files: in a release in the binary, else read from where cargo-leptos put them.

use super::{problem::Problem, route::Route};
use crate::auth::Needs;
use aws_lc_rs::digest::{Context, SHA256};
use axum::{
    body::{Body, Bytes},
    extract::{OriginalUri, Request},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};
#[cfg(not(debug_assertions))]
use std::sync::LazyLock;
use std::{borrow::Cow, fmt::Write as _};

#[derive(RustEmbed)]
#[folder = "$SITE_FOLDER"]
#[allow_missing = true]
struct Site;

pub(super) fn routes() -> [Route; 3] {
    [
        Route::new("/pkg/{version}/{*file}", Needs::Nothing, get(of_version)),
        Route::new("/favicon.svg", Needs::Nothing, get(named)),
        Route::new("/robots.txt", Needs::Nothing, get(named)),
    ]
}

/// The path under which the page's files are: it changes when one of them does, so that a browser may keep what it has of it for
/// ever, and never mixes files of two versions.
pub(super) fn folder() -> String {
    format!("/{PACKAGE}{}", version())
}

/// The folder of the site that cargo-leptos builds the page into.
const PACKAGE: &str = "pkg/";

/// How a file may be compressed ahead of time: the best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// A year, and not asked for again on reload (<https://www.rfc-editor.org/rfc/rfc8246>).
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The name says nothing of the content: ask again, and get 304. An hour later, since Chromium fetches the icon whenever the URL changes,
/// which it does with each letter in a filter.
const FOR_AN_HOUR: &str = "public, max-age=3600";

async fn of_version(OriginalUri(uri): OriginalUri, request: Request) -> Response {
    let rest = uri.path().strip_prefix(folder().as_str());
    match rest.and_then(|rest| rest.strip_prefix('/')) {
        Some(name) => file(&format!("{PACKAGE}{name}"), request.headers(), FOR_EVER),
        // Another version's page asks, while one replaces the other. It works without its script, and with a file that does
        // not fit it, it might not.
        None => NO_SUCH_FILE.into_response(),
    }
}

async fn named(OriginalUri(uri): OriginalUri, request: Request) -> Response {
    file(uri.path().trim_start_matches('/'), request.headers(), FOR_AN_HOUR)
}

const NO_SUCH_FILE: Problem = Problem::new(StatusCode::NOT_FOUND, "There is no such file. Load the page again.");

fn file(path: &str, asked: &HeaderMap, keep: &'static str) -> Response {
    let Some(plain) = Site::get(path) else {
        return NO_SUCH_FILE.into_response();
    };
    let content_type = plain.metadata.mimetype().to_owned();
    let compressed = ENCODINGS
        .into_iter()
        .filter(|(encoding, _)| accepts(asked, encoding))
        .find_map(|(encoding, suffix)| Some((Some(encoding), Site::get(&format!("{path}{suffix}"))?)));
    let (encoding, file) = compressed.unwrap_or((None, plain));
    answer(asked, file, encoding, &content_type, keep)
}

fn answer(
    asked: &HeaderMap,
    file: EmbeddedFile,
    encoding: Option<&'static str>,
    content_type: &str,
    keep: &'static str,
) -> Response {
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
        // Not copied: clients that read slowly share one.
        Response::new(Body::from(match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        }))
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
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
    format!("W/\"{}\"", hex(&file.metadata.sha256_hash()))
}

fn hex(hash: &[u8]) -> String {
    hash.iter().take(16).fold(String::new(), |mut hex, byte| {
        // Writing into a String can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// One hash over the page's files.
#[cfg(not(debug_assertions))]
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut hashed = Context::new(&SHA256);
        for name in Site::iter().filter(|name| name.starts_with(PACKAGE)) {
            hashed.update(name.as_bytes());
            if let Some(file) = Site::get(&name) {
                hashed.update(&file.metadata.sha256_hash());
            }
        }
        hex(hashed.finish().as_ref())
    });
    &VERSION
}

/// The same over names, sizes and times of change: the files are read where they are, and change while they are worked on.
#[cfg(debug_assertions)]
fn version() -> String {
    let mut hashed = Context::new(&SHA256);
    let folder = std::path::Path::new(env!("SITE_FOLDER")).join(PACKAGE);
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = files
        .filter_map(|file| {
            let about = file.metadata().ok()?;
            Some((file.file_name(), about.len(), about.modified().ok()?))
        })
        .collect();
    files.sort();
    for file in files {
        hashed.update(format!("{file:?}").as_bytes());
    }
    hex(hashed.finish().as_ref())
}

/// Whether the client takes `encoding` (RFC 9110, section 12.5.3).
pub(super) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
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
    fn a_file_of_a_version_is_kept_for_ever_and_others_are_asked_for_again() {
        let answer_to = |asked: &HeaderMap, keep| {
            let file =
                rust_embed::utils::read_file_from_fs(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").as_ref());
            answer(asked, file.expect("a file"), Some("br"), "text/css", keep)
        };
        let first = answer_to(&HeaderMap::new(), FOR_EVER);
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(
            first.headers()[header::CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(first.headers()[header::CONTENT_ENCODING], "br");
        let etag = first.headers()[header::ETAG].to_str().expect("text");
        let again = answer_to(&asked(header::IF_NONE_MATCH, &format!("\"x\", {etag}")), FOR_AN_HOUR);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers()[header::CACHE_CONTROL], FOR_AN_HOUR);
    }

    #[test]
    fn a_version_is_one_word_and_stays() {
        let folder_now = folder();
        let version = folder_now.strip_prefix("/pkg/").expect("a path");
        assert!(
            version.len() == 32 && version.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{version}"
        );
    }

    #[test]
    fn knows_what_a_client_takes() {
        let headers = asked(header::ACCEPT_ENCODING, "gzip, br;q=0, zstd");
        assert!(accepts(&headers, "gzip") && !accepts(&headers, "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }
}
