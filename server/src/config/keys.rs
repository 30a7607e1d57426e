//! Every key there is.

use super::ConfigError;
use app::model::filter::nearest;

/// The keys, nested ones with a dot.
const KEYS: [&str; 11] = [
    "listen",
    "public_url",
    "regions",
    "data",
    "log",
    "sync.interval",
    "quotas.share",
    "quotas.connect",
    "quotas.connect_reads",
    "quotas.ses",
    "quotas.workspaces",
];

/// Whether a variable's value for `key` is to be read as a number.
pub(super) fn is_number(key: &str) -> bool {
    key.starts_with("sync.") || key.starts_with("quotas.")
}

/// Refuses a key that does not exist, with the one that may have been meant.
pub(super) fn check(key: &str, origin: &str) -> Result<(), ConfigError> {
    if KEYS.contains(&key) {
        return Ok(());
    }
    let suggestion = nearest(key, KEYS.into_iter()).map(|near| format!(". Did you mean `{near}`?"));
    Err(ConfigError::UnknownKey {
        origin: origin.to_owned(),
        key: key.to_owned(),
        suggestion: suggestion.unwrap_or_else(|| format!(". The settings are: {}", KEYS.join(", "))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn every_field_is_a_key_and_every_key_a_field() {
        let settings = Settings {
            public_url: Some(String::new()),
            data: Some(std::path::PathBuf::new()),
            ..Settings::default()
        };
        let fields = serde_json::to_value(settings).expect("settings are JSON");
        let mut names = Vec::new();
        for (name, value) in fields.as_object().expect("an object") {
            match value.as_object() {
                Some(nested) => names.extend(nested.keys().map(|key| format!("{name}.{key}"))),
                None => names.push(name.clone()),
            }
        }
        let mut keys = KEYS.map(str::to_owned).to_vec();
        names.sort();
        keys.sort();
        assert_eq!(names, keys);
    }
}
