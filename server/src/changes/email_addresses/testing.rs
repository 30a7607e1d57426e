//! What the tests of this folder know: an instance with four addresses, two of them alias and primary.

use crate::changes::{Secrets, World};
use app::model::{
    access::{Access, Role},
    change::Subject,
    email_address::{Details, EmailAddress},
    freshness::{Kind, Scope, ScopeState},
    identity::{Identity, IdentityType, Status},
    instance::{IdentityManagement, Instance, Names},
    region::Region,
    snapshot::Snapshot,
    tag::Tags,
    time::Timestamp,
};
use std::{collections::BTreeMap, sync::Arc};

pub(super) const INSTANCE: &str = "11111111-2222-3333-4444-555555555555";

pub(super) fn subject(id: &str) -> Subject {
    Subject::new(INSTANCE, id)
}

/// Asks in the name of somebody who may do everything.
pub(super) fn with_world<T>(snapshot: &Snapshot, ask: impl FnOnce(&World<'_>) -> T) -> T {
    let (access, secrets) = (Access::of(Role::Admin), Secrets::new());
    ask(&World {
        snapshot,
        access: &access,
        operator_security_profiles: &[],
        secrets: &secrets,
    })
}

/// `help@` is the alias of `support@`, `billing@` stands alone, and of `unread@` only the list told.
pub(super) fn known() -> Snapshot {
    let region = || "us-east-1".parse::<Region>().expect("a Region");
    let addresses = [
        ("support", Some("help")),
        ("help", None),
        ("billing", None),
        ("unread", None),
    ];
    let addresses = addresses.map(|(name, alias)| {
        let key = (INSTANCE.to_owned(), name.to_owned());
        (key, Arc::new(address(name, alias)))
    });
    let identities = [
        identity("us-east-1", "example.com", Status::Success),
        identity("us-east-1", "pending.example", Status::Pending),
        identity("eu-west-2", "elsewhere.example", Status::Success),
    ];
    let identities = identities.map(|one| ((one.region.to_string(), one.name.clone()), Arc::new(one)));
    let scope = Scope {
        kind: Kind::EmailAddresses,
        region: region(),
    };
    let listed = ScopeState {
        listed_at: Some(Timestamp::from_millis(0)),
        ..ScopeState::default()
    };
    Snapshot {
        regions: vec![region()],
        instances: Arc::new(BTreeMap::from([(INSTANCE.to_owned(), instance(region()))])),
        email_addresses: Arc::new(BTreeMap::from(addresses)),
        identities: Arc::new(BTreeMap::from(identities)),
        scopes: BTreeMap::from([(scope, listed)]),
        ..Snapshot::default()
    }
}

/// Takes every alias away.
pub(super) fn dissolve(snapshot: &mut Snapshot) {
    for address in Arc::make_mut(&mut snapshot.email_addresses).values_mut() {
        Arc::make_mut(address).alias = None;
    }
}

fn instance(region: Region) -> Instance {
    Instance {
        region,
        id: INSTANCE.to_owned(),
        arn: format!("arn:aws:connect:us-east-1:111122223333:instance/{INSTANCE}"),
        alias: "support-us".to_owned(),
        identity_management: IdentityManagement::ConnectManaged,
        status: "ACTIVE".to_owned(),
        access_url: None,
        created: None,
        tags: Tags::new(),
        names: Names::default(),
    }
}

fn address(name: &str, alias: Option<&str>) -> EmailAddress {
    let details = || Details {
        tags: [("team".to_owned(), name.to_owned())].into(),
        ..Details::default()
    };
    EmailAddress {
        instance: INSTANCE.to_owned(),
        id: name.to_owned(),
        arn: format!("arn:aws:connect:us-east-1:111122223333:instance/{INSTANCE}/email-address/{name}"),
        address: format!("{name}@example.com"),
        display_name: None,
        description: None,
        alias: alias.map(str::to_owned),
        details: (name != "unread").then(details),
        described_at: None,
    }
}

fn identity(region: &str, name: &str, status: Status) -> Identity {
    Identity {
        region: region.parse().expect("a Region"),
        name: name.to_owned(),
        identity_type: IdentityType::Domain,
        sending_enabled: true,
        status,
        details: None,
        first_seen: Timestamp::from_millis(0),
        described_at: None,
    }
}
