//! The overview: counts and state at a glance.

use crate::{
    api,
    components::{
        answer::answer,
        awaited::awaited_page,
        badge::Badge,
        detail::failed,
        freshness::{AsOf, Problems},
        thousands,
        time::Ago,
    },
    model::{
        badge::{Badge as BadgeModel, Tone},
        changed::Topics,
        freshness::Kind,
        identity::Status,
        overview::{
            ConnectionAliasCounts, EmailAddressCounts, Overview as OverviewModel, SesRegion, SyncLine, UserCounts,
        },
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    let resource = answer(Topics::LISTS_AND_SYNC, || (), |()| api::overview::get_overview());
    let content = move || async move {
        match resource.await {
            Ok(overview) => show(overview),
            Err(error) => failed(&error),
        }
    };
    view! {
        <Title text="Overview"/>
        <div class="head"><h1>"Overview"</h1></div>
        {awaited_page(content)}
    }
}

fn show(overview: OverviewModel) -> AnyView {
    let now = overview.freshness.now;
    view! {
        <Problems freshness=overview.freshness.clone()/>
        <div class="tiles">
            {users_tile(overview.users)}
            {email_addresses_tile(overview.email_addresses)}
            {connection_aliases_tile(overview.connection_aliases)}
        </div>
        {identities_card(overview.identities, overview.dkim, overview.dkim_unknown)}
        <div class="cols even">
            {ses_card(overview.ses)}
            {sync_card(overview.sync, now)}
        </div>
        <footer class="foot"><AsOf freshness=overview.freshness kind=None/></footer>
    }
    .into_any()
}

/// A number with the list that it counts.
fn number(count: u32, label: &'static str, href: String) -> impl IntoView {
    view! { <li><a href=href><b class="num">{thousands(count)}</b>" "{label}</a></li> }
}

fn tile(kind: Kind, total: u32, children: AnyView) -> impl IntoView {
    view! {
        <section class="card tile" aria-label=kind.title()>
            <header><h2><a href=routes::list(kind)>{kind.title()}</a></h2><div class="spacer"></div><span class="big num">{thousands(total)}</span></header>
            <ul class="numbers">{children}</ul>
        </section>
    }
}

fn users_tile(users: UserCounts) -> impl IntoView {
    let filter = |filter: &str| routes::filtered(Kind::Users, filter);
    let instances = users.by_instance.into_iter().map(|(alias, count)| {
        let href = filter(&format!("instance:{alias}"));
        view! { <li><a href=href><b class="num">{thousands(count)}</b>" in "{alias}</a></li> }
    });
    let unknown = (users.unknown > 0).then(|| {
        view! { <li class="muted"><b class="num">{thousands(users.unknown)}</b>" still being checked"</li> }
    });
    let children = view! {
        {number(users.without_notifications, "without any address for notifications", filter("-has:notifications"))}
        {instances.collect_view()}
        {unknown}
    };
    tile(Kind::Users, users.total, children.into_any())
}

fn email_addresses_tile(counts: EmailAddressCounts) -> impl IntoView {
    let filter = |filter: &str| routes::filtered(Kind::EmailAddresses, filter);
    let children = view! {
        {number(counts.aliased, "with an alias", filter("alias:has"))}
        {number(counts.aliases, "aliases of another", filter("alias:is"))}
        {number(counts.unaliased, "neither", filter("alias:none"))}
    };
    tile(Kind::EmailAddresses, counts.total, children.into_any())
}

fn connection_aliases_tile(counts: ConnectionAliasCounts) -> impl IntoView {
    let filter = |filter: &str| routes::filtered(Kind::ConnectionAliases, filter);
    let children = view! {
        {number(counts.not_associated, "not associated somewhere", filter("state:unassociated"))}
        {number(counts.changing, "on their way in or out", filter("state:changing"))}
    };
    tile(Kind::ConnectionAliases, counts.strings, children.into_any())
}

const fn tone(status: Status) -> (Tone, &'static str) {
    match status {
        Status::Success => (Tone::Good, "Verified"),
        Status::Pending => (Tone::Wait, "Pending"),
        Status::Failed => (Tone::Bad, "Failed"),
        Status::TemporaryFailure => (Tone::Temp, "Temporary failure"),
        Status::NotStarted => (Tone::Calm, "Not started"),
    }
}

fn identities_card(identities: Vec<(Status, u32)>, dkim: Vec<(Status, u32)>, unknown: u32) -> impl IntoView {
    let total: u32 = identities.iter().map(|(_, count)| count).sum();
    let unknown = (unknown > 0)
        .then(|| view! { <p class="muted pad">"DKIM of "{thousands(unknown)}" is still being checked."</p> });
    view! {
        <section class="card" aria-labelledby="identities">
            <header><h2 id="identities"><a href=routes::list(Kind::Identities)>"Identities"</a></h2><div class="spacer"></div><span class="big num">{thousands(total)}</span></header>
            {stack("Verification", "status", identities)}
            {stack("DKIM", "dkim", dkim)}
            {unknown}
        </section>
    }
}

/// One stacked bar with its legend; the legend's words and numbers say all that the bar does.
fn stack(title: &'static str, token: &'static str, parts: Vec<(Status, u32)>) -> impl IntoView {
    let total = parts.iter().map(|(_, count)| count).sum::<u32>().max(1);
    let mut x = 0;
    let pieces = parts.iter().filter(|(_, count)| *count > 0).map(|(status, count)| {
        let start = x;
        x += count;
        view! { <rect class=tone(*status).0.class() x=start y="0" width=*count height="1"/> }
    });
    let pieces = pieces.collect_view();
    let legend = parts.iter().map(|(status, count)| {
        let (tone, word) = tone(*status);
        let word = if token == "dkim" && *status == Status::Success { "Found" } else { word };
        let href = routes::filtered(Kind::Identities, &format!("{token}:{}", status.token()));
        view! { <li><a href=href><Badge badge=BadgeModel::new(tone, word, "")/>" "<b class="num">{thousands(*count)}</b></a></li> }
    });
    view! {
        <div class="pad">
            <h3>{title}</h3>
            <svg class="stack" viewBox=format!("0 0 {total} 1") preserveAspectRatio="none" aria-hidden="true">{pieces}</svg>
            <ul class="legend">{legend.collect_view()}</ul>
        </div>
    }
}

fn ses_card(regions: Vec<SesRegion>) -> impl IntoView {
    let line = |ses: SesRegion| {
        let production = if ses.production_access {
            BadgeModel::new(Tone::Good, "Production", "The account may send to any address.")
        } else {
            BadgeModel::new(
                Tone::Wait,
                "SES sandbox",
                "The account may send to verified identities only, until AWS grants production access.",
            )
        };
        let sending = (!ses.sending_enabled).then(|| {
            view! { <Badge badge=BadgeModel::new(Tone::Bad, "Sending paused", "Sending is switched off for the account in this Region.")/> }
        });
        view! {
            <div class="row"><dt>{ses.region.to_string()}</dt>
            <dd><Badge badge=production/>" "{sending}<small>"Configuration sets: "{ses.configuration_sets.join(", ")}</small></dd></div>
        }
    };
    view! {
        <section class="card" aria-labelledby="ses">
            <header><h2 id="ses">"Amazon SES by Region"</h2></header>
            <dl>{regions.into_iter().map(line).collect_view()}</dl>
        </section>
    }
}

fn sync_card(lines: Vec<SyncLine>, now: Timestamp) -> impl IntoView {
    let line = |line: SyncLine| {
        let state = match (line.progress, line.problem) {
            (_, Some(problem)) => view! { <span class="badge bad" title=problem.advice()>{problem.what()}</span> }.into_any(),
            (Some(progress), None) => view! {
                <progress max=progress.total.max(1) value=progress.done aria-label=format!("{} in {}", line.kind.title(), line.region)></progress>
                " "<span class="num">{thousands(progress.done)}" of "{thousands(progress.total)}</span>
            }
            .into_any(),
            (None, None) => match line.listed_at {
                Some(at) => view! { "complete, as of "<Ago at=Some(at) now=now/> }.into_any(),
                None => view! { <span class="checking">"not read yet"</span> }.into_any(),
            },
        };
        view! { <div class="row"><dt>{line.kind.title()}" "<span class="muted">{line.region.to_string()}</span></dt><dd>{state}</dd></div> }
    };
    view! {
        <section class="card" aria-labelledby="sync">
            <header><h2 id="sync"><a href=routes::SYNC>"Reading from AWS"</a></h2></header>
            <dl class="wide">{lines.into_iter().map(line).collect_view()}</dl>
        </section>
    }
}
