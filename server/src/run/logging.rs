//! The log: to standard error, without secrets and personal data.

use super::RunError;
use crate::config::{LogFormat, Settings};
use std::{backtrace::Backtrace, io::IsTerminal, panic};
use tracing_subscriber::EnvFilter;

/// Every stranger can send a cookie of a session that never was, and would have these fill the log. What the settings say of the
/// same targets comes later, and counts.
const QUIET: &str = "tower_sessions=error,tower_sessions_core=error";

pub(super) fn start(settings: &Settings) -> Result<(), RunError> {
    let filter = EnvFilter::try_new(format!("{QUIET},{}", settings.log))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match settings.log_format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// A panic is a line like any other, in the span of its request.
fn log_panic(about: &panic::PanicHookInfo<'_>) {
    let backtrace = Backtrace::capture();
    tracing::error!(
        location = about.location().map(tracing::field::display),
        message = about.payload_as_str().unwrap_or("panicked"),
        // Only with RUST_BACKTRACE=1.
        %backtrace,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_one_line() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone());
        let _logging = tracing::subscriber::set_default(subscriber.finish());
        let before = panic::take_hook();
        panic::set_hook(Box::new(log_panic));
        assert!(panic::catch_unwind(|| panic!("what\nhappened")).is_err());
        panic::set_hook(before);
        let log = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("text");
        assert_eq!(log.lines().count(), 1, "{log}");
        assert!(log.contains(r"what\nhappened") && log.contains("logging.rs"), "{log}");
    }
}
