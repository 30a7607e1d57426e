//! Rates, faults, lag and the record of calls, as they befall the calls of the SDKs.

use aws_sdk_connect::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_connect::types::{StringComparisonType, StringCondition, UserSearchCriteria};
use http::Method;
use sandbox::{Rates, Seed};
use serde_json::{Value, json};

use crate::aws::{Aws, EU, US, support_us};

/// How many of so many calls in a row are admitted.
async fn admitted(aws: &Aws, calls: usize) -> usize {
    let client = aws.connect(US).await;
    let mut admitted = 0;
    for _ in 0..calls {
        match client.list_instances().send().await {
            Ok(_) => admitted += 1,
            Err(error) => {
                assert_eq!(error.code(), Some("ThrottlingException"));
                assert_eq!(error.raw_response().unwrap().status().as_u16(), 429);
            }
        }
    }
    admitted
}

async fn by_name(client: &aws_sdk_connect::Client, instance: &str, username: &str) -> usize {
    let condition = StringCondition::builder()
        .field_name("Username")
        .value(username)
        .comparison_type(StringComparisonType::Exact)
        .build();
    let criteria = UserSearchCriteria::builder().string_condition(condition).build();
    let search = client.search_users().instance_id(instance).search_criteria(criteria);
    search.send().await.unwrap().users().len()
}

async fn zoe(client: &aws_sdk_connect::Client, instance: &str) -> String {
    let users = client.list_users().instance_id(instance).max_results(1000).send().await;
    let users = users.unwrap();
    let mut users = users.user_summary_list().iter();
    let zoe = users.find(|user| user.username() == Some("zoe.akerstrom"));
    zoe.unwrap().id().unwrap().to_owned()
}

#[tokio::test]
async fn a_client_that_calls_too_often_is_throttled_until_time_has_passed() {
    let aws = Aws::start_at(Seed::default(), Rates::Real).await;
    assert_eq!(admitted(&aws, 8).await, 5);
    aws.step("1s").await;
    assert_eq!(admitted(&aws, 8).await, 2);
}

#[tokio::test]
async fn ses_and_workspaces_throttle_with_their_own_errors() {
    let aws = Aws::start_at(Seed::default(), Rates::Real).await;
    let ses = aws.sesv2(US).await;
    ses.get_account().send().await.unwrap();
    let error = ses.get_account().send().await.unwrap_err();
    assert_eq!(error.code(), Some("TooManyRequestsException"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 429);

    let workspaces = aws.workspaces(US).await;
    for _ in 0..5 {
        workspaces.describe_connection_aliases().send().await.unwrap();
    }
    let error = workspaces.describe_connection_aliases().send().await.unwrap_err();
    assert_eq!(error.code(), Some("ThrottlingException"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    aws.workspaces(EU)
        .await
        .describe_connection_aliases()
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn an_operation_whose_answer_is_lost_has_taken_effect() {
    let aws = Aws::start().await;
    let (client, instance) = support_us(&aws).await;
    let user = zoe(&client, &instance).await;
    let rule = json!({ "operation": "DeleteUser", "kind": "RESET_AFTER", "times": 1 });
    aws.control(Method::POST, "faults", rule).await;

    let delete = || client.delete_user().instance_id(&instance).user_id(&user).send();
    let lost = delete().await.unwrap_err();
    assert!(matches!(lost, SdkError::DispatchFailure(_)), "{lost:?}");
    let again = delete().await.unwrap_err();
    assert_eq!(again.code(), Some("ResourceNotFoundException"));

    let calls = aws
        .control(Method::GET, "calls?operation=DeleteUser", Value::Null)
        .await;
    let outcomes = calls["calls"].as_array().unwrap().iter();
    let outcomes: Vec<_> = outcomes
        .map(|call| (call["status"].clone(), call["fault"].clone()))
        .collect();
    assert_eq!(
        outcomes,
        [(json!(200), json!("RESET_AFTER")), (json!(404), Value::Null)]
    );
}

#[tokio::test]
async fn a_fault_before_the_effect_leaves_everything_as_it_was() {
    let aws = Aws::start().await;
    let (client, instance) = support_us(&aws).await;
    let user = zoe(&client, &instance).await;
    for kind in ["THROTTLE", "SERVER_ERROR", "ACCESS_DENIED", "RESET_BEFORE"] {
        let rule = json!({ "service": "connect", "operation": "DeleteUser", "kind": kind, "times": 1 });
        aws.control(Method::POST, "faults", rule).await;
        client
            .delete_user()
            .instance_id(&instance)
            .user_id(&user)
            .send()
            .await
            .unwrap_err();
    }
    client
        .describe_user()
        .instance_id(&instance)
        .user_id(&user)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_change_appears_in_lists_and_searches_after_the_delay() {
    let aws = Aws::start().await;
    let (client, instance) = support_us(&aws).await;
    let user = zoe(&client, &instance).await;
    aws.control(Method::PUT, "settings", json!({ "list_delay_ms": 5000 }))
        .await;
    client
        .delete_user()
        .instance_id(&instance)
        .user_id(&user)
        .send()
        .await
        .unwrap();

    let describe = client.describe_user().instance_id(&instance).user_id(&user);
    assert!(describe.send().await.is_err());
    assert_eq!(by_name(&client, &instance, "zoe.akerstrom").await, 1);
    aws.step("5s").await;
    assert_eq!(by_name(&client, &instance, "zoe.akerstrom").await, 0);
}

#[tokio::test]
async fn nothing_breaks_at_the_end_of_time() {
    let aws = Aws::start().await;
    aws.control(Method::PUT, "clock", json!({ "now": "9999-01-01T00:00:00Z" }))
        .await;
    aws.control(Method::PUT, "settings", json!({ "list_delay_ms": u64::MAX }))
        .await;
    let ses = aws.sesv2(US).await;
    let create = |name: &str| ses.create_email_identity().email_identity(name).send();
    create("last.example.com").await.unwrap();
    create("last@example.com").await.unwrap();
    let workspaces = aws.workspaces(US).await;
    let alias = workspaces
        .create_connection_alias()
        .connection_string("last.example.com");
    alias.send().await.unwrap();
    let (connect, instance) = support_us(&aws).await;
    let address = connect
        .create_email_address()
        .instance_id(&instance)
        .client_token("token");
    address
        .email_address("last@support-us.email.connect.aws")
        .send()
        .await
        .unwrap();
    aws.control(Method::PUT, "dns/last.example.com/TXT", json!({ "values": ["last"] }))
        .await;
}

#[tokio::test]
async fn every_call_is_counted_by_operation() {
    let aws = Aws::start().await;
    let (client, instance) = support_us(&aws).await;
    client.list_users().instance_id(&instance).send().await.unwrap();
    aws.sesv2(EU).await.get_account().send().await.unwrap();
    aws.sts(sandbox::ACCESS_KEY_ID)
        .await
        .get_caller_identity()
        .send()
        .await
        .unwrap();

    let calls = aws.control(Method::GET, "calls", Value::Null).await;
    let expected = json!({
        "connect:ListInstances": 1, "connect:ListUsers": 1, "ses:GetAccount": 1, "sts:GetCallerIdentity": 1,
    });
    assert_eq!(calls["counts"], expected);
}
