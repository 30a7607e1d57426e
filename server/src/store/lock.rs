//! One process a database.

use super::StoreError;
use std::{
    fs::{DirBuilder, File, TryLockError},
    path::Path,
};

/// A lock that the system lets go of when the process ends, however it ends.
pub(super) struct Lock(#[expect(dead_code, reason = "holding the open file is what locks")] File);

impl Lock {
    pub(super) fn take(folder: &Path) -> Result<Self, StoreError> {
        let unusable = |source| StoreError::Folder {
            folder: folder.to_owned(),
            source,
        };
        create_private_folder(folder).map_err(unusable)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("frontdesk.lock"))
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse {
                folder: folder.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }
}

/// The database holds names and e-mail addresses: nobody else on the machine may read it.
fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
