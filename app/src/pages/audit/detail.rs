//! A change, with all that is known of it.

use super::calls::calls_card;
use crate::{
    api::audit::get_record,
    components::{
        answer::answer,
        awaited::awaited_page,
        badge::{Badge, Unset, text_or_unset},
        copy::Id,
        detail::failed,
        outcome::{retry, undo},
        role::RoleBadge,
        row::{Card, Row},
        session::Session,
        status::set_status,
        time::At,
    },
    model::{
        access::Access,
        change::{FieldChange, Outcome, Record as Change, Undo},
        changed::Topic,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Who did what to what, and what came of it.
#[component]
pub fn Record() -> impl IntoView {
    let session = Session::from_context();
    let map = use_params_map();
    let id = Memo::new(move |_| routes::text_of(&map.read(), "id"));
    let record = answer(Topic::Changes, move || id.get(), get_record);
    let content = move || {
        let you = session.you();
        async move {
            match (record.await, you.await) {
                (Ok(Some(record)), Ok(you)) => show(&record, you.access),
                (Ok(None), _) => not_found(&id.get_untracked()),
                (Err(error), _) | (_, Err(error)) => failed(&error),
            }
        }
    };
    awaited_page(content)
}

fn not_found(id: &str) -> AnyView {
    set_status(404);
    view! {
        <Title text="Not found"/>
        <div class="empty">
            <h1>"No such change"</h1>
            <p>"The audit log has no change “"<code>{id.to_owned()}</code>"”. Nothing is ever removed from it, so the address is mistaken."</p>
            <p><a class="btn" href=routes::AUDIT>"Back to the audit log"</a></p>
        </div>
    }
    .into_any()
}

fn show(record: &Change, access: Access) -> AnyView {
    view! {
        <Title text=record.title.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb"><a href=routes::AUDIT>"Audit"</a></nav>
        <div class="head">
            <h1>{record.title.clone()}</h1>
            <Badge badge=record.outcome.badge()/>
            <div class="spacer"></div>
            {retry(record, access.clone())}
            {undo(record, access)}
            {no_undo(record)}
        </div>
        {notes(&record.notes)}
        <div class="cols">
            {fields_card(&record.fields, record.outcome == Outcome::Made)}
            {who_card(record)}
            {calls_card(&record.calls)}
            {record_card(record)}
        </div>
    }
    .into_any()
}

fn no_undo(record: &Change) -> AnyView {
    match (&record.undo, record.outcome) {
        (Undo::Not(why), _) => view! { <p class="muted">"Can’t be undone: "{why.clone()}</p> }.into_any(),
        (Undo::By(_), Outcome::NotMade) => {
            view! { <p class="muted">"Nothing was changed, so there is nothing to undo."</p> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn notes(notes: &[String]) -> AnyView {
    if notes.is_empty() {
        return ().into_any();
    }
    let notes = notes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect_view();
    view! { <div class="notice wait">{notes}</div> }.into_any()
}

fn fields_card(fields: &[FieldChange], is_made: bool) -> impl IntoView + use<> {
    let value = |text: &Option<String>, class: &'static str| match text {
        Some(text) => view! { <span class=class>{text.clone()}</span> }.into_any(),
        None => view! { <Unset/> }.into_any(),
    };
    let line = |field: &FieldChange| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{field.name.clone()}</th>
                <td role="cell" data-label="Before"><div>{value(&field.before, "was")}</div></td>
                <td role="cell" data-label="After"><div>{value(&field.after, "now")}</div></td>
            </tr>
        }
    };
    let content = if fields.is_empty() {
        view! { <p class="pad muted">"No fields: the calls say what was done."</p> }.into_any()
    } else {
        let lines = fields.iter().map(line).collect_view();
        view! {
            <div class="sheet bare">
                <table role="table" class="diff">
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">"Field"</th>
                        <th role="columnheader" scope="col">"Before"</th>
                        <th role="columnheader" scope="col">"After"</th>
                    </tr></thead>
                    <tbody role="rowgroup">{lines}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let title = if is_made { "What changed" } else { "What was asked for" };
    view! { <Card title=title>{content}</Card> }
}

fn who_card(record: &Change) -> impl IntoView + use<> {
    let Change {
        actor,
        action,
        resource,
        at,
        ended_at,
        now,
        ..
    } = record.clone();
    let (kind, page, parent) = (
        resource.kind.title(),
        routes::resource(&resource),
        resource.subject.parent,
    );
    let email = actor.email.map(|email| view! { <small>{email}</small> });
    view! {
        <Card title="Who, what, when">
            <dl>
                <Row name="Who">{actor.name}" "<RoleBadge role=actor.role/>{email}</Row>
                <Row name="From" meaning="The address that asked."><code>{actor.address}</code></Row>
                <Row name="What">{action.label()}</Row>
                <Row name="Resource" meaning=kind><a href=page>{resource.name}</a></Row>
                <Row name="Region or instance">{text_or_unset(Some(&parent))}</Row>
                <Row name="Begun"><At at=Some(at) now=now/></Row>
                <Row name="Ended"><At at=ended_at now=now/></Row>
            </dl>
        </Card>
    }
}

fn record_card(record: &Change) -> impl IntoView + use<> {
    let numbers: Vec<_> = record.entries.iter().map(ToString::to_string).collect();
    let numbers = numbers.join(", ");
    let (hash, id, subject) = (record.hash.clone(), record.id.clone(), record.actor.subject.clone());
    view! {
        <Card title="In the log">
            <dl>
                <Row name="Entries" meaning="Their numbers in the audit log.">{numbers}</Row>
                <Row name="Hash" meaning="Of the last of them: it holds all entries before it in place."><Id value=hash what="the hash"/></Row>
                <Row name="Change id"><Id value=id what="the change id"/></Row>
                <Row name="Subject" meaning="What the sign-in service calls the person."><Id value=subject what="the subject"/></Row>
            </dl>
        </Card>
    }
}
