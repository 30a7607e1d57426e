//! DKIM signing on or off: one call.

use super::{edit, found, on_off};
use crate::{
    aws::write::ses::PutEmailIdentityDkimAttributes,
    changes::{Change, Closed, Opened, Plan, Step, World},
};
use app::model::{
    change::{FieldChange, Subject},
    forms::{EditDkimSigning, edit_dkim_signing::Context, identity_name},
    identity::{Details, Identity, IdentityType, Status},
};

impl Change for EditDkimSigning {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, details) = found(subject, world)?;
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {
                cannot_be_signed: cannot_be_signed(identity, world),
            },
            now: Self {
                signing_enabled: is_signed(details),
            },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (before, after) = (opened.now.signing_enabled, self.signing_enabled);
        let verb = if after {
            "Turn on DKIM signing of"
        } else {
            "Turn off DKIM signing of"
        };
        let mut plan = edit(verb, subject, &opened.now);
        let (Some(region), true) = (world.region(&subject.parent), before != after) else {
            return plan;
        };
        plan.submit = String::from(if after { "Turn on" } else { "Turn off" });
        plan.fields = FieldChange::of("DKIM signing", Some(on_off(before)), Some(on_off(after)))
            .into_iter()
            .collect();
        if !after {
            plan.warnings.push(format!(
                "Mail from {} goes out unsigned. Receivers may refuse it, above all where the domain has a DMARC policy.",
                opened.name
            ));
        }
        let call = PutEmailIdentityDkimAttributes {
            email_identity: subject.id.clone(),
            signing_enabled: after,
        };
        plan.steps.push(Step::new(region, call));
        plan
    }

    fn field_of(_: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        let refused = "AWS does not turn it on: DKIM is not set up for this identity’s domain.";
        (code == "BadRequestException").then(|| ("signing_enabled", refused.to_owned()))
    }
}

fn is_signed(details: &Details) -> bool {
    details.dkim.as_ref().is_some_and(|dkim| dkim.signing_enabled)
}

/// A domain has a key; an address is signed with that of its domain, or of one above it.
/// Source: <https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html>
fn cannot_be_signed(identity: &Identity, world: &World<'_>) -> Option<String> {
    let domain = identity_name::domain_of(&identity.name);
    let above = domain.match_indices('.').filter_map(|(at, _)| domain.get(at + 1..));
    let mut names = std::iter::once(domain.as_str()).chain(above.filter(|_| is_address(identity)));
    let has_key = |name: &str| {
        let key = (identity.region.to_string(), name.to_owned());
        let found = world.snapshot.identities.get(&key)?;
        // While nobody knows, AWS decides.
        let Some(details) = &found.details else {
            return Some(true);
        };
        Some(
            details
                .dkim
                .as_ref()
                .is_some_and(|dkim| dkim.status != Status::NotStarted),
        )
    };
    if names.any(|name| has_key(name) == Some(true)) {
        return None;
    }
    Some(if is_address(identity) {
        format!(
            "An address is signed with its domain’s key, and {domain} has none in {}.",
            identity.region
        )
    } else {
        "There is no key to sign with: choose the signing origin first.".to_owned()
    })
}

fn is_address(identity: &Identity) -> bool {
    identity.identity_type == IdentityType::EmailAddress
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, address, domain},
        *,
    };

    #[test]
    fn an_address_is_signed_with_its_domain_s_key() {
        let known = Known::of([
            domain("eu-west-2", "example.com"),
            address("eu-west-2", "jo@mail.example.com"),
            address("us-east-1", "jo@mail.example.com"),
        ]);
        let why = |region: &str| {
            let subject = Subject::new(region, "jo@mail.example.com");
            EditDkimSigning::open(&subject, &known.world())
                .expect("a form")
                .context
                .cannot_be_signed
        };
        assert_eq!(why("eu-west-2"), None);
        assert!(why("us-east-1").is_some_and(|why| why.contains("mail.example.com has none")));
    }

    #[test]
    fn only_a_change_makes_a_call() {
        let known = Known::of([domain("eu-west-2", "example.com")]);
        let subject = Subject::new("eu-west-2", "example.com");
        let opened = EditDkimSigning::open(&subject, &known.world()).expect("a form");
        assert_eq!(opened.now.plan(&opened, &subject, &known.world()).steps, []);
        let off = EditDkimSigning::default().plan(&opened, &subject, &known.world());
        assert_eq!((off.steps.len(), off.warnings.len()), (1, 1));
        assert_eq!(off.fields[0].before.as_deref(), Some("On"));
    }
}
