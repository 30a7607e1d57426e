//! New users.

use super::{Console, id_of, instance, managed, newcomer, user};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, Outcome, Subject},
        forms::user_fields::Context,
        instance::IdentityManagement::{ConnectManaged, ExistingDirectory, Saml},
    },
};
use serde_json::json;
use server::aws::write::{SecretInput, connect};

const CREATE: Action = Action::CreateUser;

#[tokio::test(flavor = "multi_thread")]
async fn are_created_as_the_instance_keeps_them() {
    let console = Console::open().await;
    for (management, more) in [
        (ConnectManaged, ("email", "zoe@example.com")),
        (Saml, ("secondary_email", "zoe@example.com")),
        (ExistingDirectory, ("directory_user_id", "S-1-5-21-1-2-3-4")),
    ] {
        let instance = instance(&console, management);
        let routing = instance.names.routing_profiles.keys().next().expect("a profile");
        let agent = id_of(&instance.names.security_profiles, "Agent");
        let mut fields = newcomer("zoe.akers", routing, &agent);
        fields.extend([
            more,
            ("tag_key", "team"),
            ("tag_value", "sales"),
            ("auto_accept", "true"),
        ]);
        let review = console.reviewed(CREATE, &Subject::new(&instance.id, ""), &fields).await;
        assert_eq!(review.secrets.is_empty(), management != ConnectManaged);
        let secrets = [("password", "Passw0rd")];
        let given = if review.secrets.is_empty() { &[][..] } else { &secrets };
        let answer = console.make(&review, given).await;
        let record = console.record_of(&answer).await;
        Console::assert_made(&record);
        let subject = record.resource.subject.clone();
        let page = format!("/users/{}/{}?changed=", subject.parent, subject.id);
        assert!(answer.location().starts_with(&page), "{}", answer.location());
        let created = user(&console, &subject).expect("it is known at once");
        assert_eq!(
            (created.username.as_str(), created.phone.auto_accept),
            ("zoe.akers", true)
        );
        assert_eq!(
            (created.security_profiles.as_slice(), &created.tags["team"]),
            (&[agent][..], &"sales".to_owned())
        );
        // And away again.
        let answer = console.post("/changes/undo", &[("change", &record.id)]).await;
        let undo = console.review_at(answer.location()).await;
        let record = console.record_of(&console.make(&undo, &[]).await).await;
        Console::assert_made(&record);
        assert_eq!(user(&console, &subject), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_username_that_is_taken_is_said_at_the_username() {
    let (console, instance, routing, agent) = managed(Role::Admin).await;
    let taken = console.desk.snapshot();
    let taken = taken.users.values().find(|user| user.instance == instance.id);
    let taken = taken.expect("a user").username.to_uppercase();
    let subject = Subject::new(&instance.id, "");
    let fields = newcomer(&taken, &routing, &agent);
    let answer = console.submit(CREATE, &subject, &fields).await;
    assert!(
        answer.location().starts_with("/changes/create-user?"),
        "{}",
        answer.location()
    );
    let page = console.get(answer.location()).await;
    assert!(page.body.contains("already: use another name."), "{}", page.body);
    assert_eq!(console.calls_of("CreateUser").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_username_that_aws_says_is_taken_is_said_at_the_username() {
    let (console, instance, routing, agent) = managed(Role::Admin).await;
    let subject = Subject::new(&instance.id, "");
    let fields = newcomer("zoe.akers", &routing, &agent);
    let review = console.reviewed(CREATE, &subject, &fields).await;
    // Somebody creates the user elsewhere, and Frontdesk has not read that yet.
    let elsewhere = connect::CreateUser {
        instance_id: instance.id.clone(),
        username: "Zoe.Akers".to_owned(),
        password: Some(SecretInput::given("Passw0rd".into())),
        identity_info: connect::IdentityInfo {
            first_name: Some("Zoe".to_owned()),
            last_name: Some("Akers".to_owned()),
            email: None,
            secondary_email: None,
            mobile: None,
        },
        phone_config: connect::PhoneConfig {
            phone_type: "SOFT_PHONE".to_owned(),
            auto_accept: false,
            after_contact_work_time_limit: 0,
            desk_phone_number: None,
            persistent_connection: None,
        },
        directory_user_id: None,
        security_profile_ids: vec![agent.clone()],
        routing_profile_id: routing.clone(),
        hierarchy_group_id: None,
        tags: [].into(),
    };
    console.elsewhere(instance.region.as_str(), elsewhere).await;
    let answer = console.make(&review, &[("password", "Passw0rd")]).await;
    assert!(
        answer.location().starts_with("/changes/create-user?parent="),
        "{}",
        answer.location()
    );
    let form = console.form_page(CREATE, &subject).await;
    let fields: Vec<_> = form.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["username"]);
    let page = console.get(answer.location()).await;
    assert!(page.body.contains("has this username already"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_found_to_be_made() {
    let (console, instance, routing, agent) = managed(Role::Admin).await;
    console
        .fault(json!({"operation": "CreateUser", "kind": "RESET_AFTER", "times": 1}))
        .await;
    let subject = Subject::new(&instance.id, "");
    let fields = newcomer("zoe.akers", &routing, &agent);
    let record = console
        .change_with(CREATE, &subject, &fields, &[("password", "Passw0rd")])
        .await;
    Console::assert_made(&record);
    assert_eq!(console.calls_of("CreateUser").await, 1, "it is not sent again");
    let created = user(&console, &record.resource.subject).expect("a user");
    assert_eq!(created.username, "zoe.akers");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_s_settings_are_taken_over() {
    let (console, instance, ..) = managed(Role::Admin).await;
    let subject = Subject::new(&instance.id, "");
    let (_, colleague) = super::somebody(&console);
    let page = console.form_page(CREATE, &subject).await;
    let context: Context = serde_json::from_str(&page.context).expect("a context");
    assert!(context.usernames.contains(&colleague.username));
    let fields = [
        ("username", "zoe.akers"),
        ("copy_from", &colleague.username),
        ("_do", "more"),
    ];
    let answer = console.submit_page(&page, CREATE, &subject, &fields).await;
    assert!(answer.location().starts_with("/changes/create-user?"));
    let page = console.form_page(CREATE, &subject).await;
    let routing = colleague.routing_profile.as_ref().expect("a profile");
    assert!(page.values.contains(routing) && page.values.contains("zoe.akers"));
    assert!(!page.was_sent && page.errors.is_empty(), "{page:?}");
    // Nobody of that name: what is typed stays.
    let fields = [("copy_from", "nobody.at.all"), ("_do", "more")];
    let answer = console.submit_page(&page, CREATE, &subject, &fields).await;
    let html = console.get(answer.location()).await.body;
    assert!(html.contains("has no user called “nobody.at.all”"), "{html}");
    assert!(html.contains("zoe.akers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_gives_open_security_profiles_only() {
    let (mut console, instance, routing, agent) = managed(Role::Operator).await;
    let subject = Subject::new(&instance.id, "");
    let closed = id_of(&instance.names.security_profiles, "Admin");
    let fields = newcomer("zoe.akers", &routing, &closed);
    let review = console.reviewed(CREATE, &subject, &fields).await;
    assert!(review.refusal.is_some() && review.warnings.join(" ").contains("“Admin”"));
    console.make(&review, &[("password", "Passw0rd")]).await;
    assert_eq!(console.calls_of("CreateUser").await, 0);
    let fields = newcomer("zoe.akers", &routing, &agent);
    let record = console
        .change_with(CREATE, &subject, &fields, &[("password", "Passw0rd")])
        .await;
    assert_eq!(record.outcome, Outcome::Made);
    console.sign_in(Role::Viewer).await;
    let page = format!("/changes/create-user{}", subject.to_query());
    assert_eq!(console.get(&page).await.status, http::StatusCode::FORBIDDEN);
}
