//! Amazon Resource Names.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

/// `arn:<partition>:<service>:<region>:<account>:<resource>`, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, but for China, `GovCloud` and the like.
    pub partition: &'a str,
    /// The namespace of the service.
    pub service: &'a str,
    /// Empty for a resource that is in no Region.
    pub region: &'a str,
    /// The id of the account; empty for a resource that is in none.
    pub account: &'a str,
    /// What the service names it; may have colons.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// The parts of `text`, which is not an ARN if it has too few.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        if parts.next()? != "arn" {
            return None;
        }
        Some(Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_has_six_parts_the_last_of_which_may_have_colons() {
        let arn = Arn::parse("arn:aws:ses:us-east-1:111122223333:identity/a:b@example.com").unwrap();
        let Arn { partition, service, .. } = arn;
        assert_eq!((partition, service), ("aws", "ses"));
        assert_eq!((arn.region, arn.account), ("us-east-1", "111122223333"));
        assert_eq!(arn.resource, "identity/a:b@example.com");
        for text in ["", "identity", "urn:aws:ses:us-east-1:1:a", "arn:aws:ses:us-east-1:1"] {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }
}
