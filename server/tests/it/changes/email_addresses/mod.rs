//! E-mail addresses, and which is the alias of which.

mod alias;
mod create;
mod delete;
mod edit;
mod lost;
mod roles;

use super::console::Console;
use app::{
    backend::Backend,
    model::{change::Subject, email_address::EmailAddress},
};
use std::sync::Arc;

/// The Region of the instance whose addresses are changed here.
const REGION: &str = "us-east-1";

/// An address by its spelling; they differ among all instances.
fn find(console: &Console, address: &str) -> Option<Arc<EmailAddress>> {
    let snapshot = console.desk.snapshot();
    snapshot
        .email_addresses
        .values()
        .find(|one| one.address == address)
        .cloned()
}

/// What names it.
fn subject(console: &Console, address: &str) -> Subject {
    let found = find(console, address).unwrap_or_else(|| panic!("{address}"));
    Subject::new(&found.instance, &found.id)
}

/// The instance that it belongs to, to create another or to choose there.
fn instance_of(console: &Console, address: &str) -> Subject {
    Subject::new(subject(console, address).parent, "")
}

/// The page of an address.
async fn page(console: &Console, address: &str) -> String {
    let subject = subject(console, address);
    console
        .page(&app::routes::email_address(&subject.parent, &subject.id))
        .await
}

/// Asserts that pages show `alias` as the alias of `primary`.
async fn assert_together(console: &Console, primary: &str, alias: &str) {
    let shown = page(console, primary).await;
    assert!(shown.contains(&format!("Mail to {alias} is forwarded here")), "{shown}");
    let shown = page(console, alias).await;
    assert!(shown.contains(&format!("is forwarded to {primary}")), "{shown}");
}

/// Asserts that pages show that each of these has no alias, and is none.
async fn assert_apart(console: &Console, addresses: &[&str]) {
    for address in addresses {
        let shown = page(console, address).await;
        assert!(
            shown.contains(&format!("{address} receives its own mail only.")),
            "{shown}"
        );
    }
}
