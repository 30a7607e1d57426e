//! `ListEmailIdentities`.
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html>

use serde::Serialize;

use super::error::Error;
use super::listing::ListInput;
use super::{EmailIdentity, IdentityType, Region, VerificationStatus};
use crate::context::Context;
use crate::wire::validate::{self, Violation};

/// The output of `ListEmailIdentities`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListEmailIdentities<'a> {
    email_identities: Vec<IdentityInfo<'a>>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct IdentityInfo<'a> {
    identity_type: IdentityType,
    identity_name: &'a str,
    sending_enabled: bool,
    verification_status: VerificationStatus,
}

/// `IdentityFilterKey` of the model.
#[derive(Clone, Copy, Debug)]
enum FilterKey {
    NameContains,
    Type,
    Status,
}

const FILTER_KEYS: [(&str, FilterKey); 3] = [
    ("IDENTITY_NAME_CONTAINS", FilterKey::NameContains),
    ("IDENTITY_TYPE", FilterKey::Type),
    ("VERIFICATION_STATUS", FilterKey::Status),
];

#[derive(Debug)]
enum Condition<'a> {
    /// In this very case, of which AWS says nothing: addresses have one.
    NameContains(&'a str),
    Type(IdentityType),
    Status(VerificationStatus),
}

/// `POST /v2/email/list-identities`.
pub fn list<'a>(here: &'a mut Region, context: &Context, input: &ListInput) -> Result<ListEmailIdentities<'a>, Error> {
    let conditions = conditions(input)?;
    let paging = input.paging("ListEmailIdentities", &context.scope)?;
    let rest = here.identities.listed(context.now).range(paging.bounds());
    let matching = rest.filter(|identity| {
        let mut conditions = conditions.iter();
        conditions.all(|condition| condition.holds(identity))
    });
    let page = paging.cut(matching.map(|identity| (identity.name.as_str(), identity)));
    Ok(ListEmailIdentities {
        email_identities: page.items.into_iter().map(info).collect(),
        next_token: page.next_token,
    })
}

fn conditions(input: &ListInput) -> Result<Vec<Condition<'_>>, Violation> {
    let filter = input.filter(&FILTER_KEYS)?.into_iter();
    filter
        .map(|(key, value)| match key {
            FilterKey::NameContains => Ok(Condition::NameContains(value)),
            FilterKey::Type => validate::one_of("Filter", value, &IdentityType::NAMES).map(Condition::Type),
            FilterKey::Status => validate::one_of("Filter", value, &VerificationStatus::NAMES).map(Condition::Status),
        })
        .collect()
}

impl Condition<'_> {
    fn holds(&self, identity: &EmailIdentity) -> bool {
        match self {
            Self::NameContains(text) => identity.name.contains(text),
            Self::Type(wanted) => identity.identity_type() == *wanted,
            Self::Status(wanted) => identity.verification_status == *wanted,
        }
    }
}

fn info(identity: &EmailIdentity) -> IdentityInfo<'_> {
    IdentityInfo {
        identity_type: identity.identity_type(),
        identity_name: &identity.name,
        sending_enabled: identity.verified(),
        verification_status: identity.verification_status,
    }
}
