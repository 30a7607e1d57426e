use super::{is_true_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{connection_alias::AliasState, freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Lets a connection alias lead to a directory. AWS does so in the background, within seconds or minutes.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_AssociateConnectionAlias.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssociateConnectionAlias {
    /// The alias.
    pub alias_id: String,
    /// The directory.
    pub resource_id: String,
}

#[async_trait]
impl Operation for AssociateConnectionAlias {
    const NAME: &'static str = "AssociateConnectionAlias";
    const SERVICE: Service = Service::WorkSpaces;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let request = clients.workspaces.associate_connection_alias();
        let request = request.alias_id(&self.alias_id).resource_id(&self.resource_id);
        Ok(Answer::of(&request.send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.alias_id)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        is_true_of((region, &self.alias_id), snapshot, false, |alias| {
            let directory = alias
                .association()
                .and_then(|association| association.directory.as_ref());
            Some(directory == Some(&self.resource_id) && alias.alias_state() != AliasState::Disassociating)
        })
    }
}
