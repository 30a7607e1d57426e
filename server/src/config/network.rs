//! Addresses of machines.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::{net::IpAddr, str::FromStr};

/// One address (`10.0.0.5`) or a block of them (`10.0.0.0/24`), narrow enough to name machines rather than the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

impl Network {
    /// Whether `address` is in it. An IPv4 address that came as an IPv6 one (`::ffff:10.0.0.5`) is the same machine.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let net = match text.parse::<IpAddr>() {
            Ok(address) => IpNet::from(address),
            Err(_) => text
                .parse::<IpNet>()
                .map_err(|_| format!("\"{text}\" is neither an IP address nor a block such as 10.0.0.0/24"))?,
        };
        let narrowest_allowed = match net {
            IpNet::V4(_) => 8,
            IpNet::V6(_) => 32,
        };
        if net.prefix_len() < narrowest_allowed {
            return Err(format!(
                "\"{text}\" takes in nearly everybody: name the proxies' own addresses"
            ));
        }
        Ok(Self(net))
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(network: &str, address: &str) -> bool {
        let network: Network = network.parse().expect("a network");
        network.contains(address.parse().expect("an address"))
    }

    #[test]
    fn names_one_machine_or_a_block() {
        assert!(contains("10.0.0.5", "10.0.0.5") && !contains("10.0.0.5", "10.0.0.6"));
        assert!(contains("10.0.0.0/24", "10.0.0.6") && !contains("10.0.0.0/24", "10.0.1.6"));
        assert!(contains("10.0.0.5", "::ffff:10.0.0.5"));
        assert!(contains("fd00::/64", "fd00::1"));
    }

    #[test]
    fn refuses_a_wildcard() {
        for text in ["*", "0.0.0.0/0", "::/0", "128.0.0.0/1", "", "proxy.example.com"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
