//! Sending policies.

use std::collections::HashMap;

use aws_sdk_sesv2::Client;
use serde_json::json;

use crate::aws::{Aws, US, refusal};
use crate::sesv2_identities::{create, get};

const OWNER: &str = "news.example.com";

fn policy(action: &str) -> String {
    let statement = json!({ "Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*" });
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

async fn policies(client: &Client, name: &str) -> HashMap<String, String> {
    let call = client.get_email_identity_policies().email_identity(name);
    call.send().await.unwrap().policies.unwrap_or_default()
}

#[tokio::test]
async fn a_policy_is_created_updated_and_deleted() {
    let client = Aws::start().await.sesv2(US).await;
    let create = client.create_email_identity_policy().email_identity(OWNER);
    let create = create.policy_name("partner_1").policy(policy("ses:SendEmail"));
    create.clone().send().await.unwrap();
    assert_eq!(policies(&client, OWNER).await["partner_1"], policy("ses:SendEmail"));
    assert_eq!(get(&client, OWNER).await.policies, Some(policies(&client, OWNER).await));
    assert_eq!(refusal(create.send().await).0, "AlreadyExistsException");

    let update = client.update_email_identity_policy().email_identity(OWNER);
    let update = update.policy(policy("ses:SendRawEmail"));
    update.clone().policy_name("partner_1").send().await.unwrap();
    update.policy_name("unknown").send().await.unwrap();
    let expected = HashMap::from([("partner_1".to_owned(), policy("ses:SendRawEmail"))]);
    assert_eq!(policies(&client, OWNER).await, expected);

    for _ in 0..2 {
        let delete = client.delete_email_identity_policy().email_identity(OWNER);
        delete.policy_name("partner_1").send().await.unwrap();
    }
    assert!(policies(&client, OWNER).await.is_empty());
}

#[tokio::test]
async fn an_identity_has_at_most_twenty_policies() {
    let client = Aws::start().await.sesv2(US).await;
    let call = client
        .create_email_identity_policy()
        .email_identity(OWNER)
        .policy(policy("ses:*"));
    for number in 0..20 {
        call.clone().policy_name(format!("p{number}")).send().await.unwrap();
    }
    let one_more = call.policy_name("p20").send().await;
    assert_eq!(refusal(one_more).0, "LimitExceededException");
}

#[tokio::test]
async fn what_is_no_policy_is_refused() {
    let client = Aws::start().await.sesv2(US).await;
    let longest = "n".repeat(65);
    for (name, text, member) in [
        ("a b", policy("ses:*"), "PolicyName"),
        (&longest, policy("ses:*"), "PolicyName"),
        ("p", "{}".to_owned(), "Policy"),
        ("p", "no JSON".to_owned(), "Policy"),
        ("p", policy(&"a".repeat(4096)), "Policy"),
    ] {
        let create = client.create_email_identity_policy().email_identity(OWNER);
        let (code, message) = refusal(create.policy_name(name).policy(&text).send().await);
        assert_eq!(code, "BadRequestException");
        assert!(message.contains(member), "{message}");
        let update = client.update_email_identity_policy().email_identity(OWNER);
        let refused = refusal(update.policy_name(name).policy(&text).send().await);
        assert_eq!(refused, (code, message));
    }
    let delete = client.delete_email_identity_policy().email_identity(OWNER);
    assert_eq!(refusal(delete.policy_name("a b").send().await).0, "BadRequestException");
}

#[tokio::test]
async fn policies_need_a_verified_identity() {
    let client = Aws::start().await.sesv2(US).await;
    create(&client, "new.example.com").await;
    for (owner, expected) in [
        ("new.example.com", "BadRequestException"),
        ("unknown.example", "NotFoundException"),
    ] {
        let create = client.create_email_identity_policy().email_identity(owner);
        let create = create.policy_name("p").policy(policy("ses:*")).send().await;
        let update = client.update_email_identity_policy().email_identity(owner);
        let update = update.policy_name("p").policy(policy("ses:*")).send().await;
        let delete = client.delete_email_identity_policy().email_identity(owner);
        let delete = delete.policy_name("p").send().await;
        let get = client.get_email_identity_policies().email_identity(owner).send().await;
        for (code, _) in [refusal(create), refusal(update), refusal(delete), refusal(get)] {
            assert_eq!(code, expected);
        }
    }
}
