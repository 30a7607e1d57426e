//! Every route for every role.

use crate::{
    routes::{of_the_app, request},
    support::{Data, Desk, HOST, ask_as, ask_nobody, folder, frontdesk, router, router_with, simulated_aws},
};
use app::model::access::{Permission, Role};
use axum::Router;
use http::{Method, Request, StatusCode, header};
use server::{
    auth::{Needs, declared},
    config::Settings,
};
use std::{collections::BTreeSet, ffi::OsStr, path::Path};

async fn desk() -> (Data, Desk, Router) {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let router = router(&desk);
    (folder, desk, router)
}

fn needs(route: &str) -> Option<Needs> {
    declared()
        .into_iter()
        .find(|(declared, _)| *declared == route)
        .map(|(_, needs)| needs)
}

#[tokio::test]
async fn everything_that_exists_declares_what_it_needs() {
    let existing = of_the_app();
    // That the walk finds what there is.
    assert!(existing.len() > 30, "{existing:?}");
    for expected in ["/", "/users/{instance}/{id}", "/api/users", "/api/end-anyones-session"] {
        assert!(existing.iter().any(|(_, route)| route == expected), "{expected}");
    }
    for (method, route) in &existing {
        assert!(needs(route).is_some(), "{method} {route} declares no permission");
    }
    let existing: BTreeSet<_> = existing.iter().map(|(_, route)| route.as_str()).collect();
    for (route, needs) in declared() {
        let is_of_the_app = route.starts_with("/api/") || app::routes::PAGES.iter().any(|(page, _)| *page == route);
        assert!(
            !is_of_the_app || existing.contains(route),
            "{route} ({needs:?}) does not exist"
        );
    }
}

#[tokio::test]
async fn each_role_gets_what_it_may_and_nothing_else() {
    let (_folder, desk, router) = desk().await;
    let of_the_app = of_the_app();
    for (route, needs) in declared() {
        // Nobody has more than a hundred sessions at once, and by this clock all are of the same moment.
        let forget = sqlx::query("DELETE FROM session").execute(&desk.pools.write);
        forget.await.expect("forgotten");
        let of_the_app = of_the_app.iter().filter(|(_, existing)| existing == route);
        let mut methods: Vec<_> = of_the_app.map(|(method, _)| method.clone()).collect();
        if methods.is_empty() {
            // Others are what they are by each method that they take.
            methods = vec![Method::GET, Method::POST];
        }
        for method in methods {
            for role in Role::ALL {
                let (answer, body) = ask_as(&router, role, request(&method, route)).await;
                let is_refused = answer.status == StatusCode::FORBIDDEN;
                let may = match needs {
                    Needs::Nothing => true,
                    Needs::Permission(permission) => role >= permission.role(),
                };
                let case = format!("{role} asks {method} {route}: {} {body}", answer.status);
                assert_eq!(is_refused, !may, "{case}");
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{case}");
            }
            let (answer, body) = ask_nobody(&router, request(&method, route)).await;
            let is_refused = answer.status == StatusCode::UNAUTHORIZED;
            let case = format!("nobody asks {method} {route}: {} {body}", answer.status);
            assert_eq!(is_refused, needs != Needs::Nothing, "{case}");
        }
    }
    desk.stop().await;
}

#[tokio::test]
async fn files_to_save_take_a_session() {
    let (_folder, desk, router) = desk().await;
    for (route, needs) in declared() {
        let ending = Path::new(route).extension().and_then(OsStr::to_str);
        if !["csv", "json", "zone"].map(Some).contains(&ending) {
            continue;
        }
        let expected = if route.starts_with(app::routes::AUDIT) {
            Permission::ExportAudit
        } else {
            Permission::Read
        };
        assert_eq!(needs, Needs::Permission(expected), "{route}");
        let (answer, _) = ask_nobody(&router, request(&Method::GET, route)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
        let (answer, _) = ask_as(&router, expected.role(), request(&Method::GET, route)).await;
        assert!(
            [StatusCode::OK, StatusCode::NOT_FOUND].contains(&answer.status),
            "{route}"
        );
    }
    desk.stop().await;
}

#[tokio::test]
async fn a_person_is_led_to_sign_in_and_back() {
    let (_folder, desk, router) = desk().await;
    let page = Request::get("/users?q=ada&page=2")
        .header(header::HOST, HOST)
        .header(header::ACCEPT, "text/html");
    let (answer, _) = ask_nobody(&router, page).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        answer.headers[header::LOCATION],
        "/auth/sign-in?return_to=%2Fusers%3Fq%3Dada%26page%3D2"
    );
    desk.stop().await;
}

#[tokio::test]
async fn the_settings_move_permissions_between_roles() {
    let folder = folder();
    let desk = frontdesk(&folder, &simulated_aws().await).await;
    let settings = Settings {
        permissions: [(Permission::ManageSessions, Role::Operator)].into(),
        ..Settings::default()
    };
    let router = router_with(&desk, &settings, true);
    let all = || request(&Method::GET, "/api/everyones-sessions");
    let (answer, _) = ask_as(&router, Role::Operator, all()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let (answer, body) = ask_as(&router, Role::Viewer, all()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(body, r#"{"Forbidden":{"Needs":"operator"}}"#);
    desk.stop().await;
}
