use super::{touched_user, user};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Puts a user into a hierarchy group, or, without one, out of any.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserHierarchy.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserHierarchy {
    /// The instance.
    pub instance_id: String,
    /// The user.
    pub user_id: String,
    /// The group.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hierarchy_group_id: Option<String>,
}

#[async_trait]
impl Operation for UpdateUserHierarchy {
    const NAME: &'static str = "UpdateUserHierarchy";
    const SERVICE: Service = Service::Connect;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.connect.update_user_hierarchy();
        let request = request.instance_id(&self.instance_id).user_id(&self.user_id);
        Ok(Answer::of(
            &request
                .set_hierarchy_group_id(self.hierarchy_group_id.clone())
                .send()
                .await?,
        ))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched_user(&self.instance_id, &self.user_id)
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        let user = user(snapshot, &self.instance_id, &self.user_id)?;
        Some(user.hierarchy_group == self.hierarchy_group_id)
    }
}
