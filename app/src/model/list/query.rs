//! A list's filter, order, page and columns, as they stand in the URL.

use super::Column;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Rows a page unless the person chose otherwise.
pub const DEFAULT_SIZE: u32 = 50;

/// The page sizes to choose from.
pub const SIZES: [u32; 4] = [25, 50, 100, 200];

/// The order of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's key.
    pub column: String,
    /// From the end.
    pub descending: bool,
}

/// What a list's URL says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuery {
    /// The filter bar's text.
    pub filter: String,
    /// The order; `None` is by the first column.
    pub sort: Option<Sort>,
    /// The page, from 1.
    pub page: u32,
    /// Rows a page.
    pub size: u32,
    /// The chosen columns; `None` are those shown by default.
    pub columns: Option<Vec<String>>,
    /// What of the URL could not be followed, a sentence each.
    pub notes: Vec<String>,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            filter: String::new(),
            sort: None,
            page: 1,
            size: DEFAULT_SIZE,
            columns: None,
            notes: Vec::new(),
        }
    }
}

/// The order that a list follows: a column it has.
pub(super) struct Order {
    pub(super) column: &'static str,
    pub(super) descending: bool,
}

impl ListQuery {
    /// Reads a URL's query, without its question mark. Values that make no sense fall back to the default, and
    /// [`ListQuery::notes`] says so; unknown names are left alone.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut parsed = Self::default();
        let mut columns = Vec::new();
        for (name, value) in pairs(query) {
            match name.as_str() {
                "q" => value.trim().clone_into(&mut parsed.filter),
                "sort" if !value.is_empty() => {
                    let from_the_end = value.strip_prefix('-');
                    parsed.sort = Some(Sort {
                        column: from_the_end.unwrap_or(&value).to_owned(),
                        descending: from_the_end.is_some(),
                    });
                }
                "page" => match value.parse() {
                    Ok(page) if page >= 1 => parsed.page = page,
                    _ => parsed
                        .notes
                        .push(format!("“{value}” is not a page number: this is the first page.")),
                },
                "size" => match value.parse() {
                    Ok(size) if SIZES.contains(&size) => parsed.size = size,
                    _ => parsed
                        .notes
                        .push(format!("“{value}” is not a page size: {DEFAULT_SIZE} rows are shown.")),
                },
                // A form sends one `cols` a column, a link all of them in one.
                "cols" => columns.extend(value.split(',').filter(|key| !key.is_empty()).map(str::to_owned)),
                _ => {}
            }
        }
        parsed.columns = (!columns.is_empty()).then_some(columns);
        parsed
    }

    /// The URL's query, empty when everything is as by default, with its question mark otherwise.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut pairs = Vec::new();
        if !self.filter.is_empty() {
            pairs.push(format!("q={}", encode(&self.filter)));
        }
        if let Some(Sort { column, descending }) = &self.sort {
            pairs.push(format!("sort={}{}", if *descending { "-" } else { "" }, encode(column)));
        }
        if self.page > 1 {
            pairs.push(format!("page={}", self.page));
        }
        if self.size != DEFAULT_SIZE {
            pairs.push(format!("size={}", self.size));
        }
        if let Some(columns) = &self.columns {
            pairs.push(format!(
                "cols={}",
                columns.iter().map(|key| encode(key)).collect::<Vec<_>>().join(",")
            ));
        }
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// The same with another filter, from the first page.
    #[must_use]
    pub fn with_filter(&self, filter: impl Into<String>) -> Self {
        Self {
            filter: filter.into(),
            page: 1,
            ..self.clone()
        }
    }

    /// The same at another page.
    #[must_use]
    pub fn with_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same in the order that a click on a column's title asks for: by that column, or turned around if it is so already.
    #[must_use]
    pub fn with_sort(&self, column: &str, is_sorted: bool) -> Self {
        let descending = is_sorted && !self.sort.as_ref().is_some_and(|sort| sort.descending);
        Self {
            sort: Some(Sort {
                column: column.to_owned(),
                descending,
            }),
            page: 1,
            ..self.clone()
        }
    }

    /// Whether a list with these `columns` is sorted by `column`, and if so whether from the end.
    #[must_use]
    pub fn direction(&self, columns: &'static [Column], column: &str) -> Option<bool> {
        let order = self.sort_for(columns, &mut Vec::new());
        (order.column == column).then_some(order.descending)
    }

    /// Those of a list's `columns` to show, in their order. The first one always is; chosen names that are none are passed over.
    #[must_use]
    pub fn columns_of(&self, columns: &'static [Column]) -> Vec<&'static Column> {
        let chosen = |column: &Column| match &self.columns {
            Some(chosen) => chosen.iter().any(|key| key == column.key),
            None => column.shown,
        };
        columns
            .iter()
            .enumerate()
            .filter(|(at, column)| *at == 0 || chosen(column))
            .map(|(_, column)| column)
            .collect()
    }

    /// Says which chosen columns the list does not have.
    pub(super) fn note_unknown_columns(&self, columns: &[Column], notes: &mut Vec<String>) {
        let is_unknown = |key: &&String| columns.iter().all(|column| column.key != key.as_str());
        for key in self.columns.iter().flatten().filter(is_unknown) {
            notes.push(format!("The list has no column “{key}”: it was left out."));
        }
    }

    pub(super) fn sort_for(&self, columns: &'static [Column], notes: &mut Vec<String>) -> Order {
        let first = columns.first().map_or("", |column| column.key);
        let Some(Sort { column, descending }) = &self.sort else {
            return Order {
                column: first,
                descending: false,
            };
        };
        let known = columns.iter().find(|known| known.sortable && known.key == column);
        if known.is_none() {
            notes.push(format!(
                "The list can't be sorted by “{column}”: it is in its usual order."
            ));
        }
        let fallback = Order {
            column: first,
            descending: false,
        };
        known.map_or(fallback, |known| Order {
            column: known.key,
            descending: *descending,
        })
    }
}

pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}

/// What a query's value keeps as it is, for URLs that can be read.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_what_differs_and_is_read_back() {
        let query = ListQuery {
            filter: "status:failed zoë & co".to_owned(),
            sort: Some(Sort {
                column: "email".to_owned(),
                descending: true,
            }),
            page: 3,
            size: 100,
            columns: Some(vec!["username".to_owned(), "email".to_owned()]),
            notes: vec![],
        };
        assert_eq!(
            query.to_query(),
            "?q=status:failed%20zo%C3%AB%20%26%20co&sort=-email&page=3&size=100&cols=username,email"
        );
        assert_eq!(ListQuery::parse(&query.to_query()), query);
        assert_eq!(ListQuery::default().to_query(), "");
    }

    #[test]
    fn a_form_s_way_of_writing_is_read_too() {
        let query = ListQuery::parse("q=two+words&cols=a&cols=b");
        assert_eq!(query.filter, "two words");
        assert_eq!(query.columns, Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn values_that_make_no_sense_fall_back_and_say_so() {
        let query = ListQuery::parse("page=0&size=7&q=%ff");
        assert_eq!((query.page, query.size), (1, DEFAULT_SIZE));
        assert_eq!(query.notes.len(), 2);
    }

    #[test]
    fn one_minus_sign_turns_the_order_around_and_another_belongs_to_the_name() {
        let sort = |query: &str| ListQuery::parse(query).sort.expect("an order");
        let descending = Sort {
            column: "email".to_owned(),
            descending: true,
        };
        assert_eq!(sort("sort=-email"), descending);
        assert_eq!(sort("sort=--email").column, "-email");
    }

    #[test]
    fn a_second_click_on_a_title_turns_the_order_around() {
        let once = ListQuery::default().with_sort("email", false);
        assert_eq!(once.to_query(), "?sort=email");
        assert_eq!(once.with_sort("email", true).to_query(), "?sort=-email");
    }
}
