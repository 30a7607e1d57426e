//! Identities that go.

use super::find;
use crate::changes::console::Console;
use app::model::{
    access::Role,
    change::{Action, Subject, Undo},
};
use http::StatusCode;

const DELETE: Action = Action::DeleteIdentity;

#[tokio::test(flavor = "multi_thread")]
async fn its_name_is_typed_what_it_was_is_saved_and_the_list_comes_next() {
    let mut console = Console::open().await;
    let subject = Subject::new("us-east-1", "shop.example.com");
    let review = console.reviewed(DELETE, &subject, &[]).await;
    assert!(matches!(review.undo, Undo::Not(_)));
    let saved = console
        .get(&format!("/changes/review/{}/snapshot.json", review.draft))
        .await;
    let saved: serde_json::Value = serde_json::from_str(&saved.body).expect("JSON");
    assert_eq!(saved["name"], "shop.example.com");
    let typed = |text: &'static str| {
        [
            ("draft", review.draft.clone()),
            ("fingerprint", review.fingerprint.clone()),
            ("confirmation", text.to_owned()),
        ]
    };
    let fields = typed("shop.example");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = console.post("/changes/make", &fields).await;
    assert!(
        answer.location().ends_with("problem=confirmation"),
        "{}",
        answer.location()
    );
    assert_eq!(console.calls_of("DeleteEmailIdentity").await, 0);
    let answer = console.make(&review, &[]).await;
    assert!(
        answer.location().starts_with("/identities?changed="),
        "{}",
        answer.location()
    );
    Console::assert_made(&console.record_of(&answer).await);
    assert_eq!(find(&console, &subject), None);

    console.sign_in(Role::Operator).await;
    let other = Subject::new("eu-west-2", "shop.example.com");
    let answer = console
        .post(DELETE.submit_path(), &[("_parent", &other.parent), ("_id", &other.id)])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_stays_as_long_as_it_has_replicas() {
    let console = Console::open().await;
    let why = console
        .impossible(DELETE, &Subject::new("us-east-1", "mail.example.com"))
        .await;
    assert!(why.contains("has replicas in eu-west-2"), "{why}");
    let page = console.get("/identities/us-east-1/mail.example.com").await.body;
    assert!(page.contains("Delete its replicas in eu-west-2 first."), "{page}");
    let replica = Subject::new("eu-west-2", "mail.example.com");
    Console::assert_made(&console.change(DELETE, &replica, &[]).await);
    let parent = Subject::new("us-east-1", "mail.example.com");
    Console::assert_made(&console.change(DELETE, &parent, &[]).await);
}
