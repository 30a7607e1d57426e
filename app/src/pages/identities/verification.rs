//! Whether an identity is verified, and why not.

use crate::{
    components::{
        badge::{Badge, Unset, text_or_unset},
        copy::Id,
        row::{Card, Row, yes_no},
        time::At,
    },
    model::{
        identity::{
            Details, Identity,
            verification::{SoaRecord, explain},
        },
        time::Timestamp,
    },
};
use leptos::prelude::*;

/// What SES found when it last looked, in words and with what to do.
pub fn verification_card(identity: Identity, details: Details, now: Timestamp) -> impl IntoView {
    let info = details.verification;
    let badge = identity.verification().badge(now);
    let meaning = badge.meaning.clone();
    let error = match info.error_type {
        None => view! { <span class="none">"None"</span> }.into_any(),
        Some(error_type) => {
            let explanation = explain(&error_type);
            view! {
                <code>{error_type}</code>
                <div class="why"><b>{explanation.meaning}</b><p>{explanation.advice}</p></div>
            }
            .into_any()
        }
    };
    let soa = match info.soa {
        None => view! { <Unset/> }.into_any(),
        Some(soa) => soa_view(soa),
    };
    view! {
        <Card title="Verification" aside=move || view! { <Badge badge=badge.clone()/> }>
            <dl>
                <Row name="Status" meaning=meaning><code>{identity.status.as_aws()}</code></Row>
                <Row name="Verified for sending" meaning="No for the whole wait: pending is not failed.">{yes_no(details.verified_for_sending)}</Row>
                <Row name="Last checked" meaning="When SES last looked."><At at=info.last_checked now=now/></Row>
                <Row name="Last success" meaning="When SES last found everything."><At at=info.last_success now=now/></Row>
                <Row name="Error">{error}</Row>
                <Row name="SOA record" meaning="The start of authority that SES saw: an older serial than your zone's means that it has not seen your last edit.">{soa}</Row>
            </dl>
        </Card>
    }
}

fn soa_view(soa: SoaRecord) -> AnyView {
    view! {
        <ul class="plain">
            <li>"Serial "<Id value=soa.serial.to_string() what="the serial"/></li>
            <li>"Primary name server "{text_or_unset(soa.primary_name_server.as_deref())}</li>
            <li>"Administrator "{text_or_unset(soa.admin_email.as_deref())}</li>
        </ul>
    }
    .into_any()
}
