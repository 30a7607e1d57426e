//! Who may.

use super::{ASSOCIATED, EU, FREE, LENT, US, open, subject};
use crate::changes::console::Console;
use app::model::{
    access::Role,
    change::{Action, Subject},
};
use http::StatusCode;

/// What can be done to what, and the role that it takes.
fn all(console: &Console) -> [(Action, Subject, Role); 7] {
    let free = || subject(console, US, FREE);
    [
        (Action::CreateConnectionAlias, Subject::default(), Role::Admin),
        (Action::AssociateConnectionAlias, free(), Role::Operator),
        (
            Action::DisassociateConnectionAlias,
            subject(console, US, ASSOCIATED),
            Role::Operator,
        ),
        (Action::ShareConnectionAlias, free(), Role::Admin),
        (Action::UnshareConnectionAlias, subject(console, EU, LENT), Role::Admin),
        (Action::EditConnectionAliasTags, free(), Role::Operator),
        (Action::DeleteConnectionAlias, free(), Role::Admin),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_comes_to_the_forms_that_are_its_own() {
    let mut console = open().await;
    for role in Role::ALL {
        console.sign_in(role).await;
        for (action, subject, needed) in all(&console) {
            if role >= needed {
                console.form_page(action, &subject).await;
            } else {
                console.assert_refused(action, &subject).await;
            }
        }
        let shown = super::page(&console, FREE).await;
        assert_eq!(
            shown.contains("/changes/associate-connection-alias?"),
            role >= Role::Operator,
            "{role}"
        );
        assert_eq!(
            shown.contains("/changes/share-connection-alias?"),
            role >= Role::Admin,
            "{role}"
        );
        assert_eq!(shown.contains("Needs the admin role."), role < Role::Admin, "{role}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_the_role_does_not_make_what_they_reviewed() {
    let console = open().await;
    let lab = super::directory(&console, US, "Lab");
    let mut reviews = Vec::new();
    for (action, subject, _) in all(&console) {
        let fields: Vec<(&str, &str)> = match action {
            Action::CreateConnectionAlias => vec![("connection_string", "mine.example.com"), ("regions", US)],
            Action::AssociateConnectionAlias => vec![("directory", lab.as_str())],
            Action::ShareConnectionAlias => vec![("account", sandbox::OTHER_ACCOUNT_ID)],
            Action::EditConnectionAliasTags => vec![("tag_key", "mine"), ("tag_value", "")],
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
