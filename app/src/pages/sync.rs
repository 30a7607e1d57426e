//! The sync: what is read from AWS, how far that is, and what it is to do.

use crate::{
    api::sync::{PauseSync, RefreshSync, get_sync},
    components::{
        answer::answer,
        awaited::awaited_page,
        badge::{Badge, Unset},
        capability::Capability,
        detail::failed,
        keyed::KeyedRows,
        session::Session,
        thousands,
        time::Ago,
    },
    model::{
        access::{Access, Permission},
        badge::{Badge as BadgeModel, Tone},
        changed::Topic,
        freshness::Service,
        lane::LaneState,
        region::Region,
        sync::{RoundState, SyncPage, SyncRound, time_left},
        time::Timestamp,
    },
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

/// What can be done with rounds.
#[derive(Clone, Copy)]
struct Actions {
    pause: ServerAction<PauseSync>,
    refresh: ServerAction<RefreshSync>,
}

/// A round with all that its row is made of.
#[derive(Clone, PartialEq)]
struct Line {
    round: SyncRound,
    now: Timestamp,
    may_pause: bool,
}

/// The rows of both tables.
#[derive(Clone, Copy)]
struct Tables {
    rounds: KeyedRows<Line>,
    lanes: KeyedRows<LaneState>,
}

/// How far the sync is.
#[component]
pub fn Sync() -> impl IntoView {
    let session = Session::from_context();
    let actions = Actions {
        pause: ServerAction::new(),
        refresh: ServerAction::new(),
    };
    let tables = Tables {
        rounds: KeyedRows::new(),
        lanes: KeyedRows::new(),
    };
    let page = answer(Topic::Sync, || (), |()| get_sync());
    let content = move || async move {
        match (page.await, session.you().await) {
            (Ok(page), Ok(you)) => show(page, you.access, actions, tables),
            (Err(error), _) | (_, Err(error)) => failed(&error),
        }
    };
    let refused = move || {
        let answers = [actions.pause.value().get(), actions.refresh.value().get()];
        let errors = answers.into_iter().flatten().filter_map(Result::err);
        errors.map(|error| failed(&error)).collect_view()
    };
    view! {
        <Title text="Sync"/>
        <div class="head"><h1>"Sync"</h1></div>
        <p class="lead">"Frontdesk reads AWS in the background, list after list, at a share of AWS’s quotas. While that is paused, it still reads at once what somebody looks at or changes."</p>
        <div>{refused}</div>
        {awaited_page(content)}
    }
}

fn show(page: SyncPage, access: Access, actions: Actions, tables: Tables) -> AnyView {
    let (now, summary, calls) = (page.now.minute(), page.summary(), page.calls());
    let paused = page.rounds.iter().filter(|round| round.paused.is_some()).count();
    let (any_paused, all_paused) = (paused > 0, paused == page.rounds.len());
    let may_pause = access.check(Permission::ManageSync).is_ok();
    let line = |round: SyncRound| {
        let key = format!("{} {}", round.kind.as_str(), round.region);
        (key, Line { round, now, may_pause })
    };
    let rounds = page.rounds.into_iter().map(line);
    let keyed = |lane: LaneState| (format!("{} {}", lane.region, lane.operation), lane);
    let lanes = page.lanes.into_iter().map(keyed);
    let resume_all = (any_paused && !all_paused).then(|| pause(actions, false, "Resume", &Of::All));
    let refresh_all = (!all_paused).then(|| refresh(actions, &Of::All));
    view! {
        <p role="status">{summary}</p>
        <div class="actions">
            <Capability access=access permission=Permission::ManageSync label="Pause all">
                // One button, which keeps the focus when it turns around.
                {pause(actions, !all_paused, if all_paused { "Resume" } else { "Pause" }, &Of::All)}
            </Capability>
            {may_pause.then_some(resume_all)}
            {refresh_all}
        </div>
        <div class="sheet wrap whole" role="region" aria-label="Lists, table" tabindex="0">
            <table role="table">
                {head(&["List", "State", "Read", "Rate", "Time left", "Complete", "Last problem", "Actions"])}
                <tbody role="rowgroup">{tables.rounds.show(rounds, move |line| row(line, actions))}</tbody>
            </table>
        </div>
        <h2>"Calls to AWS"</h2>
        <p class="lead">"Each operation has a rate of its own in each Region. When AWS asks to slow down, it rests for some seconds and goes on half as fast, for a while. People come before the sync."</p>
        <details class="quiet">
            <summary>{calls}</summary>
            <div class="sheet whole" role="region" aria-label="Calls to AWS, table" tabindex="0">
                <table role="table">
                    {head(&["Operation", "Service", "Region", "At most", "Waiting", "Rests"])}
                    <tbody role="rowgroup">{tables.lanes.show(lanes, lane)}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn head(titles: &[&'static str]) -> impl IntoView + use<> {
    let head = |title: &&'static str| view! { <th role="columnheader" scope="col">{*title}</th> };
    view! { <thead role="rowgroup"><tr role="row">{titles.iter().map(head).collect_view()}</tr></thead> }
}

fn row(line: &Line, actions: Actions) -> AnyView {
    let Line { round, now, may_pause } = line;
    let of = Of::One(round.kind.service(), round.region.clone());
    let is_paused = round.paused.is_some();
    let by = round.paused.clone().map(|pause| {
        view! { <small>"by "{pause.by}" since "<time datetime=pause.at.iso()>{pause.at.display()}</time></small> }
    });
    let problem = match round.problem.clone() {
        Some(problem) => {
            view! { {problem.what()}<small>{problem.advice()}" Last tried "{problem.at.ago(*now)}"."</small> }
                .into_any()
        }
        None => view! { <Unset/> }.into_any(),
    };
    // Users and addresses of a Region are read in one round.
    let pausing = may_pause.then(|| pause(actions, !is_paused, if is_paused { "Resume" } else { "Pause" }, &of));
    let refreshing = (!is_paused).then(|| refresh(actions, &of));
    let name = format!("{} in {}", round.kind.title(), round.region);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" aria-label=name.clone()>
                <b class="name">{round.kind.title()}</b><small>{round.kind.service().label()}", "{round.region.to_string()}</small>
            </th>
            <td role="cell" data-label="State"><div><Badge badge=badge(round.state)/>{by}</div></td>
            <td role="cell" data-label="Read"><div>
                <progress max=round.total.max(1) value=round.done aria-label=format!("Read of {name}")></progress>" "
                <span class="num">{thousands(round.done)}" of "{thousands(round.total)}</span>
            </div></td>
            <td role="cell" data-label="Rate"><div>{per_minute(round.per_minute)}</div></td>
            <td role="cell" data-label="Time left"><div>{text_or_unset(round.seconds_left.map(time_left))}</div></td>
            <td role="cell" data-label="Complete"><div><Ago at=round.listed_at now=*now/></div></td>
            <td role="cell" data-label="Last problem"><div>{problem}</div></td>
            <td role="cell" data-label="Actions"><div class="actions">{pausing}{refreshing}</div></td>
        </tr>
    }
    .into_any()
}

fn badge(state: RoundState) -> BadgeModel {
    let (tone, meaning) = match state {
        RoundState::Reading => (Tone::Wait, "A round is under way."),
        RoundState::Resting => (Tone::Good, "The next round comes when it is time."),
        RoundState::Paused => (
            Tone::Calm,
            "No round comes until somebody resumes: a restart changes nothing about that.",
        ),
        RoundState::Failed => (Tone::Bad, "Something stands in the way. The next round tries again."),
    };
    BadgeModel::new(tone, state.word(), meaning)
}

fn lane(lane: &LaneState) -> AnyView {
    let rests = (lane.held_for_ms > 0).then(|| format!("for {} s", lane.held_for_ms.div_ceil(1_000)));
    let (rate, full) = lane.per_minute();
    let slowed = lane
        .is_slowed()
        .then(|| view! { <small>"slowed down from "{thousands(full)}</small> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" aria-label=format!("{} in {}", lane.operation, lane.region)><code>{lane.operation.clone()}</code></th>
            <td role="cell" data-label="Service"><div>{lane.service.label()}</div></td>
            <td role="cell" data-label="Region"><div>{lane.region.to_string()}</div></td>
            <td role="cell" data-label="At most"><div>{per_minute(rate)}{slowed}</div></td>
            <td role="cell" data-label="Waiting"><div class="num">{lane.waiting}</div></td>
            <td role="cell" data-label="Rests"><div>{text_or_unset(rests)}</div></td>
        </tr>
    }
    .into_any()
}

fn per_minute(rate: u32) -> AnyView {
    text_or_unset((rate > 0).then(|| format!("{} a minute", thousands(rate))))
}

fn text_or_unset(text: Option<String>) -> AnyView {
    text.map_or_else(|| view! { <Unset/> }.into_any(), IntoAny::into_any)
}

/// What a button is for.
enum Of {
    All,
    One(Service, Region),
}

impl Of {
    /// The fields that say so.
    fn fields(&self) -> Option<impl IntoView + use<>> {
        let Self::One(service, region) = self else { return None };
        Some(view! {
            <input type="hidden" name="service" value=service.as_str()/>
            <input type="hidden" name="region" value=region.to_string()/>
        })
    }

    /// What goes on where a button's word ends; of one, for those who don't see the row.
    fn words(&self) -> AnyView {
        match self {
            Self::All => " all".into_any(),
            Self::One(service, region) => {
                let (service, region) = (service.label(), region.to_string());
                view! { <span class="hidden">" "{service}" in "{region}</span> }.into_any()
            }
        }
    }
}

fn pause(actions: Actions, paused: bool, word: &'static str, of: &Of) -> impl IntoView + use<> {
    let (fields, words) = (of.fields(), of.words());
    view! {
        <ActionForm action=actions.pause>
            <input type="hidden" name="paused" value=paused.to_string()/>
            {fields}
            <button class="btn">{word}{words}</button>
        </ActionForm>
    }
}

fn refresh(actions: Actions, of: &Of) -> impl IntoView + use<> {
    let (fields, words) = (of.fields(), of.words());
    view! {
        <ActionForm action=actions.refresh>
            {fields}
            <button class="btn">"Refresh"{words}" now"</button>
        </ActionForm>
    }
}
