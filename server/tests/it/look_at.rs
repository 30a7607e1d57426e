//! What somebody looks at.

use crate::support::{
    a_minute_later, aws_that_lists_no_identities, folder, frontdesk, frontdesk_at, is_complete, serve, simulated_aws,
    until,
};
use app::{
    backend::{Backend, Target},
    model::freshness::{Kind, Scope},
};
use axum::{Router, http::StatusCode, routing::any};

#[tokio::test]
async fn an_unknown_identity_is_asked_for_and_taken_in() {
    let folder = folder();
    let frontdesk = frontdesk(folder.path(), &aws_that_lists_no_identities().await).await;
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
    let first = frontdesk(folder.path(), &simulated_aws().await).await;
    let known = until(&first, is_complete).await;
    first.stop().await;
    drop(first);
    let gone = || async {
        let error = [("x-amzn-errortype", "ResourceNotFoundException")];
        (StatusCode::NOT_FOUND, error, "{}")
    };
    let aws = serve(Router::new().fallback(any(gone))).await;
    let second = frontdesk_at(folder.path(), &aws, &sandbox::REGIONS, a_minute_later).await;
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
