//! Amazon SES: the calls that change something.

mod create_email_identity;
mod create_email_identity_policy;
mod delete_email_identity;
mod delete_email_identity_policy;
mod dkim_signing_attributes;
mod put_email_identity_configuration_set_attributes;
mod put_email_identity_dkim_attributes;
mod put_email_identity_dkim_signing_attributes;
mod put_email_identity_feedback_attributes;
mod put_email_identity_mail_from_attributes;
mod tag_resource;
mod untag_resource;
mod update_email_identity_policy;

pub use create_email_identity::CreateEmailIdentity;
pub use create_email_identity_policy::CreateEmailIdentityPolicy;
pub use delete_email_identity::DeleteEmailIdentity;
pub use delete_email_identity_policy::DeleteEmailIdentityPolicy;
pub use dkim_signing_attributes::DkimSigningAttributes;
pub use put_email_identity_configuration_set_attributes::PutEmailIdentityConfigurationSetAttributes;
pub use put_email_identity_dkim_attributes::PutEmailIdentityDkimAttributes;
pub use put_email_identity_dkim_signing_attributes::PutEmailIdentityDkimSigningAttributes;
pub use put_email_identity_feedback_attributes::PutEmailIdentityFeedbackAttributes;
pub use put_email_identity_mail_from_attributes::PutEmailIdentityMailFromAttributes;
pub use tag_resource::{Tag, TagResource};
pub use untag_resource::UntagResource;
pub use update_email_identity_policy::UpdateEmailIdentityPolicy;

use super::Touched;
use app::model::{
    identity::{Details, Identity},
    region::Region,
    snapshot::Snapshot,
};

/// What is read again after a call about the identity `name`.
fn touched(name: &str) -> Vec<Touched> {
    vec![Touched::Identity { name: name.to_owned() }]
}

/// The identity `name` in `region`.
fn identity<'a>(name: &str, region: &Region, snapshot: &'a Snapshot) -> Option<&'a Identity> {
    let key = (region.as_str().to_owned(), name.to_owned());
    snapshot.identities.get(&key).map(AsRef::as_ref)
}

/// Whether `test` is true of the details of the identity `name`; nothing is true of one that is gone, and nobody can tell while
/// the details are not read.
fn is_true(name: &str, region: &Region, snapshot: &Snapshot, test: impl FnOnce(&Details) -> bool) -> Option<bool> {
    match identity(name, region, snapshot) {
        None => Some(false),
        Some(identity) => identity.details.as_ref().map(test),
    }
}

/// Whether two policies say the same: AWS may write JSON in another way.
fn same_policy(one: &str, other: &str) -> bool {
    let json = |text| serde_json::from_str::<serde_json::Value>(text).ok();
    one == other || json(one).is_some_and(|value| json(other) == Some(value))
}

/// The name of the identity that has `arn`.
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html#amazonsimpleemailservicev2-resources-for-iam-policies>
fn name_of(arn: &str) -> &str {
    arn.split_once(":identity/").map_or(arn, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::write::{Call, SecretInput};
    use serde_json::json;

    #[test]
    fn inputs_are_what_the_aws_cli_takes() {
        let create = Call::from(CreateEmailIdentity {
            email_identity: "example.com".to_owned(),
            tags: vec![Tag::new("team", "news")],
            dkim_signing_attributes: Some(DkimSigningAttributes {
                domain_signing_selector: Some("mail2026".to_owned()),
                domain_signing_private_key: Some(SecretInput::given("MIIE".into())),
                ..DkimSigningAttributes::default()
            }),
            configuration_set_name: None,
        });
        let expected = json!({
            "EmailIdentity": "example.com",
            "Tags": [{ "Key": "team", "Value": "news" }],
            "DkimSigningAttributes": {
                "DomainSigningSelector": "mail2026",
                "DomainSigningPrivateKey": "<secret>",
            },
        });
        assert_eq!(create.input(), expected);
        let mail_from = Call::from(PutEmailIdentityMailFromAttributes {
            email_identity: "example.com".to_owned(),
            mail_from_domain: None,
            behavior_on_mx_failure: "USE_DEFAULT_VALUE".to_owned(),
        });
        let expected = json!({ "EmailIdentity": "example.com", "BehaviorOnMxFailure": "USE_DEFAULT_VALUE" });
        assert_eq!(mail_from.input(), expected);
        let untag = Call::from(UntagResource {
            resource_arn: "arn:aws:ses:eu-west-2:111122223333:identity/a:identity/b@example.com".to_owned(),
            tag_keys: vec!["team".to_owned()],
        });
        assert_eq!(untag.touches(None), touched("a:identity/b@example.com"));
        assert_eq!(untag.operation(), "UntagResource");
    }

    #[test]
    fn what_is_kept_of_a_call_can_be_read_again() {
        let call = Call::from(CreateEmailIdentity {
            email_identity: "jo@example.com".to_owned(),
            tags: Vec::new(),
            dkim_signing_attributes: None,
            configuration_set_name: Some("news".to_owned()),
        });
        let text = serde_json::to_string(&call).expect("JSON");
        assert!(!text.contains("Tags") && !text.contains("Dkim"), "{text}");
        assert_eq!(serde_json::from_str::<Call>(&text).expect("a call"), call);
    }

    #[test]
    fn a_policy_is_the_same_however_aws_writes_it() {
        assert!(same_policy("{\"a\": 1,\n \"b\": [2]}", "{\"b\":[2],\"a\":1}"));
        assert!(!same_policy("{\"a\": 1}", "{\"a\": 2}"));
        assert!(!same_policy("", "{}"));
    }
}
