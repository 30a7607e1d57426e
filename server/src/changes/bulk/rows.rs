//! The tables of bulk changes.

use crate::store::Pools;
use app::model::{
    change::{
        Action, Actor, FieldChange, Subject, action,
        bulk::{BulkRow, BulkState, ROWS, RowState},
    },
    time::Timestamp,
};
use sqlx::{Row, any::AnyRow};

/// The tables.
#[derive(Clone)]
pub(in crate::changes) struct Rows {
    pub(super) pools: Pools,
}

/// A bulk change without its rows.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) action: Action,
    pub(super) title: String,
    pub(super) actor: Actor,
    pub(super) session: String,
    pub(super) state: BulkState,
    pub(super) why: Option<String>,
    pub(super) started_at: Option<Timestamp>,
    pub(super) ended_at: Option<Timestamp>,
    /// What to think of before it begins.
    pub(super) warnings: Vec<String>,
}

impl Head {
    /// Whether what it deletes can be saved first.
    pub(super) fn offers_snapshot(&self) -> bool {
        self.action == Action::BulkDeleteUsers && self.state == BulkState::Reviewed
    }
}

/// A row as it is planned.
pub(super) struct Planned {
    pub(super) action: Action,
    pub(super) subject: Subject,
    pub(super) name: String,
    pub(super) form: String,
    pub(super) fields: Vec<FieldChange>,
    pub(super) calls: usize,
    pub(super) fingerprint: String,
    /// Why its turn never comes.
    pub(super) skipped: Option<String>,
    /// What to think of first.
    pub(super) warnings: Vec<String>,
}

/// A row whose turn it is.
pub(super) struct Next {
    pub(super) number: i64,
    pub(super) action: Action,
    pub(super) subject: Subject,
    pub(super) form: String,
    pub(super) fingerprint: String,
}

impl Rows {
    /// Keeps a bulk change that waits for a yes.
    pub(super) async fn keep(&self, head: &Head, rows: &[Planned], now: Timestamp) -> sqlx::Result<()> {
        let mut transaction = self.pools.write.begin().await?;
        sqlx::query(
            "INSERT INTO bulk (id, action, title, actor, session, state, created_at, warnings) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&head.id)
        .bind(head.action.as_str())
        .bind(&head.title)
        .bind(json(&head.actor)?)
        .bind(&head.session)
        .bind(head.state.as_str())
        .bind(now.as_millis())
        .bind(json(&head.warnings)?)
        .execute(&mut *transaction)
        .await?;
        for (number, row) in (1_i64..).zip(rows) {
            let state = if row.skipped.is_some() {
                RowState::Skipped
            } else {
                RowState::Waiting
            };
            sqlx::query(
                "INSERT INTO bulk_row (bulk, number, action, parent, subject, name, form, fields, calls, fingerprint, state, message) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            )
            .bind(&head.id)
            .bind(number)
            .bind(row.action.as_str())
            .bind(&row.subject.parent)
            .bind(&row.subject.id)
            .bind(&row.name)
            .bind(&row.form)
            .bind(json(&row.fields)?)
            .bind(i64::try_from(row.calls).unwrap_or(i64::MAX))
            .bind(&row.fingerprint)
            .bind(state.as_str())
            .bind(&row.skipped)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await
    }

    pub(super) async fn head(&self, id: &str) -> sqlx::Result<Option<Head>> {
        let row = sqlx::query("SELECT * FROM bulk WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pools.read)
            .await?;
        row.map(|row| head(&row)).transpose()
    }

    /// How many rows are in which state, and how many calls they take.
    pub(super) async fn counts(&self, id: &str) -> sqlx::Result<(Vec<(RowState, u32)>, u32)> {
        let rows = sqlx::query(
            "SELECT state, COUNT(*) AS rows, CAST(SUM(calls) AS BIGINT) AS calls FROM bulk_row WHERE bulk = $1 GROUP BY state",
        )
        .bind(id)
        .fetch_all(&self.pools.read)
        .await?;
        let mut counts = Vec::new();
        let mut calls = 0;
        for row in rows {
            let state = RowState::parse(row.try_get("state")?).ok_or(sqlx::Error::RowNotFound)?;
            counts.push((state, u32::try_from(row.try_get::<i64, _>("rows")?).unwrap_or(u32::MAX)));
            calls += row.try_get::<i64, _>("calls")?;
        }
        counts.sort_unstable();
        Ok((counts, u32::try_from(calls).unwrap_or(u32::MAX)))
    }

    /// What the rows are about whose turn has not come.
    pub(super) async fn waiting(&self, id: &str) -> sqlx::Result<Vec<Subject>> {
        let rows =
            sqlx::query("SELECT parent, subject FROM bulk_row WHERE bulk = $1 AND state = 'waiting' ORDER BY number")
                .bind(id)
                .fetch_all(&self.pools.read)
                .await?;
        rows.iter().map(subject_of).collect()
    }

    /// A page of rows, from 1.
    pub(super) async fn page(&self, id: &str, page: u32) -> sqlx::Result<Vec<BulkRow>> {
        let rows = sqlx::query("SELECT * FROM bulk_row WHERE bulk = $1 ORDER BY number LIMIT $2 OFFSET $3")
            .bind(id)
            .bind(i64::from(ROWS))
            .bind(i64::from(page.saturating_sub(1)) * i64::from(ROWS))
            .fetch_all(&self.pools.read)
            .await?;
        rows.iter().map(shown).collect()
    }

    /// Moves on to `to` from one of `from`; says whether it was there.
    pub(super) async fn step(
        &self,
        id: &str,
        from: &[BulkState],
        to: BulkState,
        why: Option<&str>,
    ) -> sqlx::Result<bool> {
        let names: Vec<String> = from.iter().map(|state| format!("'{}'", state.as_str())).collect();
        // Names of ours, no text of anybody's.
        let sql = format!(
            "UPDATE bulk SET state = $2, why = $3 WHERE id = $1 AND state IN ({})",
            names.join(", ")
        );
        let changed = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id)
            .bind(to.as_str())
            .bind(why)
            .execute(&self.pools.write)
            .await?;
        Ok(changed.rows_affected() > 0)
    }

    /// Begins it, or goes on with it, in this name, if it waits for that; says whether it did. All at once: no row is made in the
    /// name of whoever began what somebody else goes on with.
    pub(super) async fn begin(&self, id: &str, actor: &Actor, session: &str, now: Timestamp) -> sqlx::Result<bool> {
        let changed = sqlx::query(
            "UPDATE bulk SET state = 'running', why = NULL, actor = $2, session = $3, started_at = COALESCE(started_at, $4) \
             WHERE id = $1 AND state IN ('reviewed', 'paused')",
        )
        .bind(id)
        .bind(json(actor)?)
        .bind(session)
        .bind(now.as_millis())
        .execute(&self.pools.write)
        .await?;
        Ok(changed.rows_affected() > 0)
    }

    pub(super) async fn ended(&self, id: &str, now: Timestamp) -> sqlx::Result<()> {
        sqlx::query("UPDATE bulk SET state = 'done', ended_at = $2 WHERE id = $1 AND state = 'running'")
            .bind(id)
            .bind(now.as_millis())
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Those that are said to be running.
    pub(super) async fn running(&self) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar("SELECT id FROM bulk WHERE state = 'running'")
            .fetch_all(&self.pools.read)
            .await
    }

    pub(super) async fn next(&self, id: &str) -> sqlx::Result<Option<Next>> {
        let row = sqlx::query("SELECT * FROM bulk_row WHERE bulk = $1 AND state = 'waiting' ORDER BY number LIMIT 1")
            .bind(id)
            .fetch_optional(&self.pools.read)
            .await?;
        row.map(|row| {
            Ok(Next {
                number: row.try_get("number")?,
                action: action_of(&row)?,
                subject: subject_of(&row)?,
                form: row.try_get("form")?,
                fingerprint: row.try_get("fingerprint")?,
            })
        })
        .transpose()
    }

    /// Rows that were being made when whoever ran it ended, with the ids of their changes.
    pub(super) async fn under_way(&self, id: &str) -> sqlx::Result<Vec<(i64, String)>> {
        let rows = sqlx::query("SELECT number, change_id FROM bulk_row WHERE bulk = $1 AND state = 'making'")
            .bind(id)
            .fetch_all(&self.pools.read)
            .await?;
        rows.iter()
            .map(|row| {
                Ok((
                    row.try_get("number")?,
                    row.try_get::<Option<String>, _>("change_id")?.unwrap_or_default(),
                ))
            })
            .collect()
    }

    /// Sets the result of the row whose change nobody knew the outcome of; says whether there is such a row.
    pub(super) async fn found_out(&self, change: &str, state: RowState, message: Option<&str>) -> sqlx::Result<bool> {
        let changed =
            sqlx::query("UPDATE bulk_row SET state = $2, message = $3 WHERE change_id = $1 AND state = 'unknown'")
                .bind(change)
                .bind(state.as_str())
                .bind(message)
                .execute(&self.pools.write)
                .await?;
        Ok(changed.rows_affected() > 0)
    }

    pub(super) async fn set(
        &self,
        id: &str,
        number: i64,
        state: RowState,
        message: Option<&str>,
        change: Option<&str>,
    ) -> sqlx::Result<()> {
        sqlx::query("UPDATE bulk_row SET state = $3, message = $4, change_id = $5 WHERE bulk = $1 AND number = $2")
            .bind(id)
            .bind(number)
            .bind(state.as_str())
            .bind(message)
            .bind(change)
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }
}

fn json(value: &impl serde::Serialize) -> sqlx::Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

fn parsed<T: serde::de::DeserializeOwned>(row: &AnyRow, column: &str) -> sqlx::Result<T> {
    serde_json::from_str(row.try_get(column)?).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn action_of(row: &AnyRow) -> sqlx::Result<Action> {
    action(row.try_get("action")?).ok_or(sqlx::Error::RowNotFound)
}

fn subject_of(row: &AnyRow) -> sqlx::Result<Subject> {
    Ok(Subject::new(
        row.try_get::<String, _>("parent")?,
        row.try_get::<String, _>("subject")?,
    ))
}

fn head(row: &AnyRow) -> sqlx::Result<Head> {
    let time = |column: &str| -> sqlx::Result<Option<Timestamp>> {
        Ok(row.try_get::<Option<i64>, _>(column)?.map(Timestamp::from_millis))
    };
    Ok(Head {
        id: row.try_get("id")?,
        action: action_of(row)?,
        title: row.try_get("title")?,
        actor: parsed(row, "actor")?,
        session: row.try_get("session")?,
        state: BulkState::parse(row.try_get("state")?).ok_or(sqlx::Error::RowNotFound)?,
        why: row.try_get("why")?,
        started_at: time("started_at")?,
        ended_at: time("ended_at")?,
        warnings: serde_json::from_str(row.try_get("warnings")?).unwrap_or_default(),
    })
}

fn shown(row: &AnyRow) -> sqlx::Result<BulkRow> {
    Ok(BulkRow {
        number: u32::try_from(row.try_get::<i64, _>("number")?).unwrap_or_default(),
        name: row.try_get("name")?,
        subject: subject_of(row)?,
        fields: parsed(row, "fields")?,
        state: RowState::parse(row.try_get("state")?).ok_or(sqlx::Error::RowNotFound)?,
        message: row.try_get("message")?,
        change: row.try_get("change_id")?,
    })
}
