//! The page of a form.

use super::{connection_aliases, email_addresses, identities, users};
use crate::{
    api::changes::get_form,
    components::{
        answer::answer_again, awaited::awaited_page, detail::failed, form::form_view, session::Session,
        status::set_status,
    },
    model::{
        change::{Action, FormAnswer, FormPage, Subject, action},
        forms,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form of the action that the path names, about what the query says.
#[component]
pub fn ChangeForm() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let about = Memo::new(move |_| {
        let (params, query) = (params.read(), query.read());
        let get = |name: &str| routes::text_of(&query, name);
        (routes::text_of(&params, "action"), get("parent"), get("id"))
    });
    let policy = Memo::new(move |_| query.read().get_str("policy").map(routes::of_parameter));
    let session = Session::from_context();
    // Not whenever something is known anew: somebody is typing.
    let form = answer_again(
        move || about.get(),
        move || session.returns(),
        |(action, parent, id)| get_form(action, parent, id),
    );
    let content = move || {
        let ((name, parent, id), policy) = (about.get(), policy.get());
        async move {
            let subject = Subject { parent, id };
            match (action(&name), form.await) {
                (Some(action), Ok(FormAnswer::Form(page))) => form_of(action, *page, subject, policy.as_deref()),
                (Some(action), Ok(FormAnswer::NotReadYet)) => not_read_yet(action),
                (Some(action), Ok(FormAnswer::Impossible(why))) => impossible(action, why),
                (_, Err(error)) => failed(&error),
                _ => not_found(),
            }
        }
    };
    awaited_page(content)
}

/// `policy` is which of an identity's policies it is about, where the link says so.
fn form_of(action: Action, page: FormPage, subject: Subject, policy: Option<&str>) -> AnyView {
    match action {
        Action::EditEmailAddress => form_view::<forms::EditEmailAddress>(page, subject, email_addresses::edit::fields),
        Action::CreateEmailAddress => {
            form_view::<forms::CreateEmailAddress>(page, subject, email_addresses::create::fields)
        }
        Action::DeleteEmailAddress => {
            form_view::<forms::DeleteEmailAddress>(page, subject, email_addresses::delete::fields)
        }
        Action::AssociateEmailAddressAlias => {
            form_view::<forms::AssociateEmailAddressAlias>(page, subject, email_addresses::alias::associate)
        }
        Action::DisassociateEmailAddressAlias => {
            form_view::<forms::DisassociateEmailAddressAlias>(page, subject, email_addresses::alias::disassociate)
        }
        Action::CreateConnectionAlias => {
            form_view::<forms::CreateConnectionAlias>(page, subject, connection_aliases::create::fields)
        }
        Action::AssociateConnectionAlias => {
            form_view::<forms::AssociateConnectionAlias>(page, subject, connection_aliases::associate::associate)
        }
        Action::DisassociateConnectionAlias => {
            form_view::<forms::DisassociateConnectionAlias>(page, subject, connection_aliases::associate::disassociate)
        }
        Action::ShareConnectionAlias => {
            form_view::<forms::ShareConnectionAlias>(page, subject, connection_aliases::share::share)
        }
        Action::UnshareConnectionAlias => {
            form_view::<forms::UnshareConnectionAlias>(page, subject, connection_aliases::share::unshare)
        }
        Action::EditConnectionAliasTags => {
            form_view::<forms::EditConnectionAliasTags>(page, subject, connection_aliases::tags::fields)
        }
        Action::DeleteConnectionAlias => {
            form_view::<forms::DeleteConnectionAlias>(page, subject, connection_aliases::delete::fields)
        }
        Action::CreateUser => form_view::<forms::CreateUser>(page, subject, users::create::fields),
        Action::EditUser => form_view::<forms::EditUser>(page, subject, users::edit::fields),
        Action::DeleteUser => form_view::<forms::DeleteUser>(page, subject, users::delete::fields),
        Action::BulkEditUsers => form_view::<forms::BulkEditUsers>(page, subject, users::bulk::edit),
        Action::BulkDeleteUsers => form_view::<forms::BulkDeleteUsers>(page, subject, users::bulk::delete),
        Action::CreateIdentity => form_view::<forms::CreateIdentity>(page, subject, identities::create::fields),
        Action::EditDkimSigning => form_view::<forms::EditDkimSigning>(page, subject, identities::dkim_signing::fields),
        Action::EditSigningAttributes => {
            form_view::<forms::EditSigningAttributes>(page, subject, identities::signing_attributes::fields)
        }
        Action::EditMailFrom => form_view::<forms::EditMailFrom>(page, subject, identities::mail_from::fields),
        Action::EditFeedbackForwarding => {
            form_view::<forms::EditFeedbackForwarding>(page, subject, identities::feedback_forwarding::fields)
        }
        Action::EditConfigurationSet => {
            form_view::<forms::EditConfigurationSet>(page, subject, identities::configuration_set::fields)
        }
        Action::EditPolicy => identities::policy::page(page, subject, policy),
        Action::DeletePolicy => identities::delete_policy::page(page, subject, policy.unwrap_or_default()),
        Action::EditIdentityTags => form_view::<forms::EditIdentityTags>(page, subject, identities::tags::fields),
        Action::DeleteIdentity => form_view::<forms::DeleteIdentity>(page, subject, identities::delete::fields),
    }
}

fn not_found() -> AnyView {
    set_status(404);
    view! {
        <Title text="Not found"/>
        <div class="empty">
            <h1>"Not found"</h1>
            <p>"There is nothing to change here: it was deleted, or the address is wrong."</p>
            <p><a class="btn" href=routes::OVERVIEW>"Back to the overview"</a></p>
        </div>
    }
    .into_any()
}

fn not_read_yet(action: Action) -> AnyView {
    view! {
        <Title text="Not read yet"/>
        <div class="empty">
            <h1>"Not read yet"</h1>
            <p>"Frontdesk is reading from AWS what this is about. It can be changed once that is known."</p>
            <p><a class="btn" href="" rel="external">"Look again"</a>" "<a class="btn" href=routes::list(action.kind())>"Back to "{action.kind().title()}</a></p>
        </div>
    }
    .into_any()
}

/// Something stands in the way.
pub fn impossible(action: Action, why: String) -> AnyView {
    view! {
        <Title text=action.label()/>
        <div class="empty">
            <h1>{action.label()}</h1>
            <p>{why}</p>
            <p><a class="btn" href=routes::list(action.kind())>"Back to "{action.kind().title()}</a></p>
        </div>
    }
    .into_any()
}
