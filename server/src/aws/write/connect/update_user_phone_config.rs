use super::{PhoneConfig, touched_user, user};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Replaces how calls reach a user.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserPhoneConfig.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserPhoneConfig {
    /// The instance.
    pub instance_id: String,
    /// The user.
    pub user_id: String,
    /// All of it.
    pub phone_config: PhoneConfig,
}

#[async_trait]
impl Operation for UpdateUserPhoneConfig {
    const NAME: &'static str = "UpdateUserPhoneConfig";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.update_user_phone_config();
        let request = request.instance_id(&self.instance_id).user_id(&self.user_id);
        Ok(Answer::of(
            &request.phone_config(self.phone_config.to_sdk()).send().await?,
        ))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_user(&self.instance_id, &self.user_id)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let user = user(snapshot, &self.instance_id, &self.user_id)?;
        Some(self.phone_config.is(&user.phone))
    }
}
