//! An identity.

use super::{
    cards::{dkim_card, mail_from_card, sending_card},
    dns::dns_card,
    policies::policies_card,
    verification::verification_card,
};
use crate::{
    api::identities::get_identity,
    components::{action::ActionLink, badge::Badge, detail::DetailPage, history::History},
    model::{
        access::Access,
        answer::IdentityDetail,
        change::{Action, Subject},
        freshness::{Freshness, Kind},
        identity::dns::records,
        region::Region,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;

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
    let IdentityDetail {
        identity,
        elsewhere,
        replicas,
    } = detail;
    let now = freshness.now;
    let subject = Subject::new(identity.region.as_str(), &identity.name);
    let elsewhere = (!elsewhere.is_empty()).then(|| {
        let link = |region: Region| {
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
                {dkim_card(&identity, details.dkim.as_ref(), now, &access)}
                {mail_from_card(&subject, details.mail_from.as_ref(), &access)}
                {sending_card(identity.clone(), details.clone(), now, &access)}
                {policies_card(&subject, details, &access)}
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
            <div class="spacer"></div>
            <div class="actions">
                <ActionLink access=access action=Action::DeleteIdentity subject=subject label="Delete" impossible=parent_of(&replicas)/>
            </div>
        </div>
        {body}
    }
    .into_any()
}

/// Why it stays, while others are signed with its key.
fn parent_of(replicas: &[Region]) -> Option<String> {
    let regions: Vec<String> = replicas.iter().map(ToString::to_string).collect();
    (!regions.is_empty()).then(|| format!("Delete its replicas in {} first.", regions.join(", ")))
}
