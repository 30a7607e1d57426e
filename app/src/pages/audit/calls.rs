//! The calls of a change, each with what came of it.

use crate::{
    components::{badge::Badge, copy::Id, row::Card},
    model::change::RecordedCall,
};
use leptos::prelude::*;

pub fn calls_card(calls: &[RecordedCall]) -> impl IntoView + use<> {
    let calls = calls.iter().map(call).collect_view();
    view! { <Card title="Calls to AWS"><ol class="calls">{calls}</ol></Card> }
}

fn call(call: &RecordedCall) -> impl IntoView + use<> {
    let outcome = call.outcome.clone();
    let message = outcome.message.map(|message| view! { <p>{message}</p> });
    let code = outcome.code.map(|code| view! { <code>{code}</code>" " });
    let said = outcome.original.map(|original| {
        view! { <details><summary>"What AWS said"</summary><p>{code}{original}</p></details> }
    });
    let id = |id: &String| view! { <li><Id value=id.clone() what="the request id"/></li> };
    let requests = (!outcome.request_ids.is_empty()).then(|| {
        let ids = outcome.request_ids.iter().map(id).collect_view();
        view! { <div><small>"AWS’s request ids"</small><ul class="plain">{ids}</ul></div> }
    });
    let token = call.client_token.clone().map(|token| {
        view! { <div><small>"Client token"</small><Id value=token what="the client token"/></div> }
    });
    // Texts, numbers and lists of them can't fail to be written.
    let input = serde_json::to_string_pretty(&call.input).unwrap_or_default();
    view! {
        <li>
            <div class="head">
                <b>{call.operation.clone()}</b>
                <span class="muted">{call.service.label()}", "{call.region.to_string()}</span>
                <Badge badge=outcome.outcome.badge()/>
            </div>
            {message}
            {said}
            <details><summary>"Input"</summary><pre tabindex="0">{input}</pre></details>
            {requests}
            {token}
        </li>
    }
}
