//! Users, e-mail addresses and their aliases.

use std::collections::HashSet;

use aws_sdk_connect::Client;
use aws_sdk_connect::types::{DirectoryType, User};

use crate::aws::{Aws, EU, US, instance_id, support_us};
use crate::connect_users::user_named;

async fn users(client: &Client, instance_id: &str) -> Vec<User> {
    let list = client
        .list_users()
        .instance_id(instance_id)
        .into_paginator()
        .items()
        .send();
    let list: Vec<_> = list.collect::<Result<_, _>>().await.unwrap();
    let mut users = Vec::new();
    for summary in list {
        let call = client.describe_user().instance_id(instance_id);
        let user = call.user_id(summary.id().unwrap()).send().await.unwrap();
        users.push(user.user.unwrap());
    }
    users
}

async fn users_from(aws: &Aws, region: &str, directory: DirectoryType) -> Vec<User> {
    let client = aws.connect(region).await;
    let id = instance_id(&client, directory).await;
    users(&client, &id).await
}

#[tokio::test]
async fn managed_users_keep_to_their_rules() {
    let aws = Aws::start().await;
    let users = users_from(&aws, US, DirectoryType::ConnectManaged).await;
    assert_eq!(users.len(), 120);
    for user in &users {
        let identity = user.identity_info().unwrap();
        assert!(identity.first_name().is_some() && identity.last_name().is_some());
        assert!(user.username().unwrap().len() <= 20);
        assert!(user.directory_user_id().is_none());
        assert!((1..=10).contains(&user.security_profile_ids().len()));
    }
    let with = |has: fn(&User) -> bool| users.iter().filter(|user| has(user)).count();
    let unreachable = with(|user| {
        let identity = user.identity_info().unwrap();
        identity.email().is_none() && identity.secondary_email().is_none()
    });
    assert!((2..20).contains(&unreachable), "{unreachable}");
    assert!((10..60).contains(&with(|user| user.identity_info().unwrap().secondary_email().is_some())));
    assert!((20..80).contains(&with(|user| user.identity_info().unwrap().mobile().is_some())));
    assert!((10..60).contains(&with(|user| !user.auto_accept_configs().is_empty())));
    assert!(with(|user| user.hierarchy_group_id().is_none()) > 0);
    assert!(with(|user| user.tags().unwrap().is_empty()) > 0);
    assert!(with(|user| user.last_modified_region() == Some("us-west-2")) > 0);
}

#[tokio::test]
async fn saml_users_have_no_email() {
    let users = users_from(&Aws::start().await, EU, DirectoryType::Saml).await;
    assert_eq!(users.len(), 40);
    let without_any = users.iter().filter(|user| {
        let identity = user.identity_info().unwrap();
        assert!(identity.email().is_none());
        identity.secondary_email().is_none()
    });
    assert_eq!(without_any.count(), 10);
    assert!(users.iter().any(|user| user.username().unwrap().contains('@')));
}

#[tokio::test]
async fn directory_users_may_lack_names() {
    let users = users_from(&Aws::start().await, US, DirectoryType::ExistingDirectory).await;
    assert_eq!(users.len(), 12);
    assert!(users.iter().all(|user| user.directory_user_id().is_some()));
    assert!(users.iter().all(|user| user.username().unwrap().len() <= 20));
    let nameless = users
        .iter()
        .filter(|user| user.identity_info().unwrap().first_name().is_none());
    assert_eq!(nameless.count(), 2);
}

#[tokio::test]
async fn the_known_users_are_as_described() {
    let (client, id) = support_us(&Aws::start().await).await;
    let identity = async |username: &str| {
        let user = user_named(&client, &id, username).await;
        user.identity_info.unwrap()
    };
    let lan = identity("lan.nguyen").await;
    assert_eq!(lan.last_name(), Some("Nguyễn"));
    assert!(lan.email().is_some() && lan.secondary_email().is_none() && lan.mobile().is_none());
    let marek = identity("marek.kowalczyk").await;
    assert!(marek.email().is_none() && marek.secondary_email().is_none());
    let amara = identity("amara.okonkwo").await;
    assert!(amara.email().is_none() && amara.secondary_email().is_some());
    assert_eq!(identity("siobhan.obrien").await.last_name(), Some("O'Brien"));
    let priya = user_named(&client, &id, "priya.raghunathan").await;
    assert!(priya.hierarchy_group_id().is_none() && priya.tags().unwrap().is_empty());
}

#[tokio::test]
async fn aliases_are_of_the_same_instance_and_without_chains() {
    let aws = Aws::start().await;
    let mut counts = Vec::new();
    for (region, directory) in [
        (US, DirectoryType::ConnectManaged),
        (US, DirectoryType::ExistingDirectory),
        (EU, DirectoryType::Saml),
    ] {
        let client = aws.connect(region).await;
        let id = instance_id(&client, directory).await;
        let found = client.search_email_addresses().instance_id(&id).send().await.unwrap();
        let addresses = found.email_addresses();
        let alias = |of: &str| {
            let mut addresses = addresses.iter();
            let address = addresses.find(|one| one.email_address_id() == Some(of)).unwrap();
            address
                .alias_configurations()
                .first()
                .map(|one| one.email_address_id().to_owned())
        };
        let primaries = addresses
            .iter()
            .filter_map(|one| alias(one.email_address_id().unwrap()));
        let aliases: Vec<_> = primaries.collect();
        assert!(aliases.iter().all(|one| alias(one).is_none()));
        assert_eq!(aliases.iter().collect::<HashSet<_>>().len(), aliases.len());
        counts.push((addresses.len(), aliases.len()));
    }
    assert_eq!(counts, [(10, 3), (2, 1), (6, 2)]);
}

#[tokio::test]
async fn addresses_are_on_their_instances_domain_or_on_a_verified_one() {
    let aws = Aws::start().await;
    for region in [US, EU] {
        let (connect, ses) = (aws.connect(region).await, aws.sesv2(region).await);
        let instances = connect.list_instances().send().await.unwrap();
        for instance in instances.instance_summary_list() {
            let own = format!("{}.email.connect.aws", instance.instance_alias().unwrap());
            let found = connect.search_email_addresses().instance_id(instance.id().unwrap());
            for address in found.send().await.unwrap().email_addresses() {
                let (_, domain) = address.email_address().unwrap().split_once('@').unwrap();
                if domain != own {
                    let identity = ses.get_email_identity().email_identity(domain).send().await;
                    assert!(identity.unwrap().verified_for_sending_status(), "{domain}");
                }
            }
        }
    }
}
