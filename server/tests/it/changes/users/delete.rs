//! The end of users.

use super::{Console, somebody, user};
use app::model::{
    access::Role,
    change::{Action, ReviewAnswer, Undo},
};
use http::StatusCode;

const DELETE: Action = Action::DeleteUser;

#[tokio::test(flavor = "multi_thread")]
async fn what_the_user_was_like_can_be_saved_before() {
    let console = Console::open().await;
    let (subject, before) = somebody(&console);
    let page = console
        .get(&format!("/changes/delete-user{}", subject.to_query()))
        .await;
    assert!(page.body.contains("bring back a deleted user"), "{}", page.body);
    let review = console.reviewed(DELETE, &subject, &[]).await;
    assert_eq!(review.confirmation.as_ref().expect("asked for").text, before.username);
    assert!(matches!(review.undo, Undo::Not(_)));
    let file = console
        .get(&format!("/changes/review/{}/snapshot.json", review.draft))
        .await;
    let file: serde_json::Value = serde_json::from_str(&file.body).expect("JSON");
    assert_eq!(file["user"]["username"], before.username.as_str());
    let answer = console
        .post(
            "/changes/make",
            &[("draft", &review.draft), ("fingerprint", &review.fingerprint)],
        )
        .await;
    assert!(answer.location().contains("problem=confirmation"));
    let answer = console.make(&review, &[]).await;
    assert!(
        answer.location().starts_with("/users?changed="),
        "{}",
        answer.location()
    );
    Console::assert_made(&console.record_of(&answer).await);
    assert_eq!(
        (user(&console, &subject), console.calls_of("DeleteUser").await),
        (None, 1)
    );
    assert_eq!(console.review(&review.draft).await, ReviewAnswer::Gone);
}

#[tokio::test(flavor = "multi_thread")]
async fn is_an_admin_s() {
    let console = Console::of(Role::Operator).await;
    let (subject, _) = somebody(&console);
    let fields = [("_parent", subject.parent.as_str()), ("_id", &subject.id)];
    let answer = console.post(DELETE.submit_path(), &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let page = console.get(&format!("/users/{}/{}", subject.parent, subject.id)).await;
    let head = page.body.split_once("class=\"cols\"").expect("cards").0;
    assert!(
        head.contains("/changes/edit-user?") && !head.contains("/changes/delete-user?"),
        "{head}"
    );
}
