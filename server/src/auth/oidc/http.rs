//! How Frontdesk talks to the provider.

use super::Trouble;
use crate::config::is_loopback;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, IssuerUrl, url::Url};
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

/// For a connection, and for a whole answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// For the answer to a refresh token, which nobody waits for on a page.
const LONG_PATIENCE: Duration = Duration::from_mins(1);

/// Key sets and discovery documents have a few kilobytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// What Frontdesk asks a provider with: this machine's roots of trust, time-outs, and no redirect followed, so that a
/// provider can't send Frontdesk to addresses that only Frontdesk reaches.
///
/// # Errors
///
/// There is no usable root of trust on this machine.
pub fn http_client() -> Result<reqwest::Client, reqwest::Error> {
    // It is of no interest whether somebody was faster.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(PATIENCE)
        .timeout(PATIENCE)
        .build()
}

/// A client that asks by TLS only, whose answers are bounded, and whose failures say nothing that is secret.
#[derive(Clone, Debug)]
pub(super) struct Http {
    client: reqwest::Client,
    is_on_this_machine: bool,
    patience: Duration,
}

impl Http {
    /// Without TLS a provider is asked only where it and all that it names are on this machine.
    pub(super) fn new(client: reqwest::Client, issuer: &IssuerUrl) -> Self {
        Self {
            client,
            is_on_this_machine: issuer.url().scheme() == "http",
            patience: PATIENCE,
        }
    }

    /// The same, waiting longer for an answer: a token that was sent but whose successor nobody waited for is lost.
    pub(super) fn patient(&self) -> Self {
        Self {
            patience: LONG_PATIENCE,
            ..self.clone()
        }
    }

    /// Whether something may be sent there.
    pub(super) fn is_safe(&self, url: &Url) -> bool {
        match url.scheme() {
            "https" => true,
            "http" => self.is_on_this_machine && is_loopback(url),
            _ => false,
        }
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Trouble> {
        let mut request = reqwest::Request::try_from(request).map_err(trouble)?;
        *request.timeout_mut() = Some(self.patience);
        if !self.is_safe(request.url()) {
            return Err(Trouble::NotTls("jwks_uri"));
        }
        let mut response = self.client.execute(request).await.map_err(trouble)?;
        let status = response.status();
        if status.is_server_error() || status.is_redirection() || status == http::StatusCode::TOO_MANY_REQUESTS {
            return Err(Trouble::Status(status.as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(trouble)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(Trouble::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

fn trouble(error: reqwest::Error) -> Trouble {
    Trouble::Connection(Arc::new(error.without_url()))
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Trouble>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::chain;

    #[tokio::test]
    async fn a_broken_connection_names_its_cause_and_not_what_was_asked() {
        let closed = "http://127.0.0.1:1";
        let issuer = IssuerUrl::new(closed.to_owned()).expect("an issuer");
        let http = Http::new(http_client().expect("a client"), &issuer);
        let request = http::Request::get(format!("{closed}/?code=hunter2")).body(Vec::new());
        let trouble = http.ask(request.expect("a request")).await.expect_err("nobody listens");
        let said = chain(&super::super::Error::from(trouble));
        assert!(said.contains("refused") && !said.contains("hunter2"), "{said}");
    }
}
