//! The AWS application load balancer that signs people in.

use super::{Alb, ConfigError, LoadBalancerArn, is_loopback};
use url::Url;

/// What the load balancer's tokens are checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadBalancer {
    /// Who has to have signed them.
    pub arn: LoadBalancerArn,
    /// Who has to have signed the person in.
    pub issuer: String,
    /// For which client, if that is set.
    pub client_id: Option<String>,
    /// The claim that names the person's groups.
    pub groups_claim: String,
    /// Where the public keys are: a key's id is appended after a slash.
    pub keys_url: String,
}

impl Alb {
    /// The settings, complete.
    ///
    /// # Errors
    /// When one is missing or does not fit.
    pub fn load_balancer(&self) -> Result<LoadBalancer, ConfigError> {
        let refuse = |key, why| ConfigError::Value { key, why };
        let arn = self.arn.clone().ok_or_else(|| {
            refuse(
                "alb.arn",
                "is not set: auth.mode = \"alb\" takes the tokens of one load balancer only",
            )
        })?;
        let issuer = self.issuer.clone().filter(|issuer| !issuer.is_empty()).ok_or_else(|| {
            refuse(
                "alb.issuer",
                "is not set: it is the issuer in the load balancer's authenticate action",
            )
        })?;
        let keys_url = match &self.keys_url {
            Some(url) if !is_keys_url(url) => {
                return Err(refuse(
                    "alb.keys_url",
                    "is not an https URL without query (http is for loopback only)",
                ));
            }
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => arn.keys_url().ok_or_else(|| {
                refuse(
                    "alb.keys_url",
                    "is not set, and where AWS publishes the keys of this partition is not documented",
                )
            })?,
        };
        Ok(LoadBalancer {
            arn,
            issuer,
            client_id: self.client_id.clone(),
            groups_claim: self.groups_claim.clone(),
            keys_url,
        })
    }
}

/// Who answers there says who may sign in: so nobody on the way may answer instead.
fn is_keys_url(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    is_safe && url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/app/desk/50dc6c495c0c9188";

    fn alb() -> Alb {
        Alb {
            arn: Some(ARN.parse().expect("an ARN")),
            issuer: Some("https://sso.example.com".to_owned()),
            ..Alb::default()
        }
    }

    fn refusal(alb: &Alb) -> String {
        alb.load_balancer().expect_err("not complete").to_string()
    }

    #[test]
    fn where_aws_does_not_say_where_the_keys_are_it_has_to_be_set() {
        let china = ARN
            .replace("arn:aws:", "arn:aws-cn:")
            .replace("eu-west-2", "cn-north-1");
        let alb = Alb {
            arn: Some(china.parse().expect("an ARN")),
            ..alb()
        };
        assert!(refusal(&alb).starts_with("`alb.keys_url` is not set"));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(refusal(&Alb::default()).starts_with("`alb.arn` is not set"));
        let alb = Alb { issuer: None, ..alb() };
        assert!(refusal(&alb).starts_with("`alb.issuer` is not set"));
    }

    #[test]
    fn keys_come_over_https_or_from_this_machine() {
        let with = |url: &str| Alb {
            keys_url: Some(url.to_owned()),
            ..alb()
        };
        for good in [
            "https://keys.example.com/alb/",
            "http://127.0.0.1:9000",
            "http://[::1]:9000",
            "http://localhost:9000",
        ] {
            assert!(with(good).load_balancer().is_ok(), "{good}");
        }
        for bad in [
            "http://keys.example.com",
            "http://127.0.0.1.evil.example",
            "keys.example.com",
            "file:///etc",
            "https://keys.example.com/?kid=",
            "https://you@keys.example.com",
            "",
        ] {
            assert!(refusal(&with(bad)).starts_with("`alb.keys_url`"), "{bad}");
        }
    }
}
