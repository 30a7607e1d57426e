//! Sessions as a table: a person's own, or everyone's.

use super::{badge::Badge, role::RoleBadge, time::Ago};
use crate::{
    model::{
        badge::{Badge as BadgeModel, Tone},
        session::SessionRow,
        user_agent,
    },
    routes,
};
use leptos::prelude::*;

/// The sessions of one person.
pub fn own_sessions(rows: &[SessionRow], end: impl Fn(&SessionRow) -> AnyView) -> AnyView {
    let row = |row: &SessionRow| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{browser(row)}</th>
                {rest(row, &end)}
            </tr>
        }
    };
    let rows = rows.iter().map(row).collect_view();
    table("Your sessions", &["Browser"], rows.into_any())
}

/// Everyone's sessions.
pub fn everyones_sessions(rows: &[SessionRow], end: impl Fn(&SessionRow) -> AnyView) -> AnyView {
    let row = |row: &SessionRow| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><span class="name">{row.name.clone()}</span>{row.email.clone().map(|email| view! { <small>{email}</small> })}</th>
                <td role="cell" data-label="Role"><div><RoleBadge role=row.role/></div></td>
                <td role="cell" data-label="Browser"><div>{browser(row)}</div></td>
                {rest(row, &end)}
            </tr>
        }
    };
    let rows = rows.iter().map(row).collect_view();
    table("Sessions", &["Name", "Role", "Browser"], rows.into_any())
}

/// What every session has, and what can be done about it.
fn rest(row: &SessionRow, end: &impl Fn(&SessionRow) -> AnyView) -> AnyView {
    let now = row.ends.now;
    let ends = row.ends.first();
    let way_out = if row.is_this { sign_out() } else { end(row) };
    view! {
        <td role="cell" data-label="Address"><div><code>{row.address.clone()}</code></div></td>
        <td role="cell" data-label="Signed in"><div><Ago at=Some(row.signed_in_at) now=now/></div></td>
        <td role="cell" data-label="Last seen"><div><Ago at=Some(row.seen_at) now=now/></div></td>
        <td role="cell" data-label="Ends"><div><time datetime=ends.iso() title=ends.display()>{ends.clock()}</time></div></td>
        <td role="cell" data-label="End it"><div class="actions">{way_out}</div></td>
    }
    .into_any()
}

fn table(label: &'static str, first: &[&'static str], rows: AnyView) -> AnyView {
    let heading = |title: &'static str| view! { <th role="columnheader" scope="col">{title}</th> };
    let headings = first
        .iter()
        .chain(&["Address", "Signed in", "Last seen", "Ends", "End it"])
        .map(|title| heading(title))
        .collect_view();
    view! {
        <div class="sheet" role="region" aria-label=format!("{label}, table") tabindex="0">
            <table role="table">
                <thead role="rowgroup"><tr role="row">{headings}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn browser(row: &SessionRow) -> impl IntoView + use<> {
    let this = row.is_this.then(|| {
        view! { " "<Badge badge=BadgeModel::new(Tone::Good, "This one", "The session that you are in now.")/> }
    });
    view! { <span title=row.agent.clone()>{user_agent::short(&row.agent)}</span>{this} }
}

/// Ending the session that asks is what signing out is.
fn sign_out() -> AnyView {
    view! { <form method="post" action=routes::SIGN_OUT><button class="btn">"Sign out"</button></form> }.into_any()
}

/// What "End" ends, for those who don't see the row.
pub fn ended_by_it(row: &SessionRow) -> String {
    format!("{}, {}, {}", row.name, user_agent::short(&row.agent), row.address)
}
