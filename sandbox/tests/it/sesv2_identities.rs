//! Identities come and go.

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::operation::create_email_identity::CreateEmailIdentityOutput;
use aws_sdk_sesv2::operation::get_email_identity::GetEmailIdentityOutput;
use aws_sdk_sesv2::types::{
    DkimSigningAttributes, DkimSigningAttributesOrigin, DkimSigningKeyLength, DkimStatus, IdentityType, Tag,
    VerificationError, VerificationStatus,
};
use sandbox::Seed;

use crate::aws::{AP, Aws, EU, US, refusal};
use crate::sesv2::identities;

pub async fn create(client: &Client, name: &str) -> CreateEmailIdentityOutput {
    client
        .create_email_identity()
        .email_identity(name)
        .send()
        .await
        .unwrap()
}

pub async fn get(client: &Client, name: &str) -> GetEmailIdentityOutput {
    client.get_email_identity().email_identity(name).send().await.unwrap()
}

pub async fn delete(client: &Client, name: &str) {
    let call = client.delete_email_identity().email_identity(name);
    call.send().await.unwrap();
}

async fn is_listed(client: &Client, name: &str) -> bool {
    let all = identities(client, 100).await;
    all.iter().any(|one| one.identity_name() == Some(name))
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

#[tokio::test]
async fn a_new_domain_has_a_key_and_waits() {
    let client = Aws::start().await.sesv2(US).await;
    let call = client.create_email_identity().email_identity("New.Example.COM");
    let call = call.tags(tag("team", "orders")).configuration_set_name("marketing");
    let created = call.send().await.unwrap();
    assert_eq!(created.identity_type(), Some(&IdentityType::Domain));
    assert!(!created.verified_for_sending_status());
    let dkim = created.dkim_attributes.unwrap();
    assert_eq!(dkim.status(), Some(&DkimStatus::Pending));
    assert_eq!((dkim.tokens().len(), dkim.signing_enabled()), (3, true));
    assert_eq!(dkim.signing_hosted_zone(), Some("dkim.amazonses.com"));
    assert_eq!(
        dkim.signing_attributes_origin(),
        Some(&DkimSigningAttributesOrigin::AwsSes)
    );
    let length = Some(&DkimSigningKeyLength::Rsa2048Bit);
    assert_eq!(dkim.current_signing_key_length(), length);
    assert_eq!(dkim.next_signing_key_length(), length);
    assert!(dkim.last_key_generation_timestamp().is_some());

    let found = get(&client, "new.EXAMPLE.com").await;
    assert_eq!(found.dkim_attributes, Some(dkim));
    assert_eq!(found.verification_status(), Some(&VerificationStatus::Pending));
    assert_eq!(found.configuration_set_name(), Some("marketing"));
    assert_eq!(found.tags(), [tag("team", "orders")]);
    assert!(found.feedback_forwarding_status() && found.mail_from_attributes().is_none());
    assert!(is_listed(&client, "new.example.com").await);
}

#[tokio::test]
async fn a_new_address_waits_for_its_owner() {
    let client = Aws::start().await.sesv2(US).await;
    let created = create(&client, "Zoe@example.com").await;
    assert_eq!(created.identity_type(), Some(&IdentityType::EmailAddress));
    let found = get(&client, "Zoe@example.com").await;
    assert_eq!(found.verification_status(), Some(&VerificationStatus::Pending));
    let dkim = found.dkim_attributes.unwrap();
    assert_eq!(dkim.status(), Some(&DkimStatus::NotStarted));
    assert!(dkim.tokens().is_empty() && !dkim.signing_enabled());
    create(&client, "zoe@example.com").await;
}

#[tokio::test]
async fn a_name_is_taken_once_in_each_region() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    for name in ["shop.example.com", "SHOP.example.com", "billing@example.com"] {
        let call = client.create_email_identity().email_identity(name);
        assert_eq!(refusal(call.send().await).0, "AlreadyExistsException", "{name}");
    }
    let there = create(&aws.sesv2("sa-east-1").await, "new.example.com").await;
    let here = create(&client, "new.example.com").await;
    assert_ne!(
        here.dkim_attributes().unwrap().tokens(),
        there.dkim_attributes().unwrap().tokens()
    );
}

#[tokio::test]
async fn what_is_no_identity_is_refused() {
    let client = Aws::start().await.sesv2(US).await;
    for name in ["localhost", "münchen.example", "user@localhost"] {
        let call = client.create_email_identity().email_identity(name);
        let (code, message) = refusal(call.send().await);
        assert_eq!(code, "BadRequestException");
        assert!(message.contains("EmailIdentity"), "{message}");
    }
    let call = client.create_email_identity().email_identity("new.example.com");
    let unknown_set = call.clone().configuration_set_name("unknown").send().await;
    assert_eq!(refusal(unknown_set).0, "NotFoundException");
    let reserved = call.tags(tag("aws:owner", "me")).send().await;
    assert_eq!(refusal(reserved).0, "BadRequestException");
    assert!(!is_listed(&client, "new.example.com").await);
}

#[tokio::test]
async fn a_region_has_room_for_ten_thousand() {
    let seed = Seed {
        identities: Some(9_999),
        ..Seed::default()
    };
    let client = Aws::start_with(seed).await.sesv2(US).await;
    create(&client, "new1.example.com").await;
    let call = client.create_email_identity().email_identity("new2.example.com");
    assert_eq!(refusal(call.send().await).0, "LimitExceededException");
    delete(&client, "new1.example.com").await;
    create(&client, "new2.example.com").await;
}

#[tokio::test]
async fn a_deleted_identity_is_gone_and_its_successor_has_another_key() {
    let client = Aws::start().await.sesv2(US).await;
    let first = create(&client, "new.example.com").await;
    delete(&client, "NEW.example.com").await;
    assert!(!is_listed(&client, "new.example.com").await);
    let call = client.delete_email_identity().email_identity("new.example.com");
    assert_eq!(refusal(call.send().await).0, "NotFoundException");
    let second = create(&client, "new.example.com").await;
    assert_ne!(
        first.dkim_attributes().unwrap().tokens(),
        second.dkim_attributes().unwrap().tokens()
    );
}

#[tokio::test]
async fn the_same_calls_have_the_same_answers() {
    let (one, other) = (Aws::start().await, Aws::start().await);
    let one = create(&one.sesv2(AP).await, "new.example.com").await;
    let other = create(&other.sesv2(AP).await, "new.example.com").await;
    assert_eq!(
        one.dkim_attributes().unwrap().tokens(),
        other.dkim_attributes().unwrap().tokens()
    );
}

#[tokio::test]
async fn a_parent_stays_for_as_long_as_it_has_replicas() {
    let aws = Aws::start().await;
    let (us, eu) = (aws.sesv2(US).await, aws.sesv2(EU).await);
    let call = us.delete_email_identity().email_identity("mail.example.com");
    let (code, message) = refusal(call.clone().send().await);
    assert_eq!(code, "BadRequestException");
    assert!(message.contains(EU), "{message}");
    delete(&eu, "mail.example.com").await;
    call.send().await.unwrap();
}

#[tokio::test]
async fn a_replica_says_why_it_cannot_be_one() {
    let aws = Aws::start().await;
    for (region, name, origin, error) in [
        (
            US,
            "new.example.com",
            DkimSigningAttributesOrigin::AwsSesEuWest2,
            VerificationError::ReplicationPrimaryNotFound,
        ),
        (
            US,
            "new2.example.com",
            DkimSigningAttributesOrigin::AwsSesUsEast1,
            VerificationError::ReplicationPrimaryInvalidRegion,
        ),
        (
            US,
            "new3.example.com",
            DkimSigningAttributesOrigin::AwsSesUsGovWest1,
            VerificationError::ReplicationAccessDenied,
        ),
        (
            AP,
            "byo.example.net",
            DkimSigningAttributesOrigin::AwsSesUsEast1,
            VerificationError::ReplicationPrimaryByoDkimNotSupported,
        ),
        (
            AP,
            "eu.example.com",
            DkimSigningAttributesOrigin::AwsSesEuWest2,
            VerificationError::ReplicationReplicaAsPrimaryNotSupported,
        ),
    ] {
        let client = aws.sesv2(region).await;
        let attributes = DkimSigningAttributes::builder().domain_signing_attributes_origin(origin);
        let call = client.create_email_identity().email_identity(name);
        call.dkim_signing_attributes(attributes.build()).send().await.unwrap();
        let found = get(&client, name).await;
        assert_eq!(found.verification_status(), Some(&VerificationStatus::Pending));
        assert_eq!(found.verification_info().unwrap().error_type(), Some(&error));
        delete(&client, name).await;
    }
}
