//! The DNS that the simulated AWS lives in.
//!
//! One store of zones, [`Zones`], and one [`Zones::resolve`]: the simulated SES verifies its
//! identities with it, [`serve`] answers real DNS clients from it, and `/_sandbox/dns` publishes
//! and withdraws records in it. It shows what a recursive resolver would see, so that every fault
//! of a domain owner can be reproduced: a record that is missing or at the wrong name, a name
//! server that is dead, a delegation that leads nowhere.
//!
//! Not simulated: caches (a change is seen at once, whatever the TTL says), wildcards, DNSSEC,
//! and the zones above those in the store.

mod error;
mod name;
mod record_set;
mod resolve;
mod server;
mod soa;
#[cfg(test)]
pub(crate) mod testing;
mod value;
mod zone;
mod zones;

pub use error::Error;
pub use hickory_proto::rr::RecordType;
pub use name::{parse_name, text_of_name};
pub use record_set::{DEFAULT_TTL, RecordSet};
pub use resolve::{Answer, Outcome};
pub use server::serve;
pub use soa::StartOfAuthority;
pub use value::{parse_record_type, text_of_value};
pub use zone::{NameServer, Zone};
pub use zones::Zones;
