//! What can have tags, and how it is named.

use super::error::Error;
use super::{EmailIdentity, Region};
use crate::account::Scope;
use crate::arn::Arn;
use crate::context::Context;
use crate::tags::Tags;
use crate::wire::Violation;

const MEMBER: &str = "ResourceArn";

/// A resource that can have tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// A domain or an address.
    Identity(&'a str),
    /// A configuration set.
    ConfigurationSet(&'a str),
}

/// The resource that `arn` names. One of another account or Region is not found, and neither is one of
/// a kind that is not simulated.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html>
pub fn of_arn<'a>(arn: &'a str, scope: &Scope) -> Result<Resource<'a>, Error> {
    let malformed = || Violation::new(MEMBER, arn, "Member must be the ARN of a resource of SES");
    let parsed = Arn::parse(arn).ok_or_else(malformed)?;
    let (region, account) = (parsed.region, parsed.account);
    let (kind, name) = parsed.resource.split_once('/').ok_or_else(malformed)?;
    let of_ses = (parsed.partition, parsed.service) == ("aws", "ses");
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    if !of_ses || region.is_empty() || !is_account || kind.is_empty() || name.is_empty() {
        return Err(malformed().into());
    }
    let here = region == scope.region && account == scope.account;
    match kind {
        "identity" if here => Ok(Resource::Identity(name)),
        "configuration-set" if here => Ok(Resource::ConfigurationSet(name)),
        _ => Err(Error::NotFound(format!("Resource {arn} does not exist."))),
    }
}

impl Region {
    /// The tags of a resource.
    pub fn tags(&self, resource: Resource<'_>) -> Result<&Tags, Error> {
        match resource {
            Resource::Identity(name) => Ok(&self.identity(name)?.tags),
            Resource::ConfigurationSet(name) => self.configuration_set(name),
        }
    }

    /// Replaces the tags of a resource.
    pub fn set_tags(&mut self, context: &Context, resource: Resource<'_>, tags: Tags) -> Result<(), Error> {
        match resource {
            Resource::Identity(name) => {
                let identity = EmailIdentity {
                    tags,
                    ..self.identity(name)?.clone()
                };
                self.put(context, identity);
            }
            Resource::ConfigurationSet(name) => {
                self.configuration_sets.insert(name.to_owned(), tags);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_names_a_resource_of_the_caller() {
        let scope = Scope::first_account("us-east-1");
        let of = |rest: &str| format!("arn:aws:ses:{rest}");
        let arn = of("us-east-1:111122223333:identity/a:b/c@example.com");
        assert_eq!(of_arn(&arn, &scope).unwrap(), Resource::Identity("a:b/c@example.com"));
        let arn = of("us-east-1:111122223333:configuration-set/marketing");
        assert_eq!(of_arn(&arn, &scope).unwrap(), Resource::ConfigurationSet("marketing"));
        for elsewhere in [
            "eu-west-2:111122223333:identity/example.com",
            "us-east-1:444455556666:identity/example.com",
            "us-east-1:111122223333:contact-list/news",
        ] {
            let error = of_arn(&of(elsewhere), &scope).unwrap_err();
            assert!(matches!(error, Error::NotFound(_)), "{elsewhere}");
        }
        for malformed in [
            "",
            "example.com",
            "arn:aws:sns:us-east-1:111122223333:identity/example.com",
            "arn:aws:ses:us-east-1:111122223333:identity",
            "arn:aws:ses:us-east-1:111122223333:identity/",
            "arn:aws:ses:us-east-1:1111:identity/example.com",
            "arn:aws:ses::111122223333:identity/example.com",
        ] {
            let error = of_arn(malformed, &scope).unwrap_err();
            assert!(matches!(error, Error::BadRequest(_)), "{malformed}");
        }
    }
}
