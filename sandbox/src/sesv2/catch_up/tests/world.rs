//! SES, a DNS and a clock, for tests.

use serde_json::{Value, json};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::account::Scope;
use crate::context::{Context, Moment};
use crate::dns::testing::{name, publish};
use crate::dns::{NameServer, Zones};
use crate::sesv2::{
    DkimOrigin, EmailIdentity, State, VerificationStatus, create_email_identity, delete_email_identity,
    put_email_identity_dkim_signing_attributes, put_email_identity_mail_from_attributes,
};

pub const BEGIN: OffsetDateTime = datetime!(2026-01-31 12:00 UTC);
pub const US: &str = "us-east-1";
pub const EU: &str = "eu-west-2";
pub const AP: &str = "ap-southeast-2";
pub const NAME: &str = "example.com";

fn input<T: serde::de::DeserializeOwned>(members: Value) -> T {
    serde_json::from_value(members).unwrap()
}

/// SES, a DNS and a clock. The calls are those of the first account.
pub struct World {
    pub ses: State,
    pub zones: Zones,
    pub now: OffsetDateTime,
}

impl World {
    pub fn new() -> Self {
        Self {
            ses: State::default(),
            zones: Zones::default(),
            now: BEGIN,
        }
    }

    pub fn pass(&mut self, time: Duration) {
        self.now += time;
        self.ses.catch_up(self.moment(), &self.zones);
    }

    pub fn moment(&self) -> Moment {
        Moment::without_lag(self.now)
    }

    pub fn context(&self, region: &str) -> Context {
        self.moment().within(Scope::first_account(region))
    }

    /// Creates an identity with `attributes`, which may be null.
    pub fn create(&mut self, region: &str, name: &str, attributes: Value) {
        let input = input(json!({ "EmailIdentity": name, "DkimSigningAttributes": attributes }));
        let context = self.context(region);
        create_email_identity::create(&mut self.ses, &context, input).unwrap();
    }

    pub fn replicate(&mut self, region: &str, parent: &str) {
        let origin = DkimOrigin::ReplicaOf(parent.to_owned());
        self.create(region, NAME, json!({ "DomainSigningAttributesOrigin": origin }));
    }

    pub fn delete(&mut self, region: &str, name: &str) -> Result<(), String> {
        let input = input(json!({ "EmailIdentity": name }));
        let context = self.context(region);
        let answer = delete_email_identity::delete(&mut self.ses, &context, &input);
        answer.map_err(|error| error.to_string())
    }

    pub fn sign(&mut self, region: &str, origin: &DkimOrigin, attributes: Value) -> Result<Value, String> {
        let attributes = json!({
            "EmailIdentity": NAME,
            "SigningAttributesOrigin": origin,
            "SigningAttributes": attributes,
        });
        let context = self.context(region);
        let answer = put_email_identity_dkim_signing_attributes::put(&mut self.ses, &context, input(attributes));
        let answer = answer.map_err(|error| error.to_string())?;
        Ok(serde_json::to_value(answer).unwrap())
    }

    pub fn set_mail_from(&mut self, domain: Value) {
        let input = input(json!({ "EmailIdentity": NAME, "MailFromDomain": domain }));
        let context = self.context(US);
        let here = self.ses.region(&context.scope);
        put_email_identity_mail_from_attributes::put(here, &context, input).unwrap();
    }

    pub fn get(&mut self, region: &str, name: &str) -> EmailIdentity {
        let here = self.ses.region(&Scope::first_account(region));
        here.identity(name).unwrap().clone()
    }

    pub fn error(&mut self, region: &str) -> Value {
        let error = self.get(region, NAME).verification_info.error_type;
        serde_json::to_value(error).unwrap()
    }

    /// Publishes what the identity in this Region asks for.
    pub fn publish(&mut self, region: &str) {
        let dkim = self.get(region, NAME).dkim;
        let zone = dkim.signing_hosted_zone.unwrap();
        for token in dkim.tokens.unwrap() {
            let name = format!("{token}._domainkey.{NAME}");
            publish(&mut self.zones, &name, "CNAME", &[&format!("{token}.{zone}")]);
        }
    }

    pub fn set_name_server(&mut self, server: NameServer) {
        self.zones.set_server(&name(NAME), server).unwrap();
    }

    /// Withdraws everything that is published.
    pub fn withdraw_all(&mut self) {
        let origin = name(NAME);
        let sets = self.zones.record_sets_below(&origin).into_iter();
        let sets: Vec<_> = sets.map(|(name, set)| (name.clone(), set.record_type())).collect();
        for (name, record_type) in sets {
            self.zones.withdraw(&name, record_type).unwrap();
        }
    }

    pub fn statuses(&mut self) -> (VerificationStatus, VerificationStatus) {
        let identity = self.get(US, NAME);
        (identity.verification_status, identity.dkim.status)
    }
}
