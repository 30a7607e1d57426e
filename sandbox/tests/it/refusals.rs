//! What is refused by the models alone, where no other test says so.

use aws_sdk_workspaces::types::{DescribeWorkspaceDirectoriesFilter, DescribeWorkspaceDirectoriesFilterName};

use crate::aws::{Aws, US, refusal, support_us};

const INVALID: &str = "InvalidParameterException";

#[tokio::test]
async fn lists_of_an_instance_refuse_wrong_pages() {
    let (client, id) = support_us(&Aws::start().await).await;
    let codes = [
        refusal(
            client
                .list_security_profiles()
                .instance_id(&id)
                .max_results(1001)
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .list_security_profiles()
                .instance_id(&id)
                .next_token("made-up")
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .list_routing_profiles()
                .instance_id(&id)
                .max_results(0)
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .list_routing_profiles()
                .instance_id(&id)
                .next_token("made-up")
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .list_user_hierarchy_groups()
                .instance_id(&id)
                .max_results(1001)
                .send()
                .await,
        )
        .0,
        refusal(
            client
                .list_user_hierarchy_groups()
                .instance_id(&id)
                .next_token("made-up")
                .send()
                .await,
        )
        .0,
    ];
    assert_eq!(codes, [INVALID; 6]);
}

#[tokio::test]
async fn email_addresses_refuse_what_is_too_long_or_nowhere() {
    let (client, id) = support_us(&Aws::start().await).await;
    let found = client.search_email_addresses().instance_id(&id).send().await.unwrap();
    let address = found.email_addresses()[0].email_address_id().unwrap();
    let update = client
        .update_email_address_metadata()
        .instance_id(&id)
        .email_address_id(address);
    assert_eq!(refusal(update.display_name("x".repeat(257)).send().await).0, INVALID);
    let create = client.create_email_address().instance_id("nowhere");
    let nowhere = refusal(create.email_address("a@example.com").send().await).0;
    assert_eq!(nowhere, "ResourceNotFoundException");
    let delete = client.delete_email_address().instance_id(&id);
    assert_eq!(
        refusal(delete.email_address_id("x".repeat(501)).send().await).0,
        INVALID
    );
}

#[tokio::test]
async fn directories_refuse_wrong_pages_and_filters() {
    let client = Aws::start().await.workspaces(US).await;
    let describe = || client.describe_workspace_directories();
    let filter = DescribeWorkspaceDirectoriesFilter::builder()
        .name(DescribeWorkspaceDirectoriesFilterName::from("SHOE_SIZE"))
        .values("42")
        .build()
        .unwrap();
    let codes = [
        refusal(describe().limit(26).send().await).0,
        refusal(describe().next_token("made-up").send().await).0,
        refusal(describe().filters(filter).send().await).0,
    ];
    assert_eq!(codes, ["InvalidParameterValuesException"; 3]);
}
