//! Amazon WorkSpaces: the calls that read, and the SDK's types to the product's.

use super::{CallError, Page, Pages, Reader, pages, text};
use app::model::{
    connection_alias::{Association, ConnectionAlias, Directory, Permission},
    freshness::Service,
    tag::Tags,
};
use aws_sdk_workspaces::types as sdk;
use futures::TryStreamExt;

impl Reader {
    /// The directories of the Region.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn directories(&self) -> Result<Vec<Directory>, CallError> {
        pages(move |token| async move {
            let answer = self
                .call(Service::WorkSpaces, "DescribeWorkspaceDirectories", || {
                    let request = self.clients.workspaces.describe_workspace_directories();
                    request.limit(25).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.directories.unwrap_or_default();
            Ok(Page {
                items: found.iter().filter_map(|found| self.directory(found)).collect(),
                next: answer.next_token,
            })
        })
        .try_concat()
        .await
    }

    /// The connection aliases of the Region, page by page, without permissions and tags.
    pub fn connection_aliases(&self) -> Pages<'_, ConnectionAlias> {
        pages(move |token| async move {
            let answer = self
                .call(Service::WorkSpaces, "DescribeConnectionAliases", || {
                    let request = self.clients.workspaces.describe_connection_aliases();
                    request.limit(25).set_next_token(token.clone()).send()
                })
                .await?;
            let found = answer.connection_aliases.unwrap_or_default();
            Ok(Page {
                items: found.iter().filter_map(|found| self.alias(found)).collect(),
                next: answer.next_token,
            })
        })
    }

    /// Everything about the connection alias `id`, of which `account` is the owner or not.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn connection_alias(&self, id: &str, account: Option<&str>) -> Result<ConnectionAlias, CallError> {
        let answer = self
            .call(Service::WorkSpaces, "DescribeConnectionAliases", || {
                let request = self.clients.workspaces.describe_connection_aliases();
                request.alias_ids(id).send()
            })
            .await?;
        let found = answer.connection_aliases();
        let alias = found.iter().find_map(|found| self.alias(found));
        let alias = ConnectionAlias {
            described_at: Some(self.now()),
            ..alias.ok_or(CallError::NotFound)?
        };
        self.with_permissions_and_tags(alias, account).await
    }

    /// Adds what calls of their own tell, and only to the owner: the permissions and the tags.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn with_permissions_and_tags(
        &self,
        alias: ConnectionAlias,
        account: Option<&str>,
    ) -> Result<ConnectionAlias, CallError> {
        if account != Some(&alias.owner_account) {
            return Ok(alias);
        }
        Ok(ConnectionAlias {
            permissions: Some(self.permissions(&alias.id).await?),
            tags: Some(self.tags(&alias.id).await?),
            ..alias
        })
    }

    async fn permissions(&self, id: &str) -> Result<Vec<Permission>, CallError> {
        pages(move |token| async move {
            let answer = self
                .call(Service::WorkSpaces, "DescribeConnectionAliasPermissions", || {
                    let request = self.clients.workspaces.describe_connection_alias_permissions();
                    request
                        .alias_id(id)
                        .max_results(25)
                        .set_next_token(token.clone())
                        .send()
                })
                .await?;
            let found = answer.connection_alias_permissions.unwrap_or_default();
            Ok(Page {
                items: found.iter().map(permission).collect(),
                next: answer.next_token,
            })
        })
        .try_concat()
        .await
    }

    async fn tags(&self, id: &str) -> Result<Tags, CallError> {
        let answer = self
            .call(Service::WorkSpaces, "DescribeTags", || {
                self.clients.workspaces.describe_tags().resource_id(id).send()
            })
            .await?;
        let tag = |tag: &sdk::Tag| (tag.key().to_owned(), tag.value().unwrap_or_default().to_owned());
        Ok(answer.tag_list().iter().map(tag).collect())
    }

    fn directory(&self, found: &sdk::WorkspaceDirectory) -> Option<Directory> {
        let id = text(found.directory_id())?;
        // Directories of pools have a name of their own.
        let name = text(found.workspace_directory_name()).or_else(|| text(found.directory_name()));
        Some(Directory {
            region: self.region.clone(),
            name: name.unwrap_or_else(|| id.clone()),
            registration_code: text(found.registration_code()),
            state: found
                .state()
                .map_or_else(String::new, |state| state.as_str().to_owned()),
            directory_type: found
                .directory_type()
                .map_or_else(String::new, |kind| kind.as_str().to_owned()),
            id,
        })
    }

    fn alias(&self, found: &sdk::ConnectionAlias) -> Option<ConnectionAlias> {
        Some(ConnectionAlias {
            region: self.region.clone(),
            id: text(found.alias_id())?,
            connection_string: text(found.connection_string())?,
            state: found
                .state()
                .map_or_else(String::new, |state| state.as_str().to_owned()),
            owner_account: found.owner_account_id().unwrap_or_default().to_owned(),
            associations: found.associations().iter().map(association).collect(),
            permissions: None,
            tags: None,
            described_at: None,
        })
    }
}

fn association(found: &sdk::ConnectionAliasAssociation) -> Association {
    Association {
        status: found
            .association_status()
            .map_or_else(|| "NOT_ASSOCIATED".to_owned(), |status| status.as_str().to_owned()),
        account: text(found.associated_account_id()),
        directory: text(found.resource_id()),
        connection_identifier: text(found.connection_identifier()),
    }
}

fn permission(found: &sdk::ConnectionAliasPermission) -> Permission {
    Permission {
        account: found.shared_account_id().to_owned(),
        allow_association: found.allow_association(),
    }
}
