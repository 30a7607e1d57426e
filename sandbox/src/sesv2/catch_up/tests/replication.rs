use serde_json::{Value, json};
use time::Duration;

use super::world::{AP, EU, NAME, US, World};
use crate::sesv2::own_key::tests::PRIVATE_KEY;
use crate::sesv2::{DkimOrigin, VerificationStatus};

#[test]
fn a_replica_is_verified_by_the_records_of_its_parent() {
    let mut world = World::new();
    world.create(AP, NAME, Value::Null);
    world.replicate(US, AP);
    world.publish(AP);
    world.pass(Duration::MINUTE);
    assert!(world.get(AP, NAME).verified() && world.get(US, NAME).verified());
    let zone = world.get(US, NAME).dkim.signing_hosted_zone;
    assert_eq!(zone.as_deref(), Some("dkim.amazonses.com"));
}

#[test]
fn a_replica_tells_what_is_wrong_with_its_parent() {
    let mut world = World::new();
    world.create(
        AP,
        NAME,
        json!({ "DomainSigningSelector": "s1", "DomainSigningPrivateKey": PRIVATE_KEY }),
    );
    for (parent, error) in [
        (AP, "REPLICATION_PRIMARY_BYO_DKIM_NOT_SUPPORTED"),
        (US, "REPLICATION_PRIMARY_INVALID_REGION"),
        ("us-gov-west-1", "REPLICATION_ACCESS_DENIED"),
        (EU, "REPLICATION_PRIMARY_NOT_FOUND"),
    ] {
        world.replicate(US, parent);
        let identity = world.get(US, NAME);
        assert_eq!(identity.verification_status, VerificationStatus::Pending);
        assert_eq!(identity.dkim.tokens, None);
        assert_eq!(world.error(US), error);
        world.pass(Duration::hours(72));
        assert_eq!(world.statuses().0, VerificationStatus::Failed);
        assert_eq!(world.error(US), error);
        world.delete(US, NAME).unwrap();
    }
}

#[test]
fn a_replica_waits_for_its_parent() {
    let mut world = World::new();
    world.replicate(US, EU);
    world.pass(Duration::HOUR);
    world.create(EU, NAME, Value::Null);
    assert_eq!(world.get(US, NAME).dkim.tokens, world.get(EU, NAME).dkim.tokens);
    world.pass(Duration::minutes(15));
    assert_eq!(world.error(US), "HOST_NOT_FOUND");
    world.publish(EU);
    world.pass(Duration::minutes(15));
    assert!(world.get(US, NAME).verified());
}

#[test]
fn a_replica_is_lost_with_the_key_of_its_parent() {
    let mut world = World::new();
    world.create(EU, NAME, Value::Null);
    world.replicate(US, EU);
    world.publish(EU);
    world.pass(Duration::MINUTE);
    let refusal = world.delete(EU, NAME).unwrap_err();
    assert!(refusal.contains(US), "{refusal}");

    world.create(AP, NAME, Value::Null);
    world
        .sign(EU, &DkimOrigin::ReplicaOf(AP.to_owned()), json!({}))
        .unwrap();
    world.pass(Duration::HOUR);
    assert_eq!(world.statuses().0, VerificationStatus::TemporaryFailure);
    assert_eq!(world.error(US), "REPLICATION_REPLICA_AS_PRIMARY_NOT_SUPPORTED");
    world.delete(EU, NAME).unwrap();
    world.pass(Duration::HOUR);
    assert_eq!(world.error(US), "REPLICATION_PRIMARY_NOT_FOUND");
    world.delete(AP, NAME).unwrap();
}
