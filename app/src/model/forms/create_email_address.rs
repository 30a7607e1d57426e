//! A new e-mail address.

use super::{
    host_name,
    tags::{self, TagFields},
    unseen::wrong_with_unseen,
};
use crate::model::{
    change::{Action, FieldError, Form},
    region::Region,
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateEmailAddress {
    /// What stands before the `@`; a whole address, pasted here, is understood.
    pub local_part: String,
    /// What stands after it.
    pub domain: String,
    /// The name that customers see.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// The tags' keys.
    pub tag_key: Vec<String>,
    /// The tags' values.
    pub tag_value: Vec<String>,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The instance's alias.
    pub instance: String,
    /// Its Region; `None` only where nothing is known.
    pub region: Option<Region>,
    /// The domains that AWS takes, as far as is known: the instance's own first.
    pub domains: Vec<String>,
    /// SES's domains of the Region that are not verified, so that AWS does not take them.
    pub unverified: Vec<String>,
    /// The instance's addresses.
    pub addresses: Vec<String>,
}

/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateEmailAddress.html>
const ADDRESS: usize = 255;
const DISPLAY_NAME: usize = 256;
const DESCRIPTION: usize = 4096;

/// Source: <https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.1>
const LOCAL_PART: usize = 64;

/// Beside letters and digits; dots stand between them.
/// Source: <https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3>
const IN_LOCAL_PARTS: &str = "!#$%&'*+-/=?^_`{|}~";

impl CreateEmailAddress {
    /// What stands before and after the `@`.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        let (local_part, domain) = (self.local_part.trim(), self.domain.trim());
        match local_part.split_once('@') {
            Some((before, after)) if domain.is_empty() || after.eq_ignore_ascii_case(domain) => (before, after),
            _ => (local_part, domain),
        }
    }

    /// The whole address.
    #[must_use]
    pub fn address(&self) -> String {
        let (local_part, domain) = self.parts();
        format!("{local_part}@{domain}")
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }
}

impl Form for CreateEmailAddress {
    const ACTION: Action = Action::CreateEmailAddress;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("local_part", "Email address"),
        ("domain", "Domain"),
        ("display_name", "Display name"),
        ("description", "Description"),
        ("tag_key", "Tags"),
        ("tag_value", "Tags"),
    ];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, message: String| errors.push(FieldError::new(field, message));
        let (local_part, domain) = self.parts();
        let (local_part_is_wrong, domain_is_wrong) = (wrong_local_part(local_part), host_name::wrong(domain));
        let is_right = local_part_is_wrong.is_none() && domain_is_wrong.is_none();
        if let Some(message) = local_part_is_wrong {
            wrong("local_part", message);
        }
        if let Some(message) = domain_is_wrong {
            wrong("domain", message);
        }
        let address = self.address();
        if is_right
            && context
                .addresses
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&address))
        {
            wrong(
                "local_part",
                format!("{} has the address {address} already.", context.instance),
            );
        }
        if is_right && address.chars().count() > ADDRESS {
            wrong(
                "local_part",
                format!("Use at most {ADDRESS} characters, domain included."),
            );
        }
        if let Some(unseen) = wrong_with_unseen(&self.display_name) {
            wrong("display_name", unseen);
        }
        for (field, text, most) in [
            ("display_name", &self.display_name, DISPLAY_NAME),
            ("description", &self.description, DESCRIPTION),
        ] {
            if text.trim().chars().count() > most {
                wrong(field, format!("Use at most {most} characters."));
            }
        }
        errors.extend(tags::check(
            &TagFields::connect(&self.tag_key, &self.tag_value),
            &Tags::new(),
        ));
        errors
    }
}

fn wrong_local_part(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("Fill this in.".to_owned());
    }
    if text.contains('@') {
        return Some("Write here what stands before the “@”, and the domain in its own field.".to_owned());
    }
    let may_be_there = |c: &char| c.is_ascii_alphanumeric() || *c == '.' || IN_LOCAL_PARTS.contains(*c);
    if let Some(bad) = text.chars().find(|c| !may_be_there(c)) {
        return Some(match bad {
            ' ' => "A space can’t be in an address.".to_owned(),
            _ => format!("“{bad}” can’t be in an address."),
        });
    }
    if text.split('.').any(str::is_empty) {
        return Some("A dot can’t be first, last or beside another.".to_owned());
    }
    (text.len() > LOCAL_PART).then(|| format!("Use at most {LOCAL_PART} characters before the “@”."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(local_part: &str, domain: &str) -> CreateEmailAddress {
        CreateEmailAddress {
            local_part: local_part.to_owned(),
            domain: domain.to_owned(),
            ..CreateEmailAddress::default()
        }
    }

    fn fields(form: &CreateEmailAddress) -> Vec<String> {
        let context = Context {
            addresses: vec!["Help@Example.com".to_owned()],
            ..Context::default()
        };
        form.check(&context).into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn an_address_is_a_local_part_and_a_domain() {
        for (local_part, domain) in [
            ("sales", "example.com"),
            ("o'hara+de", " example.com "),
            ("a.b", "a.b.example"),
        ] {
            assert_eq!(
                fields(&form(local_part, domain)),
                Vec::<String>::new(),
                "{local_part}@{domain}"
            );
        }
        for local_part in ["", "a b", ".a", "a.", "a..b", "ü", "a@b@c", &"a".repeat(65)] {
            assert_eq!(fields(&form(local_part, "example.com")), ["local_part"], "{local_part}");
        }
        assert_eq!(fields(&form("sales", "example")), ["domain"]);
        assert_eq!(fields(&form("", "")), ["local_part", "domain"]);
    }

    #[test]
    fn a_whole_address_is_understood_where_its_domain_is_no_other() {
        assert_eq!(form(" sales@example.com", "").address(), "sales@example.com");
        assert_eq!(form("sales@Example.com", "example.com").address(), "sales@Example.com");
        assert_eq!(fields(&form("sales@example.org", "example.com")), ["local_part"]);
    }

    #[test]
    fn an_instance_has_an_address_once_whatever_its_case() {
        assert_eq!(fields(&form("help", "example.com")), ["local_part"]);
    }
}
