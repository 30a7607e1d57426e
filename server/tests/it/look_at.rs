//! What somebody looks at.

use crate::support::{
    a_minute_later, aws_that_lists_no_identities, error, folder, frontdesk, frontdesk_at, frontdesk_in, is_complete,
    serve, simulated_aws, simulated_aws_but, until,
};
use app::{
    backend::{Backend, Target},
    model::freshness::{Kind, Scope},
};
use axum::{Router, http::StatusCode, response::IntoResponse, routing::any};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

#[tokio::test]
async fn an_unknown_identity_is_asked_for_and_taken_in() {
    let folder = folder();
    let frontdesk = frontdesk(&folder, &aws_that_lists_no_identities().await).await;
    let scope = Scope {
        kind: Kind::Identities,
        region: "eu-west-2".parse().expect("a Region"),
    };
    until(&frontdesk, |snapshot| snapshot.scopes[&scope].listed_at.is_some()).await;
    let target = |name: &str| Target::Identity {
        region: "eu-west-2".to_owned(),
        name: name.to_owned(),
    };
    frontdesk.look_at(vec![target("mail.example.com"), target("no-such.example.com")]);
    let snapshot = until(&frontdesk, |snapshot| !snapshot.identities.is_empty()).await;
    let identity = snapshot.identity("eu-west-2", "mail.example.com").expect("taken in");
    assert!(identity.identity.details.is_some());
    frontdesk.stop().await;
}

#[tokio::test]
async fn what_is_gone_is_taken_out() {
    let folder = folder();
    let first = frontdesk(&folder, &simulated_aws().await).await;
    let known = until(&first, is_complete).await;
    first.stop().await;
    drop(first);
    let gone = || async { error(StatusCode::NOT_FOUND, "ResourceNotFoundException") };
    let aws = serve(Router::new().fallback(any(gone))).await;
    let second = frontdesk_at(&folder, &aws, &sandbox::REGIONS, a_minute_later).await;
    let (instance, id) = known.users.keys().next().cloned().expect("a user");
    assert!(second.snapshot().user(&instance, &id).is_some());
    let target = Target::User {
        instance: instance.clone(),
        id: id.clone(),
    };
    second.look_at(vec![target]);
    until(&second, |snapshot| snapshot.user(&instance, &id).is_none()).await;
    // Nobody looked at the others, and no listing was complete.
    assert_eq!(second.snapshot().users.len(), known.users.len() - 1);
    second.stop().await;
}

#[tokio::test]
async fn what_fails_is_not_asked_again_by_every_drawing_of_a_page() {
    let folder = folder();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let aws = simulated_aws_but(move |request, _| match request.uri.path() {
        "/v2/email/list-identities" => Some(r#"{"EmailIdentities":[]}"#.into_response()),
        path if path.ends_with("/shop.example.com") => {
            count.fetch_add(1, SeqCst);
            Some(error(StatusCode::FORBIDDEN, "AccessDeniedException"))
        }
        _ => None,
    });
    let frontdesk = frontdesk_in(&folder, &aws.await, &["us-east-1"]).await;
    let identity = |name: &str| Target::Identity {
        region: "us-east-1".to_owned(),
        name: name.to_owned(),
    };
    frontdesk.look_at(vec![identity("shop.example.com")]);
    until(&frontdesk, |snapshot| {
        snapshot.scopes.values().any(|scope| scope.problem.is_some())
    })
    .await;
    for _ in 0..3 {
        frontdesk.look_at(vec![identity("shop.example.com")]);
    }
    frontdesk.look_at(vec![identity("mail.example.com")]);
    until(&frontdesk, |snapshot| !snapshot.identities.is_empty()).await;
    assert_eq!(asked.load(SeqCst), 1);
    frontdesk.stop().await;
}
