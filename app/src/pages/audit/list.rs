//! The audit log as a list, the latest first.

use super::filter::filter_bar;
use crate::{
    api::audit::list_records,
    components::{
        answer::answer,
        awaited::{awaited, awaited_page},
        badge::Badge,
        capability::Capability,
        detail::failed,
        keyed::KeyedRows,
        role::RoleBadge,
        session::Session,
        thousands,
    },
    model::{
        access::Permission,
        change::{RecordPage, RecordQuery, RecordRow, record_query::COUNTED},
        changed::Topic,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Who changed what.
#[component]
pub fn Audit() -> impl IntoView {
    let session = Session::from_context();
    let search = use_location().search;
    let query = Memo::new(move |_| RecordQuery::parse(&search.get()));
    let page = answer(Topic::Changes, move || query.get().to_query(), list_records);
    let lines = KeyedRows::new();
    let count = move || async move { page.await.ok().map(|page| counted(&page)) };
    let exports = move || {
        let (you, query) = (session.you(), query.get());
        async move {
            let access = you.await.ok()?.access;
            let (csv, json) = (routes::audit_csv(&query), routes::audit_json(&query));
            Some(view! {
                <Capability access=access.clone() permission=Permission::ExportAudit label="Export CSV">
                    <a class="btn" rel="external" href=csv.clone()>"Export CSV"</a>
                </Capability>
                <Capability access=access permission=Permission::ExportAudit label="Export JSON">
                    <a class="btn" rel="external" href=json.clone()>"Export JSON"</a>
                </Capability>
            })
        }
    };
    let content = move || async move {
        match page.await {
            Err(error) => failed(&error),
            Ok(page) => {
                let query = query.get_untracked();
                view! {
                    {notes(&page.notes)}
                    {if page.rows.is_empty() { nothing(&query, &page) } else { table(&page, lines) }}
                    {foot(&query, &page)}
                }
                .into_any()
            }
        }
    };
    view! {
        <Title text="Audit"/>
        <div class="head">
            <h1>"Audit"</h1>
            <span class="muted num" role="status">{awaited(count)}</span>
            <div class="spacer"></div>
            {awaited(exports)}
        </div>
        {filter_bar(query)}
        {awaited_page(content)}
    }
}

fn counted(page: &RecordPage) -> String {
    let matched = thousands(page.matched);
    let more = if page.matched == COUNTED { "+" } else { "" };
    if page.matched == page.total {
        matched
    } else {
        format!("{matched}{more} of {}", thousands(page.total))
    }
}

fn notes(notes: &[String]) -> AnyView {
    if notes.is_empty() {
        return ().into_any();
    }
    let notes = notes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect_view();
    view! { <div class="notice" role="status">{notes}</div> }.into_any()
}

fn nothing(query: &RecordQuery, page: &RecordPage) -> AnyView {
    if page.total == 0 {
        return view! {
            <div class="empty">
                <h2>"Nothing was changed yet"</h2>
                <p>"Every change that is made through Frontdesk is written down here before AWS is called, with what came of it. Changes made elsewhere are in AWS CloudTrail."</p>
            </div>
        }
        .into_any();
    }
    let what = if page.matched > 0 {
        "There are no older ones.".to_owned()
    } else {
        format!(
            "None of the {} changes is found by “{}”.",
            thousands(page.total),
            query.filter
        )
    };
    view! {
        <div class="empty">
            <h2>"Nothing found"</h2>
            <p>{what}</p>
            <p><a class="btn" href=routes::AUDIT>"Clear the filter"</a></p>
        </div>
    }
    .into_any()
}

fn table(page: &RecordPage, lines: KeyedRows<RecordRow>) -> AnyView {
    let heading = |title: &'static str| view! { <th role="columnheader" scope="col">{title}</th> };
    let rows = page.rows.iter().map(|row| (row.id.clone(), row.clone()));
    let headings = ["Time", "Who", "What", "Resource", "Outcome", "Changed"].map(heading);
    view! {
        <div class="sheet" role="region" aria-label="Audit, table" tabindex="0">
            <table role="table">
                <thead role="rowgroup"><tr role="row">{headings.into_iter().collect_view()}</tr></thead>
                <tbody role="rowgroup">{lines.show(rows, line)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &RecordRow) -> AnyView {
    let resource = routes::resource(&row.resource);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="name" href=routes::record(&row.id)><time datetime=row.at.iso()>{row.at.display()}</time></a>
            </th>
            <td role="cell" data-label="Who"><div>{row.actor.clone()}" "<RoleBadge role=row.role/></div></td>
            <td role="cell" data-label="What"><div>{row.action.label()}</div></td>
            <td role="cell" data-label="Resource"><div><a href=resource>{row.resource.name.clone()}</a></div></td>
            <td role="cell" data-label="Outcome"><div><Badge badge=row.outcome.badge()/></div></td>
            <td role="cell" data-label="Changed"><div><span class="clip">{row.summary.clone()}</span></div></td>
        </tr>
    }
    .into_any()
}

fn foot(query: &RecordQuery, page: &RecordPage) -> AnyView {
    let latest = query
        .before
        .is_some()
        .then(|| view! { <a class="btn" href=routes::audit(&query.with_before(None))>"Latest"</a> });
    let older = page
        .older
        .map(|number| view! { <a class="btn" href=routes::audit(&query.with_before(Some(number)))>"Older"</a> });
    view! { <footer class="foot"><nav aria-label="Pages" class="pages">{latest}{older}</nav></footer> }.into_any()
}
