//! The MAIL FROM domain: one call.

use super::{edit, found};
use crate::{
    aws::write::ses::PutEmailIdentityMailFromAttributes,
    changes::{Change, Closed, Opened, Plan, Step, World},
};
use app::model::{
    change::{FieldChange, Subject},
    forms::{
        EditMailFrom,
        edit_mail_from::{Context, REJECT_MESSAGE, USE_DEFAULT_VALUE},
        identity_name,
    },
    identity::MailFrom,
};

impl Change for EditMailFrom {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found(subject, world)?;
        let rejects = details
            .mail_from
            .as_ref()
            .is_some_and(|mail_from| mail_from.reject_on_mx_failure);
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                domain: identity_name::domain_of(&identity.name),
            },
            now: Self {
                mail_from_domain: details
                    .mail_from
                    .as_ref()
                    .map(|known: &MailFrom| known.domain.clone())
                    .unwrap_or_default(),
                behavior_on_mx_failure: if rejects { REJECT_MESSAGE } else { USE_DEFAULT_VALUE }.to_owned(),
            },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let mut plan = edit("Edit MAIL FROM domain of", subject, &opened.now);
        let Some(region) = world.region(&subject.parent) else {
            return plan;
        };
        let (before, after) = (filled(&opened.now.mail_from_domain), self.domain());
        // Without a domain, the behaviour says nothing.
        let beforehand = before.map(|_| behavior_label(&opened.now.behavior_on_mx_failure));
        let afterwards = after.as_deref().map(|_| behavior_label(&self.behavior_on_mx_failure));
        let shown = after.as_deref().map(identity_name::shown);
        let lines = [
            FieldChange::of(
                "MAIL FROM domain",
                before.map(identity_name::shown).as_deref(),
                shown.as_deref(),
            ),
            FieldChange::of("If the MX is missing", beforehand, afterwards),
        ];
        plan.fields.extend(lines.into_iter().flatten());
        if plan.fields.is_empty() {
            return plan;
        }
        plan.submit = plan.save_label();
        plan.warnings = warnings(before, after.as_deref(), region.as_str());
        let is_set = after.is_some();
        let call = PutEmailIdentityMailFromAttributes {
            email_identity: subject.id.clone(),
            mail_from_domain: after,
            behavior_on_mx_failure: if is_set {
                &self.behavior_on_mx_failure
            } else {
                USE_DEFAULT_VALUE
            }
            .to_owned(),
        };
        plan.steps.push(Step::new(region, call));
        plan
    }

    fn shown(field: &str, value: &str, _: &Context) -> String {
        if field == "behavior_on_mx_failure" {
            behavior_label(value)
        } else {
            value
        }
        .to_owned()
    }

    fn field_of(_: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        let refused = "AWS does not take this MAIL FROM domain.";
        (code == "BadRequestException").then(|| ("mail_from_domain", refused.to_owned()))
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn behavior_label(value: &str) -> &str {
    match value {
        USE_DEFAULT_VALUE => "Send from amazonses.com",
        REJECT_MESSAGE => "Reject the message",
        other => other,
    }
}

/// Source: <https://docs.aws.amazon.com/ses/latest/dg/mail-from.html>
fn warnings(before: Option<&str>, after: Option<&str>, region: &str) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(after) = after.filter(|after| before != Some(*after)) {
        warnings.push(format!(
            "Publish exactly one MX record on {after}, “10 feedback-smtp.{region}.amazonses.com”, and the SPF record; there can’t \
             be a CNAME. Nothing else may receive mail there."
        ));
    }
    if let Some(before) = before.filter(|before| after != Some(*before)) {
        let now = if after.is_some() {
            "then use the new one"
        } else {
            "then come from amazonses.com"
        };
        warnings.push(format!(
            "Envelope senders {now}. The records on {before} are no longer used and can be removed."
        ));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, domain, domain_with},
        *,
    };
    use app::model::identity::Status;
    use serde_json::json;

    fn form(domain: &str, behavior: &str) -> EditMailFrom {
        EditMailFrom {
            mail_from_domain: domain.to_owned(),
            behavior_on_mx_failure: behavior.to_owned(),
        }
    }

    #[test]
    fn a_domain_is_set_and_taken_away() {
        let subject = Subject::new("eu-west-2", "example.com");
        let known = Known::of([domain("eu-west-2", "example.com")]);
        let opened = EditMailFrom::open(&subject, &known.world()).expect("a form");
        let plan = form(" Bounce.Example.com", REJECT_MESSAGE).plan(&opened, &subject, &known.world());
        let expected = json!({
            "EmailIdentity": "example.com",
            "MailFromDomain": "bounce.example.com",
            "BehaviorOnMxFailure": "REJECT_MESSAGE",
        });
        assert_eq!((plan.steps[0].call.input(), plan.fields.len()), (expected, 2));
        // Without a domain, the behaviour says nothing.
        assert_eq!(
            form("", REJECT_MESSAGE).plan(&opened, &subject, &known.world()).steps,
            []
        );

        let identity = domain_with("eu-west-2", "example.com", |details| {
            details.mail_from = Some(MailFrom {
                domain: "bounce.example.com".to_owned(),
                status: Status::Success,
                reject_on_mx_failure: true,
            });
        });
        let known = Known::of([identity]);
        let opened = EditMailFrom::open(&subject, &known.world()).expect("a form");
        assert_eq!(opened.now, form("bounce.example.com", REJECT_MESSAGE));
        let plan = form("", REJECT_MESSAGE).plan(&opened, &subject, &known.world());
        let expected = json!({ "EmailIdentity": "example.com", "BehaviorOnMxFailure": "USE_DEFAULT_VALUE" });
        assert_eq!(plan.steps[0].call.input(), expected);
    }
}
