//! How connection aliases get and lose their directories.

use aws_sdk_workspaces::Client;
use aws_sdk_workspaces::types::ConnectionAliasAssociation;
use sandbox::ACCOUNT_ID;

use crate::aws::{Aws, EU, US, refusal};
use crate::workspaces::{alias, alias_id, create, directory};

async fn associate(client: &Client, alias_id: &str, directory: &str) -> String {
    let call = client.associate_connection_alias().alias_id(alias_id);
    let output = call.resource_id(directory).send().await.unwrap();
    output.connection_identifier.unwrap()
}

async fn refused_association(client: &Client, alias_id: &str, directory: &str) -> String {
    let call = client.associate_connection_alias().alias_id(alias_id);
    refusal(call.resource_id(directory).send().await).0
}

async fn disassociate(client: &Client, alias_id: &str) {
    let call = client.disassociate_connection_alias().alias_id(alias_id);
    call.send().await.unwrap();
}

async fn refused_disassociation(client: &Client, alias_id: &str) -> String {
    refusal(client.disassociate_connection_alias().alias_id(alias_id).send().await).0
}

async fn association(client: &Client, connection_string: &str) -> ConnectionAliasAssociation {
    let associations = alias(client, connection_string).await.associations.unwrap();
    assert_eq!(associations.len(), 1);
    associations.into_iter().next().unwrap()
}

fn status(association: &ConnectionAliasAssociation) -> &str {
    association.association_status().unwrap().as_str()
}

#[tokio::test]
async fn an_association_begins_and_ends() {
    let aws = Aws::start().await;
    let client = aws.workspaces(US).await;
    let (id, lab) = (
        alias_id(&client, "lab.example.com").await,
        directory(&client, "Lab").await,
    );
    let identifier = associate(&client, &id, &lab).await;
    let pending = association(&client, "lab.example.com").await;
    assert_eq!(status(&pending), "PENDING_ASSOCIATION");
    assert_eq!(pending.associated_account_id(), Some(ACCOUNT_ID));
    assert_eq!(pending.resource_id(), Some(lab.as_str()));
    assert_eq!(pending.connection_identifier(), Some(identifier.as_str()));
    assert_eq!(
        refused_disassociation(&client, &id).await,
        "InvalidResourceStateException"
    );

    aws.step("20s").await;
    let associated = association(&client, "lab.example.com").await;
    assert_eq!(status(&associated), "ASSOCIATED_WITH_OWNER_ACCOUNT");
    assert_eq!(associated.connection_identifier(), Some(identifier.as_str()));
    let found = client.describe_connection_aliases().resource_id(&lab).send().await;
    assert_eq!(found.unwrap().connection_aliases().len(), 1);

    disassociate(&client, &id).await;
    let ending = association(&client, "lab.example.com").await;
    assert_eq!(status(&ending), "PENDING_DISASSOCIATION");
    assert_eq!(ending.resource_id(), Some(lab.as_str()));
    assert_eq!(
        refused_disassociation(&client, &id).await,
        "InvalidResourceStateException"
    );
    assert_eq!(
        refused_association(&client, &id, &lab).await,
        "InvalidResourceStateException"
    );

    aws.step("20s").await;
    let ended = association(&client, "lab.example.com").await;
    assert_eq!(status(&ended), "NOT_ASSOCIATED");
    assert_eq!((ended.resource_id(), ended.connection_identifier()), (None, None));
    let found = client.describe_connection_aliases().resource_id(&lab).send().await;
    assert_eq!(found.unwrap().connection_aliases(), []);
    assert_ne!(associate(&client, &id, &lab).await, identifier);
}

#[tokio::test]
async fn an_alias_and_a_directory_have_one_partner() {
    let aws = Aws::start().await;
    let client = aws.workspaces(US).await;
    let (lab, everybody, sales) = (
        directory(&client, "Lab").await,
        directory(&client, "Everybody").await,
        directory(&client, "Sales").await,
    );
    let theirs = directory(&aws.workspaces_of_other(US).await, "Partner").await;
    let elsewhere = directory(&aws.workspaces(EU).await, "Standby").await;
    for (string, directory, code) in [
        ("desktop.example.com", &lab, "ResourceAssociatedException"),
        ("partners.example.com", &lab, "ResourceAssociatedException"),
        ("sales.example.com", &lab, "InvalidResourceStateException"),
        ("new.example.com", &lab, "InvalidResourceStateException"),
        ("retired.example.com", &lab, "InvalidResourceStateException"),
        ("lab.example.com", &everybody, "ResourceAssociatedException"),
        ("lab.example.com", &sales, "ResourceAssociatedException"),
        ("lab.example.com", &theirs, "ResourceNotFoundException"),
        ("lab.example.com", &elsewhere, "ResourceNotFoundException"),
        ("lab.example.com", &"nonsense".to_owned(), "ResourceNotFoundException"),
    ] {
        let id = alias_id(&client, string).await;
        let refused = refused_association(&client, &id, directory).await;
        assert_eq!(refused, code, "{string} {directory}");
    }
    let refused = refused_association(&client, "wsca-unknown00", &lab).await;
    assert_eq!(refused, "ResourceNotFoundException");
}

#[tokio::test]
async fn only_what_is_associated_is_disassociated() {
    let aws = Aws::start().await;
    let client = aws.workspaces(US).await;
    for (string, code) in [
        ("lab.example.com", "InvalidResourceStateException"),
        ("contractors.example.com", "InvalidResourceStateException"),
        ("sales.example.com", "InvalidResourceStateException"),
        ("legacy.example.com", "InvalidResourceStateException"),
        ("new.example.com", "InvalidResourceStateException"),
        ("partners.example.com", "AccessDeniedException"),
    ] {
        let id = alias_id(&client, string).await;
        assert_eq!(refused_disassociation(&client, &id).await, code, "{string}");
    }
    let id = alias_id(&client, "desktop.example.com").await;
    let theirs = aws.workspaces_of_other(US).await;
    for stranger in [theirs, aws.workspaces(EU).await] {
        assert_eq!(
            refused_disassociation(&stranger, &id).await,
            "ResourceNotFoundException"
        );
    }
}

#[tokio::test]
async fn regions_have_associations_of_their_own() {
    let aws = Aws::start().await;
    let mut identifiers = Vec::new();
    for (region, name) in [(US, "Lab"), (EU, "Standby")] {
        let client = aws.workspaces(region).await;
        let id = create(&client, "desk.example.com").await;
        aws.step("5s").await;
        identifiers.push(associate(&client, &id, &directory(&client, name).await).await);
    }
    assert_ne!(identifiers[0], identifiers[1]);
}
