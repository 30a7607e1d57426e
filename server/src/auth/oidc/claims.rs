//! What a provider says about a person beyond the standard claims.

use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// All claims but the standard ones, as they came.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Claims(Map<String, Value>);

impl AdditionalClaims for Claims {}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claims([redacted])")
    }
}

impl Claims {
    /// The groups in the claim that `name` is of, or leads to by dots; `None`: nothing is said about groups.
    pub(super) fn groups(&self, name: &str) -> Option<Vec<String>> {
        let groups = match self.find(name)? {
            Value::Null => return None,
            Value::String(group) => vec![group.clone()],
            Value::Array(groups) => groups.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                tracing::warn!(claim = name, "the groups claim is neither a text nor a list of texts");
                Vec::new()
            }
        };
        Some(groups)
    }

    /// Whether the provider leaves the groups out because they are too many.
    /// Source: <https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens>
    pub(super) fn leaves_out(&self, name: &str) -> bool {
        self.0
            .get("_claim_names")
            .is_some_and(|names| names.get(name).is_some())
    }

    /// The provider's name for the person's session there.
    pub(super) fn provider_session(&self) -> Option<String> {
        self.0.get("sid").and_then(Value::as_str).map(str::to_owned)
    }

    /// A claim of that very name first: names may be URLs, which have dots.
    fn find(&self, name: &str) -> Option<&Value> {
        self.0.get(name).or_else(|| {
            let mut steps = name.split('.');
            let first = self.0.get(steps.next()?)?;
            steps.try_fold(first, |value, step| value.get(step))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn groups(claims: Value, name: &str) -> Option<Vec<String>> {
        serde_json::from_value::<Claims>(claims)
            .expect("an object")
            .groups(name)
    }

    #[test]
    fn groups_are_a_list_or_one_text() {
        assert_eq!(
            groups(json!({"groups": ["a", "b"]}), "groups"),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
        assert_eq!(groups(json!({"groups": "a"}), "groups"), Some(vec!["a".to_owned()]));
        assert_eq!(groups(json!({"groups": []}), "groups"), Some(vec![]));
        assert_eq!(
            groups(json!({"groups": ["a", 1, null]}), "groups"),
            Some(vec!["a".to_owned()])
        );
        assert_eq!(groups(json!({"groups": {"a": true}}), "groups"), Some(vec![]));
        assert_eq!(groups(json!({"groups": null}), "groups"), None);
        assert_eq!(groups(json!({"roles": ["a"]}), "groups"), None);
    }

    #[test]
    fn a_claim_may_be_inside_another_or_be_named_by_a_url() {
        let keycloak = json!({"realm_access": {"roles": ["admin"]}});
        assert_eq!(
            groups(keycloak.clone(), "realm_access.roles"),
            Some(vec!["admin".to_owned()])
        );
        assert_eq!(groups(keycloak.clone(), "realm_access.roles.0"), None);
        assert_eq!(groups(keycloak, "realm_access..roles"), None);
        let named_by_url = json!({"https://example.com/groups": ["a"], "https://example": {"com/groups": ["b"]}});
        assert_eq!(
            groups(named_by_url, "https://example.com/groups"),
            Some(vec!["a".to_owned()])
        );
    }

    #[test]
    fn too_many_groups_are_noticed() {
        let claims = json!({"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {}}});
        let claims: Claims = serde_json::from_value(claims).expect("an object");
        assert!(claims.leaves_out("groups"));
        assert!(!claims.leaves_out("roles"));
    }

    #[test]
    fn claims_are_not_printed() {
        let claims: Claims = serde_json::from_value(json!({"groups": ["secret"]})).expect("an object");
        assert!(!format!("{claims:?}").contains("secret"));
    }
}
