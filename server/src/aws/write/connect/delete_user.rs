use super::touched_user;
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Deletes a user, for good.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteUser.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteUser {
    /// The instance.
    pub instance_id: String,
    /// The user.
    pub user_id: String,
}

#[async_trait]
impl Operation for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.delete_user();
        let output = request
            .instance_id(&self.instance_id)
            .user_id(&self.user_id)
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_user(&self.instance_id, &self.user_id)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        snapshot.instances.get(&self.instance_id)?;
        let key = (self.instance_id.clone(), self.user_id.clone());
        Some(!snapshot.users.contains_key(&key))
    }
}
