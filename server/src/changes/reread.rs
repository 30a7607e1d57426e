//! Reading again what a change touched: several of AWS's calls say nothing of what they did.

use crate::{
    aws::{Aws, CallError, Priority, Reader, write::Touched},
    inventory::{Inventory, Resource},
};
use app::model::{
    connection_alias::ConnectionAlias, email_address::EmailAddress, identity::Identity, region::Region,
    time::Timestamp, user::User,
};
use futures::TryStreamExt;
use std::time::Duration;

/// For how long a listing may lag behind before something new counts as not there: AWS says seconds.
const LAG: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(3),
    Duration::from_secs(4),
];

/// Reads `touched` in `region` again, into the inventory; something new is found first. Says what it is by its id.
///
/// # Errors
/// When AWS can't be asked.
pub(super) async fn reread(
    aws: &Aws,
    inventory: &Inventory,
    region: &Region,
    touched: Touched,
) -> Result<Touched, CallError> {
    let Some(reader) = aws.reader(region, Priority::People) else {
        return Ok(touched);
    };
    let touched = find_new(&reader, touched).await?;
    let now = reader.now();
    match &touched {
        Touched::User { instance, id } => {
            take_in::<User>(inventory, now, (instance, id), reader.user(instance, id).await)?;
        }
        Touched::EmailAddress { instance, id } => {
            take_in::<EmailAddress>(inventory, now, (instance, id), reader.email_address(instance, id).await)?;
        }
        Touched::Identity { name } => {
            take_in::<Identity>(inventory, now, (region.as_str(), name), reader.identity(name).await)?;
        }
        Touched::ConnectionAlias { id } => {
            let account = inventory.snapshot().account.clone();
            let answer = reader.connection_alias(id, account.as_deref()).await;
            take_in::<ConnectionAlias>(inventory, now, (region.as_str(), id), answer)?;
        }
        // It is not there.
        Touched::NewUser { .. } | Touched::NewEmailAddress { .. } | Touched::NewConnectionAlias { .. } => {}
    }
    Ok(touched)
}

fn take_in<T: Resource>(
    inventory: &Inventory,
    now: Timestamp,
    key: (&str, &str),
    answer: Result<T, CallError>,
) -> Result<(), CallError> {
    let key = (key.0.to_owned(), key.1.to_owned());
    match answer {
        Ok(item) => inventory.apply(|draft| draft.described(item)),
        Err(CallError::NotFound) => inventory.apply(|draft| draft.gone::<T>(key, now)),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Looks for something new in a listing, which may lag behind; what is known by its id stays as it is.
async fn find_new(reader: &Reader, touched: Touched) -> Result<Touched, CallError> {
    if !touched.is_new() {
        return Ok(touched);
    }
    for lag in LAG {
        reader.wait(lag).await;
        if let Some(found) = find(reader, &touched).await? {
            return Ok(found);
        }
    }
    Ok(touched)
}

async fn find(reader: &Reader, touched: &Touched) -> Result<Option<Touched>, CallError> {
    Ok(match touched {
        Touched::NewUser { instance, username } => {
            let mut pages = reader.users(instance);
            let mut found = None;
            while let (None, Some(page)) = (&found, pages.try_next().await?) {
                found = page
                    .into_iter()
                    .find(|user| user.username.eq_ignore_ascii_case(username));
            }
            found.map(|user| Touched::User {
                instance: instance.clone(),
                id: user.id,
            })
        }
        Touched::NewEmailAddress { instance, address } => {
            let mut pages = reader.email_addresses(instance);
            let mut found = None;
            while let (None, Some(page)) = (&found, pages.try_next().await?) {
                found = page
                    .into_iter()
                    .find(|known| known.address.eq_ignore_ascii_case(address));
            }
            found.map(|found| Touched::EmailAddress {
                instance: instance.clone(),
                id: found.id,
            })
        }
        Touched::NewConnectionAlias { connection_string } => {
            let mut pages = reader.connection_aliases();
            let mut found = None;
            while let (None, Some(page)) = (&found, pages.try_next().await?) {
                found = page
                    .into_iter()
                    .find(|alias| alias.connection_string.eq_ignore_ascii_case(connection_string));
            }
            found.map(|alias| Touched::ConnectionAlias { id: alias.id })
        }
        _ => None,
    })
}
