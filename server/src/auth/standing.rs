//! What somebody may do while no request of theirs is there: bulk changes go on in the name of a session.

use super::Auth;
use crate::changes::bulk::Standing;
use app::{backend::Backend, model::access::Access};
use async_trait::async_trait;
use std::sync::Arc;

/// Asks the table of sessions.
pub struct BySession {
    /// Who may do what.
    pub auth: Arc<Auth>,
    /// Whether the database can be written.
    pub backend: Arc<dyn Backend>,
}

#[async_trait]
impl Standing for BySession {
    async fn access(&self, session: &str) -> Option<Access> {
        self.auth.access_of(session, !self.backend.can_write()).await
    }
}
