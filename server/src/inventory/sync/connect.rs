//! Amazon Connect: the instances, then their users and e-mail addresses side by side.

use super::{
    email_addresses,
    round::{Outcome, Round},
    scope_round::ScopeRound,
    users,
};
use crate::aws::CallError;
use app::model::{
    freshness::Kind,
    instance::{Instance, Names},
    snapshot::Snapshot,
    time::Timestamp,
    user::User,
};
use std::collections::BTreeMap;

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

/// Names are seldom changed: they are read again after this, in milliseconds, or when a user refers to one that is not known.
const NAMES_KEPT: i64 = 30 * 60 * 1_000;

/// Reads an instance's tags, and the names of what its users refer to, when it is time for that.
pub(super) async fn names(round: &Round, id: &str) -> Result<(), CallError> {
    if !round.is_asked_for && has_all_names(&round.inventory.snapshot(), id, round.reader.now()) {
        return Ok(());
    }
    let (instance, names) = futures::try_join!(round.reader.instance(id), round.reader.names(id))?;
    round
        .inventory
        .apply(|draft| draft.instance(Instance { names, ..instance }));
    Ok(())
}

fn has_all_names(snapshot: &Snapshot, instance: &str, now: Timestamp) -> bool {
    let names: Option<&Names> = snapshot.instances.get(instance).map(|instance| &instance.names);
    let Some(names) = names.filter(|names| names.read_at.is_some_and(|at| at.is_within(NAMES_KEPT, now))) else {
        return false;
    };
    let is_known = |user: &User| {
        let has = |ids: Option<&String>, names: &BTreeMap<_, _>| ids.is_none_or(|id| names.contains_key(id));
        has(user.routing_profile.as_ref(), &names.routing_profiles)
            && has(user.hierarchy_group.as_ref(), &names.hierarchy_groups)
            && user
                .security_profiles
                .iter()
                .all(|id| names.security_profiles.contains_key(id))
    };
    let mut users = snapshot.users.values().filter(|user| user.instance == instance);
    users.all(|user| is_known(user))
}
