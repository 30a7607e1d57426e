//! Settings of an identity, each with a form of its own.

use super::details;
use crate::changes::{console::Console, state::assert_agreed};
use app::model::{
    access::Role,
    change::{Action, Outcome, ReviewAnswer, Subject, Undo},
    identity::Origin,
};
use http::StatusCode;

fn shop() -> Subject {
    Subject::new("us-east-1", "shop.example.com")
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_is_turned_off_and_on_again() {
    let console = Console::open().await;
    let signed = || details(&console, &shop()).dkim.expect("DKIM").signing_enabled;
    // A box that is not ticked is not sent.
    let page = console.form_page(Action::EditDkimSigning, &shop()).await;
    let off = [
        ("_parent", shop().parent),
        ("_id", shop().id),
        ("_opened", page.opened.clone()),
    ];
    let off: Vec<_> = off.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = console.post(Action::EditDkimSigning.submit_path(), &off).await;
    let review = console.review_at(answer.location()).await;
    assert_eq!((review.submit.as_str(), review.warnings.len()), ("Turn off", 1));
    let record = console.record_of(&console.make(&review, &[]).await).await;
    Console::assert_made(&record);
    assert!(!signed());
    Console::assert_made(&console.undo(&record).await);
    assert!(signed());
    // What it is already needs no call.
    let answer = console
        .submit(Action::EditDkimSigning, &shop(), &[("signing_enabled", "true")])
        .await;
    let draft = answer.location().trim_start_matches("/changes/review/").to_owned();
    assert!(matches!(console.review(&draft).await, ReviewAnswer::Nothing { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_key_is_not_signed() {
    let console = Console::open().await;
    let subject = Subject::new("eu-west-2", "archive.example.org");
    let answer = console
        .submit(Action::EditDkimSigning, &subject, &[("signing_enabled", "true")])
        .await;
    let page = console.sent_back(&answer).await;
    assert!(page.contains("choose the signing origin first"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_length_is_taken_once_a_day() {
    let console = Console::open().await;
    let edit = Action::EditSigningAttributes;
    let to = |length: &'static str| [("next_signing_key_length", length)];
    let record = console.change(edit, &shop(), &to("RSA_1024_BIT")).await;
    Console::assert_made(&record);
    assert!(matches!(record.undo, Undo::Not(_)));
    let length = details(&console, &shop()).dkim.expect("DKIM").next_key_length;
    assert_eq!(length.as_deref(), Some("RSA_1024_BIT"));
    // Nobody but SES knows when it last was another: it refuses.
    let review = console.reviewed(edit, &shop(), &to("RSA_2048_BIT")).await;
    let answer = console.make(&review, &[]).await;
    assert_eq!(console.record_of(&answer).await.outcome, Outcome::NotMade);
    let page = console.sent_back(&answer).await;
    assert!(
        page.contains("SES takes a new key length at most once a day."),
        "{page}"
    );
    assert!(page.contains("What AWS said"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_gets_another_key_and_an_address_has_none() {
    let console = Console::open().await;
    let edit = Action::EditSigningAttributes;
    let byo = Subject::new("us-east-1", "byo.example.net");
    let page = console
        .sent_back(&console.submit(edit, &byo, &[("selector", "a_b")]).await)
        .await;
    assert!(page.contains("can’t be in a selector"), "{page}");
    let record = console.change(edit, &byo, &[("origin", "easy")]).await;
    Console::assert_made(&record);
    assert!(matches!(record.undo, Undo::Not(_)));
    let dkim = details(&console, &byo).dkim.expect("DKIM");
    assert_eq!((dkim.origin, dkim.tokens.len()), (Origin::EasyDkim, 3));
    let why = console
        .impossible(edit, &Subject::new("us-east-1", "help@example.com"))
        .await;
    assert!(why.contains("its domain’s"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_from_is_set_refused_and_taken_away() {
    let console = Console::open().await;
    let edit = Action::EditMailFrom;
    let before = details(&console, &shop()).mail_from.expect("MAIL FROM");
    let page = console
        .sent_back(
            &console
                .submit(edit, &shop(), &[("mail_from_domain", "example.net")])
                .await,
        )
        .await;
    assert!(page.contains("Use a subdomain of shop.example.com"), "{page}");
    let other = [
        ("mail_from_domain", " Other.Shop.example.com "),
        ("behavior_on_mx_failure", "REJECT_MESSAGE"),
    ];
    let record = console.change(edit, &shop(), &other).await;
    Console::assert_made(&record);
    let after = details(&console, &shop()).mail_from.expect("MAIL FROM");
    assert_eq!(
        (after.domain.as_str(), after.reject_on_mx_failure),
        ("other.shop.example.com", true)
    );
    Console::assert_made(&console.undo(&record).await);
    let again = details(&console, &shop()).mail_from.expect("MAIL FROM");
    assert_eq!(
        (again.domain, again.reject_on_mx_failure),
        (before.domain, before.reject_on_mx_failure)
    );
    Console::assert_made(&console.change(edit, &shop(), &[("mail_from_domain", "")]).await);
    assert_eq!(details(&console, &shop()).mail_from, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn feedback_forwarding_and_the_configuration_set_are_edited_and_undone() {
    let console = Console::open().await;
    let news = Subject::new("us-east-1", "news.example.com");
    let forwarding = console
        .change(
            Action::EditFeedbackForwarding,
            &news,
            &[("email_forwarding_enabled", "true")],
        )
        .await;
    Console::assert_made(&forwarding);
    assert!(details(&console, &news).feedback_forwarding);
    let review = console.post("/changes/undo", &[("change", &forwarding.id)]).await;
    let review = console.review_at(review.location()).await;
    assert!(
        review.warnings[0].contains("AWS requires a way to learn of bounces"),
        "{:?}",
        review.warnings
    );

    let edit = Action::EditConfigurationSet;
    let page = console
        .sent_back(&console.submit(edit, &news, &[("configuration_set", "none-such")]).await)
        .await;
    assert!(page.contains("Choose a configuration set of this Region."), "{page}");
    let record = console
        .change(edit, &news, &[("configuration_set", "transactional")])
        .await;
    Console::assert_made(&record);
    assert_eq!(
        details(&console, &news).configuration_set.as_deref(),
        Some("transactional")
    );
    Console::assert_made(&console.undo(&record).await);
    assert_eq!(details(&console, &news).configuration_set.as_deref(), Some("marketing"));
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_edited_and_those_of_aws_stay() {
    let console = Console::open().await;
    let edit = Action::EditIdentityTags;
    let fields = [
        ("tag_key", "team"),
        ("tag_key", "Grüße"),
        ("tag_value", "orders"),
        ("tag_value", ""),
    ];
    let record = console.change(edit, &shop(), &fields).await;
    Console::assert_made(&record);
    let operations: Vec<_> = record.calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(operations, ["UntagResource", "TagResource"]);
    let tags = details(&console, &shop()).tags;
    let keys: Vec<_> = tags.keys().map(String::as_str).collect();
    assert_eq!(keys, ["Grüße", "aws:cloudformation:stack-name", "team"]);
    Console::assert_made(&console.undo(&record).await);
    assert_eq!(details(&console, &shop()).tags["environment"], "production");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_may_edit_nothing() {
    let console = Console::of(Role::Viewer).await;
    for action in [
        Action::EditDkimSigning,
        Action::EditSigningAttributes,
        Action::EditMailFrom,
        Action::EditFeedbackForwarding,
        Action::EditConfigurationSet,
        Action::EditPolicy,
        Action::DeletePolicy,
        Action::EditIdentityTags,
        Action::DeleteIdentity,
    ] {
        let page = console
            .get(&format!("{}{}", action.form_path(), shop().to_query()))
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{action}");
        let answer = console
            .post(
                action.submit_path(),
                &[("_parent", "us-east-1"), ("_id", "shop.example.com")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_is_shown_with_what_became_of_its_parent_s_keys() {
    let console = Console::open().await;
    let [parent, replica] = ["us-east-1", "eu-west-2"].map(|region| Subject::new(region, "mail.example.com"));
    let dkim = |subject: &Subject| details(&console, subject).dkim.expect("DKIM");
    assert!(matches!(dkim(&replica).origin, Origin::Replica(region) if region.as_str() == parent.parent));
    let selector = [("origin", "byodkim"), ("selector", "own")];
    let review = console
        .reviewed(Action::EditSigningAttributes, &parent, &selector)
        .await;
    let secrets = [("dkim_private_key", super::PRIVATE_KEY)];
    Console::assert_made(&console.record_of(&console.make(&review, &secrets).await).await);
    assert_eq!(dkim(&parent).origin, Origin::Byodkim);
    assert_agreed(&console).await;
}
