use super::{touched_user, user};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Gives a user another routing profile.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserRoutingProfile.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserRoutingProfile {
    /// The instance.
    pub instance_id: String,
    /// The user.
    pub user_id: String,
    /// The routing profile.
    pub routing_profile_id: String,
}

#[async_trait]
impl Operation for UpdateUserRoutingProfile {
    const NAME: &'static str = "UpdateUserRoutingProfile";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.update_user_routing_profile();
        let request = request.instance_id(&self.instance_id).user_id(&self.user_id);
        Ok(Answer::of(
            &request.routing_profile_id(&self.routing_profile_id).send().await?,
        ))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_user(&self.instance_id, &self.user_id)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let user = user(snapshot, &self.instance_id, &self.user_id)?;
        Some(user.routing_profile.as_deref() == Some(&self.routing_profile_id))
    }
}
