//! Whose resources, and where: the two accounts and the Regions that the simulated AWS knows.

/// The Regions that hold something; the first is the default. Any other answers empty lists.
pub const REGIONS: [&str; 3] = [US_EAST_1, EU_WEST_2, AP_SOUTHEAST_2];
/// The account of [`ACCESS_KEY_ID`], and of every access key that is not known.
pub const ACCOUNT_ID: &str = "111122223333";
/// A second account, which shares connection aliases with the first.
pub const OTHER_ACCOUNT_ID: &str = "444455556666";
/// Dummy access key id of [`ACCOUNT_ID`]: the one that AWS's documentation uses.
pub const ACCESS_KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
/// Dummy secret that goes with either access key id. Signatures are not checked.
pub const SECRET_ACCESS_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// Dummy access key id of [`OTHER_ACCOUNT_ID`].
pub const OTHER_ACCESS_KEY_ID: &str = "AKIAI44QH8DHBEXAMPLE";

pub(crate) const US_EAST_1: &str = "us-east-1";
pub(crate) const EU_WEST_2: &str = "eu-west-2";
pub(crate) const AP_SOUTHEAST_2: &str = "ap-southeast-2";

/// One account in one Region: what a request can see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// Twelve digits.
    pub account: &'static str,
    /// A Region's code, such as `eu-west-2`.
    pub region: String,
}

impl Scope {
    /// The first account in `region`.
    pub fn first_account(region: &str) -> Self {
        Self {
            account: ACCOUNT_ID,
            region: region.to_owned(),
        }
    }

    /// The account that `access_key_id` belongs to, in `region`.
    pub fn of_access_key(access_key_id: &str, region: &str) -> Self {
        let account = if access_key_id == OTHER_ACCESS_KEY_ID {
            OTHER_ACCOUNT_ID
        } else {
            ACCOUNT_ID
        };
        Self {
            account,
            region: region.to_owned(),
        }
    }
}
