//! What one replica learns of AWS, all know.

use super::end_connections;
use crate::{
    changes::state::{assert_same, state},
    support::{
        CLOSED_PORT, Data, Desk, a_minute_later, aws, clock, error, frontdesk, frontdesk_at, is_complete,
        let_a_minute_pass, serve, simulated_aws, simulated_aws_of, until,
    },
};
use app::{
    backend::{Backend, Target},
    model::{
        freshness::{Cause, Kind},
        snapshot::Snapshot,
    },
};
use axum::{Router, http::StatusCode, routing::any};
use sandbox::Seed;
use server::aws::write::ses::DeleteEmailIdentity;

/// A Frontdesk that leads, in front of `aws`; and another one, which AWS does not answer.
async fn two(data: &Data, aws: &str) -> (Desk, Desk) {
    let first = frontdesk(data, aws).await;
    first.leads().wait_for(|leads| *leads).await.expect("it leads");
    let second = frontdesk(data, CLOSED_PORT).await;
    (first, second)
}

async fn stop(desks: (Desk, Desk)) {
    desks.1.stop().await;
    desks.0.stop().await;
}

fn assert_same_snapshots(one: &Snapshot, other: &Snapshot) {
    assert_same(
        &state(one),
        &state(other),
        "what one replica knows, and what the other does",
    );
    assert_eq!(
        (&one.account, &one.instances, &one.ses),
        (&other.account, &other.instances, &other.ses)
    );
    assert_eq!((&one.directories, &one.scopes), (&other.directories, &other.scopes));
    // An open page may ask the one now and the other then.
    assert_ne!(one.version, other.version);
}

#[tokio::test]
async fn what_one_reads_the_others_show() {
    let data = Data::on_postgres();
    let desks = two(&data, &simulated_aws().await).await;
    let shown = until(&desks.1, is_complete).await;
    let read = until(&desks.0, is_complete).await;
    assert_same_snapshots(&read, &shown);
    assert!(!*desks.1.leads().borrow(), "one syncs at a time");
    // One that comes later knows all at once.
    let third = frontdesk(&data, CLOSED_PORT).await;
    assert_same_snapshots(&read, &third.snapshot());
    third.stop().await;
    stop(desks).await;
}

#[tokio::test]
async fn what_is_gone_is_gone_everywhere_and_any_of_them_can_be_asked_to_list() {
    let data = Data::on_postgres();
    let endpoint = simulated_aws().await;
    let first = frontdesk_at(&data, &endpoint, &sandbox::REGIONS, clock).await;
    let known = until(&first, is_complete).await;
    let second = frontdesk(&data, CLOSED_PORT).await;
    let (region, name) = known.identities.keys().next().expect("an identity").clone();
    let (aws, _) = aws(&endpoint, &sandbox::REGIONS, clock).await;
    let writer = aws.writer(&region.parse().expect("a Region")).expect("a writer");
    let delete = DeleteEmailIdentity {
        email_identity: name.clone(),
    };
    writer.send(&delete.into(), "").await.expect("deleted");
    let_a_minute_pass();
    second.refresh(Some(Kind::Identities));
    let is_gone = |snapshot: &Snapshot| !snapshot.identities.contains_key(&(region.clone(), name.clone()));
    until(&first, is_gone).await;
    let after = until(&second, is_gone).await;
    assert_eq!(after.identities.len(), known.identities.len() - 1);
    stop((first, second)).await;
}

#[tokio::test]
async fn what_somebody_looks_at_is_read_where_they_are() {
    let data = Data::on_postgres();
    let endpoint = simulated_aws().await;
    let first = frontdesk_at(&data, &endpoint, &sandbox::REGIONS, clock).await;
    let known = until(&first, is_complete).await;
    let second = frontdesk_at(&data, &endpoint, &sandbox::REGIONS, clock).await;
    let_a_minute_pass();
    let key = known.email_addresses.keys().next().expect("an address").clone();
    second.look_at(vec![Target::EmailAddress {
        instance: key.0.clone(),
        id: key.1.clone(),
    }]);
    let is_read = |snapshot: &Snapshot| snapshot.email_addresses[&key].described_at == Some(a_minute_later());
    until(&second, is_read).await;
    until(&first, is_read).await;
    assert!(!*second.leads().borrow());
    stop((first, second)).await;
}

#[tokio::test]
async fn what_keeps_the_one_that_syncs_from_reading_the_others_say_too() {
    let data = Data::on_postgres();
    let denial = || async { error(StatusCode::FORBIDDEN, "AccessDeniedException") };
    let aws = serve(Router::new().fallback(any(denial))).await;
    let desks = two(&data, &aws).await;
    let shown = until(&desks.1, |snapshot| {
        snapshot.scopes.values().all(|scope| scope.problem.is_some())
    })
    .await;
    let mut problems = shown.scopes.values().filter_map(|scope| scope.problem.as_ref());
    assert!(problems.all(|problem| problem.cause == Cause::AccessDenied));
    stop(desks).await;
}

#[tokio::test]
async fn whoever_could_not_be_told_catches_up() {
    let data = Data::on_postgres();
    let seed = Seed {
        // So many that it takes a while.
        identities: Some(600),
        ..Seed::default()
    };
    let desks = two(&data, &simulated_aws_of(seed, |_, _| None).await).await;
    until(&desks.1, |snapshot| !snapshot.identities.is_empty()).await;
    end_connections(&desks.0.pools, "frontdesk listener").await;
    let shown = until(&desks.1, is_complete).await;
    let read = until(&desks.0, is_complete).await;
    assert_same_snapshots(&read, &shown);
    stop(desks).await;
}

#[tokio::test]
async fn another_takes_over_and_nothing_that_is_known_is_lost() {
    let data = Data::on_postgres();
    let endpoint = simulated_aws().await;
    let first = frontdesk(&data, &endpoint).await;
    let known = until(&first, is_complete).await;
    let second = frontdesk_at(&data, &endpoint, &sandbox::REGIONS, a_minute_later).await;
    first.stop().await;
    second.leads().wait_for(|leads| *leads).await.expect("it leads");
    // It lists anew, without being asked.
    let after = until(&second, |snapshot| {
        snapshot
            .scopes
            .values()
            .all(|scope| scope.listed_at == Some(a_minute_later()))
    })
    .await;
    assert_eq!(
        (after.users.len(), after.identities.len()),
        (known.users.len(), known.identities.len())
    );
    second.stop().await;
}

#[tokio::test]
async fn the_one_that_syncs_stops_when_it_loses_its_lock() {
    let data = Data::on_postgres();
    let desks = two(&data, &simulated_aws().await).await;
    let mut leads = desks.0.leads();
    end_connections(&desks.0.pools, "frontdesk locks").await;
    leads.wait_for(|leads| !*leads).await.expect("it no longer leads");
    // Either of them does, after a while.
    let mut other = desks.1.leads();
    tokio::select! {
        leads = leads.wait_for(|leads| *leads) => drop(leads.expect("it leads")),
        leads = other.wait_for(|leads| *leads) => drop(leads.expect("it leads")),
    }
    assert_ne!(*desks.0.leads().borrow(), *desks.1.leads().borrow());
    stop(desks).await;
}
