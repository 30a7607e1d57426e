//! An identity.

use super::{dns::dns_card, verification::verification_card};
use crate::{
    api::identities::get_identity,
    components::{
        badge::{Badge, Unset, text_or_unset},
        copy::{Copy, Id},
        detail::DetailPage,
        history::History,
        row::{Card, Row, on_off, yes_no},
        tags::TagList,
        time::At,
    },
    model::{
        access::Access,
        answer::IdentityDetail,
        freshness::{Freshness, Kind},
        identity::{self, Details, Dkim, MailFrom, dns::records},
        time::Timestamp,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;
use std::collections::BTreeMap;

/// Every field of `GetEmailIdentity`, and the DNS records to publish.
#[component]
pub fn Identity() -> impl IntoView {
    let page = DetailPage {
        kind: Kind::Identities,
        noun: "identity",
        params: &["region", "name"],
        fetch: |params| {
            let [region, name] = <[String; 2]>::try_from(params).unwrap_or_default();
            Box::pin(get_identity(region, name))
        },
        show,
    };
    view! { {page.view()}<History kind=Kind::Identities params=&["region", "name"]/> }
}

fn show(detail: IdentityDetail, freshness: Freshness, access: Access) -> AnyView {
    let IdentityDetail { identity, elsewhere } = detail;
    let now = freshness.now;
    let elsewhere = (!elsewhere.is_empty()).then(|| {
        let link = |region: crate::model::region::Region| {
            view! { <a href=routes::identity(region.as_str(), &identity.name)>{region.to_string()}</a>" " }
        };
        view! { <span class="muted">"Also in "{elsewhere.into_iter().map(link).collect_view()}</span> }
    });
    let records = records(&identity);
    let body = match &identity.details {
        None => view! {
            <div class="empty"><h2>"Details not read yet"</h2><p>"Frontdesk is reading this identity from Amazon SES; the page fills in by itself."</p></div>
        }
        .into_any(),
        Some(details) => view! {
            {dns_card(&identity, records)}
            <div class="cols">
                {verification_card(identity.clone(), details.clone(), now)}
                {dkim_card(details.dkim.as_ref(), now)}
                {mail_from_card(details.mail_from.as_ref())}
                {sending_card(identity.clone(), details.clone(), now)}
                {policies_card(&details.policies)}
            </div>
        }
        .into_any(),
    };
    view! {
        <Title text=identity.name.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <a href=routes::list(Kind::Identities)>"Identities"</a>" / "
            <a href=routes::filtered(Kind::Identities, &format!("region:{}", identity.region))>{identity.region.to_string()}</a>
        </nav>
        <div class="head">
            <h1>{identity.name.clone()}</h1>
            <Badge badge=identity.verification().badge(now)/>
            <span class="labelled">"DKIM "<Badge badge=identity.dkim_badge()/></span>
            <span class="tag">{identity.identity_type.label()}</span>
            {elsewhere}
        </div>
        {body}
    }
    .into_any()
}

fn dkim_card(dkim: Option<&Dkim>, now: Timestamp) -> impl IntoView + use<> {
    let Some(dkim) = dkim.cloned() else {
        return view! { <Card title="DKIM"><p class="pad">"DKIM is not set up for this identity."</p></Card> }
            .into_any();
    };
    let badge = dkim.badge();
    let meaning = badge.meaning.clone();
    let length = |length: Option<String>| match length {
        Some(length) => identity::key_length_label(&length).into_any(),
        None => view! { <Unset/> }.into_any(),
    };
    let token = |token: String| view! { <li><Id value=token what="the token"/></li> };
    view! {
        <Card title="DKIM" aside=move || view! { <Badge badge=badge.clone()/> }>
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

fn mail_from_card(mail_from: Option<&MailFrom>) -> impl IntoView + use<> {
    let Some(mail_from) = mail_from.cloned() else {
        return view! {
            <Card title="MAIL FROM"><p class="pad">"Never configured: the envelope sender is a subdomain of amazonses.com, and SPF passes for that."</p></Card>
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
        <Card title="MAIL FROM" aside=move || view! { <Badge badge=badge.clone()/> }>
            <dl>
                <Row name="Domain" meaning="The domain in the envelope sender, where bounces go."><Id value=mail_from.domain what="the MAIL FROM domain"/></Row>
                <Row name="Status" meaning=meaning><code>{mail_from.status.as_aws()}</code></Row>
                <Row name="If the MX is missing" meaning="What SES does with mail while it can't find the MX record.">{behaviour}</Row>
            </dl>
        </Card>
    }
    .into_any()
}

fn sending_card(identity: identity::Identity, details: Details, now: Timestamp) -> impl IntoView {
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
        </Card>
    }
}

fn policies_card(policies: &BTreeMap<String, String>) -> impl IntoView + use<> {
    if policies.is_empty() {
        return view! {
            <Card title="Policies"><p class="pad">"No sending policies: only this account sends from the identity."</p></Card>
        }
        .into_any();
    }
    let policy = |(name, json): (String, String)| {
        let pretty = formatted(&json);
        view! {
            <div class="policy">
                <div class="head"><h3>{name.clone()}</h3><div class="spacer"></div><Copy text=pretty.clone() what=format!("the policy {name}") label="Copy"/></div>
                <pre tabindex="0" aria-label=format!("Policy {name}")>{pretty}</pre>
            </div>
        }
    };
    let policies = policies.clone();
    view! { <Card title="Policies">{policies.into_iter().map(policy).collect_view()}</Card> }.into_any()
}

/// JSON with its lines indented; what is not JSON stays as it is.
fn formatted(json: &str) -> String {
    let parsed: Result<serde_json::Value, _> = serde_json::from_str(json);
    parsed
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| json.to_owned())
}
