//! What the tests of this folder know: aliases of two accounts in three Regions.

use crate::changes::{Secrets, World};
use app::model::{
    access::{Access, Role},
    change::Subject,
    connection_alias::{Association, ConnectionAlias, Directory, Permission},
    freshness::{Kind, Scope, ScopeState},
    region::Region,
    snapshot::Snapshot,
    tag::Tags,
    time::Timestamp,
};
use std::{collections::BTreeMap, sync::Arc};

const OWN: &str = "111122223333";
const OTHER: &str = "444455556666";

/// An alias in us-east-1.
pub(super) fn subject(id: &str) -> Subject {
    Subject::new("us-east-1", id)
}

/// Asks in the name of somebody who may do everything.
pub(super) fn with_world<T>(snapshot: &Snapshot, ask: impl FnOnce(&World<'_>) -> T) -> T {
    let (access, secrets) = (Access::of(Role::Admin), Secrets::new());
    ask(&World {
        snapshot,
        access: &access,
        operator_security_profiles: &[],
        secrets: &secrets,
    })
}

/// `desk` leads to a directory and stands in eu-west-2, too; `free` leads nowhere; `lent` is associated by the account it is shared
/// with; `theirs` is that account's; `new` is being created, `going` deleted.
pub(super) fn known() -> Snapshot {
    let desk = ConnectionAlias {
        associations: vec![association("ASSOCIATED_WITH_OWNER_ACCOUNT", OWN, "d-taken")],
        tags: Some(tags(&[("team", "desk"), ("stage", "live"), ("aws:createdBy", "ada")])),
        ..alias("us-east-1", "desk")
    };
    let lent = ConnectionAlias {
        associations: vec![association("ASSOCIATED_WITH_SHARED_ACCOUNT", OTHER, "d-theirs")],
        permissions: Some(vec![Permission {
            account: OTHER.to_owned(),
            allow_association: true,
        }]),
        ..alias("us-east-1", "lent")
    };
    let theirs = ConnectionAlias {
        owner_account: OTHER.to_owned(),
        permissions: None,
        tags: None,
        ..alias("us-east-1", "theirs")
    };
    let in_state = |name: &str, state: &str| ConnectionAlias {
        state: state.to_owned(),
        ..alias("us-east-1", name)
    };
    let aliases = [
        desk,
        lent,
        theirs,
        alias("us-east-1", "free"),
        alias("eu-west-2", "desk"),
        in_state("new", "CREATING"),
        in_state("going", "DELETING"),
    ];
    let directories = [
        directory("d-free", "pool.example.com", "REGISTERED"),
        directory("d-going", "old.example.com", "DEREGISTERING"),
        directory("d-taken", "corp.example.com", "REGISTERED"),
    ];
    let regions = ["us-east-1", "eu-west-2", "ap-southeast-2"].map(region);
    let listed = |region: &Region| {
        let scope = Scope {
            kind: Kind::ConnectionAliases,
            region: region.clone(),
        };
        let state = ScopeState {
            listed_at: Some(Timestamp::from_millis(0)),
            ..ScopeState::default()
        };
        (scope, state)
    };
    Snapshot {
        account: Some(OWN.to_owned()),
        scopes: regions.iter().map(listed).collect(),
        regions: regions.into(),
        connection_aliases: table(aliases.map(|one| (one.region.to_string(), one.id.clone(), one))),
        directories: table(directories.map(|one| (one.region.to_string(), one.id.clone(), one))),
        ..Snapshot::default()
    }
}

/// The same, with `id` on its way to or from a directory of the own account.
pub(super) fn associated(id: &str, status: &str, directory: &str) -> Snapshot {
    with_associations(id, vec![association(status, OWN, directory)])
}

/// The same, with `id` leading nowhere.
pub(super) fn dissociated(id: &str) -> Snapshot {
    with_associations(id, Vec::new())
}

fn with_associations(id: &str, associations: Vec<Association>) -> Snapshot {
    let mut snapshot = known();
    let key = ("us-east-1".to_owned(), id.to_owned());
    let alias = Arc::make_mut(&mut snapshot.connection_aliases)
        .get_mut(&key)
        .expect("an alias");
    Arc::make_mut(alias).associations = associations;
    snapshot
}

fn table<T, const N: usize>(rows: [(String, String, T); N]) -> Arc<BTreeMap<(String, String), Arc<T>>> {
    Arc::new(
        rows.into_iter()
            .map(|(parent, id, row)| ((parent, id), Arc::new(row)))
            .collect(),
    )
}

fn region(code: &str) -> Region {
    code.parse().expect("a Region")
}

fn tags(tags: &[(&str, &str)]) -> Tags {
    tags.iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn alias(code: &str, name: &str) -> ConnectionAlias {
    ConnectionAlias {
        region: region(code),
        id: format!("wsca-{name}"),
        connection_string: format!("{name}.example.com"),
        state: "CREATED".to_owned(),
        owner_account: OWN.to_owned(),
        associations: Vec::new(),
        permissions: Some(Vec::new()),
        tags: Some(Tags::new()),
        described_at: None,
    }
}

fn association(status: &str, account: &str, directory: &str) -> Association {
    Association {
        status: status.to_owned(),
        account: Some(account.to_owned()),
        directory: Some(directory.to_owned()),
        connection_identifier: None,
    }
}

fn directory(id: &str, name: &str, state: &str) -> Directory {
    Directory {
        region: region("us-east-1"),
        id: id.to_owned(),
        name: name.to_owned(),
        registration_code: None,
        state: state.to_owned(),
        directory_type: "SIMPLE_AD".to_owned(),
    }
}
