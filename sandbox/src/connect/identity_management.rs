//! Where the users of an instance come from, and what that demands of them.
//! <https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html>
//!
//! What an instance's way of identity management demands or forbids is `InvalidRequestException`;
//! a value that no instance of that kind takes is `InvalidParameterException`.

use serde::Serialize;
use unicode_normalization::is_nfc;

use super::IdentityInfo;
use super::error::Error;
use super::mailbox::is_mailbox;
use crate::wire::Violation;

/// "For instances not using SAML [...], the user name can include up to 20 characters."
const LONGEST_USERNAME: usize = 20;
/// "If you are using SAML [...], the user name can include up to 64 characters from
/// `[a-zA-Z0-9_-.@]+`."
const LONGEST_SAML_USERNAME: usize = 64;
/// "If you are using Connect [...], the length constraints are 1-255 for `FirstName`, and 1-256 for
/// `LastName`"; the model's 300 are SAML's.
const LONGEST_LAST_NAME: usize = 256;

/// `DirectoryType` of the model: decides which members `CreateUser` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IdentityManagementType {
    /// Connect keeps the users and their passwords.
    ConnectManaged,
    /// An AWS Directory Service directory does. Connect cannot reach it from here.
    ExistingDirectory,
    /// An identity provider does.
    Saml,
}

impl IdentityManagementType {
    /// Checks how a new user is to sign in. AWS says that SAML refuses a `DirectoryUserId`, and nothing
    /// of Connect's own users: no directory has them, so that it is a mistake there too.
    pub fn expect_credentials(self, password: bool, directory_user_id: bool) -> Result<(), Error> {
        match (self, password, directory_user_id) {
            (Self::ConnectManaged, false, _) => Err(self.demands("Password")),
            (Self::ExistingDirectory | Self::Saml, true, _) => Err(self.forbids("Password")),
            (Self::ExistingDirectory, _, false) => Err(self.demands("DirectoryUserId")),
            (Self::ConnectManaged | Self::Saml, _, true) => Err(self.forbids("DirectoryUserId")),
            _ => Ok(()),
        }
    }

    /// Checks the name that a new user signs in with.
    pub fn expect_username(self, username: &str) -> Result<(), Violation> {
        let refuse = |constraint: String| Err(Violation::new("Username", username, constraint));
        let saml = self == Self::Saml;
        let longest = if saml { LONGEST_SAML_USERNAME } else { LONGEST_USERNAME };
        if username.chars().count() > longest {
            return refuse(format!("Member must have length less than or equal to {longest}"));
        }
        let known = |char: char| char.is_ascii_alphanumeric() || "_-.@".contains(char);
        if saml && !username.chars().all(known) {
            return refuse("Member must satisfy regular expression pattern: [a-zA-Z0-9_-.@]+".to_owned());
        }
        if username.contains('@') && !is_mailbox(username) {
            return refuse("Member can include @ only if used in an email format".to_owned());
        }
        Ok(())
    }

    /// Checks a user's names and addresses.
    pub fn expect_identity(self, info: &IdentityInfo) -> Result<(), Error> {
        if self != Self::ExistingDirectory {
            let names = [("FirstName", &info.first_name), ("LastName", &info.last_name)];
            if let Some((name, _)) = names.iter().find(|(_, value)| value.is_none()) {
                return Err(self.demands(&format!("IdentityInfo.{name}")));
            }
        }
        if self == Self::Saml && info.email.is_some() {
            return Err(self.forbids("IdentityInfo.Email"));
        }
        self.expect_name("IdentityInfo.FirstName", info.first_name.as_deref())?;
        self.expect_name("IdentityInfo.LastName", info.last_name.as_deref())?;
        expect_mailbox("IdentityInfo.Email", info.email.as_deref())?;
        expect_mailbox("IdentityInfo.SecondaryEmail", info.secondary_email.as_deref())?;
        Ok(())
    }

    fn expect_name(self, member: &str, name: Option<&str>) -> Result<(), Violation> {
        let Some(name) = name else { return Ok(()) };
        let refuse = |constraint: String| Err(Violation::without_value(member, constraint));
        if self == Self::ConnectManaged && name.is_empty() {
            return refuse("Member must have length greater than or equal to 1".to_owned());
        }
        if self == Self::ConnectManaged && name.chars().count() > LONGEST_LAST_NAME {
            return refuse(format!(
                "Member must have length less than or equal to {LONGEST_LAST_NAME}"
            ));
        }
        if !is_nfc(name) {
            return refuse("Member must be in Unicode Normalization Form C".to_owned());
        }
        Ok(())
    }

    fn demands(self, member: &str) -> Error {
        Error::InvalidRequest(format!("{member} is required when {}", self.described()))
    }

    fn forbids(self, member: &str) -> Error {
        Error::InvalidRequest(format!("{member} must not be given when {}", self.described()))
    }

    fn described(self) -> &'static str {
        match self {
            Self::ConnectManaged => "the identity management type of the instance is CONNECT_MANAGED",
            Self::ExistingDirectory => "the identity management type of the instance is EXISTING_DIRECTORY",
            Self::Saml => "the identity management type of the instance is SAML",
        }
    }
}

fn expect_mailbox(member: &str, address: Option<&str>) -> Result<(), Violation> {
    if address.is_none_or(is_mailbox) {
        return Ok(());
    }
    Err(Violation::without_value(member, "Member must be an email address"))
}

#[cfg(test)]
mod tests {
    use IdentityManagementType::{ConnectManaged, ExistingDirectory, Saml};

    use super::*;

    #[test]
    fn credentials_depend_on_the_identity_management() {
        for (kind, password, directory_user_id) in [
            (ConnectManaged, true, false),
            (ExistingDirectory, false, true),
            (Saml, false, false),
        ] {
            for (with_password, with_id) in [(false, false), (false, true), (true, false), (true, true)] {
                let accepted = kind.expect_credentials(with_password, with_id).is_ok();
                let fits = (with_password, with_id) == (password, directory_user_id);
                assert_eq!(accepted, fits, "{kind:?} {with_password} {with_id}");
            }
        }
    }

    #[test]
    fn usernames_depend_on_the_identity_management() {
        let (short, long, longer) = ("a".repeat(20), "a".repeat(64), "a".repeat(65));
        for (kind, username, fits) in [
            (ConnectManaged, short.as_str(), true),
            (ConnectManaged, "éa@example.com", false),
            (ConnectManaged, "zoë", true),
            (ExistingDirectory, &long, false),
            (Saml, &long, true),
            (Saml, &longer, false),
            (Saml, "zoë", false),
            (Saml, "testuser@example.com", true),
            (Saml, "testuser@example", false),
        ] {
            assert_eq!(kind.expect_username(username).is_ok(), fits, "{kind:?} {username}");
        }
    }

    #[test]
    fn names_and_addresses_are_checked() {
        let named = |first: Option<&str>| IdentityInfo {
            first_name: first.map(str::to_owned),
            last_name: Some("Åkerström".to_owned()),
            ..IdentityInfo::default()
        };
        let with_email = |email: &str| IdentityInfo {
            email: Some(email.to_owned()),
            ..named(Some("Zoë"))
        };
        for (kind, info, fits) in [
            (ConnectManaged, named(Some("Zoë")), true),
            (ConnectManaged, named(Some("")), false),
            (ConnectManaged, named(None), false),
            (ConnectManaged, named(Some("Zoe\u{308}")), false),
            (ConnectManaged, with_email("zoe@example.com"), true),
            (ConnectManaged, with_email("zoe"), false),
            (Saml, named(None), false),
            (Saml, with_email("zoe@example.com"), false),
            (ExistingDirectory, named(None), true),
            (ExistingDirectory, with_email("zoe@"), false),
        ] {
            assert_eq!(kind.expect_identity(&info).is_ok(), fits, "{kind:?} {info:?}");
        }
    }
}
