//! What the load balancer says of a person: the answer of the provider's user-info endpoint.

use super::AlbError;
use crate::auth::proxy_identity::{ProxyIdentity, is_plain};
use serde_json::{Map, Value};

/// The person that `claims` are about.
pub(super) fn identity(claims: &Map<String, Value>, groups_claim: &str) -> Result<ProxyIdentity, AlbError> {
    let text = |name: &str| claims.get(name)?.as_str().filter(|text| is_plain(text));
    let subject = text("sub").ok_or(AlbError::Invalid("does not say whom it is about"))?;
    // Also where the provider has not verified it, which Cognito says of all that it maps: it is shown, and decides nothing.
    let email = text("email");
    let full_name = || {
        let parts: Vec<_> = [text("given_name"), text("family_name")]
            .into_iter()
            .flatten()
            .collect();
        Some(parts.join(" ")).filter(|name| is_plain(name))
    };
    let name = text("name")
        .or_else(|| text("preferred_username"))
        .map(str::to_owned)
        .or_else(full_name)
        .unwrap_or_else(|| email.unwrap_or(subject).to_owned());
    Ok(ProxyIdentity {
        subject: subject.to_owned(),
        name,
        email: email.map(str::to_owned),
        groups: claims.get(groups_claim).map(groups).unwrap_or_default(),
    })
}

/// The names in a groups claim: an array, such an array as text, or a list with commas, which Cognito puts in brackets.
/// Source: <https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html>
fn groups(claim: &Value) -> Vec<String> {
    let names: Vec<String> = match claim {
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| {
            let list = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            list.unwrap_or(text).split(',').map(str::to_owned).collect()
        }),
        _ => Vec::new(),
    };
    names
        .iter()
        .map(|name| name.trim())
        .filter(|name| is_plain(name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(claims: Value) -> Result<ProxyIdentity, AlbError> {
        let claims = claims.as_object().cloned().expect("an object");
        identity(&claims, "groups")
    }

    #[test]
    fn the_subject_is_needed_and_the_rest_is_not() {
        let bare = of(json!({"sub": "u-1"})).expect("enough");
        assert_eq!(
            bare,
            ProxyIdentity {
                subject: "u-1".to_owned(),
                name: "u-1".to_owned(),
                email: None,
                groups: Vec::new(),
            }
        );
        for claims in [
            json!({}),
            json!({"sub": ""}),
            json!({"sub": 7}),
            json!({"sub": "a\u{0}b"}),
        ] {
            assert!(matches!(of(claims.clone()), Err(AlbError::Invalid(_))), "{claims}");
        }
    }

    #[test]
    fn a_person_is_called_by_the_best_name_there_is() {
        let name = |claims| of(claims).expect("an identity").name;
        let mut claims = json!({
            "sub": "u-1", "email": "ada@example.com", "given_name": "Ada", "family_name": "Lovelace",
            "preferred_username": "ada", "name": "Ada L.",
        });
        for (expected, taken_away) in [
            ("Ada L.", "name"),
            ("ada", "preferred_username"),
            ("Ada Lovelace", "given_name"),
            ("Lovelace", "family_name"),
            ("ada@example.com", "email"),
            ("u-1", "sub"),
        ] {
            assert_eq!(name(claims.clone()), expected);
            claims.as_object_mut().expect("an object").remove(taken_away);
        }
        assert_eq!(name(json!({"sub": "u-1", "name": "\u{202E}nimda"})), "u-1");
    }

    #[test]
    fn groups_come_in_many_shapes() {
        let groups = |claim: Value| of(json!({"sub": "u-1", "groups": claim})).expect("an identity").groups;
        for claim in [
            json!(["a", "b c"]),
            json!("a,b c"),
            json!("a, b c, "),
            json!("[\"a\",\"b c\"]"),
            json!("[a, b c]"),
            json!(["a", 7, "", "b c", "\u{0}"]),
        ] {
            assert_eq!(groups(claim.clone()), ["a", "b c"], "{claim}");
        }
        for claim in [json!(7), json!(null), json!({"a": true}), json!(""), json!("[]")] {
            assert_eq!(groups(claim.clone()), Vec::<String>::new(), "{claim}");
        }
    }
}
