//! AWS Regions.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An AWS Region's code, such as `eu-west-2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(String);

/// The text is not the code of an AWS Region.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an AWS Region: it looks like us-east-1")]
pub struct NotARegion(String);

impl Region {
    /// The code, such as `eu-west-2`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that it belongs to, as ARNs name it.
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
    #[must_use]
    pub fn partition(&self) -> &'static str {
        match self.0.as_str() {
            code if code.starts_with("cn-") => "aws-cn",
            code if code.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }
}

impl TryFrom<String> for Region {
    type Error = NotARegion;

    /// Accepts what AWS's models accept, with the number that every Region has: `[a-z]{2}(-[a-z]+){1,2}-[0-9]`.
    fn try_from(code: String) -> Result<Self, NotARegion> {
        let mut parts = code.split('-');
        let starts_well = parts.next().is_some_and(|part| part.len() == 2 && is_lower(part));
        let rest: Vec<&str> = parts.collect();
        let (words, number) = match rest.split_last() {
            Some((last, words)) if last.len() == 1 && last.bytes().all(|b| b.is_ascii_digit()) => (words, true),
            _ => (rest.as_slice(), false),
        };
        let ends_well = (1..=2).contains(&words.len()) && words.iter().all(|word| is_lower(word)) && number;
        if starts_well && ends_well {
            Ok(Self(code))
        } else {
            Err(NotARegion(code))
        }
    }
}

fn is_lower(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase())
}

impl std::str::FromStr for Region {
    type Err = NotARegion;

    fn from_str(code: &str) -> Result<Self, NotARegion> {
        code.to_owned().try_into()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_belongs_to_a_partition() {
        let partition = |code: &str| code.parse::<Region>().expect("a Region").partition();
        assert_eq!(partition("eu-west-2"), "aws");
        assert_eq!(partition("us-gov-west-1"), "aws-us-gov");
        assert_eq!(partition("cn-north-1"), "aws-cn");
    }

    #[test]
    fn takes_codes_of_regions_only() {
        for good in ["us-east-1", "ap-southeast-2", "us-gov-west-1", "mx-central-1"] {
            assert!(good.parse::<Region>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "us",
            "us-east",
            "US-EAST-1",
            "us-east-10",
            "us_east_1",
            "eu-west-2/",
            "-east-1",
        ] {
            assert!(bad.parse::<Region>().is_err(), "{bad}");
        }
    }
}
