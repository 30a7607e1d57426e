//! A load balancer that signs people in, and the router together.

use crate::{
    alb::{self, ARN, CLIENT, ISSUER, header_with, payload},
    support::{Data, Desk, HOST, NOW, ask_nobody, folder, frontdesk, router_with, simulated_aws},
};
use axum::Router;
use http::{Request, StatusCode, header, request::Builder};
use serde_json::{Value, json};
use server::config::{Alb, Auth, Mode, Roles, Settings};

struct Site {
    _folder: Data,
    desk: Desk,
    balancer: alb::Desk,
    router: Router,
}

impl Site {
    async fn open() -> Self {
        let balancer = alb::Desk::at(|| NOW).await;
        let folder = folder();
        let desk = frontdesk(&folder, &simulated_aws().await).await;
        let settings = Settings {
            auth: Auth { mode: Mode::Alb },
            alb: Alb {
                arn: Some(ARN.parse().expect("an ARN")),
                issuer: Some(ISSUER.to_owned()),
                client_id: Some(CLIENT.to_owned()),
                keys_url: Some(balancer.keys_url.clone()),
                ..Alb::default()
            },
            roles: Roles {
                viewer: vec!["staff".to_owned()],
                admin: vec!["leads".to_owned()],
                ..Roles::default()
            },
            public_url: format!("http://{HOST}").parse().ok(),
            ..Settings::default()
        };
        let router = router_with(&desk, &settings, false);
        Self {
            _folder: folder,
            desk,
            balancer,
            router,
        }
    }

    fn token(&self, name: &str, value: Value) -> String {
        let mut payload = payload();
        payload[name] = value;
        self.balancer.sign(&alb::header(), &payload)
    }

    async fn status(&self, request: Builder) -> StatusCode {
        ask_nobody(&self.router, request).await.0.status
    }

    async fn sign_in(&self) -> String {
        let (head, body) = ask_nobody(&self.router, with(get("/auth/sign-in"), &self.balancer.good())).await;
        assert_eq!(head.status, StatusCode::SEE_OTHER, "{body}");
        head.headers[header::SET_COOKIE].to_str().expect("text").to_owned()
    }
}

fn get(path: &str) -> Builder {
    Request::get(path).header(header::HOST, HOST)
}

fn with(request: Builder, token: &str) -> Builder {
    request.header("x-amzn-oidc-data", token)
}

#[tokio::test]
async fn a_person_is_who_the_token_says_with_each_request() {
    let site = Site::open().await;
    let cookie = site.sign_in().await;
    let you = || get("/api/you").header(header::COOKIE, cookie.clone());
    let (_, body) = ask_nobody(&site.router, with(you(), &site.balancer.good())).await;
    assert!(
        body.contains(r#""role":"admin""#) && body.contains("Ada Lovelace"),
        "{body}"
    );
    let (_, body) = ask_nobody(&site.router, with(you(), &site.token("groups", json!(["staff"])))).await;
    assert!(body.contains(r#""role":"viewer""#), "{body}");
    // Lists say so, too: it is noted in the background.
    loop {
        let sessions = get("/api/sessions").header(header::COOKIE, cookie.clone());
        let (_, body) = ask_nobody(&site.router, with(sessions, &site.token("groups", json!(["staff"])))).await;
        if body.contains(r#""role":"viewer""#) {
            break;
        }
    }
    let without_groups = with(you(), &site.token("groups", json!([])));
    assert_eq!(site.status(without_groups).await, StatusCode::FORBIDDEN);
    let another_person = with(you(), &site.token("sub", json!("u-2")));
    assert_eq!(site.status(another_person).await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        site.status(you()).await,
        StatusCode::UNAUTHORIZED,
        "a cookie alone is nobody"
    );
    site.desk.stop().await;
}

#[tokio::test]
async fn a_stolen_cookie_with_a_key_that_nobody_has_is_nobody() {
    let site = Site::open().await;
    let cookie = site.sign_in().await;
    let token = site
        .balancer
        .sign(&header_with("kid", json!("no-such-key")), &payload());
    let request = with(get("/api/you"), &token).header(header::COOKIE, cookie);
    assert_eq!(site.status(request).await, StatusCode::SERVICE_UNAVAILABLE);
    site.desk.stop().await;
}

#[tokio::test]
async fn nobody_signs_in_past_the_load_balancer() {
    let site = Site::open().await;
    for token in [
        "",
        "a.b.c",
        &site.balancer.sign(&header_with("signer", json!("another")), &payload()),
    ] {
        let (head, _) = ask_nobody(&site.router, with(get("/auth/sign-in"), token)).await;
        assert_eq!(head.status, StatusCode::FORBIDDEN, "{token}");
        assert!(!head.headers.contains_key(header::SET_COOKIE));
    }
    assert_eq!(site.status(get("/auth/sign-in")).await, StatusCode::FORBIDDEN);
    site.desk.stop().await;
}

#[tokio::test]
async fn signing_out_ends_the_load_balancers_session_too() {
    let site = Site::open().await;
    let cookie = site.sign_in().await;
    let request = Request::post("/auth/sign-out")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie);
    let (head, _) = ask_nobody(&site.router, with(request, &site.balancer.good())).await;
    let cookies = head.headers.get_all(header::SET_COOKIE).iter();
    let ended = cookies.filter(|cookie| {
        let cookie = cookie.to_str().expect("text");
        cookie.starts_with("AWSELBAuthSessionCookie-") && cookie.contains("Max-Age=0")
    });
    assert_eq!(ended.count(), 4);
    site.desk.stop().await;
}
