use sandbox::{ACCESS_KEY_ID, ACCOUNT_ID, OTHER_ACCESS_KEY_ID, OTHER_ACCOUNT_ID};

use crate::aws::Aws;

#[tokio::test]
async fn the_access_key_decides_the_account() {
    let aws = Aws::start().await;
    for (key, account) in [
        (ACCESS_KEY_ID, ACCOUNT_ID),
        (OTHER_ACCESS_KEY_ID, OTHER_ACCOUNT_ID),
        ("AKIAUNKNOWNEXAMPLE00", ACCOUNT_ID),
    ] {
        let identity = aws.sts(key).await.get_caller_identity().send().await.unwrap();
        assert_eq!(identity.account(), Some(account));
        assert!(
            identity
                .arn()
                .unwrap()
                .starts_with(&format!("arn:aws:iam::{account}:user/"))
        );
        assert!(identity.user_id().unwrap().starts_with("AIDA"));
    }
}
