//! What keeps a database from doing something, on SQLite and on PostgreSQL.

use server::store::Pools;
use sqlx::{AssertSqlSafe, Executor};

/// Has the database refuse `what` (such as UPDATE) on `table` where `when` is true, as a full disk would; by one such rule at a time.
pub async fn refuse(pools: &Pools, what: &str, table: &str, when: &str) {
    let trigger = format!("CREATE TRIGGER refused BEFORE {what} ON {table}");
    let sql = if pools.is_shared() {
        format!(
            "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full'; END $$; \
             {trigger} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse()"
        )
    } else {
        format!("{trigger} WHEN {when} BEGIN SELECT RAISE(ABORT, 'full'); END")
    };
    run(pools, sql).await;
}

/// Has it take all again.
pub async fn stop_refusing(pools: &Pools, table: &str) {
    drop_trigger(pools, "refused", table).await;
}

/// Takes away what keeps somebody from doing something.
pub async fn drop_trigger(pools: &Pools, trigger: &str, table: &str) {
    let of = if pools.is_shared() {
        format!(" ON {table}")
    } else {
        String::new()
    };
    run(pools, format!("DROP TRIGGER IF EXISTS {trigger}{of}")).await;
}

/// Runs statements of the test's.
pub async fn run(pools: &Pools, sql: String) {
    let done = pools.write.execute(AssertSqlSafe(sql)).await;
    done.expect("taken");
}
