//! What the pages need of the server.

use crate::model::{freshness::Kind, snapshot::Snapshot, time::Timestamp};
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

/// The server, as the pages see it. No call waits for AWS.
pub trait Backend: Send + Sync + 'static {
    /// Everything that is known now.
    fn snapshot(&self) -> Arc<Snapshot>;

    /// The time.
    fn now(&self) -> Timestamp;

    /// Whether AWS is simulated.
    fn is_demo(&self) -> bool;

    /// Asks for the listings of `kind`, or all, to be read now. A round that is under way is joined.
    fn refresh(&self, kind: Option<Kind>);

    /// Asks for these to be read before others, because somebody looks at them.
    fn look_at(&self, targets: Vec<Target>);
}
