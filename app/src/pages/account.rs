//! You: who you are to Frontdesk, what you may do, and where you are signed in.

use crate::{
    api::sessions::{EndAllSessions, EndSession, list_sessions},
    components::{
        answer::answer_again,
        awaited::awaited_page,
        badge::{Badge, text_or_unset},
        capability::disabled,
        copy::Id,
        detail::failed,
        role::{RoleBadge, meaning},
        row::{Card, Row},
        session::Session,
        session_list::{ended_by_it, own_sessions},
    },
    error::AppError,
    model::{
        access::{Access, Permission},
        badge::{Badge as BadgeModel, Tone},
        session::{SessionEnd, SessionRow, SignIn, You},
    },
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

/// Your account.
#[component]
pub fn Account() -> impl IntoView {
    let session = Session::from_context();
    let who = move || {
        let you = session.you();
        async move {
            match you.await {
                Ok(you) => show(session, you),
                Err(error) => failed(&error),
            }
        }
    };
    view! {
        <Title text="Your account"/>
        <div class="head"><h1>"Your account"</h1></div>
        {awaited_page(who)}
        {your_sessions(session)}
    }
}

fn show(session: Session, you: You) -> AnyView {
    let You {
        person,
        access,
        ends,
        sign_in,
    } = you;
    let ends = move || ends_when(session.ends().unwrap_or(ends));
    let ends = (sign_in != SignIn::None).then(|| view! { <Row name="This session ends">{ends}</Row> });
    view! {
        <Card title="You">
            <dl>
                <Row name="Name">{person.name}</Row>
                <Row name="Email">{text_or_unset(person.email.as_deref())}</Row>
                <Row name="Subject" meaning="What the sign-in service calls you for good."><Id value=person.subject what="the subject"/></Row>
                <Row name="Role" meaning=meaning(person.role)><RoleBadge role=person.role/></Row>
                <Row name="Signed in">{signed_in(sign_in)}</Row>
                {ends}
            </dl>
        </Card>
        {permissions(&access)}
    }
    .into_any()
}

const fn signed_in(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::OpenIdConnect => "At the sign-in service (OpenID Connect)",
        SignIn::Proxy => "At the proxy before Frontdesk",
        SignIn::Demo => "As one of the demo’s three people",
        SignIn::None => "Not at all: everybody on this machine is an admin",
    }
}

fn ends_when(ends: SessionEnd) -> String {
    if ends.idle < ends.absolute {
        let (idle, absolute) = (ends.idle.display(), ends.absolute.display());
        format!("{idle}, unless something is done before; {absolute} in any case")
    } else {
        ends.absolute.display()
    }
}

fn permissions(access: &Access) -> AnyView {
    let row = |permission: Permission| {
        let verdict = match access.check(permission) {
            Ok(()) => view! { <Badge badge=BadgeModel::new(Tone::Good, "Yes", "You may do this.")/> }.into_any(),
            Err(refusal) => view! {
                <Badge badge=BadgeModel::new(Tone::Calm, "No", refusal.to_string())/>
                <small>{refusal.to_string()}</small>
            }
            .into_any(),
        };
        // What has no rule nobody may.
        let needs = access.needs.get(&permission).map_or("Nobody", |role| role.label());
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{permission.label()}</th>
                <td role="cell" data-label="Needs"><div>{needs}</div></td>
                <td role="cell" data-label="You"><div>{verdict}</div></td>
            </tr>
        }
    };
    let rows = Permission::ALL.map(row).into_iter().collect_view();
    view! {
        <Card title="What you may do">
            <div class="sheet bare" role="region" aria-label="What you may do, table" tabindex="0">
                <table role="table" class="wrap">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">"Action"</th>
                            <th role="columnheader" scope="col">"Needs"</th>
                            <th role="columnheader" scope="col">"You"</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </Card>
    }
    .into_any()
}

fn your_sessions(session: Session) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    let end_all = ServerAction::<EndAllSessions>::new();
    let rows = answer_again(
        move || end.version().get(),
        move || session.returns(),
        |_| list_sessions(),
    );
    // This session is over too: the server says where to go on.
    Effect::new(move |_| {
        if let Some(Ok(())) = end_all.value().get() {
            // Whoever stays all the same is told that they are signed out.
            drop(window().location().reload());
        }
    });
    let list = move || async move {
        match rows.await {
            Ok(rows) if rows.is_empty() => {
                view! { <p class="muted">"Nobody signs in here, so there are no sessions."</p> }.into_any()
            }
            Ok(rows) => view! {
                {own_sessions(&rows, |row| end_one(end, row))}
                {all_of_them(end_all, &rows)}
            }
            .into_any(),
            Err(error) => failed(&error),
        }
    };
    view! {
        <section class="stack-of" aria-labelledby="your-sessions">
            <h2 id="your-sessions">"Your sessions"</h2>
            <div role="status">{move || outcome(end.value().get(), "The session is over.")}</div>
            <div role="status">{move || outcome(end_all.value().get(), "All your sessions are over.")}</div>
            {awaited_page(list)}
        </section>
    }
}

fn end_one(end: ServerAction<EndSession>, row: &SessionRow) -> AnyView {
    let (id, which) = (row.id.clone(), ended_by_it(row));
    view! {
        <ActionForm action=end>
            <input type="hidden" name="id" value=id/>
            <button class="btn">"End"<span class="hidden">" the session: "{which}</span></button>
        </ActionForm>
    }
    .into_any()
}

fn all_of_them(end_all: ServerAction<EndAllSessions>, rows: &[SessionRow]) -> AnyView {
    if rows.len() < 2 {
        return disabled(
            "End all".to_owned(),
            "This is the only one: sign out to end it.".to_owned(),
        );
    }
    view! {
        <ActionForm action=end_all>
            <button class="btn">"End all"</button>
            <small>"Ends this one too: you will have to sign in again."</small>
        </ActionForm>
    }
    .into_any()
}

/// What became of the last click.
pub fn outcome(answer: Option<Result<(), AppError>>, done: &'static str) -> Option<AnyView> {
    Some(match answer? {
        Ok(()) => view! { <p class="notice">{done}</p> }.into_any(),
        Err(error) => view! { <p class="notice bad"><b>{error.to_string()}</b></p> }.into_any(),
    })
}
