//! Mail to an alias is forwarded to its primary, or no longer.

use super::{REGION, assert_apart, assert_together, instance_of, subject};
use crate::changes::{
    console::Console,
    front::{ASSOCIATE_ALIAS, DISASSOCIATE_ALIAS},
    state::assert_agreed,
};
use app::model::change::{Action, FieldError, Record, Undo};
use server::aws::write::connect::{
    AliasInput, AssociateEmailAddressAlias, DeleteEmailAddress, DisassociateEmailAddressAlias,
};

const ASSOCIATE: Action = Action::AssociateEmailAddressAlias;
const DISASSOCIATE: Action = Action::DisassociateEmailAddressAlias;

/// These have no alias, and are none.
const CAREERS: &str = "careers@support-us.email.connect.aws";
const FEEDBACK: &str = "feedback@example.org";
const ORDERS: &str = "orders@shop.example.com";
const VIP: &str = "vip@support-us.email.connect.aws";
/// These are a primary and its alias.
const RETURNS: &str = "returns@shop.example.com";
const REFUNDS: &str = "refunds@shop.example.com";

/// By their spellings.
fn input(console: &Console, primary: &str, alias: &str) -> AliasInput {
    let (primary, alias) = (subject(console, primary), subject(console, alias));
    AliasInput::new(&primary.parent, &primary.id, &alias.id)
}

async fn associate(console: &Console, primary: &str, alias: &str) -> Record {
    let alias = subject(console, alias).id;
    console
        .change(ASSOCIATE, &subject(console, primary), &[("alias", &alias)])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn is_associated_and_disassociated_and_associated_again() {
    let console = Console::open().await;
    let alias = subject(&console, FEEDBACK).id;
    let primary = subject(&console, CAREERS);
    let review = console.reviewed(ASSOCIATE, &primary, &[("alias", &alias)]).await;
    let pictures = review.pictures.as_ref().expect("pictures");
    let forwarded = |arrows: &[app::model::change::Arrow]| arrows.iter().filter(|arrow| arrow.to.is_some()).count();
    assert_eq!((forwarded(&pictures.before), forwarded(&pictures.after)), (0, 1));
    let answer = console.make(&review, &[]).await;
    let record = console.record_of(&answer).await;
    Console::assert_made(&record);
    assert!(
        answer
            .location()
            .starts_with(&app::routes::email_address(&primary.parent, &primary.id))
    );
    assert_together(&console, CAREERS, FEEDBACK).await;
    assert_agreed(&console).await;

    assert_eq!(record.undo, Undo::By(DISASSOCIATE));
    let undone = console.undo(&record).await;
    Console::assert_made(&undone);
    assert_eq!(undone.action, DISASSOCIATE);
    assert_apart(&console, &[CAREERS, FEEDBACK]).await;
    assert_agreed(&console).await;

    assert_eq!(undone.undo, Undo::By(ASSOCIATE));
    Console::assert_made(&console.undo(&undone).await);
    assert_together(&console, CAREERS, FEEDBACK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_are_chosen_in_the_form_where_it_is_opened_from_the_list() {
    let console = Console::open().await;
    let [primary, alias] = [CAREERS, FEEDBACK].map(|address| subject(&console, address).id);
    let fields = [("primary", primary.as_str()), ("alias", &alias)];
    let record = console
        .change(ASSOCIATE, &instance_of(&console, CAREERS), &fields)
        .await;
    Console::assert_made(&record);
    assert_eq!(record.resource.subject.id, primary);
    assert_together(&console, CAREERS, FEEDBACK).await;
    Console::assert_made(&console.undo(&record).await);
    assert_apart(&console, &[CAREERS, FEEDBACK]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_no_chains_and_no_second_alias() {
    let console = Console::open().await;
    let here = instance_of(&console, CAREERS);
    for (primary, alias, said) in [
        (CAREERS, CAREERS, "an address can’t be the alias of itself"),
        (CAREERS, RETURNS, "it has an alias of its own, refunds@shop.example.com"),
        (CAREERS, REFUNDS, "it is the alias of returns@shop.example.com already"),
        (RETURNS, CAREERS, "it has an alias already, refunds@shop.example.com"),
        (REFUNDS, CAREERS, "it is itself the alias of returns@shop.example.com"),
    ] {
        let [primary_id, alias_id] = [primary, alias].map(|address| subject(&console, address).id);
        let fields = [("primary", primary_id.as_str()), ("alias", &alias_id)];
        let answer = console.submit(ASSOCIATE, &here, &fields).await;
        let page = console.sent_back(&answer).await;
        assert!(page.contains(said), "{said} in {page}");
    }
    let why = console.impossible(ASSOCIATE, &subject(&console, RETURNS)).await;
    assert!(
        why.contains("can’t get an alias, because it has an alias already"),
        "{why}"
    );
    let why = console.impossible(DISASSOCIATE, &subject(&console, REFUNDS)).await;
    assert!(
        why.contains("It is the alias of returns@shop.example.com: disassociate it there."),
        "{why}"
    );
    let why = console.impossible(DISASSOCIATE, &subject(&console, CAREERS)).await;
    assert_eq!(why, format!("{CAREERS} has no alias."));
    assert_eq!(console.calls_of("AssociateEmailAddressAlias").await, 0);
}

/// What AWS says when `meanwhile` comes before `alias` becomes the alias of `primary`.
async fn overtaken(primary: &str, alias: &str, meanwhile: impl AsyncFnOnce(&Console)) -> FieldError {
    let console = Console::open().await;
    let here = instance_of(&console, primary);
    let [primary, alias] = [primary, alias].map(|address| subject(&console, address).id);
    let fields = [("primary", primary.as_str()), ("alias", &alias)];
    let review = console.reviewed(ASSOCIATE, &here, &fields).await;
    let answer = console
        .make_while(&review, ASSOCIATE_ALIAS, async || meanwhile(&console).await)
        .await;
    console.refused_at(&answer, ASSOCIATE, &here).await
}

async fn taken(console: &Console, primary: &str, alias: &str) {
    let call = AssociateEmailAddressAlias(input(console, primary, alias));
    console.elsewhere(REGION, call).await;
}

fn assert_refused(error: &FieldError, field: &str, original: &str) {
    assert_eq!(error.field, field, "{error:?}");
    assert!(
        error.original.as_deref().is_some_and(|said| said.contains(original)),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_that_got_another_alias_meanwhile_is_told() {
    let error = overtaken(CAREERS, FEEDBACK, async |console| taken(console, CAREERS, ORDERS).await).await;
    assert_refused(
        &error,
        "primary",
        "ResourceConflictException: The email address already has an alias",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_that_became_an_alias_meanwhile_is_told() {
    let error = overtaken(CAREERS, FEEDBACK, async |console| taken(console, VIP, CAREERS).await).await;
    assert_refused(
        &error,
        "primary",
        "ResourceConflictException: The email address is an alias itself",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_became_another_s_meanwhile_is_told() {
    let error = overtaken(CAREERS, FEEDBACK, async |console| taken(console, VIP, FEEDBACK).await).await;
    assert_refused(
        &error,
        "alias",
        "ResourceConflictException: The alias is already the alias of another",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_got_one_of_its_own_meanwhile_is_told() {
    let error = overtaken(CAREERS, FEEDBACK, async |console| {
        taken(console, FEEDBACK, ORDERS).await;
    })
    .await;
    assert_refused(
        &error,
        "alias",
        "ResourceConflictException: The alias has an alias of its own",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_was_deleted_meanwhile_is_told() {
    let error = overtaken(CAREERS, FEEDBACK, async |console| {
        let alias = subject(console, FEEDBACK);
        let call = DeleteEmailAddress {
            instance_id: alias.parent,
            email_address_id: alias.id,
            related: Vec::new(),
        };
        console.elsewhere(REGION, call).await;
    })
    .await;
    assert_refused(&error, "alias", "ResourceNotFoundException: ");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alias_that_was_disassociated_meanwhile_is_told() {
    let console = Console::open().await;
    let primary = subject(&console, RETURNS);
    let review = console.reviewed(DISASSOCIATE, &primary, &[]).await;
    let answer = console
        .make_while(&review, DISASSOCIATE_ALIAS, async || {
            let call = DisassociateEmailAddressAlias(input(&console, RETURNS, REFUNDS));
            console.elsewhere(REGION, call).await;
        })
        .await;
    let error = console.refused_at(&answer, DISASSOCIATE, &primary).await;
    assert_refused(
        &error,
        "alias",
        "ResourceNotFoundException: The alias is not associated",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_since_the_review_is_told_before_aws_is_asked() {
    let console = Console::open().await;
    let alias = subject(&console, FEEDBACK).id;
    let review = console
        .reviewed(ASSOCIATE, &subject(&console, CAREERS), &[("alias", &alias)])
        .await;
    let colleague = console.beside(app::model::access::Role::Operator).await;
    Console::assert_made(&associate(&colleague, CAREERS, ORDERS).await);
    let answer = console.make(&review, &[]).await;
    assert!(answer.location().contains("problem=changed"), "{}", answer.location());
    assert_eq!(console.calls_of("AssociateEmailAddressAlias").await, 1);
    assert_together(&console, CAREERS, ORDERS).await;
}
