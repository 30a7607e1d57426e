//! The pages, as the router draws them.

use crate::support::{
    CLOSED_PORT, HOST, ask, folder, frontdesk, frontdesk_in, router, serve, simulated_aws, until, whole,
};
use axum::{
    Router,
    http::{Request, StatusCode, header},
    routing::any,
};

async fn get(router: &Router, path: &str) -> (StatusCode, String) {
    let (head, body) = ask(router, Request::get(path).header(header::HOST, HOST)).await;
    (head.status, body)
}

#[tokio::test]
async fn every_page_is_whole_when_it_is_sent() {
    let folder = folder();
    let (frontdesk, router) = whole(&folder).await;
    for (path, texts) in [
        ("/", ["without any address for notifications", "SES sandbox"]),
        ("/users?sort=-username", ["zoe.akerstrom", "1–50 of "]),
        ("/users?q=akerstrom", ["Zoë Åkerström", "1 of 172"]),
        ("/email-addresses", ["help@support-us.email.connect.aws", "Aliased by"]),
        ("/identities", ["Replica of us-east-1", "Temporary failure"]),
        (
            "/identities/us-east-1/shop.example.com",
            ["dkim.amazonses.com", "feedback-smtp.us-east-1"],
        ),
        (
            "/identities/us-east-1/help@example.com",
            ["An address has no DNS records", "Verified"],
        ),
        (
            "/connection-aliases",
            ["partner-desktop.example.org", "Shared by 444455556666"],
        ),
        ("/connection-aliases/desktop.example.com", [" 300 IN TXT ", "eu-west-2"]),
        ("/search?q=shop.example.com", ["orders@shop.example.com", "Identities"]),
    ] {
        let (status, body) = get(&router, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for text in texts {
            assert!(body.contains(text), "{path} lacks “{text}”");
        }
        assert!(
            !body.contains("Loading…") && !body.contains("checking…"),
            "{path} is not whole"
        );
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn where_no_user_is_found_there_is_none_to_change() {
    let folder = folder();
    let (frontdesk, router) = whole(&folder).await;
    for (path, is_offered) in [("/users?q=akerstrom", true), ("/users?q=nobody-at-all", false)] {
        let (_, body) = get(&router, path).await;
        let (_, form) = body.split_once("<form id=\"bulk\"").expect("a form");
        let (form, _) = form.split_once('>').expect("a tag");
        assert_eq!(!form.contains("hidden"), is_offered, "{path}: {form}");
        assert_eq!(body.contains("name=\"all\""), is_offered, "{path}");
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn a_list_holds_its_rows_once_and_a_browser_is_sent_the_same_ones() {
    let folder = folder();
    let (frontdesk, router) = whole(&folder).await;
    let (_, page) = get(&router, "/users?q=akerstrom").await;
    assert_eq!(page.matches("Zoë Åkerström").count(), 1);
    let (_, answer) = get(&router, "/api/users?query=q=akerstrom").await;
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    let rows = answer["rows"]["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), answer["rows"]["count"].as_u64()), (1, Some(1)));
    assert!(page.contains(rows[0]["html"].as_str().expect("HTML")), "{rows:?}");
    let key = rows[0]["key"].as_str().expect("a key");
    assert!(page.contains(&format!("data-key=\"{key}\"")), "{key}");
    frontdesk.stop().await;
}

#[tokio::test]
async fn a_page_lets_only_its_own_scripts_run_and_is_kept_by_nobody() {
    let folder = folder();
    let frontdesk = frontdesk(&folder, &simulated_aws().await).await;
    let (head, body) = ask(&router(&frontdesk), Request::get("/").header(header::HOST, HOST)).await;
    let policy = head.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    let (_, rest) = policy.split_once("'nonce-").expect("a nonce");
    let nonce = rest.split('\'').next().expect("a nonce");
    assert!(
        !policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert_eq!(
        body.matches("<script").count(),
        // The scripts that the first one imports are named before it.
        body.matches(&format!("nonce=\"{nonce}\"")).count() - 2
    );
    assert!(!body.contains(" style=\"") && !body.contains(" onclick"));
    assert_eq!(head.headers[header::CACHE_CONTROL], "no-store");
    frontdesk.stop().await;
}

#[tokio::test]
async fn what_does_not_exist_is_a_404_that_leads_back() {
    let folder = folder();
    let (frontdesk, router) = whole(&folder).await;
    for (path, texts) in [
        (
            "/identities/us-east-1/nowhere.example.com",
            ["nowhere.example.com", "Back to Identities"],
        ),
        (
            // A percent sign is not what a name was encoded with.
            "/identities/us-east-1/a~252fb@example.com",
            ["a%2fb@example.com", "Back to Identities"],
        ),
        (
            "/users/unknown-instance/unknown-user",
            ["unknown-user", "Back to Users"],
        ),
        (
            "/connection-aliases/nowhere.example.com",
            ["nowhere.example.com", "Back to Connection aliases"],
        ),
        ("/nonsense", ["/nonsense", "Back to the overview"]),
    ] {
        let (status, body) = get(&router, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        let text = body.replace("<!>", "");
        assert!(texts.iter().all(|wanted| text.contains(wanted)), "{path}: {text}");
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn before_the_first_listing_nothing_is_said_not_to_exist() {
    let folder = folder();
    let frontdesk = frontdesk_in(&folder, CLOSED_PORT, &["us-east-1"]).await;
    let router = router(&frontdesk);
    for path in [
        "/identities/us-east-1/shop.example.com",
        "/users/an-instance/a-user",
        "/users",
        "/identities",
    ] {
        let (status, body) = get(&router, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(body.contains("Not read yet"), "{path}");
    }
    frontdesk.stop().await;
}

#[tokio::test]
async fn a_denial_names_the_iam_action_on_the_page() {
    let denial = || async {
        (
            StatusCode::FORBIDDEN,
            [("x-amzn-errortype", "AccessDeniedException")],
            "{}",
        )
    };
    let folder = folder();
    let aws = serve(Router::new().fallback(any(denial))).await;
    let frontdesk = frontdesk_in(&folder, &aws, &["us-east-1"]).await;
    until(&frontdesk, |snapshot| {
        snapshot.scopes.values().all(|scope| scope.problem.is_some())
    })
    .await;
    let (_, body) = get(&router(&frontdesk), "/identities").await;
    assert!(
        body.contains("Amazon SES in us-east-1 refuses ListEmailIdentities."),
        "{body}"
    );
    assert!(body.contains("ses:ListEmailIdentities"));
    frontdesk.stop().await;
}

#[tokio::test]
async fn queries_that_make_no_sense_fall_back_and_say_so() {
    let folder = folder();
    let (frontdesk, router) = whole(&folder).await;
    let (status, body) = get(&router, "/identities?q=stauts:failed&sort=colour&page=x&size=1000").await;
    assert_eq!(status, StatusCode::OK);
    for text in [
        "Did you mean “status:”?",
        "sorted by “colour”",
        "“x” is not a page number",
        "“1000” is not a page size",
    ] {
        assert!(body.contains(text), "lacks “{text}”");
    }
    let (status, _) = get(&router, "/users?q=%ff%3Cscript%3E&cols=,,&sort=-").await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = get(&router, "/users?q=%00").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    frontdesk.stop().await;
}

#[tokio::test]
async fn the_chosen_theme_is_in_the_page_before_any_script() {
    let folder = folder();
    let frontdesk = frontdesk(&folder, &simulated_aws().await).await;
    let router = router(&frontdesk);
    let with_cookie = |cookie: &'static str| {
        Request::get("/")
            .header(header::HOST, HOST)
            .header(header::COOKIE, cookie)
    };
    let (_, body) = ask(&router, with_cookie("a=b; theme=dark")).await;
    assert!(body.contains("data-theme=\"dark\""));
    let (_, body) = ask(&router, with_cookie("theme=\"><script>")).await;
    assert!(!body.contains("data-theme"));
    frontdesk.stop().await;
}
