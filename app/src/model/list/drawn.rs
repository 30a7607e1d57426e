//! The table of a list as the server drew it. Rows are nine tenths of a list: a browser that is sent them as HTML has only to put
//! them in place, and needs none of the code that makes them.

use super::Column;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A heading of the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    /// What cells are asked for.
    pub key: String,
    /// What it says.
    pub title: String,
    /// Whether a click sorts by it.
    pub sortable: bool,
}

impl From<&Column> for Heading {
    fn from(column: &Column) -> Self {
        Self {
            key: column.key.to_owned(),
            title: column.title.to_owned(),
            sortable: column.sortable,
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnRow {
    /// What makes it the same row; its element has it as `data-key`.
    pub key: String,
    /// Its `tr` element.
    pub html: Arc<str>,
}

/// Rows in their order.
pub type DrawnRows = Arc<[DrawnRow]>;

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnTable {
    /// What stands above the columns.
    pub headings: Vec<Heading>,
    /// How many rows there are.
    pub count: u32,
    /// The rows; none where the page that came with this answer shows them already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<DrawnRows>,
    /// The rows that the page shows, while the server draws it.
    #[serde(skip)]
    pub shown: DrawnRows,
}

impl DrawnTable {
    /// The table in a page that is drawn with its rows, and so need not say them twice.
    #[must_use]
    pub fn in_its_page(self) -> Self {
        Self {
            shown: self.rows.unwrap_or_default(),
            rows: None,
            ..self
        }
    }
}
