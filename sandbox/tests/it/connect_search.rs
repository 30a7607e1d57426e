use aws_sdk_connect::Client;
use aws_sdk_connect::types::{
    AttributeAndCondition, ControlPlaneTagFilter, ControlPlaneUserAttributeFilter, HierarchyGroupCondition,
    HierarchyGroupMatchType, StringComparisonType, StringCondition, TagCondition, UserSearchCriteria, UserSearchFilter,
    UserSearchSummary,
};

use crate::aws::{Aws, support_us};
use crate::connect_users::user_named;

fn string(field: &str, how: StringComparisonType, value: &str) -> UserSearchCriteria {
    let condition = StringCondition::builder()
        .field_name(field)
        .comparison_type(how)
        .value(value);
    UserSearchCriteria::builder()
        .string_condition(condition.build())
        .build()
}

fn in_group(id: &str, how: HierarchyGroupMatchType) -> HierarchyGroupCondition {
    HierarchyGroupCondition::builder()
        .value(id)
        .hierarchy_group_match_type(how)
        .build()
}

fn tag(key: &str, value: &str) -> TagCondition {
    TagCondition::builder().tag_key(key).tag_value(value).build()
}

fn by_tags(filter: ControlPlaneTagFilter) -> UserSearchFilter {
    UserSearchFilter::builder().tag_filter(filter).build()
}

async fn search(
    client: &Client,
    id: &str,
    criteria: Option<UserSearchCriteria>,
    filter: Option<UserSearchFilter>,
) -> Vec<UserSearchSummary> {
    let call = client.search_users().instance_id(id).max_results(500);
    let call = call.set_search_criteria(criteria).set_search_filter(filter);
    let output = call.send().await.unwrap();
    let count = usize::try_from(output.approximate_total_count().unwrap()).unwrap();
    assert_eq!(output.users().len(), count);
    output.users.unwrap()
}

#[tokio::test]
async fn a_search_is_paged_and_counts_all_matches() {
    let (client, id) = support_us(&Aws::start().await).await;
    let pages = client.search_users().instance_id(&id).into_paginator().page_size(45);
    let pages: Vec<_> = pages.send().collect::<Result<_, _>>().await.unwrap();
    let sizes = pages.iter().map(|page| page.users().len());
    assert_eq!(sizes.collect::<Vec<_>>(), [45, 45, 30]);
    assert!(pages.iter().all(|page| page.approximate_total_count() == Some(120)));
}

#[tokio::test]
async fn usernames_are_compared_in_three_ways() {
    let (client, id) = support_us(&Aws::start().await).await;
    for (how, value) in [
        (StringComparisonType::Exact, "Zoe.Akerstrom"),
        (StringComparisonType::StartsWith, "zoe.a"),
        (StringComparisonType::Contains, ".AKER"),
    ] {
        let found = search(&client, &id, Some(string("Username", how, value)), None).await;
        assert_eq!(found.len(), 1, "{value}");
        assert_eq!(found[0].username(), Some("zoe.akerstrom"));
    }
    let none = string("Username", StringComparisonType::Exact, "zoe");
    assert_eq!(search(&client, &id, Some(none), None).await.len(), 0);
}

#[tokio::test]
async fn names_are_compared_beyond_ascii() {
    let (client, id) = support_us(&Aws::start().await).await;
    let first = string("FirstName", StringComparisonType::Exact, "zoë");
    let last = string("LastName", StringComparisonType::StartsWith, "ÅKER");
    for criteria in [first, last] {
        let found = search(&client, &id, Some(criteria), None).await;
        assert_eq!(found.len(), 1);
    }
}

#[tokio::test]
async fn conditions_are_put_together() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = || string("Username", StringComparisonType::Exact, "zoe.akerstrom");
    let lan = || string("Username", StringComparisonType::Exact, "lan.nguyen");
    let either = UserSearchCriteria::builder().or_conditions(zoe()).or_conditions(lan());
    assert_eq!(search(&client, &id, Some(either.build()), None).await.len(), 2);
    let both = UserSearchCriteria::builder()
        .and_conditions(zoe())
        .and_conditions(lan());
    assert_eq!(search(&client, &id, Some(both.build()), None).await.len(), 0);
}

#[tokio::test]
async fn profiles_and_ids_are_searched() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    for (field, value) in [
        ("RoutingProfileId", zoe.routing_profile_id().unwrap()),
        ("SecurityProfileId", &zoe.security_profile_ids()[0]),
        ("resourceId", zoe.id().unwrap()),
        ("ResourceId", zoe.id().unwrap()),
    ] {
        let exact = search(
            &client,
            &id,
            Some(string(field, StringComparisonType::Exact, value)),
            None,
        );
        let exact = exact.await;
        assert!(exact.iter().any(|user| user.id() == zoe.id()), "{field}");
        let scanned = string(field, StringComparisonType::Contains, value);
        let scanned = search(&client, &id, Some(scanned), None).await;
        assert_eq!(exact, scanned, "{field}");
    }
}

#[tokio::test]
async fn groups_are_searched_with_and_without_their_children() {
    let (client, id) = support_us(&Aws::start().await).await;
    let groups = client
        .list_user_hierarchy_groups()
        .instance_id(&id)
        .send()
        .await
        .unwrap();
    let groups = groups.user_hierarchy_group_summary_list();
    let austin = groups.iter().find(|group| group.name() == Some("Austin")).unwrap();
    let austin = austin.id().unwrap();
    let count = async |how| {
        let condition = in_group(austin, how);
        let criteria = UserSearchCriteria::builder().hierarchy_group_condition(condition);
        search(&client, &id, Some(criteria.build()), None).await.len()
    };
    let alone = count(HierarchyGroupMatchType::Exact).await;
    let with_children = count(HierarchyGroupMatchType::WithChildGroups).await;
    assert!(0 < alone && alone < with_children && with_children < 120);
}

#[tokio::test]
async fn tags_filter() {
    let (client, id) = support_us(&Aws::start().await).await;
    let early = tag("shift", "early");
    let refunds = tag("team", "refunds");
    let one = ControlPlaneTagFilter::builder().tag_condition(early.clone()).build();
    let all = ControlPlaneTagFilter::builder()
        .and_conditions(early.clone())
        .and_conditions(refunds.clone())
        .build();
    let any = ControlPlaneTagFilter::builder()
        .or_conditions(vec![early.clone()])
        .or_conditions(vec![refunds])
        .build();
    let one = search(&client, &id, None, Some(by_tags(one))).await.len();
    let all = search(&client, &id, None, Some(by_tags(all))).await.len();
    let any = search(&client, &id, None, Some(by_tags(any))).await.len();
    assert!(0 < all && all < one && one < any && any < 120, "{all} {one} {any}");
}

#[tokio::test]
async fn user_attributes_filter() {
    let (client, id) = support_us(&Aws::start().await).await;
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    let group = in_group(zoe.hierarchy_group_id().unwrap(), HierarchyGroupMatchType::Exact);
    let and = AttributeAndCondition::builder()
        .tag_conditions(tag("shift", "early"))
        .hierarchy_group_condition(group.clone())
        .build();
    let filter =
        |filter: ControlPlaneUserAttributeFilter| UserSearchFilter::builder().user_attribute_filter(filter).build();
    let of_group = ControlPlaneUserAttributeFilter::builder().hierarchy_group_condition(group);
    let of_group = search(&client, &id, None, Some(filter(of_group.build()))).await;
    let early = ControlPlaneUserAttributeFilter::builder().and_condition(and.clone());
    let early = search(&client, &id, None, Some(filter(early.build()))).await;
    let any = ControlPlaneUserAttributeFilter::builder().or_conditions(and);
    let any = search(&client, &id, None, Some(filter(any.build()))).await;
    assert!(early.iter().any(|user| user.id() == zoe.id()));
    assert_eq!(early, any);
    assert!(early.len() <= of_group.len());
}

#[tokio::test]
async fn the_two_filters_exclude_each_other() {
    let (client, id) = support_us(&Aws::start().await).await;
    let condition = tag("shift", "early");
    let tags = ControlPlaneTagFilter::builder()
        .tag_condition(condition.clone())
        .build();
    let attributes = ControlPlaneUserAttributeFilter::builder()
        .tag_condition(condition)
        .build();
    let both = UserSearchFilter::builder()
        .tag_filter(tags)
        .user_attribute_filter(attributes);
    let error = client
        .search_users()
        .instance_id(&id)
        .search_filter(both.build())
        .send()
        .await;
    let error = error.unwrap_err().into_service_error();
    assert_eq!(error.meta().code(), Some("AccessDeniedException"));
}

#[tokio::test]
async fn a_summary_has_no_addresses_and_counts_in_milliseconds() {
    let (client, id) = support_us(&Aws::start().await).await;
    for summary in search(&client, &id, None, None).await {
        let call = client.describe_user().instance_id(&id).user_id(summary.id().unwrap());
        let user = call.send().await.unwrap().user.unwrap();
        let milliseconds = summary.phone_config().unwrap().after_contact_work_time_limit();
        let seconds = user.phone_config().unwrap().after_contact_work_time_limit();
        assert_eq!(milliseconds, seconds * 1000);
        assert_eq!(summary.tags(), user.tags());
    }
}

#[tokio::test]
async fn invalid_searches_are_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    let exact = StringComparisonType::Exact;
    let unknown_field = client
        .search_users()
        .instance_id(&id)
        .search_criteria(string("Shoe", exact.clone(), "1"));
    let unknown_type = client
        .search_users()
        .instance_id(&id)
        .search_criteria(string("Username", "LIKE".into(), "a"));
    let too_many = client.search_users().instance_id(&id).max_results(501);
    let made_up = client.search_users().instance_id(&id).next_token("made-up");
    for (call, member) in [
        (unknown_field, "FieldName"),
        (unknown_type, "ComparisonType"),
        (too_many, "MaxResults"),
        (made_up, "NextToken"),
    ] {
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains(member), "{error:?}");
    }
    let unknown = client.search_users().instance_id("unknown").send().await;
    assert!(
        unknown
            .unwrap_err()
            .into_service_error()
            .is_resource_not_found_exception()
    );
}

#[tokio::test]
async fn a_token_is_bound_to_its_search() {
    let (client, id) = support_us(&Aws::start().await).await;
    let first = client
        .search_users()
        .instance_id(&id)
        .max_results(5)
        .send()
        .await
        .unwrap();
    let criteria = string("Username", StringComparisonType::StartsWith, "z");
    let call = client.search_users().instance_id(&id).search_criteria(criteria);
    let error = call.next_token(first.next_token().unwrap()).send().await;
    assert!(error.unwrap_err().into_service_error().is_invalid_parameter_exception());
}

#[tokio::test]
async fn too_many_conditions_of_attributes_are_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    for (count, accepted) in [(25, true), (26, false)] {
        let tags = vec![tag("shift", "early"); count];
        let and = AttributeAndCondition::builder().set_tag_conditions(Some(tags)).build();
        let filter = ControlPlaneUserAttributeFilter::builder().and_condition(and).build();
        let filter = UserSearchFilter::builder().user_attribute_filter(filter).build();
        let outcome = client
            .search_users()
            .instance_id(&id)
            .search_filter(filter)
            .send()
            .await;
        assert_eq!(outcome.is_ok(), accepted, "{count}");
    }
}
