//! Rounds that somebody has paused.

use crate::support::{
    Data, Desk, HOST, a_minute_later, ask_as, clock, folder, frontdesk_at, is_at_rest, let_a_minute_pass, router,
    sign_in, simulated_aws, until,
};
use app::{
    backend::{Backend, Target},
    model::{
        access::{Person, Role},
        freshness::{Kind, Paused, Service},
        snapshot::Snapshot,
        sync::{RoundState, SyncPage, Which},
    },
};
use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

async fn desk(folder: &Data, aws: &str) -> Desk {
    let desk = frontdesk_at(folder, aws, &["us-east-1", "eu-west-2"], clock).await;
    until(&desk, is_at_rest).await;
    desk
}

fn olivia() -> Person {
    Person {
        subject: "olivia".to_owned(),
        name: "Olivia Operator".to_owned(),
        email: None,
        role: Role::Operator,
    }
}

fn of(service: Service, region: &str) -> Which {
    Which {
        service: Some(service),
        region: Some(region.parse().expect("a Region")),
    }
}

/// The Regions in which `kind` was listed after the minute had passed.
fn listed_later(snapshot: &Snapshot, kind: Kind) -> Vec<&str> {
    let later = snapshot
        .scopes
        .iter()
        .filter(|(scope, state)| scope.kind == kind && state.listed_at == Some(a_minute_later()));
    later.map(|(scope, _)| scope.region.as_str()).collect()
}

#[tokio::test]
async fn what_is_paused_is_not_read_until_it_is_resumed() {
    let folder = folder();
    let desk = desk(&folder, &simulated_aws().await).await;
    desk.pause(&of(Service::Ses, "eu-west-2"), &olivia());
    let_a_minute_pass();
    desk.refresh(None);
    until(&desk, |snapshot| {
        let all = [Kind::Users, Kind::EmailAddresses, Kind::ConnectionAliases];
        listed_later(snapshot, Kind::Identities) == ["us-east-1"]
            && all.iter().all(|kind| listed_later(snapshot, *kind).len() == 2)
    })
    .await;
    let freshness = desk.snapshot().freshness(Kind::Identities, None, clock());
    assert_eq!(freshness.paused, Paused::Part);
    assert_eq!(freshness.label(), "as of 1 min ago");

    desk.resume(&Which::default(), &olivia());
    until(&desk, |snapshot| listed_later(snapshot, Kind::Identities).len() == 2).await;
    desk.stop().await;
}

#[tokio::test]
async fn what_somebody_looks_at_is_read_all_the_same() {
    let folder = folder();
    let desk = desk(&folder, &simulated_aws().await).await;
    desk.pause(&Which::default(), &olivia());
    let_a_minute_pass();
    desk.look_at(vec![Target::Identity {
        region: "us-east-1".to_owned(),
        name: "shop.example.com".to_owned(),
    }]);
    until(&desk, |snapshot| {
        let identity = snapshot.identity("us-east-1", "shop.example.com").expect("known");
        identity.identity.described_at == Some(a_minute_later())
    })
    .await;
    desk.stop().await;
}

#[tokio::test]
async fn a_pause_holds_after_a_restart() {
    let (folder, aws) = (folder(), simulated_aws().await);
    let first = desk(&folder, &aws).await;
    first.pause(&of(Service::Connect, "us-east-1"), &olivia());
    first.stop().await;
    drop(first);
    let_a_minute_pass();
    let second = frontdesk_at(&folder, &aws, &["us-east-1", "eu-west-2"], clock).await;
    until(&second, |snapshot| {
        listed_later(snapshot, Kind::Identities).len() == 2 && listed_later(snapshot, Kind::Users) == ["eu-west-2"]
    })
    .await;
    let page = page(&router(&second)).await;
    let paused: Vec<_> = page.rounds.iter().filter(|round| round.paused.is_some()).collect();
    assert_eq!(paused.len(), 2);
    for round in paused {
        assert_eq!(
            (round.kind.service(), round.region.as_str()),
            (Service::Connect, "us-east-1")
        );
        assert_eq!(round.state, RoundState::Paused);
        assert_eq!(
            round.paused.as_ref().map(|pause| pause.by.as_str()),
            Some("Olivia Operator")
        );
    }
    second.stop().await;
}

#[tokio::test]
async fn operators_pause_and_resume_and_viewers_look() {
    let folder = folder();
    let desk = desk(&folder, &simulated_aws().await).await;
    let router = router(&desk);
    let all = page(&router).await;
    assert_eq!(all.summary(), "Of 8 lists: 8 resting.");
    assert!(all.rounds.iter().all(|round| round.done == round.total));
    let identities = all.rounds.iter().filter(|round| round.kind == Kind::Identities);
    let total: u32 = identities.map(|round| round.total).sum();
    assert_eq!(total as usize, desk.snapshot().identities.len());
    assert!(all.lanes.iter().any(|lane| lane.operation == "GetEmailIdentity"));

    let fields = "paused=true&service=ses&region=eu-west-2";
    let (status, _) = send(&router, Role::Viewer, "/api/pause-sync", fields).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, to) = send(&router, Role::Operator, "/api/pause-sync", fields).await;
    assert_eq!((status, to.as_str()), (StatusCode::FOUND, "http://localhost:3000/sync"));
    assert_eq!(page(&router).await.summary(), "Of 8 lists: 7 resting, 1 paused.");
    let (_, body) = ask_as(&router, Role::Viewer, Request::get("/sync").header(header::HOST, HOST)).await;
    assert!(
        body.contains("Demo operator") && body.contains("partly paused"),
        "{body}"
    );

    send(&router, Role::Operator, "/api/pause-sync", "paused=true").await;
    assert_eq!(page(&router).await.summary(), "Of 8 lists: 8 paused.");
    send(&router, Role::Operator, "/api/pause-sync", "paused=false").await;
    let_a_minute_pass();
    let (status, _) = send(&router, Role::Viewer, "/api/refresh-sync", "service=workspaces").await;
    assert_eq!(status, StatusCode::FOUND);
    until(&desk, |snapshot| {
        listed_later(snapshot, Kind::ConnectionAliases).len() == 2
    })
    .await;
    let (status, _) = send(&router, Role::Viewer, "/api/refresh-sync", "service=nothing").await;
    assert_ne!(status, StatusCode::OK);
    desk.stop().await;
}

async fn page(router: &Router) -> SyncPage {
    let request = Request::get("/api/sync").header(header::HOST, HOST);
    let (_, body) = ask_as(router, Role::Viewer, request).await;
    serde_json::from_str(&body).expect(&body)
}

/// Sends a form of the page's, as a browser without JavaScript does; returns where that leads.
async fn send(router: &Router, role: Role, path: &str, fields: &str) -> (StatusCode, String) {
    let request = Request::post(path)
        .header(header::HOST, HOST)
        .header(header::ACCEPT, "text/html")
        .header("sec-fetch-site", "same-origin")
        .header(header::REFERER, format!("http://{HOST}/sync"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, sign_in(router, role).await)
        .body(Body::from(fields.to_owned()))
        .expect("a request");
    let (head, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
    body.collect().await.expect("a body");
    let to = head.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
    // Leptos leaves the mark of a query that it took out.
    (head.status, to.unwrap_or_default().trim_end_matches('?').to_owned())
}
