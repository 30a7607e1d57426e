//! A user.

use crate::{
    api::users::get_user,
    components::{
        action::ActionLink,
        badge::{Badge, Checking, Unset, text_or_unset},
        copy::{Copy, Id},
        detail::DetailPage,
        history::History,
        row::{Card, Row, on_off, yes_no},
        tags::TagList,
        time::At,
    },
    model::{
        access::Access,
        answer::UserDetail,
        change::{Action, Subject},
        freshness::{Freshness, Kind},
        instance::Named,
        rows::UserRow,
        user::{ChannelConfig, PhoneConfig, User as UserModel},
    },
    routes,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every field of `DescribeUser`, with names in place of ids.
#[component]
pub fn User() -> impl IntoView {
    let page = DetailPage {
        kind: Kind::Users,
        noun: "user",
        params: &["instance", "id"],
        fetch: |params| {
            let [instance, id] = <[String; 2]>::try_from(params).unwrap_or_default();
            Box::pin(get_user(instance, id))
        },
        show,
    };
    view! { {page.view()}<History kind=Kind::Users params=&["instance", "id"]/> }
}

fn show(detail: UserDetail, freshness: Freshness, access: Access) -> AnyView {
    let UserDetail { user, instance, row } = detail;
    let now = freshness.now;
    let subject = Subject::new(&user.instance, &user.id);
    view! {
        <Title text=user.username.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <a href=routes::list(Kind::Users)>"Users"</a>" / "
            <a href=routes::filtered(Kind::Users, &format!("instance:{}", instance.alias))>{instance.alias.clone()}</a>
        </nav>
        <div class="head">
            <h1>{user.username.clone()}</h1>
            <Badge badge=user.notification_badge()/>
            <span class="tag">{instance.region.to_string()}</span>
            <div class="spacer"></div>
            <ActionLink access=access.clone() action=Action::EditUser subject=subject.clone() label="Edit" main=true/>
            <ActionLink access=access action=Action::DeleteUser subject=subject label="Delete"/>
        </div>
        <div class="cols">
            {identity_card(user.clone(), instance.identity_management.has_email())}
            {work_card(row)}
            {phone_card(user.phone)}
            {channels_card(user.channels)}
            <Card title="Tags"><dl><Row name="Tags"><TagList tags=user.tags/></Row></dl></Card>
            <Card title="Record">
                <dl>
                    <Row name="User id"><Id value=user.id what="the user id"/></Row>
                    <Row name="ARN"><Id value=user.arn what="the ARN"/></Row>
                    <Row name="Instance" meaning=instance.identity_management.label()>{instance.alias}" "<Id value=instance.id what="the instance id"/></Row>
                    <Row name="Last modified"><At at=user.last_modified now=now/></Row>
                    <Row name="Modified in Region">{text_or_unset(user.last_modified_region.map(|r| r.to_string()).as_deref())}</Row>
                    <Row name="Read from AWS"><At at=user.described_at now=now/></Row>
                </dl>
            </Card>
        </div>
    }
    .into_any()
}

fn identity_card(user: UserModel, has_email: bool) -> impl IntoView {
    let address = |value: Option<Option<String>>, what: &'static str| match value {
        None => view! { <Checking/> }.into_any(),
        Some(None) => view! { <Unset/> }.into_any(),
        Some(Some(value)) => view! { <span class="id">{value.clone()}<Copy text=value what=what/></span> }.into_any(),
    };
    let contact = user.contact.clone();
    let email = contact.as_ref().map(|contact| contact.email.clone());
    let secondary = contact.as_ref().map(|contact| contact.secondary_email.clone());
    let mobile = contact.map(|contact| contact.mobile);
    let email_meaning = if has_email {
        "Receives password resets, and every notification unless a secondary email is set."
    } else {
        "Users of a SAML instance have no primary email."
    };
    view! {
        <Card title="Identity">
            <dl>
                <Row name="Username"><span class="id">{user.username.clone()}<Copy text=user.username.clone() what="the username"/></span></Row>
                <Row name="First name">{text_or_unset(user.first_name.as_deref())}</Row>
                <Row name="Last name">{text_or_unset(user.last_name.as_deref())}</Row>
                <Row name="Email" meaning=email_meaning>{address(email, "the email")}</Row>
                <Row name="Secondary email" meaning="When set, every notification except password resets goes here.">{address(secondary, "the secondary email")}</Row>
                <Row name="Mobile">{address(mobile, "the mobile number")}</Row>
                <Row name="Directory user id" meaning="The account in the directory that keeps it.">{text_or_unset(user.directory_user_id.as_deref())}</Row>
            </dl>
        </Card>
    }
}

/// A name with its id to copy.
fn named(named: Option<Named>, what: &'static str) -> AnyView {
    let Some(named) = named else {
        return view! { <Unset/> }.into_any();
    };
    let unknown = named
        .name
        .is_none()
        .then(|| view! { <small>"Not among the names that AWS lists."</small> });
    view! { <span class="id">{named.label().to_owned()}<Copy text=named.id what=what label="Copy id"/></span>{unknown} }
        .into_any()
}

fn work_card(row: UserRow) -> impl IntoView {
    let profile = |profile| view! { <li>{named(Some(profile), "of the security profile")}</li> };
    view! {
        <Card title="Work">
            <dl>
                <Row name="Routing profile" meaning="Which queues and channels contacts come from.">{named(row.routing_profile, "of the routing profile")}</Row>
                <Row name="Security profiles" meaning="What the user may do in Amazon Connect.">
                    <ul class="plain">{row.security_profiles.into_iter().map(profile).collect_view()}</ul>
                </Row>
                <Row name="Hierarchy group" meaning="Where the user stands in reports.">{named(row.hierarchy_group, "of the hierarchy group")}</Row>
            </dl>
        </Card>
    }
}

fn phone_card(phone: PhoneConfig) -> impl IntoView {
    let (label, limit) = (phone.label(), seconds(phone.after_contact_work_limit));
    let (auto_accept, persistent) = (phone.auto_accept, phone.persistent_connection);
    view! {
        <Card title="Phone">
            <dl>
                <Row name="Phone type" meaning="Soft phone: calls arrive in the browser. Desk phone: at a number.">{text_or_unset(Some(&label))}</Row>
                <Row name="Desk phone number">{text_or_unset(phone.desk_phone_number.as_deref())}</Row>
                <Row name="Auto accept" meaning="Calls are taken without a click.">{on_off(auto_accept)}</Row>
                <Row name="After contact work" meaning="Time to wrap up before the next contact.">{limit}</Row>
                <Row name="Persistent connection" meaning="The line stays open between calls.">{persistent.map_or("Not set", yes_no)}</Row>
            </dl>
        </Card>
    }
}

fn seconds(limit: i32) -> String {
    if limit == 0 {
        "No limit".to_owned()
    } else {
        format!("{limit} s")
    }
}

/// Settings a channel, one line each; what is not set follows the phone.
fn channels_card(channels: Vec<ChannelConfig>) -> impl IntoView {
    if channels.is_empty() {
        return ().into_any();
    }
    let line = |config: ChannelConfig| {
        let parts = [
            config
                .auto_accept
                .map(|on| format!("auto accept {}", on_off(on).to_lowercase())),
            config
                .agent_first_callback_auto_accept
                .map(|on| format!("agent-first callback auto accept {}", on_off(on).to_lowercase())),
            config
                .after_contact_work_limit
                .map(|limit| format!("after contact work {}", seconds(limit))),
            config
                .agent_first_callback_after_contact_work_limit
                .map(|limit| format!("after agent-first callback {}", seconds(limit))),
            config.phone_type.map(|kind| {
                PhoneConfig {
                    phone_type: Some(kind),
                    desk_phone_number: config.phone_number,
                    ..PhoneConfig::default()
                }
                .label()
            }),
            config
                .persistent_connection
                .map(|on| format!("persistent connection {}", on_off(on).to_lowercase())),
            config
                .voice_enhancement
                .map(|mode| format!("voice enhancement {}", mode.to_lowercase().replace('_', " "))),
        ];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        view! { <Row name=config.channel>{text}</Row> }
    };
    view! {
        <Card title="Per channel"><dl>{channels.into_iter().map(line).collect_view()}</dl></Card>
    }
    .into_any()
}
