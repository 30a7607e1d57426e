//! What goes wrong between Frontdesk and AWS while it reads: afterwards it knows just what AWS has.

use crate::{
    changes::state::{State, assert_same, read, state, stopped},
    simulated::SimulatedAws,
    support::{
        Desk, NOW, aws, error, folder, frontdesk, frontdesk_at, is_complete, simulated_aws_but, simulated_aws_of, until,
    },
};
use app::{
    backend::Backend,
    model::{
        freshness::{Cause, Kind, Scope},
        region::Region,
        snapshot::Snapshot,
        time::Timestamp,
    },
};
use axum::http::StatusCode;
use futures::TryStreamExt;
use sandbox::{Rates, Sandbox, Seed};
use serde_json::{Value, json};
use server::aws::{
    Priority,
    write::{
        Call,
        ses::{CreateEmailIdentity, DeleteEmailIdentity},
    },
};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::time::timeout;

/// Reads while `rules` strike, then once more without them, as the next round would: what is known is what AWS has. The same again of what
/// is known, once something has changed.
async fn assert_survives(rules: &[Value]) {
    let aws = SimulatedAws::start(stopped()).await;
    strike(&aws, rules).await;
    let folder = folder();
    let desk = frontdesk(&folder, &aws.url).await;
    // Each Region's round ends, however it fared.
    until(&desk, |snapshot| {
        let mut states = snapshot.scopes.values();
        states.all(|state| state.progress.is_none() && (state.listed_at.is_some() || state.problem.is_some()))
    })
    .await;
    assert_recovers(&desk, &aws).await;

    let known = desk.snapshot();
    let region = create_identity(&aws.url, "new.example.com").await;
    strike(&aws, rules).await;
    desk.refresh(None);
    let struck = until(&desk, |snapshot| {
        let scope = Scope {
            kind: Kind::Identities,
            region: region.clone(),
        };
        snapshot.identities.len() > known.identities.len() || snapshot.scopes[&scope].problem.is_some()
    })
    .await;
    assert!(known.users.keys().all(|key| struck.users.contains_key(key)));
    assert!(known.identities.keys().all(|key| struck.identities.contains_key(key)));
    assert_recovers(&desk, &aws).await;
    desk.stop().await;
}

/// Lists once more, when the rounds are over that were struck: a refresh joins those.
async fn assert_recovers(desk: &Desk, aws: &SimulatedAws) {
    aws.no_faults().await;
    until(desk, |snapshot| snapshot.scopes.values().all(|state| !state.is_reading)).await;
    desk.refresh(None);
    assert_becomes(desk, &read(&aws.url).await).await;
    until(desk, is_untroubled).await;
}

async fn strike(aws: &SimulatedAws, rules: &[Value]) {
    for rule in rules {
        aws.fault(rule.clone()).await;
    }
}

/// Creates an identity as another tool would; returns where.
async fn create_identity(endpoint: &str, name: &str) -> Region {
    let (aws, regions) = aws(endpoint, &["us-east-1"], || NOW).await;
    let create = CreateEmailIdentity {
        email_identity: name.to_owned(),
        tags: Vec::new(),
        dkim_signing_attributes: None,
        configuration_set_name: None,
    };
    let writer = aws.writer(&regions[0]).expect("a writer");
    writer.send(&create.into(), "").await.expect("created");
    regions[0].clone()
}

/// Asserts that before long all is known that AWS has, and nothing else. When something was read, or first seen, is Frontdesk's own
/// word.
async fn assert_becomes(desk: &Desk, aws: &State) {
    let aws = without_times(aws.clone());
    let same = until(desk, |snapshot| without_times(state(snapshot)) == aws);
    if timeout(Duration::from_secs(60), same).await.is_err() {
        let known = without_times(state(&desk.snapshot()));
        assert_same(&known, &aws, "what is known, and what AWS has");
    }
}

fn without_times(mut state: State) -> State {
    for item in state.values_mut() {
        if let Some(item) = item.as_object_mut() {
            item.remove("described_at");
            item.remove("first_seen");
        }
    }
    state
}

fn is_untroubled(snapshot: &Snapshot) -> bool {
    snapshot.scopes.values().all(|state| state.problem.is_none())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_throttling() {
    assert_survives(&[json!({"kind": "THROTTLE", "probability": 0.3, "seed": 1, "times": 12})]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn server_errors() {
    assert_survives(&[json!({"kind": "SERVER_ERROR", "probability": 0.5, "seed": 2, "times": 30})]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_connections() {
    assert_survives(&[
        json!({"kind": "RESET_BEFORE", "probability": 0.3, "seed": 3, "times": 20}),
        json!({"kind": "RESET_AFTER", "probability": 0.3, "seed": 4, "times": 20}),
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_end_half_way_or_are_none() {
    assert_survives(&[
        json!({"kind": "TRUNCATED", "probability": 0.2, "seed": 5, "times": 15}),
        json!({"kind": "WRONG_JSON", "probability": 0.2, "seed": 6, "times": 15}),
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_never_comes() {
    let stall = |operation: &str| json!({"kind": "STALL", "operation": operation, "times": 1});
    assert_survives(&["DescribeUser", "ListEmailIdentities"].map(stall)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_operation_that_is_denied() {
    for operation in ["GetEmailIdentity", "ListUsers", "DescribeConnectionAliasPermissions"] {
        let aws = SimulatedAws::start(stopped()).await;
        aws.fault(json!({"kind": "ACCESS_DENIED", "operation": operation}))
            .await;
        let folder = folder();
        let desk = frontdesk(&folder, &aws.url).await;
        let denied = until(&desk, |snapshot| {
            let mut states = snapshot.scopes.values();
            let problems = snapshot.scopes.values().filter_map(|state| state.problem.as_ref());
            let mut problems = problems.filter(|problem| problem.operation == operation);
            states.all(|state| state.progress.is_none() && (state.listed_at.is_some() || state.problem.is_some()))
                && problems.any(|problem| problem.cause == Cause::AccessDenied)
        })
        .await;
        // The lists of all else are there.
        assert!(
            !denied.email_addresses.is_empty() && !denied.identities.is_empty(),
            "{operation}"
        );
        assert_recovers(&desk, &aws).await;
        desk.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_that_expire_and_are_renewed() {
    let expired = Arc::new(AtomicBool::new(false));
    let is_expired = Arc::clone(&expired);
    let aws = simulated_aws_but(move |_, _| {
        is_expired
            .load(SeqCst)
            .then(|| error(StatusCode::FORBIDDEN, "ExpiredTokenException"))
    })
    .await;
    let folder = folder();
    let desk = frontdesk(&folder, &aws).await;
    let before = until(&desk, is_complete).await;
    expired.store(true, SeqCst);
    desk.refresh(None);
    let during = until(&desk, |snapshot| {
        let mut problems = snapshot.scopes.values().map(|state| state.problem.as_ref());
        problems.all(|problem| problem.is_some_and(|problem| problem.cause == Cause::Credentials))
    })
    .await;
    assert_same(
        &state(&during),
        &state(&before),
        "before, and while nothing can be read",
    );
    expired.store(false, SeqCst);
    create_identity(&aws, "new.example.com").await;
    desk.refresh(None);
    assert_becomes(&desk, &read(&aws).await).await;
    until(&desk, is_untroubled).await;
    desk.stop().await;
}

static TICKS: AtomicI64 = AtomicI64::new(0);

/// Each look at it is a millisecond later: what was read before a listing began was read before.
fn ticking() -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + TICKS.fetch_add(1, SeqCst))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_changes_between_its_pages() {
    let seed = Seed {
        users: Some(8),
        identities: Some(1_100),
    };
    let simulated = SimulatedAws::start(Sandbox::new(seed, Rates::Off)).await;
    let folder = folder();
    let desk = frontdesk_at(&folder, &simulated.url, &["us-east-1"], ticking).await;
    let before = until(&desk, |snapshot| {
        let mut states = snapshot.scopes.values();
        states.all(|state| state.listed_at.is_some())
    })
    .await;
    let (aws, regions) = aws(&simulated.url, &["us-east-1"], || NOW).await;
    let region = &regions[0];
    // The second page waits for what is deleted meanwhile, of the first one too.
    simulated
        .fault(json!({"kind": "SLOW", "operation": "ListEmailIdentities", "every": 2, "delay_ms": 1000}))
        .await;
    desk.refresh(None);
    let writer = aws.writer(region).expect("a writer");
    for (_, name) in before.identities.keys().step_by(100) {
        let email_identity = name.clone();
        // What has replicas stays.
        let _ = writer
            .send(&Call::from(DeleteEmailIdentity { email_identity }), "")
            .await;
    }
    for name in ["0.example.com", "zzzz.example.com"] {
        create_identity(&simulated.url, name).await;
    }
    simulated.no_faults().await;
    let listed_at = |snapshot: &Snapshot| {
        let scopes = snapshot.scopes.iter();
        let identities = scopes.filter(|(scope, _)| scope.kind == Kind::Identities);
        identities.map(|(_, state)| state.listed_at).collect::<Vec<_>>()
    };
    until(&desk, |snapshot| listed_at(snapshot) != listed_at(&before)).await;
    // A listing leaves what was read within seconds before it, and what asks for one while it goes on joins it.
    TICKS.fetch_add(60_000, SeqCst);
    desk.refresh(None);
    let reader = aws.reader(region, Priority::People).expect("a reader");
    let listed = reader.identities().try_concat().await.expect("a list");
    assert!(listed.len() < before.identities.len());
    let listed: BTreeSet<_> = listed.into_iter().map(|identity| identity.name).collect();
    assert!(listed.contains("0.example.com") && listed.contains("zzzz.example.com"));
    until(&desk, |snapshot| {
        snapshot.identities.keys().map(|(_, name)| name).eq(&listed)
    })
    .await;
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_fails_at_its_second_page_takes_nothing_out() {
    let seed = Seed {
        users: Some(1_100),
        identities: Some(1_100),
    };
    let fails = Arc::new(AtomicBool::new(false));
    let failing = Arc::clone(&fails);
    let simulated = simulated_aws_of(seed, move |request, body| {
        let asked = format!("{}{}", request.uri, String::from_utf8_lossy(body)).to_lowercase();
        (failing.load(SeqCst) && asked.contains("nexttoken"))
            .then(|| error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServiceException"))
    })
    .await;
    let folder = folder();
    let desk = frontdesk_at(&folder, &simulated, &["us-east-1"], ticking).await;
    let before = until(&desk, |snapshot| {
        let mut states = snapshot.scopes.values();
        states.all(|state| state.listed_at.is_some())
    })
    .await;
    let (aws, regions) = aws(&simulated, &["us-east-1"], || NOW).await;
    let (_, email_identity) = before.identities.keys().next().cloned().expect("an identity");
    let writer = aws.writer(&regions[0]).expect("a writer");
    let delete = Call::from(DeleteEmailIdentity { email_identity });
    writer.send(&delete, "").await.expect("deleted");

    fails.store(true, SeqCst);
    TICKS.fetch_add(60_000, SeqCst);
    desk.refresh(None);
    let failed = until(&desk, |snapshot| {
        let of = |kind: Kind| snapshot.scopes.iter().find(|(scope, _)| scope.kind == kind);
        [Kind::Users, Kind::Identities]
            .into_iter()
            .all(|kind| of(kind).is_some_and(|(_, state)| state.problem.is_some() && !state.is_reading))
    })
    .await;
    assert!(failed.users.keys().eq(before.users.keys()));
    assert!(failed.identities.keys().eq(before.identities.keys()));

    fails.store(false, SeqCst);
    TICKS.fetch_add(60_000, SeqCst);
    desk.refresh(None);
    until(&desk, |snapshot| {
        snapshot.identities.len() == before.identities.len() - 1
    })
    .await;
    assert!(desk.snapshot().users.keys().eq(before.users.keys()));
    desk.stop().await;
}

static MILLIS: AtomicI64 = AtomicI64::new(0);

fn jumping() -> Timestamp {
    Timestamp::from_millis(1_795_000_000_000 + MILLIS.load(SeqCst))
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_jump() {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    let simulated = SimulatedAws::start(stopped()).await;
    let folder = folder();
    let desk = frontdesk_at(&folder, &simulated.url, &sandbox::REGIONS, jumping).await;
    until(&desk, is_complete).await;
    for (frontdesk, aws) in [(-DAY, 0), (3 * DAY, 72 * 60 * 60), (DAY, 0)] {
        MILLIS.store(frontdesk, SeqCst);
        simulated.put("clock", json!({"step": aws})).await;
        desk.refresh(None);
        assert_becomes(&desk, &read(&simulated.url).await).await;
        until(&desk, |snapshot| {
            let mut states = snapshot.scopes.values();
            states.all(|state| state.listed_at == Some(jumping()))
        })
        .await;
    }
    desk.stop().await;
}
