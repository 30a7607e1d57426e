//! How connection aliases come and go.

use std::collections::HashSet;

use aws_sdk_workspaces::Client;
use aws_sdk_workspaces::error::ProvideErrorMetadata;
use aws_sdk_workspaces::types::{AssociationStatus, ConnectionAliasState};
use sandbox::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

use crate::aws::{AP, Aws, EU, US, refusal};
use crate::workspaces::{alias, alias_id, aliases, create};

async fn refused_creation(client: &Client, connection_string: &str) -> String {
    let call = client.create_connection_alias().connection_string(connection_string);
    refusal(call.send().await).0
}

async fn delete(client: &Client, id: &str) {
    client.delete_connection_alias().alias_id(id).send().await.unwrap();
}

async fn refused_deletion(client: &Client, id: &str) -> String {
    refusal(client.delete_connection_alias().alias_id(id).send().await).0
}

#[tokio::test]
async fn an_alias_is_creating_for_some_seconds() {
    let aws = Aws::start().await;
    let client = aws.workspaces(AP).await;
    let id = create(&client, "Desk.Example.com").await;
    let created = alias(&client, "Desk.Example.com").await;
    assert_eq!(created.alias_id(), Some(id.as_str()));
    assert_eq!(created.owner_account_id(), Some(ACCOUNT_ID));
    assert_eq!(created.associations(), []);
    for (seconds, state) in [(0, "CREATING"), (4, "CREATING"), (1, "CREATED")] {
        aws.step(&format!("{seconds}s")).await;
        let state_now = alias(&client, "Desk.Example.com").await.state.unwrap();
        assert_eq!(state_now.as_str(), state);
    }
}

#[tokio::test]
async fn a_connection_string_is_reserved_for_its_first_account_for_ever() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(AP).await, aws.workspaces_of_other(AP).await);
    let first = create(&ours, "desk.example.com").await;
    assert_eq!(
        refused_creation(&ours, "DESK.example.com").await,
        "ResourceAlreadyExistsException"
    );
    create(&aws.workspaces(EU).await, "desk.example.com").await;

    aws.step("5s").await;
    delete(&ours, &first).await;
    assert_eq!(
        refused_creation(&ours, "desk.example.com").await,
        "ResourceAlreadyExistsException"
    );
    aws.step("10s").await;
    for string in ["desk.example.com", "Desk.Example.Com", "desktop.example.com"] {
        assert_eq!(
            refused_creation(&theirs, string).await,
            "ResourceAlreadyExistsException",
            "{string}"
        );
    }
    assert_ne!(create(&ours, "desk.example.com").await, first);
    create(&theirs, "their-desk.example.com").await;
    assert_eq!(
        refused_creation(&aws.workspaces(EU).await, "their-desk.example.com").await,
        "ResourceAlreadyExistsException"
    );
}

#[tokio::test]
async fn a_connection_string_is_a_domain_name() {
    let client = Aws::start().await.workspaces(AP).await;
    let long = format!("{}.example.com", "a".repeat(64));
    for string in [
        "localhost",
        "example.com.",
        "-desk.example.com",
        "a..example.com",
        "10.0.0.1",
        "a_b.example.com",
        &long,
    ] {
        let call = client.create_connection_alias().connection_string(string);
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_values_exception(), "{string}");
        assert!(error.message().unwrap().contains("ConnectionString"), "{string}");
    }
    assert_eq!(aliases(&client).await, []);
}

#[tokio::test]
async fn an_account_has_twenty_aliases_in_a_region() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(AP).await, aws.workspaces_of_other(AP).await);
    let mut ids = HashSet::new();
    for number in 0..20 {
        ids.insert(create(&ours, &format!("desk-{number}.example.com")).await);
    }
    assert_eq!(ids.len(), 20);
    assert_eq!(
        refused_creation(&ours, "late.example.com").await,
        "ResourceLimitExceededException"
    );
    create(&aws.workspaces(US).await, "desk-0.example.com").await;
    // What was refused reserved nothing.
    create(&theirs, "late.example.com").await;

    aws.step("5s").await;
    delete(&ours, ids.iter().next().unwrap()).await;
    aws.step("10s").await;
    create(&ours, "later.example.com").await;
}

#[tokio::test]
async fn an_alias_is_deleting_for_some_seconds() {
    let aws = Aws::start().await;
    let client = aws.workspaces(AP).await;
    let id = create(&client, "desk.example.com").await;
    assert_eq!(refused_deletion(&client, &id).await, "InvalidResourceStateException");
    aws.step("5s").await;
    delete(&client, &id).await;
    aws.step("9s").await;
    let state = alias(&client, "desk.example.com").await.state;
    assert_eq!(state, Some(ConnectionAliasState::Deleting));
    assert_eq!(refused_deletion(&client, &id).await, "InvalidResourceStateException");
    aws.step("1s").await;
    assert_eq!(aliases(&client).await, []);
    assert_eq!(refused_deletion(&client, &id).await, "ResourceNotFoundException");
}

#[tokio::test]
async fn an_alias_in_use_is_not_deleted() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(US).await, aws.workspaces_of_other(US).await);
    for (string, code) in [
        ("desktop.example.com", "ResourceAssociatedException"),
        ("partners.example.com", "ResourceAssociatedException"),
        ("sales.example.com", "InvalidResourceStateException"),
        ("legacy.example.com", "InvalidResourceStateException"),
        ("contractors.example.com", "InvalidResourceStateException"),
        ("new.example.com", "InvalidResourceStateException"),
        ("retired.example.com", "InvalidResourceStateException"),
        ("partner-desktop.example.org", "AccessDeniedException"),
    ] {
        let id = alias_id(&ours, string).await;
        assert_eq!(refused_deletion(&ours, &id).await, code, "{string}");
    }
    let id = alias_id(&ours, "lab.example.com").await;
    assert_eq!(refused_deletion(&theirs, &id).await, "ResourceNotFoundException");
    let elsewhere = aws.workspaces(EU).await;
    assert_eq!(refused_deletion(&elsewhere, &id).await, "ResourceNotFoundException");
    delete(&ours, &id).await;
}

#[tokio::test]
async fn what_is_under_way_at_the_start_ends_after_an_hour() {
    let aws = Aws::start().await;
    let client = aws.workspaces(US).await;
    aws.step("59m").await;
    assert_eq!(aliases(&client).await.len(), 9);
    aws.step("1m").await;
    assert_eq!(aliases(&client).await.len(), 8);
    let state = alias(&client, "new.example.com").await.state;
    assert_eq!(state, Some(ConnectionAliasState::Created));
    for (string, status) in [
        ("sales.example.com", AssociationStatus::AssociatedWithOwnerAccount),
        ("legacy.example.com", AssociationStatus::NotAssociated),
    ] {
        let associations = alias(&client, string).await.associations.unwrap();
        assert_eq!(associations[0].association_status(), Some(&status), "{string}");
    }
    let theirs = aws.workspaces_of_other(AP).await;
    assert_eq!(
        refused_creation(&theirs, "retired.example.com").await,
        "ResourceAlreadyExistsException"
    );
    create(&client, "retired.example.com").await;
}

#[tokio::test]
async fn the_same_calls_give_the_same_ids() {
    let mut ids = Vec::new();
    for _ in 0..2 {
        let client = Aws::start().await.workspaces(AP).await;
        ids.push(create(&client, "desk.example.com").await);
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn accounts_do_not_see_each_others_new_aliases() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(AP).await, aws.workspaces_of_other(AP).await);
    create(&theirs, "desk.example.org").await;
    assert_eq!(aliases(&ours).await, []);
    let owner = alias(&theirs, "desk.example.org").await.owner_account_id;
    assert_eq!(owner.as_deref(), Some(OTHER_ACCOUNT_ID));
}
