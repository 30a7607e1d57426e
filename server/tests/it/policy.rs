//! What the IAM policy allows is what Frontdesk calls.

use crate::support::{NOW, a_minute_later, folder, frontdesk_at, is_complete, simulated_aws_but, until};
use app::{
    backend::{Backend, Target},
    model::snapshot::Snapshot,
};
use axum::http::{Method, request::Parts};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};

/// What Amazon Connect asks AWS for itself, with the caller's permissions.
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html>
const NEEDED_BY_AWS: [&str; 1] = ["ds:DescribeDirectories"];

#[tokio::test]
async fn the_policy_allows_what_is_called_and_nothing_else() {
    static LATER: AtomicBool = AtomicBool::new(false);
    let clock = || if LATER.load(SeqCst) { a_minute_later() } else { NOW };
    let folder = folder();
    let called = Arc::new(Mutex::new(BTreeSet::new()));
    let calls = Arc::clone(&called);
    let aws = simulated_aws_but(move |request, _| {
        calls.lock().expect("no panic").extend(action(request));
        None
    });
    let frontdesk = frontdesk_at(folder.path(), &aws.await, &sandbox::REGIONS, clock).await;
    let known = until(&frontdesk, is_complete).await;
    LATER.store(true, SeqCst);
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
    let mut called = called.lock().expect("no panic").clone();
    called.extend(NEEDED_BY_AWS.map(str::to_owned));
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

/// The IAM action of a request; `None` for the one that needs no permission, STS's.
fn action(request: &Parts) -> Option<String> {
    if let Some(target) = request.headers.get("x-amz-target") {
        let operation = target.to_str().ok()?.strip_prefix("WorkspacesService.")?;
        return Some(format!("workspaces:{operation}"));
    }
    let segments: Vec<_> = request.uri.path().split('/').skip(1).collect();
    let action = match (&request.method, segments.as_slice()) {
        (&Method::POST, [""]) => return None,
        (&Method::GET, ["instance"]) => "connect:ListInstances",
        (&Method::GET, ["instance", _]) => "connect:DescribeInstance",
        (&Method::GET, ["users-summary", _]) => "connect:ListUsers",
        (&Method::GET, ["users", _, _]) => "connect:DescribeUser",
        (&Method::POST, ["search-users"]) => "connect:SearchUsers",
        (&Method::GET, ["security-profiles-summary", _]) => "connect:ListSecurityProfiles",
        (&Method::GET, ["routing-profiles-summary", _]) => "connect:ListRoutingProfiles",
        (&Method::GET, ["user-hierarchy-groups-summary", _]) => "connect:ListUserHierarchyGroups",
        (&Method::POST, ["search-email-addresses"]) => "connect:SearchEmailAddresses",
        (&Method::GET, ["email-addresses", _, _]) => "connect:DescribeEmailAddress",
        (&Method::POST, ["v2", "email", "list-identities"]) => "ses:ListEmailIdentities",
        (&Method::GET, ["v2", "email", "identities", _]) => "ses:GetEmailIdentity",
        (&Method::POST, ["v2", "email", "list-configuration-sets"]) => "ses:ListConfigurationSets",
        (&Method::GET, ["v2", "email", "account"]) => "ses:GetAccount",
        // In no policy, so that the test fails and says what is new.
        (method, _) => return Some(format!("{method} {}", request.uri.path())),
    };
    Some(action.to_owned())
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
