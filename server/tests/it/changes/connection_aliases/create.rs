//! New connection strings, in one and in several Regions.

use super::{EU, US, alias, find, later, open, page};
use crate::changes::{console::Console, front::Call, state::assert_agreed};
use app::model::{
    change::{Action, Outcome, ReviewAnswer, Subject, Undo},
    connection_alias::AliasState,
};
use serde_json::json;
use server::aws::write::workspaces::CreateConnectionAlias;

const CREATE: Action = Action::CreateConnectionAlias;
const NEW: &str = "new-desk.example.com";

fn call(connection_string: &str) -> CreateConnectionAlias {
    CreateConnectionAlias {
        connection_string: connection_string.to_owned(),
        tags: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn is_created_in_one_region_and_becomes_usable() {
    let console = open().await;
    let fields = [
        ("connection_string", " new-desk.example.com "),
        ("regions", US),
        ("tag_key", "team"),
        ("tag_value", "workplace"),
    ];
    let review = console.reviewed(CREATE, &Subject::default(), &fields).await;
    assert_eq!(
        (review.submit.as_str(), review.calls.len()),
        ("Create connection alias", 1)
    );
    assert!(
        review.calls[0]
            .cli
            .starts_with("aws workspaces create-connection-alias --region us-east-1")
    );
    let warnings = review.warnings.join("\n");
    assert!(
        warnings.contains("is reserved to this account for ever, in every Region"),
        "{warnings}"
    );
    assert!(matches!(review.undo, Undo::Not(_)));
    assert_eq!(
        console.calls_of("CreateConnectionAlias").await,
        0,
        "nothing is called before the yes"
    );
    let answer = console.make(&review, &[]).await;
    assert!(
        answer
            .location()
            .starts_with("/connection-aliases/new-desk.example.com?changed=")
    );
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    let created = alias(&console, US, NEW);
    assert_eq!(record.resource.subject, Subject::new(US, &created.id));
    assert_eq!(created.alias_state(), AliasState::Creating);
    assert_eq!(created.tags.as_ref().expect("read")["team"], "workplace");
    let shown = page(&console, NEW).await;
    assert!(shown.contains("CREATING") && shown.contains("workplace"), "{shown}");
    assert_agreed(&console).await;
    let why = console
        .impossible(Action::AssociateConnectionAlias, &record.resource.subject)
        .await;
    assert_eq!(why, "AWS is still creating it. Try again in a moment.");
    later(&console, 6, |console| {
        alias(console, US, NEW).alias_state() == AliasState::NotAssociated
    })
    .await;
    console
        .form_page(Action::AssociateConnectionAlias, &record.resource.subject)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn is_created_in_several_regions_and_where_it_failed_once_more() {
    let console = open().await;
    console
        .fault(json!({"operation": "CreateConnectionAlias", "region": EU, "kind": "ACCESS_DENIED"}))
        .await;
    let fields = [
        ("connection_string", NEW),
        ("regions", US),
        ("regions", EU),
        ("regions", "ap-southeast-2"),
    ];
    let record = console.change(CREATE, &Subject::default(), &fields).await;
    let outcomes: Vec<_> = record
        .calls
        .iter()
        .map(|call| (call.region.as_str(), call.outcome.outcome))
        .collect();
    let expected = [
        (US, Outcome::Made),
        (EU, Outcome::NotMade),
        ("ap-southeast-2", Outcome::Made),
    ];
    assert_eq!((record.outcome, outcomes), (Outcome::InPart, expected.to_vec()));
    assert_eq!(find(&console, EU, NEW), None);
    console.no_faults().await;
    let answer = console.post("/changes/retry", &[("change", &record.id)]).await;
    let again = console.review_at(answer.location()).await;
    let regions: Vec<_> = again.calls.iter().map(|call| call.region.as_str()).collect();
    assert_eq!(regions, [EU]);
    Console::assert_made(&console.record_of(&console.make(&again, &[]).await).await);
    for region in [US, EU, "ap-southeast-2"] {
        alias(&console, region, NEW);
    }
    assert_eq!(console.calls_of("CreateConnectionAlias").await, 4);
    assert_agreed(&console).await;
    let answer = console.submit(CREATE, &Subject::default(), &fields).await;
    let shown = console.sent_back(&answer).await;
    assert!(shown.contains("us-east-1: it is there already."), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_string_is_typed_first() {
    let console = open().await;
    let fields = [("connection_string", NEW), ("regions", US)];
    let review = console.reviewed(CREATE, &Subject::default(), &fields).await;
    assert_eq!(review.confirmation.as_ref().expect("asked for").text, NEW);
    let fields = [
        ("draft", review.draft.as_str()),
        ("fingerprint", &review.fingerprint),
        ("confirmation", "new-desk.example.org"),
    ];
    let answer = console.post("/changes/make", &fields).await;
    assert!(
        answer.location().contains("problem=confirmation"),
        "{}",
        answer.location()
    );
    assert_eq!(console.calls_of("CreateConnectionAlias").await, 0);
    assert!(matches!(console.review(&review.draft).await, ReviewAnswer::Review(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_before_aws_is_asked() {
    let console = open().await;
    for (connection_string, region, said) in [
        ("", US, "Fill this in."),
        ("desktop", US, "Use the whole name, such as desktop.example.com."),
        ("Desktop.Example.com", US, "us-east-1: it is there already."),
        (
            "partner-desktop.example.org",
            US,
            "This string is reserved to account 444455556666, for ever.",
        ),
        (NEW, "eu-north-1", "Frontdesk does not look at eu-north-1."),
    ] {
        let fields = [("connection_string", connection_string), ("regions", region)];
        let answer = console.submit(CREATE, &Subject::default(), &fields).await;
        let shown = console.sent_back(&answer).await;
        assert!(shown.contains(said), "{said} in {shown}");
    }
    assert_eq!(console.calls_of("CreateConnectionAlias").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_is_said_at_its_field_in_its_own_words() {
    let console = open().await;
    let create = async || {
        let fields = [("connection_string", NEW), ("regions", EU)];
        let review = console.reviewed(CREATE, &Subject::default(), &fields).await;
        let answer = console.make(&review, &[]).await;
        console.refused_at(&answer, CREATE, &Subject::default()).await
    };
    console.front.refuse(
        Call::Target("CreateConnectionAlias"),
        "InvalidParameterValuesException",
        "ConnectionString is not allowed",
    );
    assert_eq!(create().await.field, "connection_string");
    console.front.refuse(
        Call::Target("CreateConnectionAlias"),
        "InvalidParameterValuesException",
        "Tags are not allowed by a tag policy",
    );
    assert_eq!(create().await.field, "tag_key");

    // Eu has five, one of them another account's.
    for number in 0..16 {
        console.elsewhere(EU, call(&format!("full{number}.example.com"))).await;
    }
    let error = create().await;
    assert_eq!(error.field, "regions");
    assert!(
        error
            .original
            .expect("AWS’s words")
            .starts_with("ResourceLimitExceededException: ")
    );

    // Nobody told Frontdesk whose it is.
    let theirs = json!({ "ConnectionString": NEW });
    console.other_account(US, "CreateConnectionAlias", theirs).await;
    let error = create().await;
    assert_eq!(error.field, "connection_string");
    assert!(
        error.message.contains("reserved to another account"),
        "{}",
        error.message
    );
    assert!(
        error
            .original
            .expect("AWS’s words")
            .contains("is reserved for another account")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_created_meanwhile_is_told() {
    let console = open().await;
    let fields = [("connection_string", NEW), ("regions", US)];
    let review = console.reviewed(CREATE, &Subject::default(), &fields).await;
    console.elsewhere(US, call(NEW)).await;
    let answer = console.make(&review, &[]).await;
    let error = console.refused_at(&answer, CREATE, &Subject::default()).await;
    assert_eq!(error.field, "connection_string");
    assert!(
        error
            .original
            .expect("AWS’s words")
            .contains("There is a connection alias new-desk.example.com already")
    );
}
