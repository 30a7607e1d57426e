//! Tags of connection aliases and directories.

use std::collections::BTreeMap;

use aws_sdk_workspaces::Client;
use aws_sdk_workspaces::types::Tag;

use crate::aws::{AP, Aws, EU, US, refusal};
use crate::workspaces::{alias_id, directory};

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

fn numbered(count: usize) -> Vec<Tag> {
    (0..count).map(|number| tag(&format!("key-{number}"), "")).collect()
}

async fn tags(client: &Client, resource: &str) -> BTreeMap<String, String> {
    let output = client.describe_tags().resource_id(resource).send().await.unwrap();
    let tags = output.tag_list.unwrap().into_iter();
    tags.map(|tag| (tag.key, tag.value.unwrap())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn tags_are_added_replaced_and_deleted() {
    let client = Aws::start().await.workspaces(US).await;
    let partners = alias_id(&client, "partners.example.com").await;
    for id in [&partners, &directory(&client, "Lab").await] {
        let added = client.create_tags().resource_id(id);
        let added = added.tags(tag("Team", "it")).tags(tag("team", "new"));
        let valueless = Tag::builder().key("empty").build().unwrap();
        added.tags(valueless).send().await.unwrap();
        let all = pairs(&[("Team", "it"), ("empty", ""), ("team", "new")]);
        assert_eq!(tags(&client, id).await, all);

        let deleted = client.delete_tags().resource_id(id).tag_keys("Team");
        deleted.tag_keys("empty").tag_keys("absent").send().await.unwrap();
        assert_eq!(tags(&client, id).await, pairs(&[("team", "new")]));
    }
}

#[tokio::test]
async fn an_alias_is_created_with_tags() {
    let client = Aws::start().await.workspaces(AP).await;
    let call = client.create_connection_alias().connection_string("desk.example.com");
    for (tags, code) in [
        (numbered(51), "ResourceLimitExceededException"),
        (vec![tag("a", ""), tag("a", "")], "InvalidParameterValuesException"),
        (vec![tag("aws:a", "")], "InvalidParameterValuesException"),
    ] {
        assert_eq!(refusal(call.clone().set_tags(Some(tags)).send().await).0, code);
    }
    let created = call.tags(tag("team", "it")).send().await.unwrap();
    assert_eq!(
        tags(&client, created.alias_id().unwrap()).await,
        pairs(&[("team", "it")])
    );
}

#[tokio::test]
async fn tags_are_fifty_and_not_of_aws() {
    let client = Aws::start().await.workspaces(US).await;
    let id = alias_id(&client, "lab.example.com").await;
    let add = |tags| client.create_tags().resource_id(&id).set_tags(Some(tags)).send();
    add(numbered(50)).await.unwrap();
    add(numbered(50)).await.unwrap();
    for (tags, code) in [
        (vec![tag("one-more", "")], "ResourceLimitExceededException"),
        (vec![tag("aws:a", "")], "InvalidParameterValuesException"),
        (vec![tag("AWS:a", "")], "InvalidParameterValuesException"),
        (
            vec![tag("key-1", "a"), tag("key-1", "b")],
            "InvalidParameterValuesException",
        ),
        (vec![tag(&"k".repeat(128), "")], "InvalidParameterValuesException"),
        (vec![tag("key-1", &"v".repeat(256))], "InvalidParameterValuesException"),
    ] {
        assert_eq!(refusal(add(tags).await).0, code);
    }
    let deleted = client.delete_tags().resource_id(&id).tag_keys("key-1");
    let refused = deleted.tag_keys("aws:a").send().await;
    assert_eq!(refusal(refused).0, "InvalidParameterValuesException");
    assert_eq!(tags(&client, &id).await.len(), 50);
}

#[tokio::test]
async fn tags_are_the_owners() {
    let aws = Aws::start().await;
    let (ours, theirs) = (aws.workspaces(US).await, aws.workspaces_of_other(US).await);
    let shared = alias_id(&theirs, "partners.example.com").await;
    let elsewhere = directory(&aws.workspaces(EU).await, "Standby").await;
    let unknown = "wsca-unknown00".to_owned();
    for (client, id) in [
        (&theirs, &shared),
        (&theirs, &directory(&ours, "Lab").await),
        (&ours, &elsewhere),
        (&ours, &unknown),
    ] {
        let described = client.describe_tags().resource_id(id).send().await;
        assert_eq!(refusal(described).0, "ResourceNotFoundException");
        let created = client.create_tags().resource_id(id).tags(tag("a", "")).send().await;
        assert_eq!(refusal(created).0, "ResourceNotFoundException");
        let deleted = client.delete_tags().resource_id(id).tag_keys("a").send().await;
        assert_eq!(refusal(deleted).0, "ResourceNotFoundException");
    }
}
