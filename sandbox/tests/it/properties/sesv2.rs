//! Identities and their tags.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use proptest::prelude::*;
use serde_json::json;

use super::{Client, config};

const SEEDED_IDENTITIES: usize = 14;

#[derive(Clone, Debug)]
enum SesStep {
    Create(u8),
    Delete(u8),
    Tag(u8, u8),
    Untag(u8, u8),
}

fn ses_steps() -> impl Strategy<Value = Vec<SesStep>> {
    let step = prop_oneof![
        (0..4_u8).prop_map(SesStep::Create),
        (0..4_u8).prop_map(SesStep::Delete),
        (0..4_u8, 0..4_u8).prop_map(|(identity, tag)| SesStep::Tag(identity, tag)),
        (0..4_u8, 0..4_u8).prop_map(|(identity, tag)| SesStep::Untag(identity, tag)),
    ];
    proptest::collection::vec(step, 1..40)
}

fn domain(number: u8) -> String {
    format!("p{number}.example.org")
}

fn take_ses_step(client: &Client, identities: &mut BTreeMap<u8, BTreeSet<String>>, step: &SesStep) {
    let arn = |number| format!("arn:aws:ses:us-east-1:111122223333:identity/{}", domain(number));
    let expected = |is_there: bool| if is_there { 200 } else { 404 };
    match *step {
        SesStep::Create(number) => {
            // Domain names have no case.
            let body = json!({ "EmailIdentity": domain(number).to_uppercase() });
            let (status, _) = client.ses(Method::POST, "/v2/email/identities", &body);
            assert_eq!(status, if identities.contains_key(&number) { 400 } else { 200 });
            identities.entry(number).or_default();
        }
        SesStep::Delete(number) => {
            let path = format!("/v2/email/identities/{}", domain(number));
            let status = client.ses(Method::DELETE, &path, &json!({})).0;
            assert_eq!(status, expected(identities.remove(&number).is_some()));
        }
        SesStep::Tag(number, tag) => {
            let body = json!({ "ResourceArn": arn(number), "Tags": [{ "Key": format!("t{tag}"), "Value": "" }] });
            let (status, _) = client.ses(Method::POST, "/v2/email/tags", &body);
            let tags = identities.get_mut(&number);
            assert_eq!(status, expected(tags.is_some()));
            if let Some(tags) = tags {
                tags.insert(format!("t{tag}"));
            }
        }
        SesStep::Untag(number, tag) => {
            let path = format!("/v2/email/tags?ResourceArn={}&TagKeys=t{tag}", arn(number));
            let status = client.ses(Method::DELETE, &path, &json!({})).0;
            let tags = identities.get_mut(&number);
            assert_eq!(status, expected(tags.is_some()));
            if let Some(tags) = tags {
                tags.remove(&format!("t{tag}"));
            }
        }
    }
}

fn check_identities(client: &Client, identities: &BTreeMap<u8, BTreeSet<String>>) {
    let (_, listed) = client.ses(Method::POST, "/v2/email/list-identities", &json!({ "PageSize": 1000 }));
    let listed = listed["EmailIdentities"].as_array().unwrap();
    assert_eq!(listed.len(), SEEDED_IDENTITIES + identities.len());
    for (number, tags) in identities {
        let path = format!("/v2/email/identities/{}", domain(*number));
        let (_, identity) = client.ses(Method::GET, &path, &json!({}));
        let given = identity["Tags"].as_array().unwrap().iter();
        let given: BTreeSet<_> = given.map(|tag| tag["Key"].as_str().unwrap().to_owned()).collect();
        assert_eq!(given, *tags);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn ses_keeps_what_it_was_told(steps in ses_steps()) {
        let client = Client::new();
        let mut identities = BTreeMap::new();
        for step in &steps {
            take_ses_step(&client, &mut identities, step);
            check_identities(&client, &identities);
        }
    }
}
