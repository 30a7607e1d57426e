//! A new identity.

use super::{
    dkim_fields::{self, DkimFields},
    identity_name,
    tags::{self, TagFields},
};
use crate::model::{
    change::{Action, FieldError, Form},
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form. A private key is no field of it: it is asked for with the review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateIdentity {
    /// The Region.
    pub region: String,
    /// The domain or the address, as it was typed or pasted.
    pub name: String,
    /// A domain: whose key it is, one of [`dkim_fields`]' origins.
    pub dkim: String,
    /// Easy DKIM: the key's length.
    pub next_signing_key_length: String,
    /// BYODKIM: the name before `._domainkey`.
    pub selector: String,
    /// A replica: the parent's Region.
    pub parent_region: String,
    /// The default configuration set; empty for none.
    pub configuration_set: String,
    /// The tags' keys.
    pub tag_key: Vec<String>,
    /// The tags' values.
    pub tag_value: Vec<String>,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The Regions that can be chosen.
    pub regions: Vec<InRegion>,
}

/// What is known of a Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InRegion {
    /// Its code.
    pub region: String,
    /// The configuration sets; `None` while they are not read.
    pub configuration_sets: Option<Vec<String>>,
    /// The domains with Easy DKIM and a key of their own, which can have replicas. There can be ten thousand, so that they are
    /// one text, with spaces between them.
    pub parents: String,
    /// The names of all other identities, in the same way.
    pub others: String,
}

impl InRegion {
    fn has(&self, name: &str) -> bool {
        is_in(&self.parents, name) || is_in(&self.others, name)
    }
}

fn is_in(names: &str, name: &str) -> bool {
    names.split(' ').any(|one| one == name)
}

impl Context {
    /// What is known of a Region.
    #[must_use]
    pub fn region(&self, code: &str) -> Option<&InRegion> {
        self.regions.iter().find(|region| region.region == code)
    }

    /// The Regions in which `domain` can be the parent of a replica in the Region `here`.
    #[must_use]
    pub fn parents(&self, domain: &str, here: &str) -> Vec<String> {
        let parents = self
            .regions
            .iter()
            .filter(|region| region.region != here && is_in(&region.parents, domain));
        parents.map(|region| region.region.clone()).collect()
    }
}

impl CreateIdentity {
    /// The name as SES takes it, if it can be one.
    #[must_use]
    pub fn canonical_name(&self) -> Option<String> {
        identity_name::canonical(&self.name).ok()
    }

    /// Whether it is an e-mail address, which has no DKIM key of its own.
    #[must_use]
    pub fn is_address(&self) -> bool {
        self.canonical_name().is_some_and(|name| name.contains('@'))
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }

    fn wrong_with_name(&self, here: Option<&InRegion>) -> Option<FieldError> {
        let wrong = match identity_name::canonical(&self.name) {
            Err(wrong) => wrong,
            Ok(name) if here.is_some_and(|here| here.has(&name)) => {
                format!("{name} is an identity in {} already.", self.region)
            }
            Ok(_) => return None,
        };
        Some(FieldError::new("name", wrong))
    }

    fn wrong_with_dkim(&self, context: &Context) -> Option<FieldError> {
        let name = self.canonical_name().filter(|name| !name.contains('@'))?;
        let fields = DkimFields {
            origin_field: "dkim",
            origin: &self.dkim,
            next_signing_key_length: &self.next_signing_key_length,
            selector: &self.selector,
            parent_region: &self.parent_region,
            parents: &context.parents(&name, &self.region),
        };
        fields.check()
    }
}

/// What is wrong with the choice of a configuration set, of those that are there.
pub(super) fn wrong_with_configuration_set(chosen: &str, there: Option<&[String]>) -> Option<FieldError> {
    let wrong = match there {
        _ if chosen.is_empty() => return None,
        None => {
            "The configuration sets of this Region are not read from AWS yet. Leave it empty, or try again in a moment."
        }
        Some(there) if !there.iter().any(|one| one == chosen) => "Choose a configuration set of this Region.",
        Some(_) => return None,
    };
    Some(FieldError::new("configuration_set", wrong))
}

impl Form for CreateIdentity {
    const ACTION: Action = Action::CreateIdentity;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("region", "Region"),
        ("name", "Domain or email address"),
        ("dkim", "Signing origin"),
        ("next_signing_key_length", "Key length"),
        ("selector", "Selector"),
        ("parent_region", "Parent Region"),
        ("configuration_set", "Configuration set"),
        ("tag_key", "Tags"),
        ("tag_value", "Tags"),
    ];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let here = context.region(&self.region);
        let mut errors = Vec::new();
        if here.is_none() {
            errors.push(FieldError::new("region", "Choose a Region."));
        }
        errors.extend(self.wrong_with_name(here));
        errors.extend(self.wrong_with_dkim(context));
        let sets = here.and_then(|here| here.configuration_sets.as_deref());
        errors.extend(wrong_with_configuration_set(&self.configuration_set, sets));
        errors.extend(tags::check(
            &TagFields::ses(&self.tag_key, &self.tag_value),
            &Tags::new(),
        ));
        errors
    }
}

/// A form as it starts: Easy DKIM, with the key length that SES gives by itself.
impl CreateIdentity {
    /// In `region`, which may be empty.
    #[must_use]
    pub fn in_region(region: &str) -> Self {
        Self {
            region: region.to_owned(),
            dkim: dkim_fields::EASY.to_owned(),
            next_signing_key_length: dkim_fields::KEY_LENGTHS[0].to_owned(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        let region = |code: &str, parents: &str, others: &str| InRegion {
            region: code.to_owned(),
            configuration_sets: Some(vec!["news".to_owned()]),
            parents: parents.to_owned(),
            others: others.to_owned(),
        };
        Context {
            regions: vec![
                region("eu-west-2", "example.com example.org", "Jo@example.com"),
                region("us-east-1", "", "example.org"),
            ],
        }
    }

    fn form(region: &str, name: &str) -> CreateIdentity {
        CreateIdentity {
            name: name.to_owned(),
            ..CreateIdentity::in_region(region)
        }
    }

    fn wrong(form: &CreateIdentity) -> Vec<String> {
        form.check(&context()).into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_name_is_taken_in_one_region_only() {
        assert_eq!(wrong(&form("eu-west-2", "https://Example.com/")), ["name"]);
        assert_eq!(wrong(&form("us-east-1", "https://Example.com/")), Vec::<String>::new());
        assert_eq!(wrong(&form("eu-west-2", "Jo@example.com")), ["name"]);
        assert_eq!(wrong(&form("eu-west-2", "ann@example.com")), Vec::<String>::new());
        assert_eq!(wrong(&form("eu-west-3", "ann@example.com")), ["region"]);
    }

    #[test]
    fn a_replica_has_a_parent_elsewhere() {
        let replica = |name: &str, parent: &str| CreateIdentity {
            dkim: dkim_fields::REPLICA.to_owned(),
            parent_region: parent.to_owned(),
            ..form("us-east-1", name)
        };
        assert_eq!(wrong(&replica("example.com", "eu-west-2")), Vec::<String>::new());
        assert_eq!(wrong(&replica("example.com", "us-east-1")), ["parent_region"]);
        assert_eq!(wrong(&replica("example.net", "eu-west-2")), ["dkim"]);
        // An address has no key of its own.
        assert_eq!(wrong(&replica("jo@example.net", "")), Vec::<String>::new());
    }

    #[test]
    fn a_configuration_set_is_one_of_the_region_s() {
        let with = |set: &str| CreateIdentity {
            configuration_set: set.to_owned(),
            ..form("us-east-1", "example.net")
        };
        assert_eq!(wrong(&with("news")), Vec::<String>::new());
        assert_eq!(wrong(&with("other")), ["configuration_set"]);
        let unread = wrong_with_configuration_set("news", None).expect("an error");
        assert!(unread.message.contains("not read"), "{}", unread.message);
    }
}
