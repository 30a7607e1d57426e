//! Forms and reviews. What changes something is sent to routes of its own, with and without JavaScript.

use crate::wire::Wire;
use crate::{
    error::AppError,
    model::change::{FormAnswer, ReviewAnswer, bulk::Bulk},
};
use leptos::{server, server_fn::codec::GetUrl};

/// The form of an action about a thing.
#[server(prefix = "/api", endpoint = "form", input = GetUrl, output = Wire)]
pub async fn get_form(action: String, parent: String, id: String) -> Result<FormAnswer, AppError> {
    use crate::{
        backend::Target,
        model::{
            change::{Subject, action as find},
            freshness::Kind,
        },
    };
    let (changes, visitor) = super::ssr::changes::<GetForm>()?;
    let Some(action) = find(&action) else {
        return Ok(FormAnswer::NotFound);
    };
    let subject = Subject { parent, id };
    let answer = changes.form(&visitor, action, &subject).await;
    let backend = super::ssr::backend::<GetForm>()?;
    // It is on somebody's screen.
    let Subject { parent, id } = subject;
    let target = match action.kind() {
        Kind::Users => Some(Target::User { instance: parent, id }),
        Kind::EmailAddresses => Some(Target::EmailAddress { instance: parent, id }),
        Kind::Identities => Some(Target::Identity {
            region: parent,
            name: id,
        }),
        // AWS may be at work on it, which the form waits for.
        Kind::ConnectionAliases => {
            let snapshot = backend.snapshot();
            let alias = snapshot.connection_aliases.get(&(parent, id));
            alias.map(|alias| Target::ConnectionAlias {
                connection_string: alias.connection_string.clone(),
            })
        }
    };
    backend.look_at(target.into_iter().filter(Target::is_something).collect());
    answer.map_err(super::ssr::failed)
}

/// Keeps what is typed into a form.
#[server(prefix = "/api", endpoint = "keep-form", output = Wire)]
pub async fn keep_form(
    action: String,
    parent: String,
    id: String,
    opened: String,
    typed: String,
) -> Result<(), AppError> {
    use crate::model::change::{Subject, action as find};
    let (changes, visitor) = super::ssr::changes::<KeepForm>()?;
    let action = find(&action).ok_or(AppError::BadRequest)?;
    let subject = Subject { parent, id };
    let kept = changes.keep(&visitor, action, &subject, &opened, &typed).await;
    kept.map_err(super::ssr::failed)
}

/// What a draft would do.
#[server(prefix = "/api", endpoint = "review", input = GetUrl, output = Wire)]
pub async fn get_review(draft: String) -> Result<ReviewAnswer, AppError> {
    let (changes, visitor) = super::ssr::changes::<GetReview>()?;
    changes.review(&visitor, &draft).await.map_err(super::ssr::failed)
}

/// A bulk change with a page of its rows.
#[server(prefix = "/api", endpoint = "bulk", input = GetUrl, output = Wire)]
pub async fn get_bulk(id: String, page: u32) -> Result<Option<Bulk>, AppError> {
    let (changes, visitor) = super::ssr::changes::<GetBulk>()?;
    changes.bulk(&visitor, &id, page).await.map_err(super::ssr::failed)
}

super::needs! {
    GetBulk: Read,
    GetForm: Read,
    KeepForm: Read,
    GetReview: Read,
}
