//! Whose key a domain's mail is signed with, and how long SES's next key is: one call.

use super::{
    OWN_KEY, check_private_key, edit, found, private_key, public_half,
    replicas::{origin_of_replica, parents},
};
use crate::{
    aws::write::ses::{DkimSigningAttributes, PutEmailIdentityDkimSigningAttributes},
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{FieldChange, FieldError, SecretField, Subject},
    forms::{
        EditSigningAttributes,
        dkim_fields::{BYODKIM, EASY, KEY_LENGTHS, REPLICA},
        edit_signing_attributes::Context,
    },
    identity::{Dkim, Identity, IdentityType, Origin, key_length_label},
    time::Timestamp,
};

const DAY: i64 = 24 * 60 * 60 * 1_000;

impl Change for EditSigningAttributes {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found(subject, world)?;
        if identity.identity_type != IdentityType::Domain {
            let why = "An email address has no DKIM key of its own: it is signed with its domain’s.";
            return Err(Closed::Impossible(why.to_owned()));
        }
        let dkim = details.dkim.as_ref();
        let made = dkim.and_then(|dkim| dkim.last_key_generation);
        let now = now(dkim);
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                origin: now.origin.clone(),
                current_key_length: dkim.and_then(|dkim| dkim.current_key_length.clone()),
                last_key_generation: made,
                key_length_from: made.and_then(|made| day_after(made, identity)),
                parents: parents(identity, world.snapshot),
                replicas: world
                    .snapshot
                    .replicas(identity)
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            },
            now,
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let mut plan = edit("Edit DKIM signing attributes of", subject, &opened.now);
        let Some(region) = world.region(&subject.parent) else {
            return plan;
        };
        plan.fields = lines(&opened.now, self);
        if plan.fields.is_empty() {
            return plan;
        }
        plan.submit = plan.save_label();
        plan.undo = undo(plan.undo, opened, self);
        plan.warnings = warnings(opened, self);
        let (origin, attributes) = match self.origin.as_str() {
            BYODKIM => {
                let selector = self.selector.trim();
                let (key, record) = private_key(world);
                plan.secrets.push(SecretField::DkimPrivateKey);
                plan.notes
                    .extend(record.map(|record| public_half(selector, &subject.id, &record)));
                (
                    "EXTERNAL".to_owned(),
                    Some(DkimSigningAttributes::own_key(selector, key)),
                )
            }
            REPLICA => (origin_of_replica(&self.parent_region), None),
            _ => (
                "AWS_SES".to_owned(),
                Some(DkimSigningAttributes::easy(&self.next_signing_key_length)),
            ),
        };
        let call = PutEmailIdentityDkimSigningAttributes {
            email_identity: subject.id.clone(),
            signing_attributes_origin: origin,
            signing_attributes: attributes,
        };
        plan.steps.push(Step::new(region, call));
        plan
    }

    fn shown(field: &str, value: &str, _: &Context) -> String {
        match field {
            "origin" => origin_label(value).to_owned(),
            "next_signing_key_length" => key_length_label(value),
            _ => value.to_owned(),
        }
    }

    fn field_of(_: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        let about = |what: &str| message.to_lowercase().contains(what);
        if code != "BadRequestException" {
            return None;
        }
        Some(if about("keylength") || about("key length") {
            let why = "SES takes a new key length at most once a day. Try again a day after the last change.";
            ("next_signing_key_length", why.to_owned())
        } else if about("privatekey") || about("private key") {
            (
                "origin",
                "AWS does not take the private key. It is asked for again with the review.".to_owned(),
            )
        } else if about("selector") {
            ("selector", "AWS does not take this selector.".to_owned())
        } else {
            ("origin", "AWS does not take this origin.".to_owned())
        })
    }

    fn check_secrets(&self, world: &World<'_>) -> Vec<FieldError> {
        check_private_key(world)
    }
}

/// What the fields hold now.
fn now(dkim: Option<&Dkim>) -> EditSigningAttributes {
    let origin = dkim.map_or(Origin::EasyDkim, |dkim| dkim.origin.clone());
    let length = dkim.and_then(|dkim| dkim.next_key_length.clone());
    let selector = dkim
        .filter(|_| origin == Origin::Byodkim)
        .and_then(|dkim| dkim.tokens.first().cloned());
    EditSigningAttributes {
        // What was never set up has none, so that Easy DKIM is a change as well.
        origin: if dkim.is_some_and(|dkim| !dkim.tokens.is_empty() || origin != Origin::EasyDkim) {
            origin.token().to_owned()
        } else {
            String::new()
        },
        next_signing_key_length: length.unwrap_or_else(|| KEY_LENGTHS[0].to_owned()),
        selector: selector.unwrap_or_default(),
        parent_region: match origin {
            Origin::Replica(region) => region.to_string(),
            _ => String::new(),
        },
    }
}

/// What changes; only the fields that belong to an origin count.
fn lines(before: &EditSigningAttributes, after: &EditSigningAttributes) -> Vec<FieldChange> {
    let of = |label: &str, origin: &str, value: fn(&EditSigningAttributes) -> String| {
        let counted = |form: &EditSigningAttributes| (form.origin == origin).then(|| value(form));
        FieldChange::of(label, counted(before).as_deref(), counted(after).as_deref())
    };
    let lines = [
        FieldChange::of(
            "Signing origin",
            Some(origin_label(&before.origin)),
            Some(origin_label(&after.origin)),
        ),
        of("Next key length", EASY, |form| {
            key_length_label(&form.next_signing_key_length)
        }),
        of("Selector", BYODKIM, |form| form.selector.trim().to_owned()),
        of("Parent Region", REPLICA, |form| form.parent_region.clone()),
    ];
    lines.into_iter().flatten().collect()
}

fn origin_label(origin: &str) -> &str {
    match origin {
        EASY => "Easy DKIM",
        BYODKIM => "Bring your own",
        REPLICA => "Replica",
        other => other,
    }
}

/// What can be undone: not what takes a key that nobody kept, nor what SES does once a day.
fn undo(by_form: UndoPlan, opened: &Opened<EditSigningAttributes>, after: &EditSigningAttributes) -> UndoPlan {
    let why = match (opened.now.origin.as_str(), after.origin.as_str()) {
        ("", _) => "An identity can’t go back to having no key.",
        (BYODKIM, _) => "The private key that was used before is not known to Frontdesk.",
        (EASY, EASY) => "SES takes a new key length at most once a day.",
        _ => return by_form,
    };
    UndoPlan::Not(why.to_owned())
}

/// Sources: <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimSigningAttributes.html>,
/// <https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-deed.html>
fn warnings(opened: &Opened<EditSigningAttributes>, after: &EditSigningAttributes) -> Vec<String> {
    let (context, origin) = (&opened.context, after.origin.as_str());
    let mut warnings = Vec::new();
    if origin == EASY && context.origin == EASY {
        warnings.extend(once_a_day(opened));
    } else {
        warnings.push(format!(
            "The DNS records of {} become others. Publish the new ones at once, and keep the old ones for some days: mail on its \
             way is still checked with them.",
            opened.name
        ));
    }
    if origin == BYODKIM {
        warnings.push(OWN_KEY.to_owned());
    }
    if origin != EASY && !context.replicas.is_empty() {
        let replicas = context.replicas.join(", ");
        warnings.push(format!(
            "Its replicas in {replicas} lose the key that they are signed with."
        ));
    }
    warnings
}

/// That SES may refuse another key length, where it may. It does not tell when the last one was asked for, so that the time of the
/// last key is what there is to go by.
fn once_a_day(opened: &Opened<EditSigningAttributes>) -> Option<String> {
    let (context, next) = (&opened.context, &opened.now.next_signing_key_length);
    let is_changing = context
        .current_key_length
        .as_ref()
        .is_some_and(|current| current != next);
    if is_changing {
        return Some(format!(
            "SES is about to change the key to {} already. It takes a new key length at most once a day, and may refuse this one.",
            key_length_label(next)
        ));
    }
    let (made, from) = (context.last_key_generation?, context.key_length_from?);
    Some(format!(
        "SES takes a new key length at most once a day. It made the present key on {}, and may refuse another length until {}.",
        made.display(),
        from.display()
    ))
}

/// When the day is over that began with a key, where it was not when the identity was read.
fn day_after(made: Timestamp, identity: &Identity) -> Option<Timestamp> {
    let from = Timestamp::from_millis(made.as_millis() + DAY);
    identity.described_at.is_some_and(|read| read < from).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{KEY_MADE, Known, address, domain, domain_signed, domain_with, region},
        *,
    };
    use app::model::change::Form;
    use serde_json::json;

    const SUBJECT: (&str, &str) = ("eu-west-2", "example.com");

    fn open(known: &Known) -> Opened<EditSigningAttributes> {
        EditSigningAttributes::open(&Subject::new(SUBJECT.0, SUBJECT.1), &known.world()).expect("a form")
    }

    fn plan(known: &Known, form: &EditSigningAttributes) -> Plan {
        let opened = open(known);
        assert_eq!(form.check(&opened.context), []);
        form.plan(&opened, &Subject::new(SUBJECT.0, SUBJECT.1), &known.world())
    }

    fn easy(length: &str) -> EditSigningAttributes {
        EditSigningAttributes {
            origin: EASY.to_owned(),
            next_signing_key_length: length.to_owned(),
            ..EditSigningAttributes::default()
        }
    }

    #[test]
    fn a_key_length_changes_once_a_day() {
        let known = Known::of([domain(SUBJECT.0, SUBJECT.1)]);
        assert_eq!(plan(&known, &easy("RSA_2048_BIT")).steps, []);
        let shorter = plan(&known, &easy("RSA_1024_BIT"));
        let expected = json!({
            "EmailIdentity": "example.com",
            "SigningAttributesOrigin": "AWS_SES",
            "SigningAttributes": { "NextSigningKeyLength": "RSA_1024_BIT" },
        });
        assert_eq!((shorter.steps[0].call.input(), shorter.warnings.len()), (expected, 0));
        assert!(matches!(shorter.undo, UndoPlan::Not(_)));

        let mut fresh = domain(SUBJECT.0, SUBJECT.1);
        fresh.described_at = Some(KEY_MADE);
        let warnings = plan(&Known::of([fresh]), &easy("RSA_1024_BIT")).warnings;
        assert!(warnings[0].contains("may refuse another length until"), "{warnings:?}");
        assert_eq!(open(&known).context.key_length_from, None, "the day is over");
        let changing = domain_with(SUBJECT.0, SUBJECT.1, |details| {
            details.dkim.as_mut().expect("DKIM").next_key_length = Some("RSA_1024_BIT".to_owned());
        });
        let warnings = plan(&Known::of([changing]), &easy("RSA_2048_BIT")).warnings;
        assert!(
            warnings[0].contains("about to change the key to 1024 bit"),
            "{warnings:?}"
        );
    }

    #[test]
    fn a_key_of_the_account_s_own_goes_under_a_new_selector() {
        let known = Known::of([domain_signed(SUBJECT.0, SUBJECT.1, Origin::Byodkim, &["old"])]);
        let form = |selector: &str| EditSigningAttributes {
            origin: BYODKIM.to_owned(),
            selector: selector.to_owned(),
            ..EditSigningAttributes::default()
        };
        assert_eq!(plan(&known, &form("old")).steps, []);
        let plan = plan(&known, &form("new"));
        assert_eq!(plan.secrets, [SecretField::DkimPrivateKey]);
        assert_eq!(plan.fields.len(), 1);
        assert!(matches!(plan.undo, UndoPlan::Not(_)));
        let expected = json!({
            "EmailIdentity": "example.com",
            "SigningAttributesOrigin": "EXTERNAL",
            "SigningAttributes": { "DomainSigningSelector": "new", "DomainSigningPrivateKey": "<secret>" },
        });
        assert_eq!(plan.steps[0].call.input(), expected);
    }

    #[test]
    fn a_parent_s_replicas_are_named() {
        let replica = Origin::Replica(region(SUBJECT.0));
        let known = Known::of([
            domain(SUBJECT.0, SUBJECT.1),
            domain_signed("us-east-1", SUBJECT.1, replica, &["a", "b", "c"]),
        ]);
        let context = open(&known).context;
        assert_eq!(
            (context.replicas, context.parents),
            (vec!["us-east-1".to_owned()], Vec::new())
        );
        let form = EditSigningAttributes {
            origin: BYODKIM.to_owned(),
            selector: "own".to_owned(),
            ..EditSigningAttributes::default()
        };
        assert!(
            plan(&known, &form)
                .warnings
                .iter()
                .any(|warning| warning.contains("replicas in us-east-1"))
        );
    }

    #[test]
    fn a_replica_goes_back_to_a_key_of_its_own() {
        let replica = Origin::Replica(region("us-east-1"));
        let known = Known::of([
            domain_signed(SUBJECT.0, SUBJECT.1, replica, &["a", "b", "c"]),
            domain("us-east-1", SUBJECT.1),
        ]);
        let opened = open(&known);
        assert_eq!(
            (opened.now.origin.as_str(), opened.now.parent_region.as_str()),
            (REPLICA, "us-east-1")
        );
        assert_eq!(plan(&known, &opened.now).steps, []);
        let plan = plan(&known, &easy("RSA_2048_BIT"));
        assert!(matches!(plan.undo, UndoPlan::By { ref form, .. } if form.contains("parent_region=us-east-1")));
    }

    #[test]
    fn an_address_has_no_key() {
        let known = Known::of([address(SUBJECT.0, "jo@example.com")]);
        let closed = EditSigningAttributes::open(&Subject::new(SUBJECT.0, "jo@example.com"), &known.world());
        assert!(matches!(closed, Err(Closed::Impossible(_))));
    }
}
