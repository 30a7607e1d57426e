//! The promises of the seed's documentation.

use std::collections::{BTreeMap, HashSet};

use aws_sdk_connect::Client;
use aws_sdk_connect::types::{DirectoryType, User};
use aws_sdk_sesv2::operation::get_email_identity::GetEmailIdentityOutput;
use aws_sdk_sesv2::types::VerificationStatus;
use aws_sdk_workspaces::types::ConnectionAlias;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use sandbox::{OTHER_ACCOUNT_ID, REGIONS, Rates, Sandbox, Seed};

use crate::aws::{AP, Aws, EU, NOW, US, instance_id, support_us};
use crate::connect_users::user_named;
use crate::sesv2::identities;

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

async fn all_identities(aws: &Aws) -> BTreeMap<(String, String), GetEmailIdentityOutput> {
    let mut all = BTreeMap::new();
    for region in REGIONS {
        let client = aws.sesv2(region).await;
        for info in identities(&client, 100).await {
            let name = info.identity_name.unwrap();
            let identity = client.get_email_identity().email_identity(&name).send().await.unwrap();
            assert_eq!(info.sending_enabled, identity.verified_for_sending_status());
            all.insert((region.to_owned(), name), identity);
        }
    }
    all
}

#[tokio::test]
async fn identities_show_every_state() {
    let all = all_identities(&Aws::start().await).await;
    assert_eq!(all.len(), 30);
    let of = |what: fn(&GetEmailIdentityOutput) -> Option<String>| {
        all.values().filter_map(what).collect::<HashSet<_>>().len()
    };
    assert_eq!(of(|one| Some(one.verification_status()?.to_string())), 5);
    assert_eq!(of(|one| Some(one.dkim_attributes()?.status()?.to_string())), 5);
    assert_eq!(of(|one| Some(one.verification_info()?.error_type()?.to_string())), 10);
    assert_eq!(
        of(|one| Some(one.mail_from_attributes()?.mail_from_domain_status().to_string())),
        4
    );
    assert_eq!(
        of(|one| Some(one.mail_from_attributes()?.behavior_on_mx_failure().to_string())),
        2
    );
    assert!(all.values().any(|one| !one.feedback_forwarding_status()));
    for ((region, name), identity) in &all {
        let success = identity.verification_status() == Some(&VerificationStatus::Success);
        assert_eq!(identity.verified_for_sending_status(), success, "{region} {name}");
        for policy in identity.policies().unwrap().values() {
            assert!(success, "{region} {name}");
            serde_json::from_str::<serde_json::Value>(policy).unwrap();
        }
        let sets = ["marketing", "transactional"];
        assert!(identity.configuration_set_name().is_none_or(|set| sets.contains(&set)));
    }
}

/// What the zones of the seed bring about.
#[tokio::test]
async fn every_fault_in_the_zones_has_its_verdict() {
    let all = all_identities(&Aws::start().await).await;
    for (region, name, status, error) in [
        (US, "shop.example.com", "SUCCESS", None),
        (US, "byo.example.net", "SUCCESS", None),
        (EU, "mail.example.com", "SUCCESS", None),
        // A doubled suffix, TXT instead of CNAME, another Region's value, a record missing.
        (US, "launch.example.com", "PENDING", Some("HOST_NOT_FOUND")),
        (US, "beta.example.com", "PENDING", Some("TYPE_NOT_FOUND")),
        (US, "trial.example.net", "PENDING", Some("INVALID_VALUE")),
        (US, "old.example.net", "FAILED", Some("HOST_NOT_FOUND")),
        // A name server that does not answer, a delegated `_domainkey`.
        (US, "status.example.com", "TEMPORARY_FAILURE", Some("DNS_SERVER_ERROR")),
        (AP, "xn--caf-dma.example", "PENDING", Some("HOST_NOT_FOUND")),
        (EU, "eu.example.com", "PENDING", Some("REPLICATION_ACCESS_DENIED")),
        (
            EU,
            "boutique.example.net",
            "FAILED",
            Some("REPLICATION_PRIMARY_NOT_FOUND"),
        ),
        (
            EU,
            "byo.example.net",
            "FAILED",
            Some("REPLICATION_PRIMARY_BYO_DKIM_NOT_SUPPORTED"),
        ),
        (
            AP,
            "mail.example.com",
            "FAILED",
            Some("REPLICATION_REPLICA_AS_PRIMARY_NOT_SUPPORTED"),
        ),
        (
            AP,
            "apac.example.com",
            "FAILED",
            Some("REPLICATION_PRIMARY_INVALID_REGION"),
        ),
    ] {
        let identity = &all[&(region.to_owned(), name.to_owned())];
        let info = identity.verification_info().unwrap();
        assert_eq!(
            identity.verification_status().unwrap().as_str(),
            status,
            "{region} {name}"
        );
        assert_eq!(
            info.error_type().map(aws_sdk_sesv2::types::VerificationError::as_str),
            error,
            "{region} {name}"
        );
        assert!(info.last_checked_timestamp().is_some(), "{region} {name}");
    }
    for (region, name, status) in [
        (US, "shop.example.com", "SUCCESS"),
        // A CNAME on the host, two MX, a name server that does not answer.
        (US, "example.org", "PENDING"),
        (US, "byo.example.net", "FAILED"),
        (US, "news.example.com", "TEMPORARY_FAILURE"),
    ] {
        let identity = &all[&(region.to_owned(), name.to_owned())];
        let mail_from = identity.mail_from_attributes().unwrap();
        assert_eq!(mail_from.mail_from_domain_status().as_str(), status, "{region} {name}");
    }
}

#[tokio::test]
async fn three_identities_wait_on_the_three_days() {
    let all = all_identities(&Aws::start().await).await;
    let now = NOW.unix_timestamp();
    let days = ["launch.example.com", "beta.example.com", "trial.example.net"].map(|name| {
        let identity = &all[&(US.to_owned(), name.to_owned())];
        let made = identity
            .dkim_attributes()
            .unwrap()
            .last_key_generation_timestamp()
            .unwrap();
        (now - made.secs()) / 86_400
    });
    assert_eq!(days, [0, 1, 2]);
}

#[tokio::test]
async fn connection_aliases_show_every_state() {
    let client = Aws::start().await.workspaces(US).await;
    let aliases = client.describe_connection_aliases().send().await.unwrap();
    let aliases = aliases.connection_aliases();
    let states: HashSet<_> = aliases.iter().map(|alias| alias.state().unwrap().as_str()).collect();
    assert_eq!(states.len(), 3);
    let associations = aliases.iter().flat_map(ConnectionAlias::associations);
    let statuses = associations.map(|one| one.association_status().unwrap().as_str());
    assert_eq!(statuses.collect::<HashSet<_>>().len(), 5);
    assert!(aliases.iter().any(|alias| alias.associations().is_empty()));
    assert!(
        aliases
            .iter()
            .any(|alias| alias.owner_account_id() == Some(OTHER_ACCOUNT_ID))
    );
}

#[tokio::test]
async fn a_seed_grows_and_shrinks() {
    for count in [5, 300] {
        let seed = Seed {
            users: Some(count),
            identities: Some(count),
        };
        let aws = Aws::start_with(seed).await;
        let (client, id) = support_us(&aws).await;
        let found = client.search_users().instance_id(&id).send().await.unwrap();
        assert_eq!(found.approximate_total_count(), Some(i64::from(count)));
        let names = identities(&aws.sesv2(US).await, 1000).await;
        assert_eq!(names.len(), usize::try_from(count).unwrap());
        assert!(names.iter().any(|one| one.identity_name() == Some("shop.example.com")));
        assert_eq!(identities(&aws.sesv2(AP).await, 1000).await.len(), 7);
    }
}

#[tokio::test]
async fn the_largest_seed_has_ten_thousand_of_each() {
    let seed = Seed {
        users: Some(u32::MAX),
        identities: Some(u32::MAX),
    };
    let aws = Aws::start_with(seed).await;
    let (client, id) = support_us(&aws).await;
    let found = client.search_users().instance_id(&id).send().await.unwrap();
    assert_eq!(found.approximate_total_count(), Some(10_000));
    assert_eq!(identities(&aws.sesv2(US).await, 1000).await.len(), 10_000);
}

#[tokio::test]
async fn two_sandboxes_hold_the_same() {
    let (one, other) = (Aws::start().await, Aws::start().await);
    let (client, id) = support_us(&one).await;
    let (other_client, other_id) = support_us(&other).await;
    assert_eq!(id, other_id);
    let zoe = user_named(&client, &id, "zoe.akerstrom").await;
    assert_eq!(zoe.id(), user_named(&other_client, &id, "zoe.akerstrom").await.id());
}

/// A clock that has stopped.
struct Stopped(i64);

impl sandbox::Clock for Stopped {
    fn now(&self) -> time::OffsetDateTime {
        time::OffsetDateTime::from_unix_timestamp(self.0).unwrap()
    }
}

#[tokio::test]
async fn timestamps_are_offsets_from_the_clock() {
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    let now = DateTime::from_str("2030-01-01T00:00:00Z", Format::DateTime)
        .unwrap()
        .secs();
    let router = Sandbox::with_clock(Seed::default(), Rates::Off, Stopped(now)).router();
    let authorization = "AWS4-HMAC-SHA256 Credential=A/20300101/us-east-1/ses/aws4_request";
    let request = http::Request::get("/v2/email/identities/launch.example.com");
    let request = request.header("authorization", authorization);
    let request = request.body(axum::body::Body::empty()).unwrap();
    let body = router.oneshot(request).await.unwrap().into_body();
    let body = body.collect().await.unwrap().to_bytes();
    let answer: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(answer["DkimAttributes"]["LastKeyGenerationTimestamp"], now - 6 * 3600);
}
