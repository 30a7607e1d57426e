use super::Tag;
use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use aws_sdk_workspaces::operation::create_connection_alias::CreateConnectionAliasError;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use serde::{Deserialize, Serialize};

/// Reserves a connection string for the account, for ever, and makes a connection alias of it in one Region.
/// Source: <https://docs.aws.amazon.com/workspaces/latest/api/API_CreateConnectionAlias.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateConnectionAlias {
    /// The connection string.
    pub connection_string: String,
    /// The tags.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tags: Vec<Tag>,
}

#[async_trait]
impl Operation for CreateConnectionAlias {
    const NAME: &'static str = "CreateConnectionAlias";
    const SERVICE: Service = Service::WorkSpaces;

    async fn send(&self, clients: &Clients, _: &str) -> Result<Answer, Failure> {
        let incomplete = SdkError::<CreateConnectionAliasError, HttpResponse>::construction_failure;
        let tags = self.tags.iter().map(Tag::to_sdk).collect::<Result<Vec<_>, _>>();
        let tags = tags.map_err(incomplete)?;
        let request = clients.workspaces.create_connection_alias();
        let output = request
            .connection_string(&self.connection_string)
            .set_tags((!tags.is_empty()).then_some(tags))
            .send()
            .await?;
        Ok(Answer::creating(&output, output.alias_id()))
    }

    fn touches(&self, created: Option<&str>) -> Vec<Touched> {
        vec![match created {
            Some(id) => Touched::ConnectionAlias { id: id.to_owned() },
            None => Touched::NewConnectionAlias {
                connection_string: self.connection_string.clone(),
            },
        }]
    }

    fn is_in_effect(&self, region: &Region, snapshot: &Snapshot) -> Option<bool> {
        let mut aliases = snapshot.connection_aliases.values();
        let is_it = aliases.any(|alias| {
            alias.region == *region
                && alias.state != "DELETING"
                && alias.connection_string.eq_ignore_ascii_case(&self.connection_string)
        });
        snapshot.regions.contains(region).then_some(is_it)
    }
}
