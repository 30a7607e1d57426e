use std::collections::HashSet;

use aws_sdk_workspaces::Client;
use aws_sdk_workspaces::operation::describe_workspace_directories::DescribeWorkspaceDirectoriesOutput;
use aws_sdk_workspaces::types::{
    AssociationStatus, ConnectionAlias, DescribeWorkspaceDirectoriesFilter, DescribeWorkspaceDirectoriesFilterName,
};
use sandbox::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

use crate::aws::{AP, Aws, EU, US};

/// The connection aliases that the client may know of.
pub async fn aliases(client: &Client) -> Vec<ConnectionAlias> {
    let output = client.describe_connection_aliases().send().await.unwrap();
    output.connection_aliases.unwrap_or_default()
}

pub async fn alias(client: &Client, connection_string: &str) -> ConnectionAlias {
    let mut aliases = aliases(client).await.into_iter();
    aliases
        .find(|alias| alias.connection_string() == Some(connection_string))
        .unwrap()
}

pub async fn alias_id(client: &Client, connection_string: &str) -> String {
    alias(client, connection_string).await.alias_id.unwrap()
}

/// The id of a new connection alias.
pub async fn create(client: &Client, connection_string: &str) -> String {
    let call = client.create_connection_alias().connection_string(connection_string);
    call.send().await.unwrap().alias_id.unwrap()
}

/// The id of the directory with this name.
pub async fn directory(client: &Client, name: &str) -> String {
    let call = client.describe_workspace_directories().workspace_directory_names(name);
    let directories = call.send().await.unwrap().directories.unwrap();
    directories.into_iter().next().unwrap().directory_id.unwrap()
}

#[tokio::test]
async fn aliases_are_paged_to_the_end() {
    let client = Aws::start().await.workspaces(US).await;
    let (mut found, mut token) = (HashSet::new(), None);
    loop {
        let call = client.describe_connection_aliases().limit(4).set_next_token(token);
        let page = call.send().await.unwrap();
        found.extend(page.connection_aliases.unwrap().into_iter().map(|alias| alias.alias_id));
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(found.len(), 9);
}

#[tokio::test]
async fn aliases_are_found_by_id_and_by_directory() {
    let client = Aws::start().await.workspaces(US).await;
    let desktop = alias(&client, "desktop.example.com").await;
    let id = desktop.alias_id().unwrap();
    let by_id = client
        .describe_connection_aliases()
        .alias_ids(id)
        .alias_ids("wsca-unknown00");
    let by_id = by_id.send().await.unwrap();
    assert_eq!(by_id.connection_aliases(), std::slice::from_ref(&desktop));
    let directory = desktop.associations()[0].resource_id().unwrap();
    let by_directory = client.describe_connection_aliases().resource_id(directory);
    let by_directory = by_directory.send().await.unwrap();
    assert_eq!(by_directory.connection_aliases(), [desktop]);
}

#[tokio::test]
async fn the_same_name_leads_elsewhere_in_each_region() {
    let aws = Aws::start().await;
    let us = alias(&aws.workspaces(US).await, "desktop.example.com").await;
    let eu = alias(&aws.workspaces(EU).await, "desktop.example.com").await;
    let identifier = |alias: &ConnectionAlias| alias.associations()[0].connection_identifier.clone();
    assert!(identifier(&us).is_some());
    assert_ne!(identifier(&us), identifier(&eu));
}

#[tokio::test]
async fn a_shared_alias_is_visible_to_both_accounts_and_its_permissions_to_the_owner() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(US).await, aws.workspaces_of_other(US).await);
    let partners = alias(&ours, "partners.example.com").await;
    assert_eq!(alias(&theirs, "partners.example.com").await, partners);
    assert_eq!(partners.owner_account_id(), Some(ACCOUNT_ID));
    let association = &partners.associations()[0];
    let status = association.association_status().unwrap();
    assert_eq!(status, &AssociationStatus::AssociatedWithSharedAccount);
    assert_eq!(association.associated_account_id(), Some(OTHER_ACCOUNT_ID));

    let id = partners.alias_id().unwrap();
    let permissions = ours.describe_connection_alias_permissions().alias_id(id).send().await;
    let permissions = permissions.unwrap().connection_alias_permissions.unwrap();
    assert_eq!(permissions.len(), 1);
    assert_eq!(permissions[0].shared_account_id(), OTHER_ACCOUNT_ID);
    let denied = theirs.describe_connection_alias_permissions().alias_id(id).send().await;
    assert!(denied.unwrap_err().into_service_error().is_access_denied_exception());
}

#[tokio::test]
async fn an_alias_that_is_not_shared_is_invisible_to_the_other_account() {
    let aws = Aws::start().await;
    let desktop = alias(&aws.workspaces(US).await, "desktop.example.com").await;
    let theirs = aws.workspaces_of_other(US).await;
    let names: HashSet<_> = aliases(&theirs)
        .await
        .into_iter()
        .map(|one| one.connection_string.unwrap())
        .collect();
    let shared = [
        "partners.example.com",
        "contractors.example.com",
        "partner-desktop.example.org",
    ];
    assert_eq!(names, shared.map(str::to_owned).into());
    let permissions = theirs.describe_connection_alias_permissions();
    let error = permissions.alias_id(desktop.alias_id().unwrap()).send().await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
}

#[tokio::test]
async fn a_list_without_anything_is_there_and_empty() {
    let client = Aws::start().await.workspaces(US).await;
    let unknown = client.describe_connection_aliases().alias_ids("wsca-unknown00");
    assert_eq!(unknown.send().await.unwrap().connection_aliases, Some(vec![]));
    let new = alias(&client, "new.example.com").await;
    assert_eq!(new.associations, Some(vec![]));
    let permissions = client.describe_connection_alias_permissions();
    let permissions = permissions.alias_id(new.alias_id.unwrap()).send().await.unwrap();
    assert_eq!(permissions.connection_alias_permissions, Some(vec![]));
}

#[tokio::test]
async fn directories_are_listed_and_filtered() {
    let aws = Aws::start().await;
    let client = aws.workspaces(US).await;
    let pages = client.describe_workspace_directories().limit(3).into_paginator().send();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().await.unwrap();
    let directories: Vec<_> = pages
        .iter()
        .flat_map(DescribeWorkspaceDirectoriesOutput::directories)
        .collect();
    assert_eq!(directories.len(), 4);

    let id = directories[2].directory_id().unwrap();
    let by_id = client
        .describe_workspace_directories()
        .directory_ids(id)
        .send()
        .await
        .unwrap();
    assert_eq!(by_id.directories(), [directories[2].clone()]);
    let filter = |value: &str| {
        let filter = DescribeWorkspaceDirectoriesFilter::builder();
        let filter = filter.name(DescribeWorkspaceDirectoriesFilterName::WorkspaceType);
        filter.values(value).build().unwrap()
    };
    let personal = client.describe_workspace_directories().filters(filter("PERSONAL"));
    assert_eq!(personal.send().await.unwrap().directories().len(), 4);
    let pools = client.describe_workspace_directories().filters(filter("POOLS"));
    assert_eq!(pools.send().await.unwrap().directories(), []);

    for (region, count) in [(EU, 3), (AP, 0)] {
        let client = aws.workspaces(region).await;
        let list = client.describe_workspace_directories().send().await.unwrap();
        assert_eq!(list.directories().len(), count, "{region}");
    }
}

#[tokio::test]
async fn tags_are_listed() {
    let client = Aws::start().await.workspaces(US).await;
    let desktop = alias(&client, "desktop.example.com").await;
    let tags = client.describe_tags().resource_id(desktop.alias_id().unwrap());
    assert_eq!(tags.send().await.unwrap().tag_list().len(), 2);
    let directory = desktop.associations()[0].resource_id().unwrap();
    let tags = client.describe_tags().resource_id(directory).send().await.unwrap();
    assert_eq!(tags.tag_list()[0].key(), "team");
    let unknown = client.describe_tags().resource_id("wsca-unknown00").send().await;
    assert!(
        unknown
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
}

#[tokio::test]
async fn invalid_parameters_are_refused() {
    let client = Aws::start().await.workspaces(US).await;
    let call = client.describe_connection_aliases();
    for (call, member) in [
        (call.clone().limit(26), "Limit"),
        (call.clone().next_token("made-up"), "NextToken"),
        (call.clone().alias_ids("wsca-UPPERCASE"), "AliasIds"),
        (call.clone().set_alias_ids(Some(Vec::new())), "AliasIds"),
    ] {
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_values_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains(member), "{error:?}");
    }
    let error = client
        .describe_workspace_directories()
        .directory_ids("nonsense-id")
        .send()
        .await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_invalid_parameter_values_exception()
    );
    let error = client
        .describe_connection_alias_permissions()
        .alias_id("nonsense")
        .send()
        .await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_invalid_parameter_values_exception()
    );
    let error = client
        .describe_connection_alias_permissions()
        .alias_id("wsca-unknown00")
        .send()
        .await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
}
