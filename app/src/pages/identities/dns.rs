//! The DNS records to publish.

use crate::{
    components::{copy::Copy, row::Card},
    model::identity::{
        Identity, IdentityType,
        dns::{DnsRecord, zone_snippet},
    },
    routes,
};
use leptos::prelude::*;

/// The records as a table: copy one, copy all, download.
pub fn dns_card(identity: &Identity, records: Vec<DnsRecord>) -> AnyView {
    if records.is_empty() {
        let why = match identity.identity_type {
            IdentityType::EmailAddress => {
                "An address has no DNS records: it is verified by the link that SES mails to it."
            }
            _ => "SES names no records for this identity.",
        };
        return view! { <Card title="DNS records to publish"><p class="pad">{why}</p></Card> }.into_any();
    }
    let (region, name) = (identity.region.to_string(), identity.name.clone());
    let snippet = zone_snippet(&records);
    let aside = move || {
        view! {
            <Copy text=snippet.clone() what="records" label="Copy all"/>
            <a class="btn" rel="external" href=routes::identity_dns_csv(&region, &name)>"CSV"</a>
            <a class="btn" rel="external" href=routes::identity_dns_zone(&region, &name)>"Zone file"</a>
        }
    };
    let lines = records.into_iter().map(line).collect_view();
    view! {
        <Card title="DNS records to publish" aside=aside>
            <div class="sheet bare" role="region" aria-label="DNS records, table" tabindex="0">
                <table role="table" class="records">
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">"Type"</th>
                        <th role="columnheader" scope="col">"Name"</th>
                        <th role="columnheader" scope="col">"Value"</th>
                        <th role="columnheader" scope="col">"For"</th>
                    </tr></thead>
                    <tbody role="rowgroup">{lines}</tbody>
                </table>
            </div>
        </Card>
    }
    .into_any()
}

fn line(record: DnsRecord) -> impl IntoView {
    let missing = record.missing_value();
    let value = match record.value {
        Some(value) => {
            view! { <span class="id"><code>{value.clone()}</code><Copy text=value what="the value"/></span> }.into_any()
        }
        None => view! { <span class="none">{missing}</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <td role="cell" data-label="Type"><code>{record.record_type.as_str()}</code></td>
            <td role="cell" data-label="Name"><span class="id"><code>{record.name.clone()}</code><Copy text=record.name what="the name"/></span></td>
            <td role="cell" data-label="Value">{value}</td>
            <td role="cell" data-label="For">{record.purpose.label()}</td>
        </tr>
    }
}
