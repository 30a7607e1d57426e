//! What no SDK would send, or would hide.

use axum::body::Body;
use http::request::Builder;
use http::{Request, StatusCode};
use sandbox::{ACCESS_KEY_ID, Rates, Sandbox, Seed, serve};
use serde_json::json;

use crate::aws::US;
use crate::http::{self as wire, AMZ_JSON, Answer, JSON, authorization};

const FORM: &str = "application/x-www-form-urlencoded";

fn request(service: &str, method: &str, path: &str) -> Builder {
    let authorization = authorization(ACCESS_KEY_ID, US, service);
    Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", authorization)
}

async fn send(request: Builder, body: impl Into<Body>) -> Answer {
    let answer = wire::send(&Sandbox::new(Seed::default(), Rates::Off), request, body).await;
    assert_eq!(answer.headers["x-amzn-requestid"].len(), 36);
    answer
}

async fn get(service: &str, path: &str) -> Answer {
    send(request(service, "GET", path), "").await
}

async fn post(service: &str, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = request(service, "POST", path).header("content-type", content_type);
    send(request, body).await
}

async fn target(operation: &str, content_type: &str, body: &'static str) -> Answer {
    let request = request("workspaces", "POST", "/").header("content-type", content_type);
    let request = request.header("x-amz-target", operation);
    send(request, body).await
}

fn assert_error(response: &Answer, status: u16, code: &str) {
    assert_eq!(response.status, status);
    assert_eq!(response.headers["x-amzn-errortype"], code);
}

#[tokio::test]
async fn the_older_ses_lists_still_work() {
    let mut path = "/v2/email/identities?PageSize=10".to_owned();
    let mut sizes = Vec::new();
    loop {
        let page = get("ses", &path).await.document();
        sizes.push(page["EmailIdentities"].as_array().unwrap().len());
        let Some(token) = page["NextToken"].as_str() else {
            break;
        };
        path = format!("/v2/email/identities?PageSize=10&NextToken={token}");
    }
    assert_eq!(sizes, [10, 4]);
    let sets = get("ses", "/v2/email/configuration-sets").await.document();
    assert_eq!(sets["ConfigurationSets"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_older_ses_lists_refuse_what_the_newer_ones_refuse() {
    for query in ["PageSize=1001", "PageSize=ten", "NextToken=made-up"] {
        let response = get("ses", &format!("/v2/email/identities?{query}")).await;
        assert_error(&response, 400, "BadRequestException");
    }
}

#[tokio::test]
async fn an_unsigned_request_is_refused() {
    let response = send(Request::get("/instance"), "").await;
    assert_error(&response, 403, "MissingAuthenticationTokenException");
    let garbled = Request::get("/instance").header("authorization", "AWS4-HMAC-SHA256 nonsense");
    let response = send(garbled, "").await;
    assert_error(&response, 400, "IncompleteSignatureException");
}

#[tokio::test]
async fn an_unsigned_request_is_refused_in_its_own_protocol() {
    let unsigned = |header: (&'static str, &'static str)| Request::post("/").header(header.0, header.1);
    let request = unsigned(("x-amz-target", "WorkspacesService.DescribeTags"));
    let response = send(request, "").await;
    assert_eq!(response.document()["__type"], "MissingAuthenticationTokenException");
    let response = send(unsigned(("content-type", FORM)), "").await;
    assert!(
        response
            .text()
            .contains("<Code>MissingAuthenticationTokenException</Code>")
    );
}

#[tokio::test]
async fn xml_has_no_characters_that_xml_has_not() {
    let response = post("sts", "/", FORM, "Action=%00%0B%3C&Version=1").await;
    assert!(response.text().contains("\u{fffd}\u{fffd}&lt;"));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_malformed() {
    let broken = futures::stream::iter([Ok("{"), Err(std::io::Error::other("gone"))]);
    let response = post("connect", "/search-users", JSON, Body::from_stream(broken)).await;
    assert_error(&response, 400, "SerializationException");
}

#[tokio::test]
async fn workspaces_has_one_path() {
    let elsewhere = request("workspaces", "POST", "/elsewhere").header("content-type", AMZ_JSON);
    let request = elsewhere.header("x-amz-target", "WorkspacesService.DescribeWorkspaceDirectories");
    let response = send(request, "{}").await;
    assert_eq!(response.document()["__type"], "UnknownOperationException");
}

#[tokio::test]
async fn a_service_that_is_not_simulated_is_refused() {
    let response = get("s3", "/").await;
    assert_error(&response, 403, "InvalidSignatureException");
}

#[tokio::test]
async fn unknown_operations_are_refused() {
    assert_error(&get("connect", "/nowhere").await, 404, "UnknownOperationException");
    assert_error(&get("ses", "/v2/email/nowhere").await, 404, "UnknownOperationException");
    let response = target("WorkspacesService.MakeCoffee", AMZ_JSON, "{}").await;
    assert_eq!(response.status, StatusCode::BAD_REQUEST);
    assert_eq!(response.document()["__type"], "UnknownOperationException");
    let response = post("sts", "/", FORM, "Action=MakeCoffee&Version=2011-06-15").await;
    assert_eq!(response.status, StatusCode::BAD_REQUEST);
    assert!(response.text().contains("<Code>InvalidAction</Code>"));
}

#[tokio::test]
async fn malformed_json_is_refused() {
    for body in ["{", "[]", "null", r#"{"MaxResults":"ten"}"#] {
        let response = post("connect", "/search-users", JSON, body).await;
        assert_error(&response, 400, "SerializationException");
    }
    let response = target("WorkspacesService.DescribeTags", AMZ_JSON, "{").await;
    assert_eq!(response.document()["__type"], "SerializationException");
}

#[tokio::test]
async fn the_wrong_content_type_is_refused() {
    let response = post("connect", "/search-users", "text/plain", "{}").await;
    assert_error(&response, 415, "UnsupportedMediaTypeException");
    let response = target("WorkspacesService.DescribeTags", JSON, "{}").await;
    assert_eq!(response.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let response = post("sts", "/", JSON, "{}").await;
    assert_eq!(response.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn too_large_a_body_is_refused() {
    let response = post("connect", "/search-users", JSON, vec![b' '; 2 << 20]).await;
    assert_error(&response, 413, "RequestEntityTooLargeException");
}

#[tokio::test]
async fn a_required_member_is_missed_by_name() {
    let response = post("connect", "/search-users", JSON, "{}").await;
    assert_error(&response, 400, "InvalidParameterException");
    let message = response.document()["Message"].as_str().unwrap().to_owned();
    assert!(message.contains("'InstanceId'"), "{message}");
}

#[tokio::test]
async fn each_service_spells_the_message_its_own_way() {
    let response = get("connect", "/users-summary/unknown").await;
    assert_error(&response, 404, "ResourceNotFoundException");
    assert!(response.document()["Message"].is_string());
    let response = get("ses", "/v2/email/identities/unknown.example").await;
    assert_error(&response, 404, "NotFoundException");
    assert!(response.document()["message"].is_string());
    let response = target("WorkspacesService.DescribeTags", AMZ_JSON, r#"{"ResourceId":"no"}"#).await;
    let answer = response.document();
    assert_eq!(answer["__type"], "ResourceNotFoundException");
    assert!(answer["message"].is_string());
}

#[tokio::test]
async fn a_path_that_is_not_text_is_refused() {
    let response = get("ses", "/v2/email/identities/%FF").await;
    assert_error(&response, 400, "SerializationException");
}

#[tokio::test]
async fn an_empty_label_is_refused_by_name() {
    let response = get("connect", "/users-summary/").await;
    assert_error(&response, 400, "InvalidParameterException");
    let message = response.document()["Message"].to_string();
    assert!(message.contains("'InstanceId'"), "{message}");
}

#[tokio::test]
async fn serving_ends_when_it_is_told_to() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sandbox = Sandbox::new(Seed::default(), Rates::Off);
    serve(listener, sandbox, std::future::ready(())).await;
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let response = target(
        "WorkspacesService.DescribeConnectionAliases",
        AMZ_JSON,
        r#"{"Shoe":42}"#,
    );
    let answer = response.await.document();
    assert_eq!(answer["ConnectionAliases"].as_array().unwrap().len(), 9);
}

#[tokio::test]
async fn members_without_a_value_are_left_out_and_timestamps_are_numbers() {
    let answer = get("ses", "/v2/email/identities/byo.example.net").await.document();
    let dkim = answer["DkimAttributes"].as_object().unwrap();
    assert!(!dkim.contains_key("SigningHostedZone"));
    assert_eq!(dkim["SigningAttributesOrigin"], "EXTERNAL");
    assert!(answer["VerificationInfo"]["LastCheckedTimestamp"].is_number());
    let answer = get("ses", "/v2/email/identities/xn--mnchen-3ya.example")
        .await
        .document();
    assert_eq!(answer["Tags"], json!([{ "Key": "team", "Value": "münchen" }]));
}
