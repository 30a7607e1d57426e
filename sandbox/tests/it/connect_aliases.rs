use aws_sdk_connect::Client;
use aws_sdk_connect::error::SdkError;
use aws_sdk_connect::operation::describe_email_address::DescribeEmailAddressOutput;
use aws_sdk_connect::types::{AliasConfiguration, DirectoryType};
use http::Method;
use serde_json::json;

use crate::aws::{Aws, EU, instance_id, refusal, support_us};

/// The addresses of an instance.
struct Mailroom {
    client: Client,
    instance: String,
}

impl Mailroom {
    async fn open(aws: &Aws) -> Self {
        let (client, instance) = support_us(aws).await;
        Self { client, instance }
    }

    async fn create(&self, address: &str) -> String {
        let call = self.client.create_email_address().instance_id(&self.instance);
        call.email_address(address)
            .send()
            .await
            .unwrap()
            .email_address_id
            .unwrap()
    }

    async fn refused(&self, address: &str) -> String {
        let call = self.client.create_email_address().instance_id(&self.instance);
        refusal(call.email_address(address).send().await).0
    }

    async fn describe(&self, id: &str) -> DescribeEmailAddressOutput {
        let call = self.client.describe_email_address().instance_id(&self.instance);
        call.email_address_id(id).send().await.unwrap()
    }

    async fn alias_of(&self, id: &str) -> Option<String> {
        let described = self.describe(id).await;
        let alias = described.alias_configurations().first();
        alias.map(|alias| alias.email_address_id().to_owned())
    }

    async fn count(&self) -> Option<i64> {
        let call = self.client.search_email_addresses().instance_id(&self.instance);
        call.send().await.unwrap().approximate_total_count()
    }

    /// The error's code, if it is refused.
    async fn associate(&self, primary: &str, alias: &str) -> Option<String> {
        let call = self.client.associate_email_address_alias().instance_id(&self.instance);
        let call = call.email_address_id(primary).alias_configuration(configuration(alias));
        let outcome = call.send().await;
        outcome.is_err().then(|| refusal(outcome).0)
    }

    /// The same.
    async fn disassociate(&self, primary: &str, alias: &str) -> Option<String> {
        let call = self
            .client
            .disassociate_email_address_alias()
            .instance_id(&self.instance);
        let call = call.email_address_id(primary).alias_configuration(configuration(alias));
        let outcome = call.send().await;
        outcome.is_err().then(|| refusal(outcome).0)
    }

    async fn delete(&self, id: &str) {
        let call = self.client.delete_email_address().instance_id(&self.instance);
        call.email_address_id(id).send().await.unwrap();
    }
}

fn configuration(alias: &str) -> AliasConfiguration {
    AliasConfiguration::builder().email_address_id(alias).build().unwrap()
}

#[tokio::test]
async fn an_address_is_created_described_and_found() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    let call = mailroom.client.create_email_address().instance_id(&mailroom.instance);
    let call = call
        .email_address("New@support-us.email.connect.aws")
        .display_name("New");
    let created = call.description("").tags("team", "orders").send().await.unwrap();
    let address = mailroom.describe(created.email_address_id().unwrap()).await;
    assert_eq!(address.email_address_arn(), created.email_address_arn());
    assert_eq!(address.email_address(), Some("New@support-us.email.connect.aws"));
    assert_eq!((address.display_name(), address.description()), (Some("New"), None));
    assert_eq!(address.tags().unwrap()["team"], "orders");
    assert_eq!(address.create_timestamp(), address.modified_timestamp());
    assert_eq!(mailroom.count().await, Some(11));
}

#[tokio::test]
async fn an_address_is_on_the_instances_domain_or_on_a_verified_one() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    mailroom.create("new@SHOP.example.com").await;
    for address in [
        "new@support-eu.email.connect.aws",
        "new@launch.example.com",
        "new@nobody.example.net",
        "new@sub.shop.example.com",
        "new@shop.example.com.",
        "no address",
    ] {
        assert_eq!(
            mailroom.refused(address).await,
            "InvalidParameterException",
            "{address}"
        );
    }
}

#[tokio::test]
async fn an_address_exists_once_whatever_its_case() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    let code = mailroom.refused("HELP@support-us.email.connect.aws").await;
    assert_eq!(code, "DuplicateResourceException");
}

#[tokio::test]
async fn an_instance_has_at_most_a_hundred_addresses() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    for number in 0..90 {
        mailroom.create(&format!("n{number}@shop.example.com")).await;
    }
    let call = mailroom.client.create_email_address().instance_id(&mailroom.instance);
    let error = call.email_address("n90@shop.example.com").send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 402);
    assert!(error.into_service_error().is_service_quota_exceeded_exception());
    assert_eq!(mailroom.count().await, Some(100));
}

#[tokio::test]
async fn metadata_are_changed_one_by_one() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    let id = mailroom.create("new@shop.example.com").await;
    let call = || {
        let call = mailroom.client.update_email_address_metadata();
        call.instance_id(&mailroom.instance).email_address_id(&id)
    };
    let updated = call().display_name("New").description("First").send().await.unwrap();
    assert_eq!(updated.email_address_id(), Some(id.as_str()));
    call().description("").send().await.unwrap();
    let address = mailroom.describe(&id).await;
    assert_eq!((address.display_name(), address.description()), (Some("New"), None));
    let unknown = call().email_address_id("unknown").send().await;
    assert_eq!(refusal(unknown).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn an_alias_is_associated_and_disassociated() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    let (a, b) = (
        mailroom.create("a@shop.example.com").await,
        mailroom.create("b@shop.example.com").await,
    );
    assert_eq!(mailroom.associate(&a, &b).await, None);
    assert_eq!(
        (mailroom.alias_of(&a).await, mailroom.alias_of(&b).await),
        (Some(b.clone()), None)
    );
    assert_eq!(mailroom.disassociate(&a, &b).await, None);
    assert_eq!(mailroom.alias_of(&a).await, None);
    assert_eq!(mailroom.associate(&b, &a).await, None);
    assert_eq!(mailroom.alias_of(&b).await, Some(a));
}

#[tokio::test]
async fn there_is_one_alias_an_address_and_there_are_no_chains() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        ids.push(mailroom.create(&format!("{name}@shop.example.com")).await);
    }
    let [a, b, c, d] = [&ids[0], &ids[1], &ids[2], &ids[3]];
    assert_eq!(mailroom.associate(a, b).await, None);
    let conflict = Some("ResourceConflictException".to_owned());
    for (primary, alias, why) in [
        (a, b, "it is associated already"),
        (a, c, "it has an alias"),
        (c, b, "the alias is taken"),
        (c, a, "the alias has an alias"),
        (b, c, "it is an alias"),
        (b, a, "it is an alias, and the alias has one"),
    ] {
        assert_eq!(mailroom.associate(primary, alias).await, conflict, "{why}");
    }
    assert_eq!(
        mailroom.associate(c, c).await,
        Some("InvalidRequestException".to_owned())
    );
    let missing = Some("ResourceNotFoundException".to_owned());
    assert_eq!(mailroom.associate(c, "unknown").await, missing);
    assert_eq!(mailroom.associate("unknown", c).await, missing);
    assert_eq!(mailroom.disassociate(c, d).await, missing);
    assert_eq!(mailroom.disassociate(b, a).await, missing);
    assert_eq!(mailroom.associate(c, d).await, None);
}

#[tokio::test]
async fn an_alias_is_of_the_same_instance() {
    let aws = Aws::start().await;
    let mailroom = Mailroom::open(&aws).await;
    let a = mailroom.create("a@shop.example.com").await;
    let legacy = instance_id(&mailroom.client, DirectoryType::ExistingDirectory).await;
    let there = mailroom
        .client
        .search_email_addresses()
        .instance_id(legacy)
        .send()
        .await
        .unwrap();
    let there = there.email_addresses()[0].email_address_id().unwrap();
    assert_eq!(
        mailroom.associate(&a, there).await,
        Some("ResourceNotFoundException".to_owned())
    );
}

#[tokio::test]
async fn a_deleted_address_takes_its_relationships_along() {
    let mailroom = Mailroom::open(&Aws::start().await).await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(mailroom.create(&format!("{name}@shop.example.com")).await);
    }
    let [a, b, c] = [&ids[0], &ids[1], &ids[2]];
    mailroom.associate(a, b).await;
    mailroom.delete(b).await;
    assert_eq!(mailroom.alias_of(a).await, None);
    mailroom.associate(a, c).await;
    mailroom.delete(a).await;
    let b = mailroom.create("b@shop.example.com").await;
    assert_eq!(mailroom.associate(c, &b).await, None);
    let gone = mailroom.client.delete_email_address().instance_id(&mailroom.instance);
    assert_eq!(
        refusal(gone.email_address_id(a).send().await).0,
        "ResourceNotFoundException"
    );
    let found = mailroom.client.search_email_addresses().instance_id(&mailroom.instance);
    let found = found.send().await.unwrap();
    let known = |id: &str| {
        found
            .email_addresses()
            .iter()
            .any(|one| one.email_address_id() == Some(id))
    };
    assert!(!known(a) && known(c) && known(&b));
}

#[tokio::test]
async fn a_domain_counts_in_the_region_where_it_is_verified() {
    let aws = Aws::start().await;
    Mailroom::open(&aws).await.create("new@shop.example.com").await;
    let client = aws.connect(EU).await;
    let instance = instance_id(&client, DirectoryType::Saml).await;
    let call = client.create_email_address().instance_id(instance);
    let outcome = call.email_address("new@shop.example.com").send().await;
    assert_eq!(refusal(outcome).0, "InvalidParameterException");
}

#[tokio::test]
async fn a_client_token_makes_a_call_take_effect_once() {
    let aws = Aws::start().await;
    let room = Mailroom::open(&aws).await;
    let (client, id) = (&room.client, &room.instance);
    let before = room.count().await;

    let create = |address: &str| {
        let call = client.create_email_address().instance_id(id).client_token("create");
        call.email_address(address).send()
    };
    let primary = create("one@support-us.email.connect.aws").await.unwrap();
    let again = create("one@support-us.email.connect.aws").await.unwrap();
    assert_eq!(again.email_address_id(), primary.email_address_id());
    assert_eq!(room.count().await, before.map(|count| count + 1));
    let other = refusal(create("two@support-us.email.connect.aws").await);
    assert_eq!(other.0, "IdempotencyException");

    let primary = primary.email_address_id().unwrap();
    let update = |name: &str| {
        let call = client
            .update_email_address_metadata()
            .instance_id(id)
            .client_token("update");
        call.email_address_id(primary).display_name(name).send()
    };
    update("One").await.unwrap();
    aws.step("1h").await;
    let modified = room.describe(primary).await.modified_timestamp;
    update("One").await.unwrap();
    assert_eq!(room.describe(primary).await.modified_timestamp, modified);
    assert_eq!(refusal(update("Two").await).0, "IdempotencyException");

    let alias = room.create("alias@support-us.email.connect.aws").await;
    let spare = room.create("spare@support-us.email.connect.aws").await;
    let associate = |alias: &str| {
        let call = client
            .associate_email_address_alias()
            .instance_id(id)
            .client_token("associate");
        let call = call.email_address_id(primary).alias_configuration(configuration(alias));
        call.send()
    };
    let disassociate = |alias: &str| {
        let call = client
            .disassociate_email_address_alias()
            .instance_id(id)
            .client_token("undo");
        let call = call.email_address_id(primary).alias_configuration(configuration(alias));
        call.send()
    };
    associate(&alias).await.unwrap();
    assert_eq!(refusal(associate(&spare).await).0, "IdempotencyException");
    disassociate(&alias).await.unwrap();
    assert_eq!(refusal(disassociate(&spare).await).0, "ResourceConflictException");
    // A call that is repeated late is answered as the first time, and undoes nothing.
    associate(&alias).await.unwrap();
    assert_eq!(room.alias_of(primary).await, None);
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_can_be_repeated_with_its_token() {
    let aws = Aws::start().await;
    let room = Mailroom::open(&aws).await;
    let primary = room.create("one@support-us.email.connect.aws").await;
    let alias = room.create("alias@support-us.email.connect.aws").await;
    let rule = json!({ "operation": "AssociateEmailAddressAlias", "kind": "RESET_AFTER", "times": 1 });
    aws.control(Method::POST, "faults", rule).await;
    let associate = || {
        let call = room.client.associate_email_address_alias().instance_id(&room.instance);
        let call = call
            .email_address_id(&primary)
            .alias_configuration(configuration(&alias));
        call.client_token("token").send()
    };
    assert!(matches!(associate().await, Err(SdkError::DispatchFailure(_))));
    assert_eq!(room.alias_of(&primary).await.as_ref(), Some(&alias));
    associate().await.unwrap();
    assert_eq!(
        room.associate(&primary, &alias).await.as_deref(),
        Some("ResourceConflictException")
    );
}

#[tokio::test]
async fn an_address_remembers_when_it_was_changed() {
    let aws = Aws::start().await;
    let room = Mailroom::open(&aws).await;
    let primary = room.create("one@support-us.email.connect.aws").await;
    let alias = room.create("alias@support-us.email.connect.aws").await;
    let mut modified = vec![room.describe(&primary).await.modified_timestamp];
    aws.step("1s").await;
    let update = room.client.update_email_address_metadata().instance_id(&room.instance);
    update
        .email_address_id(&primary)
        .display_name("One")
        .send()
        .await
        .unwrap();
    modified.push(room.describe(&primary).await.modified_timestamp);
    aws.step("1s").await;
    room.associate(&primary, &alias).await;
    modified.push(room.describe(&primary).await.modified_timestamp);
    aws.step("1s").await;
    room.disassociate(&primary, &alias).await;
    modified.push(room.describe(&primary).await.modified_timestamp);
    assert!(modified.is_sorted_by(|earlier, later| earlier < later), "{modified:?}");
}
