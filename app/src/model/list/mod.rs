//! What every list does: filter, sort, page, and say it in the URL.

mod csv;
mod drawn;
mod index;
pub(crate) mod query;
mod sort;

pub use csv::{csv, csv_line};
pub use drawn::{DrawnRow, DrawnRows, DrawnTable, Heading};
pub use index::{Index, Indexed, Next, Part};
pub use query::{DEFAULT_SIZE, ListQuery, SIZES, Sort};
pub use sort::SortKey;

use super::{
    filter::{Filter, Token, nearest},
    freshness::Freshness,
};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in URLs.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Whether the list can be sorted by it.
    pub sortable: bool,
    /// Whether it is shown unless the person chose columns.
    pub shown: bool,
}

impl Column {
    /// A sortable column that is shown.
    #[must_use]
    pub const fn new(key: &'static str, title: &'static str) -> Self {
        Self {
            key,
            title,
            sortable: true,
            shown: true,
        }
    }

    /// The same, shown only when chosen.
    #[must_use]
    pub const fn hidden(self) -> Self {
        Self { shown: false, ..self }
    }

    /// The same, without sorting.
    #[must_use]
    pub const fn unsorted(self) -> Self {
        Self {
            sortable: false,
            ..self
        }
    }
}

/// A row of a list. The first column is the one a row is known by, and the default order.
pub trait ListRow {
    /// The columns.
    const COLUMNS: &'static [Column];
    /// The tokens that its filter understands.
    const TOKENS: &'static [Token];

    /// What stands in a column, as plain text: CSV and search.
    fn text(&self, column: &str) -> String;

    /// Whether what stands in a column was read from AWS.
    fn is_known(&self, _column: &str) -> bool {
        true
    }

    /// What a column is sorted by.
    fn sort_key(&self, column: &str) -> SortKey {
        SortKey::text(&self.text(column))
    }

    /// Whether the row is what a token asks for; `None` while that is not known.
    fn token(&self, key: &str, value: &str) -> Option<bool>;

    /// The row's own values of a token of which only those make sense that some row has, such as Regions.
    fn values(&self, _token: &str) -> Vec<&str> {
        Vec::new()
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage<T> {
    /// The rows of this page.
    pub rows: T,
    /// How many rows the filter finds.
    pub matched: u32,
    /// How many rows there are.
    pub total: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// What of the query could not be followed, a sentence each.
    pub notes: Vec<String>,
    /// How old it is.
    pub freshness: Freshness,
}

impl<T> ListPage<T> {
    /// The same with something else in place of the rows.
    #[must_use]
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> ListPage<U> {
        ListPage {
            rows: map(self.rows),
            matched: self.matched,
            total: self.total,
            page: self.page,
            pages: self.pages,
            notes: self.notes,
            freshness: self.freshness,
        }
    }
}

/// Filters and sorts `rows` as `query` says: where they stand, and what of the query could not be followed.
fn select<'a, R: ListRow>(rows: &'a Index<R>, query: &ListQuery) -> (Cow<'a, [u32]>, Vec<String>) {
    let (filter, slips) = Filter::parse(&query.filter, R::TOKENS);
    let mut notes: Vec<String> = slips.iter().map(ToString::to_string).collect();
    let sort = query.sort_for(R::COLUMNS, &mut notes);
    let order = rows.order(sort.column, sort.descending);
    if filter.is_empty() {
        return (Cow::Borrowed(order), notes);
    }
    let found: Vec<u32> = order
        .iter()
        .copied()
        .filter(|at| rows.at(*at).is_found(&filter))
        .collect();
    if found.is_empty() {
        notes.extend(
            filter
                .tokens()
                .filter_map(|(key, value)| note_value_of_none(rows, key, value)),
        );
    }
    (Cow::Owned(found), notes)
}

/// Says of a token's value that no row has it, where it can be told that it should.
fn note_value_of_none<R: ListRow>(rows: &Index<R>, key: &str, value: &str) -> Option<String> {
    /// As many are listed.
    const FEW: usize = 8;
    let values: BTreeSet<&str> = rows.iter().flat_map(|row| row.values(key)).collect();
    // Some go by more than one name.
    let is_of_some = |name: &str| rows.iter().any(|row| row.token(key, name) == Some(true));
    if values.is_empty() || is_of_some(value) {
        return None;
    }
    let hint = match nearest(value, values.iter().copied()) {
        Some(near) => format!(". Did you mean “{key}:{near}”?"),
        None if values.len() <= FEW => format!(": the values are {}.", Vec::from_iter(values).join(", ")),
        None => return None,
    };
    Some(format!("Nothing here has “{key}:{value}”{hint}"))
}

/// The page of `rows` that `query` asks for; a page past the end is the last one. Its rows are those of the index: nothing is
/// copied for whoever looks.
pub fn page<R: ListRow>(rows: &Index<R>, query: &ListQuery, freshness: Freshness) -> ListPage<Vec<Arc<R>>> {
    let (found, mut notes) = select(rows, query);
    notes.splice(0..0, query.notes.iter().cloned());
    query.note_unknown_columns(R::COLUMNS, &mut notes);
    let size = query.size.max(1);
    let matched = count(found.len());
    let pages = matched.div_ceil(size).max(1);
    if query.page > pages {
        notes.push(format!("There is no page {}: this is the last one.", query.page));
    }
    let page = query.page.clamp(1, pages);
    let start = ((page - 1) * size) as usize;
    let here = found.iter().skip(start).take(size as usize);
    ListPage {
        rows: here.map(|at| Arc::clone(&rows.at(*at).row)).collect(),
        matched,
        total: count(rows.len()),
        page,
        pages,
        notes,
        freshness,
    }
}

/// Whether all of the query's filter can be followed, for what is done with all that it finds.
///
/// # Errors
/// What of it would be left out: it would be done with more than is meant.
pub fn check_filter<R: ListRow>(query: &ListQuery) -> Result<(), String> {
    let (_, slips) = Filter::parse(&query.filter, R::TOKENS);
    if slips.is_empty() {
        return Ok(());
    }
    Err(slips.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

/// Every row that the filter finds, in order.
pub fn found<'a, R: ListRow>(
    rows: &'a Index<R>,
    query: &ListQuery,
) -> impl ExactSizeIterator<Item = &'a R> + use<'a, R> {
    let found = select(rows, query).0.into_owned();
    found.into_iter().map(|at| &*rows.at(at).row)
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{query::SIZES, *};
    use proptest::prelude::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Row(&'static str);
    impl ListRow for Row {
        const COLUMNS: &'static [Column] = &[Column::new("name", "Name"), Column::new("length", "Length").hidden()];
        const TOKENS: &'static [Token] = &[];
        fn text(&self, column: &str) -> String {
            if column == "name" {
                self.0.to_owned()
            } else {
                self.0.len().to_string()
            }
        }
        fn token(&self, _: &str, _: &str) -> Option<bool> {
            None
        }
    }

    fn rows() -> Index<Row> {
        Index::from_iter(["user10", "user9", "Émile", "zoe", "adam"].map(Row))
    }

    fn shown(query: &str) -> Vec<&'static str> {
        page(&rows(), &ListQuery::parse(query), Freshness::default())
            .rows
            .iter()
            .map(|row| row.0)
            .collect()
    }

    #[test]
    fn sorts_numbers_in_order_and_letters_whatever_their_accents() {
        assert_eq!(shown(""), ["adam", "Émile", "user9", "user10", "zoe"]);
        assert_eq!(shown("sort=-name"), ["zoe", "user10", "user9", "Émile", "adam"]);
    }

    #[test]
    fn pages_and_says_when_there_is_no_such_page() {
        let answer = page(
            &rows(),
            &ListQuery {
                size: 2,
                page: 9,
                ..ListQuery::default()
            },
            Freshness::default(),
        );
        assert_eq!((answer.page, answer.pages, answer.matched), (3, 3, 5));
        assert_eq!(answer.rows, [Arc::new(Row("zoe"))]);
        assert_eq!(answer.notes, ["There is no page 9: this is the last one."]);
    }

    #[test]
    fn csv_holds_what_the_filter_finds_in_the_chosen_columns() {
        assert_eq!(
            csv(&rows(), &ListQuery::parse("q=user&cols=name,length")).expect("a filter"),
            "Name,Length\r\nuser9,5\r\nuser10,6\r\n"
        );
    }

    proptest! {
        #[test]
        fn whatever_a_stranger_writes_into_the_url_is_a_list(query in ".{0,200}|(q|sort|page|size|cols)=.{0,80}") {
            let read = ListQuery::parse(&query);
            let answer = page(&rows(), &read, Freshness::default());
            prop_assert!(answer.rows.len() <= rows().len() && SIZES.contains(&read.size));
            prop_assert!(csv(&rows(), &read).is_ok_and(|csv| csv.ends_with("\r\n")) || check_filter::<Row>(&read).is_err());
            // What is written back into links reads as the same.
            let again = ListQuery::parse(&read.to_query());
            prop_assert_eq!(ListQuery { notes: Vec::new(), ..read }, ListQuery { notes: Vec::new(), ..again });
        }
    }
}
