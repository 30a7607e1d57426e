//! What has to be set for sign-in at an OpenID provider.

use crate::config::{self, Secret, is_loopback};
use app::routes;
use openidconnect::{ClientId, ClientSecret, IssuerUrl, PostLogoutRedirectUrl, RedirectUrl, Scope, url::Url};

/// Settings with which nobody can sign in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Something is not set.
    #[error(
        "`{0}` is not set: sign-in at an OpenID provider needs it. For work on this machine alone, `auth.mode = \"none\"` does without"
    )]
    Missing(&'static str),
    /// The issuer is not a URL.
    #[error("`oidc.issuer` is not a URL")]
    NotAUrl,
    /// The issuer is not reached by TLS.
    #[error("`oidc.issuer` has to begin with https://, unless the provider is on this machine")]
    NotTls,
    /// The issuer has a query or a fragment, which an issuer can't have.
    #[error("`oidc.issuer` has a query or a fragment: give the issuer exactly as the provider says it")]
    NotAnIssuer,
    /// People can't come back to here.
    #[error("`public_url` is not a URL that paths can be added to")]
    Base,
}

/// What is known before the provider is asked.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) issuer: IssuerUrl,
    pub(super) client_id: ClientId,
    pub(super) client_secret: ClientSecret,
    pub(super) redirect_url: RedirectUrl,
    pub(super) signed_out_url: PostLogoutRedirectUrl,
    pub(super) scopes: Vec<Scope>,
    pub(super) groups_claim: String,
}

impl Facts {
    pub(super) fn of(settings: &config::Oidc, base: &Url) -> Result<Self, SettingsError> {
        let set = |value: &Option<String>, key| value.clone().filter(|text| !text.is_empty()).ok_or(key);
        let issuer = set(&settings.issuer, SettingsError::Missing("oidc.issuer"))?;
        let client_id = set(&settings.client_id, SettingsError::Missing("oidc.client_id"))?;
        let client_secret = settings
            .client_secret
            .as_ref()
            .map(Secret::expose)
            .filter(|text| !text.is_empty())
            .ok_or(SettingsError::Missing("oidc.client_secret"))?;
        let here = |path| base.join(path).map_err(|_| SettingsError::Base);
        Ok(Self {
            issuer: checked(issuer)?,
            client_id: ClientId::new(client_id),
            client_secret: ClientSecret::new(client_secret.to_owned()),
            redirect_url: RedirectUrl::from_url(here(routes::CALLBACK)?),
            signed_out_url: PostLogoutRedirectUrl::from_url(here(routes::SIGNED_OUT)?),
            // The library asks for it in any case.
            scopes: settings
                .scopes
                .iter()
                .filter(|scope| *scope != "openid")
                .cloned()
                .map(Scope::new)
                .collect(),
            groups_claim: settings.groups_claim.clone(),
        })
    }

    pub(super) fn asks_for(&self, scope: &str) -> bool {
        self.scopes.iter().any(|asked| asked.as_str() == scope)
    }
}

/// Source: <https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata>
fn checked(issuer: String) -> Result<IssuerUrl, SettingsError> {
    let issuer = IssuerUrl::new(issuer).map_err(|_| SettingsError::NotAUrl)?;
    let url = issuer.url();
    if url.query().is_some() || url.fragment().is_some() {
        return Err(SettingsError::NotAnIssuer);
    }
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(url)) {
        return Err(SettingsError::NotTls);
    }
    Ok(issuer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> config::Oidc {
        config::Oidc {
            issuer: Some("https://login.example.com/tenant".to_owned()),
            client_id: Some("frontdesk".to_owned()),
            client_secret: Some(Secret::from("hunter2".to_owned())),
            ..config::Oidc::default()
        }
    }

    fn facts(change: impl FnOnce(&mut config::Oidc)) -> Result<Facts, SettingsError> {
        let mut settings = complete();
        change(&mut settings);
        Facts::of(&settings, &Url::parse("https://desk.example.com").expect("a URL"))
    }

    #[test]
    fn says_where_people_come_back_to() {
        let facts = facts(|_| ()).expect("complete settings");
        assert_eq!(facts.redirect_url.as_str(), "https://desk.example.com/auth/callback");
        assert_eq!(
            facts.signed_out_url.as_str(),
            "https://desk.example.com/auth/signed-out"
        );
        assert!(!format!("{facts:?}").contains("hunter2"));
    }

    #[test]
    fn names_what_is_missing() {
        let missing = |change: fn(&mut config::Oidc)| facts(change).expect_err("incomplete").to_string();
        assert!(missing(|oidc| oidc.issuer = None).contains("`oidc.issuer`"));
        assert!(missing(|oidc| oidc.client_id = Some(String::new())).contains("`oidc.client_id`"));
        assert!(missing(|oidc| oidc.client_secret = None).contains("`oidc.client_secret`"));
    }

    #[test]
    fn an_issuer_is_reached_by_tls_or_on_this_machine() {
        let issuer = |issuer: &str| facts(|oidc| oidc.issuer = Some(issuer.to_owned())).map(|_| ());
        for fine in [
            "https://login.example.com/",
            "http://127.0.0.1:4000",
            "http://localhost:4000",
            "http://[::1]:1/a",
        ] {
            assert_eq!(issuer(fine), Ok(()), "{fine}");
        }
        for plain in [
            "http://login.example.com",
            "http://127.0.0.1.example.com",
            "ftp://localhost",
            "file:///etc",
        ] {
            assert_eq!(issuer(plain), Err(SettingsError::NotTls), "{plain}");
        }
        assert_eq!(issuer("login.example.com"), Err(SettingsError::NotAUrl));
        assert_eq!(
            issuer("https://login.example.com/?a=b"),
            Err(SettingsError::NotAnIssuer)
        );
        assert_eq!(issuer("https://login.example.com/#a"), Err(SettingsError::NotAnIssuer));
    }
}
