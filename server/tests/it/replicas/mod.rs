//! Several Frontdesks on one PostgreSQL database.

mod inventory;
mod processes;

use server::store::Pools;

/// Ends the connections to this database that are called `name`, as a failing network or server does.
pub async fn end_connections(pools: &Pools, name: &str) {
    let ended = sqlx::query_scalar::<_, bool>(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1",
    )
    .bind(name)
    .fetch_all(&pools.read)
    .await
    .expect("ended");
    assert!(ended.contains(&true), "there is no connection called {name}");
}
