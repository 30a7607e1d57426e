//! Tags of identities and configuration sets.

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::types::Tag;

use crate::aws::{Aws, EU, US, refusal};
use crate::sesv2_identities::get;

const SHOP: &str = "arn:aws:ses:us-east-1:111122223333:identity/shop.example.com";
const MARKETING: &str = "arn:aws:ses:us-east-1:111122223333:configuration-set/marketing";

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

async fn keys(client: &Client, arn: &str) -> Vec<String> {
    let list = client.list_tags_for_resource().resource_arn(arn).send().await.unwrap();
    list.tags().iter().map(|tag| tag.key().to_owned()).collect()
}

#[tokio::test]
async fn tags_are_added_replaced_and_removed() {
    let client = Aws::start().await.sesv2(US).await;
    let add = client.tag_resource().resource_arn(SHOP);
    add.tags(tag("team", "retail"))
        .tags(tag("cost", ""))
        .send()
        .await
        .unwrap();
    let aws = "aws:cloudformation:stack-name";
    assert_eq!(keys(&client, SHOP).await, [aws, "cost", "environment", "team"]);
    assert!(
        get(&client, "shop.example.com")
            .await
            .tags()
            .contains(&tag("team", "retail"))
    );

    let remove = client.untag_resource().resource_arn(SHOP);
    remove.tag_keys("team").tag_keys("unknown").send().await.unwrap();
    assert_eq!(keys(&client, SHOP).await, [aws, "cost", "environment"]);
}

#[tokio::test]
async fn a_configuration_set_has_tags_too() {
    let client = Aws::start().await.sesv2(US).await;
    let add = client.tag_resource().resource_arn(MARKETING);
    add.tags(tag("team", "growth")).send().await.unwrap();
    assert_eq!(keys(&client, MARKETING).await, ["team"]);
    let remove = client.untag_resource().resource_arn(MARKETING);
    remove.tag_keys("team").send().await.unwrap();
    assert_eq!(keys(&client, MARKETING).await, Vec::<String>::new());
}

#[tokio::test]
async fn tags_that_break_the_rules_are_refused() {
    let client = Aws::start().await.sesv2(US).await;
    for tags in [
        vec![tag("aws:owner", "me")],
        vec![tag("", "x")],
        vec![tag("a", "<b>")],
        vec![tag("a", "1"), tag("a", "2")],
        (0..50).map(|number| tag(&format!("k{number}"), "")).collect(),
    ] {
        let call = client.tag_resource().resource_arn(SHOP).set_tags(Some(tags));
        assert_eq!(refusal(call.send().await).0, "BadRequestException");
    }
    let call = client.untag_resource().resource_arn(SHOP);
    let call = call.tag_keys("aws:cloudformation:stack-name");
    assert_eq!(refusal(call.send().await).0, "BadRequestException");
}

#[tokio::test]
async fn a_resource_is_named_by_its_arn() {
    let aws = Aws::start().await;
    let (us, eu) = (aws.sesv2(US).await, aws.sesv2(EU).await);
    let unknown = SHOP.replace("shop", "unknown");
    for (client, arn, expected) in [
        (&us, "shop.example.com", "BadRequestException"),
        (&us, unknown.as_str(), "NotFoundException"),
        (&eu, SHOP, "NotFoundException"),
    ] {
        let list = client.list_tags_for_resource().resource_arn(arn).send().await;
        let add = client.tag_resource().resource_arn(arn).tags(tag("a", "1")).send().await;
        let remove = client.untag_resource().resource_arn(arn).tag_keys("a").send().await;
        for (code, _) in [refusal(list), refusal(add), refusal(remove)] {
            assert_eq!(code, expected, "{arn}");
        }
    }
}
