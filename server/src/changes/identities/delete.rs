//! An identity that goes: one call.

use super::{found, resource};
use crate::{
    aws::write::ses::DeleteEmailIdentity,
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::{
    model::{
        change::{Confirmation, FieldChange, Subject},
        forms::{DeleteIdentity, delete_identity::Context, identity_name},
        freshness::Kind,
        identity::{Details, Identity, IdentityType, Status, dns},
        tag,
    },
    routes,
};

impl Change for DeleteIdentity {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let (identity, _) = found(subject, world)?;
        let replicas = world.snapshot.replicas(identity);
        if !replicas.is_empty() {
            let regions: Vec<String> = replicas.iter().map(ToString::to_string).collect();
            return Err(Closed::Impossible(format!(
                "{} has replicas in {}, which are signed with its key. AWS does not delete it before they are deleted, or signed \
                 with another key.",
                identity.name,
                regions.join(", ")
            )));
        }
        Ok(Opened {
            name: identity.name.clone(),
            context: Context {},
            now: Self {},
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let undo = UndoPlan::Not("A deleted identity has to be created and verified anew.".to_owned());
        let title = format!("Delete identity {}", opened.name);
        let mut plan = Plan::new(title, "Delete identity".to_owned(), resource(subject), undo);
        let (Ok((identity, details)), Some(region)) = (found(subject, world), world.region(&subject.parent)) else {
            return plan;
        };
        plan.fields = lines(identity, details);
        plan.warnings = warnings(identity, details, world);
        plan.confirmation = Some(Confirmation {
            text: opened.name.clone(),
            why: "the identity that is deleted".to_owned(),
        });
        plan.snapshot = serde_json::to_string_pretty(identity).ok();
        plan.then = Some(routes::list(Kind::Identities).to_owned());
        let call = DeleteEmailIdentity {
            email_identity: subject.id.clone(),
        };
        plan.steps.push(Step::new(region, call));
        plan
    }
}

/// What it was like.
fn lines(identity: &Identity, details: &Details) -> Vec<FieldChange> {
    let gone = |label: &str, value: &str| FieldChange::of(label, Some(value), None);
    let mail_from = details.mail_from.as_ref().map_or("", |mail_from| &mail_from.domain);
    let origin = details.dkim.as_ref().filter(|dkim| !dkim.tokens.is_empty());
    let lines = [
        gone(identity.identity_type.label(), &identity_name::shown(&identity.name)),
        gone("Region", identity.region.as_str()),
        gone(
            "Signing origin",
            &origin.map(|dkim| dkim.origin.label()).unwrap_or_default(),
        ),
        gone("MAIL FROM domain", mail_from),
        gone(
            "Configuration set",
            details.configuration_set.as_deref().unwrap_or_default(),
        ),
        gone("Tags", &tag::display(&details.tags)),
    ];
    let policies = details
        .policies
        .iter()
        .filter_map(|(name, text)| gone(&format!("Policy {name}"), text));
    lines.into_iter().flatten().chain(policies).collect()
}

/// What is lost.
fn warnings(identity: &Identity, details: &Details, world: &World<'_>) -> Vec<String> {
    let (name, region) = (&identity.name, &identity.region);
    let mut warnings = vec![if is_covered(identity, world) {
        format!(
            "Mail can still be sent from {name} in {region}, as its domain is verified there, but without these settings."
        )
    } else {
        format!("Nobody can send from {name} in {region} any more.")
    }];
    let records = dns::records(identity).len();
    if records > 0 {
        warnings.push(format!(
            "SES no longer uses its {records} DNS records. Save them before, and remove them from DNS afterwards, unless another \
             Region’s identity has the same ones."
        ));
    }
    if !details.policies.is_empty() {
        let names: Vec<&str> = details.policies.keys().map(String::as_str).collect();
        warnings.push(format!("Its policies are deleted with it: {}.", names.join(", ")));
    }
    let connect = connect_addresses(identity, world);
    if connect > 0 {
        warnings.push(format!(
            "{connect} Amazon Connect email addresses in {region} are on this domain: they depend on its being verified."
        ));
    }
    warnings
}

/// Whether an address can be sent from by its domain's identity.
fn is_covered(identity: &Identity, world: &World<'_>) -> bool {
    let key = (identity.region.to_string(), identity_name::domain_of(&identity.name));
    let domain = world.snapshot.identities.get(&key);
    identity.identity_type == IdentityType::EmailAddress
        && domain.is_some_and(|domain| domain.status == Status::Success)
}

fn connect_addresses(identity: &Identity, world: &World<'_>) -> usize {
    let is_here = |instance: &str| {
        world
            .instance(instance)
            .is_some_and(|instance| instance.region == identity.region)
    };
    let addresses = world.snapshot.email_addresses.values().filter(|address| {
        address.address.contains('@')
            && identity_name::domain_of(&address.address) == identity.name
            && is_here(&address.instance)
    });
    addresses.count()
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{Known, address, domain, domain_signed, region},
        *,
    };
    use app::model::identity::Origin;

    #[test]
    fn a_parent_stays_as_long_as_it_has_replicas() {
        let replica = Origin::Replica(region("eu-west-2"));
        let known = Known::of([
            domain("eu-west-2", "example.com"),
            domain_signed("us-east-1", "example.com", replica, &["a", "b", "c"]),
        ]);
        let open = |region: &str| DeleteIdentity::open(&Subject::new(region, "example.com"), &known.world());
        let Err(Closed::Impossible(why)) = open("eu-west-2") else {
            panic!("can be deleted")
        };
        assert!(why.contains("replicas in us-east-1"), "{why}");
        assert!(open("us-east-1").is_ok());
        // The same with one that is a replica itself: it has no key to lose.
        let orphan = Origin::Replica(region("us-east-1"));
        let known = Known::of([
            domain_signed(
                "us-east-1",
                "example.com",
                Origin::Replica(region("ap-south-1")),
                &["a"],
            ),
            domain_signed("eu-west-2", "example.com", orphan, &[]),
        ]);
        let subject = Subject::new("us-east-1", "example.com");
        assert!(DeleteIdentity::open(&subject, &known.world()).is_ok());
    }

    #[test]
    fn its_name_is_typed_and_what_it_was_is_kept() {
        let known = Known::of([
            domain("eu-west-2", "example.com"),
            address("eu-west-2", "jo@example.com"),
        ]);
        let plan = |name: &str| {
            let subject = Subject::new("eu-west-2", name);
            let opened = DeleteIdentity::open(&subject, &known.world()).expect("a form");
            opened.now.plan(&opened, &subject, &known.world())
        };
        let domain = plan("example.com");
        assert_eq!(
            domain.confirmation.map(|confirmation| confirmation.text).as_deref(),
            Some("example.com")
        );
        assert!(
            domain
                .snapshot
                .is_some_and(|snapshot| snapshot.contains("\"name\": \"example.com\""))
        );
        assert_eq!(domain.then.as_deref(), Some("/identities"));
        assert_eq!(domain.warnings.len(), 2);
        assert!(domain.warnings[1].contains("3 DNS records"), "{:?}", domain.warnings);
        assert!(plan("jo@example.com").warnings[0].contains("still be sent"));
    }
}
