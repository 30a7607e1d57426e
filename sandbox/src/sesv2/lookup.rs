//! What SES asks the DNS.

use super::SoaRecord;

/// The DNS, as SES sees it. Names are given without the final dot.
pub trait Lookup {
    /// The targets of the CNAME record at `name` itself.
    fn cname(&self, name: &str) -> Answer<String>;

    /// The texts at `name`, each with its character-strings joined (RFC 6376, section 3.6.2.2).
    fn txt(&self, name: &str) -> Answer<String>;

    /// The mail exchangers of `name`.
    fn mx(&self, name: &str) -> Answer<MailExchanger>;

    /// The SOA record of the zone that `name` is in.
    fn soa(&self, name: &str) -> Answer<SoaRecord>;
}

/// What a query brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// Records of the type, at least one.
    Found(Vec<T>),
    /// `NXDOMAIN`.
    NoSuchName,
    /// The name exists, without such a record.
    NoSuchType,
    /// `SERVFAIL`, or no answer in time.
    ServerFailure,
}

/// An MX record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailExchanger {
    /// The lowest is tried first.
    pub preference: u16,
    /// The host's name.
    pub exchange: String,
}

#[cfg(test)]
pub mod fake {
    use std::collections::BTreeMap;

    use super::{Answer, Lookup, MailExchanger, SoaRecord};

    /// A DNS that holds what a test puts into it.
    #[derive(Default)]
    pub struct Records {
        pub cname: BTreeMap<String, Vec<String>>,
        pub txt: BTreeMap<String, Vec<String>>,
        pub mx: BTreeMap<String, Vec<MailExchanger>>,
        pub soa: Option<SoaRecord>,
        pub broken: bool,
    }

    impl Records {
        fn answer<T: Clone>(&self, of_type: &BTreeMap<String, Vec<T>>, name: &str) -> Answer<T> {
            let exists = [self.cname.keys(), self.txt.keys()].into_iter().flatten();
            let mut exists = exists.chain(self.mx.keys());
            match of_type.get(name) {
                _ if self.broken => Answer::ServerFailure,
                Some(values) => Answer::Found(values.clone()),
                None if exists.any(|known| known == name) => Answer::NoSuchType,
                None => Answer::NoSuchName,
            }
        }
    }

    impl Lookup for Records {
        fn cname(&self, name: &str) -> Answer<String> {
            self.answer(&self.cname, name)
        }

        fn txt(&self, name: &str) -> Answer<String> {
            self.answer(&self.txt, name)
        }

        fn mx(&self, name: &str) -> Answer<MailExchanger> {
            self.answer(&self.mx, name)
        }

        fn soa(&self, _: &str) -> Answer<SoaRecord> {
            let zone = self.soa.clone().map(|zone| Answer::Found(vec![zone]));
            zone.unwrap_or(Answer::ServerFailure)
        }
    }
}
