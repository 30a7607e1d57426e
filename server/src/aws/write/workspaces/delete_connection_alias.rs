use super::{is_true_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{connection_alias::AliasState, freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Deletes a connection alias. AWS does so in the background, and keeps the connection string for the account.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_DeleteConnectionAlias.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteConnectionAlias {
    /// The alias.
    pub alias_id: String,
}

#[async_trait]
impl Operation for DeleteConnectionAlias {
    const NAME: &'static str = "DeleteConnectionAlias";
    const SERVICE: Service = Service::WorkSpaces;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.workspaces.delete_connection_alias();
        Ok(Answer::of(&request.alias_id(&self.alias_id).send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.alias_id)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true_of((region, &self.alias_id), snapshot, true, |alias| {
            Some(alias.alias_state() == AliasState::Deleting)
        })
    }
}
