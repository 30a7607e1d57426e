//! What a change does beside what it is for.

use serde_json::json;
use time::Duration;

use super::{World, alias};
use crate::account::US_EAST_1;

#[test]
fn every_change_of_a_user_moves_its_time() {
    let mut world = World::in_region(US_EAST_1);
    let id = world.user();
    let user = world.call("DescribeUser", json!({ "UserId": id })).unwrap()["User"].clone();
    for (operation, members) in [
        (
            "UpdateUserIdentityInfo",
            json!({ "IdentityInfo": { "FirstName": "A", "LastName": "B" } }),
        ),
        ("UpdateUserPhoneConfig", json!({ "PhoneConfig": {} })),
        ("UpdateUserConfig", json!({})),
        (
            "UpdateUserRoutingProfile",
            json!({ "RoutingProfileId": user["RoutingProfileId"] }),
        ),
        (
            "UpdateUserSecurityProfiles",
            json!({ "SecurityProfileIds": user["SecurityProfileIds"] }),
        ),
        ("UpdateUserHierarchy", json!({})),
        (
            "TagResource",
            json!({ "resourceArn": user["Arn"], "tags": { "a": "b" } }),
        ),
        ("UntagResource", json!({ "resourceArn": user["Arn"], "tagKeys": ["a"] })),
    ] {
        world.pass(Duration::seconds(10));
        let mut members = members;
        members["UserId"] = id.clone();
        world.call(operation, members).unwrap();
        let user = &world.call("DescribeUser", json!({ "UserId": id })).unwrap()["User"];
        assert_eq!(
            user["LastModifiedTime"],
            world.context.now.unix_timestamp(),
            "{operation}"
        );
        assert_eq!(user["LastModifiedRegion"], US_EAST_1, "{operation}");
    }
}

#[test]
fn every_change_of_an_address_moves_its_time() {
    let mut world = World::in_region(US_EAST_1);
    let (primary, other) = (world.address("primary"), world.address("other"));
    let arn = world.described(&primary)["EmailAddressArn"].clone();
    for (operation, members) in [
        ("UpdateEmailAddressMetadata", json!({ "EmailAddressId": primary })),
        ("AssociateEmailAddressAlias", alias(&primary, &other, "1")),
        ("DisassociateEmailAddressAlias", alias(&primary, &other, "2")),
        ("AssociateEmailAddressAlias", alias(&primary, &other, "3")),
        ("DeleteEmailAddress", json!({ "EmailAddressId": other })),
        ("TagResource", json!({ "resourceArn": arn, "tags": { "a": "b" } })),
        ("UntagResource", json!({ "resourceArn": arn, "tagKeys": ["a"] })),
    ] {
        let before = world.described(&primary);
        world.pass(Duration::seconds(10));
        world.call(operation, members).unwrap();
        let after = world.described(&primary);
        assert_ne!(before["ModifiedTimestamp"], after["ModifiedTimestamp"], "{operation}");
        assert_eq!(before["CreateTimestamp"], after["CreateTimestamp"], "{operation}");
    }
}

#[test]
fn what_is_created_again_has_another_id() {
    let mut world = World::in_region(US_EAST_1);
    let first = world.address("one");
    world
        .call("DeleteEmailAddress", json!({ "EmailAddressId": first }))
        .unwrap();
    assert_ne!(world.address("one"), first);
    assert_eq!(World::in_region(US_EAST_1).address("one"), first);
}

#[test]
fn searches_show_a_change_when_they_have_caught_up() {
    let mut world = World::in_region(US_EAST_1);
    world.pass(Duration::ZERO);
    let count = |world: &mut World, operation: &str| {
        world.call(operation, json!({})).unwrap()["ApproximateTotalCount"]
            .as_u64()
            .unwrap()
    };
    let id = world.user();
    world.call("DeleteUser", json!({ "UserId": id })).unwrap();
    world.address("one");
    let before = [
        count(&mut world, "SearchUsers"),
        count(&mut world, "SearchEmailAddresses"),
    ];
    world.pass(Duration::seconds(3));
    let after = [
        count(&mut world, "SearchUsers"),
        count(&mut world, "SearchEmailAddresses"),
    ];
    assert_eq!((before, after), ([120, 10], [119, 11]));
}
