//! Identities.

use std::collections::{BTreeMap, HashSet};

use aws_sdk_sesv2::operation::get_email_identity::GetEmailIdentityOutput;
use aws_sdk_sesv2::types::{VerificationError, VerificationStatus};
use sandbox::REGIONS;

use crate::aws::{AP, Aws, EU, NOW, US};
use crate::sesv2::identities;

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
            info.error_type().map(VerificationError::as_str),
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
