//! Sessions through the router: when they end, and that they stay ended.

use crate::{
    support::{
        Data, Desk, HOST, NOW, ask_nobody, folder, frontdesk_at, router, router_with, sign_in, simulated_aws, state,
    },
    triggers::{refuse, stop_refusing},
};
use app::model::{access::Role, session::SessionRow, time::Timestamp};
use axum::Router;
use http::{Method, Request, StatusCode, header};
use server::{
    auth::session::SessionTable,
    config::{Auth, Mode, Session, Settings},
    http::build_router,
};
use std::sync::atomic::{AtomicI64, Ordering};

/// Minutes since [`NOW`]: a test is a process of its own, so nobody else moves them.
static MINUTES: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + MINUTES.load(Ordering::Relaxed) * 60_000)
}

fn minute(minute: i64) {
    MINUTES.store(minute, Ordering::Relaxed);
}

async fn desk() -> (Data, Desk, Router) {
    let folder = folder();
    let desk = frontdesk_at(&folder, &simulated_aws().await, &["us-east-1"], clock).await;
    let router = router(&desk);
    (folder, desk, router)
}

/// The same, and its table of sessions.
async fn desk_with_table() -> (Data, Desk, SessionTable, Router) {
    let (folder, desk, _) = desk().await;
    let state = state(&desk, None);
    let sessions = state.auth.sessions().clone();
    (folder, desk, sessions, build_router(state))
}

fn request(method: Method, path: &str, cookie: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie)
}

async fn status(router: &Router, method: Method, path: &str, cookie: &str) -> StatusCode {
    ask_nobody(router, request(method, path, cookie)).await.0.status
}

async fn post(router: &Router, path: &str, body: &str, cookie: &str) -> StatusCode {
    use axum::body::Body;
    use tower::ServiceExt;
    let request = request(Method::POST, path, cookie)
        .body(Body::from(body.to_owned()))
        .expect("a request");
    router.clone().oneshot(request).await.expect("an answer").status()
}

async fn rows(router: &Router, path: &str, cookie: &str) -> Vec<SessionRow> {
    let (_, body) = ask_nobody(router, request(Method::GET, path, cookie)).await;
    serde_json::from_str(&body).expect(&body)
}

#[tokio::test]
async fn a_session_ends_when_nothing_is_done_and_polling_is_nothing() {
    let (_folder, desk, router) = desk().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    for at in (4..30).step_by(4) {
        minute(at);
        assert_eq!(
            status(&router, Method::GET, "/api/version", &cookie).await,
            StatusCode::OK
        );
    }
    minute(30);
    assert_eq!(
        status(&router, Method::GET, "/api/version", &cookie).await,
        StatusCode::UNAUTHORIZED
    );
    desk.stop().await;
}

#[tokio::test]
async fn whoever_is_at_work_stays_signed_in_until_the_end_of_the_day() {
    let (_folder, desk, router) = desk().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    for at in (20..600).step_by(20) {
        minute(at);
        assert_eq!(
            status(&router, Method::POST, "/api/still-here", &cookie).await,
            StatusCode::OK,
            "minute {at}"
        );
    }
    minute(600);
    assert_eq!(
        status(&router, Method::POST, "/api/still-here", &cookie).await,
        StatusCode::UNAUTHORIZED
    );
    desk.stop().await;
}

#[tokio::test]
async fn both_ends_can_be_set() {
    let (_folder, desk, _) = desk().await;
    let settings = Settings {
        session: Session {
            idle: 120,
            absolute: 240,
            ..Session::default()
        },
        ..Settings::default()
    };
    let router = router_with(&desk, &settings, true);
    let cookie = sign_in(&router, Role::Viewer).await;
    for (at, expected) in [(1, 200), (2, 200), (3, 200), (4, 401)] {
        minute(at);
        let status = status(&router, Method::POST, "/api/still-here", &cookie).await;
        assert_eq!(status.as_u16(), expected, "minute {at}");
    }
    desk.stop().await;
}

#[tokio::test]
async fn when_it_was_last_used_is_written_when_the_table_is_tidied_and_only_then() {
    let (_folder, desk, sessions, router) = desk_with_table().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    let seen = async || -> i64 {
        let seen = sqlx::query_scalar("SELECT seen_at FROM session").fetch_one(&desk.pool);
        seen.await.expect("a row")
    };
    let signed_in_at = seen().await;
    minute(1);
    for _ in 0..20 {
        status(&router, Method::POST, "/api/still-here", &cookie).await;
    }
    assert_eq!(seen().await, signed_in_at);
    sessions.tidy().await.expect("written");
    assert_eq!(seen().await, signed_in_at + 60_000);
    // What is written is not written again.
    refuse(&desk.pools, "UPDATE", "session", "true").await;
    sessions.tidy().await.expect("nothing to write");
    status(&router, Method::POST, "/api/still-here", &cookie).await;
    sessions.tidy().await.expect("nothing to write");
    desk.stop().await;
}

#[tokio::test]
async fn whoever_is_at_work_goes_on_while_the_database_can_t_be_written() {
    let (_folder, desk, sessions, router) = desk_with_table().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    refuse(&desk.pools, "UPDATE", "session", "true").await;
    for at in [20, 40, 60] {
        minute(at);
        let still_here = status(&router, Method::POST, "/api/still-here", &cookie).await;
        assert_eq!(still_here, StatusCode::OK, "minute {at}");
        assert!(sessions.tidy().await.is_err());
    }
    assert_eq!(rows(&router, "/api/sessions", &cookie).await.len(), 1);
    stop_refusing(&desk.pools, "session").await;
    minute(85);
    sessions.tidy().await.expect("written");
    assert_eq!(status(&router, Method::GET, "/api/you", &cookie).await, StatusCode::OK);
    minute(90);
    assert_eq!(
        status(&router, Method::GET, "/api/you", &cookie).await,
        StatusCode::UNAUTHORIZED
    );
    sessions.tidy().await.expect("written");
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM session")
        .fetch_one(&desk.pool)
        .await
        .expect("a count");
    assert_eq!(left, 0);
    desk.stop().await;
}

#[tokio::test]
async fn a_session_of_another_way_to_sign_in_is_none() {
    let (_folder, desk, router) = desk().await;
    let cookie = sign_in(&router, Role::Admin).await;
    let settings = Settings {
        auth: Auth { mode: Mode::None },
        ..Settings::default()
    };
    let without_sign_in = router_with(&desk, &settings, false);
    assert_eq!(
        status(&without_sign_in, Method::GET, "/api/you", &cookie).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(status(&router, Method::GET, "/api/you", &cookie).await, StatusCode::OK);
    desk.stop().await;
}

#[tokio::test]
async fn signing_in_gives_a_new_id_and_signing_out_kills_it() {
    let (_folder, desk, router) = desk().await;
    let first = sign_in(&router, Role::Viewer).await;
    // Signing in again in the same browser, as after an end of the session that was not noticed.
    let request = request(Method::POST, "/auth/sign-in", &first).body(axum::body::Body::from("role=admin"));
    let answer = tower::ServiceExt::oneshot(router.clone(), request.expect("a request"))
        .await
        .expect("an answer");
    let second = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert_ne!(first.split(';').next(), second.split(';').next());
    assert!(
        second.contains("HttpOnly") && second.contains("SameSite=Lax") && second.contains("Path=/"),
        "{second}"
    );
    assert_eq!(
        status(&router, Method::GET, "/api/you", &first).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(status(&router, Method::GET, "/api/you", &second).await, StatusCode::OK);
    assert_eq!(
        status(&router, Method::POST, "/auth/sign-out", &second).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        status(&router, Method::GET, "/api/you", &second).await,
        StatusCode::UNAUTHORIZED
    );
    desk.stop().await;
}

#[tokio::test]
async fn a_request_under_way_does_not_bring_an_ended_session_back() {
    use tower_sessions::{SessionStore, session::Id};
    let (_folder, desk, router) = desk().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    let id: Id = cookie.split_once('=').expect("a cookie").1.parse().expect("an id");
    let sessions = server::auth::session_table(&Settings::default(), desk.pools.clone(), clock, true);
    let record = sessions.load(&id).await.expect("read").expect("a record");
    assert_eq!(
        status(&router, Method::POST, "/auth/sign-out", &cookie).await,
        StatusCode::SEE_OTHER
    );
    sessions.save(&record).await.expect("no error");
    assert_eq!(
        status(&router, Method::GET, "/api/you", &cookie).await,
        StatusCode::UNAUTHORIZED
    );
    desk.stop().await;
}

#[tokio::test]
async fn the_table_holds_no_cookie_and_no_stranger_fills_it() {
    let (_folder, desk, router) = desk().await;
    let cookie = sign_in(&router, Role::Viewer).await;
    let id = cookie.split_once('=').expect("a cookie").1;
    let row: String = sqlx::query_scalar(
        "SELECT id || subject || COALESCE(provider_session, '') || signed_in || COALESCE(tokens, '') FROM session",
    )
    .fetch_one(&desk.pool)
    .await
    .expect("one row");
    assert!(!row.contains(id), "{row}");
    for path in [
        "/",
        "/auth/sign-in",
        "/auth/callback?state=x&code=y",
        "/api/users",
        "/nowhere",
    ] {
        for cookie in [
            "",
            "frontdesk-3000=AAAAAAAAAAAAAAAAAAAAAA",
            "frontdesk-3000=%00",
            "frontdesk-3000",
        ] {
            let (answer, _) = ask_nobody(&router, request(Method::GET, path, cookie)).await;
            assert!(!answer.status.is_server_error(), "{path} {cookie}");
        }
    }
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM session")
        .fetch_one(&desk.pool)
        .await
        .expect("a count");
    assert_eq!(rows, 1);
    desk.stop().await;
}

#[tokio::test]
async fn one_person_has_a_hundred_sessions_at_most() {
    let (_folder, desk, router) = desk().await;
    let first = sign_in(&router, Role::Viewer).await;
    minute(1);
    let others = sign_in(&router, Role::Operator).await;
    for _ in 0..100 {
        sign_in(&router, Role::Viewer).await;
    }
    assert_eq!(
        status(&router, Method::GET, "/api/you", &first).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(status(&router, Method::GET, "/api/you", &others).await, StatusCode::OK);
    desk.stop().await;
}

#[tokio::test]
async fn people_see_and_end_their_own_sessions_only() {
    let (_folder, desk, router) = desk().await;
    let vera = sign_in(&router, Role::Viewer).await;
    let elsewhere = sign_in(&router, Role::Viewer).await;
    let otto = sign_in(&router, Role::Operator).await;
    let own = rows(&router, "/api/sessions", &vera).await;
    assert_eq!(own.len(), 2);
    assert_eq!(own.iter().filter(|row| row.is_this).count(), 1);

    let others = rows(&router, "/api/sessions", &otto).await;
    assert_eq!(
        post(&router, "/api/end-session", &format!("id={}", others[0].id), &vera).await,
        StatusCode::OK
    );
    assert_eq!(
        status(&router, Method::GET, "/api/you", &otto).await,
        StatusCode::OK,
        "not theirs to end"
    );

    let other = own.iter().find(|row| !row.is_this).expect("the other");
    assert_eq!(
        post(&router, "/api/end-session", &format!("id={}", other.id), &vera).await,
        StatusCode::OK
    );
    assert_eq!(
        status(&router, Method::GET, "/api/you", &elsewhere).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(post(&router, "/api/end-all-sessions", "", &vera).await, StatusCode::OK);
    assert_eq!(
        status(&router, Method::GET, "/api/you", &vera).await,
        StatusCode::UNAUTHORIZED
    );
    desk.stop().await;
}

#[tokio::test]
async fn an_admin_sees_and_ends_everyones() {
    let (_folder, desk, router) = desk().await;
    let vera = sign_in(&router, Role::Viewer).await;
    let otto = sign_in(&router, Role::Operator).await;
    let ada = sign_in(&router, Role::Admin).await;
    let all = rows(&router, "/api/everyones-sessions", &ada).await;
    assert_eq!(all.len(), 3);
    let of_vera = all.iter().find(|row| row.role == Role::Viewer).expect("hers");
    assert_eq!(
        post(&router, "/api/end-anyones-session", &format!("id={}", of_vera.id), &ada).await,
        StatusCode::OK
    );
    assert_eq!(
        status(&router, Method::GET, "/api/you", &vera).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        post(&router, "/api/end-all-sessions-of", "subject=demo-operator", &ada).await,
        StatusCode::OK
    );
    assert_eq!(
        status(&router, Method::GET, "/api/you", &otto).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(status(&router, Method::GET, "/api/you", &ada).await, StatusCode::OK);
    desk.stop().await;
}
