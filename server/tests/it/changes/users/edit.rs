//! Users, edited.

use super::{Console, id_of, instance, somebody, user};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, FormAnswer, Outcome, Subject, form},
        forms::EditUser,
        instance::IdentityManagement::{ConnectManaged, ExistingDirectory},
    },
};
use serde_json::json;

const EDIT: Action = Action::EditUser;

const PARTS: [&str; 7] = [
    "UpdateUserIdentityInfo",
    "UpdateUserPhoneConfig",
    "UpdateUserRoutingProfile",
    "UpdateUserSecurityProfiles",
    "UpdateUserHierarchy",
    "TagResource",
    "UntagResource",
];

async fn calls(console: &Console) -> Vec<usize> {
    let mut calls = Vec::new();
    for operation in PARTS {
        calls.push(console.calls_of(operation).await);
    }
    calls
}

/// Another value for every part of the user.
fn everything(console: &Console, before: &app::model::user::User) -> Vec<(&'static str, String)> {
    let names = instance(console, ConnectManaged).names;
    let other = |names: &std::collections::BTreeMap<String, String>, held: Option<&String>| {
        names.keys().find(|id| Some(*id) != held).expect("another").clone()
    };
    vec![
        ("last_name", "Renamed".to_owned()),
        ("after_contact_work_limit", "45".to_owned()),
        (
            "routing_profile",
            other(&names.routing_profiles, before.routing_profile.as_ref()),
        ),
        ("security_profile", id_of(&names.security_profiles, "Team Lead")),
        (
            "hierarchy_group",
            other(&names.hierarchy_groups, before.hierarchy_group.as_ref()),
        ),
        // In place of those that the user has.
        ("tag_key", "shift".to_owned()),
        ("tag_value", "early".to_owned()),
    ]
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_takes_seven_calls_and_is_undone_by_seven() {
    let console = Console::open().await;
    let (subject, before) = somebody(&console);
    let fields = everything(&console, &before);
    let record = console.change(EDIT, &subject, &borrowed(&fields)).await;
    Console::assert_made(&record);
    assert_eq!(calls(&console).await, [1; 7]);
    let after = user(&console, &subject).expect("the user");
    assert_eq!(after.last_name.as_deref(), Some("Renamed"));
    assert_eq!(after.contact, before.contact, "addresses stay");
    assert_eq!(after.phone.after_contact_work_limit, 45);
    assert_eq!(after.routing_profile.as_deref(), Some(fields[2].1.as_str()));
    assert_eq!(after.security_profiles, [fields[3].1.clone()]);
    assert_eq!(after.hierarchy_group.as_deref(), Some(fields[4].1.as_str()));
    assert_eq!(after.tags["shift"], "early");
    let answer = console.post("/changes/undo", &[("change", &record.id)]).await;
    let undo = console.review_at(answer.location()).await;
    Console::assert_made(&console.record_of(&console.make(&undo, &[]).await).await);
    assert_eq!(calls(&console).await, [2; 7]);
    let again = user(&console, &subject).expect("the user");
    assert_eq!(
        (&again.last_name, &again.tags, &again.phone, &again.security_profiles),
        (
            &before.last_name,
            &before.tags,
            &before.phone,
            &before.security_profiles
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_in_the_middle_is_tried_again_alone() {
    let console = Console::open().await;
    let (subject, before) = somebody(&console);
    console
        .fault(json!({"operation": "UpdateUserPhoneConfig", "kind": "THROTTLE", "times": 1}))
        .await;
    console
        .fault(json!({"operation": "UpdateUserRoutingProfile", "kind": "ACCESS_DENIED"}))
        .await;
    let fields = everything(&console, &before);
    let record = console.change(EDIT, &subject, &borrowed(&fields)).await;
    assert_eq!(record.outcome, Outcome::InPart, "{:#?}", record.calls);
    let failed = record.calls.iter().filter(|call| call.outcome.outcome != Outcome::Made);
    let failed: Vec<_> = failed.map(|call| call.operation.as_str()).collect();
    assert_eq!(failed, ["UpdateUserRoutingProfile"]);
    // What was throttled was sent again; what was refused was not.
    assert_eq!(calls(&console).await, [1, 2, 1, 1, 1, 1, 1]);
    let half = user(&console, &subject).expect("the user");
    assert_eq!(half.routing_profile, before.routing_profile);
    assert_eq!(half.last_name.as_deref(), Some("Renamed"));
    console.no_faults().await;
    let answer = console.post("/changes/retry", &[("change", &record.id)]).await;
    let review = console.review_at(answer.location()).await;
    Console::assert_made(&console.record_of(&console.make(&review, &[]).await).await);
    assert_eq!(calls(&console).await, [1, 2, 2, 1, 1, 1, 1]);
    let after = user(&console, &subject).expect("the user");
    assert_eq!(after.routing_profile.as_deref(), Some(fields[2].1.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_email_takes_an_admin_who_types_it() {
    let mut console = Console::of(Role::Operator).await;
    let (subject, _) = somebody(&console);
    let page = console.form_page(EDIT, &subject).await;
    assert!(page.context.contains("email_refusal\":\"Needs"), "{}", page.context);
    let html = console
        .get(&format!("/changes/edit-user{}", subject.to_query()))
        .await
        .body;
    let email = html.split_once("id=\"email\"").expect("the field").1;
    let email = email.split_once('>').expect("its end").0;
    assert!(email.contains("readonly") && !email.contains("disabled"), "{email}");
    let fields = [("email", "thief@example.com")];
    let review = console.reviewed(EDIT, &subject, &fields).await;
    assert!(review.refusal.is_some());
    console.make(&review, &[]).await;
    assert_eq!(console.calls_of("UpdateUserIdentityInfo").await, 0);
    // All else is the operator's to edit.
    let record = console
        .change(
            EDIT,
            &subject,
            &[("email", &form_email(&page.values)), ("last_name", "Renamed")],
        )
        .await;
    Console::assert_made(&record);

    console.sign_in(Role::Admin).await;
    let review = console.reviewed(EDIT, &subject, &[("email", "new@example.com")]).await;
    assert_eq!(review.confirmation.as_ref().expect("asked for").text, "new@example.com");
    let fields = [
        ("draft", review.draft.as_str()),
        ("fingerprint", &review.fingerprint),
        ("confirmation", "yes"),
    ];
    let answer = console.post("/changes/make", &fields).await;
    assert!(answer.location().contains("problem=confirmation"));
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    assert!(
        record.notes[0].contains("becomes new@example.com"),
        "{:?}",
        record.notes
    );
    let after = user(&console, &subject).expect("the user");
    assert_eq!(
        after.contact.as_ref().expect("read").email.as_deref(),
        Some("new@example.com")
    );
}

fn form_email(values: &str) -> String {
    form::decode::<EditUser>(values).expect("a form").email
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_neither_gives_nor_takes_a_closed_security_profile() {
    let console = Console::of(Role::Operator).await;
    let (subject, user) = somebody(&console);
    let names = instance(&console, ConnectManaged).names;
    let closed = id_of(&names.security_profiles, "Admin");
    let mut fields: Vec<_> = user
        .security_profiles
        .iter()
        .map(|id| ("security_profile", id.as_str()))
        .collect();
    fields.push(("security_profile", &closed));
    let review = console.reviewed(EDIT, &subject, &fields).await;
    assert!(review.refusal.is_some() && review.warnings.join(" ").contains("“Admin”"));
    console.make(&review, &[]).await;
    assert_eq!(console.calls_of("UpdateUserSecurityProfiles").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_directory_keeps_is_not_offered() {
    let console = Console::open().await;
    let instance = instance(&console, ExistingDirectory);
    let snapshot = console.desk.snapshot();
    let user_of = snapshot
        .users
        .values()
        .find(|user| user.instance == instance.id)
        .expect("a user");
    let subject = Subject::new(&instance.id, &user_of.id);
    let html = console
        .get(&format!("/changes/edit-user{}", subject.to_query()))
        .await
        .body;
    assert!(
        html.contains("The directory keeps it") && !html.contains("id=\"first_name\""),
        "{html}"
    );
    let answer = console.submit(EDIT, &subject, &[("first_name", "Zoe")]).await;
    assert!(answer.location().starts_with("/changes/edit-user?"), "it comes back");
    let record = console
        .change(EDIT, &subject, &[("first_name", ""), ("mobile", "+442079460958")])
        .await;
    Console::assert_made(&record);
    let gone = Subject::new(&instance.id, "nobody");
    assert_eq!(console.form(EDIT, &gone).await, FormAnswer::NotFound);
}
