//! The one account that an alias is shared with.

use super::find::{expect_created, own_alias, resource};
use crate::{
    aws::write::workspaces::{self, ConnectionAliasPermission},
    changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World},
};
use app::model::{
    change::{Action, FieldChange, Subject, form},
    forms::{ShareConnectionAlias, UnshareConnectionAlias, share_connection_alias::Context},
    freshness::Kind,
};

impl Change for ShareConnectionAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let alias = own_alias(subject, world)?;
        expect_created(alias)?;
        let shared_with = alias.permissions.as_ref().ok_or(Closed::NotReadYet)?;
        if let Some(permission) = shared_with.first() {
            let account = &permission.account;
            return Err(Closed::Impossible(format!(
                "It is shared with account {account}, and can be shared with one only. Stop sharing it first."
            )));
        }
        Ok(Opened {
            name: alias.connection_string.clone(),
            context: Context {
                owner: alias.owner_account.clone(),
            },
            now: Self::default(),
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (string, account) = (&opened.name, self.account());
        let undo = UndoPlan::By {
            action: Action::UnshareConnectionAlias,
            subject: subject.clone(),
            form: form::encode(&UnshareConnectionAlias {
                account: account.clone(),
            }),
        };
        let title = format!("Share {string} in {} with account {account}", subject.parent);
        let mut plan = Plan::new(title, "Share".to_owned(), resource(subject, string), undo);
        let Some(region) = world.snapshot.region_of(Kind::ConnectionAliases, &subject.parent) else {
            return plan;
        };
        plan.fields.extend(FieldChange::of("Shared with", None, Some(&account)));
        plan.warnings.push(format!(
            "Account {account} sees the alias and may associate it with a directory of its own. While it does, only that account \
             can disassociate it, and it can’t be unshared or deleted here."
        ));
        plan.steps.push(Step::new(&region, permission(subject, &account, true)));
        plan
    }

    fn field_of(operation: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        let text = match (operation, code) {
            ("UpdateConnectionAliasPermission", "InvalidParameterValuesException") => "AWS does not take this account.",
            ("UpdateConnectionAliasPermission", "ResourceLimitExceededException") => {
                "It is shared with another account already, and can be shared with one only."
            }
            ("UpdateConnectionAliasPermission", "InvalidResourceStateException") => {
                "AWS is at work on the alias. Try again in a moment."
            }
            _ => return None,
        };
        Some(("account", text.to_owned()))
    }
}

/// Sharing and unsharing are one call.
pub(super) fn permission(subject: &Subject, account: &str, allow: bool) -> workspaces::UpdateConnectionAliasPermission {
    workspaces::UpdateConnectionAliasPermission {
        alias_id: subject.id.clone(),
        connection_alias_permission: ConnectionAliasPermission {
            shared_account_id: account.to_owned(),
            allow_association: allow,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{known, subject, with_world};

    #[test]
    fn one_account_gets_it_and_can_lose_it_again() {
        let form = ShareConnectionAlias {
            account: "4444-5555-6666".to_owned(),
        };
        let plan = with_world(&known(), |world| {
            let opened = ShareConnectionAlias::open(&subject("wsca-free"), world).expect("a form");
            form.plan(&opened, &subject("wsca-free"), world)
        });
        let undo = UndoPlan::By {
            action: Action::UnshareConnectionAlias,
            subject: subject("wsca-free"),
            form: "account=444455556666".to_owned(),
        };
        assert_eq!(plan.undo, undo);
        let step = plan.steps.first().expect("a step");
        let input = serde_json::json!({
            "AliasId": "wsca-free",
            "ConnectionAliasPermission": { "SharedAccountId": "444455556666", "AllowAssociation": true },
        });
        assert_eq!(step.call.input(), input);
        assert_eq!(step.call.is_in_effect(&step.region, &known()), Some(false));
    }

    #[test]
    fn only_the_owner_shares_and_only_once() {
        let closed = |id: &str| with_world(&known(), |world| ShareConnectionAlias::open(&subject(id), world)).err();
        assert!(matches!(closed("wsca-lent"), Some(Closed::Impossible(why)) if why.contains("Stop sharing it first")));
        assert!(matches!(closed("wsca-theirs"), Some(Closed::Impossible(why)) if why.contains("Only its owner")));
        assert!(matches!(closed("wsca-new"), Some(Closed::Impossible(_))));
    }
}
