//! A connection string, reserved and made a connection alias in one or several Regions.

use super::{edit_connection_alias_tags::check_tags, host_name, tags};
use crate::model::{
    change::{Action, FieldError, Form},
    region::Region,
    tag::Tags,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateConnectionAlias {
    /// What people will type into the WorkSpaces client: a fully qualified domain name.
    pub connection_string: String,
    /// The Regions in which it is created.
    pub regions: Vec<String>,
    /// The tags' keys.
    pub tag_key: Vec<String>,
    /// The tags' values.
    pub tag_value: Vec<String>,
}

/// What it has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The Regions that Frontdesk looks at, in its order.
    pub regions: Vec<RegionChoice>,
}

/// A Region, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionChoice {
    /// The Region.
    pub region: Region,
    /// The connection aliases there.
    pub aliases: Vec<Existing>,
}

/// A connection alias that there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Existing {
    /// Its connection string.
    pub connection_string: String,
    /// The account that owns it, where that is not the one Frontdesk looks at.
    pub other_owner: Option<String>,
    /// Whether AWS is deleting it.
    pub is_going: bool,
}

impl RegionChoice {
    /// What stands in the way of creating `connection_string` here. The reason goes on after the Region's name and a colon.
    #[must_use]
    pub fn why_not(&self, connection_string: &str) -> Option<&'static str> {
        let same = |one: &&Existing| one.connection_string.eq_ignore_ascii_case(connection_string);
        let existing = self.aliases.iter().find(same)?;
        Some(match (&existing.other_owner, existing.is_going) {
            (Some(_), _) => "another account has it",
            (None, true) => "it is being deleted there; it can be created again when that is done",
            (None, false) => "it is there already",
        })
    }
}

impl CreateConnectionAlias {
    /// The connection string, without what was typed around it.
    #[must_use]
    pub fn connection_string(&self) -> &str {
        self.connection_string.trim()
    }

    /// The Regions that were chosen and don't have it yet.
    #[must_use]
    pub fn new_regions<'a>(&self, context: &'a Context) -> Vec<&'a Region> {
        let chosen = context.regions.iter().filter(|choice| self.is_chosen(choice));
        let new = chosen.filter(|choice| choice.why_not(self.connection_string()).is_none());
        new.map(|choice| &choice.region).collect()
    }

    /// Whether the box of this Region is ticked.
    #[must_use]
    pub fn is_chosen(&self, choice: &RegionChoice) -> bool {
        self.regions.iter().any(|region| region == choice.region.as_str())
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Tags {
        tags::of_fields(&self.tag_key, &self.tag_value)
    }

    /// The account that has the connection string, where it is another one.
    fn other_owner<'a>(&self, context: &'a Context) -> Option<&'a str> {
        let mut all = context.regions.iter().flat_map(|choice| &choice.aliases);
        let same = |one: &&Existing| one.connection_string.eq_ignore_ascii_case(self.connection_string());
        all.find(|one| same(one) && one.other_owner.is_some())?
            .other_owner
            .as_deref()
    }

    fn wrong_regions(&self, context: &Context) -> Option<String> {
        if self.regions.is_empty() {
            return Some("Choose at least one Region.".to_owned());
        }
        let known = |region: &&String| {
            context
                .regions
                .iter()
                .any(|choice| choice.region.as_str() == region.as_str())
        };
        if let Some(unknown) = self.regions.iter().find(|region| !known(region)) {
            return Some(format!("Frontdesk does not look at {unknown}."));
        }
        if !self.new_regions(context).is_empty() {
            return None;
        }
        let chosen = context.regions.iter().filter(|choice| self.is_chosen(choice));
        let reasons = chosen.filter_map(|choice| {
            let why = choice.why_not(self.connection_string())?;
            Some(format!("{}: {why}.", choice.region))
        });
        Some(reasons.collect::<Vec<_>>().join(" "))
    }
}

impl Form for CreateConnectionAlias {
    const ACTION: Action = Action::CreateConnectionAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("connection_string", "Connection string"),
        ("regions", "Regions"),
        ("tag_key", "Tags"),
        ("tag_value", "Tags"),
    ];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(message) = host_name::wrong(self.connection_string()) {
            errors.push(FieldError::new("connection_string", message));
        } else if let Some(owner) = self.other_owner(context) {
            let message = format!("This string is reserved to account {owner}, for ever.");
            errors.push(FieldError::new("connection_string", message));
        } else if let Some(message) = self.wrong_regions(context) {
            errors.push(FieldError::new("regions", message));
        }
        errors.extend(check_tags(&self.tag_key, &self.tag_value, &Tags::new()));
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn existing(connection_string: &str, other_owner: Option<&str>, is_going: bool) -> Existing {
        Existing {
            connection_string: connection_string.to_owned(),
            other_owner: other_owner.map(str::to_owned),
            is_going,
        }
    }

    fn context() -> Context {
        let region = |code: &str, aliases: Vec<Existing>| RegionChoice {
            region: code.parse().expect("a Region"),
            aliases,
        };
        Context {
            regions: vec![
                region("us-east-1", vec![existing("desk.example.com", None, false)]),
                region("eu-west-2", vec![existing("old.example.com", None, true)]),
                region(
                    "ap-southeast-2",
                    vec![existing("theirs.example.com", Some("444455556666"), false)],
                ),
            ],
        }
    }

    fn form(connection_string: &str, regions: &[&str]) -> CreateConnectionAlias {
        CreateConnectionAlias {
            connection_string: connection_string.to_owned(),
            regions: regions.iter().map(|region| (*region).to_owned()).collect(),
            ..CreateConnectionAlias::default()
        }
    }

    fn errors(connection_string: &str, regions: &[&str]) -> Vec<(String, String)> {
        let errors = form(connection_string, regions).check(&context());
        errors.into_iter().map(|error| (error.field, error.message)).collect()
    }

    fn one(field: &str, message: &str) -> [(String, String); 1] {
        [(field.to_owned(), message.to_owned())]
    }

    #[test]
    fn a_string_is_created_where_it_is_not_yet() {
        assert_eq!(errors(" desk.example.com ", &["us-east-1", "eu-west-2"]), []);
        let form = form("DESK.example.com", &["us-east-1", "eu-west-2"]);
        let new: Vec<String> = form
            .new_regions(&context())
            .into_iter()
            .map(Region::to_string)
            .collect();
        assert_eq!(new, ["eu-west-2"]);
        assert_eq!(
            errors("desk.example.com", &["us-east-1"]),
            one("regions", "us-east-1: it is there already.")
        );
        let going = "eu-west-2: it is being deleted there; it can be created again when that is done.";
        assert_eq!(errors("old.example.com", &["eu-west-2"]), one("regions", going));
    }

    #[test]
    fn what_another_account_has_it_keeps() {
        assert_eq!(
            errors("Theirs.example.com", &["us-east-1"]),
            one(
                "connection_string",
                "This string is reserved to account 444455556666, for ever."
            )
        );
    }

    #[test]
    fn it_takes_a_whole_name_and_a_region() {
        assert_eq!(errors("desk", &["us-east-1"]).len(), 1);
        assert_eq!(
            errors("new.example.com", &[]),
            one("regions", "Choose at least one Region.")
        );
        let unknown = one("regions", "Frontdesk does not look at eu-north-1.");
        assert_eq!(errors("new.example.com", &["us-east-1", "eu-north-1"]), unknown);
    }
}
