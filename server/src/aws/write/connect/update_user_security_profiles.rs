use super::{same_profiles, touched_user, user};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Replaces the security profiles of a user.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserSecurityProfiles.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserSecurityProfiles {
    /// The instance.
    pub instance_id: String,
    /// The user.
    pub user_id: String,
    /// One to ten.
    pub security_profile_ids: Vec<String>,
}

#[async_trait]
impl Operation for UpdateUserSecurityProfiles {
    const NAME: &'static str = "UpdateUserSecurityProfiles";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.update_user_security_profiles();
        let request = request.instance_id(&self.instance_id).user_id(&self.user_id);
        Ok(Answer::of(
            &request
                .set_security_profile_ids(Some(self.security_profile_ids.clone()))
                .send()
                .await?,
        ))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_user(&self.instance_id, &self.user_id)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let user = user(snapshot, &self.instance_id, &self.user_id)?;
        Some(same_profiles(&self.security_profile_ids, &user.security_profiles))
    }
}
