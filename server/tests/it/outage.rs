//! AWS does not answer, or refuses.

use crate::support::{
    CLOSED_PORT, error, folder, frontdesk, frontdesk_in, is_complete, serve, simulated_aws, simulated_aws_but,
    simulated_aws_of, until,
};
use app::model::freshness::{Cause, Kind, Scope};
use axum::{Router, http::StatusCode, routing::any};
use std::sync::{Arc, OnceLock};

#[tokio::test]
async fn what_is_known_stays_when_aws_can_not_be_reached() {
    let folder = folder();
    let first = frontdesk(&folder, &simulated_aws().await).await;
    let before = until(&first, is_complete).await;
    first.stop().await;
    drop(first);

    let second = frontdesk(&folder, CLOSED_PORT).await;
    let after = until(&second, |snapshot| {
        snapshot.scopes.values().all(|scope| scope.problem.is_some())
    })
    .await;
    for state in after.scopes.values() {
        assert_eq!(state.problem.as_ref().map(|p| &p.cause), Some(&Cause::Unreachable));
        assert!(state.listed_at.is_some() && state.progress.is_none());
    }
    assert_eq!((&after.users, &after.identities), (&before.users, &before.identities));
    second.stop().await;
}

#[tokio::test]
async fn a_denial_names_the_operation() {
    let denial = || async { error(StatusCode::FORBIDDEN, "AccessDeniedException") };
    let folder = folder();
    let aws = serve(Router::new().fallback(any(denial))).await;
    let frontdesk = frontdesk_in(&folder, &aws, &["us-east-1"]).await;
    let snapshot = until(&frontdesk, |snapshot| {
        snapshot.scopes.values().all(|scope| scope.problem.is_some())
    })
    .await;
    let operations: Vec<_> = snapshot
        .scopes
        .iter()
        .map(|(scope, state)| {
            let problem = state.problem.as_ref().expect("a problem");
            assert_eq!(problem.cause, Cause::AccessDenied);
            (scope.kind, problem.operation.as_str())
        })
        .collect();
    assert!(operations.contains(&(Kind::Users, "ListInstances")), "{operations:?}");
    assert!(
        operations.contains(&(Kind::Identities, "ListEmailIdentities")),
        "{operations:?}"
    );
    frontdesk.stop().await;
}

#[tokio::test]
async fn details_are_read_where_something_beside_them_is_denied() {
    let folder = folder();
    let seed = sandbox::Seed {
        // More than are taken in at once.
        identities: Some(600),
        ..sandbox::Seed::default()
    };
    let aws = simulated_aws_of(seed, |request, _| {
        let is_account = request.uri.path() == "/v2/email/account";
        is_account.then(|| error(StatusCode::FORBIDDEN, "AccessDeniedException"))
    });
    let frontdesk = frontdesk_in(&folder, &aws.await, &["us-east-1"]).await;
    let scope = Scope {
        kind: Kind::Identities,
        region: "us-east-1".parse().expect("a Region"),
    };
    let snapshot = until(&frontdesk, |snapshot| {
        snapshot.identities.len() >= 600 && snapshot.identities.values().all(|identity| identity.details.is_some())
    })
    .await;
    let problem = snapshot.scopes[&scope].problem.as_ref().expect("a problem");
    assert_eq!(problem.operation, "GetAccount");
    frontdesk.stop().await;
}

#[tokio::test]
async fn an_instance_that_fails_keeps_no_other_one_waiting() {
    for (status, code) in [
        (StatusCode::FORBIDDEN, "AccessDeniedException"),
        (StatusCode::NOT_FOUND, "ResourceNotFoundException"),
    ] {
        let folder = folder();
        let failing = Arc::new(OnceLock::new());
        let first = Arc::clone(&failing);
        // The first instance that anything is searched in.
        let aws = simulated_aws_but(move |request, body| {
            let is_search = request.uri.path().starts_with("/search-");
            let search: serde_json::Value = serde_json::from_slice(body).ok().filter(|_| is_search)?;
            let instance = search["InstanceId"].as_str()?.to_owned();
            (first.get_or_init(|| instance.clone()) == &instance).then(|| error(status, code))
        });
        let frontdesk = frontdesk_in(&folder, &aws.await, &["us-east-1"]).await;
        let snapshot = until(&frontdesk, |snapshot| {
            let mut of_connect = snapshot.scopes.iter().filter(|(scope, _)| {
                let kind = scope.kind;
                kind == Kind::Users || kind == Kind::EmailAddresses
            });
            of_connect.all(|(_, state)| state.problem.is_some() && state.progress.is_none())
                && !snapshot.users.is_empty()
                && snapshot.users.values().all(|user| user.contact.is_some())
                && !snapshot.email_addresses.is_empty()
                && snapshot
                    .email_addresses
                    .values()
                    .all(|address| address.details.is_some())
        })
        .await;
        for (scope, state) in &snapshot.scopes {
            if let Some(problem) = &state.problem {
                assert!(problem.operation.starts_with("Search"), "{problem:?}");
                assert_eq!((state.listed_at, scope.region.as_str()), (None, "us-east-1"));
            }
        }
        let failing = failing.get().expect("searched");
        assert!(snapshot.users.keys().all(|(instance, _)| instance != failing));
        frontdesk.stop().await;
    }
}
