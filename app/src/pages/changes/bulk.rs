//! A bulk change: reviewed as a whole, then made row by row, with its progress and each row's result.

use crate::{
    api::changes::get_bulk,
    components::{
        answer::answer, awaited::awaited_page, badge::Badge, capability::Capability, detail::failed, session::Session,
        status::set_status, thousands,
    },
    model::{
        access::Access,
        badge::{Badge as BadgeModel, Tone},
        change::{
            Action, Confirmation,
            bulk::{Bulk as BulkModel, BulkRow, BulkState, RowState},
        },
        changed::Topic,
    },
    pages::changes::review::{snapshot_notice, think},
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The bulk change that the path names.
#[component]
pub fn Bulk() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let which = Memo::new(move |_| {
        let page = query.read().get("page").and_then(|page| page.parse().ok());
        (routes::text_of(&params.read(), "id"), page.unwrap_or(1))
    });
    let problem = Memo::new(move |_| query.read().get("problem"));
    let session = Session::from_context();
    let bulk = answer(Topic::Changes, move || which.get(), |(id, page)| get_bulk(id, page));
    let content = move || async move {
        match (bulk.await, session.you().await) {
            (Ok(Some(bulk)), Ok(you)) => show(bulk, you.access, problem.get_untracked()),
            (Ok(None), _) => not_found(),
            (Err(error), _) | (_, Err(error)) => failed(&error),
        }
    };
    awaited_page(content)
}

fn not_found() -> AnyView {
    set_status(404);
    view! {
        <Title text="Not found"/>
        <div class="empty"><h1>"No such bulk change"</h1><p><a class="btn" href=routes::OVERVIEW>"Back to the overview"</a></p></div>
    }
    .into_any()
}

fn show(bulk: BulkModel, access: Access, problem: Option<String>) -> AnyView {
    let problem = problem.map(|problem| {
        let text = match problem.as_str() {
            "confirmation" => "What you typed to confirm it is not what is asked for below.",
            _ => "It is over, it was given up, or it is somebody else’s to begin.",
        };
        view! { <div class="notice bad" role="alert"><b>"Nothing was begun."</b><p>{text}</p></div> }
    });
    let why = bulk
        .why
        .clone()
        .map(|why| view! { <div class="notice wait"><b>{bulk.state.label()}</b><p>{why}</p></div> });
    view! {
        <Title text=bulk.title.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb"><a href=routes::list(bulk.action.kind())>{bulk.action.kind().title()}</a></nav>
        <div class="head"><h1>{bulk.title.clone()}</h1><Badge badge=badge(bulk.state)/></div>
        {problem}
        {why}
        {(!bulk.warnings.is_empty()).then(|| think(bulk.warnings.clone()))}
        {bulk.offers_snapshot.then(|| snapshot_notice(&routes::bulk(&bulk.id)))}
        <p class="lead" role="status">{summary(&bulk)}</p>
        {progress(&bulk)}
        {controls(&bulk, access)}
        {table(&bulk)}
        {pages(&bulk)}
    }
    .into_any()
}

fn badge(state: BulkState) -> BadgeModel {
    let (tone, meaning) = match state {
        BulkState::Reviewed => (Tone::Calm, "Nothing was changed yet."),
        BulkState::Running => (
            Tone::Wait,
            "One row after the other is made. You can leave this page and come back.",
        ),
        BulkState::Paused => (Tone::Wait, "It waits until somebody goes on."),
        BulkState::Stopped => (Tone::Bad, "It was given up. Rows that were made stay made."),
        BulkState::Done => (Tone::Good, "Every row was tried."),
    };
    BadgeModel::new(tone, state.label(), meaning)
}

fn summary(bulk: &BulkModel) -> String {
    let total = bulk.total();
    if bulk.state == BulkState::Reviewed {
        let (waiting, skipped) = (bulk.count(&[RowState::Waiting]), bulk.count(&[RowState::Skipped]));
        let skipped = match skipped {
            0 => String::new(),
            1 => " 1 is left out: the table says why.".to_owned(),
            _ => format!(" {} are left out: the table says why.", thousands(skipped)),
        };
        let calls = match bulk.calls {
            1 => "1 call".to_owned(),
            calls => format!("{} calls", thousands(calls)),
        };
        let done = if bulk.action == Action::BulkDeleteUsers {
            "deleted"
        } else {
            "changed"
        };
        return format!(
            "{} of {} will be {done}, with {calls} to AWS.{skipped}",
            thousands(waiting),
            thousands(total),
        );
    }
    let parts = bulk.counts.iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(state, count)| format!("{} {}", thousands(*count), state.label().to_lowercase()))
        .collect();
    format!("Of {}: {}.", thousands(total), parts.join(", "))
}

fn progress(bulk: &BulkModel) -> Option<impl IntoView + use<>> {
    let is_shown = matches!(bulk.state, BulkState::Running | BulkState::Paused);
    let (done, total) = (bulk.done(), bulk.total());
    let pace = bulk
        .pace()
        .filter(|_| bulk.state == BulkState::Running)
        .map(|(rate, left)| format!(" · {} a minute · {} left", thousands(rate), duration(left)));
    is_shown.then(|| {
        view! {
            <p><progress class="long" value=done max=total aria-label="Progress"></progress>" "{thousands(done)}" of "{thousands(total)}{pace}</p>
        }
    })
}

fn duration(seconds: u32) -> String {
    match seconds {
        0..=90 => format!("{seconds} s"),
        _ => format!("{} min", seconds.div_ceil(60)),
    }
}

fn controls(bulk: &BulkModel, access: Access) -> AnyView {
    let (id, permission) = (bulk.id.clone(), bulk.action.permission());
    let button = move |path: &'static str, class: &'static str, label: String, confirmation: Option<Confirmation>| {
        let (id, access) = (id.clone(), access.clone());
        let inner = label.clone();
        view! {
            <Capability access=access permission=permission label=label>
                <form class="form" method="post" action=path>
                    <input type="hidden" name="bulk" value=id.clone()/>
                    {confirmation.clone().map(confirm)}
                    <div><button class=class>{inner.clone()}</button></div>
                </form>
            </Capability>
        }
        .into_any()
    };
    let danger = if bulk.confirmation.is_some() {
        "btn danger"
    } else {
        "btn main"
    };
    let buttons = match bulk.state {
        BulkState::Reviewed if !bulk.is_yours => Vec::new(),
        BulkState::Reviewed if bulk.count(&[RowState::Waiting]) == 0 => Vec::new(),
        BulkState::Reviewed => vec![button(
            routes::BULK_START,
            danger,
            start_label(bulk),
            bulk.confirmation.clone(),
        )],
        BulkState::Running => vec![
            button(routes::BULK_PAUSE, "btn main", "Pause".to_owned(), None),
            button(routes::BULK_STOP, "btn", "Stop".to_owned(), None),
        ],
        BulkState::Paused => vec![
            button(routes::BULK_START, "btn main", "Go on".to_owned(), None),
            button(routes::BULK_STOP, "btn", "Stop".to_owned(), None),
        ],
        BulkState::Stopped | BulkState::Done => Vec::new(),
    };
    view! { <div class="actions">{buttons}</div> }.into_any()
}

/// "Edit 114 of 136 users", where not all will be.
fn start_label(bulk: &BulkModel) -> String {
    let (waiting, total) = (bulk.count(&[RowState::Waiting]), bulk.total());
    if waiting == total {
        return bulk.title.clone();
    }
    let whole = format!(" {total} ");
    bulk.title.replacen(&whole, &format!(" {waiting} of {total} "), 1)
}

fn confirm(confirmation: Confirmation) -> impl IntoView {
    view! {
        <div class="field">
            <label for="confirmation">"Type "<code>{confirmation.text}</code>" to confirm"</label>
            <small>{confirmation.why}</small>
            <input id="confirmation" name="confirmation" autocomplete="off" spellcheck="false"/>
        </div>
    }
}

fn table(bulk: &BulkModel) -> impl IntoView + use<> {
    let rows = bulk.rows.clone().into_iter().map(row).collect_view();
    view! {
        <div class="sheet wrap" role="region" aria-label="Rows, table" tabindex="0">
            <table role="table">
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col">"User"</th><th role="columnheader" scope="col">"What changes"</th>
                    <th role="columnheader" scope="col">"Result"</th><th role="columnheader" scope="col">"Record"</th>
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn row(row: BulkRow) -> impl IntoView {
    let tone = match row.state {
        RowState::Waiting | RowState::Skipped => Tone::Calm,
        RowState::Making => Tone::Wait,
        RowState::Made => Tone::Good,
        RowState::InPart | RowState::Unknown => Tone::Temp,
        RowState::NotMade => Tone::Bad,
    };
    let badge = BadgeModel::new(tone, row.state.label(), row.message.clone().unwrap_or_default());
    let changes: Vec<String> = row
        .fields
        .iter()
        .map(|field| {
            let or_nothing = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
            format!(
                "{}: {} → {}",
                field.name,
                or_nothing(&field.before),
                or_nothing(&field.after)
            )
        })
        .collect();
    let changes = (!changes.is_empty()).then(|| changes.join("; "));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><a class="name" href=routes::user(&row.subject.parent, &row.subject.id)>{row.name}</a></th>
            <td role="cell" data-label="What changes">{changes.map(|changes| view! { <span>{changes}</span> })}</td>
            <td role="cell" data-label="Result"><span><Badge badge=badge/>{row.message.map(|message| view! { <small>{message}</small> })}</span></td>
            <td role="cell" data-label="Record">{row.change.map(|change| view! { <a href=routes::record(&change)>"Record"</a> })}</td>
        </tr>
    }
}

fn pages(bulk: &BulkModel) -> Option<impl IntoView + use<>> {
    let link = |page: u32, label: &'static str| {
        let href = format!("{}?page={page}", routes::bulk(&bulk.id));
        view! { <a class="btn" href=href>{label}</a> }
    };
    let previous = (bulk.page > 1).then(|| link(bulk.page - 1, "Previous"));
    let next = (bulk.page < bulk.pages).then(|| link(bulk.page + 1, "Next"));
    (bulk.pages > 1).then(|| {
        view! { <footer class="foot"><span class="pages">{previous}<span class="num">"Page "{bulk.page}" of "{bulk.pages}</span>{next}</span></footer> }
    })
}
