//! A connection string, in every Region it stands in.

use crate::{
    api::connection_aliases::get_connection_alias,
    components::{
        action::ActionLink,
        badge::{Badge, Checking, Unset},
        copy::{Copy, Id},
        detail::DetailPage,
        history::History,
        row::{Card, Row, yes_no},
        tags::TagList,
        time::At,
    },
    model::{
        access::Access,
        answer::{AliasWithDirectory, ConnectionAliasDetail},
        change::{Action, Subject},
        connection_alias::{AliasState, Association, ConnectionAlias as ConnectionAliasModel, Permission},
        freshness::{Freshness, Kind},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Associations, permissions, tags and the TXT record, a card a Region.
#[component]
pub fn ConnectionAlias() -> impl IntoView {
    let page = DetailPage {
        kind: Kind::ConnectionAliases,
        noun: "connection alias",
        params: &["string"],
        fetch: |params| Box::pin(get_connection_alias(params.into_iter().next().unwrap_or_default())),
        show,
    };
    view! { {page.view()}<History kind=Kind::ConnectionAliases params=&["string"]/> }
}

fn show(detail: ConnectionAliasDetail, freshness: Freshness, access: Access) -> AnyView {
    let ConnectionAliasDetail {
        connection_string,
        account,
        aliases,
    } = detail;
    let now = freshness.now;
    let card =
        |found: AliasWithDirectory| region_card(connection_string.clone(), account.as_deref(), found, now, &access);
    let cards = aliases.into_iter().map(card).collect_view();
    view! {
        <Title text=connection_string.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb"><a href=routes::list(Kind::ConnectionAliases)>"Connection aliases"</a></nav>
        <div class="head">
            <h1>{connection_string.clone()}</h1>
            <Copy text=connection_string.clone() what="the connection string" label="Copy"/>
        </div>
        <p class="lead">
            "People type this name into the WorkSpaces client. The TXT record at the name carries the connection identifier of the Region that they land in; "
            "WorkSpaces does not fail over by itself: changing that record does."
        </p>
        <div class="cols even">{cards}</div>
    }
    .into_any()
}

fn region_card(
    connection_string: String,
    account: Option<&str>,
    found: AliasWithDirectory,
    now: Timestamp,
    access: &Access,
) -> impl IntoView + use<> {
    let AliasWithDirectory { alias, directory } = found;
    let own = account.is_none_or(|account| account == alias.owner_account);
    let actions = actions(&alias, own, access);
    let state = alias.alias_state();
    let badge = state.badge();
    let meaning = badge.meaning.clone();
    let association = alias.association().cloned();
    let identifier = association
        .as_ref()
        .and_then(|association| association.connection_identifier.clone());
    let directory_name = directory.as_ref().map(|directory| directory.name.clone());
    let owner = match account {
        None => "AWS has not told yet whether this is the account that Frontdesk looks at",
        Some(_) if own => "This account",
        Some(_) => "Another account, which shares the alias with this one",
    };
    view! {
        <Card title=alias.region.to_string() aside=move || view! { <Badge badge=badge.clone()/> }>
            <dl>
                <Row name="State" meaning=meaning>{alias.state.clone()}</Row>
                {association_rows(association, directory_name)}
                <Row name="TXT record" meaning="Publish it where people of this Region shall land here.">
                    {txt_record(&connection_string, identifier.clone(), state)}
                </Row>
                <Row name="Owner" meaning=owner><Id value=alias.owner_account.clone() what="the owner's account id"/></Row>
                <Row name="Shared with">{permissions(alias.permissions.clone(), own)}</Row>
                <Row name="Tags">
                    {match alias.tags.clone() {
                        _ if !own => view! { <span class="none">"Only the owner sees this"</span> }.into_any(),
                        Some(tags) => view! { <TagList tags=tags/> }.into_any(),
                        None => view! { <Checking/> }.into_any(),
                    }}
                </Row>
                <Row name="Alias id"><Id value=alias.id.clone() what="the alias id"/></Row>
                <Row name="Read from AWS"><At at=alias.described_at now=now/></Row>
            </dl>
            <div class="actions pad">{actions}</div>
        </Card>
    }
}

/// What can be done with it in its Region; what AWS is at, the forms say.
fn actions(alias: &ConnectionAliasModel, own: bool, access: &Access) -> impl IntoView + use<> {
    let is_shared = alias
        .permissions
        .as_ref()
        .is_some_and(|permissions| !permissions.is_empty());
    let subject = Subject::new(alias.region.as_str(), &alias.id);
    let is_associated = alias.association().is_some();
    let first = if is_associated {
        Action::DisassociateConnectionAlias
    } else {
        Action::AssociateConnectionAlias
    };
    let second = if is_shared {
        Action::UnshareConnectionAlias
    } else {
        Action::ShareConnectionAlias
    };
    let not_own = (!own).then(|| "Only its owner can.".to_owned());
    let in_use = if is_associated {
        Some("Disassociate it first.")
    } else {
        is_shared.then_some("Stop sharing it first.")
    };
    let undeletable = not_own.clone().or_else(|| in_use.map(str::to_owned));
    let link = |action: Action, impossible: Option<String>| {
        let label = if action == Action::DeleteConnectionAlias {
            "Delete"
        } else {
            action.label()
        };
        view! { <ActionLink access=access.clone() action=action subject=subject.clone() label=label impossible=impossible/> }
    };
    view! {
        {link(first, None)}
        {link(second, not_own.clone())}
        {link(Action::EditConnectionAliasTags, not_own)}
        {link(Action::DeleteConnectionAlias, undeletable)}
    }
}

fn association_rows(association: Option<Association>, directory_name: Option<String>) -> impl IntoView {
    let Some(association) = association else {
        return view! { <Row name="Directory"><Unset/></Row> }.into_any();
    };
    let directory = match association.directory {
        Some(id) => view! { {directory_name}" "<Id value=id what="the directory id"/> }.into_any(),
        None => view! { <Unset/> }.into_any(),
    };
    let account = association.account.map(|account| {
        view! { <Row name="Directory's account"><Id value=account what="the account id"/></Row> }
    });
    view! {
        <Row name="Association">{association.status}</Row>
        <Row name="Directory">{directory}</Row>
        {account}
    }
    .into_any()
}

/// The record as a zone file has it (RFC 1035).
fn txt_record(connection_string: &str, identifier: Option<String>, state: AliasState) -> AnyView {
    match identifier {
        Some(identifier) => {
            let record = format!("{connection_string}. 300 IN TXT \"{identifier}\"");
            view! { <span class="id"><code>{record.clone()}</code><Copy text=record what="the TXT record"/></span> }.into_any()
        }
        None if state == AliasState::Deleting => {
            view! { <span class="none">"Remove it: whoever takes over an abandoned name could receive people who trust it."</span> }
                .into_any()
        }
        None => view! { <span class="none">"There is a value once the alias is associated."</span> }.into_any(),
    }
}

fn permissions(permissions: Option<Vec<Permission>>, own: bool) -> AnyView {
    match permissions {
        _ if !own => view! { <span class="none">"Only the owner sees this"</span> }.into_any(),
        None => view! { <Checking/> }.into_any(),
        Some(permissions) if permissions.is_empty() => view! { <span class="none">"Nobody"</span> }.into_any(),
        Some(permissions) => permissions
            .into_iter()
            .map(|permission| {
                view! {
                    <div><Id value=permission.account what="the account id"/><small>"May associate it: "{yes_no(permission.allow_association)}</small></div>
                }
            })
            .collect_view()
            .into_any(),
    }
}
