//! The AWS application load balancer that signs people in.

use super::{Alb, ConfigError};
use app::model::region::Region;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use url::{Host, Url};

/// The ARN of an application load balancer: `arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/app/NAME/ID`.
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_elasticloadbalancingv2.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LoadBalancerArn {
    text: String,
    partition: String,
    region: Region,
}

impl LoadBalancerArn {
    /// The ARN itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where AWS publishes the keys of the load balancers in its Region, where AWS says so.
    /// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding>
    #[must_use]
    pub fn keys_url(&self) -> Option<String> {
        let region = self.region.as_str();
        match self.partition.as_str() {
            "aws" => Some(format!("https://public-keys.auth.elb.{region}.amazonaws.com")),
            "aws-us-gov" => Some(format!(
                "https://s3-{region}.amazonaws.com/aws-elb-public-keys-prod-{region}"
            )),
            _ => None,
        }
    }
}

impl FromStr for LoadBalancerArn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| {
            format!(
                "\"{text}\" is not the ARN of an application load balancer: it looks like \
                 arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/app/my-name/50dc6c495c0c9188"
            )
        })
    }
}

fn parse(text: &str) -> Option<LoadBalancerArn> {
    let parts: Vec<&str> = text.split(':').collect();
    let ["arn", partition, "elasticloadbalancing", region, account, resource] = parts[..] else {
        return None;
    };
    let ["loadbalancer", "app", name, id] = resource.split('/').collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_account = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    let is_partition = partition == "aws" || (partition.starts_with("aws-") && is_word(partition));
    (is_partition && is_account && is_word(name) && is_word(id)).then_some(())?;
    Some(LoadBalancerArn {
        text: text.to_owned(),
        partition: partition.to_owned(),
        region: region.parse().ok()?,
    })
}

impl TryFrom<String> for LoadBalancerArn {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LoadBalancerArn> for String {
    fn from(arn: LoadBalancerArn) -> Self {
        arn.text
    }
}

impl fmt::Display for LoadBalancerArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

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
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback);
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
    fn an_arn_names_an_application_load_balancer_and_nothing_else() {
        assert_eq!(ARN.parse::<LoadBalancerArn>().expect("an ARN").as_str(), ARN);
        for wrong in [
            String::new(),
            ARN.replace("app/", "net/"),
            ARN.replace("aws:", "gcp:"),
            ARN.replace("eu-west-2", "evil.example/"),
            ARN.replace("111122223333", "1"),
            ARN.replace("/50dc6c495c0c9188", ""),
            format!("{ARN}:x"),
            format!("{ARN}/x"),
            format!(" {ARN}"),
        ] {
            assert!(wrong.parse::<LoadBalancerArn>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_keys_are_where_aws_says_for_the_partition() {
        let keys_url = |arn: String| arn.parse::<LoadBalancerArn>().expect("an ARN").keys_url();
        assert_eq!(
            keys_url(ARN.to_owned()).as_deref(),
            Some("https://public-keys.auth.elb.eu-west-2.amazonaws.com")
        );
        let gov = ARN
            .replace("arn:aws:", "arn:aws-us-gov:")
            .replace("eu-west-2", "us-gov-east-1");
        assert_eq!(
            keys_url(gov).as_deref(),
            Some("https://s3-us-gov-east-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-east-1")
        );
        let china = ARN
            .replace("arn:aws:", "arn:aws-cn:")
            .replace("eu-west-2", "cn-north-1");
        assert_eq!(keys_url(china.clone()), None);
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
