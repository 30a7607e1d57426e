//! Identities from their creation on, by calls and by time.

mod links;
mod replication;
mod world;

use serde_json::{Value, json};
use time::Duration;

use super::*;
use crate::account::Scope;
use crate::dns::NameServer;
use crate::dns::testing::publish;
use crate::sesv2::SoaRecord;
use crate::sesv2::own_key::tests::PRIVATE_KEY;
use crate::wire::Timestamp;
use world::{BEGIN, EU, NAME, US, World};

#[test]
fn a_domain_is_verified_once_its_records_are_there() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    world.pass(Duration::MINUTE);
    assert_eq!(world.statuses().0, VerificationStatus::Pending);
    assert_eq!(world.error(US), "HOST_NOT_FOUND");
    assert!(!world.get(US, NAME).verified());

    world.publish(US);
    let zone = SoaRecord {
        primary_name_server: "ns1.example.com".to_owned(),
        admin_email: "hostmaster.example.com".to_owned(),
        serial_number: 4,
    };
    world.pass(Duration::MINUTE);
    let identity = world.get(US, NAME);
    assert!(identity.verified());
    assert_eq!(identity.dkim.status, VerificationStatus::Success);
    let info = identity.verification_info;
    let checked = Some(Timestamp::at(world.now));
    assert_eq!(
        (info.last_checked_timestamp, info.last_success_timestamp),
        (checked, checked)
    );
    assert_eq!((info.error_type, info.soa_record), (None, Some(zone)));
}

#[test]
fn verification_fails_after_three_days_and_is_begun_again() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    let tokens = world.get(US, NAME).dkim.tokens;
    world.pass(Duration::hours(72));
    let failed = VerificationStatus::Failed;
    assert_eq!(world.statuses(), (failed, failed));

    world.publish(US);
    world.pass(Duration::DAY);
    assert_eq!(world.statuses(), (failed, failed));
    let answer = world.sign(US, &DkimOrigin::AwsSes, json!({})).unwrap();
    assert_eq!(answer["DkimStatus"], "PENDING");
    world.pass(Duration::MINUTE);
    assert!(world.get(US, NAME).verified());
    assert_eq!(world.get(US, NAME).dkim.tokens, tokens);
}

#[test]
fn records_that_vanish_are_a_temporary_failure_for_three_days() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    world.publish(US);
    world.pass(Duration::MINUTE);
    world.set_name_server(NameServer::Dead);
    world.pass(Duration::HOUR);
    let temporary = VerificationStatus::TemporaryFailure;
    assert_eq!(world.statuses(), (temporary, temporary));
    assert_eq!(world.error(US), "DNS_SERVER_ERROR");
    world.set_name_server(NameServer::Answering);
    world.pass(Duration::minutes(15));
    assert!(world.get(US, NAME).verified());
    world.withdraw_all();
    world.pass(Duration::hours(73));
    let failed = VerificationStatus::Failed;
    assert_eq!(world.statuses(), (failed, failed));
}

#[test]
fn a_change_is_listed_at_once() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    world.publish(US);
    world.pass(Duration::MINUTE);
    let here = world.ses.region(&Scope::first_account(US));
    assert!(here.identities.listed(world.now).get(NAME).unwrap().verified());
}

#[test]
fn a_verified_domain_stays_verified_while_another_key_is_looked_for() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    world.publish(US);
    world.pass(Duration::MINUTE);
    world.create(EU, NAME, Value::Null);
    let answer = world
        .sign(US, &DkimOrigin::ReplicaOf(EU.to_owned()), json!({}))
        .unwrap();
    assert_eq!(answer["DkimStatus"], "PENDING");
    assert_eq!(answer["DkimTokens"], json!(world.get(EU, NAME).dkim.tokens));
    let pending = VerificationStatus::Pending;
    assert_eq!(world.statuses(), (VerificationStatus::Success, pending));
    world.pass(Duration::hours(72));
    let failed = VerificationStatus::Failed;
    assert_eq!(world.statuses(), (failed, failed));
}

#[test]
fn a_key_of_another_length_comes_after_a_day() {
    let mut world = World::new();
    world.create(US, NAME, json!({ "NextSigningKeyLength": "RSA_1024_BIT" }));
    world.replicate(EU, US);
    let longer = json!({ "NextSigningKeyLength": "RSA_2048_BIT" });
    let shorter = json!({ "NextSigningKeyLength": "RSA_1024_BIT" });
    let lengths = |world: &mut World, region| {
        let dkim = serde_json::to_value(world.get(region, NAME).dkim).unwrap();
        [&dkim["CurrentSigningKeyLength"], &dkim["NextSigningKeyLength"]]
            .map(|length| length.as_str().unwrap().to_owned())
    };
    assert_eq!(lengths(&mut world, US), ["RSA_1024_BIT", "RSA_1024_BIT"]);

    world.sign(US, &DkimOrigin::AwsSes, longer.clone()).unwrap();
    world.pass(Duration::DAY - Duration::SECOND);
    world.sign(US, &DkimOrigin::AwsSes, longer).unwrap();
    let refusal = world.sign(US, &DkimOrigin::AwsSes, shorter.clone()).unwrap_err();
    assert!(refusal.contains("NextSigningKeyLength"), "{refusal}");
    for region in [US, EU] {
        assert_eq!(lengths(&mut world, region), ["RSA_1024_BIT", "RSA_2048_BIT"]);
    }
    world.pass(Duration::hours(2));
    for region in [US, EU] {
        assert_eq!(lengths(&mut world, region), ["RSA_2048_BIT", "RSA_2048_BIT"]);
        let made = world.get(region, NAME).dkim.last_key_generation_timestamp;
        assert_eq!(made, Some(Timestamp::at(BEGIN + Duration::DAY)));
    }
    world.sign(US, &DkimOrigin::AwsSes, shorter).unwrap();
}

#[test]
fn an_own_key_is_verified_by_its_public_half() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    let attributes = json!({ "DomainSigningSelector": "s1", "DomainSigningPrivateKey": PRIVATE_KEY });
    world.sign(US, &DkimOrigin::External, attributes).unwrap();
    let public_key = world.get(US, NAME).dkim.public_key.unwrap();
    let record = format!("v=DKIM1; p={public_key}");
    publish(&mut world.zones, "s1._domainkey.example.com", "TXT", &[&record]);
    world.pass(Duration::MINUTE);
    assert!(world.get(US, NAME).verified());
}

#[test]
fn a_mail_from_domain_is_looked_for_too() {
    let mut world = World::new();
    world.create(US, NAME, Value::Null);
    let host = "bounce.example.com";
    let status = |world: &mut World| {
        let mail_from = world.get(US, NAME).mail_from.unwrap();
        serde_json::to_value(mail_from.mail_from_domain_status).unwrap()
    };
    world.set_mail_from(host.into());
    assert_eq!(status(&mut world), "PENDING");
    let exchanger = "10 feedback-smtp.us-east-1.amazonses.com";
    publish(&mut world.zones, host, "MX", &[exchanger]);
    world.pass(Duration::MINUTE);
    assert_eq!(status(&mut world), "SUCCESS");
    world.set_mail_from(host.into());
    assert_eq!(status(&mut world), "SUCCESS");
    world.withdraw_all();
    world.pass(Duration::HOUR);
    assert_eq!(status(&mut world), "TEMPORARY_FAILURE");
    world.pass(Duration::hours(72));
    assert_eq!(status(&mut world), "FAILED");
    world.set_mail_from(host.into());
    assert_eq!(status(&mut world), "PENDING");
    world.set_mail_from(Value::Null);
    assert!(world.get(US, NAME).mail_from.is_none());
}

#[test]
fn a_jump_over_many_identities_is_quick() {
    let mut world = World::new();
    for number in 0..2000 {
        world.create(US, &format!("d{number}.example.com"), Value::Null);
    }
    world.pass(Duration::days(30));
    assert_eq!(
        world.get(US, "d1999.example.com").verification_status,
        VerificationStatus::Failed
    );
    assert!(
        !world
            .ses
            .region(&Scope::first_account(US))
            .is_due(world.now + Duration::days(365))
    );
}
