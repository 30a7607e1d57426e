//! How identities are signed.

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::types::{
    DkimAttributes, DkimSigningAttributes, DkimSigningAttributesOrigin as Origin, DkimSigningKeyLength, DkimStatus,
};

use crate::aws::{AP, Aws, EU, US, refusal};
use crate::sesv2_identities::{create, get};

/// A private key of 2048 bits. Nothing can be signed with it.
const PRIVATE_KEY: &str = include_str!("../rsa_private_key.txt").trim_ascii();

fn own_key(selector: &str, key: &str) -> DkimSigningAttributes {
    let attributes = DkimSigningAttributes::builder().domain_signing_selector(selector);
    attributes.domain_signing_private_key(key).build()
}

fn length(length: DkimSigningKeyLength) -> DkimSigningAttributes {
    DkimSigningAttributes::builder().next_signing_key_length(length).build()
}

fn origin(origin: Origin) -> DkimSigningAttributes {
    DkimSigningAttributes::builder()
        .domain_signing_attributes_origin(origin)
        .build()
}

async fn created(client: &Client, attributes: DkimSigningAttributes) -> DkimAttributes {
    let call = client.create_email_identity().email_identity("new.example.com");
    let output = call.dkim_signing_attributes(attributes).send().await.unwrap();
    output.dkim_attributes.unwrap()
}

async fn dkim(client: &Client, name: &str) -> DkimAttributes {
    get(client, name).await.dkim_attributes.unwrap()
}

#[tokio::test]
async fn a_domain_is_created_with_the_accounts_own_key() {
    let client = Aws::start().await.sesv2(US).await;
    let created = created(&client, own_key("s1", PRIVATE_KEY)).await;
    assert_eq!(created.tokens(), ["s1"]);
    assert_eq!(created.signing_attributes_origin(), Some(&Origin::External));
    assert_eq!(created.signing_hosted_zone(), None);
    assert_eq!(created.next_signing_key_length(), None);
    assert_eq!(created.current_signing_key_length(), None);
    assert_eq!(created.last_key_generation_timestamp(), None);
    assert_eq!(dkim(&client, "new.example.com").await, created);
}

#[tokio::test]
async fn a_domain_is_created_with_a_shorter_key() {
    let client = Aws::start().await.sesv2(US).await;
    let shorter = Some(&DkimSigningKeyLength::Rsa1024Bit);
    let created = created(&client, length(DkimSigningKeyLength::Rsa1024Bit)).await;
    assert_eq!(created.next_signing_key_length(), shorter);
    assert_eq!(created.current_signing_key_length(), shorter);
}

#[tokio::test]
async fn a_domain_is_created_as_a_replica() {
    let aws = Aws::start().await;
    let (ap, us) = (aws.sesv2(AP).await, aws.sesv2(US).await);
    let parent = create(&ap, "new.example.com").await.dkim_attributes.unwrap();
    let replica = created(&us, origin(Origin::AwsSesApSoutheast2)).await;
    assert_eq!(replica.tokens(), parent.tokens());
    assert_eq!(replica.signing_hosted_zone(), parent.signing_hosted_zone());
    assert_eq!(replica.signing_attributes_origin(), Some(&Origin::AwsSesApSoutheast2));
    assert_eq!(replica.status(), Some(&DkimStatus::Pending));
}

#[tokio::test]
async fn some_regions_keep_their_keys_in_a_zone_of_their_own() {
    let aws = Aws::start().await;
    for (region, zone) in [
        (AP, "dkim.amazonses.com"),
        ("af-south-1", "dkim.af-south-1.amazonses.com"),
    ] {
        let created = create(&aws.sesv2(region).await, "new.example.com").await;
        assert_eq!(created.dkim_attributes.unwrap().signing_hosted_zone(), Some(zone));
    }
}

#[tokio::test]
async fn attributes_that_do_not_go_together_are_refused() {
    let client = Aws::start().await.sesv2(US).await;
    let attributes = DkimSigningAttributes::builder;
    for (given, member) in [
        (attributes().domain_signing_selector("s1"), "DomainSigningPrivateKey"),
        (
            attributes().domain_signing_private_key(PRIVATE_KEY),
            "DomainSigningSelector",
        ),
        (
            attributes()
                .domain_signing_selector("s1")
                .domain_signing_private_key(PRIVATE_KEY)
                .next_signing_key_length(DkimSigningKeyLength::Rsa2048Bit),
            "NextSigningKeyLength",
        ),
        (
            attributes().domain_signing_attributes_origin(Origin::External),
            "DomainSigningAttributesOrigin",
        ),
        (
            attributes()
                .domain_signing_attributes_origin(Origin::AwsSesEuWest2)
                .domain_signing_selector("s1"),
            "DomainSigningSelector",
        ),
        (
            attributes()
                .domain_signing_selector("s 1")
                .domain_signing_private_key(PRIVATE_KEY),
            "domainSigningSelector",
        ),
        (
            attributes()
                .domain_signing_selector("s1")
                .domain_signing_private_key("bm90IGEga2V5"),
            "DomainSigningPrivateKey",
        ),
    ] {
        let call = client.create_email_identity().email_identity("new.example.com");
        let (code, message) = refusal(call.dkim_signing_attributes(given.build()).send().await);
        assert_eq!(code, "BadRequestException");
        assert!(
            message.to_lowercase().contains(&member.to_lowercase()),
            "{member}: {message}"
        );
        assert!(!message.contains("bm90IGEga2V5"));
    }
    let call = client.create_email_identity().email_identity("new@example.com");
    let call = call.dkim_signing_attributes(length(DkimSigningKeyLength::Rsa2048Bit));
    let (code, message) = refusal(call.send().await);
    assert_eq!(code, "BadRequestException");
    assert!(message.contains("DkimSigningAttributes"), "{message}");
}

#[tokio::test]
async fn a_key_is_exchanged_for_one_of_another_origin() {
    let client = Aws::start().await.sesv2(EU).await;
    let easy = create(&client, "mail2.example.com").await.dkim_attributes.unwrap();
    let put = |origin| {
        let call = client.put_email_identity_dkim_signing_attributes();
        call.email_identity("mail2.example.com")
            .signing_attributes_origin(origin)
    };
    let call = put(Origin::External).signing_attributes(own_key("s1", PRIVATE_KEY));
    let own = call.send().await.unwrap();
    assert_eq!(own.dkim_status(), Some(&DkimStatus::Pending));
    assert_eq!(
        (own.dkim_tokens(), own.signing_hosted_zone()),
        (&["s1".to_owned()][..], None)
    );

    let again = put(Origin::AwsSes).send().await.unwrap();
    assert_eq!(again.dkim_tokens().len(), 3);
    assert_ne!(again.dkim_tokens(), easy.tokens());
    let found = dkim(&client, "mail2.example.com").await;
    assert_eq!(found.tokens(), again.dkim_tokens());
    assert!(found.last_key_generation_timestamp().is_some() && found.signing_enabled());

    put(Origin::AwsSesUsEast1).send().await.unwrap();
    let found = get(&client, "mail2.example.com").await;
    let error = found.verification_info().unwrap().error_type().unwrap().as_str();
    assert_eq!(error, "REPLICATION_PRIMARY_NOT_FOUND");
}

#[tokio::test]
async fn the_length_of_the_next_key_changes_once_a_day() {
    let client = Aws::start().await.sesv2(US).await;
    let put = |next| {
        let call = client.put_email_identity_dkim_signing_attributes();
        let call = call.email_identity("shop.example.com").signing_attributes(length(next));
        call.signing_attributes_origin(Origin::AwsSes)
    };
    let before = dkim(&client, "shop.example.com").await;
    let answer = put(DkimSigningKeyLength::Rsa1024Bit).send().await.unwrap();
    assert_eq!(answer.dkim_status(), Some(&DkimStatus::Success));
    assert_eq!(answer.dkim_tokens(), before.tokens());
    let after = dkim(&client, "shop.example.com").await;
    assert_eq!(after.next_signing_key_length(), Some(&DkimSigningKeyLength::Rsa1024Bit));
    assert_eq!(
        after.current_signing_key_length(),
        Some(&DkimSigningKeyLength::Rsa2048Bit)
    );
    put(DkimSigningKeyLength::Rsa1024Bit).send().await.unwrap();
    let refused = put(DkimSigningKeyLength::Rsa2048Bit).send().await;
    assert_eq!(refusal(refused).0, "BadRequestException");
}

#[tokio::test]
async fn an_unsigned_domain_gets_a_key() {
    let client = Aws::start().await.sesv2(EU).await;
    let call = client
        .put_email_identity_dkim_attributes()
        .email_identity("archive.example.org");
    let too_early = call.signing_enabled(true).send().await;
    assert_eq!(refusal(too_early).0, "BadRequestException");
    let call = client.put_email_identity_dkim_signing_attributes();
    let call = call
        .email_identity("archive.example.org")
        .signing_attributes_origin(Origin::AwsSes);
    assert_eq!(call.send().await.unwrap().dkim_tokens().len(), 3);
    let found = dkim(&client, "archive.example.org").await;
    assert!(found.signing_enabled());
    assert_eq!(found.status(), Some(&DkimStatus::Pending));
}

#[tokio::test]
async fn changes_of_a_key_that_make_no_sense_are_refused() {
    let client = Aws::start().await.sesv2(US).await;
    let key = own_key("s1", PRIVATE_KEY);
    for (name, to, attributes) in [
        ("help@example.com", Origin::AwsSes, None),
        ("shop.example.com", Origin::External, None),
        ("shop.example.com", Origin::AwsSes, Some(key.clone())),
        ("shop.example.com", Origin::AwsSesEuWest2, Some(key)),
        ("shop.example.com", Origin::AwsSes, Some(origin(Origin::AwsSes))),
        (
            "shop.example.com",
            Origin::External,
            Some(length(DkimSigningKeyLength::Rsa2048Bit)),
        ),
    ] {
        let call = client.put_email_identity_dkim_signing_attributes().email_identity(name);
        let call = call
            .signing_attributes_origin(to.clone())
            .set_signing_attributes(attributes);
        assert_eq!(refusal(call.send().await).0, "BadRequestException", "{name} {to:?}");
    }
    let call = client.put_email_identity_dkim_signing_attributes();
    let call = call
        .email_identity("unknown.example")
        .signing_attributes_origin(Origin::AwsSes);
    assert_eq!(refusal(call.send().await).0, "NotFoundException");
}

#[tokio::test]
async fn signing_is_turned_off_and_on() {
    let client = Aws::start().await.sesv2(US).await;
    let put = |name: &str, enabled| {
        let call = client.put_email_identity_dkim_attributes().email_identity(name);
        call.signing_enabled(enabled).send()
    };
    for name in ["shop.example.com", "help@shop.example.com"] {
        if name.contains('@') {
            create(&client, name).await;
        }
        for enabled in [true, false] {
            put(name, enabled).await.unwrap();
            assert_eq!(dkim(&client, name).await.signing_enabled(), enabled, "{name}");
        }
    }
    put("help@example.com", false).await.unwrap();
    let without_domain = put("help@example.com", true).await;
    assert_eq!(refusal(without_domain).0, "BadRequestException");
    assert_eq!(refusal(put("unknown.example", true).await).0, "NotFoundException");
}
