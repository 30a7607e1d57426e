//! What every answer carries, whatever it is.

use crate::{
    oidc::{self, provider::Provider},
    routes::{of_the_app, request},
    support::{
        HOST, ask, ask_nobody, folder, frontdesk, is_complete, router, router_with, simulated_aws, state, until,
    },
};
use axum::{Router, routing::get};
use http::{HeaderValue, Method, Request, StatusCode, header, request::Builder, response::Parts};
use proptest::{prelude::*, sample::select};
use server::{
    auth::declared,
    config::{Limits, Roles, Settings},
    http::{AppState, Gate, build_router, open},
};
use std::{num::NonZeroU32, sync::Arc};

const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What is found, and every kind of error, with the status that each has.
fn requests() -> Vec<(Builder, u16)> {
    let get = |path: &str| Request::get(path).header(header::HOST, HOST);
    let change = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        request
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
    };
    let long = "a".repeat(9_000);
    let mut requests: Vec<_> = [
        "/identities/eu-west-2/mail.example.com",
        "/search?q=ada",
        "/identities/eu-west-2/mail.example.com/dns.csv",
        "/identities/eu-west-2/mail.example.com/dns.zone",
        "/api/user?instance=i-1&id=u-1",
    ]
    .map(|path| (get(path), 200))
    .into();
    requests.extend([
        (get("/no/such/page"), 404),
        (get("/users/i-1/u-1"), 404),
        (get("/identities/eu-west-2/no-such.example.com/dns.csv"), 404),
        (get("/pkg/0123/frontdesk.js"), 404),
        (get("/pkg/frontdesk.js"), 404),
        (change("DELETE", "/users"), 405),
        (change("POST", "/users.csv"), 405),
        (change("POST", "/no/such/page"), 405),
        (change("POST", "/preferences/theme"), 415),
        (Request::post("/preferences/theme").header(header::HOST, HOST), 403),
        (Request::get("/users").header(header::HOST, "evil.example"), 421),
        (get("/users").header(header::HOST, HOST), 400),
        (Request::get("/users"), 400),
        (get(&format!("/users?q={long}")), 414),
        (
            (0..6).fold(get("/users"), |request, _| request.header("cookie", &long)),
            431,
        ),
    ]);
    requests
}

/// Every route that is declared, by the methods that it may take.
fn declared_requests() -> impl Iterator<Item = Builder> {
    let of_the_app = of_the_app();
    declared().into_iter().flat_map(move |(route, _)| {
        let method = of_the_app.iter().find(|(_, existing)| existing == route);
        let methods = match method {
            Some((method, _)) => vec![method.clone()],
            None => vec![Method::GET, Method::POST],
        };
        methods.into_iter().map(move |method| request(&method, route))
    })
}

/// The page's files, with how long each is kept where it has been built.
async fn files(router: &Router) -> Vec<(String, &'static str)> {
    let (_, page) = ask_nobody(router, Request::get("/auth/signed-out").header(header::HOST, HOST)).await;
    let (_, style) = page.split_once("href=\"/pkg/").expect("a stylesheet");
    let style = style.split('"').next().expect("a path");
    vec![
        ("/favicon.svg".to_owned(), "public, max-age=3600"),
        ("/robots.txt".to_owned(), "public, max-age=3600"),
        (format!("/pkg/{style}"), "public, max-age=31536000, immutable"),
    ]
}

fn check(answer: &Parts, case: &str) {
    check_kept(answer, case, "no-store");
}

fn check_kept(answer: &Parts, case: &str, kept: &str) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.headers.get(name).expect(name), value, "{case}");
        assert_eq!(answer.headers.get_all(name).iter().count(), 1, "{case} {name}");
    }
    let policies: Vec<_> = answer.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
    let [policy] = policies[..] else {
        panic!("one policy: {case} {policies:?}")
    };
    let policy = policy.to_str().expect("text");
    for directive in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.split("; ").any(|one| one == directive), "{case}: {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{case}: {policy}"
    );
    assert_eq!(answer.headers[header::CACHE_CONTROL], kept, "{case}");
    assert_eq!(
        answer.headers.get_all(header::CACHE_CONTROL).iter().count(),
        1,
        "{case}"
    );
    assert!(answer.headers.contains_key("x-request-id"), "{case}");
}

#[tokio::test]
async fn every_answer_carries_them() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    until(&frontdesk, is_complete).await;
    let plain = router(&frontdesk);
    for (request, status) in requests() {
        let case = format!("{:?} {:?}", request.method_ref(), request.uri_ref());
        let (answer, body) = ask(&plain, request).await;
        assert_eq!(answer.status, status, "{case} {body}");
        check(&answer, &case);
        assert!(
            !answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY),
            "{case}"
        );
    }
    let mut walked = 0;
    let files = files(&plain).await;
    for request in declared_requests() {
        let case = format!("{:?} {:?}", request.method_ref(), request.uri_ref());
        let is_file = files
            .iter()
            .any(|(path, _)| request.uri_ref().is_some_and(|uri| uri == path.as_str()));
        let (answer, body) = ask(&plain, request).await;
        assert!(!answer.status.is_server_error(), "{case} {} {body}", answer.status);
        if !is_file || answer.status != StatusCode::OK {
            check(&answer, &case);
        }
        walked += 1;
    }
    assert!(walked > 40, "{walked}");
    for (path, kept) in files {
        let (answer, _) = ask_nobody(&plain, Request::get(&path).header(header::HOST, HOST)).await;
        // Without a built page there are none.
        let is_built = answer.status == StatusCode::OK;
        assert!(
            is_built || answer.status == StatusCode::NOT_FOUND,
            "{path} {}",
            answer.status
        );
        check_kept(&answer, &path, if is_built { kept } else { "no-store" });
    }
    let https = build_router(state(&frontdesk, Some("https://desk.example.com")));
    for (request, _) in requests() {
        let case = format!("{:?} {:?}", request.method_ref(), request.uri_ref());
        let (answer, _) = ask(&https, request).await;
        let promise = &answer.headers[header::STRICT_TRANSPORT_SECURITY];
        assert_eq!(promise, "max-age=63072000; includeSubDomains", "{case}");
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn so_do_the_answers_of_a_frontdesk_in_trouble() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let limits = Limits {
        burst: NonZeroU32::MIN,
        requests_per_second: NonZeroU32::MIN,
        ..Limits::default()
    };
    let state = AppState {
        gate: Arc::new(Gate::new(&limits)),
        ..state(&frontdesk, None)
    };
    let metrics = Arc::clone(&state.metrics);
    let inner = Router::new().route("/panic", get(|| async { panic!("a secret") as &'static str }));
    let router = open(inner, state);
    let ask_once = || async { ask_nobody(&router, Request::get("/panic").header(header::HOST, HOST)).await };

    let (answer, body) = ask_once().await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    check(&answer, "panic");
    assert!(!body.contains("secret"), "{body}");
    let id = answer.headers["x-request-id"].to_str().expect("text");
    assert!(body.ends_with(&format!("Quote this id: {id}\n")), "{body}");

    let (answer, body) = ask_once().await;
    assert_eq!(
        (answer.status, &answer.headers[header::RETRY_AFTER]),
        (StatusCode::TOO_MANY_REQUESTS, &"1".parse().expect("a value"))
    );
    check(&answer, "too many");
    assert!(body.contains("Quote this id: "), "{body}");
    assert_eq!((metrics.panics.get(), metrics.rate_limited.get()), (1, 1));

    let compressed = Request::get("/panic")
        .header(header::HOST, "evil.example")
        .header(header::ACCEPT_ENCODING, "gzip");
    let (answer, body) = ask_nobody(&router, compressed).await;
    check(&answer, "compressed");
    assert_eq!(answer.headers[header::CONTENT_ENCODING], "gzip");
    assert!(!body.contains("Quote"), "{body}");
    frontdesk.stop().await;
}

#[tokio::test]
async fn too_much_at_once_is_said_so() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    until(&frontdesk, is_complete).await;
    tokio::time::pause();
    let limits = Limits {
        in_flight: 1,
        ..Limits::default()
    };
    let state = AppState {
        gate: Arc::new(Gate::new(&limits)),
        ..state(&frontdesk, None)
    };
    let (begun, has_begun) = tokio::sync::watch::channel(false);
    let endless = move || {
        begun.send_replace(true);
        std::future::pending::<&str>()
    };
    let router = open(Router::new().route("/endless", get(endless)), state);
    let of = || Request::get("/endless").header(header::HOST, HOST);
    let first = tokio::spawn({
        let router = router.clone();
        async move { ask_nobody(&router, of()).await }
    });
    has_begun.clone().wait_for(|begun| *begun).await.expect("begun");
    let (answer, body) = ask_nobody(&router, of()).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    check(&answer, "shed");
    assert!(body.starts_with("Frontdesk has too much to do") && answer.headers.contains_key(header::RETRY_AFTER));

    let (answer, body) = first.await.expect("no panic");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    check(&answer, "too slow");
    assert!(body.starts_with("This took too long"), "{body}");
    tokio::time::resume();
    frontdesk.stop().await;
}

#[tokio::test]
async fn a_page_runs_its_own_scripts_only_and_each_time_another_nonce() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let router = router(&frontdesk);
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let (answer, body) = ask(&router, Request::get("/").header(header::HOST, HOST)).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        let nonce = policy
            .split_once("'nonce-")
            .and_then(|(_, rest)| rest.split_once('\''))
            .expect("a nonce")
            .0;
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                 connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
            )
        );
        assert!(nonce.len() >= 22, "128 bits at least: {nonce}");
        let scripts: Vec<_> = body.split("<script").skip(1).collect();
        assert_ne!(scripts.len(), 0);
        for script in scripts {
            let tag = script.split_once('>').expect("a tag").0;
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{tag}");
        }
        assert!(!body.contains(" style=\"") && !body.contains("<style"), "{body}");
        nonces.push(nonce.to_owned());
    }
    assert_ne!(nonces[0], nonces[1]);
    frontdesk.stop().await;
}

#[tokio::test]
async fn the_id_of_a_request_is_ours() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let router = router(&frontdesk);
    let request = Request::get("/users")
        .header(header::HOST, HOST)
        .header("x-request-id", "forged");
    let (answer, _) = ask(&router, request).await;
    assert_ne!(answer.headers["x-request-id"], "forged");
    assert_eq!(answer.headers["x-request-id"].len(), 36);
    frontdesk.stop().await;
}

#[test]
fn whatever_a_stranger_sends_is_answered() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = folder();
    let frontdesk = runtime.block_on(async { Arc::new(frontdesk(&folder, &simulated_aws().await).await) });
    let demo = router(&frontdesk);
    let provider = runtime.block_on(Provider::start());
    let settings = Settings {
        oidc: oidc::settings(&provider.issuer),
        roles: Roles {
            viewer: vec!["staff".to_owned()],
            ..Roles::default()
        },
        public_url: format!("http://{HOST}").parse().ok(),
        ..Settings::default()
    };
    let with_provider = router_with(&frontdesk, &settings, false);
    let paths = [
        "/search",
        "/users.csv",
        "/favicon.svg",
        "/pkg/x/y",
        "/api/version",
        "/auth/sign-in",
        "/auth/callback?state=x&code=y",
    ];
    let names = [
        "accept",
        "accept-encoding",
        "content-length",
        "content-type",
        "cookie",
        "forwarded",
        "host",
        "if-none-match",
        "origin",
        "range",
        "referer",
        "sec-fetch-site",
        "transfer-encoding",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-request-id",
    ];
    let value = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..80),
        "(theme|id)?[=;, \"\\\\]{0,4}(dark|br;q=|W/|gzip;q=[0-9.]{0,3})?".prop_map(String::into_bytes),
        "(frontdesk-3000=[!-~]{0,40}(; )?)?(frontdesk-sign-in-3000=[!-~]{0,80})?".prop_map(String::into_bytes),
        // As long as the id of a session.
        "frontdesk-3000=[A-Za-z0-9_-]{22}".prop_map(String::into_bytes),
    ];
    let lines = prop::collection::vec((select(names.to_vec()), value), 0..6);
    let config = ProptestConfig::with_cases(200);
    proptest!(config, |(method in select(&["GET", "POST", "HEAD"][..]), path in select(paths.to_vec()), lines in lines)| {
        let request = || {
            let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
            for (name, value) in &lines {
                if let Ok(value) = HeaderValue::from_bytes(value) {
                    request = request.header(*name, value);
                }
            }
            request
        };
        let (to_admin, _) = runtime.block_on(ask(&demo, request()));
        for router in [&demo, &with_provider] {
            let (answer, body) = runtime.block_on(ask_nobody(router, request()));
            prop_assert!(!body.contains("\"Internal\""), "{}", body);
            for answer in [&answer, &to_admin] {
                prop_assert!(!answer.status.is_server_error(), "{}", answer.status);
                prop_assert_eq!(&answer.headers["x-frame-options"], "DENY");
            }
        }
    });
    runtime.block_on(frontdesk.stop());
}
