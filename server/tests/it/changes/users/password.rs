//! Passwords: given, or made up and shown once; never kept.

use super::{Console, managed, newcomer};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, Subject},
    },
};
use http::StatusCode;

const CREATE: Action = Action::CreateUser;

/// Everything that the database keeps of drafts and changes.
async fn kept(console: &Console) -> String {
    let mut texts = Vec::new();
    for table in [
        "SELECT typed || opened || errors FROM draft",
        "SELECT body FROM audit",
        "SELECT salt || mark FROM once",
    ] {
        let rows: Vec<String> = sqlx::query_scalar(table)
            .fetch_all(&console.desk.pool)
            .await
            .expect("rows");
        texts.extend(rows);
    }
    texts.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_made_up_is_shown_once_to_whoever_asked() {
    let (console, instance, routing, agent) = managed(Role::Admin).await;
    let subject = Subject::new(&instance.id, "");
    let review = console
        .reviewed(CREATE, &subject, &newcomer("zoe.akers", &routing, &agent))
        .await;
    let answer = console.make(&review, &[]).await;
    let page = answer.location().to_owned();
    assert!(page.starts_with("/changes/password/"), "{page}");
    let offer = console.get(&page).await;
    assert_eq!(offer.status, StatusCode::OK);
    assert!(offer.body.contains("zoe.akers") && offer.body.contains("Show the password"));
    assert!(!offer.body.contains("class=\"password\""));
    // Nobody else sees it.
    for other in [console.beside(Role::Operator).await, console.beside(Role::Admin).await] {
        assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.post(&page, &[]).await.status, StatusCode::NOT_FOUND);
    }
    let shown = console.post(&page, &[]).await;
    assert_eq!(
        (shown.status, &shown.headers["cache-control"]),
        (StatusCode::OK, &"no-store".parse().expect("a value"))
    );
    let (_, rest) = shown.body.split_once("class=\"password\">").expect("a password");
    let password = rest.split_once('<').expect("its end").0;
    assert_eq!(password.len(), 20, "{password}");
    assert_eq!(console.post(&page, &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert_eq!(console.get(&page).await.status, StatusCode::NOT_FOUND);
    let kept = kept(&console).await;
    assert!(kept.contains("zoe.akers") && !kept.contains(password), "{kept}");
    let snapshot = console.desk.snapshot();
    assert!(snapshot.users.values().any(|user| user.username == "zoe.akers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_given_is_kept_nowhere() {
    let (console, instance, routing, agent) = managed(Role::Admin).await;
    let subject = Subject::new(&instance.id, "");
    let fields = newcomer("zoe.akers", &routing, &agent);
    let review = console.reviewed(CREATE, &subject, &fields).await;
    let command = &review.calls[0].cli;
    assert!(command.contains(r#""Password":"<secret>""#), "{command}");
    let weak = console.make(&review, &[("password", "password")]).await;
    assert!(weak.location().contains("problem=secret"), "{}", weak.location());
    assert_eq!(console.calls_of("CreateUser").await, 0);
    let page = console.get(weak.location()).await;
    assert!(page.body.contains("password-error"), "{}", page.body);
    let record = console
        .record_of(&console.make(&review, &[("password", "Sesame-0pen")]).await)
        .await;
    Console::assert_made(&record);
    let kept = kept(&console).await;
    assert!(kept.contains("zoe.akers") && !kept.contains("Sesame-0pen"), "{kept}");
}
