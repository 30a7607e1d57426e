//! `PutEmailIdentityFeedbackAttributes`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityFeedbackAttributes.html>

use serde::Deserialize;

use super::error::Error;
use super::{EmailIdentity, Region};
use crate::context::Context;

/// The input of `PutEmailIdentityFeedbackAttributes`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityFeedbackAttributesInput {
    email_identity: String,
    #[serde(default)]
    email_forwarding_enabled: bool,
}

/// `PUT /v2/email/identities/{EmailIdentity}/feedback`.
pub fn put(here: &mut Region, context: &Context, input: &PutEmailIdentityFeedbackAttributesInput) -> Result<(), Error> {
    let identity = EmailIdentity {
        feedback_forwarding: input.email_forwarding_enabled,
        ..here.identity(&input.email_identity)?.clone()
    };
    here.put(context, identity);
    Ok(())
}
