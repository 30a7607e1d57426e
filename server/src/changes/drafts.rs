//! What somebody typed into a form, kept for a day: behind the review, a reload, a session that ended, and forms without JavaScript.

use crate::{clock::Clock, store::Pools};
use app::model::{
    change::{Action, FieldError, Subject, action},
    time::Timestamp,
};
use aws_lc_rs::digest::{SHA256, digest};
use sqlx::{Row, any::AnyRow};

/// How long a draft is kept, in milliseconds.
const KEPT: i64 = 24 * 60 * 60 * 1_000;

/// How many drafts a person has: of more, those kept the longest ago go.
const MOST: i64 = 200;

/// The drafts of everybody.
#[derive(Clone)]
pub struct Drafts {
    pools: Pools,
    clock: Clock,
}

/// What somebody typed into a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id, random.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// What it would do.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// What the fields held in AWS when the form was opened.
    pub opened: String,
    /// What was typed.
    pub typed: String,
    /// Whether it was to be reviewed.
    pub was_sent: bool,
    /// What AWS found wrong with it.
    pub errors: Vec<FieldError>,
    /// When it was last kept.
    pub kept_at: Timestamp,
}

impl Draft {
    /// The id of the change that comes of it, a UUID of version 8 (RFC 9562): another one once it was kept anew.
    #[must_use]
    pub fn change(&self) -> String {
        let name = format!("{} {}", self.id, self.kept_at.as_millis());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest(&SHA256, name.as_bytes()).as_ref()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }
}

/// What is to be kept.
#[derive(Clone, Debug)]
pub struct Typed<'a> {
    /// What it would do.
    pub action: Action,
    /// To what.
    pub subject: &'a Subject,
    /// What the fields held in AWS when the form was opened.
    pub opened: &'a str,
    /// What was typed.
    pub typed: &'a str,
    /// Whether it is to be reviewed.
    pub was_sent: bool,
    /// What AWS found wrong with it.
    pub errors: &'a [FieldError],
}

impl Drafts {
    /// The drafts in the database behind `pools`.
    #[must_use]
    pub const fn new(pools: Pools, clock: Clock) -> Self {
        Self { pools, clock }
    }

    /// Keeps what `person` typed, in place of what they had typed into the same form, and later than that; returns the draft's id.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn keep(&self, person: &str, typed: Typed<'_>) -> sqlx::Result<String> {
        sqlx::query("DELETE FROM draft WHERE kept_at < $1")
            .bind(self.oldest())
            .execute(&self.pools.write)
            .await?;
        let errors = serde_json::to_string(typed.errors).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let id = sqlx::query_scalar(
            "INSERT INTO draft (id, person, action, parent, subject, opened, typed, was_sent, errors, kept_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (person, action, parent, subject) DO UPDATE SET opened = excluded.opened, typed = excluded.typed, \
             was_sent = excluded.was_sent, errors = excluded.errors, kept_at = CASE WHEN excluded.kept_at > draft.kept_at \
             THEN excluded.kept_at ELSE draft.kept_at + 1 END RETURNING id",
        )
        .bind(uuid::Uuid::new_v4().to_string())
        .bind(person)
        .bind(typed.action.as_str())
        .bind(&typed.subject.parent)
        .bind(&typed.subject.id)
        .bind(typed.opened)
        .bind(typed.typed)
        .bind(i64::from(typed.was_sent))
        .bind(errors)
        .bind((self.clock)().as_millis())
        .fetch_one(&self.pools.write)
        .await?;
        sqlx::query(
            "DELETE FROM draft WHERE person = $1 AND id NOT IN \
             (SELECT id FROM draft WHERE person = $1 ORDER BY kept_at DESC, id LIMIT $2)",
        )
        .bind(person)
        .bind(MOST)
        .execute(&self.pools.write)
        .await?;
        Ok(id)
    }

    /// What `person` typed into this form.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn find(&self, person: &str, action: Action, subject: &Subject) -> sqlx::Result<Option<Draft>> {
        let row = sqlx::query(
            "SELECT * FROM draft WHERE person = $1 AND action = $2 AND parent = $3 AND subject = $4 AND kept_at >= $5",
        )
        .bind(person)
        .bind(action.as_str())
        .bind(&subject.parent)
        .bind(&subject.id)
        .bind(self.oldest())
        .fetch_optional(&self.pools.read)
        .await?;
        row.map(|row| draft(&row)).transpose()
    }

    /// The draft with this id, if it is `person`'s.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn get(&self, person: &str, id: &str) -> sqlx::Result<Option<Draft>> {
        let row = sqlx::query("SELECT * FROM draft WHERE id = $1 AND person = $2 AND kept_at >= $3")
            .bind(id)
            .bind(person)
            .bind(self.oldest())
            .fetch_optional(&self.pools.read)
            .await?;
        row.map(|row| draft(&row)).transpose()
    }

    /// Adds what AWS found wrong with a draft. It is another draft then: whoever said yes to it twice at once said it once.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn note_errors(&self, id: &str, errors: &[FieldError]) -> sqlx::Result<()> {
        let errors = serde_json::to_string(errors).map_err(|error| sqlx::Error::Encode(error.into()))?;
        sqlx::query("UPDATE draft SET errors = $2, kept_at = kept_at + 1 WHERE id = $1")
            .bind(id)
            .bind(errors)
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    /// Forgets a draft of `person`'s.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn forget(&self, person: &str, id: &str) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM draft WHERE id = $1 AND person = $2")
            .bind(id)
            .bind(person)
            .execute(&self.pools.write)
            .await?;
        Ok(())
    }

    fn oldest(&self) -> i64 {
        (self.clock)().as_millis() - KEPT
    }
}

fn draft(row: &AnyRow) -> sqlx::Result<Draft> {
    let name: String = row.try_get("action")?;
    let errors: String = row.try_get("errors")?;
    Ok(Draft {
        id: row.try_get("id")?,
        person: row.try_get("person")?,
        action: action(&name).ok_or(sqlx::Error::RowNotFound)?,
        subject: Subject::new(
            row.try_get::<String, _>("parent")?,
            row.try_get::<String, _>("subject")?,
        ),
        opened: row.try_get("opened")?,
        typed: row.try_get("typed")?,
        was_sent: row.try_get::<i64, _>("was_sent")? != 0,
        errors: serde_json::from_str(&errors).map_err(|error| sqlx::Error::Decode(error.into()))?,
        kept_at: Timestamp::from_millis(row.try_get("kept_at")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use std::sync::atomic::{AtomicI64, Ordering};

    static NOW: AtomicI64 = AtomicI64::new(0);

    fn clock() -> Timestamp {
        Timestamp::from_millis(NOW.load(Ordering::Relaxed))
    }

    fn typed<'a>(subject: &'a Subject, typed: &'a str) -> Typed<'a> {
        Typed {
            action: Action::EditUser,
            subject,
            opened: "first_name=Ada",
            typed,
            was_sent: false,
            errors: &[],
        }
    }

    #[tokio::test]
    async fn a_draft_is_its_owner_s_alone_for_a_day() {
        let data = Data::new();
        let (store, _) = data.open().await;
        let drafts = Drafts::new(store.pools(), clock);
        let subject = Subject::new("i-1", "u-1");
        let id = drafts
            .keep("ada", typed(&subject, "first_name=Zo"))
            .await
            .expect("kept");
        let again = drafts
            .keep("ada", typed(&subject, "first_name=Zoë"))
            .await
            .expect("kept");
        assert_eq!(id, again, "a form has one draft a person");
        let found = drafts.find("ada", Action::EditUser, &subject).await.expect("read");
        assert_eq!(found.expect("a draft").typed, "first_name=Zoë");
        assert_eq!(drafts.get("bob", &id).await.expect("read"), None);
        drafts.forget("bob", &id).await.expect("nothing to forget");
        // Kept twice, a moment apart.
        NOW.store(1 + KEPT, Ordering::Relaxed);
        assert!(drafts.get("ada", &id).await.expect("read").is_some());
        NOW.store(1 + KEPT + 1, Ordering::Relaxed);
        assert_eq!(drafts.get("ada", &id).await.expect("read"), None);
    }

    #[tokio::test]
    async fn of_too_many_drafts_the_oldest_go() {
        static SECOND: AtomicI64 = AtomicI64::new(0);
        let data = Data::new();
        let (store, _) = data.open().await;
        let drafts = Drafts::new(store.pools(), || {
            Timestamp::from_millis(SECOND.fetch_add(1, Ordering::Relaxed))
        });
        let subject = |number: i64| Subject::new("i-1", number.to_string());
        for number in 0..=MOST {
            let kept = drafts.keep("ada", typed(&subject(number), "")).await;
            kept.expect("kept");
        }
        drafts.keep("bob", typed(&subject(0), "")).await.expect("kept");
        let is_kept = async |person, number| {
            let found = drafts.find(person, Action::EditUser, &subject(number)).await;
            found.expect("read").is_some()
        };
        assert!(!is_kept("ada", 0).await && is_kept("ada", 1).await && is_kept("ada", MOST).await);
        assert!(is_kept("bob", 0).await);
    }
}
