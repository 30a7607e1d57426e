//! An e-mail address.

use crate::{
    api::email_addresses::get_email_address,
    components::{
        action::ActionLink,
        badge::{Checking, Unset, text_or_unset},
        copy::{Copy, Id},
        detail::DetailPage,
        history::History,
        row::{Card, Row},
        tags::TagList,
        time::At,
    },
    model::{
        access::Access,
        answer::EmailAddressDetail,
        change::{Action, Subject},
        freshness::{Freshness, Kind},
        rows::AddressRef,
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every field of `DescribeEmailAddress`, with its alias in both directions.
#[component]
pub fn EmailAddress() -> impl IntoView {
    let page = DetailPage {
        kind: Kind::EmailAddresses,
        noun: "email address",
        params: &["instance", "id"],
        fetch: |params| {
            let [instance, id] = <[String; 2]>::try_from(params).unwrap_or_default();
            Box::pin(get_email_address(instance, id))
        },
        show,
    };
    view! { {page.view()}<History kind=Kind::EmailAddresses params=&["instance", "id"]/> }
}

fn show(detail: EmailAddressDetail, freshness: Freshness, access: Access) -> AnyView {
    let EmailAddressDetail {
        address,
        instance,
        alias_of,
        aliased_by,
    } = detail;
    let now = freshness.now;
    let subject = Subject::new(&instance.id, &address.id);
    let read = address.details.is_some();
    let details = address.details.unwrap_or_default();
    let or_checking = move |view: AnyView| if read { view } else { view! { <Checking/> }.into_any() };
    view! {
        <Title text=address.address.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <a href=routes::list(Kind::EmailAddresses)>"Email addresses"</a>" / "
            <a href=routes::filtered(Kind::EmailAddresses, &format!("instance:{}", instance.alias))>{instance.alias.clone()}</a>
        </nav>
        <div class="head">
            <h1>{address.address.clone()}</h1>
            <Copy text=address.address.clone() what="the address" label="Copy"/>
            <span class="tag">{instance.region.to_string()}</span>
            <div class="spacer"></div>
            <div class="actions">
                <ActionLink access=access.clone() action=Action::EditEmailAddress subject=subject.clone() label="Edit" main=true/>
                <ActionLink access=access.clone() action=Action::DeleteEmailAddress subject=subject.clone() label="Delete"/>
            </div>
        </div>
        <div class="cols">
            {alias_card(&subject, &address.address, alias_of, aliased_by, access)}
            <Card title="Address">
                <dl>
                    <Row name="Display name" meaning="The name that customers see.">{text_or_unset(address.display_name.as_deref())}</Row>
                    <Row name="Description">{text_or_unset(address.description.as_deref())}</Row>
                    <Row name="Tags">{or_checking(view! { <TagList tags=details.tags/> }.into_any())}</Row>
                </dl>
            </Card>
            <Card title="Record">
                <dl>
                    <Row name="Email address id"><Id value=address.id what="the e-mail address id"/></Row>
                    <Row name="ARN"><Id value=address.arn what="the ARN"/></Row>
                    <Row name="Instance">{instance.alias}" "<Id value=instance.id what="the instance id"/></Row>
                    <Row name="Created">{or_checking(view! { <At at=details.created now=now/> }.into_any())}</Row>
                    <Row name="Last modified">{or_checking(view! { <At at=details.modified now=now/> }.into_any())}</Row>
                    <Row name="Read from AWS"><At at=address.described_at now=now/></Row>
                </dl>
            </Card>
        </div>
    }
    .into_any()
}

/// What can be done with its alias now: of an alias, with the address that has it.
fn alias_action(
    subject: &Subject,
    alias_of: Option<&AddressRef>,
    aliased_by: Option<&AddressRef>,
    access: Access,
) -> impl Fn() -> AnyView + Clone + Send + Sync + use<> {
    let (action, about) = match (alias_of, aliased_by) {
        (Some(primary), _) => (
            Action::DisassociateEmailAddressAlias,
            Subject::new(&subject.parent, &primary.id),
        ),
        (None, Some(_)) => (Action::DisassociateEmailAddressAlias, subject.clone()),
        (None, None) => (Action::AssociateEmailAddressAlias, subject.clone()),
    };
    move || view! { <ActionLink access=access.clone() action=action subject=about.clone()/> }.into_any()
}

/// Where mail goes, as a drawing and as a sentence.
fn alias_card(
    subject: &Subject,
    address: &str,
    alias_of: Option<AddressRef>,
    aliased_by: Option<AddressRef>,
    access: Access,
) -> impl IntoView + use<> {
    let instance = subject.parent.clone();
    let action = alias_action(subject, alias_of.as_ref(), aliased_by.as_ref(), access);
    let link = move |to: &AddressRef| {
        view! { <a class="name" href=routes::email_address(&instance, &to.id)>{to.address.clone()}</a> }.into_any()
    };
    let here = view! { <b>{address.to_owned()}</b> };
    let arrow = view! { <span class="arrow" role="img" aria-label="forwards to">"→"</span> };
    let (drawing, sentence) = match (&alias_of, &aliased_by) {
        (Some(primary), _) => (
            Some(view! { {here}{arrow}{link(primary)} }.into_any()),
            format!(
                "Mail to {address} is forwarded to {}; {address} still receives its own.",
                primary.address
            ),
        ),
        (None, Some(alias)) => (
            Some(view! { {link(alias)}{arrow}{here} }.into_any()),
            format!(
                "Mail to {0} is forwarded here; {0} still receives its own.",
                alias.address
            ),
        ),
        (None, None) => (None, format!("{address} receives its own mail only.")),
    };
    let or_unset = |to: Option<AddressRef>| to.as_ref().map_or_else(|| view! { <Unset/> }.into_any(), &link);
    let (alias_of, aliased_by) = (or_unset(alias_of), or_unset(aliased_by));
    view! {
        <Card title="Alias" aside=action>
            {drawing.map(|drawing| view! { <div class="chain">{drawing}</div> })}
            <dl>
                <Row name="Alias of" meaning="The address that mail sent here is forwarded to.">{alias_of}</Row>
                <Row name="Aliased by" meaning="The address whose mail is forwarded here. An address has at most one alias.">{aliased_by}</Row>
                <Row name="In short">{sentence}</Row>
            </dl>
        </Card>
    }
}
