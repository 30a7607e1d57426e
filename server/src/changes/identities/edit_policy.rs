//! A sending authorization policy, new or other than it was: one call.

use super::{edit, found_verified};
use crate::{
    aws::write::ses::{CreateEmailIdentityPolicy, UpdateEmailIdentityPolicy},
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{Action, Confirmation, FieldChange, Subject, form},
    forms::{
        DeletePolicy, EditPolicy,
        edit_policy::Context,
        policy_text::{formatted, is_for_everybody},
    },
};

impl Change for EditPolicy {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found_verified(subject, world)?;
        let account = world.snapshot.account.as_deref();
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                policies: details.policies.clone(),
                arn: account.map(|account| identity.arn(account)),
            },
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (name, text) = (self.name.trim(), self.text());
        let before = opened.context.policies.get(name);
        let verb = if before.is_some() {
            "Edit policy"
        } else {
            "Create policy"
        };
        let mut plan = edit(&format!("{verb} {name} of"), subject, &opened.now);
        // How its lines are broken is no difference.
        let (shown_before, shown) = (before.map(|before| formatted(before)), formatted(&text));
        let line = FieldChange::of(&format!("Policy {name}"), shown_before.as_deref(), Some(&shown));
        let (Some(region), Some(line)) = (world.region(&subject.parent), line) else {
            return plan;
        };
        plan.fields.push(line);
        plan.undo = undo(subject, name, before, &text);
        plan.submit = String::from(if before.is_some() {
            "Save policy"
        } else {
            "Create policy"
        });
        if before.is_some_and(|before| self.was_changed(before)) {
            plan.warnings.push(format!(
                "Somebody changed {name} since you began to edit it: the text below on the old side is theirs, and saving \
                 replaces it."
            ));
        }
        if before.is_none() && !self.was.is_empty() {
            plan.warnings.push(format!(
                "Somebody deleted {name} since you began to edit it. Saving creates it again."
            ));
        }
        if is_for_everybody(&text) {
            plan.warnings
                .push("It lets everybody who has an AWS account send as this identity, under no condition.".to_owned());
            plan.confirmation = Some(Confirmation {
                text: subject.id.clone(),
                why: "Anybody could send mail that counts as yours.".to_owned(),
            });
        }
        let (email_identity, policy_name) = (subject.id.clone(), name.to_owned());
        plan.steps.push(if before.is_some() {
            let call = UpdateEmailIdentityPolicy {
                email_identity,
                policy_name,
                policy: text,
            };
            Step::new(region, call)
        } else {
            let call = CreateEmailIdentityPolicy {
                email_identity,
                policy_name,
                policy: text,
            };
            Step::new(region, call)
        });
        plan
    }

    /// It starts empty: which policy it is about is in it.
    fn shows_what_is() -> bool {
        false
    }

    fn field_of(_: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        let about = |what: &str| message.contains(what);
        Some(match code {
            "AlreadyExistsException" => (
                "name",
                "There is such a policy already. Choose it to edit it.".to_owned(),
            ),
            "LimitExceededException" => ("name", "SES takes no more policies for this identity.".to_owned()),
            "BadRequestException" if about("PolicyName") => ("name", "AWS does not take this name.".to_owned()),
            "BadRequestException" => ("text", "AWS does not take this policy.".to_owned()),
            _ => return None,
        })
    }
}

/// A new one is deleted; another becomes what it was.
fn undo(subject: &Subject, name: &str, before: Option<&String>, after: &str) -> UndoPlan {
    let (action, form) = match before {
        Some(before) => {
            let form = EditPolicy {
                was: after.to_owned(),
                ..EditPolicy::of(name, before)
            };
            (Action::EditPolicy, form::encode(&form))
        }
        None => (
            Action::DeletePolicy,
            form::encode(&DeletePolicy { name: name.to_owned() }),
        ),
    };
    UndoPlan::By {
        action,
        subject: subject.clone(),
        form,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, domain_with},
        *,
    };

    const TEXT: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;

    fn known() -> Known {
        Known::of([domain_with("eu-west-2", "example.com", |details| {
            details.policies.insert("partner".to_owned(), TEXT.to_owned());
        })])
    }

    fn plan(form: &EditPolicy) -> Plan {
        let (known, subject) = (known(), Subject::new("eu-west-2", "example.com"));
        let opened = EditPolicy::open(&subject, &known.world()).expect("a form");
        form.plan(&opened, &subject, &known.world())
    }

    #[test]
    fn a_new_name_creates_and_a_known_one_updates() {
        let new = TEXT.replace("Allow", "Deny");
        let created = plan(&EditPolicy {
            was: String::new(),
            ..EditPolicy::of("other", &new)
        });
        assert_eq!(created.steps[0].call.operation(), "CreateEmailIdentityPolicy");
        assert!(
            matches!(created.undo, UndoPlan::By { action: Action::DeletePolicy, ref form, .. } if form == "name=other")
        );
        let updated = plan(&EditPolicy {
            was: TEXT.to_owned(),
            ..EditPolicy::of("partner", &new)
        });
        assert_eq!(updated.steps[0].call.operation(), "UpdateEmailIdentityPolicy");
        assert_eq!((updated.fields.len(), updated.warnings.len()), (1, 0));
        assert!(matches!(
            updated.undo,
            UndoPlan::By {
                action: Action::EditPolicy,
                ..
            }
        ));
        assert_eq!(plan(&EditPolicy::of("partner", TEXT)).steps, []);
    }

    #[test]
    fn what_somebody_else_changed_is_not_replaced_silently() {
        let form = EditPolicy {
            was: "{}".to_owned(),
            ..EditPolicy::of("partner", "{\"a\":1}")
        };
        assert!(plan(&form).warnings[0].contains("Somebody changed partner"));
        let form = EditPolicy {
            was: "{}".to_owned(),
            ..EditPolicy::of("gone", TEXT)
        };
        assert!(plan(&form).warnings[0].contains("Somebody deleted gone"));
    }

    #[test]
    fn only_a_verified_identity_has_policies() {
        let pending = domain_with("eu-west-2", "example.com", |details| {
            details.verified_for_sending = false;
        });
        let (known, subject) = (Known::of([pending]), Subject::new("eu-west-2", "example.com"));
        assert!(matches!(
            EditPolicy::open(&subject, &known.world()),
            Err(Closed::Impossible(_))
        ));
    }
}
