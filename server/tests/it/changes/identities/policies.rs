//! Sending authorization policies.

use super::details;
use crate::changes::console::Console;
use app::model::change::{Action, Subject};

const EDIT: Action = Action::EditPolicy;
const TEXT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": "*" }
}"#;

fn shop() -> Subject {
    Subject::new("us-east-1", "shop.example.com")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_created_and_deleted_and_each_is_undone() {
    let console = Console::open().await;
    let has = |name: &str| details(&console, &shop()).policies.contains_key(name);
    // As a browser sends lines.
    let text = TEXT.replace('\n', "\r\n");
    let record = console.change(EDIT, &shop(), &[("name", "new"), ("text", &text)]).await;
    Console::assert_made(&record);
    assert_eq!(record.calls[0].operation, "CreateEmailIdentityPolicy");
    assert_eq!(details(&console, &shop()).policies["new"], TEXT);
    Console::assert_made(&console.undo(&record).await);
    assert!(!has("new"));

    let name = "partner-sends-raw";
    let before = details(&console, &shop()).policies[name].clone();
    let deleted = console.change(Action::DeletePolicy, &shop(), &[("name", name)]).await;
    Console::assert_made(&deleted);
    assert!(!has(name));
    Console::assert_made(&console.undo(&deleted).await);
    assert_eq!(details(&console, &shop()).policies[name], before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_that_a_link_names_is_edited() {
    let console = Console::open().await;
    let name = "partner-sends-raw";
    let before = details(&console, &shop()).policies[name].clone();
    let link = format!(
        "/changes/edit-policy{}&amp;policy=partner%2Dsends%2Draw",
        shop().to_query().replace('&', "&amp;")
    );
    let page = console.get("/identities/us-east-1/shop.example.com").await.body;
    assert!(page.contains(&link), "{page}");
    let page = console.get(&link.replace("&amp;", "&")).await.body;
    assert!(
        page.contains("raw@shop.example.com") && !page.contains("Policy name"),
        "{page}"
    );
    let fields = [("name", name), ("text", TEXT), ("was", &before)];
    let record = console.change(EDIT, &shop(), &fields).await;
    Console::assert_made(&record);
    assert_eq!(record.calls[0].operation, "UpdateEmailIdentityPolicy");
    assert_eq!(details(&console, &shop()).policies[name], TEXT);
    // Somebody who began before that is told.
    let review = console.reviewed(EDIT, &shop(), &[("name", name), ("text", "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"), ("was", &before)]).await;
    assert!(
        review
            .warnings
            .iter()
            .any(|warning| warning.contains("Somebody changed partner-sends-raw")),
        "{:?}",
        review.warnings
    );
    console.post("/changes/discard", &[("draft", &review.draft)]).await;
    Console::assert_made(&console.undo(&record).await);
    assert_eq!(details(&console, &shop()).policies[name], before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_policy_is_refused() {
    let console = Console::open().await;
    for (fields, said) in [
        ([("name", "a b"), ("text", TEXT)], "can’t be in a policy’s name"),
        (
            [("name", "partner-sends-raw"), ("text", TEXT)],
            "There is a policy partner-sends-raw already.",
        ),
        ([("name", "new"), ("text", "{")], "This is not JSON. Line 1, column 1"),
        (
            [("name", "new"), ("text", "{\"Version\":\"2012-10-17\"}")],
            "Add a “Statement”",
        ),
    ] {
        let page = console.sent_back(&console.submit(EDIT, &shop(), &fields).await).await;
        assert!(page.contains(said), "{said}: {page}");
    }
    let answer = console
        .submit(Action::DeletePolicy, &shop(), &[("name", "none-such")])
        .await;
    let page = console.sent_back(&answer).await;
    assert!(page.contains("Choose a policy that is there."), "{page}");
    let pending = Subject::new("us-east-1", "launch.example.com");
    let why = console.impossible(EDIT, &pending).await;
    assert!(why.contains("is not verified"), "{why}");
    let page = console.get("/identities/us-east-1/launch.example.com").await.body;
    assert!(
        page.contains("SES takes policies for verified identities only."),
        "{page}"
    );
}
