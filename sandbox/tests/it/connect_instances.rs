use aws_sdk_connect::types::{DirectoryType, SecurityProfileType};

use crate::aws::{AP, Aws, EU, US, support_us};

#[tokio::test]
async fn instances_are_listed_by_region() {
    let aws = Aws::start().await;
    for (region, count) in [(US, 2), (EU, 1), (AP, 0), ("sa-east-1", 0)] {
        let client = aws.connect(region).await;
        let list = client.list_instances().send().await.unwrap();
        assert_eq!(list.instance_summary_list().len(), count, "{region}");
    }
}

#[tokio::test]
async fn instances_are_paged() {
    let client = Aws::start().await.connect(US).await;
    let pages = client.list_instances().into_paginator().page_size(1);
    let pages: Vec<_> = pages.send().collect::<Result<_, _>>().await.unwrap();
    let sizes = pages.iter().map(|page| page.instance_summary_list().len());
    assert_eq!(sizes.collect::<Vec<_>>(), [1, 1]);
}

#[tokio::test]
async fn too_large_a_page_of_instances_is_an_invalid_request() {
    let client = Aws::start().await.connect(US).await;
    let error = client.list_instances().max_results(11).send().await;
    let error = error.unwrap_err().into_service_error();
    assert!(error.is_invalid_request_exception(), "{error:?}");
    assert!(error.meta().message().unwrap().contains("MaxResults"));
}

#[tokio::test]
async fn an_instance_is_described() {
    let (client, id) = support_us(&Aws::start().await).await;
    let output = client.describe_instance().instance_id(&id).send().await;
    let instance = output.unwrap().instance.unwrap();
    assert_eq!(instance.instance_alias(), Some("support-us"));
    let managed = Some(&DirectoryType::ConnectManaged);
    assert_eq!(instance.identity_management_type(), managed);
    assert!(instance.arn().unwrap().ends_with(&id));
}

#[tokio::test]
async fn an_unknown_instance_is_not_found() {
    let client = Aws::start().await.connect(US).await;
    let error = client.describe_instance().instance_id("unknown").send().await;
    let error = error.unwrap_err().into_service_error();
    assert!(error.is_resource_not_found_exception(), "{error:?}");
}

#[tokio::test]
async fn an_instance_is_not_found_in_another_region() {
    let aws = Aws::start().await;
    let (_, id) = support_us(&aws).await;
    let error = aws.connect(EU).await.describe_instance().instance_id(id).send().await;
    let error = error.unwrap_err().into_service_error();
    assert!(error.is_resource_not_found_exception(), "{error:?}");
}

#[tokio::test]
async fn security_profiles_are_listed() {
    let (client, id) = support_us(&Aws::start().await).await;
    let list = client.list_security_profiles().instance_id(&id).send().await.unwrap();
    let profiles = list.security_profile_summary_list();
    let admin = profiles.iter().find(|one| one.name() == Some("Admin")).unwrap();
    assert_eq!(admin.r#type(), Some(&SecurityProfileType::AwsManaged));
    assert!(admin.last_modified_time().is_some());
    assert_eq!(profiles.len(), 7);
}

#[tokio::test]
async fn routing_profiles_are_paged_to_the_end() {
    let (client, id) = support_us(&Aws::start().await).await;
    let pages = client.list_routing_profiles().instance_id(&id);
    let pages = pages.into_paginator().page_size(4).send();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().await.unwrap();
    let sizes = pages.iter().map(|page| page.routing_profile_summary_list().len());
    assert_eq!(sizes.collect::<Vec<_>>(), [4, 2]);
}

#[tokio::test]
async fn hierarchy_groups_are_listed() {
    let (client, id) = support_us(&Aws::start().await).await;
    let list = client.list_user_hierarchy_groups().instance_id(&id);
    let list = list.send().await.unwrap();
    let groups = list.user_hierarchy_group_summary_list();
    assert!(groups.iter().any(|group| group.name() == Some("Bogotá")));
    assert!(
        groups
            .iter()
            .all(|group| group.arn().unwrap().contains("/agent-group/"))
    );
}

#[tokio::test]
async fn lists_of_an_unknown_instance_are_not_found() {
    let client = Aws::start().await.connect(US).await;
    let security = client.list_security_profiles().instance_id("unknown").send();
    let security = security.await.unwrap_err().into_service_error();
    assert!(security.is_resource_not_found_exception());
    let routing = client.list_routing_profiles().instance_id("unknown").send();
    let routing = routing.await.unwrap_err().into_service_error();
    assert!(routing.is_resource_not_found_exception());
    let groups = client.list_user_hierarchy_groups().instance_id("unknown").send();
    let groups = groups.await.unwrap_err().into_service_error();
    assert!(groups.is_resource_not_found_exception());
}

#[tokio::test]
async fn tags_are_listed_by_arn() {
    let (client, id) = support_us(&Aws::start().await).await;
    let instance = client.describe_instance().instance_id(&id).send().await;
    let arn = instance.unwrap().instance.unwrap().arn.unwrap();
    let tags = client.list_tags_for_resource().resource_arn(&arn).send().await;
    assert_eq!(tags.unwrap().tags().unwrap()["environment"], "production");

    let user = format!("{arn}/agent/unknown");
    let missing = client.list_tags_for_resource().resource_arn(user).send().await;
    let missing = missing.unwrap_err().into_service_error();
    assert!(missing.is_resource_not_found_exception(), "{missing:?}");

    let nonsense = client.list_tags_for_resource().resource_arn("nonsense").send().await;
    let nonsense = nonsense.unwrap_err().into_service_error();
    assert!(nonsense.is_invalid_parameter_exception(), "{nonsense:?}");
}
