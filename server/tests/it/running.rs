//! The binary, running.

use server::store::Place;
use std::{
    io::Read,
    process::{Child, Command, Stdio},
};

/// The binary, with nothing of this machine's environment.
pub fn frontdesk() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    command.env_clear();
    command
}

/// A demo on a free port, that reads its simulated AWS at once and counts nobody's requests.
pub fn demo() -> Command {
    let mut command = frontdesk();
    command
        .args(["demo", "--listen", "127.0.0.1:0", "--rates", "off"])
        .env("TMPDIR", std::env::temp_dir())
        .env("FRONTDESK_LIMITS__BURST", "1000000")
        .env("FRONTDESK_LIMITS__REQUESTS_PER_SECOND", "1000000");
    ask_often(&mut command);
    command
}

/// A Frontdesk on a free port, that keeps what it knows in `data`, and asks the simulated AWS at `aws` as often as it takes.
pub fn serve(data: &Place, aws: &str) -> Command {
    let mut command = frontdesk();
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("FRONTDESK_REGIONS", sandbox::REGIONS.join(","))
        .env("FRONTDESK_QUOTAS__SHARE", "1")
        .env("AWS_ENDPOINT_URL", aws)
        .env("AWS_ACCESS_KEY_ID", sandbox::ACCESS_KEY_ID)
        .env("AWS_SECRET_ACCESS_KEY", sandbox::SECRET_ACCESS_KEY)
        .env("AWS_EC2_METADATA_DISABLED", "true");
    match data {
        Place::Folder(folder) => command.env("FRONTDESK_DATA", folder),
        Place::Server(url) => command.env("FRONTDESK_DATABASE", url.expose()),
    };
    ask_often(&mut command);
    command
}

fn ask_often(command: &mut Command) {
    for service in ["CONNECT", "CONNECT_READS", "SES", "WORKSPACES"] {
        command.env(format!("FRONTDESK_QUOTAS__{service}"), "1000");
    }
}

/// A process that ends with its test.
pub struct Running(pub Child);

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        Self(command.spawn().expect("started"))
    }

    /// The address, from the line that it prints.
    pub fn url(&mut self) -> String {
        let line = self.line();
        let url = line.split_whitespace().find(|word| word.starts_with("http://"));
        url.unwrap_or_else(|| panic!("a URL: {line}")).to_owned()
    }

    /// The next line that it prints. Read by the byte, so that nothing of the next is lost.
    pub fn line(&mut self) -> String {
        let output = self.0.stdout.as_mut().expect("piped");
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            let mut byte = [0];
            output.read_exact(&mut byte).expect("a line");
            line.extend(byte);
        }
        String::from_utf8(line).expect("text")
    }

    /// Tells it to stop, as systemd does.
    pub fn terminate(&self) {
        let told = Command::new("kill").arg(self.0.id().to_string()).status();
        assert!(told.is_ok_and(|status| status.success()));
    }

    /// The memory that it has, in MiB.
    pub fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).expect("Linux");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .expect("a line");
        let kib: usize = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib / 1024
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
