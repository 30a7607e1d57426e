//! An alias that no other account has any more.

use super::{
    find::{expect_created, own_alias, resource},
    share::permission,
};
use crate::changes::{Change, Closed, Opened, Plan, Step, UndoPlan, World};
use app::model::{
    change::{Action, FieldChange, Subject, form},
    forms::{ShareConnectionAlias, UnshareConnectionAlias, unshare_connection_alias::Context},
    freshness::Kind,
};

impl Change for UnshareConnectionAlias {
    fn open(subject: &Subject, world: &World<'_>) -> Result<Opened<Self>, Closed> {
        let alias = own_alias(subject, world)?;
        expect_created(alias)?;
        let shared_with = alias.permissions.as_ref().ok_or(Closed::NotReadYet)?;
        let Some(permission) = shared_with.first() else {
            return Err(Closed::Impossible("It is shared with no account.".to_owned()));
        };
        let account = permission.account.clone();
        let association = alias.association().and_then(|association| association.account.as_ref());
        if association == Some(&account) {
            return Err(Closed::Impossible(format!(
                "It leads to a directory of account {account}. That account has to disassociate it first."
            )));
        }
        Ok(Opened {
            name: alias.connection_string.clone(),
            context: Context {
                account: account.clone(),
            },
            now: Self { account },
        })
    }

    fn plan(&self, opened: &Opened<Self>, subject: &Subject, world: &World<'_>) -> Plan {
        let (string, account) = (&opened.name, &self.account);
        let undo = UndoPlan::By {
            action: Action::ShareConnectionAlias,
            subject: subject.clone(),
            form: form::encode(&ShareConnectionAlias {
                account: account.clone(),
            }),
        };
        let title = format!("Stop sharing {string} in {} with account {account}", subject.parent);
        let mut plan = Plan::new(title, "Stop sharing".to_owned(), resource(subject, string), undo);
        let Some(region) = world.snapshot.region_of(Kind::ConnectionAliases, &subject.parent) else {
            return plan;
        };
        plan.fields.extend(FieldChange::of("Shared with", Some(account), None));
        let step = Step::new(&region, permission(subject, account, false));
        plan.steps
            .push(step.noting("Without the permission to associate it, the alias is unshared."));
        plan
    }

    fn field_of(operation: &str, code: &str, _: &str) -> Option<(&'static str, String)> {
        let text = match (operation, code) {
            ("UpdateConnectionAliasPermission", "ResourceAssociatedException") => {
                "It leads to a directory of this account, which has to disassociate it first."
            }
            ("UpdateConnectionAliasPermission", "InvalidParameterValuesException") => {
                "It is not shared with this account any more."
            }
            ("UpdateConnectionAliasPermission", "InvalidResourceStateException") => {
                "AWS is at work on the alias. Try again in a moment."
            }
            _ => return None,
        };
        Some(("account", text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::connection_aliases::testing::{dissociated, known, subject, with_world};

    #[test]
    fn an_account_that_uses_it_keeps_it() {
        let closed = |id: &str| with_world(&known(), |world| UnshareConnectionAlias::open(&subject(id), world)).err();
        assert!(matches!(closed("wsca-lent"), Some(Closed::Impossible(why)) if why.contains("444455556666")));
        assert!(matches!(closed("wsca-free"), Some(Closed::Impossible(why)) if why.contains("no account")));
    }

    #[test]
    fn an_account_that_does_not_loses_it() {
        let snapshot = dissociated("wsca-lent");
        let plan = with_world(&snapshot, |world| {
            let opened = UnshareConnectionAlias::open(&subject("wsca-lent"), world).expect("a form");
            opened.now.plan(&opened, &subject("wsca-lent"), world)
        });
        let step = plan.steps.first().expect("a step");
        assert_eq!(
            step.call.input()["ConnectionAliasPermission"]["AllowAssociation"],
            false
        );
        assert_eq!(step.call.is_in_effect(&step.region, &snapshot), Some(false));
        let undo = UndoPlan::By {
            action: Action::ShareConnectionAlias,
            subject: subject("wsca-lent"),
            form: "account=444455556666".to_owned(),
        };
        assert_eq!(plan.undo, undo);
    }
}
