//! The directory that a connection alias leads to.

use crate::model::{
    change::{Action, FieldError, Form},
    region::Region,
};
use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssociateConnectionAlias {
    /// The directory's id.
    pub directory: String,
}

/// What it has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The alias's Region.
    pub region: Region,
    /// The directories there.
    pub directories: Vec<DirectoryChoice>,
}

/// A directory, and why it can't be picked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why no alias can be associated with it. The reason goes on after "because".
    pub why_not: Option<String>,
}

impl DirectoryChoice {
    /// Its name with its id, since names are not unique.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} ({})", self.name, self.id)
    }
}

impl Context {
    /// The directory with this id.
    #[must_use]
    pub fn choice(&self, id: &str) -> Option<&DirectoryChoice> {
        self.directories.iter().find(|choice| choice.id == id)
    }
}

impl Form for AssociateConnectionAlias {
    const ACTION: Action = Action::AssociateConnectionAlias;
    const FIELDS: &'static [(&'static str, &'static str)] = &[("directory", "Directory")];
    type Context = Context;

    fn check(&self, context: &Context) -> Vec<FieldError> {
        let message = match context.choice(&self.directory) {
            None if self.directory.is_empty() => "Choose a directory.".to_owned(),
            None => format!(
                "There is no such directory in {} any more. Choose another.",
                context.region
            ),
            Some(choice) => match &choice.why_not {
                Some(why) => format!("{} can’t be chosen, because {why}.", choice.label()),
                None => return Vec::new(),
            },
        };
        vec![FieldError::new("directory", message)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_free_directory_of_the_region_can_be_chosen() {
        let choice = |id: &str, why_not: Option<&str>| DirectoryChoice {
            id: id.to_owned(),
            name: "corp.example.com".to_owned(),
            why_not: why_not.map(str::to_owned),
        };
        let context = Context {
            region: "eu-west-2".parse().expect("a Region"),
            directories: vec![choice("d-1", None), choice("d-2", Some("it is taken"))],
        };
        let error = |directory: &str| {
            let form = AssociateConnectionAlias {
                directory: directory.to_owned(),
            };
            form.check(&context).pop().map(|error| error.message)
        };
        assert_eq!(error("d-1"), None);
        assert_eq!(error("").as_deref(), Some("Choose a directory."));
        assert_eq!(
            error("d-2").as_deref(),
            Some("corp.example.com (d-2) can’t be chosen, because it is taken.")
        );
        assert!(error("d-3").is_some());
    }
}
