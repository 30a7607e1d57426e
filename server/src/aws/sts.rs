//! Who we are.

use super::{CallError, Reader};
use app::model::freshness::Service;

impl Reader {
    /// The account's id (`GetCallerIdentity`, which no policy can deny).
    ///
    /// # Errors
    /// When AWS does not answer, or not to these credentials.
    pub async fn account(&self) -> Result<Option<String>, CallError> {
        let identity = self
            .call(Service::Sts, "GetCallerIdentity", || {
                self.clients.sts.get_caller_identity().send()
            })
            .await?;
        Ok(identity.account)
    }
}
