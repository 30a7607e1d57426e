//! Which address is the alias of which: what can be picked, and where mail goes.

use crate::changes::World;
use app::model::{
    change::Arrow,
    email_address::EmailAddress,
    forms::associate_email_address_alias::Choice,
    rows::{AddressRef, EmailAddressRow},
    snapshot::Snapshot,
};

/// What an address is to others.
pub(super) struct Relations {
    /// Its alias.
    pub(super) alias: Option<AddressRef>,
    /// The address that it is the alias of.
    pub(super) alias_of: Option<AddressRef>,
}

/// The relations of `address`.
pub(super) fn relations(address: &EmailAddress, snapshot: &Snapshot) -> Relations {
    let detail = snapshot.email_address(&address.instance, &address.id);
    let (alias, alias_of) = detail.map_or((None, None), |detail| (detail.aliased_by, detail.alias_of));
    Relations { alias, alias_of }
}

/// The addresses of `instance` in order, with why each can't be picked.
pub(super) fn choices(instance: &str, world: &World<'_>) -> Vec<Choice> {
    let rows = world.snapshot.email_address_rows();
    let here = rows.iter().filter(|row| row.instance == instance);
    let mut choices: Vec<Choice> = here.map(|row| choice(row, world.snapshot)).collect();
    choices.sort_by(|a, b| a.address.cmp(&b.address));
    choices
}

/// An address has at most one alias, and there are no chains.
/// Source: <https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateEmailAddressAlias.html>
fn choice(row: &EmailAddressRow, snapshot: &Snapshot) -> Choice {
    let known = snapshot.email_addresses.get(&(row.instance.clone(), row.id.clone()));
    let is_read = known.is_some_and(|known| known.details.is_some());
    let (why_not_primary, why_not_alias) = match (&row.aliased_by, &row.alias_of) {
        (Some(alias), _) => (
            Some(format!(
                "it has an alias already, {}, and an address has at most one",
                alias.address
            )),
            Some(format!(
                "it has an alias of its own, {}, and aliases can’t be chained",
                alias.address
            )),
        ),
        (None, Some(primary)) => (
            Some(format!(
                "it is itself the alias of {}, and aliases can’t be chained",
                primary.address
            )),
            Some(format!("it is the alias of {} already", primary.address)),
        ),
        (None, None) if !is_read => {
            let why = "Frontdesk has not read it from AWS yet".to_owned();
            (Some(why.clone()), Some(why))
        }
        (None, None) => (None, None),
    };
    Choice {
        id: row.id.clone(),
        address: row.address.clone(),
        why_not_primary,
        why_not_alias,
    }
}

/// Two addresses, each of which keeps its mail to itself.
pub(super) fn apart(primary: &str, alias: &str) -> Vec<Arrow> {
    vec![
        own_mail(alias, "Receives its own mail."),
        own_mail(primary, "Receives its own mail."),
    ]
}

/// Where mail goes while `alias` is associated with `primary`.
pub(super) fn together(primary: &str, alias: &str) -> Vec<Arrow> {
    let forwarded = Arrow {
        from: alias.to_owned(),
        to: Some(primary.to_owned()),
        note: format!("Mail sent to {alias} is forwarded to {primary}."),
    };
    vec![
        forwarded,
        own_mail(alias, "Still receives its own mail, too."),
        own_mail(primary, "Receives its own mail."),
    ]
}

/// An address that receives what is sent to it.
pub(super) fn own_mail(address: &str, note: &str) -> Arrow {
    Arrow {
        from: address.to_owned(),
        to: None,
        note: note.to_owned(),
    }
}
