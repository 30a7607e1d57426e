//! SES identities.

mod create;
mod delete;
mod delete_policy;
mod edit_configuration_set;
mod edit_dkim_signing;
mod edit_feedback_forwarding;
mod edit_mail_from;
mod edit_policy;
mod edit_signing_attributes;
mod edit_tags;
mod replicas;
#[cfg(test)]
mod testing;

pub use app::model::forms::{
    CreateIdentity, DeleteIdentity, DeletePolicy, EditConfigurationSet, EditDkimSigning, EditFeedbackForwarding,
    EditIdentityTags, EditMailFrom, EditPolicy, EditSigningAttributes,
};

use super::{Closed, Plan, UndoPlan, World, missing};
use crate::aws::write::SecretInput;
use app::model::{
    change::{FieldError, Form, Resource, SecretField, Subject, form},
    forms::dkim_key,
    freshness::Kind,
    identity::{Details, Identity},
};
use secrecy::ExposeSecret;

/// The identity and what `GetEmailIdentity` tells of it.
fn found<'a>(subject: &Subject, world: &World<'a>) -> Result<(&'a Identity, &'a Details), Closed> {
    let key = (subject.parent.clone(), subject.id.clone());
    let Some(identity) = world.snapshot.identities.get(&key) else {
        return Err(missing(world.snapshot, Kind::Identities));
    };
    let details = identity.details.as_ref().ok_or(Closed::NotReadYet)?;
    Ok((identity, details))
}

/// The same, of a verified identity: only such a one can have policies.
/// Source: <https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-identity-owner-tasks-policy.html>
fn found_verified<'a>(subject: &Subject, world: &World<'a>) -> Result<(&'a Identity, &'a Details), Closed> {
    let (identity, details) = found(subject, world)?;
    if details.verified_for_sending {
        return Ok((identity, details));
    }
    let why = format!(
        "{} is not verified. SES takes policies for verified identities only.",
        identity.name
    );
    Err(Closed::Impossible(why))
}

/// A plan that changes an identity and can be undone with the form as it is now.
fn edit<F: Form>(title: &str, subject: &Subject, now: &F) -> Plan {
    let undo = UndoPlan::By {
        action: F::ACTION,
        subject: subject.clone(),
        form: form::encode(now),
    };
    let title = format!("{title} {}", subject.id);
    Plan::new(title, "Save 1 change".to_owned(), resource(subject), undo)
}

fn resource(subject: &Subject) -> Resource {
    Resource {
        kind: Kind::Identities,
        subject: subject.clone(),
        name: subject.id.clone(),
    }
}

const fn on_off(is_on: bool) -> &'static str {
    if is_on { "On" } else { "Off" }
}

/// The configuration sets of a Region; `None` while they are not read.
fn configuration_sets(region: &str, world: &World<'_>) -> Option<Vec<String>> {
    let found = world.snapshot.ses.values().find(|ses| ses.region.as_str() == region);
    found.map(|ses| ses.configuration_sets.clone())
}

/// The private key as SES takes it, and the record that publishes its public half. While it is only reviewed there is none.
fn private_key(world: &World<'_>) -> (SecretInput, Option<String>) {
    let given = world
        .secret(SecretField::DkimPrivateKey)
        .map(ExposeSecret::expose_secret);
    let Some(line) = given.and_then(|given| dkim_key::check_private_key(given).ok()) else {
        return (SecretInput::default(), None);
    };
    let record = dkim_key::txt_value(&line);
    (SecretInput::given(line.into()), record)
}

/// What is wrong with the private key, if one was given.
fn check_private_key(world: &World<'_>) -> Vec<FieldError> {
    let given = world
        .secret(SecretField::DkimPrivateKey)
        .map(ExposeSecret::expose_secret);
    let wrong = given.and_then(|given| dkim_key::check_private_key(given).err());
    wrong
        .map(|wrong| FieldError::new(SecretField::DkimPrivateKey.name(), wrong))
        .into_iter()
        .collect()
}

/// What the audit log keeps of the public half: AWS never returns it.
fn public_half(selector: &str, domain: &str, record: &str) -> String {
    format!("The public key: {selector}._domainkey.{domain} TXT \"{record}\"")
}

/// What BYODKIM asks for.
const OWN_KEY: &str = "Frontdesk does not keep the private key. Publish the public key under the selector yourself: AWS never \
    returns it, but the audit entry of this change keeps the record.";
