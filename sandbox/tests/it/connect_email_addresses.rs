use aws_sdk_connect::Client;
use aws_sdk_connect::types::{
    ControlPlaneTagFilter, EmailAddressMetadata, EmailAddressSearchCriteria, EmailAddressSearchFilter,
    StringComparisonType, StringCondition, TagCondition,
};
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

use crate::aws::{Aws, support_us};

fn by(field: &str, how: StringComparisonType, value: &str) -> EmailAddressSearchCriteria {
    let condition = StringCondition::builder()
        .field_name(field)
        .comparison_type(how)
        .value(value);
    EmailAddressSearchCriteria::builder()
        .string_condition(condition.build())
        .build()
}

async fn search(client: &Client, id: &str, criteria: EmailAddressSearchCriteria) -> Vec<EmailAddressMetadata> {
    let call = client
        .search_email_addresses()
        .instance_id(id)
        .search_criteria(criteria);
    let output = call.send().await.unwrap();
    let count = usize::try_from(output.approximate_total_count().unwrap()).unwrap();
    assert_eq!(output.email_addresses().len(), count);
    output.email_addresses.unwrap()
}

#[tokio::test]
async fn addresses_are_paged_and_counted() {
    let (client, id) = support_us(&Aws::start().await).await;
    let call = || client.search_email_addresses().instance_id(&id).max_results(7);
    let first = call().send().await.unwrap();
    let second = call().next_token(first.next_token().unwrap()).send().await.unwrap();
    assert_eq!((first.email_addresses().len(), second.email_addresses().len()), (7, 3));
    assert_eq!(first.approximate_total_count(), Some(10));
    assert_eq!(second.approximate_total_count(), Some(10));
    assert_eq!(second.next_token(), None);
}

#[tokio::test]
async fn addresses_are_searched() {
    let (client, id) = support_us(&Aws::start().await).await;
    let exact = by("EmailAddress", StringComparisonType::Exact, "Returns@shop.example.com");
    assert_eq!(search(&client, &id, exact).await.len(), 1);
    let shop = by("EmailAddress", StringComparisonType::Contains, "@shop.example.com");
    assert_eq!(search(&client, &id, shop).await.len(), 4);
    let named = by("DisplayName", StringComparisonType::StartsWith, "example ");
    assert_eq!(search(&client, &id, named).await.len(), 4);
    let described = by("Description", StringComparisonType::Contains, "account managers");
    assert_eq!(search(&client, &id, described).await.len(), 1);
    let either = EmailAddressSearchCriteria::builder()
        .or_conditions(by("EmailAddress", StringComparisonType::StartsWith, "vip@"))
        .or_conditions(by("EmailAddress", StringComparisonType::StartsWith, "feedback@"));
    assert_eq!(search(&client, &id, either.build()).await.len(), 2);
}

#[tokio::test]
async fn addresses_are_filtered_by_tag() {
    let (client, id) = support_us(&Aws::start().await).await;
    let condition = TagCondition::builder().tag_key("team").tag_value("orders").build();
    let filter = ControlPlaneTagFilter::builder().tag_condition(condition).build();
    let filter = EmailAddressSearchFilter::builder().tag_filter(filter).build();
    let call = client.search_email_addresses().instance_id(&id).search_filter(filter);
    assert_eq!(call.send().await.unwrap().email_addresses().len(), 2);
}

#[tokio::test]
async fn an_address_names_its_alias_and_the_alias_does_not_name_it() {
    let (client, id) = support_us(&Aws::start().await).await;
    let help = by("EmailAddress", StringComparisonType::StartsWith, "help@");
    let help = &search(&client, &id, help).await[0];
    let alias = help.alias_configurations()[0].email_address_id();
    let call = client.describe_email_address().instance_id(&id).email_address_id(alias);
    let alias = call.send().await.unwrap();
    assert_eq!(alias.email_address(), Some("support@shop.example.com"));
    assert_eq!(alias.alias_configurations(), []);
}

#[tokio::test]
async fn an_address_is_described() {
    let (client, id) = support_us(&Aws::start().await).await;
    let vip = by("EmailAddress", StringComparisonType::StartsWith, "vip@");
    let vip = &search(&client, &id, vip).await[0];
    let call = client.describe_email_address().instance_id(&id);
    let address = call
        .email_address_id(vip.email_address_id().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(address.display_name(), Some("Example Priority"));
    assert!(address.description().unwrap().len() > 300);
    assert_eq!(address.tags().unwrap()["tier"], "2");
    let moment = |text: Option<&str>| DateTime::from_str(text.unwrap(), Format::DateTime).unwrap();
    assert!(moment(address.create_timestamp()) <= moment(address.modified_timestamp()));
    let tags = client
        .list_tags_for_resource()
        .resource_arn(address.email_address_arn().unwrap());
    assert_eq!(tags.send().await.unwrap().tags(), address.tags());
}

#[tokio::test]
async fn unknown_addresses_and_invalid_searches_are_refused() {
    let (client, id) = support_us(&Aws::start().await).await;
    let call = client
        .describe_email_address()
        .instance_id(&id)
        .email_address_id("unknown");
    let error = call.send().await.unwrap_err().into_service_error();
    assert!(error.is_resource_not_found_exception());
    let call = client.search_email_addresses().instance_id(&id);
    let shoe = by("Shoe", StringComparisonType::Exact, "1");
    for (call, member) in [
        (call.clone().max_results(101), "MaxResults"),
        (call.clone().next_token("made-up"), "NextToken"),
        (call.clone().search_criteria(shoe), "FieldName"),
    ] {
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains(member), "{error:?}");
    }
}
