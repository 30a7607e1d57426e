use std::collections::HashSet;

use aws_sdk_connect::Client;
use aws_sdk_connect::operation::create_user::builders::CreateUserFluentBuilder;
use aws_sdk_connect::types::{Channel, DirectoryType, PhoneType, User, UserIdentityInfo, UserPhoneConfig};

use crate::aws::{Aws, EU, US, instance_id, refusal, support_us};
use crate::connect_user_changes::{auto_accept, limit, number};
use crate::connect_users::user_named;

const PASSWORD: &str = "Corr3ct-horse";

pub fn names() -> UserIdentityInfo {
    UserIdentityInfo::builder()
        .first_name("Nora")
        .last_name("Nygård")
        .build()
}

pub fn with_email(email: &str) -> UserIdentityInfo {
    let names = UserIdentityInfo::builder().first_name("Nora").last_name("Nygård");
    names.email(email).build()
}

pub async fn describe(client: &Client, instance: &str, id: &str) -> User {
    let call = client.describe_user().instance_id(instance).user_id(id);
    call.send().await.unwrap().user.unwrap()
}

/// An instance, and profiles that it has.
pub struct Office {
    pub client: Client,
    pub instance: String,
    routing: String,
    pub security: Vec<String>,
}

impl Office {
    async fn of(client: Client, instance: String) -> Self {
        let routing = client
            .list_routing_profiles()
            .instance_id(&instance)
            .send()
            .await
            .unwrap();
        let security = client
            .list_security_profiles()
            .instance_id(&instance)
            .send()
            .await
            .unwrap();
        let security = security.security_profile_summary_list().iter();
        Self {
            routing: routing.routing_profile_summary_list()[0].id().unwrap().to_owned(),
            security: security.map(|profile| profile.id().unwrap().to_owned()).collect(),
            client,
            instance,
        }
    }

    pub async fn managed(aws: &Aws) -> Self {
        let (client, instance) = support_us(aws).await;
        Self::of(client, instance).await
    }

    async fn from(aws: &Aws, region: &str, users_from: DirectoryType) -> Self {
        let client = aws.connect(region).await;
        let instance = instance_id(&client, users_from).await;
        Self::of(client, instance).await
    }

    fn user(&self, username: &str) -> CreateUserFluentBuilder {
        let call = self.client.create_user().instance_id(&self.instance);
        let call = call.username(username).routing_profile_id(&self.routing);
        call.security_profile_ids(&self.security[0])
    }

    /// Somebody whom the instance takes if it manages its users.
    fn nora(&self) -> CreateUserFluentBuilder {
        self.user("nora.nygard").password(PASSWORD).identity_info(names())
    }
}

/// The error's code, whose message contains `part` and no password.
async fn refused(call: CreateUserFluentBuilder, part: &str) -> String {
    let (code, message) = refusal(call.send().await);
    assert!(message.contains(part), "{message}");
    assert!(!message.contains(PASSWORD) && !message.contains("correct"), "{message}");
    code
}

#[tokio::test]
async fn a_user_is_created_and_then_described_listed_and_found() {
    let office = Office::managed(&Aws::start().await).await;
    let call = office.nora().tags("team", "orders");
    let created = call.identity_info(with_email("nora@example.com")).send().await.unwrap();
    let (client, instance) = (&office.client, &office.instance);
    let user = user_named(client, instance, "Nora.Nygard").await;
    assert_eq!((user.id(), user.arn()), (created.user_id(), created.user_arn()));
    assert_eq!(user.identity_info().unwrap().email(), Some("nora@example.com"));
    assert_eq!(user.tags().unwrap()["team"], "orders");
    assert_eq!(user.security_profile_ids(), [office.security[0].clone()]);
    let phone = user.phone_config().unwrap();
    assert_eq!(
        (phone.phone_type(), phone.auto_accept()),
        (&PhoneType::SoftPhone, false)
    );
    assert_eq!(
        (phone.after_contact_work_time_limit(), phone.persistent_connection()),
        (0, Some(false))
    );
    let pages = client
        .list_users()
        .instance_id(instance)
        .into_paginator()
        .items()
        .send();
    let users: Vec<_> = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(users.len(), 121);
    assert!(users.iter().any(|one| one.id() == user.id()));
}

#[tokio::test]
async fn a_saml_user_and_a_directory_user_are_created() {
    let aws = Aws::start().await;
    let saml = Office::from(&aws, EU, DirectoryType::Saml).await;
    let call = saml
        .user("nora.nygard.of.support@eu.example.com")
        .identity_info(names());
    call.send().await.unwrap();
    let directory = Office::from(&aws, US, DirectoryType::ExistingDirectory).await;
    let created = directory.user("nora.nygard").directory_user_id("S-1-5-21").send().await;
    let user = describe(
        &directory.client,
        &directory.instance,
        created.unwrap().user_id().unwrap(),
    )
    .await;
    assert_eq!(user.directory_user_id(), Some("S-1-5-21"));
}

#[tokio::test]
async fn the_identity_management_decides_what_a_new_user_needs() {
    let aws = Aws::start().await;
    let managed = Office::managed(&aws).await;
    let saml = Office::from(&aws, EU, DirectoryType::Saml).await;
    let directory = Office::from(&aws, US, DirectoryType::ExistingDirectory).await;
    let of_directory = || directory.user("nora").directory_user_id("S-1-5-21");
    for (call, member) in [
        (managed.user("nora").identity_info(names()), "Password"),
        (managed.user("nora").password(PASSWORD), "IdentityInfo.FirstName"),
        (managed.nora().directory_user_id("S-1-5-21"), "DirectoryUserId"),
        (saml.user("nora").identity_info(names()).password(PASSWORD), "Password"),
        (
            saml.user("nora").identity_info(names()).directory_user_id("S-1"),
            "DirectoryUserId",
        ),
        (
            saml.user("nora").identity_info(with_email("nora@example.com")),
            "IdentityInfo.Email",
        ),
        (saml.user("nora"), "IdentityInfo.FirstName"),
        (of_directory().password(PASSWORD), "Password"),
        (directory.user("nora"), "DirectoryUserId"),
    ] {
        assert_eq!(refused(call, member).await, "InvalidRequestException");
    }
    for (call, member) in [
        (managed.nora().username("a".repeat(21)), "Username"),
        (managed.nora().password("correct"), "Password"),
        (managed.nora().identity_info(with_email("nobody")), "IdentityInfo.Email"),
        (saml.user("nora nygard").identity_info(names()), "Username"),
        (of_directory().username("a".repeat(21)), "Username"),
    ] {
        assert_eq!(refused(call, member).await, "InvalidParameterException");
    }
}

#[tokio::test]
async fn a_new_user_needs_what_exists_and_a_name_of_its_own() {
    let office = Office::managed(&Aws::start().await).await;
    for (call, kind) in [
        (office.nora().instance_id("unknown"), "Instance"),
        (office.nora().routing_profile_id("unknown"), "Routing profile"),
        (office.nora().security_profile_ids("unknown"), "Security profile"),
        (office.nora().hierarchy_group_id("unknown"), "Hierarchy group"),
    ] {
        assert_eq!(refused(call, kind).await, "ResourceNotFoundException");
    }
    let twice = office.nora().security_profile_ids(&office.security[0]);
    assert_eq!(refused(twice, "SecurityProfileIds").await, "InvalidParameterException");
    let taken = office.nora().username("ZOE.akerstrom");
    let error = taken.send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 409);
    assert!(error.into_service_error().is_duplicate_resource_exception());
}

#[tokio::test]
async fn an_instance_has_a_limited_number_of_users() {
    let office = Office::managed(&Aws::start().await).await;
    for number in 0..380 {
        office.nora().username(format!("nora{number}")).send().await.unwrap();
    }
    let error = office.nora().send().await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 429);
    assert!(error.into_service_error().is_limit_exceeded_exception());
    let found = office.client.search_users().instance_id(&office.instance).send().await;
    assert_eq!(found.unwrap().approximate_total_count(), Some(500));
}

#[tokio::test]
async fn a_deleted_users_name_is_free_for_a_user_with_another_id() {
    let office = Office::managed(&Aws::start().await).await;
    let mut ids = HashSet::new();
    for _ in 0..3 {
        let id = office.nora().send().await.unwrap().user_id.unwrap();
        let call = office.client.delete_user().instance_id(&office.instance).user_id(&id);
        call.send().await.unwrap();
        ids.insert(id);
    }
    assert_eq!(ids.len(), 3);
}

#[tokio::test]
async fn a_new_users_phone_is_set_in_one_way_only() {
    let office = Office::managed(&Aws::start().await).await;
    let phone = UserPhoneConfig::builder();
    let both = office
        .nora()
        .phone_config(phone.clone().phone_type(PhoneType::SoftPhone).build());
    let both = both.phone_number_configs(number(Channel::Voice, PhoneType::SoftPhone));
    assert_eq!(refused(both, "PhoneNumberConfigs").await, "InvalidRequestException");
    let created = office
        .nora()
        .username("nils")
        .after_contact_work_configs(limit(Channel::Voice, 30));
    let created = created
        .auto_accept_configs(auto_accept(Channel::Voice))
        .send()
        .await
        .unwrap();
    let user = describe(&office.client, &office.instance, created.user_id().unwrap()).await;
    let phone = user.phone_config().unwrap();
    assert_eq!((phone.auto_accept(), phone.after_contact_work_time_limit()), (true, 30));
}
