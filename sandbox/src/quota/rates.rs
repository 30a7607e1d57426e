//! How strictly rates are enforced.

use std::fmt;
use std::str::FromStr;

/// The rates in force. Written `real`, `off` or, for example, `x10`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Rates {
    /// AWS's own.
    #[default]
    Real,
    /// None: nothing is ever throttled.
    Off,
    /// AWS's own, multiplied by a factor from 0.001 to 1,000,000.
    Times(f64),
}

/// The text names no rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rates must be `real`, `off`, or `x` with a factor from 0.001 to 1000000 such as `x10` or `x0.5`, not `{0}`")]
pub struct RatesError(String);

impl FromStr for Rates {
    type Err = RatesError;

    fn from_str(text: &str) -> Result<Self, RatesError> {
        match text {
            "real" => Ok(Self::Real),
            "off" => Ok(Self::Off),
            _ => text
                .strip_prefix('x')
                .and_then(factor)
                .map(Self::Times)
                .ok_or_else(|| RatesError(text.to_owned())),
        }
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Real => formatter.write_str("real"),
            Self::Off => formatter.write_str("off"),
            Self::Times(factor) => write!(formatter, "x{factor}"),
        }
    }
}

/// Beyond these, nothing is throttled, or everything.
const LEAST: f64 = 0.001;
const MOST: f64 = 1_000_000.0;

/// Digits and a point: neither a sign, nor an exponent, nor infinity.
fn factor(text: &str) -> Option<f64> {
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let factor: f64 = text.parse().ok()?;
    (is_decimal && (LEAST..=MOST).contains(&factor)).then_some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["real", "off", "x10", "x0.5", "x1"] {
            assert_eq!(text.parse::<Rates>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn says_what_it_wants() {
        for text in [
            "", "x", "x0", "x-1", "xinf", "xNaN", "x1e9", "10", "Real", "x1.2.3", "x.",
        ] {
            let message = text.parse::<Rates>().unwrap_err().to_string();
            assert!(message.contains("`x10`"), "{message}");
        }
    }
}
