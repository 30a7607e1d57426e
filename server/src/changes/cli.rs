//! The AWS CLI's command for a call.

use crate::aws::write::Call;
use app::model::{freshness::Service, region::Region};

/// The command that does the same. The input is given as JSON: a plain value that begins with `file://` would be read from a file.
/// Source: <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html>
#[must_use]
pub fn command(region: &Region, call: &Call) -> String {
    let service = match call.service() {
        Service::Connect => "connect",
        Service::Ses => "sesv2",
        Service::WorkSpaces => "workspaces",
        Service::Sts => "sts",
    };
    let input = call.input().to_string();
    format!(
        "aws {service} {} --region {region} --cli-input-json {}",
        kebab_case(call.operation()),
        quoted(&input)
    )
}

/// `CreateEmailAddress` as the CLI has it: `create-email-address`.
fn kebab_case(operation: &str) -> String {
    operation
        .char_indices()
        .flat_map(|(at, c)| {
            let dash = (at > 0 && c.is_ascii_uppercase()).then_some('-');
            dash.into_iter().chain(c.to_lowercase())
        })
        .collect()
}

/// In single quotes, in which a POSIX shell leaves everything as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::write::connect::TagResource;

    #[test]
    fn a_shell_hands_over_what_the_call_says() {
        let region: Region = "eu-west-2".parse().expect("a Region");
        let call = Call::from(TagResource {
            resource_arn: "arn:aws:connect:eu-west-2:111122223333:instance/i/agent/u".to_owned(),
            tags: [("team".to_owned(), "file:///etc/passwd $(id) it's".to_owned())].into(),
        });
        let command = command(&region, &call);
        assert_eq!(
            command,
            "aws connect tag-resource --region eu-west-2 --cli-input-json \
             '{\"resourceArn\":\"arn:aws:connect:eu-west-2:111122223333:instance/i/agent/u\",\
             \"tags\":{\"team\":\"file:///etc/passwd $(id) it'\\''s\"}}'"
        );
    }
}
