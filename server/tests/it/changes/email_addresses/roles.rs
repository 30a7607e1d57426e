//! Who may.

use super::{instance_of, subject};
use crate::changes::console::Console;
use app::model::{
    access::Role,
    change::{Action, Subject},
};
use http::StatusCode;

const CAREERS: &str = "careers@support-us.email.connect.aws";
const RETURNS: &str = "returns@shop.example.com";

fn all(console: &Console) -> [(Action, Subject); 5] {
    [
        (Action::CreateEmailAddress, instance_of(console, CAREERS)),
        (Action::EditEmailAddress, subject(console, CAREERS)),
        (Action::DeleteEmailAddress, subject(console, CAREERS)),
        (Action::AssociateEmailAddressAlias, subject(console, CAREERS)),
        (Action::DisassociateEmailAddressAlias, subject(console, RETURNS)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_changes_nothing_and_an_operator_deletes_nothing() {
    let mut console = Console::of(Role::Viewer).await;
    for (action, subject) in all(&console) {
        console.assert_refused(action, &subject).await;
    }
    let page = super::page(&console, CAREERS).await;
    assert!(
        !page.contains("/changes/edit-email-address?") && page.contains("Needs the operator role."),
        "{page}"
    );

    console.sign_in(Role::Operator).await;
    for (action, subject) in all(&console) {
        if action == Action::DeleteEmailAddress {
            console.assert_refused(action, &subject).await;
        } else {
            console.form_page(action, &subject).await;
        }
    }
    let page = super::page(&console, CAREERS).await;
    assert!(
        page.contains("/changes/edit-email-address?") && page.contains("Needs the admin role."),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_the_role_does_not_make_what_they_reviewed() {
    let console = Console::open().await;
    let mut reviews = Vec::new();
    for (action, subject) in all(&console) {
        let alias = super::subject(&console, "feedback@example.org").id;
        let fields: Vec<(&str, &str)> = match action {
            Action::CreateEmailAddress => vec![("local_part", "mine"), ("domain", "support-us.email.connect.aws")],
            Action::EditEmailAddress => vec![("display_name", "Mine")],
            Action::AssociateEmailAddressAlias => vec![("alias", alias.as_str())],
            _ => Vec::new(),
        };
        reviews.push(console.reviewed(action, &subject, &fields).await);
    }
    console.become_all(Role::Viewer).await;
    for review in &reviews {
        let answer = console.make(review, &[]).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{}: {}",
            review.title,
            answer.body
        );
        for call in &review.calls {
            assert_eq!(console.calls_of(&call.operation).await, 0, "{}", call.operation);
        }
    }
}
