use serde_json::Value;
use time::Duration;

use super::world::{BEGIN, US, World};
use crate::account::Scope;
use crate::sesv2::VerificationStatus;
use crate::sesv2::outbox::LinkError;

#[test]
fn an_address_is_verified_by_the_link_that_was_mailed() {
    let mut world = World::new();
    let address = "zoe@example.com";
    world.create(US, address, Value::Null);
    let mail = world.ses.outbox().next().unwrap().clone();
    assert_eq!((mail.to.as_str(), mail.sent), (address, BEGIN));
    assert_eq!(
        (mail.scope, mail.expires),
        (Scope::first_account(US), BEGIN + Duration::DAY)
    );
    world.pass(Duration::hours(23));
    assert_eq!(
        world.ses.follow_link("made-up", world.moment()),
        Err(LinkError::Unknown)
    );
    assert_eq!(world.ses.follow_link(&mail.token, world.moment()), Ok(()));
    assert_eq!(world.ses.follow_link(&mail.token, world.moment()), Ok(()));
    world.pass(Duration::HOUR);
    assert!(world.get(US, address).verified());
    assert_eq!(world.ses.outbox().count(), 0);
}

#[test]
fn a_link_is_good_for_a_day() {
    let mut world = World::new();
    let address = "zoe@example.com";
    world.create(US, address, Value::Null);
    let first = world.ses.outbox().next().unwrap().token.clone();
    world.pass(Duration::DAY);
    assert_eq!(world.get(US, address).verification_status, VerificationStatus::Failed);
    assert_eq!(world.ses.follow_link(&first, world.moment()), Err(LinkError::Expired));

    world.delete(US, address).unwrap();
    assert_eq!(world.ses.follow_link(&first, world.moment()), Err(LinkError::Unknown));
    world.create(US, address, Value::Null);
    let second = world.ses.outbox().next().unwrap().token.clone();
    assert_ne!(first, second);
    world.delete(US, address).unwrap();
    world.create(US, address, Value::Null);
    assert_eq!(world.ses.follow_link(&second, world.moment()), Err(LinkError::Unknown));
}
