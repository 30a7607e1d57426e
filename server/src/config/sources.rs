//! Where settings come from, merged.

use super::{ConfigError, Settings, keys};
use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Serialized, Toml},
    value::{Dict, Map, Value},
};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::{ffi::OsString, fmt::Display, path::Path, str::FromStr};

const PREFIX: &str = "FRONTDESK_";

/// Variables that are none of the settings: the command line's and the tooling's.
const OTHERS: [&str; 2] = ["FRONTDESK_CONFIG", "FRONTDESK_TOOLS"];

pub(super) fn merge(
    defaults: &Settings,
    file: Option<&Path>,
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Settings, ConfigError> {
    let mut figment = Figment::from(Serialized::defaults(defaults));
    if let Some(path) = file {
        let unreadable = |why: String| ConfigError::File {
            path: path.to_owned(),
            why: why.trim().lines().map(str::trim).collect::<Vec<_>>().join(" "),
        };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let toml = File {
            origin: path.display().to_string(),
            data: Toml::string(&text)
                .data()
                .map_err(|error| unreadable(error.to_string()))?,
        };
        for table in toml.data.values() {
            check_keys(table, "", &toml.origin)?;
        }
        figment = figment.merge(toml);
    }
    for (name, value) in variables {
        // Others may be in any encoding.
        let Ok(name) = name.into_string() else { continue };
        let Some(rest) = name.strip_prefix(PREFIX).filter(|_| !OTHERS.contains(&name.as_str())) else {
            continue;
        };
        let key = rest.to_lowercase().replace("__", ".");
        let origin = origin_of_variable(&name);
        keys::check(&key, &origin)?;
        let Ok(value) = value.into_string() else {
            let why = "is not UTF-8".to_owned();
            return Err(ConfigError::Type { origin, key, why });
        };
        figment = figment.merge(Variable { name, key, value });
    }
    figment.extract().map_err(|error| wrong_type(&error))
}

fn check_keys(table: &Dict, prefix: &str, origin: &str) -> Result<(), ConfigError> {
    table.iter().try_for_each(|(name, value)| match value {
        Value::Dict(_, nested) => check_keys(nested, &format!("{prefix}{name}."), origin),
        _ => keys::check(&format!("{prefix}{name}"), origin),
    })
}

fn wrong_type(error: &figment::Error) -> ConfigError {
    let origin = error.metadata.as_ref().map(|metadata| metadata.name.to_string());
    ConfigError::Type {
        origin: origin.unwrap_or_else(|| "the settings".to_owned()),
        key: error.path.join("."),
        why: error.kind.to_string(),
    }
}

fn origin_of_variable(name: &str) -> String {
    format!("environment variable {name}")
}

/// `["us-east-1", "eu-west-2"]` in a file, `us-east-1,eu-west-2` in a variable.
pub(super) fn list_or_commas<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display> + PartialEq,
{
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a list of texts")]
    enum ListOrCommas {
        List(Vec<String>),
        Commas(String),
    }
    let texts: Vec<String> = match ListOrCommas::deserialize(deserializer)? {
        ListOrCommas::List(texts) => texts,
        ListOrCommas::Commas(texts) => texts.split(',').map(|text| text.trim().to_owned()).collect(),
    };
    let mut list = Vec::new();
    for text in texts {
        let item = text.parse().map_err(D::Error::custom)?;
        if !list.contains(&item) {
            list.push(item);
        }
    }
    Ok(list)
}

/// A configuration file that was read. The TOML provider itself names its source by a path relative to somewhere.
struct File {
    origin: String,
    data: Map<Profile, Dict>,
}

impl Provider for File {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(self.data.clone())
    }
}

/// One variable: a provider of its own, so that a complaint about its value names it.
struct Variable {
    name: String,
    key: String,
    value: String,
}

impl Provider for Variable {
    fn metadata(&self) -> Metadata {
        Metadata::named(origin_of_variable(&self.name))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let number = if keys::is_number(&self.key) {
            self.value.parse::<u64>().map(Value::from).ok()
        } else {
            None
        };
        let float = || self.value.parse::<f64>().ok().filter(|_| keys::is_number(&self.key));
        let truth = || self.value.parse::<bool>().ok().filter(|_| keys::is_truth(&self.key));
        let value = number
            .or_else(|| float().map(Value::from))
            .or_else(|| truth().map(Value::from))
            .unwrap_or_else(|| Value::from(self.value.as_str()));
        let nested = match self.key.split_once('.') {
            Some((section, key)) => Dict::from([(section.to_owned(), Dict::from([(key.to_owned(), value)]).into())]),
            None => Dict::from([(self.key.clone(), value)]),
        };
        Ok(Profile::Default.collect(nested))
    }
}
