//! What two accounts may do with one connection alias.

use aws_sdk_workspaces::Client;
use aws_sdk_workspaces::error::ProvideErrorMetadata;
use aws_sdk_workspaces::types::{AssociationStatus, ConnectionAliasPermission};
use sandbox::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

use crate::aws::{Aws, EU, US, refusal};
use crate::workspaces::{alias, alias_id, aliases, directory};

const STRANGER: &str = "777788889999";

/// Shares an alias or unshares it, or tells the error's code.
async fn update(client: &Client, alias_id: &str, account: &str, allow_association: bool) -> Result<(), String> {
    let permission = ConnectionAliasPermission::builder().shared_account_id(account);
    let permission = permission.allow_association(allow_association).build().unwrap();
    let call = client.update_connection_alias_permission().alias_id(alias_id);
    let outcome = call.connection_alias_permission(permission).send().await;
    outcome.map(drop).map_err(|error| error.code().unwrap().to_owned())
}

async fn permissions(client: &Client, alias_id: &str) -> Vec<(String, bool)> {
    let call = client.describe_connection_alias_permissions().alias_id(alias_id);
    let permissions = call.send().await.unwrap().connection_alias_permissions;
    let permissions = permissions.unwrap_or_default().into_iter();
    permissions
        .map(|one| (one.shared_account_id, one.allow_association))
        .collect()
}

#[tokio::test]
async fn an_alias_is_shared_associated_by_the_other_account_and_taken_back() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(EU).await, aws.workspaces_of_other(EU).await);
    let id = alias_id(&ours, "lab.example.com").await;
    let associate = |client: &Client, directory: &str| {
        let call = client.associate_connection_alias().alias_id(&id);
        call.resource_id(directory).send()
    };
    let disassociate = |client: &Client| client.disassociate_connection_alias().alias_id(&id).send();
    let delete = |client: &Client| client.delete_connection_alias().alias_id(&id).send();

    update(&ours, &id, OTHER_ACCOUNT_ID, true).await.unwrap();
    assert_eq!(permissions(&ours, &id).await, [(OTHER_ACCOUNT_ID.to_owned(), true)]);
    assert_eq!(alias_id(&theirs, "lab.example.com").await, id);
    assert_eq!(refusal(delete(&ours).await).0, "InvalidResourceStateException");
    assert_eq!(refusal(delete(&theirs).await).0, "AccessDeniedException");

    let partner = directory(&theirs, "Partner").await;
    let standby = directory(&ours, "Standby").await;
    assert_eq!(
        refusal(associate(&theirs, &standby).await).0,
        "ResourceNotFoundException"
    );
    associate(&theirs, &partner).await.unwrap();
    let unshared = update(&ours, &id, OTHER_ACCOUNT_ID, false).await;
    assert_eq!(unshared.unwrap_err(), "InvalidResourceStateException");

    aws.step("20s").await;
    let associations = alias(&ours, "lab.example.com").await.associations.unwrap();
    let status = associations[0].association_status();
    assert_eq!(status, Some(&AssociationStatus::AssociatedWithSharedAccount));
    assert_eq!(associations[0].associated_account_id(), Some(OTHER_ACCOUNT_ID));
    assert_eq!(
        refusal(associate(&ours, &standby).await).0,
        "ResourceAssociatedException"
    );
    assert_eq!(refusal(disassociate(&ours).await).0, "AccessDeniedException");
    assert_eq!(refusal(delete(&ours).await).0, "ResourceAssociatedException");
    let unshared = update(&ours, &id, OTHER_ACCOUNT_ID, false).await;
    assert_eq!(unshared.unwrap_err(), "ResourceAssociatedException");

    disassociate(&theirs).await.unwrap();
    aws.step("20s").await;
    update(&ours, &id, OTHER_ACCOUNT_ID, false).await.unwrap();
    assert_eq!(permissions(&ours, &id).await, []);
    assert_eq!(refusal(delete(&theirs).await).0, "ResourceNotFoundException");
    assert!(aliases(&theirs).await.iter().all(|alias| alias.alias_id() != Some(&id)));
    delete(&ours).await.unwrap();
}

#[tokio::test]
async fn an_account_that_only_sees_an_alias_may_not_associate_it() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(EU).await, aws.workspaces_of_other(EU).await);
    let id = alias_id(&theirs, "contractors.example.com").await;
    assert_eq!(permissions(&ours, &id).await, [(OTHER_ACCOUNT_ID.to_owned(), false)]);
    let partner = directory(&theirs, "Partner").await;
    let call = theirs.associate_connection_alias().alias_id(&id).resource_id(partner);
    assert_eq!(refusal(call.clone().send().await).0, "AccessDeniedException");
    update(&ours, &id, OTHER_ACCOUNT_ID, true).await.unwrap();
    call.send().await.unwrap();
}

#[tokio::test]
async fn an_alias_is_shared_by_its_owner_with_one_other_account() {
    let aws = Aws::start().await;
    let client = aws.workspaces(US).await;
    for (string, account, allow, code) in [
        ("lab.example.com", ACCOUNT_ID, true, "InvalidParameterValuesException"),
        ("lab.example.com", ACCOUNT_ID, false, "InvalidParameterValuesException"),
        ("lab.example.com", "1234", true, "InvalidParameterValuesException"),
        ("lab.example.com", STRANGER, false, "InvalidParameterValuesException"),
        (
            "contractors.example.com",
            STRANGER,
            false,
            "InvalidParameterValuesException",
        ),
        (
            "contractors.example.com",
            STRANGER,
            true,
            "ResourceLimitExceededException",
        ),
        ("new.example.com", STRANGER, true, "InvalidResourceStateException"),
        ("retired.example.com", STRANGER, true, "InvalidResourceStateException"),
        ("partner-desktop.example.org", STRANGER, true, "AccessDeniedException"),
    ] {
        let id = alias_id(&client, string).await;
        let refused = update(&client, &id, account, allow).await.unwrap_err();
        assert_eq!(refused, code, "{string} {account} {allow}");
    }
    let id = alias_id(&client, "lab.example.com").await;
    let stranger = aws.workspaces_of_other(US).await;
    let refused = update(&stranger, &id, ACCOUNT_ID, true).await;
    assert_eq!(refused.unwrap_err(), "ResourceNotFoundException");

    for _ in 0..2 {
        update(&client, &id, STRANGER, true).await.unwrap();
        assert_eq!(permissions(&client, &id).await, [(STRANGER.to_owned(), true)]);
    }
    update(&client, &id, STRANGER, false).await.unwrap();
    update(&client, &id, OTHER_ACCOUNT_ID, true).await.unwrap();
}

#[tokio::test]
async fn what_the_owner_has_associated_is_not_the_other_accounts() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(EU).await, aws.workspaces_of_other(EU).await);
    let id = alias_id(&ours, "desktop.example.com").await;
    update(&ours, &id, OTHER_ACCOUNT_ID, true).await.unwrap();
    let partner = directory(&theirs, "Partner").await;
    let associated = theirs.associate_connection_alias().alias_id(&id).resource_id(partner);
    assert_eq!(refusal(associated.send().await).0, "ResourceAssociatedException");
    let disassociated = theirs.disassociate_connection_alias().alias_id(&id);
    assert_eq!(refusal(disassociated.send().await).0, "AccessDeniedException");
    update(&ours, &id, OTHER_ACCOUNT_ID, false).await.unwrap();
}
