//! A row of the list of users.

use super::{contains, domain, is_of_domain};
use crate::model::{
    filter::{Token, fold},
    instance::{Instance, Named},
    list::{Column, ListRow, SortKey},
    region::Region,
    tag::{self, Tags},
    time::Timestamp,
    user::{Contact, User},
};
use serde::{Deserialize, Serialize};
use std::iter;

/// A user, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UserRow {
    /// The instance's id.
    pub instance: String,
    /// The instance's alias.
    pub instance_alias: String,
    /// The instance's Region.
    pub region: Region,
    /// The user's id.
    pub id: String,
    /// The name to sign in with.
    pub username: String,
    /// First and last name.
    pub name: String,
    /// The addresses; `None` until read.
    pub contact: Option<Contact>,
    /// The routing profile.
    pub routing_profile: Option<Named>,
    /// The security profiles.
    pub security_profiles: Vec<Named>,
    /// The hierarchy group.
    pub hierarchy_group: Option<Named>,
    /// How calls reach the user, in words.
    pub phone: String,
    /// The tags.
    pub tags: Tags,
    /// When it was last changed.
    pub last_modified: Option<Timestamp>,
}

impl UserRow {
    /// The row of `user`, who belongs to `instance`.
    #[must_use]
    pub fn new(user: &User, instance: &Instance) -> Self {
        let names = &instance.names;
        let look_up = |id: &String, names| Named::look_up(id, names);
        Self {
            instance: instance.id.clone(),
            instance_alias: instance.alias.clone(),
            region: instance.region.clone(),
            id: user.id.clone(),
            username: user.username.clone(),
            name: user.full_name(),
            contact: user.contact.clone(),
            routing_profile: user
                .routing_profile
                .as_ref()
                .map(|id| look_up(id, &names.routing_profiles)),
            security_profiles: user
                .security_profiles
                .iter()
                .map(|id| look_up(id, &names.security_profiles))
                .collect(),
            hierarchy_group: user
                .hierarchy_group
                .as_ref()
                .map(|id| look_up(id, &names.hierarchy_groups)),
            phone: user.phone.label(),
            tags: user.tags.clone(),
            last_modified: user.last_modified,
        }
    }

    /// What else is known of `user` that people search by: the ARN has the instance's id and theirs.
    #[must_use]
    pub fn also(user: &User) -> Vec<String> {
        let profiles = user
            .security_profiles
            .iter()
            .chain(&user.routing_profile)
            .chain(&user.hierarchy_group);
        let numbers = user.channels.iter().filter_map(|channel| channel.phone_number.as_ref());
        let ids = iter::once(&user.arn).chain(&user.directory_user_id);
        ids.chain(profiles).chain(numbers).cloned().collect()
    }

    /// The security profiles' names.
    #[must_use]
    pub fn security_profile_names(&self) -> String {
        self.security_profiles
            .iter()
            .map(Named::label)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl ListRow for UserRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("username", "Username"),
        Column::new("name", "Name"),
        Column::new("email", "Email"),
        Column::new("secondary-email", "Secondary email"),
        Column::new("mobile", "Mobile"),
        Column::new("routing-profile", "Routing profile"),
        Column::new("security-profiles", "Security profiles"),
        Column::new("hierarchy", "Hierarchy"),
        Column::new("phone", "Phone"),
        Column::new("tags", "Tags").unsorted(),
        Column::new("modified", "Last modified"),
        Column::new("instance", "Instance").hidden(),
        Column::new("region", "Region").hidden(),
        Column::new("id", "User id").hidden(),
    ];

    const TOKENS: &'static [Token] = &[
        Token {
            key: "instance",
            help: "users of an instance, by its alias",
            values: &[],
        },
        Token {
            key: "region",
            help: "users in a Region",
            values: &[],
        },
        Token {
            key: "domain",
            help: "users with an email address of a domain",
            values: &[],
        },
        Token {
            key: "routing",
            help: "users with a routing profile",
            values: &[],
        },
        Token {
            key: "security",
            help: "users with a security profile",
            values: &[],
        },
        Token {
            key: "hierarchy",
            help: "users in a hierarchy group",
            values: &[],
        },
        Token {
            key: "phone",
            help: "users with a kind of phone",
            values: &["soft", "desk"],
        },
        Token {
            key: "tag",
            help: "users with a tag: key, or key=value",
            values: &[],
        },
        Token {
            key: "has",
            help: "users who have something set",
            values: &[
                "email",
                "secondary-email",
                "mobile",
                "hierarchy",
                "tag",
                "notifications",
            ],
        },
    ];

    fn text(&self, column: &str) -> String {
        let contact = |field: fn(&Contact) -> &Option<String>| {
            self.contact
                .as_ref()
                .and_then(|contact| field(contact).clone())
                .unwrap_or_default()
        };
        let named = |named: &Option<Named>| named.as_ref().map(|named| named.label().to_owned()).unwrap_or_default();
        match column {
            "username" => self.username.clone(),
            "name" => self.name.clone(),
            "email" => contact(|c| &c.email),
            "secondary-email" => contact(|c| &c.secondary_email),
            "mobile" => contact(|c| &c.mobile),
            "routing-profile" => named(&self.routing_profile),
            "security-profiles" => self.security_profile_names(),
            "hierarchy" => named(&self.hierarchy_group),
            "phone" => self.phone.clone(),
            "tags" => tag::display(&self.tags),
            "modified" => self.last_modified.map(Timestamp::iso).unwrap_or_default(),
            "instance" => self.instance_alias.clone(),
            "region" => self.region.to_string(),
            "id" => self.id.clone(),
            _ => String::new(),
        }
    }

    fn is_known(&self, column: &str) -> bool {
        self.contact.is_some() || !matches!(column, "email" | "secondary-email" | "mobile")
    }

    fn sort_key(&self, column: &str) -> SortKey {
        match column {
            "modified" => SortKey::number(self.last_modified.map(Timestamp::as_millis)),
            _ => SortKey::text(&self.text(column)),
        }
    }

    fn token(&self, key: &str, value: &str) -> Option<bool> {
        let contact = |test: &dyn Fn(&Contact) -> bool| self.contact.as_ref().map(test);
        match (key, value) {
            ("instance", _) => Some(fold(&self.instance_alias) == value || self.instance == value),
            ("domain", _) => contact(&|c| c.addresses().any(|address| is_of_domain(address, value))),
            ("region", _) => Some(self.region.as_str() == value),
            ("routing", _) => Some(contains(&self.text("routing-profile"), value)),
            ("security", _) => Some(contains(&self.text("security-profiles"), value)),
            ("hierarchy", _) => Some(contains(&self.text("hierarchy"), value)),
            ("phone", _) => Some(contains(&self.phone, value)),
            ("tag", _) => Some(tag::matches(&self.tags, value)),
            ("has", "email") => contact(&|c| c.email.is_some()),
            ("has", "secondary-email") => contact(&|c| c.secondary_email.is_some()),
            ("has", "mobile") => contact(&|c| c.mobile.is_some()),
            ("has", "notifications") => contact(&|c| c.addresses().next().is_some()),
            ("has", "hierarchy") => Some(self.hierarchy_group.is_some()),
            ("has", "tag") => Some(!self.tags.is_empty()),
            _ => None,
        }
    }

    fn values(&self, token: &str) -> Vec<&str> {
        match token {
            "instance" => vec![&self.instance_alias],
            "region" => vec![self.region.as_str()],
            "domain" => self
                .contact
                .iter()
                .flat_map(Contact::addresses)
                .filter_map(domain)
                .collect(),
            _ => Vec::new(),
        }
    }
}
