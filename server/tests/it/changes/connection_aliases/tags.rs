//! Tags of an alias in one Region.

use super::{ASSOCIATED, BORROWED, EU, FREE, US, alias, open, page, subject};
use crate::changes::{console::Console, front::Call, state::assert_agreed};
use app::model::{
    change::{Action, Undo},
    tag::Tags,
};
use server::aws::write::workspaces::{CreateTags, Tag};

const EDIT: Action = Action::EditConnectionAliasTags;

fn tags(console: &Console, region: &str, connection_string: &str) -> Tags {
    alias(console, region, connection_string).tags.clone().expect("read")
}

fn of(pairs: &[(&str, &str)]) -> Tags {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_differs_is_set_and_taken_away_and_comes_back() {
    let console = open().await;
    let about = subject(&console, US, ASSOCIATED);
    let before = tags(&console, US, ASSOCIATED);
    assert_eq!(before, of(&[("failover", "eu-west-2"), ("team", "workplace")]));
    let fields = [
        ("tag_key", "team"),
        ("tag_key", "shift"),
        ("tag_value", "workplace"),
        ("tag_value", "early"),
    ];
    let review = console.reviewed(EDIT, &about, &fields).await;
    let lines: Vec<_> = review.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(lines, ["Tag shift", "Tag failover"]);
    let calls: Vec<_> = review.calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(calls, ["DeleteTags", "CreateTags"]);
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    assert_eq!(
        tags(&console, US, ASSOCIATED),
        of(&[("shift", "early"), ("team", "workplace")])
    );
    assert!(page(&console, ASSOCIATED).await.contains("early"));
    assert_eq!(
        tags(&console, EU, ASSOCIATED)["failover"],
        "us-east-1",
        "the other Region’s stay"
    );
    assert_agreed(&console).await;
    assert_eq!(record.undo, Undo::By(EDIT));
    Console::assert_made(&console.undo(&record).await);
    assert_eq!(tags(&console, US, ASSOCIATED), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_before_aws_is_asked() {
    let console = open().await;
    let free = subject(&console, US, FREE);
    let long = "k".repeat(128);
    for (key, said) in [
        ("aws:mine", "Keys that begin with “aws:” are AWS’s own."),
        (long.as_str(), "Use at most 127 characters."),
        ("a;b", "“;” can’t be in a tag"),
    ] {
        let answer = console
            .submit(EDIT, &free, &[("tag_key", key), ("tag_value", "x")])
            .await;
        let shown = console.sent_back(&answer).await;
        assert!(shown.contains(said), "{said} in {shown}");
    }
    let why = console.impossible(EDIT, &subject(&console, US, BORROWED)).await;
    assert_eq!(why, "Only its owner can do this, account 444455556666.");
    assert_eq!(console.calls_of("CreateTags").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_is_said_at_its_field_in_its_own_words() {
    let console = open().await;
    let free = subject(&console, US, FREE);
    let fields = [("tag_key", "one more"), ("tag_value", "x")];
    console.front.refuse(
        Call::Target("CreateTags"),
        "InvalidParameterValuesException",
        "Not by our tag policy",
    );
    let review = console.reviewed(EDIT, &free, &fields).await;
    let error = console.refused_at(&console.make(&review, &[]).await, EDIT, &free).await;
    assert_eq!(
        (error.field.as_str(), error.message.as_str()),
        ("tag_key", "AWS does not take these tags.")
    );

    let review = console.reviewed(EDIT, &free, &fields).await;
    let answer = console
        .make_while(&review, Call::Target("CreateTags"), async || {
            let others: Tags = (0..50)
                .map(|number| (format!("other{number}"), String::new()))
                .collect();
            let call = CreateTags {
                resource_id: free.id.clone(),
                tags: Tag::list(&others),
            };
            console.elsewhere(US, call).await;
        })
        .await;
    let error = console.refused_at(&answer, EDIT, &free).await;
    assert_eq!(error.field, "tag_key");
    assert!(error.original.expect("AWS’s words").contains("51 tags"));
}
