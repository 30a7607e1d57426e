//! The fields that AWS's refusals are about.

/// Members by AWS's names, in small letters; those whose name is in another's come after it.
const MEMBERS: [(&str, &str); 14] = [
    ("firstname", "first_name"),
    ("lastname", "last_name"),
    ("secondaryemail", "secondary_email"),
    ("mobile", "mobile"),
    ("deskphonenumber", "desk_phone_number"),
    ("aftercontactworktimelimit", "after_contact_work_limit"),
    ("phonetype", "phone_type"),
    ("directoryuserid", "directory_user_id"),
    ("securityprofile", "security_profile"),
    ("routingprofile", "routing_profile"),
    ("hierarchygroup", "hierarchy_group"),
    ("password", "password"),
    ("username", "username"),
    ("email", "email"),
];

/// The field that a refusal is about, and what to say there. `password` is none of the form's: it is the review's.
pub(super) fn field_of(operation: &str, code: &str, message: &str) -> Option<(&'static str, String)> {
    match code {
        "DuplicateResourceException" if operation == "CreateUser" => {
            let taken = "A user of this instance has this username already, whatever the case. Choose another one.";
            Some(("username", taken.to_owned()))
        }
        "ResourceNotFoundException" => {
            let gone = "This is gone from the instance. Choose another one.";
            member(message).map(|field| (field, gone.to_owned()))
        }
        "InvalidParameterException" | "InvalidRequestException" if operation == "TagResource" => {
            Some(("tag_key", "AWS does not take these tags.".to_owned()))
        }
        "InvalidParameterException" | "InvalidRequestException" => {
            let demanded = message.contains("is required");
            let wrong = if demanded {
                "AWS demands this here."
            } else {
                "AWS does not take this."
            };
            member(message).map(|field| (field, wrong.to_owned()))
        }
        _ => None,
    }
}

/// The member that AWS names: "Value 'zoe' at 'IdentityInfo.Email' failed …", or somewhere in a sentence.
fn member(message: &str) -> Option<&'static str> {
    let place = message.rsplit_once(" at '").and_then(|(_, rest)| rest.split_once('\''));
    let text = place
        .map_or(message, |(place, _)| place)
        .to_lowercase()
        .replace(' ', "");
    let found = MEMBERS.iter().find(|(member, _)| text.contains(member));
    found.map(|(_, field)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_shown_at_the_field_it_concerns() {
        let field = |operation, code, message| field_of(operation, code, message).map(|(field, _)| field);
        let invalid = "InvalidParameterException";
        for (operation, code, message, expected) in [
            (
                "CreateUser",
                "DuplicateResourceException",
                "A user with the Username ada already exists",
                Some("username"),
            ),
            (
                "CreateUser",
                "InvalidRequestException",
                "DirectoryUserId is required when …",
                Some("directory_user_id"),
            ),
            (
                "CreateUser",
                invalid,
                "1 validation error detected: Value 'a@email.b' at 'Username' failed",
                Some("username"),
            ),
            (
                "CreateUser",
                invalid,
                "1 validation error detected: Value at 'Password' failed",
                Some("password"),
            ),
            (
                "UpdateUserIdentityInfo",
                invalid,
                "Value at 'IdentityInfo.SecondaryEmail' failed",
                Some("secondary_email"),
            ),
            (
                "UpdateUserIdentityInfo",
                "InvalidRequestException",
                "IdentityInfo.Email must not be given",
                Some("email"),
            ),
            (
                "UpdateUserPhoneConfig",
                invalid,
                "Value at 'phoneConfig.deskPhoneNumber' failed",
                Some("desk_phone_number"),
            ),
            (
                "UpdateUserRoutingProfile",
                "ResourceNotFoundException",
                "Routing profile not found: x",
                Some("routing_profile"),
            ),
            (
                "UpdateUserRoutingProfile",
                "ResourceNotFoundException",
                "User not found: x",
                None,
            ),
            ("TagResource", invalid, "1 validation error detected", Some("tag_key")),
            ("DeleteUser", "InternalServiceException", "Password", None),
        ] {
            assert_eq!(field(operation, code, message), expected, "{message}");
        }
    }
}
