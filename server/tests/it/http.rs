//! The router as a whole.

use crate::support::{
    HOST, ask, ask_nobody, folder, frontdesk, is_complete, router, sign_in, simulated_aws, state, until,
};
use app::model::access::Role;
use http::{Request, StatusCode, header};
use server::{http::build_router, metrics::Denied};
use std::{
    io::Write,
    sync::{Arc, Mutex},
};

#[tokio::test]
async fn guards_stand_in_front_of_everything() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let router = router(&frontdesk);
    let (answer, body) = ask(&router, Request::get("/auth/signed-out").header(header::HOST, HOST)).await;
    assert_eq!(answer.status, StatusCode::OK, "{body}");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");

    let (answer, _) = ask(
        &router,
        Request::get("/users.csv").header(header::HOST, "evil.example:3000"),
    )
    .await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(answer.headers["x-frame-options"], "DENY");

    let (answer, _) = ask(&router, Request::post("/preferences/theme").header(header::HOST, HOST)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    frontdesk.stop().await;
}

#[tokio::test]
async fn what_no_handler_takes_is_refused_in_words_with_an_id() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let router = router(&frontdesk);
    let change = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
        request.header("sec-fetch-site", "same-origin")
    };
    for (request, status) in [
        (change("DELETE", "/users"), StatusCode::METHOD_NOT_ALLOWED),
        (change("POST", "/users.csv"), StatusCode::METHOD_NOT_ALLOWED),
        (change("POST", "/preferences/theme"), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (
            change("POST", "/preferences/theme").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let (answer, body) = ask(&router, request).await;
        assert_eq!(answer.status, status);
        assert!(body.contains("Quote this id: "), "{status}: {body}");
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn lists_and_records_can_be_saved() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    until(&frontdesk, is_complete).await;
    let router = router(&frontdesk);
    let get = |path: &str| Request::get(path).header(header::HOST, HOST);

    let (answer, body) = ask(&router, get("/users.csv?q=zoe.akerstrom&cols=username,email")).await;
    assert_eq!(
        answer.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(
        answer.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"users-2026-11-18.csv\""
    );
    assert_eq!(body, "Username,Email\r\nzoe.akerstrom,zoe.akerstrom@example.com\r\n");

    // Without what can't be followed, more would be saved than was meant.
    let (answer, body) = ask(&router, get("/identities.csv?q=status:fialed")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(body.contains("Did you mean “status:failed”?"), "{body}");

    let (_, body) = ask(&router, get("/identities/eu-west-2/mail.example.com/dns.zone")).await;
    assert_eq!(
        body.lines().filter(|line| line.contains(" IN CNAME ")).count(),
        3,
        "{body}"
    );
    let (answer, _) = ask(&router, get("/identities/eu-west-2/no-such.example.com/dns.csv")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    frontdesk.stop().await;
}

#[tokio::test]
async fn what_server_functions_answer_is_kept_by_nobody() {
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let router = router(&frontdesk);
    let get = |path: &str| Request::get(path).header(header::HOST, HOST);
    let (answer, body) = ask(&router, get("/api/user?instance=i-1&id=u-1")).await;
    assert_eq!(answer.status, StatusCode::OK, "{body}");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    frontdesk.stop().await;
}

#[tokio::test]
async fn the_log_names_routes_and_nobody() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("tower_http=debug,server=info")
        .with_writer(move || writer.clone())
        .finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let folder = folder();
    let frontdesk = Arc::new(frontdesk(&folder, &simulated_aws().await).await);
    let path = "/identities/us-east-1/help@example.com/dns.csv";
    ask(&router(&frontdesk), Request::get(path).header(header::HOST, HOST)).await;
    frontdesk.stop().await;
    let log = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("text");
    assert!(log.contains("/identities/{region}/{name}/dns.csv"), "{log}");
    assert!(!log.contains("help@example.com"), "{log}");
}

#[tokio::test]
async fn a_denial_is_counted_and_logged_in_aggregate_without_a_name() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let state = state(&desk, None);
    let denials = state.metrics.denials.clone();
    let router = build_router(state);
    let cookie = sign_in(&router, Role::Viewer).await;
    for _ in 0..50 {
        let request = Request::get("/api/everyones-sessions")
            .header(header::HOST, HOST)
            .header(header::COOKIE, cookie.clone());
        assert_eq!(ask_nobody(&router, request).await.0.status, StatusCode::FORBIDDEN);
    }
    desk.stop().await;
    let permission = "manage_sessions";
    assert_eq!(denials.get_or_create(&Denied { permission }).get(), 50);
    let log = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("text");
    let lines: Vec<_> = log.lines().filter(|line| line.contains("denied")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    for part in ["demo-viewer", "viewer", permission, "/api/everyones-sessions"] {
        assert!(lines[0].contains(part), "{}", lines[0]);
    }
    assert!(!log.contains("Demo viewer"), "{log}");
}

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
