//! How old a page is, and what stands in the way.

use crate::{
    api::frame::Refresh,
    model::freshness::{Freshness, Kind, Paused},
    routes,
};
use leptos::{form::ActionForm, prelude::*};

/// "as of 2 min ago · refresh"; leads to how far the sync is.
#[component]
pub fn AsOf(freshness: Freshness, kind: Option<Kind>) -> impl IntoView {
    let refresh = ServerAction::<Refresh>::new();
    // Until the next answer, which draws this anew.
    let is_asked = move || freshness.is_reading || refresh.pending().get() || refresh.version().get() > 0;
    let paused = match freshness.paused {
        Paused::Nothing => None,
        Paused::Part => Some("partly paused"),
        Paused::Everything => Some("paused"),
    };
    // Nothing would come of it.
    let can_refresh = freshness.paused != Paused::Everything;
    let progress = freshness.progress.map(|progress| {
        view! {
            <progress max=progress.total value=progress.done aria-label="Details read">
                {progress.done}" of "{progress.total}
            </progress>
        }
    });
    let troubled = !freshness.problems.is_empty();
    view! {
        <div class="fresh" class:troubled=troubled class:paused=paused.is_some()>
            <a href=routes::SYNC>{freshness.label()}{paused.map(|paused| format!(", {paused}"))}</a>
            {progress}
            {can_refresh.then(|| view! {
                <ActionForm action=refresh>
                    {kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.as_str()/> })}
                    <button class="link">{move || if is_asked() { "refreshing…" } else { "refresh" }}</button>
                </ActionForm>
            })}
        </div>
    }
}

/// What stands in the way, a notice each.
#[component]
pub fn Problems(freshness: Freshness) -> impl IntoView {
    let mut seen = std::collections::BTreeSet::new();
    let unlike = freshness
        .problems
        .into_iter()
        .filter(|problem| seen.insert(problem.what()))
        .collect::<Vec<_>>();
    unlike
        .into_iter()
        .map(|problem| {
            view! {
                <div class="notice bad" role="status">
                    <b>{problem.what()}</b>
                    <p>{problem.advice()}" What was known before is still shown. Last tried "{problem.at.ago(freshness.now)}"."</p>
                </div>
            }
        })
        .collect_view()
}
