//! An OpenID provider and the router together: cookies, sessions, roles.

mod asked_again;
mod ended;
mod sign_in;

use crate::{
    events::{AT_ONCE, Stream, events},
    oidc::{clock, provider::Provider, settings},
    support::{Data, Desk, HOST, ask_nobody, folder, frontdesk_at, is_at_rest, simulated_aws, state_with, until},
};
use axum::Router;
use http::{Request, StatusCode, header, response::Parts};
use serde_json::Value;
use server::{
    auth::oidc::Callback,
    config::{Roles, Settings},
    http::{AppState, build_router},
};
use tokio_util::sync::CancellationToken;
use url::Url;

struct Site {
    _folder: Data,
    desk: Desk,
    provider: Provider,
    router: Router,
}

/// A browser with its cookies.
#[derive(Default)]
struct Browser(Vec<(String, String)>);

impl Site {
    async fn open() -> Self {
        let provider = Provider::start().await;
        let folder = folder();
        let desk = frontdesk_at(&folder, &simulated_aws().await, &["us-east-1"], clock).await;
        let settings = Settings {
            oidc: settings(&provider.issuer),
            roles: Roles {
                viewer: vec!["guests".to_owned()],
                operator: vec!["support".to_owned()],
                admin: vec!["leads".to_owned()],
            },
            public_url: format!("http://{HOST}").parse().ok(),
            ..Settings::default()
        };
        let state = state_with(&desk, &settings, false);
        let router = build_router(AppState {
            events: events(&desk, AT_ONCE, &state.metrics, &CancellationToken::new()),
            ..state
        });
        Self {
            _folder: folder,
            desk,
            provider,
            router,
        }
    }

    /// One where somebody has signed in, and their browser.
    async fn signed_in() -> (Self, Browser) {
        let site = Self::open().await;
        let mut browser = Browser::default();
        site.sign_in(&mut browser).await;
        (site, browser)
    }

    async fn get(&self, browser: &mut Browser, path: &str) -> (Parts, String) {
        self.send(browser, Request::get(path).header(header::ACCEPT, "text/html,*/*"))
            .await
    }

    async fn call(&self, browser: &mut Browser, path: &str) -> (StatusCode, String) {
        let (head, body) = self.send(browser, Request::get(path)).await;
        (head.status, body)
    }

    async fn send(&self, browser: &mut Browser, request: http::request::Builder) -> (Parts, String) {
        let cookies: Vec<_> = browser
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies.join("; "));
        let (head, body) = ask_nobody(&self.router, request).await;
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("text").split(';').next().expect("a cookie");
            let (name, value) = cookie.split_once('=').expect("a cookie");
            browser.0.retain(|(known, _)| known != name);
            browser.0.push((name.to_owned(), value.to_owned()));
        }
        (head, body)
    }

    /// Begins to sign in at `page`, and says yes at the provider; returns what that sends back.
    async fn visit(&self, browser: &mut Browser, page: &str) -> Callback {
        let (head, _) = self.get(browser, page).await;
        assert_eq!(head.status, StatusCode::SEE_OTHER);
        let location = head.headers[header::LOCATION].to_str().expect("text");
        self.provider.visit(&Url::parse(location).expect("a URL")).await
    }

    /// Signs in from a page, and returns the answer to what the provider sends back.
    async fn sign_in(&self, browser: &mut Browser) -> (Parts, String) {
        let callback = self.visit(browser, "/auth/sign-in?return_to=%2Fusers%3Fq%3Dada").await;
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("code", callback.code.expect("a code")),
                ("state", callback.state.expect("a state")),
                ("iss", callback.iss.expect("an issuer")),
            ])
            .finish();
        self.get(browser, &format!("/auth/callback?{query}")).await
    }

    /// An open page of this browser's, of which everything is told that there is.
    async fn listen(&self, browser: &Browser) -> Stream {
        until(&self.desk, is_at_rest).await;
        let cookies = browser.0.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let mut page = Stream::open(&self.router, Request::get("/events").header(header::COOKIE, cookies)).await;
        assert_eq!(page.status, StatusCode::OK);
        page.next().await.expect("the first");
        page
    }

    async fn you(&self, browser: &mut Browser) -> Value {
        let (status, body) = self.call(browser, "/api/you").await;
        assert_eq!(status, StatusCode::OK, "{body}");
        serde_json::from_str(&body).expect("JSON")
    }

    async fn log_out_by_back_channel(&self, token: &str) -> (StatusCode, String) {
        use axum::body::Body;
        use http_body_util::BodyExt;
        use tower::ServiceExt;
        // As the provider does: no cookie, and no header of a browser.
        let request = Request::post("/auth/backchannel")
            .header(header::HOST, HOST)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("logout_token={token}")))
            .expect("a request");
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}
