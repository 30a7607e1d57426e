//! WorkSpaces connection aliases.

mod associate;
mod create;
mod delete;
mod roles;
mod share;
mod tags;

use super::{console::Console, state::stopped};
use app::{
    backend::Backend,
    model::{access::Role, change::Subject, connection_alias::ConnectionAlias, freshness::Kind},
};
use serde_json::{Value, json};
use std::sync::Arc;

const US: &str = "us-east-1";
const EU: &str = "eu-west-2";

/// Leads to no directory, and nobody else has it.
const FREE: &str = "lab.example.com";
/// Leads to a directory of this account.
const ASSOCIATED: &str = "desktop.example.com";
/// Is shared with the other account, which uses it in the United States.
const LENT: &str = "partners.example.com";
/// Is the other account's.
const BORROWED: &str = "partner-desktop.example.org";

/// An alias in a Region.
fn find(console: &Console, region: &str, connection_string: &str) -> Option<Arc<ConnectionAlias>> {
    let snapshot = console.desk.snapshot();
    let is_it =
        |one: &&Arc<ConnectionAlias>| one.region.as_str() == region && one.connection_string == connection_string;
    snapshot.connection_aliases.values().find(is_it).cloned()
}

fn alias(console: &Console, region: &str, connection_string: &str) -> Arc<ConnectionAlias> {
    let found = find(console, region, connection_string);
    found.unwrap_or_else(|| panic!("{connection_string} in {region}"))
}

/// What names it.
fn subject(console: &Console, region: &str, connection_string: &str) -> Subject {
    Subject::new(region, &alias(console, region, connection_string).id)
}

/// The id of a directory of this account.
fn directory(console: &Console, region: &str, name: &str) -> String {
    let snapshot = console.desk.snapshot();
    let mut here = snapshot
        .directories
        .values()
        .filter(|one| one.region.as_str() == region);
    here.find(|one| one.name == name).expect("a directory").id.clone()
}

/// The page of a connection string.
async fn page(console: &Console, connection_string: &str) -> String {
    console.page(&app::routes::connection_alias(connection_string)).await
}

/// An admin's console in front of an AWS that carries out nothing before time passes.
async fn open() -> Console {
    Console::on(stopped(), Role::Admin).await
}

/// So many seconds pass; Frontdesk reads the aliases again, and knows them to be as `test` says.
async fn later(console: &Console, seconds: u32, test: impl Fn(&Console) -> bool) {
    console.pass(seconds).await;
    console.desk.refresh(Some(Kind::ConnectionAliases));
    let mut versions = console.desk.versions();
    while !test(console) {
        versions.changed().await.expect("the inventory lives");
    }
}

/// What a call of the other account's is about.
fn of(subject: &Subject) -> Value {
    json!({ "AliasId": subject.id })
}
