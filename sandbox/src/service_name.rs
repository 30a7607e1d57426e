//! How a service is called in the control's documents: by its signing name.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::wire::Service;

const SERVICES: [Service; 4] = [Service::Connect, Service::Ses, Service::Sts, Service::WorkSpaces];

/// The name of a service.
pub fn of(service: Service) -> &'static str {
    match service {
        Service::Connect => "connect",
        Service::Ses => "ses",
        Service::Sts => "sts",
        Service::WorkSpaces => "workspaces",
    }
}

impl Serialize for Service {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(of(*self))
    }
}

impl<'de> Deserialize<'de> for Service {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = SERVICES.into_iter().find(|service| of(*service) == name);
        found.ok_or_else(|| {
            de::Error::custom(format!(
                "unknown service `{name}`: it is connect, ses, sts or workspaces"
            ))
        })
    }
}
