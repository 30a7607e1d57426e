//! What came of each row.

use super::{TAGS, bulk, few, instance, press, reviewed, until_it_waits, users};
use crate::changes::console::Console;
use app::{
    backend::Backend,
    model::{
        access::Role,
        change::{
            Action,
            bulk::{BulkState, RowState},
        },
    },
};
use http::StatusCode;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn each_user_is_reviewed_and_made_with_a_result_of_its_own() {
    let console = few(Role::Admin).await;
    let users = users(&console, 4);
    let review = reviewed(&console, &users, &TAGS).await;
    assert_eq!((review.state, review.total()), (BulkState::Reviewed, 4));
    assert_eq!(
        console.calls_of("TagResource").await,
        0,
        "nothing is called before the yes"
    );
    // One of them can't be tagged.
    console
        .fault(json!({"kind": "ACCESS_DENIED", "operation": "TagResource", "times": 1}))
        .await;
    press(&console, "start", &review).await;
    let done = until_it_waits(&console, &review.id).await;
    assert_eq!(done.state, BulkState::Done, "{:?}", done.why);
    assert_eq!(done.counts, [(RowState::Made, 3), (RowState::NotMade, 1)]);
    let failed = done
        .rows
        .iter()
        .find(|row| row.state == RowState::NotMade)
        .expect("a row");
    assert!(failed.message.is_some() && failed.change.is_some());
    let snapshot = console.desk.snapshot();
    for row in done.rows.iter().filter(|row| row.state == RowState::Made) {
        let key = (row.subject.parent.clone(), row.subject.id.clone());
        assert_eq!(snapshot.users[&key].tags["rota"], "early");
        Console::assert_made(&console.record(row.change.as_deref().expect("a record")).await);
    }
    // What was made already is left out the next time.
    let again = reviewed(&console, &users, &TAGS).await;
    assert_eq!(again.count(&[RowState::Skipped]), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_confirmed_once_for_all() {
    let console = few(Role::Admin).await;
    let users = users(&console, 2);
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(Action::BulkDeleteUsers.submit_path(), &selected).await;
    let review = bulk(&console, answer.location()).await;
    let file = format!("/changes/bulk/{}/snapshot.json", review.id);
    assert!(console.get(answer.location()).await.body.contains(&file));
    let kept: Vec<serde_json::Value> = serde_json::from_str(&console.get(&file).await.body).expect("JSON");
    let names: Vec<_> = kept
        .iter()
        .filter_map(|kept| kept["user"]["username"].as_str())
        .collect();
    assert_eq!(
        names,
        review.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>()
    );
    let confirmation = review.confirmation.clone().expect("asked for");
    let refused = console
        .post("/changes/bulk/start", &[("bulk", &review.id), ("confirmation", "yes")])
        .await;
    assert!(refused.location().contains("problem"));
    let fields = [("bulk", review.id.as_str()), ("confirmation", &confirmation.text)];
    console.post("/changes/bulk/start", &fields).await;
    let done = until_it_waits(&console, &review.id).await;
    assert_eq!(done.counts, [(RowState::Made, 2)], "{:?}", done.rows);
    assert_eq!(console.calls_of("DeleteUser").await, 2);
    assert_eq!(console.get(&file).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_since_the_review_is_left_alone() {
    let console = few(Role::Admin).await;
    let users = users(&console, 3);
    let review = reviewed(&console, &users, &TAGS).await;
    // Somebody gives one of them the tag, and deletes another.
    let [tagged, deleted, _] = review.rows.as_slice() else {
        panic!("three rows: {:?}", review.rows);
    };
    let record = console.change(Action::EditUser, &tagged.subject, &TAGS).await;
    Console::assert_made(&record);
    Console::assert_made(&console.change(Action::DeleteUser, &deleted.subject, &[]).await);
    press(&console, "start", &review).await;
    let done = until_it_waits(&console, &review.id).await;
    let states: Vec<_> = done.rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RowState::NotMade, RowState::NotMade, RowState::Made]);
    for row in &done.rows[..2] {
        let message = row.message.as_deref().expect("why");
        assert!(message.contains("changed in AWS since it was reviewed"), "{message}");
        assert_eq!(row.change, None, "nothing was begun");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_which_nobody_knew_is_told_when_it_is_found_out() {
    let console = few(Role::Admin).await;
    let review = reviewed(&console, &users(&console, 2), &TAGS).await;
    console
        .fault(json!({"operation": "TagResource", "kind": "RESET_AFTER", "times": 1}))
        .await;
    // The user is read before the call, and can't be after it.
    console
        .fault(json!({"operation": "DescribeUser", "kind": "ACCESS_DENIED", "every": 2, "times": 1}))
        .await;
    press(&console, "start", &review).await;
    let done = until_it_waits(&console, &review.id).await;
    assert_eq!(
        done.counts,
        [(RowState::Made, 1), (RowState::Unknown, 1)],
        "{:?}",
        done.rows
    );
    console.no_faults().await;
    console.desk.changes().settle().await;
    let found_out = bulk(&console, &format!("/changes/bulk/{}", review.id)).await;
    assert_eq!(found_out.counts, [(RowState::Made, 2)]);
    assert_eq!(console.calls_of("TagResource").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_s_rows_are_looked_at_one_by_one() {
    let console = few(Role::Operator).await;
    let selected = users(&console, 8);
    let snapshot = console.desk.snapshot();
    let mut profiles = instance(&snapshot, "support-us").names.security_profiles.iter();
    let (admin, _) = profiles.find(|(_, name)| *name == "Admin").expect("a profile");
    let is_admin = |user: &&String| {
        let (instance, id) = user.split_once('/').expect("a user");
        let user = &snapshot.users[&(instance.to_owned(), id.to_owned())];
        user.security_profiles.contains(admin)
    };
    let admins = selected.iter().filter(is_admin).count();
    assert!(admins > 0 && admins < selected.len(), "{admins}");
    // What is not open to operators is left out of the review, with the reason.
    let fields = [("security_profiles_how", "add"), ("security_profile", admin.as_str())];
    let review = reviewed(&console, &selected, &fields).await;
    assert_eq!(review.count(&[RowState::Skipped]), review.total());
    let why: Vec<_> = review.rows.iter().filter_map(|row| row.message.as_deref()).collect();
    let is = |text: &str| why.iter().filter(|why| why.contains(text)).count();
    assert_eq!(is("Nothing would change."), admins, "{why:?}");
    assert_eq!(is("Needs the admin role."), selected.len() - admins, "{why:?}");
    press(&console, "start", &review).await;
    assert_eq!(until_it_waits(&console, &review.id).await.state, BulkState::Done);
    assert_eq!(console.calls_of("UpdateUserSecurityProfiles").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_does_not_delete_and_nobody_begins_for_somebody_else() {
    let mut console = few(Role::Admin).await;
    let users = users(&console, 3);
    let review = reviewed(&console, &users, &TAGS).await;
    console.sign_in(Role::Viewer).await;
    let answer = console.post("/changes/bulk/start", &[("bulk", &review.id)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    console.sign_in(Role::Operator).await;
    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(Action::BulkDeleteUsers.submit_path(), &selected).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // Somebody else's review is theirs to begin.
    let answer = press(&console, "start", &review).await;
    assert!(answer.location().contains("problem"), "{}", answer.location());
    assert_eq!(console.calls_of("TagResource").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_says_what_to_think_of_and_other_rights_are_confirmed() {
    let console = few(Role::Admin).await;
    let users = users(&console, 2);
    assert_eq!(reviewed(&console, &users, &TAGS).await.warnings, [""; 0]);
    let admin = {
        let snapshot = console.desk.snapshot();
        let names = &instance(&snapshot, "support-us").names.security_profiles;
        let admin = names.iter().find(|(_, name)| *name == "Admin").expect("a profile");
        admin.0.clone()
    };
    let fields = [
        ("security_profiles_how", "replace"),
        ("security_profile", admin.as_str()),
    ];
    let review = reviewed(&console, &users, &fields).await;
    assert!(
        review.warnings[0].contains("other security profiles"),
        "{:?}",
        review.warnings
    );
    let waiting = review.count(&[RowState::Waiting]);
    let wanted = review.confirmation.clone().expect("a confirmation").text;
    assert_eq!(wanted, format!("edit {waiting}"));
    let answer = press(&console, "start", &review).await;
    assert!(
        answer.location().ends_with("?problem=confirmation"),
        "{}",
        answer.location()
    );
    assert_eq!(console.calls_of("UpdateUserSecurityProfiles").await, 0);

    let selected: Vec<_> = users.iter().map(|user| ("users", user.as_str())).collect();
    let answer = console.post(Action::BulkDeleteUsers.submit_path(), &selected).await;
    let warnings = bulk(&console, answer.location()).await.warnings;
    assert!(
        !warnings.is_empty() && !warnings.iter().any(|warning| warning.contains("security profiles")),
        "{warnings:?}"
    );
}
