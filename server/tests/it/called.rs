//! What Frontdesk asks of the simulated AWS in a test, noted for `tools/policy.py`.

use sandbox::Sandbox;
use std::{fs, path::Path};
use uuid::Uuid;

/// Belongs to whatever serves a simulated AWS that nobody but Frontdesk calls. When a test ends, and its runtime with all that it
/// serves, each operation that was called is a line in a file of its own, if `tools/test.sh` has made the folder for it.
pub struct Called(Sandbox);

impl Called {
    pub const fn of(sandbox: Sandbox) -> Self {
        Self(sandbox)
    }
}

impl Drop for Called {
    fn drop(&mut self) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("results/calls");
        if !folder.is_dir() {
            return;
        }
        let lines: String = self.0.calls().into_keys().map(|operation| operation + "\n").collect();
        if let Err(error) = fs::write(folder.join(Uuid::new_v4().to_string()), lines) {
            eprintln!("what AWS was asked for can't be noted: {error}");
        }
    }
}
