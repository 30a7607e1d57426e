//! The name of an AWS application load balancer.

use app::model::region::Region;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

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

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/app/desk/50dc6c495c0c9188";

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
        assert_eq!(keys_url(china), None);
    }
}
