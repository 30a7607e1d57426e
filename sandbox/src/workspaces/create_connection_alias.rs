//! `CreateConnectionAlias`.
//! <https://docs.aws.amazon.com/workspaces/latest/api/API_CreateConnectionAlias.html>

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::transition::CREATION;
use super::{ConnectionAlias, ConnectionAliasState, Region, Reservations};
use crate::context::Context;
use crate::domain_name::is_domain_name;
use crate::generator::Generator;
use crate::tags::{self, Tag, Tags};
use crate::wire::Violation;

/// Connection aliases of an account in a Region.
/// <https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html>
const MOST_ALIASES: usize = 20;

/// The input of `CreateConnectionAlias`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateConnectionAliasInput {
    connection_string: String,
    #[serde(default)]
    tags: Vec<Tag>,
}

/// The output of `CreateConnectionAlias`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateConnectionAlias {
    alias_id: String,
}

/// An alias that is `CREATING`; its connection string is the caller's from now on.
pub fn create(
    here: &mut Region,
    reservations: &mut Reservations,
    context: &Context,
    input: CreateConnectionAliasInput,
) -> Result<CreateConnectionAlias, Error> {
    let (connection_string, owner) = (input.connection_string, context.scope.account);
    expect_domain_name(&connection_string)?;
    let tags = tags::merged(&Tags::new(), input.tags)?;
    if reservations.keep_out(&connection_string, owner) {
        let message = format!("The connection string {connection_string} is reserved for another account");
        return Err(Error::ResourceAlreadyExists(message));
    }
    if here.aliases.has_connection_string(&connection_string) {
        let message = format!("There is a connection alias {connection_string} already");
        return Err(Error::ResourceAlreadyExists(message));
    }
    if here.aliases.count_of(owner) >= MOST_ALIASES {
        let message = format!("An account can have at most {MOST_ALIASES} connection aliases in a Region");
        return Err(Error::ResourceLimitExceeded(message));
    }
    reservations.reserve(&connection_string, owner);
    let label = ["alias", &context.scope.region, &connection_string, &here.next_change()];
    let id = format!("wsca-{}", Generator::new(&label).alphanumeric(9));
    here.aliases.put(ConnectionAlias {
        id: id.clone(),
        connection_string,
        state: ConnectionAliasState::Creating,
        owner,
        permission: None,
        association: None,
        settles_at: Some(context.now + CREATION),
        tags,
    });
    Ok(CreateConnectionAlias { alias_id: id })
}

/// "A connection string in the form of a fully qualified domain name (FQDN), such as www.example.com."
fn expect_domain_name(connection_string: &str) -> Result<(), Violation> {
    if is_domain_name(connection_string) {
        return Ok(());
    }
    let constraint = "Member must be a fully qualified domain name";
    Err(Violation::new("ConnectionString", connection_string, constraint))
}
