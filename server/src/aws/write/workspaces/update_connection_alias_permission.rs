use super::{is_true_of, touched};
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use aws_sdk_workspaces::{
    operation::update_connection_alias_permission::UpdateConnectionAliasPermissionError, types as sdk,
};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use serde::{Deserialize, Serialize};

/// Shares a connection alias with another account, or no longer.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_UpdateConnectionAliasPermission.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateConnectionAliasPermission {
    /// The alias.
    pub alias_id: String,
    /// Who may do what with it.
    pub connection_alias_permission: ConnectionAliasPermission,
}

/// Who may do what with a connection alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConnectionAliasPermission {
    /// The other account.
    pub shared_account_id: String,
    /// Whether it may associate the alias with a directory; taking that away takes the sharing away.
    pub allow_association: bool,
}

#[async_trait]
impl Operation for UpdateConnectionAliasPermission {
    const NAME: &'static str = "UpdateConnectionAliasPermission";
    const SERVICE: Service = Service::WorkSpaces;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let incomplete = SdkError::<UpdateConnectionAliasPermissionError, HttpResponse>::construction_failure;
        let wanted = &self.connection_alias_permission;
        let permission = sdk::ConnectionAliasPermission::builder()
            .shared_account_id(&wanted.shared_account_id)
            .allow_association(wanted.allow_association)
            .build();
        let request = clients.workspaces.update_connection_alias_permission();
        let request = request.alias_id(&self.alias_id);
        let request = request.connection_alias_permission(permission.map_err(incomplete)?);
        Ok(Answer::of(&request.send().await?))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        touched(&self.alias_id)
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        let wanted = &self.connection_alias_permission;
        is_true_of((region, &self.alias_id), snapshot, !wanted.allow_association, |alias| {
            let mut known = alias.permissions.as_ref()?.iter();
            let known = known.find(|known| known.account == wanted.shared_account_id);
            Some(known.is_some_and(|known| known.allow_association) == wanted.allow_association)
        })
    }
}
