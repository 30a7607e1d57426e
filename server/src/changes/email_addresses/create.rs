//! A new e-mail address: one call.

use super::find::resource;
use crate::{
    aws::write::connect,
    changes::{Change, Closed, Opened, Plan, Step, TagChanges, UndoPlan, World, missing},
};
use app::model::{
    change::{Action, FieldChange, Subject, form},
    forms::{CreateEmailAddress, DeleteEmailAddress, create_email_address::Context},
    freshness::Kind,
    identity::{IdentityType, Status},
    instance::Instance,
    snapshot::Snapshot,
    tag::Tags,
};

/// E-mail addresses of an instance, unless AWS raised that.
/// Source: <https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html>
const QUOTA: usize = 100;

/// From here on the review says how many there are.
const NEAR_QUOTA: usize = 90;

impl Change for CreateEmailAddress {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let instance = world.instance(&subject.parent);
        let instance = instance.ok_or_else(|| missing(world.snapshot, Kind::EmailAddresses))?;
        Ok(Opened {
            name: String::new(),
            context: context(instance, world.snapshot),
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let address = self.address();
        let undo = UndoPlan::By {
            action: Action::DeleteEmailAddress,
            subject: Subject::new(&subject.parent, ""),
            form: form::encode(&DeleteEmailAddress::default()),
        };
        let resource = resource(&subject.parent, "", &address);
        let mut plan = Plan::new(
            format!("Create {address}"),
            "Create email address".to_owned(),
            resource,
            undo,
        );
        let Some(region) = world.snapshot.region_of(Kind::EmailAddresses, &subject.parent) else {
            return plan;
        };
        let (context, tags) = (&opened.context, self.tags());
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (display_name, description) = (text(&self.display_name), text(&self.description));
        let lines = [
            FieldChange::of("Instance", None, Some(&context.instance)),
            FieldChange::of("Email address", None, Some(&address)),
            FieldChange::of("Display name", None, display_name.as_deref()),
            FieldChange::of("Description", None, description.as_deref()),
        ];
        plan.fields.extend(lines.into_iter().flatten());
        let nothing = Tags::new();
        plan.fields
            .extend(TagChanges::between(&nothing, &tags).fields(&nothing));
        plan.warnings
            .extend(domain_warning(self.parts().1, context, region.as_str()));
        plan.warnings.extend(quota_warning(context));
        let call = connect::CreateEmailAddress {
            instance_id: subject.parent.clone(),
            email_address: address,
            display_name,
            description,
            tags,
        };
        plan.steps.push(Step::new(&region, call));
        plan
    }

    fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
        if operation != "CreateEmailAddress" {
            return None;
        }
        let (field, text) = match code {
            "DuplicateResourceException" => ("local_part", "The instance has this address already."),
            "ServiceQuotaExceededException" => ("local_part", "The instance has as many addresses as AWS allows it."),
            "InvalidParameterException" | "InvalidRequestException" if message.contains("DisplayName") => {
                ("display_name", "AWS does not take this display name.")
            }
            "InvalidParameterException" | "InvalidRequestException" if message.contains("Description") => {
                ("description", "AWS does not take this description.")
            }
            "InvalidParameterException" | "InvalidRequestException" if message.contains("EmailAddress") => (
                "domain",
                "AWS does not take an address on this domain: it has to be verified in SES in this Region, and known to the instance.",
            ),
            "InvalidParameterException" | "InvalidRequestException" if message.to_lowercase().contains("tag") => {
                ("tag_key", "AWS does not take these tags.")
            }
            _ => return None,
        };
        Some((field, text.to_owned()))
    }
}

fn context(instance: &Instance, snapshot: &Snapshot) -> Context {
    // An instance without alias is called by its id, and has no domain of its own that could be told.
    let own = (instance.alias != instance.id).then(|| format!("{}.email.connect.aws", instance.alias));
    let identities = snapshot.identities.values();
    let domains = identities.filter(|i| i.region == instance.region && i.identity_type == IdentityType::Domain);
    let (verified, others): (Vec<_>, Vec<_>) = domains.partition(|identity| identity.status == Status::Success);
    let of_instance = snapshot
        .email_addresses
        .values()
        .filter(|known| known.instance == instance.id);
    Context {
        instance: instance.alias.clone(),
        region: Some(instance.region.clone()),
        domains: own
            .into_iter()
            .chain(verified.into_iter().map(|identity| identity.name.clone()))
            .collect(),
        unverified: others.into_iter().map(|identity| identity.name.clone()).collect(),
        addresses: of_instance.map(|known| known.address.clone()).collect(),
    }
}

fn domain_warning(domain: &str, context: &Context, region: &str) -> Option<String> {
    let is_in = |domains: &[String]| domains.iter().any(|known| known.eq_ignore_ascii_case(domain));
    if is_in(&context.domains) {
        None
    } else if is_in(&context.unverified) {
        Some(format!(
            "{domain} is not verified in SES in {region}: AWS refuses addresses on it until it is."
        ))
    } else {
        Some(format!(
            "Frontdesk does not know {domain} as a domain that is verified in SES in {region}: AWS may refuse the address."
        ))
    }
}

fn quota_warning(context: &Context) -> Option<String> {
    let (instance, count) = (&context.instance, context.addresses.len());
    match count {
        0..NEAR_QUOTA => None,
        NEAR_QUOTA..QUOTA => Some(format!(
            "{instance} has {count} addresses; AWS allows {QUOTA}, unless it has raised that for you."
        )),
        _ => Some(format!(
            "{instance} has {count} addresses: AWS refuses more than {QUOTA}, unless it has raised that for you."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::email_addresses::testing::{INSTANCE, known, subject, with_world};

    fn form(local_part: &str, domain: &str) -> CreateEmailAddress {
        CreateEmailAddress {
            local_part: local_part.to_owned(),
            domain: domain.to_owned(),
            ..CreateEmailAddress::default()
        }
    }

    fn plan(form: &CreateEmailAddress, snapshot: &Snapshot) -> Plan {
        with_world(snapshot, |world| {
            let opened = CreateEmailAddress::open(&subject(""), world).expect("a form");
            form.plan(&opened, &subject(""), world)
        })
    }

    #[test]
    fn the_form_knows_domains_and_addresses() {
        let opened = with_world(&known(), |world| CreateEmailAddress::open(&subject(""), world)).expect("a form");
        assert_eq!(opened.context.domains, ["support-us.email.connect.aws", "example.com"]);
        assert_eq!(opened.context.unverified, ["pending.example"]);
        assert_eq!(opened.context.addresses.len(), 4);
        let other = with_world(&known(), |world| {
            CreateEmailAddress::open(&Subject::new("other", ""), world)
        });
        assert_eq!(other.err(), Some(Closed::NotFound));
    }

    #[test]
    fn one_call_says_what_was_filled_in() {
        let form = CreateEmailAddress {
            display_name: " Sales ".to_owned(),
            tag_key: vec!["team".to_owned()],
            tag_value: vec!["sales".to_owned()],
            ..form(" sales", "example.com ")
        };
        let plan = plan(&form, &known());
        let [step] = plan.steps.as_slice() else {
            panic!("one step: {:?}", plan.steps);
        };
        assert_eq!(step.region.as_str(), "us-east-1");
        let input = serde_json::json!({
            "InstanceId": INSTANCE,
            "EmailAddress": "sales@example.com",
            "DisplayName": "Sales",
            "Tags": { "team": "sales" },
        });
        assert_eq!(step.call.input(), input);
        assert!(step.call.takes_client_token());
        assert_eq!(plan.warnings, Vec::<String>::new());
        let names: Vec<&str> = plan.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["Instance", "Email address", "Display name", "Tag team"]);
        assert_eq!(plan.resource.subject, subject(""));
    }

    #[test]
    fn a_domain_that_aws_may_refuse_is_warned_of() {
        let warning = |domain: &str| plan(&form("sales", domain), &known()).warnings.pop();
        assert_eq!(warning("Example.com"), None);
        assert_eq!(warning("support-us.email.connect.aws"), None);
        assert!(warning("pending.example").is_some_and(|text| text.contains("is not verified")));
        // Verified in another Region only.
        assert!(warning("elsewhere.example").is_some_and(|text| text.contains("does not know")));
    }

    #[test]
    fn an_answer_that_was_lost_is_found_by_the_address() {
        let effect = |address: &str| {
            let plan = plan(&form(address, "example.com"), &known());
            let step = plan.steps.first().expect("a step");
            step.call.is_in_effect(&step.region, &known())
        };
        assert_eq!(effect("HELP"), Some(true));
        assert_eq!(effect("sales"), Some(false));
    }

    #[test]
    fn an_instance_that_is_nearly_full_is_warned_of() {
        let context = |count: usize| Context {
            addresses: vec![String::new(); count],
            ..Context::default()
        };
        assert_eq!(quota_warning(&context(89)), None);
        assert!(quota_warning(&context(90)).is_some_and(|text| text.contains("AWS allows 100")));
        assert!(quota_warning(&context(100)).is_some_and(|text| text.contains("refuses more")));
    }
}
