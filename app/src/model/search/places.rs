//! The places of Frontdesk: its pages, and the forms that need nothing to begin with.

use super::Hit;
use crate::{
    model::{
        access::{Access, Permission},
        change::{Action, Subject},
        filter::fold,
        freshness::Kind,
        snapshot::Snapshot,
    },
    routes,
};

/// The pages that one can go to by name: title, path, what they are for, what seeing them takes.
const PAGES: [(&str, &str, &str, Permission); 9] = [
    ("Overview", routes::OVERVIEW, "home", Permission::Read),
    (
        Kind::Users.title(),
        routes::list(Kind::Users),
        "amazon connect agents",
        Permission::Read,
    ),
    (
        Kind::EmailAddresses.title(),
        routes::list(Kind::EmailAddresses),
        "amazon connect mail",
        Permission::Read,
    ),
    (
        Kind::Identities.title(),
        routes::list(Kind::Identities),
        "amazon ses dkim",
        Permission::Read,
    ),
    (
        Kind::ConnectionAliases.title(),
        routes::list(Kind::ConnectionAliases),
        "amazon workspaces desktops",
        Permission::Read,
    ),
    ("Audit", routes::AUDIT, "log record changes", Permission::Read),
    (
        "Sync",
        routes::SYNC,
        "refresh pause resume progress reading",
        Permission::Read,
    ),
    (
        "Your account",
        routes::ACCOUNT,
        "role permissions sessions sign out",
        Permission::Read,
    ),
    (
        "Everyone’s sessions",
        routes::SESSIONS,
        "who is signed in",
        Permission::ManageSessions,
    ),
];

/// The places whose names and purposes have words that begin with each of `words`, which are folded.
pub(super) fn find(snapshot: &Snapshot, words: &[&str], access: &Access) -> Vec<Hit> {
    let is_found = |title: &str, purpose: &str| {
        let text = fold(&format!("{title} {purpose}"));
        let begins_a_word = |word: &&str| text.split_whitespace().any(|known| known.starts_with(word));
        words.iter().all(begins_a_word)
    };
    let pages = PAGES
        .into_iter()
        .filter(|(title, _, purpose, takes)| access.check(*takes).is_ok() && is_found(title, purpose))
        .map(|(title, path, ..)| place(title, "Page", path.to_owned()));
    let forms = forms(snapshot, access).filter(|form| is_found(&form.title, &form.context));
    pages.chain(forms).collect()
}

/// The forms that create something. Those of an instance are one for each.
fn forms(snapshot: &Snapshot, access: &Access) -> impl Iterator<Item = Hit> {
    let may = |action: &Action| access.check(action.permission()).is_ok();
    let anywhere = [Action::CreateIdentity, Action::CreateConnectionAlias]
        .into_iter()
        .filter(may)
        .map(|action| place(action.label(), "Form", routes::form(action, &Subject::default())));
    let in_instances = [Action::CreateUser, Action::CreateEmailAddress]
        .into_iter()
        .filter(may)
        .flat_map(|action| {
            let instances = snapshot.instances.values();
            instances.map(move |instance| {
                let path = routes::form(action, &Subject::new(&instance.id, ""));
                place(action.label(), &instance.alias, path)
            })
        });
    anywhere.chain(in_instances).collect::<Vec<_>>().into_iter()
}

fn place(title: &str, context: &str, path: String) -> Hit {
    Hit {
        title: title.to_owned(),
        context: context.to_owned(),
        path,
    }
}
