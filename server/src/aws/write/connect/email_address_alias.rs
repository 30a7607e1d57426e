//! `AssociateEmailAddressAlias` and `DisassociateEmailAddressAlias`: one input, opposite effects.

use crate::aws::{
    clients::Clients,
    write::{Answer, Failure, Operation, Touched},
};
use app::model::{freshness::Service, region::Region, snapshot::Snapshot};
use async_trait::async_trait;
use aws_sdk_connect::{
    operation::{
        associate_email_address_alias::AssociateEmailAddressAliasError,
        disassociate_email_address_alias::DisassociateEmailAddressAliasError,
    },
    types as sdk,
};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::operation::BuildError;
use serde::{Deserialize, Serialize};

/// Forwards mail that is sent to the alias to another address.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateEmailAddressAlias.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AssociateEmailAddressAlias(pub AliasInput);

/// Forwards it no longer.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_DisassociateEmailAddressAlias.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DisassociateEmailAddressAlias(pub AliasInput);

/// Which address is the alias of which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AliasInput {
    /// The instance.
    pub instance_id: String,
    /// The address that gets the mail.
    pub email_address_id: String,
    /// The address whose mail it gets.
    pub alias_configuration: AliasConfiguration,
}

/// The alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AliasConfiguration {
    /// Its id.
    pub email_address_id: String,
}

impl AliasInput {
    /// `alias` of `primary`.
    #[must_use]
    pub fn new(instance: &str, primary: &str, alias: &str) -> Self {
        Self {
            instance_id: instance.to_owned(),
            email_address_id: primary.to_owned(),
            alias_configuration: AliasConfiguration {
                email_address_id: alias.to_owned(),
            },
        }
    }

    fn alias(&self) -> Result<sdk::AliasConfiguration, BuildError> {
        let alias = sdk::AliasConfiguration::builder();
        alias
            .email_address_id(&self.alias_configuration.email_address_id)
            .build()
    }

    /// Both: only the description of the primary says what it is, and the alias may have become another's.
    fn touches(&self) -> Vec<Touched> {
        let touched = |id: &String| Touched::EmailAddress {
            instance: self.instance_id.clone(),
            id: id.clone(),
        };
        vec![
            touched(&self.email_address_id),
            touched(&self.alias_configuration.email_address_id),
        ]
    }

    /// Whether the alias is associated; an address that is gone has none.
    fn is_associated(&self, snapshot: &Snapshot) -> Option<bool> {
        snapshot.instances.get(&self.instance_id)?;
        let key = (self.instance_id.clone(), self.email_address_id.clone());
        let primary = snapshot.email_addresses.get(&key);
        let alias = primary.and_then(|primary| primary.alias.as_ref());
        Some(alias == Some(&self.alias_configuration.email_address_id))
    }
}

#[async_trait]
impl Operation for AssociateEmailAddressAlias {
    const NAME: &'static str = "AssociateEmailAddressAlias";
    const SERVICE: Service = Service::Connect;
    const TAKES_CLIENT_TOKEN: bool = true;

    async fn send(&self, clients: &Clients, client_token: &str) -> Result<Answer, Failure> {
        let Self(input) = self;
        let incomplete = SdkError::<AssociateEmailAddressAliasError, HttpResponse>::construction_failure;
        let request = clients.connect.associate_email_address_alias();
        let output = request
            .instance_id(&input.instance_id)
            .email_address_id(&input.email_address_id)
            .alias_configuration(input.alias().map_err(incomplete)?)
            .client_token(client_token)
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        self.0.touches()
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        self.0.is_associated(snapshot)
    }
}

#[async_trait]
impl Operation for DisassociateEmailAddressAlias {
    const NAME: &'static str = "DisassociateEmailAddressAlias";
    const SERVICE: Service = Service::Connect;
    const TAKES_CLIENT_TOKEN: bool = true;

    async fn send(&self, clients: &Clients, client_token: &str) -> Result<Answer, Failure> {
        let Self(input) = self;
        let incomplete = SdkError::<DisassociateEmailAddressAliasError, HttpResponse>::construction_failure;
        let request = clients.connect.disassociate_email_address_alias();
        let output = request
            .instance_id(&input.instance_id)
            .email_address_id(&input.email_address_id)
            .alias_configuration(input.alias().map_err(incomplete)?)
            .client_token(client_token)
            .send()
            .await?;
        Ok(Answer::of(&output))
    }

    fn touches(&self, _: Option<&str>) -> Vec<Touched> {
        self.0.touches()
    }

    fn is_in_effect(&self, _: &Region, snapshot: &Snapshot) -> Option<bool> {
        Some(!self.0.is_associated(snapshot)?)
    }
}
