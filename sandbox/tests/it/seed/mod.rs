//! The promises of the seed's documentation.

mod connect;
mod everything;
mod sesv2;
mod workspaces;

use http::Request;
use sandbox::{ACCESS_KEY_ID, Rates, Sandbox, Seed};
use time::macros::datetime;

use crate::aws::{AP, Aws, Still, US, support_us};
use crate::http::{authorization, send};
use crate::sesv2::identities;
use everything::everything;

#[tokio::test]
async fn a_seed_grows_and_shrinks() {
    for count in [5, 300] {
        let seed = Seed {
            users: Some(count),
            identities: Some(count),
        };
        let aws = Aws::start_with(seed).await;
        let (client, id) = support_us(&aws).await;
        let found = client.search_users().instance_id(&id).send().await.unwrap();
        assert_eq!(found.approximate_total_count(), Some(i64::from(count)));
        let names = identities(&aws.sesv2(US).await, 1000).await;
        assert_eq!(names.len(), usize::try_from(count).unwrap());
        assert!(names.iter().any(|one| one.identity_name() == Some("shop.example.com")));
        assert_eq!(identities(&aws.sesv2(AP).await, 1000).await.len(), 7);
    }
}

#[tokio::test]
async fn the_largest_seed_has_ten_thousand_of_each() {
    let seed = Seed {
        users: Some(u32::MAX),
        identities: Some(u32::MAX),
    };
    let aws = Aws::start_with(seed).await;
    let (client, id) = support_us(&aws).await;
    let found = client.search_users().instance_id(&id).send().await.unwrap();
    assert_eq!(found.approximate_total_count(), Some(10_000));
    assert_eq!(identities(&aws.sesv2(US).await, 1000).await.len(), 10_000);
}

#[tokio::test]
async fn two_sandboxes_hold_the_same() {
    let (one, other) = (everything().await, everything().await);
    assert!(one.len() > 220, "{}", one.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

#[tokio::test]
async fn timestamps_are_offsets_from_the_clock() {
    let now = datetime!(2030-01-01 00:00 UTC);
    let sandbox = Sandbox::with_clock(Seed::default(), Rates::Off, Still(now));
    let request = Request::get("/v2/email/identities/launch.example.com");
    let request = request.header("authorization", authorization(ACCESS_KEY_ID, US, "ses"));
    let answer = send(&sandbox, request, "").await.document();
    let expected = now.unix_timestamp() - 6 * 3600;
    assert_eq!(answer["DkimAttributes"]["LastKeyGenerationTimestamp"], expected);
}
