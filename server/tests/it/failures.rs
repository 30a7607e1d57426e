//! What is written to the log when something fails: one line each, with what there is to know of it.

use crate::{
    oidc,
    support::{
        CLOSED_PORT, Data, Desk, HOST, ask_nobody, folder, frontdesk, router, router_with, sign_in, simulated_aws,
        state,
    },
    triggers::refuse,
};
use app::{error::AppError, model::access::Role};
use axum::{Router, body::Body, routing::get};
use http::{Request, StatusCode, header, request::Builder};
use http_body_util::BodyExt;
use server::{
    config::{Limits, Roles, Settings},
    http::{AppState, Gate, open},
};
use std::{
    io::Write,
    sync::{Arc, Mutex},
};
use tower::ServiceExt;
use tracing::subscriber::DefaultGuard;

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn start() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    /// The lines about requests that somebody has to look at.
    fn of_failures(&self) -> Vec<String> {
        let log = String::from_utf8(self.0.lock().expect("no panic").clone()).expect("text");
        let is_of_failure =
            |line: &&str| line.contains("request{") && (line.contains("WARN") || line.contains("ERROR"));
        log.lines().filter(is_of_failure).map(str::to_owned).collect()
    }
}

async fn desk() -> (Data, Desk) {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    (folder, desk)
}

fn ask_for(path: &str) -> Builder {
    Request::get(path).header(header::HOST, HOST)
}

#[tokio::test]
async fn a_provider_that_is_down_is_one_line() {
    let (_folder, desk) = desk().await;
    let settings = Settings {
        oidc: oidc::settings(CLOSED_PORT),
        roles: Roles {
            viewer: vec!["staff".to_owned()],
            ..Roles::default()
        },
        public_url: format!("http://{HOST}").parse().ok(),
        ..Settings::default()
    };
    let router = router_with(&desk, &settings, false);
    let (log, _logging) = Log::start();
    let (answer, body) = ask_nobody(&router, ask_for("/auth/sign-in")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
    let lines = log.of_failures();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let id = answer.headers["x-request-id"].to_str().expect("text");
    assert!(lines[0].contains(id) && body.contains(id), "{} {body}", lines[0]);
    desk.stop().await;
}

#[tokio::test]
async fn so_is_a_database_that_can_not_be_read() {
    let (_folder, desk) = desk().await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Viewer).await;
    desk.stop().await;
    desk.pool.close().await;
    let (log, _logging) = Log::start();
    let request = ask_for("/api/users?query=").header(header::COOKIE, cookie);
    let (answer, body) = ask_nobody(&router, request).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
    let lines = log.of_failures();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let id = answer.headers["x-request-id"].to_str().expect("text").to_owned();
    let error: AppError = serde_json::from_str(&body).expect("JSON");
    assert_eq!(error, AppError::Internal { id: Some(id) });
}

#[tokio::test]
async fn so_is_a_server_function_that_fails_and_its_answer_says_what_to_quote() {
    let (_folder, desk) = desk().await;
    let router = router(&desk);
    let cookie = sign_in(&router, Role::Viewer).await;
    refuse(&desk.pools, "DELETE", "session", "true").await;
    let (log, _logging) = Log::start();
    let request = Request::post("/api/end-all-sessions")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie)
        .body(Body::empty());
    let answer = router.oneshot(request.expect("a request")).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let id = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    let error: AppError = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(error, AppError::Internal { id: Some(id.clone()) });
    assert!(error.to_string().ends_with(&format!("quote {id}.")), "{error}");
    let lines = log.of_failures();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    desk.stop().await;
}

#[tokio::test]
async fn a_panic_under_a_call_says_what_to_quote() {
    let (_folder, desk) = desk().await;
    let inner = Router::new().route("/api/panic", get(|| async { panic!("a secret") as &'static str }));
    let router = open(inner, state(&desk, None));
    let (answer, body) = ask_nobody(&router, ask_for("/api/panic")).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let id = answer.headers["x-request-id"].to_str().expect("text").to_owned();
    let error: AppError = serde_json::from_str(&body).expect("JSON");
    assert_eq!(error, AppError::Internal { id: Some(id) });
    desk.stop().await;
}

#[tokio::test]
async fn a_failure_that_nobody_wrote_of_is_one_line() {
    let (_folder, desk) = desk().await;
    let inner = Router::new().route("/fails", get(StatusCode::INTERNAL_SERVER_ERROR));
    let router = open(inner, state(&desk, None));
    let (log, _logging) = Log::start();
    ask_nobody(&router, ask_for("/fails")).await;
    let lines = log.of_failures();
    assert!(lines.len() == 1 && lines[0].contains("a request failed"), "{lines:#?}");
    desk.stop().await;
}

#[tokio::test]
async fn what_is_too_much_is_counted_and_fills_no_log() {
    let (_folder, desk) = desk().await;
    let limits = Limits {
        in_flight: 0,
        ..Limits::default()
    };
    let state = AppState {
        gate: Arc::new(Gate::new(&limits)),
        ..state(&desk, None)
    };
    desk.stop().await;
    let metrics = Arc::clone(&state.metrics);
    let router = open(Router::new().route("/", get("never")), state);
    tokio::time::pause();
    let (log, _logging) = Log::start();
    // As many as one address may ask for at once.
    for _ in 0..100 {
        let (answer, _) = ask_nobody(&router, ask_for("/")).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(metrics.shed.get(), 100);
    assert_eq!(log.of_failures(), Vec::<String>::new());
}
