//! What else is set for an identity: MAIL FROM domain, feedback, configuration set.

use aws_sdk_sesv2::types::{BehaviorOnMxFailure, MailFromDomainStatus};

use crate::aws::{Aws, EU, US, refusal};
use crate::sesv2_identities::get;

#[tokio::test]
async fn a_mail_from_domain_is_set_changed_and_cleared() {
    let client = Aws::start().await.sesv2(EU).await;
    let put = |domain: Option<&str>, behavior| {
        let call = client.put_email_identity_mail_from_attributes();
        let call = call
            .email_identity("support.example.org")
            .set_behavior_on_mx_failure(behavior);
        call.set_mail_from_domain(domain.map(str::to_owned)).send()
    };
    let found = async || get(&client, "support.example.org").await.mail_from_attributes;
    put(Some("bounce.support.example.org"), None).await.unwrap();
    let same = found().await.unwrap();
    assert_eq!(same.mail_from_domain_status(), &MailFromDomainStatus::Success);
    assert_eq!(same.behavior_on_mx_failure(), &BehaviorOnMxFailure::UseDefaultValue);

    let reject = Some(BehaviorOnMxFailure::RejectMessage);
    put(Some("MX.mail.support.example.org"), reject).await.unwrap();
    let other = found().await.unwrap();
    assert_eq!(other.mail_from_domain(), "mx.mail.support.example.org");
    assert_eq!(other.mail_from_domain_status(), &MailFromDomainStatus::Pending);
    assert_eq!(other.behavior_on_mx_failure(), &BehaviorOnMxFailure::RejectMessage);

    put(None, None).await.unwrap();
    assert_eq!(found().await, None);
}

#[tokio::test]
async fn a_mail_from_domain_that_failed_is_looked_for_anew() {
    let client = Aws::start().await.sesv2(US).await;
    let call = client
        .put_email_identity_mail_from_attributes()
        .email_identity("byo.example.net");
    call.mail_from_domain("bounces.byo.example.net").send().await.unwrap();
    let found = get(&client, "byo.example.net").await.mail_from_attributes.unwrap();
    assert_eq!(found.mail_from_domain_status(), &MailFromDomainStatus::Pending);
}

#[tokio::test]
async fn a_mail_from_domain_is_below_the_identity() {
    let client = Aws::start().await.sesv2(US).await;
    let call = client.put_email_identity_mail_from_attributes();
    for domain in [
        "shop.example.com",
        "example.com",
        "badshop.example.com",
        "a b.shop.example.com",
        "",
    ] {
        let call = call.clone().email_identity("shop.example.com").mail_from_domain(domain);
        let (code, message) = refusal(call.send().await);
        assert_eq!(code, "BadRequestException");
        assert!(message.contains("MailFromDomain"), "{message}");
    }
    let of_address = call.clone().email_identity("help@example.com");
    of_address.mail_from_domain("bounce.example.com").send().await.unwrap();
    let unknown = call
        .email_identity("unknown.example")
        .mail_from_domain("bounce.unknown.example");
    assert_eq!(refusal(unknown.send().await).0, "NotFoundException");
}

#[tokio::test]
async fn feedback_is_forwarded_or_not() {
    let client = Aws::start().await.sesv2(US).await;
    let put = |name: &str, enabled| {
        let call = client.put_email_identity_feedback_attributes().email_identity(name);
        call.email_forwarding_enabled(enabled).send()
    };
    for enabled in [false, true] {
        put("shop.example.com", enabled).await.unwrap();
        assert_eq!(
            get(&client, "shop.example.com").await.feedback_forwarding_status(),
            enabled
        );
    }
    assert_eq!(refusal(put("unknown.example", true).await).0, "NotFoundException");
}

#[tokio::test]
async fn a_configuration_set_is_set_and_cleared() {
    let client = Aws::start().await.sesv2(US).await;
    let put = |name: &str, set: Option<&str>| {
        let call = client
            .put_email_identity_configuration_set_attributes()
            .email_identity(name);
        call.set_configuration_set_name(set.map(str::to_owned)).send()
    };
    for set in [Some("marketing"), None] {
        put("shop.example.com", set).await.unwrap();
        assert_eq!(get(&client, "shop.example.com").await.configuration_set_name(), set);
    }
    assert_eq!(
        refusal(put("shop.example.com", Some("unknown")).await).0,
        "NotFoundException"
    );
    assert_eq!(refusal(put("unknown.example", None).await).0, "NotFoundException");
}
