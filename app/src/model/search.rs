//! Search over everything an admin knows about a thing.

use super::{
    freshness::Kind,
    list::{Indexed, ListQuery, ListRow, select},
    snapshot::Snapshot,
};
use crate::routes;
use serde::{Deserialize, Serialize};

/// Hits shown of each kind.
const SHOWN: usize = 8;

/// What was found, by kind; kinds without a hit are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// The kinds with hits.
    pub groups: Vec<Group>,
}

/// The hits of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What they are.
    pub kind: Kind,
    /// How many there are.
    pub matched: u32,
    /// The first of them.
    pub hits: Vec<Hit>,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is called.
    pub title: String,
    /// What tells it from its namesakes.
    pub context: String,
    /// Its page.
    pub path: String,
}

/// Finds `words` in all four lists.
#[must_use]
pub fn search(snapshot: &Snapshot, words: &str) -> SearchAnswer {
    if words.trim().is_empty() {
        return SearchAnswer::default();
    }
    let groups = [
        group(Kind::Users, &snapshot.user_rows(), words, |row| {
            hit(
                &row.username,
                [&row.name, &row.instance_alias],
                routes::user(&row.instance, &row.id),
            )
        }),
        group(Kind::EmailAddresses, &snapshot.email_address_rows(), words, |row| {
            let name = row.display_name.clone().unwrap_or_default();
            hit(
                &row.address,
                [&name, &row.instance_alias],
                routes::email_address(&row.instance, &row.id),
            )
        }),
        group(Kind::Identities, &snapshot.identity_rows(), words, |row| {
            let region = row.region.to_string();
            hit(
                &row.name,
                [row.verification.word(), &region],
                routes::identity(&region, &row.name),
            )
        }),
        group(
            Kind::ConnectionAliases,
            &snapshot.connection_alias_rows(),
            words,
            |row| {
                let path = routes::connection_alias(&row.connection_string);
                hit(&row.connection_string, [&row.ownership(), ""], path)
            },
        ),
    ];
    SearchAnswer {
        groups: groups.into_iter().filter(|group| group.matched > 0).collect(),
    }
}

fn group<R: ListRow>(kind: Kind, rows: &[Indexed<R>], words: &str, hit: impl Fn(&R) -> Hit) -> Group {
    let (found, notes) = select(rows, &ListQuery::default().with_filter(words));
    // A token that this list does not understand asks for things of another kind.
    let found = if notes.is_empty() { found } else { Vec::new() };
    Group {
        kind,
        matched: u32::try_from(found.len()).unwrap_or(u32::MAX),
        hits: found.into_iter().take(SHOWN).map(hit).collect(),
    }
}

fn hit(title: &str, context: [&str; 2], path: String) -> Hit {
    let context = context
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    Hit {
        title: title.to_owned(),
        context,
        path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rows::{ConnectionAliasRow, EmailAddressRow};

    #[test]
    fn a_token_of_another_list_finds_nothing_in_this_one() {
        let alias = Indexed::new(ConnectionAliasRow {
            connection_string: "desktop.example.com".to_owned(),
            owner_account: "111122223333".to_owned(),
            is_own: Some(true),
            regions: Vec::new(),
        });
        let found = |words| {
            let hit = |row: &ConnectionAliasRow| hit(&row.connection_string, ["", ""], String::new());
            group(Kind::ConnectionAliases, std::slice::from_ref(&alias), words, hit).matched
        };
        assert_eq!((found("desktop"), found("owner:me"), found("status:failed")), (1, 1, 0));
        let none: &[Indexed<EmailAddressRow>] = &[];
        assert_eq!(select(none, &ListQuery::default().with_filter("has:mobile")).1.len(), 1);
    }
}
