//! New addresses.

use super::{REGION, find, instance_of, page};
use crate::changes::{console::Console, front::CREATE_EMAIL_ADDRESS, state::assert_agreed};
use app::model::change::{Action, Undo};
use server::aws::write::connect;

const CREATE: Action = Action::CreateEmailAddress;
const DOMAIN: &str = "support-us.email.connect.aws";
const CAREERS: &str = "careers@support-us.email.connect.aws";

#[tokio::test(flavor = "multi_thread")]
async fn is_reviewed_made_shown_and_deleted_again() {
    let console = Console::open().await;
    let fields = [
        ("local_part", " New.Desk@support-us.email.connect.aws"),
        ("display_name", "Désk & <more>"),
        ("description", "Everything new"),
        ("tag_key", "team"),
        ("tag_value", "new"),
    ];
    let subject = instance_of(&console, CAREERS);
    let review = console.reviewed(CREATE, &subject, &fields).await;
    let address = "New.Desk@support-us.email.connect.aws";
    assert_eq!(review.title, format!("Create {address}"));
    assert!(
        review.calls[0]
            .cli
            .starts_with("aws connect create-email-address --region us-east-1")
    );
    assert!(review.warnings.is_empty(), "{:?}", review.warnings);
    assert_eq!(
        console.calls_of("CreateEmailAddress").await,
        0,
        "nothing is called before the yes"
    );
    let answer = console.make(&review, &[]).await;
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    assert!(record.calls[0].client_token.is_some());
    let created = find(&console, address).expect("the address");
    assert_eq!(record.resource.subject.id, created.id, "the log has its id");
    assert!(
        answer
            .location()
            .starts_with(&app::routes::email_address(&created.instance, &created.id))
    );
    let shown = page(&console, address).await;
    for text in ["Désk &amp; &lt;more&gt;", "Everything new", "team"] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    assert_agreed(&console).await;

    assert_eq!(record.undo, Undo::By(Action::DeleteEmailAddress));
    let undoing = console.undoing(&record).await;
    assert_eq!(undoing.confirmation.as_ref().expect("asked for").text, address);
    Console::assert_made(&console.record_of(&console.make(&undoing, &[]).await).await);
    assert_eq!(find(&console, address), None);
    assert_agreed(&console).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_before_aws_is_asked() {
    let console = Console::open().await;
    let subject = instance_of(&console, CAREERS);
    for (local_part, domain, said) in [
        ("", DOMAIN, "Fill this in."),
        ("a b", DOMAIN, "A space can’t be in an address."),
        ("a..b", DOMAIN, "A dot can’t be first, last or beside another."),
        (
            "CAREERS",
            DOMAIN,
            "support-us has the address CAREERS@support-us.email.connect.aws already.",
        ),
        ("sales", "localhost", "Use the whole name, such as desktop.example.com."),
    ] {
        let fields = [("local_part", local_part), ("domain", domain)];
        let answer = console.submit(CREATE, &subject, &fields).await;
        let page = console.sent_back(&answer).await;
        assert!(page.contains(said), "{said} in {page}");
    }
    assert_eq!(console.calls_of("CreateEmailAddress").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_is_said_at_its_field_in_its_own_words() {
    let console = Console::open().await;
    let subject = instance_of(&console, CAREERS);
    let create = async |domain: &str| {
        let fields = [("local_part", "sales"), ("domain", domain)];
        let review = console.reviewed(CREATE, &subject, &fields).await;
        let answer = console.make(&review, &[]).await;
        (review, console.refused_at(&answer, CREATE, &subject).await)
    };
    let (review, error) = create("nowhere.example").await;
    assert!(
        review.warnings[0].contains("AWS may refuse the address"),
        "{:?}",
        review.warnings
    );
    assert_eq!(error.field, "domain");
    assert!(
        error
            .original
            .expect("AWS’s words")
            .contains("verified in SES in this Region")
    );

    // Nobody told Frontdesk of these.
    let instance = &subject.parent;
    let address = |address: String| connect::CreateEmailAddress {
        instance_id: instance.clone(),
        email_address: address,
        display_name: None,
        description: None,
        tags: app::model::tag::Tags::new(),
    };
    console.elsewhere(REGION, address(format!("sales@{DOMAIN}"))).await;
    let (_, error) = create(DOMAIN).await;
    assert_eq!(error.field, "local_part");
    assert!(
        error
            .original
            .expect("AWS’s words")
            .starts_with("DuplicateResourceException: ")
    );

    for number in 11..100 {
        console
            .elsewhere(REGION, address(format!("desk{number}@{DOMAIN}")))
            .await;
    }
    let (_, error) = create("shop.example.com").await;
    assert_eq!(error.field, "local_part");
    assert!(
        error
            .original
            .expect("AWS’s words")
            .starts_with("ServiceQuotaExceededException: ")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_only_aws_knows_the_reason_of_is_said_at_the_field_that_it_names() {
    let console = Console::open().await;
    let subject = instance_of(&console, CAREERS);
    for (message, field) in [
        ("DisplayName contains characters that are not allowed", "display_name"),
        ("Description is too long", "description"),
        ("One or more tags are not allowed by a tag policy", "tag_key"),
    ] {
        console
            .front
            .refuse(CREATE_EMAIL_ADDRESS, "InvalidParameterException", message);
        let review = console
            .reviewed(CREATE, &subject, &[("local_part", "sales"), ("domain", DOMAIN)])
            .await;
        let error = console
            .refused_at(&console.make(&review, &[]).await, CREATE, &subject)
            .await;
        let original = format!("InvalidParameterException: {message}");
        assert_eq!((error.field.as_str(), error.original), (field, Some(original)));
    }
    // What was refused can be sent again as it is.
    let review = console.reviewed(CREATE, &subject, &[]).await;
    Console::assert_made(&console.record_of(&console.make(&review, &[]).await).await);
}
