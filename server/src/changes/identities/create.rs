//! A new identity: one call. Its DNS records, or the link that SES mails, come next.

use super::{
    OWN_KEY, check_private_key, configuration_sets, private_key, public_half, replicas::origin_of_replica, resource,
};
use crate::{
    aws::write::ses::{CreateEmailIdentity, DkimSigningAttributes, Tag},
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World},
};
use app::{
    model::{
        change::{Action, FieldChange, FieldError, SecretField, Subject},
        forms::{
            CreateIdentity,
            create_identity::{Context, InRegion},
            dkim_fields::{BYODKIM, EASY, REPLICA},
            identity_name,
        },
        identity::{Identity, Status, key_length_label},
        region::Region,
        tag::Tags,
    },
    routes,
};

impl Change for CreateIdentity {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let regions = &world.snapshot.regions;
        let region = match (subject.parent.as_str(), regions.as_slice()) {
            ("", [only]) => only.as_str(),
            (chosen, _) => chosen,
        };
        if !region.is_empty() && world.region(region).is_none() {
            return Err(Closed::NotFound);
        }
        Ok(Opened {
            name: String::new(),
            context: Context {
                regions: regions.iter().map(|region| in_region(region, world)).collect(),
            },
            now: Self::in_region(region),
        })
    }

    fn plan(&self, _: &Opened<Self>, _: &Subject, world: &World<'_>) -> Plan {
        let name = self.canonical_name().unwrap_or_default();
        let subject = Subject::new(&self.region, &name);
        let undo = UndoPlan::By {
            action: Action::DeleteIdentity,
            subject: subject.clone(),
            form: String::new(),
        };
        let title = format!("Create identity {name}");
        let mut plan = Plan::new(title, "Create identity".to_owned(), resource(&subject), undo);
        let Some(region) = world.region(&self.region) else {
            return plan;
        };
        plan.fields = lines(self, &name);
        plan.then = Some(routes::identity(&self.region, &name));
        let is_address = name.contains('@');
        let dkim_signing_attributes = (!is_address).then(|| signing(self, &name, world, &mut plan));
        plan.warnings.extend(covered_by(&name, region, world));
        let call = CreateEmailIdentity {
            tags: Tag::list(self.tags()),
            dkim_signing_attributes,
            configuration_set_name: Some(self.configuration_set.clone()).filter(|set| !set.is_empty()),
            email_identity: name,
        };
        plan.steps.push(Step::new(region, call).noting(if is_address {
            "SES mails a link to the address. It is verified once somebody opens it, within 24 hours."
        } else {
            "SES then looks for the DNS records for up to 72 hours."
        }));
        plan
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        if operation != "CreateEmailIdentity" {
            return None;
        }
        let about = |what: &str| message.to_lowercase().contains(&what.to_lowercase());
        Some(match code {
            "AlreadyExistsException" => ("name", "There is such an identity in this Region already.".to_owned()),
            "LimitExceededException" => (
                "region",
                "This Region has as many identities as SES allows the account there.".to_owned(),
            ),
            "NotFoundException" => (
                "configuration_set",
                "There is no such configuration set any more.".to_owned(),
            ),
            "BadRequestException" if about("Tag") => ("tag_key", "AWS does not take these tags.".to_owned()),
            "BadRequestException" if about("PrivateKey") || about("private key") => (
                "dkim",
                "AWS does not take the private key. It is asked for again with the review.".to_owned(),
            ),
            "BadRequestException" if about("Selector") => ("selector", "AWS does not take this selector.".to_owned()),
            "BadRequestException" if about("KeyLength") => (
                "next_signing_key_length",
                "AWS does not take this key length.".to_owned(),
            ),
            "BadRequestException" if about("Origin") => (
                "parent_region",
                "AWS does not take this Region as a parent’s.".to_owned(),
            ),
            "BadRequestException" => ("name", "AWS does not take this as an identity.".to_owned()),
            _ => return None,
        })
    }

    fn check_secrets(&self, world: &World<'_>) -> Vec<FieldError> {
        check_private_key(world)
    }
}

/// What can be chosen in a Region, and what is taken there.
fn in_region(region: &Region, world: &World<'_>) -> InRegion {
    let identities = world.snapshot.identities.values().map(AsRef::as_ref);
    let here = identities.filter(|identity: &&Identity| identity.region == *region);
    let (parents, others): (Vec<&Identity>, Vec<&Identity>) = here.partition(|identity| identity.can_be_parent());
    InRegion {
        region: region.to_string(),
        configuration_sets: configuration_sets(region.as_str(), world),
        parents: names(&parents),
        others: names(&others),
    }
}

fn names(identities: &[&Identity]) -> String {
    let names: Vec<&str> = identities.iter().map(|identity| identity.name.as_str()).collect();
    names.join(" ")
}

/// What the form says of a new identity.
fn lines(form: &CreateIdentity, name: &str) -> Vec<FieldChange> {
    let new = |label: &str, value: &str| FieldChange::of(label, None, Some(value));
    let is_domain = !name.contains('@');
    let signed = |origin: &str, label: &str, value: &str| {
        let counts = is_domain && form.dkim == origin;
        counts.then(|| new(label, value)).flatten()
    };
    let origin = match form.dkim.as_str() {
        _ if !is_domain => "",
        BYODKIM => "Bring your own",
        REPLICA => "Replica",
        _ => "Easy DKIM",
    };
    let lines = [
        new("Region", &form.region),
        new("Domain or email address", &identity_name::shown(name)),
        new("Signing origin", origin),
        signed(EASY, "Key length", &key_length_label(&form.next_signing_key_length)),
        signed(BYODKIM, "Selector", form.selector.trim()),
        signed(REPLICA, "Parent Region", &form.parent_region),
        new("Configuration set", &form.configuration_set),
    ];
    let (none, tags) = (Tags::new(), form.tags());
    let tags = TagChanges::between(&none, &tags);
    lines.into_iter().flatten().chain(tags.fields(&none)).collect()
}

/// How a new domain's mail is signed.
fn signing(form: &CreateIdentity, name: &str, world: &World<'_>, plan: &mut Plan) -> DkimSigningAttributes {
    match form.dkim.as_str() {
        BYODKIM => {
            let selector = form.selector.trim();
            let (key, record) = private_key(world);
            plan.secrets.push(SecretField::DkimPrivateKey);
            plan.warnings.push(OWN_KEY.to_owned());
            plan.notes
                .extend(record.map(|record| public_half(selector, name, &record)));
            DkimSigningAttributes::own_key(selector, key)
        }
        REPLICA => DkimSigningAttributes {
            domain_signing_attributes_origin: Some(origin_of_replica(&form.parent_region)),
            ..DkimSigningAttributes::default()
        },
        _ => DkimSigningAttributes::easy(&form.next_signing_key_length),
    }
}

/// An address of a verified domain need not be an identity of its own.
/// Source: <https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html>
fn covered_by(name: &str, region: &Region, world: &World<'_>) -> Option<String> {
    let (_, domain) = name.rsplit_once('@')?;
    let key = (region.to_string(), domain.to_ascii_lowercase());
    let known = world.snapshot.identities.get(&key)?;
    (known.status == Status::Success).then(|| {
        format!(
            "{domain} is verified in {region} already, so that {name} can be sent from without an identity of its own."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, PRIVATE_KEY, domain, region},
        *,
    };
    use app::model::change::Form;
    use serde_json::json;

    fn form(name: &str) -> CreateIdentity {
        CreateIdentity {
            name: name.to_owned(),
            ..CreateIdentity::in_region("us-east-1")
        }
    }

    #[test]
    fn a_pasted_address_of_the_web_becomes_a_domain() {
        let known = Known::of([domain("eu-west-2", "example.com")]);
        let subject = Subject::new("us-east-1", "");
        let opened = CreateIdentity::open(&subject, &known.world()).expect("a form");
        assert_eq!(opened.now.region, "us-east-1");
        let form = form("https://München.example/contact");
        assert_eq!(form.check(&opened.context), []);
        let plan = form.plan(&opened, &subject, &known.world());
        let expected = json!({
            "EmailIdentity": "xn--mnchen-3ya.example",
            "DkimSigningAttributes": { "NextSigningKeyLength": "RSA_2048_BIT" },
        });
        assert_eq!(plan.steps[0].call.input(), expected);
        assert_eq!(
            plan.fields[1].after.as_deref(),
            Some("xn--mnchen-3ya.example (münchen.example)")
        );
        assert_eq!(
            plan.then.as_deref(),
            Some("/identities/us-east-1/xn--mnchen-3ya.example")
        );
        assert_eq!(
            plan.resource.subject,
            Subject::new("us-east-1", "xn--mnchen-3ya.example")
        );
    }

    #[test]
    fn a_replica_names_its_parent_s_region() {
        let known = Known::of([domain("eu-west-2", "example.com")]);
        let subject = Subject::default();
        let opened = CreateIdentity::open(&subject, &known.world()).expect("a form");
        let form = CreateIdentity {
            dkim: REPLICA.to_owned(),
            parent_region: "eu-west-2".to_owned(),
            ..form("example.com")
        };
        assert_eq!(form.check(&opened.context), []);
        let plan = form.plan(&opened, &subject, &known.world());
        let expected = json!({
            "EmailIdentity": "example.com",
            "DkimSigningAttributes": { "DomainSigningAttributesOrigin": "AWS_SES_EU_WEST_2" },
        });
        assert_eq!(plan.steps[0].call.input(), expected);
    }

    #[test]
    fn a_private_key_is_nowhere_but_in_the_call() {
        let mut known = Known::of([]);
        let subject = Subject::default();
        let form = CreateIdentity {
            dkim: BYODKIM.to_owned(),
            selector: " mail2026 ".to_owned(),
            ..form("example.com")
        };
        let opened = CreateIdentity::open(&subject, &known.world()).expect("a form");
        let reviewed = form.plan(&opened, &subject, &known.world());
        assert_eq!(reviewed.secrets, [SecretField::DkimPrivateKey]);
        assert_eq!(form.check_secrets(&known.world()), []);

        known.give(SecretField::DkimPrivateKey, PRIVATE_KEY);
        assert_eq!(form.check_secrets(&known.world()), []);
        let made = form.plan(&opened, &subject, &known.world());
        let shown = format!("{made:?}{}", made.steps[0].call.input());
        assert!(
            shown.contains("<secret>") && !shown.contains(&PRIVATE_KEY[..40]),
            "{shown}"
        );
        assert!(
            made.notes[0].contains("mail2026._domainkey.example.com TXT \"p=MIIB"),
            "{:?}",
            made.notes
        );
        // What is made is what was reviewed.
        assert_eq!((made.steps, made.fields), (reviewed.steps, reviewed.fields));

        known.give(SecretField::DkimPrivateKey, "no key");
        assert_eq!(form.check_secrets(&known.world())[0].field, "dkim_private_key");
    }

    #[test]
    fn an_address_has_no_key_of_its_own() {
        let known = Known::of([domain("us-east-1", "example.com")]);
        let subject = Subject::new("us-east-1", "");
        let opened = CreateIdentity::open(&subject, &known.world()).expect("a form");
        let plan = form("Jo@example.com").plan(&opened, &subject, &known.world());
        assert_eq!(plan.steps[0].call.input(), json!({ "EmailIdentity": "Jo@example.com" }));
        assert_eq!(plan.warnings.len(), 1);
        let elsewhere = Subject::new(region("ap-south-1").as_str(), "");
        assert_eq!(
            CreateIdentity::open(&elsewhere, &known.world()).err(),
            Some(Closed::NotFound)
        );
    }
}
