//! New identities.

use super::{PRIVATE_KEY, create_elsewhere, details, find};
use crate::changes::console::Console;
use app::model::{
    access::Role,
    change::{Action, Outcome, SecretField, Subject},
    identity::{IdentityType, Origin},
};
use http::StatusCode;
use serde_json::json;

const CREATE: Action = Action::CreateIdentity;

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_is_created_its_records_come_next_and_it_can_be_undone() {
    let console = Console::open().await;
    let fields = [
        ("region", "eu-west-2"),
        ("name", "https://Neu.München.example/kontakt"),
        ("configuration_set", "transactional"),
        ("tag_key", "team"),
        ("tag_value", "münchen"),
    ];
    let review = console.reviewed(CREATE, &Subject::default(), &fields).await;
    assert_eq!(
        console.calls_of("CreateEmailIdentity").await,
        0,
        "nothing is called before the yes"
    );
    let shown = "neu.xn--mnchen-3ya.example (neu.münchen.example)";
    assert!(
        review.fields.iter().any(|field| field.after.as_deref() == Some(shown)),
        "{:?}",
        review.fields
    );
    let answer = console.make(&review, &[]).await;
    let subject = Subject::new("eu-west-2", "neu.xn--mnchen-3ya.example");
    let location = answer.location();
    assert!(
        location.starts_with("/identities/eu-west-2/neu.xn--mnchen-3ya.example?changed="),
        "{location}"
    );
    let page = console.get(location).await.body;
    assert!(page.contains("DNS records to publish") && page.contains("_domainkey.neu.xn--mnchen-3ya.example"));
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    let made = details(&console, &subject);
    assert_eq!(
        (made.configuration_set.as_deref(), made.tags["team"].as_str()),
        (Some("transactional"), "münchen")
    );
    let undone = console.undo(&record).await;
    Console::assert_made(&undone);
    assert_eq!(undone.action, Action::DeleteIdentity);
    assert_eq!(find(&console, &subject), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_mailed_a_link() {
    let console = Console::open().await;
    // What a browser sends of the choices that it does not show.
    let fields = [("region", "us-east-1"), ("name", "Jo@example.net"), ("dkim", "replica")];
    let record = console.change(CREATE, &Subject::default(), &fields).await;
    Console::assert_made(&record);
    assert_eq!(record.calls[0].input, json!({ "EmailIdentity": "Jo@example.net" }));
    let identity = find(&console, &Subject::new("us-east-1", "Jo@example.net"));
    assert_eq!(identity.expect("an identity").identity_type, IdentityType::EmailAddress);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_is_signed_with_its_parent_s_key() {
    let console = Console::open().await;
    let fields = [
        ("region", "us-east-1"),
        ("name", "support.example.org"),
        ("dkim", "replica"),
        ("parent_region", "eu-west-2"),
    ];
    let record = console.change(CREATE, &Subject::default(), &fields).await;
    Console::assert_made(&record);
    let dkim = details(&console, &Subject::new("us-east-1", "support.example.org"))
        .dkim
        .expect("DKIM");
    assert_eq!(dkim.origin, Origin::Replica("eu-west-2".parse().expect("a Region")));
    // Now its parent can't go.
    let page = console.get("/identities/eu-west-2/support.example.org").await.body;
    assert!(page.contains("Delete its replicas in us-east-1 first."), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_key_goes_to_aws_and_is_kept_nowhere() {
    let console = Console::open().await;
    let fields = [
        ("region", "us-east-1"),
        ("name", "own.example.com"),
        ("dkim", "byodkim"),
        ("selector", "mail2026"),
    ];
    let review = console.reviewed(CREATE, &Subject::default(), &fields).await;
    assert_eq!(review.secrets, [SecretField::DkimPrivateKey]);
    let name = SecretField::DkimPrivateKey.name();
    for wrong in ["", "no key"] {
        let answer = console.make(&review, &[(name, wrong)]).await;
        assert!(answer.location().ends_with("problem=secret"), "{}", answer.location());
        let page = console.get(answer.location()).await.body;
        assert!(page.contains("dkim_private_key-error"), "{page}");
    }
    assert_eq!(console.calls_of("CreateEmailIdentity").await, 0);
    let answer = console.make(&review, &[(name, PRIVATE_KEY)]).await;
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    assert!(
        record
            .notes
            .iter()
            .any(|note| note.contains("mail2026._domainkey.own.example.com TXT \"p="))
    );
    let kept = serde_json::to_string(&record).expect("JSON");
    assert!(!kept.contains(&PRIVATE_KEY.trim()[..40]), "{kept}");
    let dkim = details(&console, &Subject::new("us-east-1", "own.example.com"))
        .dkim
        .expect("DKIM");
    assert_eq!(
        (dkim.origin, dkim.tokens),
        (Origin::Byodkim, vec!["mail2026".to_owned()])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_at_its_field_by_frontdesk_or_by_aws() {
    let console = Console::open().await;
    let subject = Subject::default();
    let wrong = [
        ("region", "us-east-1"),
        ("name", "shop.example.com"),
        ("configuration_set", "regional"),
        ("tag_key", "aws:team"),
        ("tag_value", "x"),
    ];
    let page = console.sent_back(&console.submit(CREATE, &subject, &wrong).await).await;
    for said in [
        "is an identity in us-east-1 already",
        "Choose a configuration set of this Region",
        "AWS’s own",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let page = console
        .sent_back(&console.submit(CREATE, &subject, &[("name", "localhost")]).await)
        .await;
    assert!(page.contains("Use a domain with a dot"), "{page}");

    let right = [
        ("name", "late.example.com"),
        ("configuration_set", ""),
        ("tag_key", ""),
        ("tag_value", ""),
    ];
    let review = console.reviewed(CREATE, &subject, &right).await;
    create_elsewhere(&console, "us-east-1", "late.example.com").await;
    let answer = console.make(&review, &[]).await;
    assert_eq!(console.record_of(&answer).await.outcome, Outcome::NotMade);
    let page = console.sent_back(&answer).await;
    assert!(
        page.contains("There is such an identity in this Region already."),
        "{page}"
    );
    assert!(page.contains("AlreadyExistsException"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_looked_for_and_not_sent_again() {
    let console = Console::open().await;
    console
        .fault(json!({"operation": "CreateEmailIdentity", "kind": "RESET_AFTER", "times": 1}))
        .await;
    let fields = [("region", "us-east-1"), ("name", "lost.example.com")];
    let record = console.change(CREATE, &Subject::default(), &fields).await;
    Console::assert_made(&record);
    let message = record.calls[0].outcome.message.as_deref();
    assert!(
        message.is_some_and(|message| message.contains("No answer came")),
        "{message:?}"
    );
    assert_eq!(console.calls_of("CreateEmailIdentity").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_may_not() {
    let console = Console::of(Role::Viewer).await;
    assert_eq!(console.get(CREATE.form_path()).await.status, StatusCode::FORBIDDEN);
    let answer = console.post(CREATE.submit_path(), &[("name", "example.net")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let list = console.get("/identities").await.body;
    assert!(
        list.contains("Create identity") && list.contains("Needs the operator role."),
        "{list}"
    );
}
