//! The cards of what can be set: DKIM, MAIL FROM, sending.

use crate::{
    components::{
        action::ActionLink,
        badge::{Badge, Unset, text_or_unset},
        copy::Id,
        row::{Card, Row, on_off, yes_no},
        tags::TagList,
        time::At,
    },
    model::{
        access::Access,
        change::{Action, Subject},
        identity::{Details, Dkim, Identity, IdentityType, MailFrom, key_length_label},
        time::Timestamp,
    },
};
use leptos::prelude::*;

/// How mail is signed.
pub fn dkim_card(identity: &Identity, dkim: Option<&Dkim>, now: Timestamp, access: &Access) -> AnyView {
    let is_signed = dkim.is_some_and(|dkim| dkim.signing_enabled);
    let (access, subject) = (access.clone(), Subject::new(identity.region.as_str(), &identity.name));
    let is_domain = identity.identity_type != IdentityType::EmailAddress;
    let buttons = move || {
        let on_off = if is_signed {
            "Turn off signing"
        } else {
            "Turn on signing"
        };
        let no_key = (!is_domain).then(|| "An address is signed with its domain’s key.".to_owned());
        view! {
            <ActionLink access=access.clone() action=Action::EditSigningAttributes subject=subject.clone() label="Edit signing attributes" impossible=no_key/>
            <ActionLink access=access.clone() action=Action::EditDkimSigning subject=subject.clone() label=on_off/>
        }
    };
    let Some(dkim) = dkim.cloned() else {
        return view! { <Card title="DKIM" aside=buttons><p class="pad">"DKIM is not set up for this identity."</p></Card> }
            .into_any();
    };
    let badge = dkim.badge();
    let meaning = badge.meaning.clone();
    let length = |length: Option<String>| match length {
        Some(length) => key_length_label(&length).into_any(),
        None => view! { <Unset/> }.into_any(),
    };
    let token = |token: String| view! { <li><Id value=token what="the token"/></li> };
    view! {
        <Card title="DKIM" aside=move || view! { <Badge badge=badge.clone()/>{buttons()} }>
            <dl>
                <Row name="Signing" meaning="Whether mail from this identity is signed.">{on_off(dkim.signing_enabled)}</Row>
                <Row name="Status" meaning=meaning><code>{dkim.status.as_aws()}</code></Row>
                <Row name="Signing origin" meaning="Where the key comes from.">{dkim.origin.label()}</Row>
                <Row name="Tokens" meaning="Easy DKIM: the names of the CNAME records. Bring your own: the selector.">
                    <ul class="plain">{dkim.tokens.into_iter().map(token).collect_view()}</ul>
                </Row>
                <Row name="Hosted zone" meaning="The zone that the CNAME records point into; it differs between Regions.">
                    {match dkim.signing_hosted_zone {
                        Some(zone) => view! { <Id value=zone what="the hosted zone"/> }.into_any(),
                        None => view! { <Unset/> }.into_any(),
                    }}
                </Row>
                <Row name="Current key length">{length(dkim.current_key_length)}</Row>
                <Row name="Next key length" meaning="Used when SES next makes a key; it can be changed once a day.">{length(dkim.next_key_length)}</Row>
                <Row name="Last key generated"><At at=dkim.last_key_generation now=now/></Row>
            </dl>
        </Card>
    }
    .into_any()
}

/// Where bounces go.
pub fn mail_from_card(subject: &Subject, mail_from: Option<&MailFrom>, access: &Access) -> AnyView {
    let (access, subject) = (access.clone(), subject.clone());
    let button = move || {
        view! { <ActionLink access=access.clone() action=Action::EditMailFrom subject=subject.clone() label="Edit MAIL FROM"/> }
    };
    let Some(mail_from) = mail_from.cloned() else {
        return view! {
            <Card title="MAIL FROM" aside=button><p class="pad">"Never configured: the envelope sender is a subdomain of amazonses.com, and SPF passes for that."</p></Card>
        }
        .into_any();
    };
    let badge = mail_from.badge();
    let meaning = badge.meaning.clone();
    let behaviour = if mail_from.reject_on_mx_failure {
        "Reject the message"
    } else {
        "Use amazonses.com"
    };
    view! {
        <Card title="MAIL FROM" aside=move || view! { <Badge badge=badge.clone()/>{button()} }>
            <dl>
                <Row name="Domain" meaning="The domain in the envelope sender, where bounces go."><Id value=mail_from.domain what="the MAIL FROM domain"/></Row>
                <Row name="Status" meaning=meaning><code>{mail_from.status.as_aws()}</code></Row>
                <Row name="If the MX is missing" meaning="What SES does with mail while it can't find the MX record.">{behaviour}</Row>
            </dl>
        </Card>
    }
    .into_any()
}

/// What else there is to set, and when it was read.
pub fn sending_card(identity: Identity, details: Details, now: Timestamp, access: &Access) -> impl IntoView + use<> {
    let subject = Subject::new(identity.region.as_str(), &identity.name);
    let button = |action: Action| {
        view! { <ActionLink access=access.clone() action=action subject=subject.clone()/> }
    };
    let buttons = [
        Action::EditFeedbackForwarding,
        Action::EditConfigurationSet,
        Action::EditIdentityTags,
    ];
    let buttons = buttons.map(button).collect_view();
    view! {
        <Card title="Sending">
            <dl>
                <Row name="Sending enabled" meaning="Whether SES lets the account send from this identity.">{yes_no(identity.sending_enabled)}</Row>
                <Row name="Feedback forwarding" meaning="Bounces and complaints are forwarded by e-mail to the sender.">{on_off(details.feedback_forwarding)}</Row>
                <Row name="Configuration set" meaning="Used when a message names none.">{text_or_unset(details.configuration_set.as_deref())}</Row>
                <Row name="Tags"><TagList tags=details.tags.clone()/></Row>
                <Row name="Region">{identity.region.to_string()}</Row>
                <Row name="First seen"><At at=Some(identity.first_seen) now=now/></Row>
                <Row name="Read from AWS"><At at=identity.described_at now=now/></Row>
            </dl>
            <div class="actions pad">{buttons}</div>
        </Card>
    }
}
