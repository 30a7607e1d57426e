//! `CreateEmailIdentity`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::signing::{DkimSigningAttributes, Signing};
use super::{DkimAttributes, EmailIdentity, IdentityType, State, VerificationStatus, names, tags};
use crate::context::Context;
use crate::tags::{Tag, Tags};
use crate::wire::Violation;

/// A Region.
const MOST_IDENTITIES: usize = 10_000;

/// The input of `CreateEmailIdentity`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEmailIdentityInput {
    email_identity: String,
    #[serde(default)]
    tags: Vec<Tag>,
    dkim_signing_attributes: Option<DkimSigningAttributes>,
    configuration_set_name: Option<String>,
}

/// The output of `CreateEmailIdentity`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEmailIdentity {
    identity_type: IdentityType,
    verified_for_sending_status: bool,
    dkim_attributes: DkimAttributes,
}

/// `POST /v2/email/identities`. SES begins to look for a domain's records, or mails a link to an address.
pub fn create(
    state: &mut State,
    context: &Context,
    input: CreateEmailIdentityInput,
) -> Result<CreateEmailIdentity, Error> {
    names::expect_identity(&input.email_identity)?;
    let mut identity = EmailIdentity {
        name: names::canonical(&input.email_identity),
        feedback_forwarding: true,
        tags: tags::merged(&Tags::new(), input.tags)?,
        configuration_set: input.configuration_set_name,
        ..EmailIdentity::default()
    };
    let signing = signing(&identity, input.dkim_signing_attributes)?;
    expect_room(state, context, &identity)?;
    if let Some(signing) = signing {
        identity.dkim.signing_enabled = true;
        state.sign(context, &mut identity, signing);
    } else {
        identity.verification_status = VerificationStatus::Pending;
        identity.link = Some(state.mail_link(context, &identity.name));
    }
    let output = CreateEmailIdentity {
        identity_type: identity.identity_type(),
        verified_for_sending_status: identity.verified(),
        dkim_attributes: identity.dkim.clone(),
    };
    state.put(context, identity);
    Ok(output)
}

/// "You can only specify this object if the email identity is a domain, as opposed to an address."
fn signing(identity: &EmailIdentity, attributes: Option<DkimSigningAttributes>) -> Result<Option<Signing>, Violation> {
    match (identity.identity_type(), attributes) {
        (IdentityType::EmailAddress, None) => Ok(None),
        (IdentityType::EmailAddress, Some(_)) => Err(Violation::without_value(
            "DkimSigningAttributes",
            "Member must not be given for an email address",
        )),
        (_, attributes) => attributes.unwrap_or_default().of_new().map(Some),
    }
}

fn expect_room(state: &mut State, context: &Context, identity: &EmailIdentity) -> Result<(), Error> {
    let here = state.region(&context.scope);
    let name = &identity.name;
    if here.identities.current().get(name).is_some() {
        return Err(Error::AlreadyExists(format!("Email identity {name} already exists.")));
    }
    if let Some(name) = &identity.configuration_set {
        here.configuration_set(name)?;
    }
    if here.identities.current().len() >= MOST_IDENTITIES {
        let message = format!("There are {MOST_IDENTITIES} email identities in this Region already.");
        return Err(Error::LimitExceeded(message));
    }
    Ok(())
}
