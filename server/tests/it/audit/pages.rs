//! The pages of the audit log, and what other pages show of it.

use super::{address, write};
use crate::{
    routes,
    support::{ask_as, folder, frontdesk, is_complete, router, simulated_aws, until},
};
use app::model::{
    access::Role,
    change::{Outcome, Resource, Subject},
    freshness::Kind,
};
use axum::Router;
use http::{Method, StatusCode};

async fn get(router: &Router, role: Role, path: &str) -> (StatusCode, String) {
    let (head, body) = ask_as(router, role, routes::request(&Method::GET, "/").uri(path)).await;
    // What the browser takes over stands between comments.
    (head.status, body.replace("<!>", ""))
}

#[tokio::test]
async fn the_list_finds_and_says_who_did_what() {
    let data = folder();
    let desk = frontdesk(&data, &simulated_aws().await).await;
    let router = router(&desk);
    let (status, empty) = get(&router, Role::Viewer, "/audit").await;
    assert_eq!(status, StatusCode::OK);
    assert!(empty.contains("Nothing was changed yet"), "{empty}");

    write(&desk.pools, "one", address("help@example.com"), Outcome::Made).await;
    write(&desk.pools, "two", address("sales@example.com"), Outcome::NotMade).await;
    let (_, all) = get(&router, Role::Viewer, "/audit").await;
    for text in [
        "Ada Park",
        "Edit email address",
        "help@example.com",
        "Display name",
        "/audit/one",
        "Not made",
    ] {
        assert!(all.contains(text), "{text}: {all}");
    }
    assert!(
        all.contains("href=\"/email-addresses/i-1/id-of-help@example.com\""),
        "{all}"
    );
    // Who may not save it sees what it takes.
    assert!(
        all.contains("Needs the admin role.") && !all.contains("href=\"/audit.csv"),
        "{all}"
    );

    let (_, one) = get(&router, Role::Admin, "/audit?q=outcome:not-made%20preson:x").await;
    assert!(
        one.contains("sales@example.com") && !one.contains("/audit/one"),
        "{one}"
    );
    assert!(
        one.contains("Did you mean “person:”?") && one.contains("1 of 2"),
        "{one}"
    );
    assert!(one.contains("/audit.csv?q=outcome:not-made%20preson:x"), "{one}");
    let (_, none) = get(&router, Role::Admin, "/audit?q=person:eve").await;
    assert!(
        none.contains("None of the 2 changes is found by “person:eve”."),
        "{none}"
    );
}

#[tokio::test]
async fn a_change_s_page_says_all_that_is_known_of_it() {
    let data = folder();
    let desk = frontdesk(&data, &simulated_aws().await).await;
    let router = router(&desk);
    write(&desk.pools, "one", address("help@example.com"), Outcome::Made).await;
    write(&desk.pools, "two", address("</title><b>@example.com"), Outcome::NotMade).await;
    let (status, made) = get(&router, Role::Operator, "/audit/one").await;
    assert_eq!(status, StatusCode::OK);
    for text in [
        "192.0.2.7",
        "=Old",
        "UpdateEmailAddressMetadata",
        "b8e3b0c4-request",
        "EmailAddressId",
        "1, 2",
    ] {
        assert!(made.contains(text), "{text}: {made}");
    }
    let undo = "<form method=\"post\" action=\"/changes/undo\"><input type=\"hidden\" name=\"change\" value=\"one\"";
    let retry = "action=\"/changes/retry\"><input type=\"hidden\" name=\"change\" value=\"two\"";
    assert!(made.contains(undo) && !made.contains("/changes/retry"), "{made}");
    let (_, seen) = get(&router, Role::Viewer, "/audit/one").await;
    assert!(
        !seen.contains(undo) && seen.contains("Needs the operator role."),
        "{seen}"
    );
    let (_, failed) = get(&router, Role::Operator, "/audit/two").await;
    for text in [
        retry,
        "DisplayName is &lt;invalid&gt;",
        "What AWS said",
        "so there is nothing to undo",
    ] {
        assert!(failed.contains(text), "{text}: {failed}");
    }
    assert!(!failed.contains("<b>@example.com"), "{failed}");
    let (status, missing) = get(&router, Role::Viewer, "/audit/three").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(missing.contains("No such change"), "{missing}");
}

#[tokio::test]
async fn a_thing_s_page_shows_its_own_history_and_what_came_of_a_change() {
    let data = folder();
    let desk = frontdesk(&data, &simulated_aws().await).await;
    let snapshot = until(&desk, is_complete).await;
    let router = router(&desk);
    let mut addresses = snapshot.email_addresses.keys();
    let (mine, other) = addresses.next().zip(addresses.next()).expect("two addresses");
    let of = |(instance, id): &(String, String)| Resource {
        subject: Subject::new(instance, id),
        ..address("help@example.com")
    };
    write(&desk.pools, "mine", of(mine), Outcome::Made).await;
    write(&desk.pools, "other", of(other), Outcome::Made).await;
    let page = format!("/email-addresses/{}/{}", mine.0, mine.1);
    let (_, body) = get(&router, Role::Operator, &page).await;
    assert!(
        body.contains("href=\"/audit/mine\"") && !body.contains("/audit/other"),
        "{body}"
    );
    assert!(
        body.contains(&format!("/audit?q=id:{}%20kind:email-addresses", mine.1)),
        "{body}"
    );

    let (_, told) = get(&router, Role::Operator, &format!("{page}?changed=mine")).await;
    assert!(told.contains("Edit help@example.com: made."), "{told}");
    assert!(
        told.contains("action=\"/changes/undo\"") && told.contains("Dismiss"),
        "{told}"
    );
    assert!(!body.contains("Edit help@example.com: made."), "{body}");

    let alias = snapshot.connection_aliases.values().next().expect("an alias");
    let desk_alias = Resource {
        kind: Kind::ConnectionAliases,
        subject: Subject::new("eu-central-1", "wsca-of-another-region"),
        name: alias.connection_string.clone(),
    };
    write(&desk.pools, "alias", desk_alias, Outcome::Made).await;
    let (_, body) = get(
        &router,
        Role::Viewer,
        &format!("/connection-aliases/{}", alias.connection_string),
    )
    .await;
    assert!(body.contains("href=\"/audit/alias\""), "{body}");
    // What is gone has a history all the same.
    let (status, gone) = get(&router, Role::Viewer, "/email-addresses/i-1/none").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(gone.contains("Nothing was changed through Frontdesk."), "{gone}");
}
