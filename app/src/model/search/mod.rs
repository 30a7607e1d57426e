//! Search over everything an admin knows about a thing, in the language of the lists' filters.

mod places;

use super::{
    access::Access,
    filter::{Filter, Token, titles},
    freshness::Kind,
    list::{Index, ListQuery, ListRow, found},
    rows,
    snapshot::Snapshot,
};
use crate::routes;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Hits shown of each kind.
const SHOWN: usize = 8;

/// What was found, by kind; kinds without a hit are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// Pages of Frontdesk, and forms to begin.
    pub places: Vec<Hit>,
    /// The kinds with hits.
    pub groups: Vec<Group>,
    /// What of the filter could not be followed, a sentence each.
    pub notes: Vec<String>,
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

/// The tokens of all lists.
static TOKENS: LazyLock<Vec<Token>> =
    LazyLock::new(|| rows::TOKENS.iter().flat_map(|(_, tokens)| *tokens).copied().collect());

/// Finds what `filter` says in the lists that understand all of it, and the places that somebody may go to.
#[must_use]
pub fn search(snapshot: &Snapshot, filter: &str, access: &Access) -> SearchAnswer {
    let (understood, slips) = Filter::parse(filter, &TOKENS);
    let mut notes: Vec<String> = slips.iter().map(ToString::to_string).collect();
    if understood.is_empty() {
        return SearchAnswer {
            notes,
            ..SearchAnswer::default()
        };
    }
    // What no list understands is left out of all.
    let is_searched = |kind: &Kind| {
        let tokens = rows::TOKENS
            .iter()
            .find(|(of, _)| of == kind)
            .map_or(&[][..], |(_, tokens)| tokens);
        Filter::parse(filter, tokens).1.len() == slips.len()
    };
    let searched: Vec<Kind> = Kind::ALL.into_iter().filter(is_searched).collect();
    if searched.is_empty() {
        notes.push(in_no_list(&understood));
    }
    let groups = searched.into_iter().map(|kind| group(snapshot, kind, filter));
    SearchAnswer {
        places: understood
            .only_words()
            .map(|words| places::find(snapshot, &words, access))
            .unwrap_or_default(),
        groups: groups.filter(|group| group.matched > 0).collect(),
        notes,
    }
}

fn group(snapshot: &Snapshot, kind: Kind, filter: &str) -> Group {
    let (matched, hits) = match kind {
        Kind::Users => hits(&snapshot.user_rows(), filter, |row| {
            let path = routes::user(&row.instance, &row.id);
            hit(&row.username, [&row.name, &row.instance_alias], path)
        }),
        Kind::EmailAddresses => hits(&snapshot.email_address_rows(), filter, |row| {
            let name = row.display_name.as_deref().unwrap_or_default();
            let path = routes::email_address(&row.instance, &row.id);
            hit(&row.address, [name, &row.instance_alias], path)
        }),
        Kind::Identities => hits(&snapshot.identity_rows(), filter, |row| {
            let region = row.region.as_str();
            hit(
                &row.name,
                [row.verification.word(), region],
                routes::identity(region, &row.name),
            )
        }),
        Kind::ConnectionAliases => hits(&snapshot.connection_alias_rows(), filter, |row| {
            let path = routes::connection_alias(&row.connection_string);
            hit(&row.connection_string, [&row.ownership(), ""], path)
        }),
    };
    Group { kind, matched, hits }
}

fn hits<R: ListRow>(rows: &Index<R>, filter: &str, hit: impl Fn(&R) -> Hit) -> (u32, Vec<Hit>) {
    let found = found(rows, &ListQuery::default().with_filter(filter));
    let matched = u32::try_from(found.len()).unwrap_or(u32::MAX);
    (matched, found.take(SHOWN).map(hit).collect())
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

/// Says why no list is searched although each part of the filter is understood by some.
fn in_no_list(filter: &Filter) -> String {
    let parts: Vec<String> = filter
        .tokens()
        .map(|(key, value)| {
            let takes = |token: &&Token| token.key == key && (token.values.is_empty() || token.values.contains(&value));
            let lists = rows::TOKENS
                .iter()
                .filter(|(_, tokens)| tokens.iter().find(takes).is_some());
            let kinds: Vec<Kind> = lists.map(|(kind, _)| *kind).collect();
            format!("“{key}:{value}” is for {}", titles(&kinds))
        })
        .collect();
    format!("No list has all of these filters: {}.", parts.join(", "))
}

#[cfg(test)]
mod tests;
