//! `DeleteEmailIdentity`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html>

use super::error::Error;
use super::get_email_identity::EmailIdentityInput;
use super::{EmailIdentity, State};
use crate::context::Context;
use crate::wire::Violation;

/// `DELETE /v2/email/identities/{EmailIdentity}`. Its policies and its tags go with it.
pub fn delete(state: &mut State, context: &Context, input: &EmailIdentityInput) -> Result<(), Error> {
    let identity = state.region(&context.scope).identity(&input.email_identity)?.clone();
    expect_no_replicas(state, context, &identity)?;
    state.remove(context, &identity.name);
    Ok(())
}

/// A parent stays for as long as its key is used elsewhere.
/// <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html>
fn expect_no_replicas(state: &State, context: &Context, identity: &EmailIdentity) -> Result<(), Violation> {
    if !identity.dkim.is_easy() {
        return Ok(());
    }
    let regions = state.replicas.of(&context.scope, &identity.name);
    if regions.is_empty() {
        return Ok(());
    }
    let constraint = format!("Member must not have replicas, as it has in {}", regions.join(", "));
    Err(Violation::new("EmailIdentity", &identity.name, constraint))
}
