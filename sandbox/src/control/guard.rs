//! Keeps web pages out. Whoever finds the port is in, but a page that the administrator's browser
//! shows must not find it for them: neither by cross-site requests, nor by DNS rebinding.

use std::net::IpAddr;

use axum::body::HttpBody;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HOST};
use http::uri::Authority;
use http::{HeaderMap, HeaderName};

use super::Error;

/// <https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header>
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const JSON: &str = "application/json";

/// Refuses what a page of another site could make a browser send.
pub async fn guard(request: Request, next: Next) -> Result<Response, Error> {
    let headers = request.headers();
    let authority = request.uri().authority().cloned().or_else(|| host(headers));
    if !authority.is_some_and(|authority| is_local(authority.host())) {
        return Err(Error::Misdirected);
    }
    if headers.get(SEC_FETCH_SITE).is_some_and(|site| site == "cross-site") {
        return Err(Error::CrossSite);
    }
    // No page can send JSON to another origin without asking first, and nobody here answers that.
    if !request.body().is_end_stream() && !is_json(headers) {
        return Err(Error::NotJson);
    }
    Ok(next.run(request).await)
}

fn host(headers: &HeaderMap) -> Option<Authority> {
    headers.get(HOST)?.to_str().ok()?.parse().ok()
}

/// No name that others can register or resolve (RFC 6761, 6.3).
fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    address.parse::<IpAddr>().is_ok() || name == "localhost" || name.ends_with(".localhost")
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = given.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(JSON)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_local_hosts_from_names_of_others() {
        for host in [
            "127.0.0.1",
            "[::1]",
            "10.1.2.3",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "aws.localhost",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "example.com",
            "localhost.example.com",
            "notlocalhost",
            "127.0.0.1.example.com",
            "",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }
}
