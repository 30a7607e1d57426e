use aws_sdk_sesv2::types::{
    DkimSigningAttributesOrigin, DkimSigningKeyLength, IdentityFilterKey, IdentityInfo, VerificationStatus,
};

use crate::aws::{AP, Aws, EU, US};

/// All identities of the Region, in pages of `size`.
pub async fn identities(client: &aws_sdk_sesv2::Client, size: i32) -> Vec<IdentityInfo> {
    let (mut all, mut token) = (Vec::new(), None);
    loop {
        let call = client.list_email_identities().page_size(size).set_next_token(token);
        let page = call.send().await.unwrap();
        all.extend(page.email_identities.unwrap());
        token = page.next_token;
        if token.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn identities_are_paged_to_the_end() {
    let aws = Aws::start().await;
    for (region, count) in [(US, 14), (EU, 9), (AP, 7), ("sa-east-1", 0)] {
        let client = aws.sesv2(region).await;
        assert_eq!(identities(&client, 4).await.len(), count, "{region}");
    }
}

#[tokio::test]
async fn identities_are_filtered() {
    let client = Aws::start().await.sesv2(US).await;
    for (key, value, count) in [
        (IdentityFilterKey::IdentityNameContains, "shop", 1),
        (IdentityFilterKey::IdentityType, "EMAIL_ADDRESS", 3),
        (IdentityFilterKey::IdentityType, "DOMAIN", 11),
        (IdentityFilterKey::VerificationStatus, "PENDING", 4),
    ] {
        let call = client.list_email_identities().filter(key, value);
        let list = call.send().await.unwrap();
        assert_eq!(list.email_identities().len(), count, "{value}");
    }
    let both = client
        .list_email_identities()
        .filter(IdentityFilterKey::IdentityType, "DOMAIN");
    let both = both
        .filter(IdentityFilterKey::VerificationStatus, "PENDING")
        .send()
        .await;
    assert_eq!(both.unwrap().email_identities().len(), 3);
}

#[tokio::test]
async fn invalid_listings_are_bad_requests() {
    let client = Aws::start().await.sesv2(US).await;
    let call = client.list_email_identities();
    for (call, member) in [
        (call.clone().page_size(1001), "PageSize"),
        (call.clone().page_size(-1), "PageSize"),
        (call.clone().next_token("made-up"), "NextToken"),
        (call.clone().filter(IdentityFilterKey::IdentityType, "SHOE"), "Filter"),
        (call.clone().filter("SHOE_SIZE".into(), "42"), "Filter"),
    ] {
        let error = call.send().await.unwrap_err().into_service_error();
        assert!(error.is_bad_request_exception(), "{error:?}");
        assert!(error.meta().message().unwrap().contains(member), "{error:?}");
    }
}

#[tokio::test]
async fn an_identity_is_described() {
    let client = Aws::start().await.sesv2(US).await;
    let shop = client
        .get_email_identity()
        .email_identity("shop.example.com")
        .send()
        .await
        .unwrap();
    assert!(shop.verified_for_sending_status());
    assert_eq!(shop.verification_status(), Some(&VerificationStatus::Success));
    assert_eq!(shop.policies().unwrap().len(), 2);
    assert!(shop.tags().iter().any(|tag| tag.key().starts_with("aws:")));
    assert_eq!(shop.configuration_set_name(), Some("transactional"));
    assert_eq!(
        shop.mail_from_attributes().unwrap().mail_from_domain(),
        "bounce.shop.example.com"
    );
    let dkim = shop.dkim_attributes().unwrap();
    assert_eq!(dkim.signing_hosted_zone(), Some("dkim.amazonses.com"));
    assert!(dkim.tokens().iter().all(|token| token.len() == 32));
    assert_eq!(dkim.tokens().len(), 3);
    let info = shop.verification_info().unwrap();
    assert!(info.last_checked_timestamp().is_some() && info.soa_record().is_some());
}

#[tokio::test]
async fn an_address_is_an_identity_too() {
    let client = Aws::start().await.sesv2(US).await;
    let help = client
        .get_email_identity()
        .email_identity("help@example.com")
        .send()
        .await
        .unwrap();
    assert!(help.verified_for_sending_status());
    assert_eq!(help.dkim_attributes().unwrap().tokens(), [] as [&str; 0]);
}

#[tokio::test]
async fn an_unknown_identity_is_not_found() {
    let client = Aws::start().await.sesv2(US).await;
    let error = client
        .get_email_identity()
        .email_identity("unknown.example")
        .send()
        .await;
    let error = error.unwrap_err().into_service_error();
    assert!(error.is_not_found_exception(), "{error:?}");
    assert!(error.meta().message().unwrap().contains("unknown.example"));
}

#[tokio::test]
async fn keys_are_of_every_kind() {
    let aws = Aws::start().await;
    let dkim = async |region, name: &str| {
        let client = aws.sesv2(region).await;
        let output = client.get_email_identity().email_identity(name).send().await;
        output.unwrap().dkim_attributes.unwrap()
    };
    let parent = dkim(US, "mail.example.com").await;
    let replica = dkim(EU, "mail.example.com").await;
    assert_eq!(replica.tokens(), parent.tokens());
    assert_eq!(replica.signing_hosted_zone(), parent.signing_hosted_zone());
    let origin = DkimSigningAttributesOrigin::AwsSesUsEast1;
    assert_eq!(replica.signing_attributes_origin(), Some(&origin));

    let own = dkim(US, "byo.example.net").await;
    assert_eq!(own.tokens(), ["s2026"]);
    assert_eq!(own.signing_hosted_zone(), None);
    let origin = DkimSigningAttributesOrigin::External;
    assert_eq!(own.signing_attributes_origin(), Some(&origin));

    let longer = dkim(US, "example.org").await;
    assert_eq!(
        longer.current_signing_key_length(),
        Some(&DkimSigningKeyLength::Rsa1024Bit)
    );
    assert_eq!(
        longer.next_signing_key_length(),
        Some(&DkimSigningKeyLength::Rsa2048Bit)
    );

    let shops = (dkim(US, "shop.example.com").await, dkim(AP, "shop.example.com").await);
    assert_ne!(shops.0.tokens(), shops.1.tokens());
    assert!(!dkim(US, "news.example.com").await.signing_enabled());
}

#[tokio::test]
async fn configuration_sets_are_listed() {
    let client = Aws::start().await.sesv2(US).await;
    let first = client.list_configuration_sets().page_size(2).send().await.unwrap();
    let second = client.list_configuration_sets().page_size(2);
    let second = second.next_token(first.next_token().unwrap()).send().await.unwrap();
    assert_eq!(first.configuration_sets(), ["dedicated-ip", "marketing"]);
    assert_eq!(second.configuration_sets(), ["transactional"]);
    let error = client.list_configuration_sets().next_token("made-up").send().await;
    assert!(error.unwrap_err().into_service_error().is_bad_request_exception());
}

#[tokio::test]
async fn one_region_is_in_the_sending_sandbox() {
    let aws = Aws::start().await;
    for (region, production) in [(US, true), (EU, true), (AP, false)] {
        let account = aws.sesv2(region).await.get_account().send().await.unwrap();
        assert_eq!(account.production_access_enabled(), production, "{region}");
        assert!(account.send_quota().unwrap().max24_hour_send() >= 200.0);
    }
}
