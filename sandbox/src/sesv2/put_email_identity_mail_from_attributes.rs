//! `PutEmailIdentityMailFromAttributes`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityMailFromAttributes.html>

use serde::Deserialize;

use super::error::Error;
use super::{BehaviorOnMxFailure, EmailIdentity, MailFromAttributes, MailFromDomainStatus, Region};
use crate::context::Context;
use crate::domain_name::{is_domain_name, is_subdomain};
use crate::wire::Violation;

/// The input of `PutEmailIdentityMailFromAttributes`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutEmailIdentityMailFromAttributesInput {
    email_identity: String,
    mail_from_domain: Option<String>,
    #[serde(default)]
    behavior_on_mx_failure: BehaviorOnMxFailure,
}

/// `PUT /v2/email/identities/{EmailIdentity}/mail-from`. Without a domain, there is none any more.
pub fn put(here: &mut Region, context: &Context, input: PutEmailIdentityMailFromAttributesInput) -> Result<(), Error> {
    let mut identity = here.identity(&input.email_identity)?.clone();
    let domain = input.mail_from_domain.map(|domain| domain.to_ascii_lowercase());
    if let Some(domain) = &domain {
        expect_subdomain(domain, &identity)?;
    }
    let before = identity.mail_from.take();
    identity.mail_from = domain.map(|domain| match before {
        Some(before) if goes_on(&before, &domain) => MailFromAttributes {
            behavior_on_mx_failure: input.behavior_on_mx_failure,
            ..before
        },
        _ => MailFromAttributes::begin(domain, input.behavior_on_mx_failure, context.now),
    });
    here.put(context, identity);
    Ok(())
}

fn expect_subdomain(domain: &str, identity: &EmailIdentity) -> Result<(), Violation> {
    if is_domain_name(domain) && is_subdomain(domain, &identity.domain()) {
        return Ok(());
    }
    let constraint = format!("Member must be a subdomain of {}", identity.domain());
    Err(Violation::new("MailFromDomain", domain, constraint))
}

/// SES goes on with the same domain, unless it has given up.
/// <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
fn goes_on(before: &MailFromAttributes, domain: &str) -> bool {
    before.mail_from_domain == domain && before.mail_from_domain_status != MailFromDomainStatus::Failed
}
