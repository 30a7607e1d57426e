//! A rule as it is written in a document.

use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{Kind, KindName};
use crate::wire::Service;

/// Which calls a rule is for, how often it strikes, and what then happens. What is left out of
/// the first four matches every call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Calls of this service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// Calls of this operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Calls to this Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Calls of this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Strikes each so-many-th matching call; each of them, if `probability` is left out as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u64>,
    /// Strikes a matching call with this probability, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Decides which calls `probability` strikes: the same ones for the same seed. 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Strikes no more often than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// What happens.
    pub kind: KindName,
    /// Of `SLOW`: real milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// Of `SERVER_ERROR`: the HTTP status, from 500 to 599; 500 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// Why a definition makes no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DefinitionError(&'static str);

impl Definition {
    /// What happens.
    pub(super) fn kind(&self) -> Result<Kind, DefinitionError> {
        let kind = match (self.kind, self.delay_ms) {
            (KindName::Slow, Some(delay)) => Kind::Slow(Duration::from_millis(delay)),
            (KindName::Slow, None) => return Err(DefinitionError("delay_ms is required by kind SLOW")),
            (_, Some(_)) => return Err(DefinitionError("delay_ms is for kind SLOW only")),
            (KindName::ServerError, None) => return self.server_error(),
            (KindName::Throttle, None) => Kind::Throttle,
            (KindName::AccessDenied, None) => Kind::AccessDenied,
            (KindName::ResetBefore, None) => Kind::ResetBefore,
            (KindName::ResetAfter, None) => Kind::ResetAfter,
            (KindName::Stall, None) => Kind::Stall,
            (KindName::StallAfter, None) => Kind::StallAfter,
            (KindName::Truncated, None) => Kind::Truncated,
            (KindName::WrongJson, None) => Kind::WrongJson,
        };
        match self.status {
            None => Ok(kind),
            Some(_) => Err(DefinitionError("status is for kind SERVER_ERROR only")),
        }
    }

    fn server_error(&self) -> Result<Kind, DefinitionError> {
        let status = StatusCode::from_u16(self.status.unwrap_or(500)).ok();
        let status = status.filter(StatusCode::is_server_error);
        let status = status.ok_or(DefinitionError("status must be from 500 to 599"))?;
        Ok(Kind::ServerError(status))
    }

    /// Refuses an operation that no service has: its rule would never strike.
    pub(super) fn expect_operation(&self) -> Result<(), DefinitionError> {
        let Some(name) = &self.operation else {
            return Ok(());
        };
        let has_it = |service: &Service| service.operation(name).is_some();
        let is_known = match &self.service {
            Some(service) => has_it(service),
            None => Service::ALL.iter().any(has_it),
        };
        if is_known {
            Ok(())
        } else {
            Err(DefinitionError(
                "operation must be one that the service has, as AWS spells it",
            ))
        }
    }

    /// Refuses numbers that cannot be meant.
    pub(super) fn expect_numbers(&self) -> Result<(), DefinitionError> {
        if self.every.is_some() && self.probability.is_some() {
            return Err(DefinitionError("give either every or probability, not both"));
        }
        if self.every == Some(0) {
            return Err(DefinitionError("every must be at least 1"));
        }
        if self.times == Some(0) {
            return Err(DefinitionError("times must be at least 1"));
        }
        if self.seed.is_some() && self.probability.is_none() {
            return Err(DefinitionError("seed is for probability only"));
        }
        match self.probability {
            Some(probability) if !(0.0..=1.0).contains(&probability) => {
                Err(DefinitionError("probability must be from 0 to 1"))
            }
            _ => Ok(()),
        }
    }
}
