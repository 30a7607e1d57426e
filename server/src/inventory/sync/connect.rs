//! Amazon Connect: the instances, then their users and e-mail addresses side by side.

use super::{
    email_addresses,
    round::{Outcome, Round},
    scope_round::ScopeRound,
    users,
};
use crate::aws::CallError;
use app::model::{freshness::Kind, instance::Instance};

pub(super) async fn round(round: &Round) -> Outcome {
    let mut of_users = ScopeRound::start(round, Kind::Users);
    let mut of_addresses = ScopeRound::start(round, Kind::EmailAddresses);
    let instances = match instances(round).await {
        Ok(instances) => instances,
        Err(error) => {
            of_users.fail(error.clone());
            of_addresses.fail(error);
            return of_users.finish().and(of_addresses.finish());
        }
    };
    // An instance that is being created, or failed to be, has no users to ask for.
    let active: Vec<String> = instances
        .into_iter()
        .filter(|instance| instance.status == "ACTIVE")
        .map(|instance| instance.id)
        .collect();
    let (users, addresses) = futures::join!(
        users::round(round, of_users, &active),
        email_addresses::round(round, of_addresses, &active)
    );
    users.and(addresses)
}

/// Lists the instances. Their tags, and the names that users refer to, come later: they keep no list waiting.
async fn instances(round: &Round) -> Result<Vec<Instance>, CallError> {
    let instances = round.reader.instances().await?;
    round.inventory.apply(|draft| {
        let listed = instances.iter().map(|instance| instance.id.clone()).collect();
        draft.keep_only_instances(&round.reader.region, &listed);
        for instance in &instances {
            let mut instance = instance.clone();
            if let Some(known) = draft.known().instances.get(&instance.id) {
                instance.tags.clone_from(&known.tags);
                instance.names.clone_from(&known.names);
            }
            draft.instance(instance);
        }
    });
    Ok(instances)
}

/// Reads an instance's tags, and the names of what its users refer to.
pub(super) async fn names(round: &Round, id: &str) -> Result<(), CallError> {
    let (instance, names) = futures::try_join!(round.reader.instance(id), round.reader.names(id))?;
    round
        .inventory
        .apply(|draft| draft.instance(Instance { names, ..instance }));
    Ok(())
}
