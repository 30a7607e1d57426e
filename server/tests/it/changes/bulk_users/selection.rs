//! What is chosen: rows of a list, or all that its filter finds.

use super::{EDIT, TAGS, assert_all_made_once, bulk, few, instance, press, until_it_waits, users, users_of};
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{Action, Subject, bulk::RowState},
    },
    routes,
};
use http::StatusCode;
use std::collections::BTreeSet;

const DELETE: Action = Action::BulkDeleteUsers;

#[tokio::test(flavor = "multi_thread")]
async fn all_that_the_filter_finds_are_changed_whatever_page_was_shown() {
    let console = few(Role::Admin).await;
    let snapshot = console.desk.snapshot();
    let instance = instance(&snapshot, "support-eu");
    let here = snapshot.users.values().filter(|user| user.instance == instance.id);
    let found: BTreeSet<_> = here.map(|user| user.id.clone()).collect();
    assert!(found.len() > 25, "more than a page: {}", found.len());
    // What is ticked besides does not matter.
    let elsewhere = users(&console, 1);
    let fields = [
        ("all", "true"),
        ("query", "?q=instance:support-eu&size=25&page=2"),
        ("users", elsewhere[0].as_str()),
    ];
    let answer = console.post(EDIT.submit_path(), &fields).await;
    let subject = Subject::new(&instance.id, "");
    assert_eq!(answer.location(), routes::form(EDIT, &subject));
    let answer = console.submit(EDIT, &subject, &TAGS).await;
    let review = bulk(&console, answer.location()).await;
    let rows: BTreeSet<_> = review.rows.iter().map(|row| row.subject.id.clone()).collect();
    assert_eq!(rows, found);
    press(&console, "start", &review).await;
    assert_all_made_once(&console, &until_it_waits(&console, &review.id).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_can_not_be_followed_as_a_whole_chooses_nobody() {
    let console = few(Role::Admin).await;
    for action in [EDIT, DELETE] {
        let fields = [("all", "true"), ("query", "?q=hsa:mobile")];
        let answer = console.post(action.submit_path(), &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.body.contains("Did you mean “has:”?"), "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_chosen_it_is_asked_for() {
    let console = few(Role::Admin).await;
    for fields in [&[][..], &[("all", "true"), ("query", "?q=nobody-is-called-so")]] {
        for action in [EDIT, DELETE] {
            let answer = console.post(action.submit_path(), fields).await;
            let page = console.sent_back(&answer).await;
            assert!(
                page.contains("Select users in the list first."),
                "{action} {fields:?}: {page}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_edited_in_one_instance_at_a_time_and_deleted_in_any() {
    let console = few(Role::Admin).await;
    let instances = ["support-us", "support-eu", "legacy-directory"];
    let users: Vec<_> = instances
        .iter()
        .flat_map(|alias| users_of(&console, alias, 1))
        .collect();
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    console.post(EDIT.submit_path(), &selected).await;
    let first = users[0].split_once('/').expect("an instance").0;
    let answer = console.submit(EDIT, &Subject::new(first, ""), &TAGS).await;
    let page = console.sent_back(&answer).await;
    assert!(page.contains("2 of these are in another instance"), "{page}");

    let answer = console.post(DELETE.submit_path(), &selected).await;
    let review = bulk(&console, answer.location()).await;
    let confirmation = review.confirmation.clone().expect("asked for").text;
    let fields = [("bulk", review.id.as_str()), ("confirmation", &confirmation)];
    console.post("/changes/bulk/start", &fields).await;
    let done = until_it_waits(&console, &review.id).await;
    assert_eq!(done.counts, [(RowState::Made, 3)], "{:?}", done.rows);
    let left = console.desk.snapshot();
    for row in &done.rows {
        let key = (row.subject.parent.clone(), row.subject.id.clone());
        assert!(!left.users.contains_key(&key));
    }
}
