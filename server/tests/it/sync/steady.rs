//! What a sync costs: no call more than is needed, however many people look on.

use crate::{
    simulated::SimulatedAws,
    support::{HOST, ask_as, folder, frontdesk, frontdesk_every, is_complete, router, until},
};
use app::model::{access::Role, freshness::Kind, snapshot::Snapshot, time::Timestamp};
use axum::http::{Request, StatusCode, header};
use futures::future::join_all;
use sandbox::{Rates, Sandbox, Seed};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering::Relaxed},
    time::Duration,
};

/// Each look at it is a millisecond later, so that listings can be told apart.
fn ticking() -> Timestamp {
    static MILLIS: AtomicI64 = AtomicI64::new(1_795_000_000_000);
    Timestamp::from_millis(MILLIS.fetch_add(1, Relaxed))
}

async fn calls(aws: &SimulatedAws) -> BTreeMap<String, u64> {
    serde_json::from_value(aws.calls().await).expect("counts")
}

/// When the users of each Region were last listed.
fn listed(snapshot: &Snapshot) -> Vec<Option<Timestamp>> {
    let of_users = snapshot.scopes.iter().filter(|(scope, _)| scope.kind == Kind::Users);
    of_users.map(|(_, state)| state.listed_at).collect()
}

#[tokio::test]
async fn a_steady_round_over_a_thousand_users_costs_the_list_pages_alone() {
    let seed = Seed {
        users: Some(1_000),
        ..Seed::default()
    };
    let aws = SimulatedAws::start(Sandbox::new(seed, Rates::Off)).await;
    let folder = folder();
    let interval = Duration::from_millis(500);
    let desk = frontdesk_every(interval, folder.path(), &aws.url, &["us-east-1"], ticking).await;
    let complete = until(&desk, |snapshot| {
        is_complete(snapshot) && snapshot.instances.values().all(|one| one.names.read_at.is_some())
    })
    .await;
    let before = (calls(&aws).await, listed(&complete));
    // The one after the one under way.
    let next = until(&desk, |snapshot| listed(snapshot) > before.1).await;
    let after_next = until(&desk, |snapshot| listed(snapshot) > listed(&next)).await;
    assert!(after_next.users.len() >= 1_000);
    let after = calls(&aws).await;
    let is_of_users = |operation: &&String| operation.contains("User") || operation.contains("Profile");
    let more: Vec<&str> = after
        .keys()
        .filter(is_of_users)
        .filter(|operation| after[*operation] > before.0.get(*operation).copied().unwrap_or_default())
        .map(|operation| operation.trim_start_matches("connect:"))
        .collect();
    assert_eq!(more, ["ListUsers", "SearchUsers"]);
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_people_who_open_a_cold_page_cause_one_sequence_of_calls() {
    let alone = SimulatedAws::start(Sandbox::new(Seed::default(), Rates::Off)).await;
    let data = folder();
    let desk = frontdesk(data.path(), &alone.url).await;
    until(&desk, is_complete).await;
    desk.stop().await;
    let expected = calls(&alone).await;

    let aws = SimulatedAws::start(Sandbox::new(Seed::default(), Rates::Off)).await;
    let data = folder();
    let desk = frontdesk(data.path(), &aws.url).await;
    let router = router(&desk);
    let pages = ["/users", "/email-addresses", "/identities", "/connection-aliases", "/"];
    let open = |page: &'static str| {
        let router = router.clone();
        async move {
            let request = Request::get(page).header(header::HOST, HOST);
            let (answer, _) = ask_as(&router, Role::Viewer, request).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
        }
    };
    join_all((0..100).map(|person| open(pages[person % pages.len()]))).await;
    until(&desk, is_complete).await;
    desk.stop().await;
    assert_eq!(calls(&aws).await, expected);
}
