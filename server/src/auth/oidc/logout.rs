//! Signing out at the provider too.
//! Source: <https://openid.net/specs/openid-connect-rpinitiated-1_0.html>

use super::{
    Client, Tokens,
    library::{IdToken, end_session},
};
use openidconnect::{LogoutRequest, url::Url};

/// A longer URL is more than some servers take. Without the hint the provider asks the person.
const LONGEST_HINT: usize = 4096;

impl Client {
    /// Where to send somebody to be signed out at the provider, who then sends them on to [`SIGNED_OUT`]. `None`: the
    /// provider has no such place, or is down and nothing is known of it.
    ///
    /// [`SIGNED_OUT`]: app::routes::SIGNED_OUT
    pub async fn end_session_url(&self, tokens: &Tokens) -> Option<Url> {
        let metadata = match self.provider.last_known() {
            Some(metadata) => metadata,
            None => self.metadata().await.ok()?,
        };
        let mut request = LogoutRequest::from(end_session(&metadata)?.clone())
            .set_client_id(self.facts.client_id.clone())
            .set_post_logout_redirect_uri(self.facts.signed_out_url.clone());
        if tokens.id_token.len() <= LONGEST_HINT
            && let Ok(hint) = tokens.id_token.parse::<IdToken>()
        {
            request = request.set_id_token_hint(&hint);
        }
        Some(request.http_get_url())
    }

    /// The origin of that place, of what was last known: for the `form-action` of the pages. Never waits.
    #[must_use]
    pub fn end_session_origin(&self) -> Option<String> {
        let metadata = self.provider.last_known()?;
        Some(end_session(&metadata)?.url().origin().ascii_serialization())
    }
}
