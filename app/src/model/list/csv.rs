//! Lists as CSV.

use super::{Index, ListQuery, ListRow, check_filter, found};

/// The list as CSV (RFC 4180): the shown columns of every row that the filter finds, in order.
///
/// # Errors
/// What of the filter can't be followed: a file does not say so of itself.
pub fn csv<R: ListRow>(rows: &Index<R>, query: &ListQuery) -> Result<String, String> {
    check_filter::<R>(query)?;
    let columns = query.columns_of(R::COLUMNS);
    let head = csv_line(columns.iter().map(|column| column.title));
    let lines = found(rows, query).map(|row| {
        let cells: Vec<String> = columns.iter().map(|column| csv_cell(row, column.key)).collect();
        csv_line(cells.iter().map(String::as_str))
    });
    Ok(std::iter::once(head).chain(lines).collect())
}

/// A value that is not read yet is not an empty one.
fn csv_cell<R: ListRow>(row: &R, column: &str) -> String {
    if row.is_known(column) {
        row.text(column)
    } else {
        "not read yet".to_owned()
    }
}

/// One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula, some also by its wide form, gets an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>); a phone number's plus stays as it is.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cell = |cell: &str| {
        let formula = cell.starts_with(['=', '-', '@', '\t', '\r', '＝', '－', '＠', '＋'])
            || (cell.starts_with('+') && !is_number(&cell[1..]));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_disarms_formulas_but_not_phone_numbers() {
        assert_eq!(
            csv_line(["=1+1", "＝1", "+14155550101", "-x", "a,\"b\""]),
            "'=1+1,'＝1,+14155550101,'-x,\"a,\"\"b\"\"\"\r\n"
        );
    }
}
