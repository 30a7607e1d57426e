//! What every list does: filter, sort, page, and say it in the URL.

pub(crate) mod query;
mod sort;

pub use query::{DEFAULT_SIZE, ListQuery, SIZES, Sort};
pub use sort::SortKey;

use super::{
    filter::{Filter, Token, fold},
    freshness::Freshness,
};
use serde::{Deserialize, Serialize};

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

    /// What is searched beside the columns: ids, ARNs.
    fn search_also(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// A row with what is searched in it, folded once.
#[derive(Clone, Debug)]
pub struct Indexed<R> {
    /// The row.
    pub row: R,
    haystack: String,
}

impl<R: ListRow> Indexed<R> {
    /// Folds what is searched in `row`.
    #[must_use]
    pub fn new(row: R) -> Self {
        let known = R::COLUMNS.iter().filter(|column| row.is_known(column.key));
        let columns = known.map(|column| row.text(column.key)).collect::<Vec<_>>().join("\n");
        let haystack = fold(&format!("{columns}\n{}", row.search_also().join("\n")));
        Self { row, haystack }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage<R> {
    /// The rows of this page.
    pub rows: Vec<R>,
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

/// Filters and sorts `rows` as `query` says; the second part is what of it could not be followed.
pub fn select<'a, R: ListRow>(rows: &'a [Indexed<R>], query: &ListQuery) -> (Vec<&'a R>, Vec<String>) {
    let (filter, mut notes) = Filter::parse(&query.filter, R::TOKENS);
    let sort = query.sort_for::<R>(&mut notes);
    let mut found: Vec<&R> = rows
        .iter()
        .filter(|indexed| filter.matches(&indexed.row, &indexed.haystack))
        .map(|indexed| &indexed.row)
        .collect();
    found.sort_by_cached_key(|row| sort::Ordered::new(row.sort_key(sort.column), sort.descending));
    (found, notes)
}

/// The page of `rows` that `query` asks for; a page past the end is the last one.
pub fn page<R: ListRow + Clone>(rows: &[Indexed<R>], query: &ListQuery, freshness: Freshness) -> ListPage<R> {
    let (found, mut notes) = select(rows, query);
    notes.splice(0..0, query.notes.iter().cloned());
    query.note_unknown_columns::<R>(&mut notes);
    let size = query.size.max(1);
    let matched = count(found.len());
    let pages = matched.div_ceil(size).max(1);
    if query.page > pages {
        notes.push(format!("There is no page {}: this is the last one.", query.page));
    }
    let page = query.page.clamp(1, pages);
    let start = ((page - 1) * size) as usize;
    let rows_of_page = found.into_iter().skip(start).take(size as usize).cloned().collect();
    ListPage {
        rows: rows_of_page,
        matched,
        total: count(rows.len()),
        page,
        pages,
        notes,
        freshness,
    }
}

/// Every row that the filter finds, in order.
pub fn found<'a, R: ListRow>(rows: &'a [Indexed<R>], query: &ListQuery) -> impl Iterator<Item = &'a R> + use<'a, R> {
    select(rows, query).0.into_iter()
}

/// The list as CSV (RFC 4180): the shown columns of every row that the filter finds, in order.
#[must_use]
pub fn csv<R: ListRow>(rows: &[Indexed<R>], query: &ListQuery) -> String {
    let columns = query.columns_of::<R>();
    let head = csv_line(columns.iter().map(|column| column.title));
    let (found, _) = select(rows, query);
    let lines = found.into_iter().map(|row| {
        let cells: Vec<String> = columns.iter().map(|column| csv_cell(row, column.key)).collect();
        csv_line(cells.iter().map(String::as_str))
    });
    std::iter::once(head).chain(lines).collect()
}

/// A value that is not read yet is not an empty one.
fn csv_cell<R: ListRow>(row: &R, column: &str) -> String {
    if row.is_known(column) {
        row.text(column)
    } else {
        "not read yet".to_owned()
    }
}

/// One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>); a phone number's plus stays as it is.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cell = |cell: &str| {
        let formula =
            cell.starts_with(['=', '-', '@', '\t', '\r']) || (cell.starts_with('+') && !is_number(&cell[1..]));
        let guarded = if formula { format!("'{cell}") } else { cell.to_owned() };
        if guarded.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", guarded.replace('"', "\"\""))
        } else {
            guarded
        }
    };
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
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

    fn rows() -> Vec<Indexed<Row>> {
        ["user10", "user9", "Émile", "zoe", "adam"]
            .map(Row)
            .map(Indexed::new)
            .into()
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
        assert_eq!(answer.rows, [Row("zoe")]);
        assert_eq!(answer.notes, ["There is no page 9: this is the last one."]);
    }

    #[test]
    fn csv_holds_what_the_filter_finds_in_the_chosen_columns() {
        assert_eq!(
            csv(&rows(), &ListQuery::parse("q=user&cols=name,length")),
            "Name,Length\r\nuser9,5\r\nuser10,6\r\n"
        );
    }

    proptest! {
        #[test]
        fn whatever_a_stranger_writes_into_the_url_is_a_list(query in ".{0,200}|(q|sort|page|size|cols)=.{0,80}") {
            let read = ListQuery::parse(&query);
            let answer = page(&rows(), &read, Freshness::default());
            prop_assert!(answer.rows.len() <= rows().len() && SIZES.contains(&read.size));
            prop_assert!(csv(&rows(), &read).ends_with("\r\n"));
            // What is written back into links reads as the same.
            let again = ListQuery::parse(&read.to_query());
            prop_assert_eq!(ListQuery { notes: Vec::new(), ..read }, ListQuery { notes: Vec::new(), ..again });
        }
    }

    #[test]
    fn csv_disarms_formulas_but_not_phone_numbers() {
        assert_eq!(
            csv_line(["=1+1", "+14155550101", "-x", "a,\"b\""]),
            "'=1+1,+14155550101,'-x,\"a,\"\"b\"\"\"\r\n"
        );
    }
}
