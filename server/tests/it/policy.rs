//! What docs/iam-read-policy.json allows is what a Frontdesk calls that changes nothing. Both policies are compared with the calls
//! of all tests by tools/policy.py.

use crate::support::{
    a_minute_later, clock, folder, frontdesk_at, is_complete, let_a_minute_pass, serve_noting, until,
};
use app::{
    backend::{Backend, Target},
    model::snapshot::Snapshot,
};
use sandbox::{Rates, Sandbox, Seed};
use std::collections::BTreeSet;

/// What Amazon Connect asks AWS for itself, with the caller's permissions.
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html>
const NEEDED_BY_AWS: &str = "ds:DescribeDirectories";
/// Needs no permission.
/// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
const FREE: &str = "sts:GetCallerIdentity";

#[tokio::test]
async fn the_policy_allows_what_is_called_and_nothing_else() {
    let folder = folder();
    let sandbox = Sandbox::new(Seed::default(), Rates::Off);
    let aws = serve_noting(sandbox.router(), sandbox.clone()).await;
    let frontdesk = frontdesk_at(&folder, &aws, &sandbox::REGIONS, clock).await;
    let known = until(&frontdesk, is_complete).await;
    let_a_minute_pass();
    for target in one_of_each(&known) {
        frontdesk.look_at(vec![target]);
    }
    until(&frontdesk, |snapshot| {
        let again = Some(a_minute_later());
        snapshot.users.values().any(|user| user.described_at == again)
            && snapshot.email_addresses.values().any(|one| one.described_at == again)
            && snapshot.identities.values().any(|one| one.described_at == again)
            && snapshot
                .connection_aliases
                .values()
                .any(|one| one.described_at == again)
    })
    .await;
    frontdesk.stop().await;
    let mut called: BTreeSet<String> = sandbox.calls().into_keys().collect();
    assert!(called.remove(FREE));
    called.insert(NEEDED_BY_AWS.to_owned());
    assert_eq!(called, allowed());
}

fn allowed() -> BTreeSet<String> {
    let policy = include_str!("../../../docs/iam-read-policy.json");
    let policy: serde_json::Value = serde_json::from_str(policy).expect("JSON");
    let statements = policy["Statement"].as_array().expect("statements");
    let actions = statements.iter().filter_map(|statement| statement["Action"].as_array());
    actions
        .flatten()
        .filter_map(|action| action.as_str())
        .map(str::to_owned)
        .collect()
}

fn one_of_each(snapshot: &Snapshot) -> Vec<Target> {
    let user = snapshot.users.values().next().expect("a user");
    let address = snapshot.email_addresses.values().next().expect("an address");
    let identity = snapshot.identities.values().next().expect("an identity");
    let alias = snapshot.connection_aliases.values().next().expect("an alias");
    vec![
        Target::User {
            instance: user.instance.clone(),
            id: user.id.clone(),
        },
        Target::EmailAddress {
            instance: address.instance.clone(),
            id: address.id.clone(),
        },
        Target::Identity {
            region: identity.region.to_string(),
            name: identity.name.clone(),
        },
        Target::ConnectionAlias {
            connection_string: alias.connection_string.clone(),
        },
    ]
}
