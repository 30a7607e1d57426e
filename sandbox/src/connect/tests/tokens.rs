//! `ClientToken`s through the operations that take one.

use serde_json::json;
use time::Duration;

use super::{World, alias, code};
use crate::account::US_EAST_1;

#[test]
fn a_repeated_call_has_no_second_effect() {
    let mut world = World::in_region(US_EAST_1);
    let (primary, other) = (world.address("primary"), world.address("other"));
    let associate = alias(&primary, &other, "token");
    let disassociate = alias(&primary, &other, "token");
    world.call("AssociateEmailAddressAlias", associate.clone()).unwrap();
    // The token of another operation is another token.
    world
        .call("DisassociateEmailAddressAlias", disassociate.clone())
        .unwrap();
    let before = world.described(&primary);
    world.pass(Duration::hours(23));
    world.call("AssociateEmailAddressAlias", associate.clone()).unwrap();
    world
        .call("DisassociateEmailAddressAlias", disassociate.clone())
        .unwrap();
    assert_eq!(world.described(&primary), before);
    world.pass(Duration::hours(1));
    assert_eq!(
        code(world.call("DisassociateEmailAddressAlias", disassociate)),
        "ResourceNotFoundException"
    );
    world.call("AssociateEmailAddressAlias", associate).unwrap();
    assert_ne!(world.described(&primary), before);
}

#[test]
fn a_token_goes_with_one_input() {
    let mut world = World::in_region(US_EAST_1);
    let create = |name: &str| json!({ "EmailAddress": format!("{name}@example.com"), "ClientToken": "token" });
    let first = world.call("CreateEmailAddress", create("one")).unwrap();
    assert_eq!(world.call("CreateEmailAddress", create("one")).unwrap(), first);
    assert_eq!(
        code(world.call("CreateEmailAddress", create("two"))),
        "IdempotencyException"
    );

    let (one, two) = (&first["EmailAddressId"], world.address("two"));
    let update = |text: &str| json!({ "EmailAddressId": one, "Description": text, "ClientToken": "token" });
    world.call("UpdateEmailAddressMetadata", update("a")).unwrap();
    assert_eq!(
        code(world.call("UpdateEmailAddressMetadata", update("b"))),
        "IdempotencyException"
    );
    assert_eq!(world.described(one)["Description"], "a");

    let three = world.address("three");
    world
        .call("AssociateEmailAddressAlias", alias(one, &two, "token"))
        .unwrap();
    let other = alias(&three, &two, "token");
    assert_eq!(
        code(world.call("AssociateEmailAddressAlias", other.clone())),
        "IdempotencyException"
    );
    world
        .call("DisassociateEmailAddressAlias", alias(one, &two, "token"))
        .unwrap();
    // Its model declares no `IdempotencyException`.
    assert_eq!(
        code(world.call("DisassociateEmailAddressAlias", other)),
        "ResourceConflictException"
    );
}

#[test]
fn a_refused_call_leaves_its_token_unused() {
    let mut world = World::in_region(US_EAST_1);
    let create = |domain: &str| json!({ "EmailAddress": format!("one@{domain}"), "ClientToken": "token" });
    let refused = world.call("CreateEmailAddress", create("elsewhere.example"));
    assert_eq!(code(refused), "InvalidParameterException");
    world.call("CreateEmailAddress", create("example.com")).unwrap();
}
