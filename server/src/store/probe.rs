//! Whether the database can be written.

use sqlx::AnyPool;

/// As much as makes a full file grow; it is taken out again at once.
const BYTES: usize = 16 * 1024;

/// Writes something of no use, and takes it out again.
///
/// # Errors
/// When the database can't be written: it is locked, or full.
pub async fn probe(pool: &AnyPool) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO setting (name, value) VALUES ('probe', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind("x".repeat(BYTES))
        .execute(pool)
        .await?;
    sqlx::query("DELETE FROM setting WHERE name = 'probe'")
        .execute(pool)
        .await?;
    Ok(())
}
