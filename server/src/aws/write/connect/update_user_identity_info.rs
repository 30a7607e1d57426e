use super::{IdentityInfo, touched_user, user};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Replaces names and addresses of a user: what is left out is cleared.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserIdentityInfo.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserIdentityInfo {
    /// The instance.
    pub instance_id: String,
    /// The user.
    pub user_id: String,
    /// All that the instance allows.
    pub identity_info: IdentityInfo,
}

#[async_trait]
impl Operation for UpdateUserIdentityInfo {
    const NAME: &'static str = "UpdateUserIdentityInfo";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.update_user_identity_info();
        let request = request.instance_id(&self.instance_id).user_id(&self.user_id);
        Ok(Answer::of(
            &request.identity_info(self.identity_info.to_sdk()).send().await?,
        ))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_user(&self.instance_id, &self.user_id)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let user = user(snapshot, &self.instance_id, &self.user_id)?;
        let management = snapshot.instances.get(&self.instance_id)?.identity_management;
        self.identity_info.is_of(user, management)
    }
}
