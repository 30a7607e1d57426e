//! The sync: a whole round, what it costs, and what goes wrong.

mod killed;
mod steady;
mod trouble;

use crate::support::{
    a_minute_later, aws_that_lists_no_identities, clock, folder, frontdesk, frontdesk_at, is_complete,
    let_a_minute_pass, simulated_aws, until,
};
use app::{
    backend::Backend,
    model::{freshness::Kind, identity::Origin, instance::IdentityManagement},
};

#[tokio::test]
async fn reads_everything_that_aws_holds() {
    let folder = folder();
    let frontdesk = frontdesk(&folder, &simulated_aws().await).await;
    let snapshot = until(&frontdesk, is_complete).await;

    assert_eq!(snapshot.account.as_deref(), Some(sandbox::ACCOUNT_ID));
    let of = |alias: &str| {
        let instance = snapshot.instances.values().find(|instance| instance.alias == alias);
        let instance = instance.expect("an instance");
        snapshot
            .users
            .values()
            .filter(|user| user.instance == instance.id)
            .count()
    };
    assert_eq!(
        (of("support-us"), of("legacy-directory"), of("support-eu")),
        (120, 12, 40)
    );
    assert_eq!((snapshot.email_addresses.len(), snapshot.identities.len()), (18, 30));
    assert!(snapshot.scopes.values().all(|scope| scope.problem.is_none()));
    frontdesk.stop().await;
}

#[tokio::test]
async fn details_come_from_the_calls_that_tell_them() {
    let folder = folder();
    let frontdesk = frontdesk(&folder, &simulated_aws().await).await;
    let snapshot = until(&frontdesk, is_complete).await;

    let saml: Vec<_> = snapshot
        .instances
        .values()
        .filter(|instance| instance.identity_management == IdentityManagement::Saml)
        .collect();
    let has_email = |instance: &str| {
        let mut users = snapshot.users.values().filter(|user| user.instance == instance);
        users.any(|user| user.contact.as_ref().is_some_and(|contact| contact.email.is_some()))
    };
    assert!(saml.iter().all(|instance| !has_email(&instance.id)));
    assert_eq!(
        snapshot
            .email_addresses
            .values()
            .filter(|address| address.alias.is_some())
            .count(),
        6
    );
    let replica = &snapshot.identities[&("eu-west-2".to_owned(), "mail.example.com".to_owned())];
    let dkim = replica.details.as_ref().and_then(|details| details.dkim.as_ref());
    let parent = "us-east-1".parse().expect("a Region");
    assert_eq!(dkim.map(|dkim| &dkim.origin), Some(&Origin::Replica(parent)));
    // Only the owner may read an alias's permissions.
    for alias in snapshot.connection_aliases.values() {
        assert_eq!(
            alias.permissions.is_some(),
            alias.owner_account == sandbox::ACCOUNT_ID,
            "{}",
            alias.connection_string
        );
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn a_refresh_lists_again_and_changes_nothing_that_is_the_same() {
    let folder = folder();
    let frontdesk = frontdesk_at(&folder, &simulated_aws().await, &sandbox::REGIONS, clock).await;
    let before = until(&frontdesk, is_complete).await;
    let_a_minute_pass();
    frontdesk.refresh(Some(Kind::EmailAddresses));
    let after = until(&frontdesk, |snapshot| {
        let mut addresses = snapshot
            .scopes
            .iter()
            .filter(|(scope, _)| scope.kind == Kind::EmailAddresses);
        addresses.all(|(_, state)| state.listed_at == Some(a_minute_later()))
    })
    .await;
    for (before, after) in before.users.values().zip(after.users.values()) {
        assert_eq!(before, after);
    }
    assert_eq!(before.email_addresses, after.email_addresses);
    frontdesk.stop().await;
}

#[tokio::test]
async fn what_a_complete_listing_does_not_contain_is_gone() {
    let folder = folder();
    let first = frontdesk(&folder, &simulated_aws().await).await;
    let before = until(&first, is_complete).await;
    first.stop().await;
    drop(first);

    let aws = aws_that_lists_no_identities().await;
    let second = frontdesk_at(&folder, &aws, &sandbox::REGIONS, a_minute_later).await;
    let after = until(&second, |snapshot| snapshot.identities.is_empty()).await;
    assert_eq!(after.connection_aliases.len(), before.connection_aliases.len());
    second.stop().await;
}
