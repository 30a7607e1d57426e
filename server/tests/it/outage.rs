//! AWS does not answer, or refuses.

use crate::support::{closed_port, folder, frontdesk, frontdesk_in, is_complete, serve, simulated_aws, until};
use app::model::freshness::{Cause, Kind};
use axum::{Router, http::StatusCode, routing::any};

#[tokio::test]
async fn what_is_known_stays_when_aws_can_not_be_reached() {
    let folder = folder();
    let first = frontdesk(folder.path(), &simulated_aws().await).await;
    let before = until(&first, is_complete).await;
    first.stop().await;
    drop(first);

    let second = frontdesk(folder.path(), &closed_port().await).await;
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
    let denial = || async {
        let error = [("x-amzn-errortype", "AccessDeniedException")];
        (
            StatusCode::FORBIDDEN,
            error,
            r#"{"__type":"AccessDeniedException","message":"no"}"#,
        )
    };
    let folder = folder();
    let aws = serve(Router::new().fallback(any(denial))).await;
    let frontdesk = frontdesk_in(folder.path(), &aws, &["us-east-1"]).await;
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
