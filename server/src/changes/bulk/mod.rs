//! The same change of many things, one after the other: reviewed as a whole, each row made like any other change, with a result of
//! its own. It can be paused, and goes on after a restart when somebody says so.

mod prepare;
mod rows;
mod run;

pub use prepare::{BulkChange, Prepared, RowPlan};

use super::{Changes, internal, make::actor, users};
use app::{
    backend::Visitor,
    error::AppError,
    model::{
        access::Access,
        change::{
            Action, Confirmation,
            bulk::{Bulk, BulkState, ROWS, RowState},
        },
        changed::Topic,
    },
};
use async_trait::async_trait;
use rows::{Head, Rows};
use std::sync::Arc;

/// What came of beginning a bulk change, or going on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// It runs now.
    Now,
    /// It runs already.
    Already,
    /// It is not there to be begun: it is over, it was given up, or it is somebody else's.
    Not,
    /// What was typed to confirm it is not what is asked for.
    NotConfirmed,
}

/// Says what somebody may do now, without a request of theirs.
#[async_trait]
pub trait Standing: Send + Sync + 'static {
    /// What the person of a session may do; `None` when it has ended.
    async fn access(&self, session: &str) -> Option<Access>;
}

impl Changes {
    pub(super) fn bulk_rows(&self) -> Rows {
        Rows {
            pools: self.pools.clone(),
        }
    }

    /// A bulk change with a page of its rows.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn bulk(&self, visitor: &Visitor, id: &str, page: u32) -> Result<Option<Bulk>, AppError> {
        let rows = self.bulk_rows();
        let Some(head) = rows.head(id).await.map_err(internal)? else {
            return Ok(None);
        };
        let (counts, calls) = rows.counts(id).await.map_err(internal)?;
        let total: u32 = counts.iter().map(|(_, count)| count).sum();
        let pages = total.div_ceil(ROWS).max(1);
        let page = page.clamp(1, pages);
        Ok(Some(Bulk {
            offers_snapshot: head.offers_snapshot(),
            rows: rows.page(id, page).await.map_err(internal)?,
            confirmation: confirmation(&head, waiting(&counts)),
            warnings: if head.state == BulkState::Reviewed {
                head.warnings
            } else {
                Vec::new()
            },
            is_yours: head.actor.subject == visitor.you.person.subject,
            id: head.id,
            action: head.action,
            title: head.title,
            actor: head.actor.name,
            state: head.state,
            why: head.why,
            started_at: head.started_at,
            ended_at: head.ended_at,
            now: (self.clock)(),
            counts,
            calls,
            page,
            pages,
        }))
    }

    /// The users whom a reviewed bulk deletion would delete, as they are now: JSON. `None` for any other bulk change.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn bulk_snapshot(&self, id: &str) -> Result<Option<String>, AppError> {
        let rows = self.bulk_rows();
        let head = rows.head(id).await.map_err(internal)?;
        let Some(head) = head.filter(Head::offers_snapshot) else {
            return Ok(None);
        };
        let known = self.inventory.snapshot();
        let users: Vec<_> = rows
            .waiting(&head.id)
            .await
            .map_err(internal)?
            .into_iter()
            .filter_map(|subject| {
                let instance = known.instances.get(&subject.parent)?;
                let user = known.users.get(&(subject.parent, subject.id))?;
                Some(users::snapshot(user, instance))
            })
            .collect();
        Ok(Some(format!("{:#}", serde_json::Value::from(users))))
    }

    /// Begins a bulk change that was reviewed, or goes on with one that is paused, in this person's name.
    ///
    /// # Errors
    /// When they may not, or the database can't be written.
    pub async fn start_bulk(
        self: &Arc<Self>,
        visitor: &Visitor,
        id: &str,
        typed: &str,
        address: String,
    ) -> Result<Started, AppError> {
        let rows = self.bulk_rows();
        let Some(head) = rows.head(id).await.map_err(internal)? else {
            return Ok(Started::Not);
        };
        super::forms::permit(visitor, head.action)?;
        // What nobody has begun is its owner's alone, like a draft.
        if head.state == BulkState::Reviewed && head.actor.subject != visitor.you.person.subject {
            return Ok(Started::Not);
        }
        let (counts, _) = rows.counts(id).await.map_err(internal)?;
        if head.state == BulkState::Reviewed
            && confirmation(&head, waiting(&counts)).is_some_and(|wanted| wanted.text != typed.trim())
        {
            return Ok(Started::NotConfirmed);
        }
        // From here until it is run, nobody takes it for one that is not.
        let Some(begins) = self.turns.try_take(&run::beginning(id)).await.map_err(internal)? else {
            return Ok(Started::Already);
        };
        let actor = actor(visitor, address);
        let begun = rows.begin(id, &actor, &visitor.session, (self.clock)()).await;
        let begun = begun.map_err(internal)?;
        if begun {
            self.run_bulk(id.to_owned(), begins);
            return Ok(Started::Now);
        }
        // Of two clicks the second finds it running.
        let state = rows.head(id).await.map_err(internal)?.map(|head| head.state);
        Ok(if state == Some(BulkState::Running) {
            Started::Already
        } else {
            Started::Not
        })
    }

    /// Lets the row that is under way end, and no other begin.
    ///
    /// # Errors
    /// When they may not, or the database can't be written.
    pub async fn pause_bulk(&self, visitor: &Visitor, id: &str) -> Result<(), AppError> {
        let why = format!("{} paused it.", visitor.you.person.name);
        self.step_bulk(visitor, id, &[BulkState::Running], BulkState::Paused, Some(&why))
            .await
    }

    /// Gives up what was not made yet.
    ///
    /// # Errors
    /// When they may not, or the database can't be written.
    pub async fn stop_bulk(&self, visitor: &Visitor, id: &str) -> Result<(), AppError> {
        let from = [BulkState::Reviewed, BulkState::Running, BulkState::Paused];
        let why = format!("{} stopped it.", visitor.you.person.name);
        self.step_bulk(visitor, id, &from, BulkState::Stopped, Some(&why)).await
    }

    async fn step_bulk(
        &self,
        visitor: &Visitor,
        id: &str,
        from: &[BulkState],
        to: BulkState,
        why: Option<&str>,
    ) -> Result<(), AppError> {
        let rows = self.bulk_rows();
        if let Some(head) = rows.head(id).await.map_err(internal)? {
            super::forms::permit(visitor, head.action)?;
            rows.step(id, from, to, why).await.map_err(internal)?;
            self.inventory.touch(Topic::Changes);
        }
        Ok(())
    }
}

fn waiting(counts: &[(RowState, u32)]) -> u32 {
    let counts = counts.iter().filter(|(state, _)| *state == RowState::Waiting);
    counts.map(|(_, count)| count).sum()
}

/// What can't be taken back, or gives many people other rights, is confirmed by typing how many.
fn confirmation(head: &Head, waiting: u32) -> Option<Confirmation> {
    let (word, why) = match head.action {
        Action::BulkDeleteUsers => ("delete", "AWS can’t bring back a deleted user."),
        _ if !head.warnings.is_empty() => ("edit", "Read what to think of first."),
        _ => return None,
    };
    (head.state == BulkState::Reviewed).then(|| Confirmation {
        text: format!("{word} {waiting}"),
        why: why.to_owned(),
    })
}
