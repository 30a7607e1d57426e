//! The choice between light and dark, kept in a cookie: it works without JavaScript and without a flash.

use super::{AppState, host::host_of};
use axum::{
    Form, Router,
    extract::Request,
    response::{IntoResponse, Response},
    routing::post,
};
use axum::{RequestExt, extract::rejection::FormRejection};
use http::{StatusCode, header};
use serde::Deserialize;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/preferences/theme", post(choose))
}

#[derive(Deserialize)]
struct Choice {
    theme: Theme,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Theme {
    Light,
    Dark,
    System,
}

pub(super) fn chosen(headers: &http::HeaderMap) -> Option<&'static str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let theme = cookies
        .split(';')
        .find_map(|cookie| cookie.trim().strip_prefix("theme="))?;
    ["light", "dark"].into_iter().find(|known| *known == theme)
}

async fn choose(request: Request) -> Result<Response, FormRejection> {
    let back = back_to(&request);
    let Form(Choice { theme }) = request.extract().await?;
    let value = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "system",
    };
    let cookie = format!("theme={value}; Path=/; SameSite=Lax; Max-Age=31536000");
    let headers = [(header::LOCATION, back), (header::SET_COOKIE, cookie)];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// The page that the form was on, where it is one of ours.
fn back_to(request: &Request) -> String {
    let page = || {
        let referer = request.headers().get(header::REFERER)?.to_str().ok()?;
        let (_, rest) = referer.split_once("://")?;
        let path = rest.strip_prefix(host_of(request)?)?;
        // Two slashes would lead to another host.
        (path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')).then(|| path.to_owned())
    };
    page().unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn back(referer: &str) -> String {
        let request = http::Request::post("/preferences/theme")
            .header("host", "localhost:3000")
            .header("referer", referer);
        back_to(&request.body(Body::empty()).expect("a request"))
    }

    #[test]
    fn leads_back_to_pages_of_ours_only() {
        assert_eq!(back("http://localhost:3000/users?q=ada"), "/users?q=ada");
        assert_eq!(back("http://localhost:3000//evil.example"), "/");
        assert_eq!(back("http://localhost:3000.evil.example/users"), "/");
        assert_eq!(back("https://evil.example/users"), "/");
    }
}
