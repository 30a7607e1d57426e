//! Lists that lag behind a change, and are read before they know of it.

use super::{
    cases,
    console::Console,
    passage::{LAG_MILLIS, catch_up, pass_here},
    state::{assert_same, state, stopped},
};
use app::{
    backend::Backend,
    model::{access::Role, change::FormAnswer},
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_is_shown_all_the_same() {
    let console = Console::on(stopped(), Role::Admin).await;
    console.put("settings", json!({ "list_delay_ms": LAG_MILLIS })).await;
    for name in [
        "create_user",
        "edit_user",
        "delete_user",
        "create_email_address",
        "edit_email_address",
        "delete_email_address",
        "create_domain",
        "delete_identity",
    ] {
        let case = cases::case(name);
        let known = console.desk.snapshot();
        let mut subjects = (case.subjects)(&known).into_iter();
        let subject = loop {
            let subject = subjects.next().expect("something that can be changed");
            if matches!(console.form(case.action, &subject).await, FormAnswer::Form(_)) {
                break subject;
            }
        };
        let fields = (case.fields)(&known, &subject, 1);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let review = console.reviewed(case.action, &subject, &fields).await;
        let secrets = cases::secrets(&review);
        let answer = console.make(&review, &cases::given(&secrets)).await;
        Console::assert_made(&console.record_of(&answer).await);
        let made = state(&console.desk.snapshot());
        // A moment later somebody has the lists read.
        pass_here(700);
        console.listed().await;
        let shown = state(&console.desk.snapshot());
        assert_same(
            &made,
            &shown,
            &format!("what is shown after {name}, and after lists that do not know of it"),
        );
        catch_up(&console.sandbox).await;
    }
}
