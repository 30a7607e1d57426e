//! Every route for every role.

use crate::support::{Desk, HOST, ask_as, ask_nobody, folder, frontdesk, router, router_with, simulated_aws};
use app::{
    App,
    model::access::{Permission, Role},
};
use axum::Router;
use http::{Method, Request, StatusCode, header};
use leptos_axum::generate_route_list;
use server::{
    auth::{Needs, declared},
    config::Settings,
};
use std::{collections::BTreeSet, ffi::OsStr, path::Path};
use tempfile::TempDir;

async fn desk() -> (TempDir, Desk, Router) {
    let folder = folder();
    let desk = frontdesk(folder.path(), &simulated_aws().await).await;
    let router = router(&desk);
    (folder, desk, router)
}

/// Every server function and page that exists, with what it declares.
fn existing() -> Vec<(Method, String)> {
    let functions = leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method, path.to_owned()));
    // Leptos writes parameters as `:name` and `*name`; axum in braces.
    let pages = generate_route_list(App).into_iter().map(|page| {
        let segment = |segment: &str| match segment.split_at_checked(1) {
            Some((":", name)) => format!("{{{name}}}"),
            Some(("*", name)) => format!("{{*{name}}}"),
            _ => segment.to_owned(),
        };
        let path: Vec<_> = page.path().split('/').map(segment).collect();
        let path = path.join("/");
        (Method::GET, if path.is_empty() { "/".to_owned() } else { path })
    });
    functions.chain(pages).collect()
}

/// A request for a route, whatever its parameters.
fn request(method: &Method, route: &str) -> http::request::Builder {
    let path: Vec<_> = route
        .split('/')
        .map(|segment| match segment {
            "{region}" => "us-east-1",
            "{name}" => "example.com",
            segment if segment.starts_with('{') => "x",
            segment => segment,
        })
        .collect();
    Request::builder()
        .method(method)
        .uri(path.join("/"))
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn needs(route: &str) -> Option<Needs> {
    declared()
        .into_iter()
        .find(|(declared, _)| *declared == route)
        .map(|(_, needs)| needs)
}

#[tokio::test]
async fn everything_that_exists_declares_what_it_needs() {
    let existing = existing();
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
    for (method, route) in existing() {
        let Some(Needs::Permission(permission)) = needs(&route) else {
            panic!("{route} is for everybody");
        };
        for role in Role::ALL {
            let (answer, body) = ask_as(&router, role, request(&method, &route)).await;
            let is_refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(
                is_refused,
                role < permission.role(),
                "{role} asks {method} {route}: {} {body}",
                answer.status
            );
        }
        let (answer, body) = ask_nobody(&router, request(&method, &route)).await;
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "nobody asks {method} {route}: {body}"
        );
    }
    desk.stop().await;
}

#[tokio::test]
async fn files_to_save_take_a_session() {
    let (_folder, desk, router) = desk().await;
    for (route, needs) in declared() {
        let ending = Path::new(route).extension().and_then(OsStr::to_str);
        if !["csv", "zone"].map(Some).contains(&ending) {
            continue;
        }
        assert_eq!(needs, Needs::Permission(Permission::Read), "{route}");
        let (answer, _) = ask_nobody(&router, request(&Method::GET, route)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
        let (answer, _) = ask_as(&router, Role::Viewer, request(&Method::GET, route)).await;
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
    let desk = frontdesk(folder.path(), &simulated_aws().await).await;
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
