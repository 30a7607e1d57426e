//! WorkSpaces: directories, and connection aliases in every state.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use super::tags;
use crate::account::{EU_WEST_2, US_EAST_1};
use crate::generator::Generator;
use crate::workspaces::{
    Association, AssociationStatus, ConnectionAlias, ConnectionAliasPermission, ConnectionAliasState, Region, State,
    WorkspaceDirectory, WorkspaceDirectoryType,
};
use crate::{ACCOUNT_ID, OTHER_ACCOUNT_ID};

/// How long what is under way at the start stays so: long enough to be looked at.
const UNDER_WAY: Duration = Duration::hours(1);

/// A Region to be.
struct Ground {
    region: &'static str,
    state: Region,
}

/// What WorkSpaces holds.
pub fn state(now: OffsetDateTime) -> State {
    let mut state = State::default();
    state.insert(US_EAST_1, us_east_1(now));
    state.insert(EU_WEST_2, eu_west_2());
    state
}

fn us_east_1(now: OffsetDateTime) -> Region {
    let mut ground = Ground::new(US_EAST_1);
    let later = Some(now + UNDER_WAY);
    let corp = ground.directory(ACCOUNT_ID, "corp.example.com", "Everybody", AD_CONNECTOR);
    let sales = ground.directory(ACCOUNT_ID, "sales.example.com", "Sales", SIMPLE_AD);
    let leavers = ground.directory(ACCOUNT_ID, "contractors.example.com", "Contractors", SIMPLE_AD);
    ground.directory(ACCOUNT_ID, "lab.example.com", "Lab", SIMPLE_AD);
    let partner = ground.directory(OTHER_ACCOUNT_ID, "partner.example.org", "Partner", AD_CONNECTOR);

    ground.alias("desktop.example.com", |alias| {
        alias.association = Some(owners(&corp));
        alias.tags = tags(&[("team", "workplace"), ("failover", "eu-west-2")]);
    });
    ground.alias("partners.example.com", |alias| {
        alias.permission = Some(shared_with(OTHER_ACCOUNT_ID));
        alias.association = Some(shared_accounts(OTHER_ACCOUNT_ID, &partner));
        alias.tags = tags(&[("team", "partners")]);
    });
    ground.alias("contractors.example.com", |alias| {
        alias.permission = Some(shared_with(OTHER_ACCOUNT_ID));
    });
    ground.alias("partner-desktop.example.org", |alias| {
        alias.owner = OTHER_ACCOUNT_ID;
        alias.permission = Some(shared_with(ACCOUNT_ID));
    });
    ground.alias("lab.example.com", |alias| {
        alias.association = Some(Association::NONE);
    });
    ground.alias("new.example.com", |alias| {
        alias.state = ConnectionAliasState::Creating;
        alias.settles_at = later;
    });
    ground.alias("retired.example.com", |alias| {
        alias.state = ConnectionAliasState::Deleting;
        alias.settles_at = later;
    });
    ground.alias("sales.example.com", |alias| {
        alias.association = Some(Association {
            association_status: AssociationStatus::PendingAssociation,
            ..owners(&sales)
        });
        alias.settles_at = later;
    });
    ground.alias("legacy.example.com", |alias| {
        alias.association = Some(Association {
            association_status: AssociationStatus::PendingDisassociation,
            ..owners(&leavers)
        });
        alias.settles_at = later;
    });
    ground.state
}

fn eu_west_2() -> Region {
    let mut ground = Ground::new(EU_WEST_2);
    let corp = ground.directory(ACCOUNT_ID, "corp.example.com", "Everybody", AD_CONNECTOR);
    let guests = ground.directory(ACCOUNT_ID, "guests.example.com", "Guests", SIMPLE_AD);
    ground.directory(ACCOUNT_ID, "standby.example.com", "Standby", SIMPLE_AD);
    ground.directory(OTHER_ACCOUNT_ID, "partner.example.org", "Partner", AD_CONNECTOR);

    ground.alias("desktop.example.com", |alias| {
        alias.association = Some(owners(&corp));
        alias.tags = tags(&[("team", "workplace"), ("failover", "us-east-1")]);
    });
    ground.alias("partners.example.com", |alias| {
        alias.permission = Some(shared_with(OTHER_ACCOUNT_ID));
    });
    ground.alias("contractors.example.com", |alias| {
        alias.permission = Some(ConnectionAliasPermission {
            allow_association: false,
            ..shared_with(OTHER_ACCOUNT_ID)
        });
    });
    ground.alias("partner-desktop.example.org", |alias| {
        alias.owner = OTHER_ACCOUNT_ID;
        alias.permission = Some(shared_with(ACCOUNT_ID));
        alias.association = Some(shared_accounts(ACCOUNT_ID, &guests));
    });
    ground.alias("lab.example.com", |alias| {
        alias.association = Some(Association::NONE);
    });
    ground.state
}

const AD_CONNECTOR: WorkspaceDirectoryType = WorkspaceDirectoryType::AdConnector;
const SIMPLE_AD: WorkspaceDirectoryType = WorkspaceDirectoryType::SimpleAd;

impl Ground {
    fn new(region: &'static str) -> Self {
        Self {
            region,
            state: Region::default(),
        }
    }

    /// Adds a directory and returns its id.
    fn directory(
        &mut self,
        account: &'static str,
        name: &str,
        title: &str,
        directory_type: WorkspaceDirectoryType,
    ) -> String {
        let mut generator = Generator::new(&["directory", self.region, account, name]);
        let directory = directory(account, name, title, directory_type, &mut generator);
        let id = directory.directory_id.clone();
        self.state.insert_directory(account, directory);
        id
    }

    /// Adds an alias of the first account that is `CREATED`, unless `change` makes it otherwise.
    fn alias(&mut self, connection_string: &str, change: impl FnOnce(&mut ConnectionAlias)) {
        let mut generator = Generator::new(&["alias", self.region, connection_string]);
        let mut alias = ConnectionAlias {
            id: format!("wsca-{}", generator.alphanumeric(9)),
            connection_string: connection_string.to_owned(),
            state: ConnectionAliasState::Created,
            owner: ACCOUNT_ID,
            permission: None,
            association: None,
            settles_at: None,
            tags: BTreeMap::new(),
        };
        change(&mut alias);
        if let Some(association) = &mut alias.association
            && association.resource_id.is_some()
        {
            association.connection_identifier = Some(generator.capitals(14));
        }
        self.state.aliases.put(alias);
    }
}

fn directory(
    account: &str,
    name: &str,
    title: &str,
    directory_type: WorkspaceDirectoryType,
    generator: &mut Generator,
) -> WorkspaceDirectory {
    let subnets = 20 * generator.below(12);
    WorkspaceDirectory {
        directory_id: format!("d-{}", generator.hexadecimal(10)),
        alias: format!("d-{}", generator.hexadecimal(10)),
        directory_name: name.to_owned(),
        registration_code: format!("SL{}+{}", generator.capitals(4), generator.capitals(6)),
        subnet_ids: (0..2)
            .map(|_| format!("subnet-{}", generator.hexadecimal(17)))
            .collect(),
        dns_ip_addresses: vec![format!("10.0.{subnets}.10"), format!("10.0.{subnets}.138")],
        customer_user_name: "Administrator".to_owned(),
        iam_role_id: format!("arn:aws:iam::{account}:role/workspaces_DefaultRole"),
        directory_type,
        workspace_security_group_id: format!("sg-{}", generator.hexadecimal(17)),
        state: "REGISTERED",
        tenancy: "SHARED",
        workspace_directory_name: Some(title.to_owned()),
        workspace_directory_description: None,
        user_identity_type: "AWS_DIRECTORY_SERVICE",
        workspace_type: "PERSONAL",
        tags: tags(&[("team", "workplace")]),
    }
}

/// With a directory of the owner.
fn owners(directory: &str) -> Association {
    Association {
        association_status: AssociationStatus::AssociatedWithOwnerAccount,
        associated_account_id: Some(ACCOUNT_ID),
        resource_id: Some(directory.to_owned()),
        connection_identifier: None,
    }
}

/// With a directory of the account that the alias is shared with.
fn shared_accounts(account: &'static str, directory: &str) -> Association {
    Association {
        association_status: AssociationStatus::AssociatedWithSharedAccount,
        associated_account_id: Some(account),
        ..owners(directory)
    }
}

/// Sees it, and may associate it.
fn shared_with(account: &str) -> ConnectionAliasPermission {
    ConnectionAliasPermission {
        shared_account_id: account.to_owned(),
        allow_association: true,
    }
}
