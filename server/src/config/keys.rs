//! Every key there is.

use super::ConfigError;
use app::model::filter::nearest;

/// The keys, nested ones with a dot.
const KEYS: [&str; 59] = [
    "listen",
    "health_listen",
    "public_url",
    "trusted_proxies",
    "regions",
    "database",
    "database_file",
    "data",
    "log",
    "log_format",
    "read_only",
    "operator_security_profiles",
    "sync.interval",
    "quotas.share",
    "quotas.connect",
    "quotas.connect_reads",
    "quotas.ses",
    "quotas.workspaces",
    "auth.mode",
    "oidc.issuer",
    "oidc.client_id",
    "oidc.client_secret",
    "oidc.client_secret_file",
    "oidc.scopes",
    "oidc.groups_claim",
    "alb.arn",
    "alb.issuer",
    "alb.client_id",
    "alb.groups_claim",
    "alb.keys_url",
    "proxy.peers",
    "proxy.user_header",
    "proxy.name_header",
    "proxy.email_header",
    "proxy.groups_header",
    "roles.viewer",
    "roles.operator",
    "roles.admin",
    "session.idle",
    "session.absolute",
    "session.check",
    "limits.requests_per_second",
    "limits.burst",
    "limits.connections",
    "limits.in_flight",
    "permissions.read",
    "permissions.edit_users",
    "permissions.edit_email_addresses",
    "permissions.edit_identities",
    "permissions.associate_connection_aliases",
    "permissions.manage_sync",
    "permissions.give_any_security_profile",
    "permissions.change_primary_email",
    "permissions.create_connection_aliases",
    "permissions.share_connection_aliases",
    "permissions.edit_policies",
    "permissions.delete",
    "permissions.manage_sessions",
    "permissions.export_audit",
];

/// Whether a variable's value for `key` is to be read as a number.
pub(super) fn is_number(key: &str) -> bool {
    ["sync.", "quotas.", "session.", "limits."]
        .iter()
        .any(|section| key.starts_with(section))
}

/// Whether a variable's value for `key` is to be read as true or false.
pub(super) fn is_truth(key: &str) -> bool {
    key == "read_only"
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
    use app::model::access::Permission;

    #[test]
    fn every_field_is_a_key_and_every_key_a_field() {
        let settings = Settings {
            public_url: "https://desk.example.com".parse().ok(),
            data: Some(std::path::PathBuf::new()),
            permissions: Permission::ALL.map(|one| (one, one.role())).into(),
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
