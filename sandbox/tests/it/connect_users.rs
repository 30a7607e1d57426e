use std::collections::HashSet;

use aws_sdk_connect::Client;
use aws_sdk_connect::operation::list_users::ListUsersOutput;
use aws_sdk_connect::types::{Channel, PhoneType, StringComparisonType, StringCondition, User, UserSearchCriteria};

use crate::aws::{Aws, support_us};

/// The user of this name, as `DescribeUser` tells.
pub async fn user_named(client: &Client, instance_id: &str, username: &str) -> User {
    let condition = StringCondition::builder()
        .field_name("Username")
        .value(username)
        .comparison_type(StringComparisonType::Exact)
        .build();
    let criteria = UserSearchCriteria::builder().string_condition(condition);
    let found = client.search_users().instance_id(instance_id);
    let found = found.search_criteria(criteria.build()).send().await.unwrap();
    let id = found.users()[0].id().unwrap();
    let user = client.describe_user().instance_id(instance_id).user_id(id);
    user.send().await.unwrap().user.unwrap()
}

#[tokio::test]
async fn users_are_paged_to_the_end() {
    let (client, id) = support_us(&Aws::start().await).await;
    let pages = client.list_users().instance_id(&id).into_paginator().page_size(50);
    let pages: Vec<_> = pages.send().collect::<Result<_, _>>().await.unwrap();
    let sizes = pages.iter().map(|page| page.user_summary_list().len());
    assert_eq!(sizes.collect::<Vec<_>>(), [50, 50, 20]);
    let users = pages.iter().flat_map(ListUsersOutput::user_summary_list);
    let names: HashSet<_> = users.map(|user| user.username().unwrap()).collect();
    assert_eq!(names.len(), 120);
}

#[tokio::test]
async fn a_hundred_users_are_a_page_by_default() {
    let (client, id) = support_us(&Aws::start().await).await;
    let page = client.list_users().instance_id(&id).send().await.unwrap();
    assert_eq!(page.user_summary_list().len(), 100);
    assert!(page.next_token().is_some());
}

#[tokio::test]
async fn invalid_pages_of_users_are_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    for size in [0, 1001] {
        let error = client.list_users().instance_id(&id).max_results(size).send().await;
        let error = error.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains("MaxResults"));
    }
    let error = client.list_users().instance_id(&id).next_token("made-up").send().await;
    let error = error.unwrap_err().into_service_error();
    assert!(error.is_invalid_parameter_exception(), "{error:?}");
    assert!(error.meta().message().unwrap().contains("NextToken"));
}

#[tokio::test]
async fn a_token_of_another_listing_is_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    let routing = client.list_routing_profiles().instance_id(&id).max_results(1);
    let token = routing.send().await.unwrap().next_token.unwrap();
    let error = client.list_users().instance_id(&id).next_token(token).send().await;
    assert!(error.unwrap_err().into_service_error().is_invalid_parameter_exception());
}

#[tokio::test]
async fn a_user_is_described_with_everything() {
    let (client, id) = support_us(&Aws::start().await).await;
    let user = user_named(&client, &id, "zoe.akerstrom").await;
    let identity = user.identity_info().unwrap();
    assert_eq!(identity.first_name(), Some("Zoë"));
    assert_eq!(identity.last_name(), Some("Åkerström"));
    assert_eq!(identity.email(), Some("zoe.akerstrom@example.com"));
    assert_eq!(identity.secondary_email(), Some("zoe.akerstrom@personal.example"));
    assert_eq!(identity.mobile(), Some("+14155550142"));
    let phone = user.phone_config().unwrap();
    assert_eq!(phone.phone_type(), &PhoneType::DeskPhone);
    assert!(phone.desk_phone_number().unwrap().starts_with("+1415555"));
    assert_eq!(user.security_profile_ids().len(), 3);
    assert!(user.hierarchy_group_id().is_some());
    assert_eq!(user.tags().unwrap()["team"], "refunds");
    assert_eq!(user.auto_accept_configs().len(), 4);
    assert_eq!(user.after_contact_work_configs().len(), 3);
    assert_eq!(user.phone_number_configs().len(), 1);
    assert_eq!(user.persistent_connection_configs().len(), 1);
    assert_eq!(user.voice_enhancement_configs()[0].channel(), &Channel::Voice);
    assert!(user.last_modified_time().is_some());
}

#[tokio::test]
async fn an_unknown_user_is_not_found() {
    let (client, id) = support_us(&Aws::start().await).await;
    let error = client.describe_user().instance_id(&id).user_id("unknown").send().await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
    let error = client
        .describe_user()
        .instance_id("unknown")
        .user_id("unknown")
        .send()
        .await;
    assert!(
        error
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
}

#[tokio::test]
async fn tags_of_a_user_are_listed() {
    let (client, id) = support_us(&Aws::start().await).await;
    let user = user_named(&client, &id, "zoe.akerstrom").await;
    let tags = client.list_tags_for_resource().resource_arn(user.arn().unwrap());
    assert_eq!(tags.send().await.unwrap().tags(), user.tags());
}
