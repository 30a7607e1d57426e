//! Queries that are put together.

use sqlx::{
    Any, Arguments, AssertSqlSafe, Encode, FromRow, Type,
    any::{AnyArguments, AnyRow},
    query::{Query, QueryAs, QueryScalar},
    query_as_with, query_scalar_with, query_with,
};

/// A query that grows: texts of ours, and values of anybody's, which become parameters. sqlx's own builder would write `?` for them,
/// which PostgreSQL does not take.
pub struct Sql {
    text: String,
    values: AnyArguments,
    count: usize,
}

impl Sql {
    /// Begins with `text`.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self {
            text: text.to_owned(),
            values: AnyArguments::default(),
            count: 0,
        }
    }

    /// Adds a text of ours.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a value.
    pub fn bind<'a, T: Encode<'a, Any> + Type<Any>>(&mut self, value: T) -> &mut Self {
        self.count += 1;
        self.text.push('$');
        self.text.push_str(&self.count.to_string());
        // No text and no number fails here. If one did, the database would miss it.
        let _ = self.values.add(value);
        self
    }

    /// It as a query for rows.
    pub fn rows(self) -> Query<'static, Any, AnyArguments> {
        query_with(AssertSqlSafe(self.text), self.values)
    }

    /// It as a query for rows that are `T`.
    pub fn rows_as<T: for<'r> FromRow<'r, AnyRow>>(self) -> QueryAs<'static, Any, T, AnyArguments> {
        query_as_with(AssertSqlSafe(self.text), self.values)
    }

    /// It as a query for single values.
    pub fn values<T>(self) -> QueryScalar<'static, Any, T, AnyArguments>
    where
        (T,): for<'r> FromRow<'r, AnyRow>,
    {
        query_scalar_with(AssertSqlSafe(self.text), self.values)
    }
}
