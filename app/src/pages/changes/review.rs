//! What will change, and the calls that do it, before anything is done.

use crate::{
    api::changes::get_review,
    components::{
        answer::answer_again, awaited::awaited_page, capability::disabled, copy::Copy, detail::failed, row::Card,
        session::Session, status::set_status,
    },
    model::{
        change::{
            Action, Arrow, Conflict, FieldChange, FieldError, Pictures, Review as ReviewModel, ReviewAnswer,
            ReviewedCall, SecretField, Subject, Undo,
        },
        forms::dkim_key::check_private_key,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The review of a draft.
#[component]
pub fn Review() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let draft = Memo::new(move |_| routes::text_of(&params.read(), "draft"));
    let problem = Memo::new(move |_| query.read().get("problem"));
    let session = Session::from_context();
    let review = answer_again(move || draft.get(), move || session.returns(), get_review);
    let content = move || async move {
        match review.await {
            Ok(ReviewAnswer::Review(review)) => show(*review, problem.get_untracked()),
            Ok(ReviewAnswer::Incomplete { action, subject }) => elsewhere(
                action,
                &subject,
                "Something has to be mended first",
                match problem.get_untracked().as_deref() {
                    Some("changed") => {
                        "Nothing was changed: it changed in AWS since you reviewed it, and does not fit any more. The form says what."
                    }
                    _ => "The form says what.",
                },
            ),
            Ok(ReviewAnswer::Nothing { action, subject }) => elsewhere(
                action,
                &subject,
                "Nothing would change",
                "What the form says is what AWS has already.",
            ),
            Ok(ReviewAnswer::Impossible(why)) => gone("This can’t be done", &why),
            Ok(ReviewAnswer::Gone) => gone(
                "No such draft",
                "It was made, it was given up, or it is older than a day. The audit log tells what was made.",
            ),
            Err(error) => failed(&error),
        }
    };
    awaited_page(content)
}

fn gone(title: &'static str, text: &str) -> AnyView {
    set_status(404);
    view! {
        <Title text=title/>
        <div class="empty"><h1>{title}</h1><p>{text.to_owned()}</p><p><a class="btn" href=routes::OVERVIEW>"Back to the overview"</a></p></div>
    }
    .into_any()
}

fn elsewhere(action: Action, subject: &Subject, title: &'static str, text: &'static str) -> AnyView {
    view! {
        <Title text=title/>
        <div class="empty"><h1>{title}</h1><p>{text}</p><p><a class="btn main" href=routes::form(action, subject)>"Back to the form"</a></p></div>
    }
    .into_any()
}

fn show(review: ReviewModel, problem: Option<String>) -> AnyView {
    let ReviewModel {
        draft,
        action,
        subject,
        title,
        submit,
        fields,
        calls,
        warnings,
        pictures,
        confirmation,
        secrets,
        errors,
        undo,
        refusal,
        conflicts,
        snapshot,
        fingerprint,
        change,
    } = review;
    let back = routes::form(action, &subject);
    let heading = format!("Review: {title}");
    if !conflicts.is_empty() {
        return conflict_page(&heading, &draft, &back, conflicts);
    }
    let problem = problem.and_then(|problem| problem_text(&problem));
    let is_typed = confirmation.is_some();
    let typed = RwSignal::new(String::new());
    let wanted = confirmation.as_ref().map(|confirmation| confirmation.text.clone());
    let button = if let Some(refusal) = refusal {
        disabled(submit, refusal.to_string())
    } else {
        let class = if is_typed { "btn danger" } else { "btn main" };
        view! { <button class=class>{submit}</button> }.into_any()
    };
    let confirm = confirmation.map(|confirmation| {
        view! {
            <div class="field">
                <label for="confirmation">"Type "<code>{confirmation.text}</code>" to confirm"</label>
                <small id="confirmation-help">{confirmation.why}</small>
                <input id="confirmation" name="confirmation" autocomplete="off" spellcheck="false" aria-describedby="confirmation-help"
                    on:input=move |event| typed.set(event_target_value(&event))/>
                {move || {
                    let (typed, wanted) = (typed.get(), wanted.clone().unwrap_or_default());
                    let differs = !typed.is_empty() && !wanted.starts_with(typed.trim());
                    differs.then(|| view! { <div class="wrong" role="status">"That is something else."</div> })
                }}
            </div>
        }
    });
    let undo = match undo {
        Undo::By(_) => "It can be undone: the audit log has the button for it.".to_owned(),
        Undo::Not(why) => format!("Can’t be undone: {why}"),
    };
    view! {
        <Title text=heading.clone()/>
        <div class="head"><h1>{heading}</h1></div>
        <div role="alert">{problem.map(|text| view! { <div class="notice bad"><b>"Nothing was changed."</b><p>{text}</p></div> })}</div>
        {(!warnings.is_empty()).then(|| think(warnings))}
        {snapshot.map(|_| snapshot_notice(&routes::review(&draft)))}
        <div class="cols">
            {(!fields.is_empty()).then(|| diff(fields))}
            {pictures.map(picture)}
            {calls_card(calls)}
        </div>
        <form class="form" method="post" action=routes::MAKE>
            <input type="hidden" name="draft" value=draft.clone()/>
            <input type="hidden" name="fingerprint" value=fingerprint/>
            <input type="hidden" name="change" value=change/>
            {secrets.into_iter().map(|secret| secret_field(secret, &errors)).collect_view()}
            {confirm}
            <div class="head">
                {button}
                <a class="btn" href=back>"Back to editing"</a>
                <span class="muted">{undo}</span>
            </div>
        </form>
        <form method="post" action=routes::DISCARD><input type="hidden" name="draft" value=draft/><button class="link">"Give up this draft"</button></form>
    }
    .into_any()
}

/// What to think of before one says yes.
pub fn think(warnings: Vec<String>) -> impl IntoView {
    let warnings = warnings.into_iter().map(|warning| view! { <p>{warning}</p> });
    view! { <div class="notice wait"><b>"Think of this first."</b>{warnings.collect_view()}</div> }
}

fn problem_text(problem: &str) -> Option<&'static str> {
    match problem {
        "changed" => Some("It changed in AWS since you reviewed it. Below is what would be done now."),
        "confirmation" => Some("What you typed to confirm it is not what is asked for below."),
        "secret" => Some("What has to be given below is missing or not right. It is never kept, so type it again."),
        "retyped" => Some(
            "Something else was typed into this form since you reviewed it, in another tab maybe. Below is what that would do.",
        ),
        "unsaved" => Some(
            "You typed this into the same form before, and have not saved it. Save it or give it up, then undo or try again.",
        ),
        "denied" => Some(
            "AWS does not let Frontdesk read what is there now, so nobody knows what would be changed. The page of the thing names \
             the IAM action to allow.",
        ),
        "unreadable" => Some("AWS does not answer, so nobody knows what would be changed. Try again."),
        _ => None,
    }
}

/// Offers what is deleted as a file, on the page that it is reviewed on.
pub fn snapshot_notice(page: &str) -> impl IntoView + use<> {
    let href = format!("{page}/snapshot.json");
    view! {
        <div class="notice">
            <b>"Keep what is deleted."</b>
            <p>"AWS does not. "<a href=href rel="external" download="">"Save it as JSON"</a></p>
        </div>
    }
}

/// Old → new, line by line.
pub fn diff(fields: Vec<FieldChange>) -> impl IntoView {
    let value = |class: &'static str, value: Option<String>| match value {
        Some(value) => view! { <span class=class>{value}</span> }.into_any(),
        None => view! { <span class="none">"—"</span> }.into_any(),
    };
    let row = move |field: FieldChange| {
        view! {
            <tr>
                <th scope="row">{field.name}</th>
                <td data-label="Now">{value("was", field.before)}</td>
                <td data-label="After">{value("now", field.after)}</td>
            </tr>
        }
    };
    view! {
        <Card title="What changes">
            <table class="diff">
                <thead><tr><th scope="col">"Field"</th><th scope="col">"Now"</th><th scope="col">"After"</th></tr></thead>
                <tbody>{fields.into_iter().map(row).collect_view()}</tbody>
            </table>
        </Card>
    }
}

fn picture(pictures: Pictures) -> impl IntoView {
    let lines = |arrows: Vec<Arrow>| {
        let line = |arrow: Arrow| {
            let to = arrow.to.map(|to| {
                view! { <span class="arrow" role="img" aria-label="to">"→"</span><span>{to}</span> }
            });
            view! { <li><div class="chain"><b>{arrow.from}</b>{to}</div><small>{arrow.note}</small></li> }
        };
        arrows.into_iter().map(line).collect_view()
    };
    view! {
        <Card title="Before and after">
            <div class="pictures">
                <div><h3>"Now"</h3><ul>{lines(pictures.before)}</ul></div>
                <div><h3>"After"</h3><ul>{lines(pictures.after)}</ul></div>
            </div>
        </Card>
    }
}

fn calls_card(calls: Vec<ReviewedCall>) -> impl IntoView {
    let all = calls.iter().map(|call| call.cli.clone()).collect::<Vec<_>>().join("\n");
    let row = |call: ReviewedCall| {
        view! {
            <li>
                <b class="mono">{call.operation}</b>" "<span class="tag">{call.region.to_string()}</span>
                {call.note.map(|note| view! { <small>{note}</small> })}
                <details><summary>"AWS CLI"</summary><pre>{call.cli.clone()}</pre><Copy text=call.cli what="the command" label="Copy"/></details>
            </li>
        }
    };
    let aside = move || view! { <Copy text=all.clone() what="all commands" label="Copy as AWS CLI"/> };
    view! {
        <Card title="Calls to AWS" aside=aside>
            <ol class="calls">{calls.into_iter().map(row).collect_view()}</ol>
        </Card>
    }
}

fn secret_field(secret: SecretField, errors: &[FieldError]) -> AnyView {
    let name = secret.name();
    let message = errors
        .iter()
        .find(|error| error.field == name)
        .map(|error| error.message.clone());
    let error = message
        .clone()
        .map(|error| view! { <div class="wrong" id=format!("{name}-error")>{error}</div> });
    let invalid = error.is_some().then_some("true");
    match secret {
        SecretField::Password => view! {
            <div class="field">
                <label for=name>"Password"</label>
                <small id="password-help">"8 to 64 characters with an upper-case letter, a lower-case letter and a digit. Leave it empty to have one made, which is shown once. It is sent to AWS and kept nowhere."</small>
                <input id=name name=name type="password" autocomplete="new-password" aria-describedby="password-help password-error" aria-invalid=invalid/>
                {error}
            </div>
        }
        .into_any(),
        SecretField::DkimPrivateKey => private_key_field(name, message),
    }
}

/// A key is looked at as soon as it is there: nothing of it leaves the browser before that.
fn private_key_field(name: &'static str, from_server: Option<String>) -> AnyView {
    let given = RwSignal::new(String::new());
    let wrong = Memo::new(move |_| match given.read().trim() {
        "" => from_server.clone(),
        given => check_private_key(given).err(),
    });
    let error = move || {
        wrong
            .get()
            .map(|wrong| view! { <div class="wrong" id=format!("{name}-error")>{wrong}</div> })
    };
    view! {
        <div class="field">
            <label for=name>"Private key"<span class="must">" required"</span></label>
            <small id="dkim_private_key-help">"The private half of the DKIM key: RSA, 1024 to 2048 bit, as PEM or its base64. It is sent to AWS and kept nowhere."</small>
            <textarea id=name name=name rows="6" class="mono" autocomplete="off" spellcheck="false" aria-describedby="dkim_private_key-help dkim_private_key-error"
                aria-invalid=move || wrong.read().is_some().then_some("true")
                // At once: what comes or goes when the field is left would move the button away from under a click.
                on:input=move |event| given.set(event_target_value(&event))></textarea>
            {error}
        </div>
    }
    .into_any()
}

/// What changed since the form was opened, and the choice.
fn conflict_page(heading: &str, draft: &str, back: &str, conflicts: Vec<Conflict>) -> AnyView {
    let row = |conflict: Conflict| {
        let cell = |text: String| if text.is_empty() { "—".to_owned() } else { text };
        view! {
            <tr>
                <th scope="row">{conflict.label.clone()}</th>
                <td data-label="When you began">{cell(conflict.opened)}</td>
                <td data-label="In AWS now">{cell(conflict.now)}</td>
                <td data-label="Yours">{cell(conflict.mine)}</td>
                <td data-label="Keep">
                    <label class="box"><input type="checkbox" name="theirs" value=conflict.label.clone() checked=true/><span>"Keep what AWS has now"<span class="hidden">" for "{conflict.label}</span></span></label>
                </td>
            </tr>
        }
    };
    view! {
        <Title text=heading.to_owned()/>
        <div class="head"><h1>{heading.to_owned()}</h1></div>
        <div class="notice wait" role="alert"><b>"It changed since you opened the form."</b><p>"Somebody else, or another tool, changed what you are about to change. Choose for each whether it stays as it is now, or becomes what you typed."</p></div>
        <form class="form wide" method="post" action=routes::RESOLVE>
            <input type="hidden" name="draft" value=draft.to_owned()/>
            <Card title="What changed meanwhile">
                <table class="diff">
                    <thead><tr><th scope="col">"Field"</th><th scope="col">"When you began"</th><th scope="col">"In AWS now"</th><th scope="col">"Yours"</th><th scope="col">"Keep"</th></tr></thead>
                    <tbody>{conflicts.into_iter().map(row).collect_view()}</tbody>
                </table>
            </Card>
            <div class="head"><button class="btn main">"Go on"</button><a class="btn" href=back.to_owned()>"Back to editing"</a></div>
        </form>
    }
    .into_any()
}
