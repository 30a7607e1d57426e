//! What the pages need of the server.

use crate::{
    error::AppError,
    model::{
        access::Person,
        change::{Action, FormAnswer, Record, RecordPage, RecordQuery, RecordRow, ReviewAnswer, Subject, bulk::Bulk},
        freshness::Kind,
        lane::LaneState,
        session::{SessionEnd, SessionRow, You},
        snapshot::Snapshot,
        sync::Which,
        time::Timestamp,
    },
};
use async_trait::async_trait;
use std::sync::Arc;

/// One thing that somebody looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A user, by instance and id.
    User {
        /// The instance's id.
        instance: String,
        /// The user's id.
        id: String,
    },
    /// An e-mail address, by instance and id.
    EmailAddress {
        /// The instance's id.
        instance: String,
        /// The address's id.
        id: String,
    },
    /// An identity, by Region and name.
    Identity {
        /// The Region's code.
        region: String,
        /// The address or domain.
        name: String,
    },
    /// A connection string, in every Region.
    ConnectionAlias {
        /// The string.
        connection_string: String,
    },
}

impl Target {
    /// Whether it names anything.
    #[must_use]
    pub fn is_something(&self) -> bool {
        match self {
            Self::User { id, .. } | Self::EmailAddress { id, .. } | Self::Identity { name: id, .. } => !id.is_empty(),
            Self::ConnectionAlias { connection_string } => !connection_string.is_empty(),
        }
    }
}

/// The server, as the pages see it. No call waits for AWS.
pub trait Backend: Send + Sync + 'static {
    /// Everything that is known now.
    fn snapshot(&self) -> Arc<Snapshot>;

    /// The time.
    fn now(&self) -> Timestamp;

    /// Whether AWS is simulated.
    fn is_demo(&self) -> bool;

    /// Whether the database took what was last written to it.
    fn can_write(&self) -> bool;

    /// Asks for the listings of `kind`, or all, to be read now. A round that is under way is joined.
    fn refresh(&self, kind: Option<Kind>);

    /// Asks for these rounds to be made now.
    fn refresh_rounds(&self, which: &Which);

    /// Makes no more of these rounds, because `by` wants it so, until they are resumed. What people look at and change is read all
    /// the same.
    fn pause(&self, which: &Which, by: &Person);

    /// Makes these rounds again, because `by` wants it so.
    fn resume(&self, which: &Which, by: &Person);

    /// How fast AWS is called.
    fn lanes(&self) -> Vec<LaneState>;

    /// Asks for these to be read before others, because somebody looks at them.
    fn look_at(&self, targets: Vec<Target>);
}

/// The person behind a request. The guard puts it into the request's extensions; without it nothing is answered.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who, and what they may do.
    pub you: You,
    /// The id of their session.
    pub session: String,
}

/// Everybody's sessions.
#[async_trait]
pub trait Sessions: Send + Sync + 'static {
    /// Those of a person, the latest first.
    async fn of(&self, subject: &str) -> Result<Vec<SessionRow>, AppError>;

    /// All, the latest first.
    async fn all(&self) -> Result<Vec<SessionRow>, AppError>;

    /// Ends a session, as `by` wants; where `subject` is given, only if it is theirs. One that is over already is no error.
    async fn end(&self, id: &str, subject: Option<&str>, by: &str) -> Result<(), AppError>;

    /// Ends all sessions of a person, as `by` wants.
    async fn end_all(&self, subject: &str, by: &str) -> Result<(), AppError>;

    /// Notes that something was done in this session; says when it ends now.
    async fn touch(&self, id: &str) -> Result<SessionEnd, AppError>;
}

/// Changing AWS, as the pages see it. Nothing here calls AWS: forms are sent to routes of their own.
#[async_trait]
pub trait Changes: Send + Sync + 'static {
    /// A form, with what this person typed into it before.
    async fn form(&self, visitor: &Visitor, action: Action, subject: &Subject) -> Result<FormAnswer, AppError>;

    /// Keeps what is typed into a form that `opened` tells the beginning of.
    async fn keep(
        &self,
        visitor: &Visitor,
        action: Action,
        subject: &Subject,
        opened: &str,
        typed: &str,
    ) -> Result<(), AppError>;

    /// What a draft of this person's would do.
    async fn review(&self, visitor: &Visitor, draft: &str) -> Result<ReviewAnswer, AppError>;

    /// A bulk change with a page of its rows.
    async fn bulk(&self, visitor: &Visitor, id: &str, page: u32) -> Result<Option<Bulk>, AppError>;

    /// A change with all that is known of it.
    async fn record(&self, change: &str) -> Result<Option<Record>, AppError>;
}

/// The audit log, as the pages see it.
#[async_trait]
pub trait Records: Send + Sync + 'static {
    /// The changes that `query` finds, the latest first, a page of them.
    async fn records(&self, query: &RecordQuery) -> Result<RecordPage, AppError>;

    /// The latest changes of a thing. A connection string's are those in every Region: it stands as the id, and the parent says
    /// nothing.
    async fn history(&self, kind: Kind, subject: &Subject) -> Result<Vec<RecordRow>, AppError>;
}
