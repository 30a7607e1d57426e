use super::*;
use crate::model::{
    access::Role,
    change::{Action, Subject},
    freshness::Freshness,
    list::page,
    region::Region,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("the type's own JSON")
}

fn table<T: DeserializeOwned>(
    parent: &str,
    things: impl IntoIterator<Item = (&'static str, Value)>,
) -> Arc<BTreeMap<(String, String), Arc<T>>> {
    let thing = |(id, value): (&str, Value)| ((parent.to_owned(), id.to_owned()), Arc::new(read(value)));
    Arc::new(things.into_iter().map(thing).collect())
}

const INSTANCE: &str = "11111111-0000-4000-8000-000000000001";

/// One user, one address, two identities and one alias.
fn snapshot() -> Snapshot {
    let region: Region = read(json!("eu-west-2"));
    let instance = json!({
        "region": "eu-west-2", "id": INSTANCE, "arn": format!("arn:aws:connect:eu-west-2:111122223333:instance/{INSTANCE}"),
        "alias": "support-eu", "identity_management": "CONNECT_MANAGED", "status": "ACTIVE", "access_url": null, "created": null,
        "tags": {}, "names": { "routing_profiles": { "rp-1": "Büro Billing" }, "security_profiles": { "sp-1": "Agent" }, "hierarchy_groups": {} },
    });
    Snapshot {
        account: Some("111122223333".to_owned()),
        regions: vec![region],
        instances: Arc::new([(INSTANCE.to_owned(), read(instance))].into()),
        users: table(INSTANCE, [("aaaaaaaa-0000-4000-8000-00000000000a", user())]),
        email_addresses: table(INSTANCE, [("bbbbbbbb-0000-4000-8000-00000000000b", address())]),
        identities: table(
            "eu-west-2",
            [("xn--mnchen-3ya.example", domain()), ("billing@example.com", sender())],
        ),
        connection_aliases: table("eu-west-2", [("wsca-1234abcd", alias())]),
        directories: table(
            "eu-west-2",
            [(
                "d-926722edaf",
                json!({ "region": "eu-west-2", "id": "d-926722edaf", "name": "corp.example.com", "registration_code": "WSlhr+ABC123",
                    "state": "REGISTERED", "directory_type": "SIMPLE_AD" }),
            )],
        ),
        ..Snapshot::default()
    }
}

fn user() -> Value {
    json!({
        "instance": INSTANCE, "id": "aaaaaaaa-0000-4000-8000-00000000000a",
        "arn": format!("arn:aws:connect:eu-west-2:111122223333:instance/{INSTANCE}/agent/aaaaaaaa-0000-4000-8000-00000000000a"),
        "username": "zoe.akerstrom", "first_name": "Zoë", "last_name": "Åkerström", "directory_user_id": "S-1-5-21",
        "security_profiles": ["sp-1"], "routing_profile": "rp-1", "hierarchy_group": null,
        "phone": { "phone_type": "DESK_PHONE", "auto_accept": false, "after_contact_work_limit": 0, "desk_phone_number": "+442079460000",
            "persistent_connection": null },
        "channels": [{ "channel": "VOICE", "auto_accept": null, "agent_first_callback_auto_accept": null, "after_contact_work_limit": null,
            "agent_first_callback_after_contact_work_limit": null, "phone_type": null, "phone_number": "+442079460011",
            "persistent_connection": null, "voice_enhancement": null }],
        "tags": { "team": "billing" }, "last_modified": null, "last_modified_region": null,
        "contact": { "email": "zoe@example.com", "secondary_email": "zoe@team.example.org", "mobile": "+447700900123" },
        "described_at": null,
    })
}

fn address() -> Value {
    json!({
        "instance": INSTANCE, "id": "bbbbbbbb-0000-4000-8000-00000000000b", "arn": "arn:aws:connect:eu-west-2:111122223333:email-address/b",
        "address": "help@shop.example.com", "display_name": "Shop Help", "description": "Orders and returns", "alias": null,
        "details": { "created": null, "modified": null, "tags": { "queue": "orders" } }, "described_at": null,
    })
}

fn domain() -> Value {
    json!({
        "region": "eu-west-2", "name": "xn--mnchen-3ya.example", "identity_type": "DOMAIN", "sending_enabled": false, "status": "FAILED",
        "first_seen": 0, "described_at": null,
        "details": {
            "feedback_forwarding": true, "verified_for_sending": false,
            "dkim": { "signing_enabled": true, "status": "FAILED", "tokens": ["tokenone", "tokentwo"], "signing_hosted_zone": "dkim.amazonses.com",
                "origin": "EasyDkim", "next_key_length": null, "current_key_length": null, "last_key_generation": null },
            "mail_from": { "domain": "bounce.xn--mnchen-3ya.example", "status": "PENDING", "reject_on_mx_failure": false },
            "policies": { "PartnerMaySend": "{}" }, "tags": { "team": "billing" }, "configuration_set": "newsletter",
            "verification": { "last_checked": null, "last_success": null, "error_type": null, "soa": null },
        },
    })
}

fn sender() -> Value {
    json!({
        "region": "eu-west-2", "name": "billing@example.com", "identity_type": "EMAIL_ADDRESS", "sending_enabled": true, "status": "SUCCESS",
        "first_seen": 0, "described_at": null, "details": null,
    })
}

fn alias() -> Value {
    json!({
        "region": "eu-west-2", "id": "wsca-1234abcd", "connection_string": "desktop.example.com", "state": "CREATED",
        "owner_account": "111122223333",
        "associations": [{ "status": "ASSOCIATED_WITH_OWNER_ACCOUNT", "account": "111122223333", "directory": "d-926722edaf",
            "connection_identifier": "ADJKEXAMPLE" }],
        "permissions": [{ "account": "444455556666", "allow_association": true }], "tags": { "team": "billing" }, "described_at": null,
    })
}

fn answer(filter: &str) -> SearchAnswer {
    search(&snapshot(), filter, &Access::of(Role::Admin))
}

/// The titles of what is found, in order.
fn found(filter: &str) -> Vec<String> {
    let groups = answer(filter).groups.into_iter();
    groups.flat_map(|group| group.hits).map(|hit| hit.title).collect()
}

const USER: &str = "zoe.akerstrom";
const ADDRESS: &str = "help@shop.example.com";
const DOMAIN: &str = "xn--mnchen-3ya.example";
const SENDER: &str = "billing@example.com";
const ALIAS: &str = "desktop.example.com";

#[test]
fn a_user_is_found_by_all_that_is_known() {
    for known in [
        "akerstrom",
        "\"ZOË ÅKERSTRÖM\"",
        "zoe@example.com",
        "zoe@team.example.org",
        "+447700900123",
        "+44-7700-900123",
        "7700900123",
        "+442079460000",
        "+442079460011",
        "\"buro billing\"",
        "rp-1",
        "sp-1",
        "S-1-5-21",
        "aaaaaaaa-0000-4000-8000-00000000000a",
        "/agent/aaaaaaaa-0000-4000-8000-00000000000a",
        "arn:aws:connect:eu-west-2:111122223333:instance/11111111-0000-4000-8000-000000000001/agent/aaaaaaaa-0000-4000-8000-00000000000a",
        "domain:team.example.org",
        "has:secondary-email",
        "routing:büro",
        "security:agent",
        "phone:desk",
    ] {
        assert_eq!(found(known), [USER], "{known}");
    }
}

#[test]
fn an_email_address_is_found_by_all_that_is_known() {
    for known in [
        "help@shop",
        "\"shop help\"",
        "returns",
        "queue=orders",
        "bbbbbbbb-0000-4000-8000-00000000000b",
        "arn:aws:connect:eu-west-2:111122223333:email-address/b",
        "domain:SHOP.example.com",
        "alias:none",
        "tag:queue",
        "has:display-name",
    ] {
        assert_eq!(found(known), [ADDRESS], "{known}");
    }
}

#[test]
fn an_identity_is_found_by_all_that_is_known() {
    for known in [
        "münchen",
        "MUNCHEN.example",
        "xn--mnchen-3ya",
        "bounce",
        "newsletter",
        "PartnerMaySend",
        "tokentwo",
        "tokentwo._domainkey.xn--mnchen-3ya.example",
        "tokentwo.dkim.amazonses.com",
        "arn:aws:ses:eu-west-2:111122223333:identity/xn--mnchen-3ya.example",
        "status:failed",
        "dkim:failed",
        "mailfrom:pending",
        "set:newsletter",
        "origin:easy",
        "domain:xn--mnchen-3ya.example",
        "has:mail-from",
    ] {
        assert_eq!(found(known), [DOMAIN], "{known}");
    }
    assert_eq!(found("type:email"), [SENDER]);
}

#[test]
fn a_connection_alias_is_found_by_all_that_is_known() {
    for known in [
        "desktop.example.com",
        "wsca-1234abcd",
        "arn:aws:workspaces:eu-west-2:111122223333:connectionalias/wsca-1234abcd",
        "ADJKEXAMPLE",
        "d-926722edaf",
        "corp.example.com",
        "WSlhr+ABC123",
        "444455556666",
        "owner:me",
        "state:associated",
        "directory:corp.example.com",
    ] {
        assert_eq!(found(known), [ALIAS], "{known}");
    }
}

#[test]
fn a_token_is_asked_of_the_lists_that_have_it() {
    assert_eq!(found("region:eu-west-2"), [USER, ADDRESS, SENDER, DOMAIN, ALIAS]);
    assert_eq!(found("tag:team=billing"), [USER, DOMAIN, ALIAS]);
    assert_eq!(found("domain:example.com"), [USER, SENDER]);
    assert_eq!(found("billing region:eu-west-2 -has:mobile"), Vec::<String>::new());
    assert_eq!(answer("tag:team=billing").notes, Vec::<String>::new());
}

#[test]
fn slips_explain_themselves() {
    let mistyped = answer("stauts:failed münchen");
    assert!(mistyped.notes[0].contains("Did you mean “status:”?"));
    assert_eq!(found("stauts:failed münchen"), [DOMAIN]);
    let value = answer("has:mobil");
    assert!(value.groups.is_empty() && value.notes[0].contains("Did you mean “has:mobile”?"));
    let both = answer("has:mobile dkim:failed");
    assert_eq!(
        both.notes,
        ["No list has all of these filters: “has:mobile” is for users, “dkim:failed” is for identities."]
    );
    assert!(both.groups.is_empty() && both.places.is_empty());
}

#[test]
fn a_value_that_no_row_has_is_explained_in_a_list() {
    let notes = |filter: &str| {
        let query = ListQuery::default().with_filter(filter);
        page(&snapshot().identity_rows(), &query, Freshness::default()).notes
    };
    assert_eq!(
        notes("region:eu-wset-2"),
        ["Nothing here has “region:eu-wset-2”. Did you mean “region:eu-west-2”?"]
    );
    assert_eq!(
        notes("region:us-east-1"),
        ["Nothing here has “region:us-east-1”: the values are eu-west-2."]
    );
    assert_eq!(notes("region:eu-west-2 status:pending"), Vec::<String>::new());
}

#[test]
fn a_value_that_a_row_goes_by_besides_its_id_is_not_said_to_be_nobody_s() {
    let notes = |filter: &str| {
        let query = ListQuery::default().with_filter(filter);
        page(&snapshot().connection_alias_rows(), &query, Freshness::default()).notes
    };
    assert_eq!(notes("directory:corp.example.com state:creating"), Vec::<String>::new());
    assert_eq!(
        notes("directory:corp.example.org"),
        ["Nothing here has “directory:corp.example.org”: the values are d-926722edaf."]
    );
}

#[test]
fn what_is_not_read_of_an_alias_yet_is_said_to_be_so_but_not_of_another_account_s() {
    let known = |account: &str| {
        let mut unread = snapshot();
        unread.account = Some(account.to_owned());
        let mut alias = alias();
        (alias["permissions"], alias["tags"]) = (Value::Null, Value::Null);
        unread.connection_aliases = table("eu-west-2", [("wsca-1234abcd", alias)]);
        let rows = unread.connection_alias_rows();
        let row = rows.iter().next().expect("a row");
        ["connection-string", "owner", "tags"].map(|column| row.is_known(column))
    };
    assert_eq!(known("111122223333"), [true, false, false]);
    assert_eq!(known("444455556666"), [true, true, true]);
}

#[test]
fn pages_and_forms_are_found_by_those_who_may_open_them() {
    let places = |filter: &str, role| {
        let places = search(&snapshot(), filter, &Access::of(role)).places;
        places.into_iter().map(|hit| hit.path).collect::<Vec<_>>()
    };
    assert_eq!(places("aliases", Role::Viewer), ["/connection-aliases"]);
    assert_eq!(places("amazon SES", Role::Viewer), ["/identities"]);
    assert_eq!(places("CREATE user", Role::Viewer), Vec::<String>::new());
    assert_eq!(
        places("CREATE user", Role::Operator),
        [routes::form(Action::CreateUser, &Subject::new(INSTANCE, ""))]
    );
    assert_eq!(places("everyone", Role::Operator), Vec::<String>::new());
    assert_eq!(places("everyone's sessions", Role::Admin), ["/sessions"]);
    assert_eq!(places("users region:eu-west-2", Role::Admin), Vec::<String>::new());
}

#[test]
fn a_hit_leads_to_its_page() {
    let path = |filter| answer(filter).groups[0].hits[0].path.clone();
    assert_eq!(path("wsca-1234abcd"), "/connection-aliases/desktop.example.com");
    assert_eq!(path("tokenone"), "/identities/eu-west-2/xn--mnchen-3ya.example");
    let hit = answer("akerstrom").groups[0].hits[0].clone();
    assert_eq!(hit.context, "Zoë Åkerström · support-eu");
}
