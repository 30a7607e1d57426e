//! The DNS decides: what is published turns a badge, what is withdrawn turns it back.

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::types::{DkimSigningAttributes, DkimSigningAttributesOrigin};
use http::Method;
use serde_json::{Value, json};

use crate::aws::{Aws, EU, US};
use crate::sesv2_identities::{create, delete, get};

const NAME: &str = "wanted.example.net";

/// The status of an identity, and the last error that SES saw.
async fn verdict(client: &Client, name: &str) -> (String, Option<String>) {
    let identity = get(client, name).await;
    let info = identity.verification_info().unwrap();
    (
        identity.verification_status().unwrap().to_string(),
        info.error_type().map(ToString::to_string),
    )
}

async fn publish(aws: &Aws, name: &str, record_type: &str, values: &[&str]) {
    let path = format!("dns/{name}/{record_type}");
    aws.control(Method::PUT, &path, json!({ "values": values })).await;
}

async fn withdraw(aws: &Aws, name: &str, record_type: &str) {
    aws.control(Method::DELETE, &format!("dns/{name}/{record_type}"), Value::Null)
        .await;
}

/// Publishes what the console says to publish.
async fn publish_dkim(aws: &Aws, client: &Client, name: &str) -> Vec<String> {
    let dkim = get(client, name).await.dkim_attributes.unwrap();
    let zone = dkim.signing_hosted_zone().unwrap();
    for token in dkim.tokens() {
        publish(
            aws,
            &format!("{token}._domainkey.{name}"),
            "CNAME",
            &[&format!("{token}.{zone}")],
        )
        .await;
    }
    dkim.tokens()
        .iter()
        .map(|token| format!("{token}._domainkey.{name}"))
        .collect()
}

fn is(status: &str, error: Option<&str>) -> (String, Option<String>) {
    (status.to_owned(), error.map(str::to_owned))
}

#[tokio::test]
async fn published_records_verify_a_domain_at_the_next_look() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    create(&client, NAME).await;
    aws.step("5m").await;
    assert_eq!(verdict(&client, NAME).await, is("PENDING", Some("HOST_NOT_FOUND")));

    publish_dkim(&aws, &client, NAME).await;
    assert_eq!(verdict(&client, NAME).await, is("PENDING", Some("HOST_NOT_FOUND")));
    aws.step("1m").await;
    assert_eq!(verdict(&client, NAME).await, is("SUCCESS", None));
    let identity = get(&client, NAME).await;
    assert!(identity.verified_for_sending_status());
    let soa = identity.verification_info().unwrap().soa_record().unwrap().clone();
    assert_eq!(soa.primary_name_server(), Some("ns1.example.net"));
    assert!(soa.serial_number() > 2_026_010_100);
}

#[tokio::test]
async fn a_domain_without_records_fails_after_72_hours_and_can_start_again() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    create(&client, NAME).await;
    aws.step("71h").await;
    assert_eq!(verdict(&client, NAME).await.0, "PENDING");
    aws.step("1h").await;
    assert_eq!(verdict(&client, NAME).await, is("FAILED", Some("HOST_NOT_FOUND")));
    publish_dkim(&aws, &client, NAME).await;
    aws.step("72h").await;
    assert_eq!(verdict(&client, NAME).await.0, "FAILED");

    delete(&client, NAME).await;
    create(&client, NAME).await;
    publish_dkim(&aws, &client, NAME).await;
    aws.step("1m").await;
    assert_eq!(verdict(&client, NAME).await.0, "SUCCESS");
}

#[tokio::test]
async fn a_record_that_disappears_is_missed_and_forgiven() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    create(&client, NAME).await;
    let names = publish_dkim(&aws, &client, NAME).await;
    aws.step("10m").await;
    withdraw(&aws, &names[1], "CNAME").await;
    aws.step("1h").await;
    assert_eq!(
        verdict(&client, NAME).await,
        is("TEMPORARY_FAILURE", Some("HOST_NOT_FOUND"))
    );
    assert!(!get(&client, NAME).await.verified_for_sending_status());
    publish_dkim(&aws, &client, NAME).await;
    aws.step("15m").await;
    assert_eq!(verdict(&client, NAME).await, is("SUCCESS", None));
}

#[tokio::test]
async fn a_dead_name_server_is_told_from_a_missing_name() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    aws.control(Method::PUT, &format!("dns/{NAME}"), json!({ "server": "DEAD" }))
        .await;
    create(&client, NAME).await;
    aws.step("1m").await;
    assert_eq!(verdict(&client, NAME).await, is("PENDING", Some("DNS_SERVER_ERROR")));
}

#[tokio::test]
async fn the_faults_of_the_seed_can_be_repaired() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    // TXT records stand where the CNAME records belong, and would conflict.
    let tokens = get(&client, "beta.example.com").await.dkim_attributes.unwrap().tokens;
    for token in tokens.unwrap() {
        withdraw(&aws, &format!("{token}._domainkey.beta.example.com"), "TXT").await;
    }
    for name in ["beta.example.com", "launch.example.com", "trial.example.net"] {
        publish_dkim(&aws, &client, name).await;
    }
    aws.step("15m").await;
    for name in ["beta.example.com", "launch.example.com", "trial.example.net"] {
        assert_eq!(verdict(&client, name).await, is("SUCCESS", None), "{name}");
    }
}

#[tokio::test]
async fn a_mail_from_domain_wants_exactly_its_mx_record() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    let host = "bounce.shop.example.com";
    let status = || async {
        let identity = get(&client, "shop.example.com").await;
        identity
            .mail_from_attributes
            .unwrap()
            .mail_from_domain_status
            .to_string()
    };
    assert_eq!(status().await, "SUCCESS");
    publish(&aws, host, "MX", &["10 feedback-smtp.eu-west-2.amazonses.com"]).await;
    aws.step("1h").await;
    assert_eq!(status().await, "TEMPORARY_FAILURE");
    aws.step("72h").await;
    assert_eq!(status().await, "FAILED");
    publish(&aws, host, "MX", &["10 feedback-smtp.us-east-1.amazonses.com"]).await;
    let set = client.put_email_identity_mail_from_attributes();
    set.email_identity("shop.example.com")
        .mail_from_domain(host)
        .send()
        .await
        .unwrap();
    assert_eq!(status().await, "PENDING");
    aws.step("1m").await;
    assert_eq!(status().await, "SUCCESS");
}

#[tokio::test]
async fn a_replica_is_verified_by_the_records_of_its_parent() {
    let aws = Aws::start().await;
    let (parent, replica) = (aws.sesv2(US).await, aws.sesv2(EU).await);
    create(&parent, NAME).await;
    publish_dkim(&aws, &parent, NAME).await;
    let attributes = DkimSigningAttributes::builder()
        .domain_signing_attributes_origin(DkimSigningAttributesOrigin::AwsSesUsEast1)
        .build();
    let call = replica.create_email_identity().email_identity(NAME);
    call.dkim_signing_attributes(attributes).send().await.unwrap();
    aws.step("1m").await;
    assert_eq!(verdict(&replica, NAME).await, is("SUCCESS", None));
    let tokens = |identity: aws_sdk_sesv2::operation::get_email_identity::GetEmailIdentityOutput| {
        identity.dkim_attributes.unwrap().tokens
    };
    assert_eq!(tokens(get(&replica, NAME).await), tokens(get(&parent, NAME).await));
}

#[tokio::test]
async fn an_address_is_verified_by_the_link_that_was_mailed_to_it() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    let address = "somebody@example.net";
    create(&client, address).await;
    let mails = aws.control(Method::GET, "mail", Value::Null).await;
    let mut mails = mails["mails"].as_array().unwrap().iter();
    let mail = mails.find(|mail| mail["to"] == address).unwrap();
    let token = mail["token"].as_str().unwrap();
    aws.step("23h").await;
    assert_eq!(verdict(&client, address).await.0, "PENDING");
    aws.control(Method::POST, &format!("mail/{token}"), Value::Null).await;
    assert_eq!(verdict(&client, address).await.0, "SUCCESS");
}

#[tokio::test]
async fn a_link_that_nobody_follows_expires() {
    let aws = Aws::start().await;
    let client = aws.sesv2(US).await;
    assert_eq!(verdict(&client, "billing@example.com").await.0, "PENDING");
    aws.step("24h").await;
    assert_eq!(verdict(&client, "billing@example.com").await.0, "FAILED");
    let mails = aws.control(Method::GET, "mail", Value::Null).await;
    assert_eq!(mails, json!({ "mails": [] }));
}
