//! A row of the list of identities.

use super::{domain, is_of_domain};
use crate::model::{
    badge::Badge,
    filter::{Token, fold},
    forms::identity_name,
    identity::{
        Identity, IdentityType, Status, Verification,
        dns::{self, Purpose},
    },
    list::{Column, ListRow, SortKey},
    region::Region,
    tag::{self, Tags},
};
use serde::{Deserialize, Serialize};

/// An SES identity, as the list shows it. What is `None` or "checking…" is not read yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IdentityRow {
    /// The Region.
    pub region: Region,
    /// The address or domain.
    pub name: String,
    /// What it is.
    pub identity_type: IdentityType,
    /// Whether it is verified.
    pub status: Status,
    /// The same, with what its badge is made of.
    pub verification: Verification,
    /// Whether its mail is signed.
    pub dkim: Badge,
    /// DKIM's status.
    pub dkim_status: Option<Status>,
    /// Where the DKIM key comes from, in words.
    pub origin: Option<String>,
    /// The same as the token `origin:` has it.
    pub origin_token: Option<String>,
    /// The custom MAIL FROM domain's state.
    pub mail_from: Badge,
    /// The MAIL FROM domain.
    pub mail_from_domain: Option<String>,
    /// MAIL FROM's status; `None` also where it is not configured.
    pub mail_from_status: Option<Status>,
    /// Whether SES lets the account send from it.
    pub sending_enabled: bool,
    /// The default configuration set; the outer `None` until read.
    pub configuration_set: Option<Option<String>>,
    /// The tags; `None` until read.
    pub tags: Option<Tags>,
}

impl IdentityRow {
    /// The row of `identity`.
    #[must_use]
    pub fn new(identity: &Identity) -> Self {
        let details = identity.details.as_ref();
        let dkim = details.and_then(|details| details.dkim.as_ref());
        let mail_from = details.and_then(|details| details.mail_from.as_ref());
        Self {
            region: identity.region.clone(),
            name: identity.name.clone(),
            identity_type: identity.identity_type,
            status: identity.status,
            verification: identity.verification(),
            dkim: identity.dkim_badge(),
            dkim_status: details.map(|_| dkim.map_or(Status::NotStarted, |dkim| dkim.status)),
            origin: dkim.map(|dkim| dkim.origin.label()),
            origin_token: dkim.map(|dkim| dkim.origin.token().to_owned()),
            mail_from: identity.mail_from_badge(),
            mail_from_domain: mail_from.map(|mail_from| mail_from.domain.clone()),
            mail_from_status: mail_from.map(|mail_from| mail_from.status),
            sending_enabled: identity.sending_enabled,
            configuration_set: details.map(|details| details.configuration_set.clone()),
            tags: details.map(|details| details.tags.clone()),
        }
    }

    /// What else is known of `identity` that people search by: also its DNS records, and what its name looks like in Unicode.
    #[must_use]
    pub fn also(identity: &Identity, account: Option<&str>) -> Vec<String> {
        let arn = account.map(|account| identity.arn(account));
        let records = dns::records(identity)
            .into_iter()
            .filter(|record| record.purpose == Purpose::Dkim)
            .flat_map(|record| [Some(record.name), record.value]);
        let policies = identity
            .details
            .iter()
            .flat_map(|details| details.policies.keys().cloned());
        let mut also: Vec<String> = arn.into_iter().chain(records.flatten()).chain(policies).collect();
        also.push(identity_name::shown(&identity.name));
        also
    }

    /// Whether `GetEmailIdentity` was asked.
    const fn is_read(&self) -> bool {
        self.tags.is_some()
    }
}

const STATUSES: &[&str] = &["pending", "success", "failed", "temporary-failure", "not-started"];

impl ListRow for IdentityRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("name", "Identity"),
        Column::new("region", "Region"),
        Column::new("type", "Type"),
        Column::new("verification", "Verification"),
        Column::new("dkim", "DKIM"),
        Column::new("origin", "Signing origin"),
        Column::new("mail-from", "MAIL FROM"),
        Column::new("sending", "Sending"),
        Column::new("configuration-set", "Configuration set"),
        Column::new("tags", "Tags").unsorted().hidden(),
    ];

    const TOKENS: &'static [Token] = &[
        Token {
            key: "status",
            help: "identities by verification status",
            values: STATUSES,
        },
        Token {
            key: "dkim",
            help: "identities by DKIM status",
            values: STATUSES,
        },
        Token {
            key: "mailfrom",
            help: "identities by MAIL FROM status",
            values: &["pending", "success", "failed", "temporary-failure", "none"],
        },
        Token {
            key: "type",
            help: "addresses or domains",
            values: &["email", "domain"],
        },
        Token {
            key: "origin",
            help: "identities by where the DKIM key comes from",
            values: &["easy", "byodkim", "replica"],
        },
        Token {
            key: "sending",
            help: "identities by whether they may send",
            values: &["on", "off"],
        },
        Token {
            key: "region",
            help: "identities in a Region",
            values: &[],
        },
        Token {
            key: "domain",
            help: "a domain with its addresses",
            values: &[],
        },
        Token {
            key: "set",
            help: "identities with a configuration set",
            values: &[],
        },
        Token {
            key: "tag",
            help: "identities with a tag: key, or key=value",
            values: &[],
        },
        Token {
            key: "has",
            help: "identities that have something set",
            values: &["mail-from", "configuration-set", "tag"],
        },
    ];

    fn text(&self, column: &str) -> String {
        match column {
            "name" => self.name.clone(),
            "region" => self.region.to_string(),
            "type" => self.identity_type.label().to_owned(),
            "verification" => self.verification.word().to_owned(),
            "dkim" => self.dkim.word.clone(),
            "origin" => self.origin.clone().unwrap_or_default(),
            "mail-from" => match &self.mail_from_domain {
                Some(domain) => format!("{domain} ({})", self.mail_from.word),
                None => self.mail_from.word.clone(),
            },
            "sending" => if self.sending_enabled { "On" } else { "Off" }.to_owned(),
            "configuration-set" => self.configuration_set.clone().flatten().unwrap_or_default(),
            "tags" => self.tags.as_ref().map(tag::display).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn is_known(&self, column: &str) -> bool {
        self.is_read() || !matches!(column, "dkim" | "origin" | "mail-from" | "configuration-set" | "tags")
    }

    fn sort_key(&self, column: &str) -> SortKey {
        let rank = |status: Status| {
            Status::ALL
                .iter()
                .position(|s| *s == status)
                .and_then(|at| i64::try_from(at).ok())
        };
        match column {
            "verification" => SortKey::number(rank(self.status)),
            "dkim" => SortKey::number(self.dkim_status.and_then(rank)),
            _ => SortKey::text(&self.text(column)),
        }
    }

    fn token(&self, key: &str, value: &str) -> Option<bool> {
        let read = |answer: bool| self.is_read().then_some(answer);
        match (key, value) {
            ("status", _) => Some(self.status.token() == value),
            ("dkim", _) => self.dkim_status.map(|status| status.token() == value),
            ("mailfrom", "none") => read(self.mail_from_domain.is_none()),
            ("mailfrom", _) => read(self.mail_from_status.is_some_and(|status| status.token() == value)),
            ("type", "email") => Some(self.identity_type == IdentityType::EmailAddress),
            ("type", _) => Some(self.identity_type != IdentityType::EmailAddress),
            ("origin", _) => read(self.origin_token.as_deref() == Some(value)),
            ("sending", _) => Some(self.sending_enabled == (value == "on")),
            ("region", _) => Some(self.region.as_str() == value),
            ("domain", _) => Some(fold(&self.name) == value || is_of_domain(&self.name, value)),
            ("set", _) => self
                .configuration_set
                .as_ref()
                .map(|set| set.as_ref().is_some_and(|set| fold(set) == value)),
            ("tag", _) => self.tags.as_ref().map(|tags| tag::matches(tags, value)),
            ("has", "mail-from") => read(self.mail_from_domain.is_some()),
            ("has", "configuration-set") => self.configuration_set.as_ref().map(Option::is_some),
            ("has", "tag") => self.tags.as_ref().map(|tags| !tags.is_empty()),
            _ => None,
        }
    }

    fn values(&self, token: &str) -> Vec<&str> {
        match token {
            "region" => vec![self.region.as_str()],
            "domain" => vec![domain(&self.name).unwrap_or(&self.name)],
            "set" => self.configuration_set.iter().flatten().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }
}
