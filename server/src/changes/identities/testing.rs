//! What is known, for tests.

use crate::changes::{Secrets, World};
use app::model::{
    access::{Access, Role},
    change::SecretField,
    identity::{Details, Dkim, Identity, IdentityType, Origin, Status, verification::VerificationInfo},
    overview::SesRegion,
    region::Region,
    snapshot::Snapshot,
    time::Timestamp,
};
use std::sync::Arc;

/// A key of 2048 bits. Nothing but tests uses it.
pub(super) const PRIVATE_KEY: &str = include_str!("../../../../sandbox/tests/rsa_private_key.txt").trim_ascii();

/// When the keys were made, and when the identities were described: two days later.
pub(super) const KEY_MADE: Timestamp = Timestamp::from_millis(1_795_000_000_000);
const DESCRIBED: Timestamp = Timestamp::from_millis(1_795_172_800_000);

/// A snapshot, somebody who may do everything, and what they gave.
pub(super) struct Known {
    pub(super) snapshot: Snapshot,
    access: Access,
    secrets: Secrets,
}

impl Known {
    pub(super) fn of(identities: impl IntoIterator<Item = Identity>) -> Self {
        let by_name = |identity: Identity| ((identity.region.to_string(), identity.name.clone()), Arc::new(identity));
        let regions = vec![region("eu-west-2"), region("us-east-1")];
        let ses = |region: &Region| SesRegion {
            region: region.clone(),
            production_access: true,
            sending_enabled: true,
            configuration_sets: vec!["news".to_owned()],
        };
        Self {
            snapshot: Snapshot {
                account: Some("111122223333".to_owned()),
                identities: Arc::new(identities.into_iter().map(by_name).collect()),
                ses: regions.iter().map(|region| (region.clone(), ses(region))).collect(),
                regions,
                ..Snapshot::default()
            },
            access: Access::of(Role::Admin),
            secrets: Secrets::new(),
        }
    }

    pub(super) fn give(&mut self, field: SecretField, secret: &str) {
        self.secrets.insert(field.name(), secret.to_owned().into());
    }

    pub(super) fn world(&self) -> World<'_> {
        World {
            snapshot: &self.snapshot,
            access: &self.access,
            operator_security_profiles: &[],
            secrets: &self.secrets,
        }
    }
}

pub(super) fn region(code: &str) -> Region {
    code.parse().expect("a Region")
}

/// A verified domain with Easy DKIM.
pub(super) fn domain(at: &str, name: &str) -> Identity {
    Identity {
        region: region(at),
        name: name.to_owned(),
        identity_type: IdentityType::Domain,
        sending_enabled: true,
        status: Status::Success,
        details: Some(Details {
            feedback_forwarding: true,
            verified_for_sending: true,
            dkim: Some(easy()),
            mail_from: None,
            policies: [].into(),
            tags: [].into(),
            configuration_set: None,
            verification: VerificationInfo::default(),
        }),
        first_seen: KEY_MADE,
        described_at: Some(DESCRIBED),
    }
}

/// The same with other details.
pub(super) fn domain_with(at: &str, name: &str, change: impl FnOnce(&mut Details)) -> Identity {
    let mut identity = domain(at, name);
    change(identity.details.as_mut().expect("details"));
    identity
}

/// The same with its key from elsewhere.
pub(super) fn domain_signed(at: &str, name: &str, origin: Origin, tokens: &[&str]) -> Identity {
    domain_with(at, name, |details| {
        let dkim = details.dkim.as_mut().expect("DKIM");
        dkim.origin = origin;
        dkim.tokens = tokens.iter().map(ToString::to_string).collect();
    })
}

/// A verified address.
pub(super) fn address(at: &str, name: &str) -> Identity {
    let mut identity = domain_with(at, name, |details| {
        details.dkim = Some(Dkim {
            signing_enabled: false,
            status: Status::NotStarted,
            tokens: Vec::new(),
            next_key_length: None,
            current_key_length: None,
            last_key_generation: None,
            signing_hosted_zone: None,
            ..easy()
        });
    });
    identity.identity_type = IdentityType::EmailAddress;
    identity
}

fn easy() -> Dkim {
    Dkim {
        signing_enabled: true,
        status: Status::Success,
        tokens: ["a", "b", "c"].map(str::to_owned).into(),
        signing_hosted_zone: Some("dkim.amazonses.com".to_owned()),
        origin: Origin::EasyDkim,
        next_key_length: Some("RSA_2048_BIT".to_owned()),
        current_key_length: Some("RSA_2048_BIT".to_owned()),
        last_key_generation: Some(KEY_MADE),
    }
}
