//! Whose resources, and where: the two accounts and the Regions that the simulated AWS knows.

/// The Regions that hold something; the first is the default. Any other of AWS's answers empty lists.
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

/// Every Region of AWS, of all partitions.
/// <https://docs.aws.amazon.com/general/latest/gr/rande.html>
#[rustfmt::skip]
const ALL_REGIONS: [&str; 38] = [
    "af-south-1",
    "ap-east-1", "ap-east-2",
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
    "ap-south-1", "ap-south-2",
    "ap-southeast-1", AP_SOUTHEAST_2, "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "ca-central-1", "ca-west-1",
    "cn-north-1", "cn-northwest-1",
    "eu-central-1", "eu-central-2",
    "eu-north-1",
    "eu-south-1", "eu-south-2",
    "eu-west-1", EU_WEST_2, "eu-west-3",
    "il-central-1",
    "me-central-1", "me-south-1",
    "mx-central-1",
    "sa-east-1",
    US_EAST_1, "us-east-2",
    "us-gov-east-1", "us-gov-west-1",
    "us-west-1", "us-west-2",
];

/// Whether AWS has a Region with this code.
pub fn is_region(code: &str) -> bool {
    ALL_REGIONS.contains(&code)
}

/// The IAM user that calls in the name of an account.
pub(crate) fn user_name(account: &str) -> &'static str {
    if account == ACCOUNT_ID { "admin" } else { "partner" }
}

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
