//! What a change is about.

use crate::{model::freshness::Kind, routes::parameter};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// A thing by what it belongs to and its id. Both are empty where a change is about nothing that exists yet, the id also where
/// it is only known where something new will belong.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Subject {
    /// An instance's id for users and e-mail addresses; a Region for identities and connection aliases.
    pub parent: String,
    /// Id of a user, an e-mail address or a connection alias; name of an identity.
    pub id: String,
}

impl Subject {
    /// Something that exists.
    #[must_use]
    pub fn new(parent: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            parent: parent.into(),
            id: id.into(),
        }
    }

    /// As the query of a form's address, with its question mark.
    #[must_use]
    pub fn to_query(&self) -> String {
        let encode = |text| utf8_percent_encode(&parameter(text), NON_ALPHANUMERIC).to_string();
        match (self.parent.as_str(), self.id.as_str()) {
            ("", "") => String::new(),
            (parent, "") => format!("?parent={}", encode(parent)),
            (parent, id) => format!("?parent={}&id={}", encode(parent), encode(id)),
        }
    }
}

/// A thing that was changed, as the audit log names it: also when it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its kind.
    pub kind: Kind,
    /// Where it is, and its id.
    pub subject: Subject,
    /// What people call it: username, address, domain, connection string.
    pub name: String,
}
