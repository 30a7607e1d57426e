//! Every change once or more, filled in: what the AWS CLI is compared by, and what random changes are drawn from. A new change is
//! one entry.

mod subjects;

use self::subjects::{
    aliases, connection_aliases, domains, email_addresses, identities, instances, own_aliases, regions, shared,
    unrelated, users, verified, with_email_addresses, with_policies,
};
use app::model::{
    change::{Action, Review, SecretField, Subject},
    connection_alias::AliasState,
    identity::{Details, Identity, IdentityType, Origin},
    instance::{IdentityManagement, Instance},
    snapshot::Snapshot,
};
use aws_lc_rs::{
    encoding::AsDer,
    rsa::{KeyPair, KeySize},
};
use base64ct::{Base64, Encoding};
use serde_json::json;
use std::iter;

/// A change, filled in.
pub struct Case {
    /// Its name among the tests.
    pub name: &'static str,
    pub action: Action,
    /// What it can be done to, as far as can be told without its form.
    pub subjects: fn(&Snapshot) -> Vec<Subject>,
    /// What is typed; another number types something else.
    pub fields: fn(&Snapshot, &Subject, usize) -> Fields,
}

pub type Fields = Vec<(&'static str, String)>;

macro_rules! cases {
    ($($name:ident = $action:ident, $subjects:expr, $fields:expr;)+) => {
        pub const ALL: &[Case] = &[$(Case {
            name: stringify!($name),
            action: Action::$action,
            subjects: $subjects,
            fields: $fields,
        },)+];

        mod the_cli_does_the_same {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                crate::changes::cli::compare(super::case(stringify!($name))).await;
            })+
        }
    };
}

cases! {
    create_user = CreateUser, |known| instances(known, IdentityManagement::ConnectManaged), |known, subject, n| {
        let email = format!("new.user{n}@example.com");
        new_user(known, subject, n).chain([("email", email)]).collect()
    };
    create_saml_user = CreateUser, |known| instances(known, IdentityManagement::Saml), |known, subject, n| {
        new_user(known, subject, n).collect()
    };
    create_directory_user = CreateUser, |known| instances(known, IdentityManagement::ExistingDirectory), |known, subject, n| {
        new_user(known, subject, n).chain([("directory_user_id", format!("directory-{n}"))]).collect()
    };
    edit_user = EditUser, |known| users(known, IdentityManagement::ConnectManaged), |known, subject, n| {
        let names = [("last_name", format!("Edited {n}")), ("email", format!("edited{n}@example.com"))];
        edited_user(known, subject, n).chain(names).collect()
    };
    edit_saml_user = EditUser, |known| users(known, IdentityManagement::Saml), |known, subject, n| {
        edited_user(known, subject, n).chain([("last_name", format!("Edited {n}"))]).collect()
    };
    edit_directory_user = EditUser, |known| users(known, IdentityManagement::ExistingDirectory), |known, subject, n| {
        edited_user(known, subject, n).collect()
    };
    delete_user = DeleteUser, |known| users(known, IdentityManagement::ConnectManaged), |_, _, _| Vec::new();

    create_email_address = CreateEmailAddress, with_email_addresses, |known, subject, n| {
        let one = known.email_addresses.values().find(|one| one.instance == subject.parent).expect("an address");
        let domain = one.address.split_once('@').expect("an address").1.to_owned();
        [
            ("local_part", format!("new.desk{n}")),
            ("domain", domain),
            ("display_name", format!("Désk & “more” {n}")),
            ("description", "file:///etc/passwd".to_owned()),
        ]
        .into_iter()
        .chain(tags(n))
        .collect()
    };
    edit_email_address = EditEmailAddress, |known| email_addresses(known, |_| true), |_, _, n| {
        let texts = [("display_name", format!("It’s $(n) 'edited' {n}")), ("description", format!("Edited {n}"))];
        texts.into_iter().chain(tags(n)).collect()
    };
    delete_email_address = DeleteEmailAddress, |known| email_addresses(known, |_| true), |_, _, _| Vec::new();
    delete_email_address_with_alias = DeleteEmailAddress, |known| email_addresses(known, |one| one.alias.is_some()), |_, _, _| Vec::new();
    delete_alias = DeleteEmailAddress, aliases, |_, _, _| Vec::new();
    associate_email_address_alias = AssociateEmailAddressAlias, unrelated, |known, subject, n| {
        let others: Vec<_> = unrelated(known).into_iter().filter(|one| one.parent == subject.parent && one.id != subject.id).collect();
        vec![("alias", nth(others.iter().map(|one| &one.id), n))]
    };
    disassociate_email_address_alias = DisassociateEmailAddressAlias, |known| email_addresses(known, |one| one.alias.is_some()), |_, _, _| Vec::new();

    create_domain = CreateIdentity, regions, |_, subject, n| {
        new_identity(subject, format!("https://New{n}.Example.com/"), "easy")
            .chain([("next_signing_key_length", "RSA_2048_BIT".to_owned())])
            .chain(tags(n))
            .collect()
    };
    create_domain_with_own_key = CreateIdentity, regions, |_, subject, n| {
        new_identity(subject, format!("own{n}.example.com"), "byodkim").chain([("selector", "mail-2026".to_owned())]).collect()
    };
    create_replica = CreateIdentity, regions, |known, subject, n| {
        let is_parent = |one: &&Identity| {
            let dkim = one.details.as_ref().and_then(|details| details.dkim.as_ref());
            dkim.is_some_and(|dkim| dkim.origin == Origin::EasyDkim)
                && one.identity_type == IdentityType::Domain
                && one.region.as_str() != subject.parent
                && !known.identities.contains_key(&(subject.parent.clone(), one.name.clone()))
        };
        let parents: Vec<_> = known.identities.values().map(AsRef::as_ref).filter(is_parent).collect();
        let parent = parents[n % parents.len()];
        new_identity(subject, parent.name.clone(), "replica").chain([("parent_region", parent.region.to_string())]).collect()
    };
    create_address = CreateIdentity, regions, |known, subject, n| {
        let set = known.ses.iter().find(|(region, _)| region.as_str() == subject.parent);
        let sets = set.map(|(_, ses)| ses.configuration_sets.clone()).unwrap_or_default();
        new_identity(subject, format!("new{n}@example.net"), "")
            .chain([("configuration_set", nth(sets.iter(), n))])
            .collect()
    };
    edit_dkim_signing = EditDkimSigning, domains, |known, subject, _| {
        let dkim = details(known, subject).and_then(|details| details.dkim.as_ref());
        let is_on = dkim.is_some_and(|dkim| dkim.signing_enabled);
        vec![("signing_enabled", (!is_on).to_string())]
    };
    edit_key_length = EditSigningAttributes, domains, |known, subject, _| {
        let dkim = details(known, subject).and_then(|details| details.dkim.as_ref());
        let is_long = dkim.and_then(|dkim| dkim.next_key_length.as_deref()) == Some("RSA_2048_BIT");
        let length = if is_long { "RSA_1024_BIT" } else { "RSA_2048_BIT" };
        vec![("origin", "easy".to_owned()), ("next_signing_key_length", length.to_owned())]
    };
    bring_own_key = EditSigningAttributes, domains, |_, _, n| {
        vec![("origin", "byodkim".to_owned()), ("selector", format!("mail-{n}"))]
    };
    edit_mail_from = EditMailFrom, domains, |_, subject, n| {
        vec![
            ("mail_from_domain", format!("bounce{n}.{}", subject.id)),
            ("behavior_on_mx_failure", ["REJECT_MESSAGE", "USE_DEFAULT_VALUE"][n % 2].to_owned()),
        ]
    };
    end_mail_from = EditMailFrom, |known| identities(known, |one| one.details.as_ref().is_some_and(|details| details.mail_from.is_some())), |_, _, _| {
        vec![("mail_from_domain", String::new())]
    };
    edit_feedback_forwarding = EditFeedbackForwarding, |known| identities(known, |_| true), |known, subject, _| {
        let is_on = details(known, subject).is_some_and(|details| details.feedback_forwarding);
        vec![("email_forwarding_enabled", (!is_on).to_string())]
    };
    edit_configuration_set = EditConfigurationSet, |known| identities(known, |_| true), |known, subject, n| {
        let ses = known.ses.iter().find(|(region, _)| region.as_str() == subject.parent);
        let now = details(known, subject).and_then(|details| details.configuration_set.as_ref());
        let others = ses.into_iter().flat_map(|(_, ses)| &ses.configuration_sets).filter(|set| Some(*set) != now);
        vec![("configuration_set", nth(others, n))]
    };
    end_configuration_set = EditConfigurationSet, |known| identities(known, |one| one.details.as_ref().is_some_and(|details| details.configuration_set.is_some())), |_, _, _| {
        vec![("configuration_set", String::new())]
    };
    create_policy = EditPolicy, verified, |known, subject, n| {
        vec![("name", format!("new-{n}")), ("text", policy(known, subject, n))]
    };
    edit_policy = EditPolicy, with_policies, |known, subject, n| {
        let (name, text) = details(known, subject).and_then(|details| details.policies.iter().next()).expect("a policy");
        vec![("name", name.clone()), ("text", policy(known, subject, n)), ("was", text.clone())]
    };
    delete_policy = DeletePolicy, with_policies, |known, subject, n| {
        let policies = &details(known, subject).expect("details").policies;
        vec![("name", nth(policies.keys(), n))]
    };
    edit_identity_tags = EditIdentityTags, |known| identities(known, |_| true), |_, _, n| tags(n).collect();
    remove_identity_tags = EditIdentityTags, |known| identities(known, |one| one.details.as_ref().is_some_and(|details| !details.tags.is_empty())), |_, _, _| {
        vec![("tag_key", String::new()), ("tag_value", String::new())]
    };
    delete_identity = DeleteIdentity, |known| identities(known, |_| true), |_, _, _| Vec::new();

    create_connection_alias = CreateConnectionAlias, |_| vec![Subject::default()], |known, _, n| {
        let regions = known.regions.iter().skip(n % known.regions.len()).map(|region| ("regions", region.to_string()));
        iter::once(("connection_string", format!("new{n}.example.com"))).chain(regions).chain(tags(n)).collect()
    };
    associate_connection_alias = AssociateConnectionAlias, |known| connection_aliases(known, AliasState::NotAssociated), |known, subject, n| {
        let is_taken = |id: &String| known.connection_aliases.values().any(|alias| {
            alias.associations.iter().any(|one| one.directory.as_ref() == Some(id))
        });
        let here = known.directories.values().filter(|directory| directory.region.as_str() == subject.parent);
        let free: Vec<_> = here.map(|directory| &directory.id).filter(|id| !is_taken(id)).collect();
        vec![("directory", nth(free.into_iter(), n))]
    };
    disassociate_connection_alias = DisassociateConnectionAlias, |known| connection_aliases(known, AliasState::Associated), |_, _, _| Vec::new();
    share_connection_alias = ShareConnectionAlias, |known| shared(known, false), |_, _, _| vec![("account", "4444-5555-6666".to_owned())];
    unshare_connection_alias = UnshareConnectionAlias, |known| shared(known, true), |_, _, _| Vec::new();
    edit_connection_alias_tags = EditConnectionAliasTags, |known| own_aliases(known, |_| true), |_, _, n| tags(n).collect();
    remove_connection_alias_tags = EditConnectionAliasTags, |known| own_aliases(known, |one| one.tags.as_ref().is_some_and(|tags| !tags.is_empty())), |_, _, _| {
        vec![("tag_key", String::new()), ("tag_value", String::new())]
    };
    delete_connection_alias = DeleteConnectionAlias, |known| own_aliases(known, |_| true), |_, _, _| Vec::new();
}

/// The case of this name.
pub fn case(name: &str) -> &'static Case {
    ALL.iter().find(|case| case.name == name).expect("a case")
}

/// What is given for a secret.
fn secret(field: SecretField) -> String {
    match field {
        SecretField::Password => "Correct-Horse-9".to_owned(),
        SecretField::DkimPrivateKey => {
            let key = KeyPair::generate(KeySize::Rsa2048).expect("a key");
            let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = key.as_der().expect("a key’s form");
            Base64::encode_string(der.as_ref())
        }
    }
}

/// What a review asks for, by the fields' names.
pub fn secrets(review: &Review) -> Vec<(&'static str, String)> {
    review
        .secrets
        .iter()
        .map(|field| (field.name(), secret(*field)))
        .collect()
}

/// The same, to be sent.
pub fn given<'a>(secrets: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    secrets.iter().map(|(name, secret)| (*name, secret.as_str())).collect()
}

/// The one at `n`, counted around; nothing of none.
fn nth<'a>(all: impl Iterator<Item = &'a String>, n: usize) -> String {
    let all: Vec<&String> = all.collect();
    all.get(n % all.len().max(1)).copied().cloned().unwrap_or_default()
}

/// What takes care in a shell, in JSON and in AWS's own notation. SES takes no more in tags.
fn tags(n: usize) -> impl Iterator<Item = (&'static str, String)> {
    [
        ("tag_key", "team".to_owned()),
        ("tag_key", "cost center".to_owned()),
        ("tag_value", format!("support/{n}")),
        ("tag_value", format!("a+b=c:{n}@example.com")),
    ]
    .into_iter()
}

fn instance<'a>(known: &'a Snapshot, subject: &Subject) -> &'a Instance {
    known.instances.get(&subject.parent).expect("an instance")
}

fn new_user(known: &Snapshot, subject: &Subject, n: usize) -> impl Iterator<Item = (&'static str, String)> {
    let texts = [
        ("username", format!("new.user{n}")),
        ("first_name", "Zoë “Z” O'Neill".to_owned()),
        ("last_name", format!("New {n}")),
        ("secondary_email", format!("new{n}@example.net")),
        ("phone_type", "DESK_PHONE".to_owned()),
        ("desk_phone_number", "+14155550123".to_owned()),
    ];
    texts
        .into_iter()
        .chain(profiles(instance(known, subject), n))
        .chain(tags(n))
}

fn edited_user(known: &Snapshot, subject: &Subject, n: usize) -> impl Iterator<Item = (&'static str, String)> {
    let texts = [
        ("secondary_email", format!("edited{n}@example.net")),
        ("mobile", format!("+1415555{:04}", n % 10_000)),
        ("phone_type", "SOFT_PHONE".to_owned()),
        ("desk_phone_number", String::new()),
        ("auto_accept", (n.is_multiple_of(2)).to_string()),
        ("after_contact_work_limit", (n + 7).to_string()),
    ];
    texts
        .into_iter()
        .chain(profiles(instance(known, subject), n))
        .chain(tags(n))
}

/// One of each: for another number, others.
fn profiles(instance: &Instance, n: usize) -> impl Iterator<Item = (&'static str, String)> {
    let names = &instance.names;
    [
        ("routing_profile", nth(names.routing_profiles.keys(), n)),
        ("security_profile", nth(names.security_profiles.keys(), n)),
        ("hierarchy_group", nth(names.hierarchy_groups.keys(), n)),
    ]
    .into_iter()
}

fn details<'a>(known: &'a Snapshot, subject: &Subject) -> Option<&'a Details> {
    let key = (subject.parent.clone(), subject.id.clone());
    known.identities.get(&key)?.details.as_ref()
}

fn new_identity(subject: &Subject, name: String, dkim: &str) -> impl Iterator<Item = (&'static str, String)> {
    [
        ("region", subject.parent.clone()),
        ("name", name),
        ("dkim", dkim.to_owned()),
    ]
    .into_iter()
}

fn policy(known: &Snapshot, subject: &Subject, n: usize) -> String {
    let account = known.account.as_deref().expect("an account");
    let statement = json!({
        "Sid": format!("New{n}"),
        "Effect": "Allow",
        "Principal": { "AWS": "444455556666" },
        "Action": ["ses:SendEmail"],
        "Resource": format!("arn:aws:ses:{}:{account}:identity/{}", subject.parent, subject.id),
    });
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}
