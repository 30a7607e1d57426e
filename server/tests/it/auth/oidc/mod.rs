//! An OpenID provider and the router together: cookies, sessions, roles.

use crate::{
    events::{AT_ONCE, Stream, events},
    oidc::{clock, keys::Signing, pass, provider::Provider, settings},
    support::{Data, Desk, HOST, ask_nobody, folder, frontdesk_at, is_at_rest, simulated_aws, state_with, until},
};
use app::model::access::{Permission, Role};
use axum::Router;
use http::{Request, StatusCode, header, response::Parts};
use serde_json::{Value, json};
use server::{
    config::{Roles, Settings},
    http::{AppState, build_router},
};
use std::time::Duration;
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

    /// Signs in from a page, and returns the answer to what the provider sends back.
    async fn sign_in(&self, browser: &mut Browser) -> (Parts, String) {
        let (head, _) = self.get(browser, "/auth/sign-in?return_to=%2Fusers%3Fq%3Dada").await;
        assert_eq!(head.status, StatusCode::SEE_OTHER);
        let location = head.headers[header::LOCATION].to_str().expect("text");
        let callback = self.provider.visit(&Url::parse(location).expect("a URL")).await;
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

#[tokio::test]
async fn a_person_signs_in_with_the_role_of_their_groups_and_goes_on_where_they_were() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let (head, body) = site.sign_in(&mut browser).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{body}");
    assert_eq!(head.headers[header::LOCATION], "/users?q=ada");
    let you = site.you(&mut browser).await;
    assert_eq!(
        you["person"],
        json!({"subject": "248289761001", "name": "Jane Doe", "email": "jane@example.com", "role": "admin"})
    );
    let (head, _) = site.get(&mut browser, "/users?q=ada").await;
    assert_eq!(head.status, StatusCode::OK);
    // The form that signs out leads on to the provider.
    let policy = head.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    let allowed = format!("form-action 'self' {};", site.provider.issuer);
    assert!(policy.contains(&allowed), "{policy}");
    site.desk.stop().await;
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_in_the_browser_that_began_it() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let (head, _) = site.get(&mut browser, "/auth/sign-in").await;
    let location = head.headers[header::LOCATION].to_str().expect("text").to_owned();
    let callback = site.provider.visit(&Url::parse(&location).expect("a URL")).await;
    let (code, state) = (callback.code.expect("a code"), callback.state.expect("a state"));
    let back = format!("/auth/callback?code={code}&state={state}&iss={}", site.provider.issuer);
    // Somebody else is made to follow the link, so as to be signed in as the attacker.
    let (head, _) = site.get(&mut Browser::default(), &back).await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST);
    let (head, _) = site.get(&mut browser, &back).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER);
    let (head, _) = site.get(&mut browser, &back).await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST);
    site.desk.stop().await;
}

#[tokio::test]
async fn sign_ins_in_several_tabs_fit_into_a_cookie() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let page = format!("/auth/sign-in?return_to=%2Fusers%3Fq%3D{}", "a".repeat(1_900));
    for _ in 0..5 {
        let (head, _) = site.get(&mut browser, &page).await;
        let cookie = head.headers[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.len() <= 4_096, "{}", cookie.len());
    }
    let (head, body) = site.sign_in(&mut browser).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{body}");
    site.desk.stop().await;
}

#[tokio::test]
async fn what_takes_longer_than_ten_minutes_begins_again() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    let (head, _) = site.get(&mut browser, "/auth/sign-in").await;
    let location = head.headers[header::LOCATION].to_str().expect("text").to_owned();
    let state = site
        .provider
        .visit(&Url::parse(&location).expect("a URL"))
        .await
        .state
        .expect("a state");
    pass(Duration::from_mins(10));
    let (head, body) = site
        .get(&mut browser, &format!("/auth/callback?code=code-1&state={state}"))
        .await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST, "{body}");
    site.desk.stop().await;
}

#[tokio::test]
async fn whoever_has_no_role_is_told_so_and_gets_no_session() {
    let site = Site::open().await;
    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!(["strangers"]));
    let mut browser = Browser::default();
    let (head, body) = site.sign_in(&mut browser).await;
    assert_eq!(head.status, StatusCode::FORBIDDEN, "{body}");
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn tokens_are_kept_encrypted() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let row: (String, String) = sqlx::query_as("SELECT signed_in, tokens FROM session")
        .fetch_one(&site.desk.pool)
        .await
        .expect("a session");
    assert!(
        !row.0.contains("refresh-token") && !row.1.contains("refresh-token"),
        "{row:?}"
    );
    assert!(row.1.len() > 100);
    site.desk.stop().await;
}

#[tokio::test]
async fn a_role_withdrawn_at_the_provider_is_gone_within_five_minutes() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!(["guests"]));
    pass(Duration::from_mins(5));
    assert_eq!(
        site.call(&mut browser, "/api/everyones-sessions").await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(site.you(&mut browser).await["person"]["role"], "viewer");

    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!([]));
    pass(Duration::from_mins(5));
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::FORBIDDEN);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn another_role_ends_what_open_pages_are_told() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let page = site.listen(&browser).await;
    site.provider
        .lie(|lies| lies.claims = |claims| claims["groups"] = json!(["guests"]));
    pass(Duration::from_mins(5));
    // Another tab asks for something.
    assert_eq!(site.you(&mut browser).await["person"]["role"], "viewer");
    page.ends().await;
    site.desk.stop().await;
}

#[tokio::test]
async fn an_open_page_comes_back_when_the_provider_is_to_be_asked() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let mut page = site.listen(&browser).await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    assert_eq!(page.next().await, None);
    let seconds = start.elapsed().as_secs();
    assert!((239..=240).contains(&seconds), "{seconds}");
    tokio::time::resume();
    site.desk.stop().await;
}

#[tokio::test]
async fn a_person_disabled_at_the_provider_is_out_within_five_minutes() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    site.provider.revoke();
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::OK);
    pass(Duration::from_mins(5));
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    let sessions: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM session")
        .fetch_one(&site.desk.pool)
        .await
        .expect("a count");
    assert_eq!(sessions, 0);
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_is_asked_once_for_requests_that_come_together() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let before = site.provider.asked("/token");
    pass(Duration::from_mins(5));
    let cookies = &browser.0;
    let asked = (0..20).map(|_| async {
        let mut tab = Browser(cookies.clone());
        site.call(&mut tab, "/api/you").await.0
    });
    let answers = futures::future::join_all(asked).await;
    assert!(answers.iter().all(|status| *status == StatusCode::OK), "{answers:?}");
    assert_eq!(site.provider.asked("/token"), before + 1);
    site.desk.stop().await;
}

#[tokio::test]
async fn while_the_provider_is_down_reads_go_on_for_half_an_hour_and_changes_do_not() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    site.provider.answer_instead(|_| {
        Some(axum::response::IntoResponse::into_response(
            StatusCode::SERVICE_UNAVAILABLE,
        ))
    });
    for minutes in [5, 10, 10, 5] {
        pass(Duration::from_mins(minutes));
        let you = site.you(&mut browser).await;
        assert_eq!(you["access"]["unchecked"], true);
        let access: app::model::access::Access = serde_json::from_value(you["access"].clone()).expect("access");
        assert!(access.check(Permission::Delete).is_err() && access.check(Permission::Read).is_ok());
        // Somebody is at work all the while.
        site.send(&mut browser, Request::post("/api/still-here")).await;
    }
    pass(Duration::from_mins(1));
    let (head, body) = site.get(&mut browser, "/users").await;
    assert_eq!(head.status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
    let (head, _) = site.get(&mut Browser::default(), "/auth/sign-in").await;
    assert_eq!(head.status, StatusCode::SERVICE_UNAVAILABLE);

    site.provider.tell_the_truth();
    pass(Duration::from_mins(2));
    assert_eq!(site.you(&mut browser).await["access"]["unchecked"], false);
    site.desk.stop().await;
}

#[tokio::test]
async fn signing_out_ends_it_here_and_leads_to_the_provider() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let (head, _) = site.send(&mut browser, Request::post("/auth/sign-out")).await;
    let location = head.headers[header::LOCATION].to_str().expect("text");
    assert!(
        location.starts_with(&format!("{}/end-session?", site.provider.issuer)),
        "{location}"
    );
    assert!(
        location.contains("id_token_hint=") && location.contains("post_logout_redirect_uri="),
        "{location}"
    );
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_ends_a_session_and_its_token_counts_once() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let of_another = site
        .provider
        .logout_token(|_, claims| claims["sid"] = json!("another"), Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&of_another).await.0, StatusCode::OK);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::OK);

    let token = site
        .provider
        .logout_token(|_, claims| claims["jti"] = json!("second"), Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&token).await.0, StatusCode::OK);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);

    site.sign_in(&mut browser).await;
    let (status, body) = site.log_out_by_back_channel(&token).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::OK);
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_ends_what_open_pages_are_told() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let page = site.listen(&browser).await;
    let token = site.provider.logout_token(|_, _| {}, Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&token).await.0, StatusCode::OK);
    page.ends().await;
    site.desk.stop().await;
}

#[tokio::test]
async fn the_provider_ends_a_session_whose_name_it_never_told() {
    let site = Site::open().await;
    site.provider.lie(|lies| {
        lies.claims = |claims| {
            claims.as_object_mut().expect("an object").remove("sid");
        };
    });
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    let token = site.provider.logout_token(|_, _| {}, Signing::Properly);
    assert_eq!(site.log_out_by_back_channel(&token).await.0, StatusCode::OK);
    assert_eq!(site.call(&mut browser, "/api/you").await.0, StatusCode::UNAUTHORIZED);
    site.desk.stop().await;
}

#[tokio::test]
async fn a_logout_token_that_is_not_the_providers_ends_nothing() {
    let site = Site::open().await;
    let mut browser = Browser::default();
    site.sign_in(&mut browser).await;
    for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let (status, body) = site.log_out_by_back_channel(token).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{token}");
        assert!(body.contains("invalid_request"), "{body}");
    }
    assert_eq!(site.you(&mut browser).await["person"]["role"], Role::Admin.as_str());
    site.desk.stop().await;
}
