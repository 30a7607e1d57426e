//! What a sync costs: no call more than is needed, however many people look on.

use crate::{
    simulated::SimulatedAws,
    support::{
        Desk, HOST, NOW, ask_nobody, folder, frontdesk, frontdesk_at, is_at_rest, is_complete, router, sign_in, until,
    },
};
use app::{
    backend::Backend,
    model::{access::Role, freshness::Kind, time::Timestamp},
};
use axum::http::{Request, StatusCode, header};
use futures::future::join_all;
use sandbox::{Rates, Sandbox, Seed};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering::Relaxed},
};

static MINUTES: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + MINUTES.load(Relaxed) * 60_000)
}

async fn calls(aws: &SimulatedAws) -> BTreeMap<String, u64> {
    serde_json::from_value(aws.calls().await).expect("counts")
}

/// Waits until the users were listed in this minute; returns what was called of Amazon Connect since `before`.
async fn listed_since(desk: &Desk, aws: &SimulatedAws, before: &BTreeMap<String, u64>) -> Vec<String> {
    until(desk, |snapshot| {
        let mut of_users = snapshot.scopes.iter().filter(|(scope, _)| scope.kind == Kind::Users);
        of_users.all(|(_, state)| state.listed_at == Some(clock()))
    })
    .await;
    let after = calls(aws).await.into_iter();
    let more = after.filter(|(operation, count)| *count > before.get(operation).copied().unwrap_or_default());
    more.filter_map(|(operation, _)| operation.strip_prefix("connect:").map(str::to_owned))
        .collect()
}

async fn aws_with(users: u32) -> SimulatedAws {
    let seed = Seed {
        users: Some(users),
        ..Seed::default()
    };
    SimulatedAws::start(Sandbox::new(seed, Rates::Off)).await
}

#[tokio::test]
async fn a_steady_round_over_a_thousand_users_costs_the_list_pages_alone() {
    let aws = aws_with(1_000).await;
    let folder = folder();
    let first = frontdesk_at(&folder, &aws.url, &["us-east-1"], clock).await;
    let complete = until(&first, is_complete).await;
    assert!(complete.users.len() >= 1_000);
    first.stop().await;
    drop(first);

    let before = calls(&aws).await;
    MINUTES.store(1, Relaxed);
    let second = frontdesk_at(&folder, &aws.url, &["us-east-1"], clock).await;
    listed_since(&second, &aws, &before).await;
    until(&second, is_at_rest).await;
    let pages = ["ListInstances", "ListUsers", "SearchEmailAddresses", "SearchUsers"];
    assert_eq!(listed_since(&second, &aws, &before).await, pages);
    // Whoever asks for one wants to know the names anew, too.
    MINUTES.store(2, Relaxed);
    second.refresh(Some(Kind::Users));
    let more = listed_since(&second, &aws, &before).await;
    assert!(!more.contains(&"DescribeUser".to_owned()), "{more:?}");
    second.stop().await;
}

#[tokio::test]
async fn what_nothing_says_to_have_changed_is_read_again_before_it_is_a_day_old() {
    let aws = aws_with(8).await;
    let folder = folder();
    let desk = frontdesk_at(&folder, &aws.url, &["us-east-1"], clock).await;
    let users = until(&desk, is_at_rest).await.users.len();
    let described = async || calls(&aws).await["connect:DescribeUser"];
    let before = described().await;
    for (hours, again) in [(17, 0), (18, users)] {
        MINUTES.store(hours * 60, Relaxed);
        desk.refresh(None);
        until(&desk, |snapshot| {
            let mut states = snapshot.scopes.values();
            is_at_rest(snapshot) && states.all(|state| state.listed_at == Some(clock()))
        })
        .await;
        assert_eq!(described().await - before, again as u64, "{hours}");
    }
    let all = desk.snapshot();
    assert!(all.users.values().all(|user| user.described_at == Some(clock())));
    assert!(
        all.identities
            .values()
            .all(|identity| identity.described_at == Some(clock()))
    );
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_people_who_open_a_cold_page_cause_one_sequence_of_calls() {
    let alone = SimulatedAws::start(Sandbox::new(Seed::default(), Rates::Off)).await;
    let data = folder();
    let desk = frontdesk(&data, &alone.url).await;
    until(&desk, is_complete).await;
    desk.stop().await;
    let expected = calls(&alone).await;

    let aws = SimulatedAws::start(Sandbox::new(Seed::default(), Rates::Off)).await;
    let data = folder();
    let desk = frontdesk(&data, &aws.url).await;
    let router = router(&desk);
    let pages = ["/users", "/email-addresses", "/identities", "/connection-aliases", "/"];
    let cookie = sign_in(&router, Role::Viewer).await;
    let open = |page: &'static str| {
        let (router, cookie) = (router.clone(), cookie.clone());
        async move {
            let request = Request::get(page).header(header::HOST, HOST);
            let (answer, _) = ask_nobody(&router, request.header(header::COOKIE, cookie)).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
        }
    };
    join_all((0..100).map(|person| open(pages[person % pages.len()]))).await;
    until(&desk, is_complete).await;
    desk.stop().await;
    assert_eq!(calls(&aws).await, expected);
}
