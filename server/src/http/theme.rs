//! The choice between light and dark, kept in a cookie: it works without JavaScript and without a flash.

use super::{AppState, Hosts, host::host_of, return_path, route::Route};
use crate::auth::Needs;
use app::routes;
use axum::{
    Form, RequestExt,
    extract::{Request, State, rejection::FormRejection},
    response::{IntoResponse, Response},
    routing::post,
};
use http::{StatusCode, header};
use serde::Deserialize;

pub(super) fn route() -> Route {
    Route::new(routes::THEME, Needs::Nothing, post(choose))
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

async fn choose(State(state): State<AppState>, request: Request) -> Result<Response, FormRejection> {
    let back = back_to(&state.hosts, &request).to_owned();
    let Form(Choice { theme }) = request.extract().await?;
    let value = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "system",
    };
    let secure = if state.hosts.is_https() { "; Secure" } else { "" };
    let cookie = format!("theme={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}");
    let headers = [(header::LOCATION, back), (header::SET_COOKIE, cookie)];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// The page that the form was on, where it is one of ours.
fn back_to<'a>(hosts: &Hosts, request: &'a Request) -> &'a str {
    let page = || {
        let referer = request.headers().get(header::REFERER)?.to_str().ok()?;
        let (scheme, rest) = referer.split_once("://")?;
        let (host, _) = rest.split_once('/')?;
        let origin = &referer[..scheme.len() + "://".len() + host.len()];
        let is_ours = hosts.is_origin_of(origin, host_of(request)?);
        return_path(&referer[origin.len()..]).filter(|_| is_ours)
    };
    page().unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use std::net::SocketAddr;

    fn back(referer: &str) -> String {
        let request = http::Request::post("/preferences/theme")
            .header("host", "localhost:3000")
            .header("referer", referer);
        let hosts = Hosts::new(SocketAddr::from(([127, 0, 0, 1], 3000)), None);
        back_to(&hosts, &request.body(Body::empty()).expect("a request")).to_owned()
    }

    #[test]
    fn leads_back_to_pages_of_ours_only() {
        assert_eq!(back("http://localhost:3000/users?q=ada"), "/users?q=ada");
        assert_eq!(back("http://localhost:3000//evil.example"), "/");
        assert_eq!(back("http://localhost:3000.evil.example/users"), "/");
        assert_eq!(back("https://evil.example/users"), "/");
        assert_eq!(back("http://localhost:3000"), "/");
        assert_eq!(back("http://a:b@localhost:3000/users"), "/");
    }
}
