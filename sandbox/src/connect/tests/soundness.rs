//! The indexes agree with the resources, and no alias breaks a rule, in whatever order the
//! operations come.

use serde_json::json;
use time::Duration;

use super::{World, alias};
use crate::account::{EU_WEST_2, US_EAST_1};
use crate::connect::Instance;
use crate::generator::Generator;

#[test]
fn addresses_and_aliases_stay_sound() {
    let mut world = World::in_region(US_EAST_1);
    let mut generator = Generator::new(&["any order"]);
    let operations = [
        "CreateEmailAddress",
        "DeleteEmailAddress",
        "AssociateEmailAddressAlias",
        "AssociateEmailAddressAlias",
        "AssociateEmailAddressAlias",
        "DisassociateEmailAddressAlias",
        "UpdateEmailAddressMetadata",
    ];
    let mut refused = 0;
    for number in 0..3000 {
        let addresses = world.instance().email_addresses.current();
        let ids: Vec<_> = addresses
            .all()
            .map(|address| json!(address.id))
            .chain([json!("gone")])
            .collect();
        let mut members = alias(generator.pick(&ids), generator.pick(&ids), &format!("token {number}"));
        members["EmailAddress"] = json!(format!("a{}@EXAMPLE.com", generator.below(30)));
        members["Description"] = json!(number.to_string());
        refused += u32::from(world.call(generator.pick(&operations), members).is_err());
        world.pass(Duration::seconds(1));
        let now = world.context.now;
        let addresses = &mut world.instance().email_addresses;
        assert!(addresses.current().is_sound(), "{number}");
        assert!(addresses.listed(now).is_sound(), "{number}");
    }
    assert!((500..2900).contains(&refused), "{refused}");
}

#[test]
fn users_stay_sound() {
    let mut world = World::in_region(EU_WEST_2);
    let mut generator = Generator::new(&["any order"]);
    let operations = [
        "CreateUser",
        "DeleteUser",
        "UpdateUserHierarchy",
        "UpdateUserSecurityProfiles",
        "UpdateUserRoutingProfile",
    ];
    let Instance {
        routing_profiles,
        security_profiles,
        hierarchy,
        ..
    } = world.instance();
    let routing_profiles: Vec<_> = routing_profiles.keys().cloned().collect();
    let security_profiles: Vec<_> = security_profiles.keys().cloned().collect();
    let groups: Vec<_> = hierarchy.groups().keys().cloned().map(Some).chain([None]).collect();
    for number in 0..1000 {
        let users = world.instance().users.current();
        let ids: Vec<_> = users
            .all()
            .map(|user| user.id.clone())
            .chain(["gone".to_owned()])
            .collect();
        let profiles = [generator.pick(&security_profiles), generator.pick(&security_profiles)];
        let mut members = json!({
            "UserId": generator.pick(&ids),
            "Username": format!("User{}", generator.below(500)),
            "IdentityInfo": { "FirstName": "A", "LastName": "B" },
            "SecurityProfileIds": profiles,
            "RoutingProfileId": generator.pick(&routing_profiles),
        });
        if let Some(group) = generator.pick(&groups) {
            members["HierarchyGroupId"] = json!(group);
        }
        // Refusals are welcome: of names that are taken, and of the same profile twice.
        let _ = world.call(generator.pick(&operations), members);
        world.pass(Duration::seconds(1));
        let now = world.context.now;
        let users = &mut world.instance().users;
        assert!(users.current().is_sound(), "{number}");
        assert!(users.listed(now).is_sound(), "{number}");
    }
}
