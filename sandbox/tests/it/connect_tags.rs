use std::collections::HashMap;

use aws_sdk_connect::Client;

use crate::aws::{Aws, EU, refusal, support_us};
use crate::connect_users::user_named;

async fn tags(client: &Client, arn: &str) -> HashMap<String, String> {
    let list = client.list_tags_for_resource().resource_arn(arn);
    list.send().await.unwrap().tags.unwrap_or_default()
}

/// The ARN of one resource of each kind.
async fn arns(client: &Client, id: &str) -> [String; 6] {
    let instance = client.describe_instance().instance_id(id).send().await.unwrap();
    let addresses = client.search_email_addresses().instance_id(id).send().await.unwrap();
    let routing = client.list_routing_profiles().instance_id(id).send().await.unwrap();
    let security = client.list_security_profiles().instance_id(id).send().await.unwrap();
    let groups = client
        .list_user_hierarchy_groups()
        .instance_id(id)
        .send()
        .await
        .unwrap();
    let user = user_named(client, id, "zoe.akerstrom").await;
    [
        instance.instance.unwrap().arn.unwrap(),
        user.arn.unwrap(),
        addresses.email_addresses()[0].email_address_arn().unwrap().to_owned(),
        routing.routing_profile_summary_list()[0].arn().unwrap().to_owned(),
        security.security_profile_summary_list()[0].arn().unwrap().to_owned(),
        groups.user_hierarchy_group_summary_list()[0].arn().unwrap().to_owned(),
    ]
}

#[tokio::test]
async fn every_kind_of_resource_is_tagged_and_untagged() {
    let (client, id) = support_us(&Aws::start().await).await;
    for arn in arns(&client, &id).await {
        let before = tags(&client, &arn).await;
        let call = client.tag_resource().resource_arn(&arn);
        call.tags("colour", "blue").tags("empty", "").send().await.unwrap();
        client
            .tag_resource()
            .resource_arn(&arn)
            .tags("colour", "red")
            .send()
            .await
            .unwrap();
        let tagged = tags(&client, &arn).await;
        assert_eq!(tagged.len(), before.len() + 2, "{arn}");
        assert_eq!(
            (tagged["colour"].as_str(), tagged["empty"].as_str()),
            ("red", ""),
            "{arn}"
        );
        let call = client.untag_resource().resource_arn(&arn);
        call.tag_keys("colour")
            .tag_keys("empty")
            .tag_keys("unknown")
            .send()
            .await
            .unwrap();
        assert_eq!(tags(&client, &arn).await, before, "{arn}");
    }
}

#[tokio::test]
async fn a_resource_has_at_most_fifty_tags() {
    let (client, id) = support_us(&Aws::start().await).await;
    let [_, _, _, arn, ..] = arns(&client, &id).await;
    let many = (0..49).map(|number| (format!("k{number}"), String::new()));
    client
        .tag_resource()
        .resource_arn(&arn)
        .set_tags(Some(many.collect()))
        .send()
        .await
        .unwrap();
    let call = || client.tag_resource().resource_arn(&arn);
    let error = call()
        .tags("a", "")
        .tags("b", "")
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert!(error.is_invalid_request_exception(), "{error:?}");
    call().tags("a", "").tags("k0", "again").send().await.unwrap();
    assert_eq!(tags(&client, &arn).await.len(), 50);
}

#[tokio::test]
async fn only_resources_of_the_caller_are_tagged() {
    let aws = Aws::start().await;
    let (client, id) = support_us(&aws).await;
    let [instance, user, ..] = arns(&client, &id).await;
    let elsewhere = aws.connect(EU).await;
    let refused = async |client: &Client, arn: &str| {
        let tagged = client.tag_resource().resource_arn(arn).tags("a", "b").send().await;
        let untagged = client.untag_resource().resource_arn(arn).tag_keys("a").send().await;
        let [(code, _), (other, _)] = [refusal(tagged), refusal(untagged)];
        assert_eq!(code, other, "{arn}");
        code
    };
    assert_eq!(refused(&elsewhere, &user).await, "ResourceNotFoundException");
    for arn in [
        user.replace("111122223333", "444455556666"),
        user.replace("us-east-1", "us-west-2"),
        format!("{instance}/queue/1"),
        format!("{instance}/agent/unknown"),
        format!("{user}/more"),
    ] {
        assert_eq!(refused(&client, &arn).await, "ResourceNotFoundException");
    }
    for arn in [
        "nonsense",
        "arn:aws:connect:us-east-1:111122223333:phone-number/1",
        &user.replace(":connect:", ":ses:"),
    ] {
        assert_eq!(refused(&client, arn).await, "InvalidParameterException");
    }
}

#[tokio::test]
async fn tags_of_aws_are_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    let [arn, ..] = arns(&client, &id).await;
    for key in ["aws:a", "AWS:a"] {
        let error = client.tag_resource().resource_arn(&arn).tags(key, "b").send().await;
        let error = error.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
    }
}

#[tokio::test]
async fn a_users_tags_are_seen_everywhere() {
    let (client, id) = support_us(&Aws::start().await).await;
    let [_, user, ..] = arns(&client, &id).await;
    client
        .tag_resource()
        .resource_arn(&user)
        .tags("colour", "blue")
        .send()
        .await
        .unwrap();
    let described = user_named(&client, &id, "zoe.akerstrom").await;
    assert_eq!(described.tags().unwrap()["colour"], "blue");
    let found = client
        .search_users()
        .instance_id(&id)
        .max_results(500)
        .send()
        .await
        .unwrap();
    let mut blue = found
        .users()
        .iter()
        .filter(|one| one.tags().unwrap().contains_key("colour"));
    assert_eq!(blue.next().unwrap().id(), described.id());
    assert!(blue.next().is_none());
}
