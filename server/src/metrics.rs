//! What is counted, for [Prometheus](https://prometheus.io/docs/concepts/metric_types/). Labels take few values, all of them ours:
//! a stranger can't make new ones.

use app::model::lane::LaneState;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};
use std::{
    fmt,
    sync::{OnceLock, atomic::AtomicU64},
};

/// Everything that is counted.
pub struct Metrics {
    registry: Registry,
    /// Requests that were answered.
    pub requests: Family<Answered, Counter>,
    /// How long answers took, in seconds.
    pub durations: Family<Route, Histogram>,
    /// Requests that are worked on.
    pub in_flight: Gauge,
    /// Open connections.
    pub connections_open: Gauge,
    /// Connections that had to wait for a place.
    pub connections_delayed: Counter,
    /// Requests that were refused because somebody made too many.
    pub rate_limited: Counter,
    /// Requests that were refused because too many were worked on.
    pub shed: Counter,
    /// Pages that were drawn, of those that are kept for a moment.
    pub pages_drawn: Counter,
    /// Those that were sent.
    pub pages_sent: Counter,
    /// Requests that were given up because they took too long.
    pub given_up: Counter,
    /// Requests that came from another site's page.
    pub cross_site: Counter,
    /// Panics while a request was answered.
    pub panics: Counter,
    /// What somebody was not allowed to do.
    pub denials: Family<Denied, Counter>,
    /// Attempts to sign in.
    pub sign_ins: Family<SignedIn, Counter>,
    /// Open pages that are told of changes.
    pub event_streams_open: Gauge,
    /// Calls of AWS.
    pub aws: AwsMetrics,
    /// How fast AWS is called, once somebody knows.
    pub lanes: OnceLock<Lanes>,
    /// 1 where this replica syncs.
    pub leads: Gauge,
}

/// Tells how fast AWS is called.
pub type Lanes = Box<dyn Fn() -> Vec<LaneState> + Send + Sync>;

/// What is counted of the calls of AWS.
#[derive(Clone, Debug, Default)]
pub struct AwsMetrics {
    /// Attempts to call AWS.
    pub calls: Family<AwsCall, Counter>,
    /// Seconds that calls waited for their turn.
    pub waited: Family<AwsOperation, Counter<f64, AtomicU64>>,
    /// Calls a second that are made at most, when it was last looked.
    rate: Family<AwsLane, Gauge<f64, AtomicU64>>,
    /// Calls that waited for their turn then.
    waiting: Family<AwsLane, Gauge>,
}

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Answered {
    /// The route, with the names of its parameters.
    pub route: String,
    /// The method.
    pub method: &'static str,
    /// The class of the status: `2xx`.
    pub status: &'static str,
}

/// A route, with the names of its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Route {
    /// The route.
    pub route: String,
}

/// A permission that somebody lacked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Denied {
    /// The permission's name.
    pub permission: &'static str,
}

/// How an attempt to sign in ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct SignedIn {
    /// `ok`; `no role`: none of the person's groups has one; `not begun`: what came back fits no sign-in of this browser;
    /// `provider`: the OpenID provider refused, failed or sent what does not verify; `proxy`: what stands before Frontdesk
    /// says nothing that counts; `not kept`: the session can't be written.
    pub outcome: &'static str,
}

/// An attempt to call AWS.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct AwsCall {
    /// The prefix of the service's IAM actions.
    pub service: &'static str,
    /// The operation, as AWS names it.
    pub operation: &'static str,
    /// `ok`, or what went wrong.
    pub outcome: &'static str,
}

/// An operation of AWS.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct AwsOperation {
    /// The prefix of the service's IAM actions.
    pub service: &'static str,
    /// The operation, as AWS names it.
    pub operation: &'static str,
}

/// An operation of AWS in a Region.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AwsLane {
    service: &'static str,
    region: String,
    operation: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("frontdesk"),
            requests: Family::default(),
            // From 5 ms to 20 s.
            durations: Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.005, 2.0, 13))),
            in_flight: Gauge::default(),
            connections_open: Gauge::default(),
            connections_delayed: Counter::default(),
            rate_limited: Counter::default(),
            shed: Counter::default(),
            pages_drawn: Counter::default(),
            pages_sent: Counter::default(),
            given_up: Counter::default(),
            cross_site: Counter::default(),
            panics: Counter::default(),
            denials: Family::default(),
            sign_ins: Family::default(),
            event_streams_open: Gauge::default(),
            aws: AwsMetrics::default(),
            lanes: OnceLock::new(),
            leads: Gauge::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("http_requests", "Requests that were answered", self.requests.clone());
        registry.register(
            "http_request_duration_seconds",
            "How long answers took",
            self.durations.clone(),
        );
        registry.register(
            "http_requests_in_flight",
            "Requests that are worked on",
            self.in_flight.clone(),
        );
        registry.register("connections_open", "Open connections", self.connections_open.clone());
        registry.register(
            "connections_delayed",
            "Connections that had to wait for a place",
            self.connections_delayed.clone(),
        );
        registry.register(
            "rate_limited",
            "Requests refused because somebody made too many",
            self.rate_limited.clone(),
        );
        registry.register(
            "shed",
            "Requests refused because too many were worked on",
            self.shed.clone(),
        );
        registry.register(
            "pages_drawn",
            "Pages that were drawn, of those that are kept for a moment",
            self.pages_drawn.clone(),
        );
        registry.register("pages_sent", "Those that were sent", self.pages_sent.clone());
        registry.register(
            "given_up",
            "Requests given up because they took too long",
            self.given_up.clone(),
        );
        registry.register(
            "cross_site_refused",
            "Changes refused because no page of Frontdesk asked for them",
            self.cross_site.clone(),
        );
        registry.register("panics", "Panics while a request was answered", self.panics.clone());
        registry.register(
            "permission_denials",
            "What somebody was not allowed to do",
            self.denials.clone(),
        );
        registry.register("sign_ins", "Attempts to sign in", self.sign_ins.clone());
        registry.register(
            "event_streams_open",
            "Open pages that are told of changes",
            self.event_streams_open.clone(),
        );
        let aws = &self.aws;
        registry.register("aws_calls", "Attempts to call AWS", aws.calls.clone());
        registry.register(
            "aws_wait_seconds",
            "How long calls of AWS waited for their turn",
            aws.waited.clone(),
        );
        registry.register(
            "aws_calls_per_second_limit",
            "Calls a second that are made at most; fewer since AWS asked to slow down",
            aws.rate.clone(),
        );
        registry.register(
            "aws_calls_waiting",
            "Calls that wait for their turn",
            aws.waiting.clone(),
        );
        registry.register("leads", "1 where this replica syncs", self.leads.clone());
    }

    /// Everything, as Prometheus reads it.
    ///
    /// # Errors
    /// Never in practice: only a label that can't be written fails.
    pub fn text(&self) -> Result<String, fmt::Error> {
        for lane in self.lanes.get().map(|lanes| lanes()).unwrap_or_default() {
            let label = AwsLane {
                service: lane.service.iam_prefix(),
                region: lane.region.to_string(),
                operation: lane.operation,
            };
            self.aws.rate.get_or_create(&label).set(lane.per_second);
            self.aws.waiting.get_or_create(&label).set(i64::from(lane.waiting));
        }
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_can_be_read() {
        let metrics = Metrics::default();
        let answered = Answered {
            route: "/users/{instance}/{id}".to_owned(),
            method: "GET",
            status: "2xx",
        };
        metrics.requests.get_or_create(&answered).inc();
        metrics.in_flight.inc();
        let text = metrics.text().expect("text");
        let line = r#"frontdesk_http_requests_total{route="/users/{instance}/{id}",method="GET",status="2xx"} 1"#;
        assert!(
            text.contains(line) && text.contains("frontdesk_http_requests_in_flight 1"),
            "{text}"
        );
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}
