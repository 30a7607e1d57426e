use super::*;
use crate::{
    audit::testing::{Log, intent, log},
    store::open_read_only,
};
use app::model::change::{Outcome, Subject};
use sqlx::Executor;

/// Eight entries.
async fn written() -> Log {
    let log = log().await;
    log.made("one", intent("amara.okafor")).await;
    log.made("two", intent("zoe")).await;
    log.begun("three", intent("new")).await;
    log.ended("three", Outcome::Made, Some(Subject::new("i-1", "id-of-the-new-one")))
        .await;
    log
}

async fn check(log: &Log, expected: &[Head]) -> Result<Whole, VerifyError> {
    // As it stands there, beside whoever writes.
    let mut connection = open_read_only(&log.data.place().await).await.expect("opened");
    verify(&mut connection, expected).await
}

async fn damage(log: &Log, expected: &[Head]) -> Damage {
    match check(log, expected).await {
        Err(VerifyError::Damaged(damage)) => damage,
        other => panic!("damage: {other:?}"),
    }
}

/// As somebody does who can write to the database past Frontdesk.
async fn tamper(log: &Log, sql: &'static str) {
    let untie = if log.pools.is_shared() {
        "DROP TRIGGER audit_is_not_changed ON audit; DROP TRIGGER audit_is_not_removed ON audit"
    } else {
        "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_removed"
    };
    for sql in [untie, sql] {
        log.pools.write.execute(sql).await.expect(sql);
    }
}

/// Makes all hashes fit again, as somebody does who knows how.
async fn chain_anew(log: &Log) {
    let rows: Vec<(i64, String)> = sqlx::query_as("SELECT number, body FROM audit ORDER BY number")
        .fetch_all(&log.pools.read)
        .await
        .expect("rows");
    let mut hash = START.to_owned();
    for (number, body) in rows {
        hash = link(&hash, &body);
        let update = sqlx::query("UPDATE audit SET hash = $2 WHERE number = $1")
            .bind(number)
            .bind(&hash);
        update.execute(&log.pools.write).await.expect("updated");
    }
}

#[tokio::test]
async fn an_empty_log_is_whole() {
    let whole = check(&log().await, &[]).await.expect("whole");
    assert_eq!(
        (whole.entries, whole.times, whole.head.to_string()),
        (0, None, format!("0:{START}"))
    );
}

#[tokio::test]
async fn a_log_that_was_only_added_to_is_whole_and_holds_its_earlier_heads() {
    let log = written().await;
    let before = check(&log, &[]).await.expect("whole");
    assert_eq!((before.entries, before.head.number), (8, 8));
    log.made("four", intent("adam")).await;
    let after = check(&log, std::slice::from_ref(&before.head)).await.expect("whole");
    assert_eq!(after.entries, 11);
    let again: Head = before.head.to_string().parse().expect("a head");
    assert_eq!(again, before.head);
    assert!("8".parse::<Head>().is_err() && "8:abc".parse::<Head>().is_err());
}

#[tokio::test]
async fn the_database_refuses_to_change_or_remove_an_entry() {
    let log = written().await;
    for sql in [
        "UPDATE audit SET body = '{}' WHERE number = 2",
        "DELETE FROM audit WHERE number = 8",
    ] {
        let refused = sqlx::query(sql)
            .execute(&log.pools.write)
            .await
            .expect_err(sql)
            .to_string();
        assert!(refused.contains("the audit log is only added to"), "{refused}");
    }
    assert_eq!(check(&log, &[]).await.expect("whole").entries, 8);
}

#[tokio::test]
async fn a_changed_body_is_found() {
    let log = written().await;
    tamper(
        &log,
        "UPDATE audit SET body = replace(body, 'Ada Park', 'Zoe') WHERE number = 4",
    )
    .await;
    assert_eq!(damage(&log, &[]).await, Damage::Hash { number: 4 });
}

#[tokio::test]
async fn a_removed_entry_is_found() {
    let log = written().await;
    tamper(&log, "DELETE FROM audit WHERE number = 3").await;
    let (expected, found) = (3, 4);
    assert_eq!(damage(&log, &[]).await, Damage::Missing { expected, found });
    let closed = "UPDATE audit SET number = number - 1 WHERE number > 3";
    sqlx::query(closed).execute(&log.pools.write).await.expect(closed);
    assert_eq!(damage(&log, &[]).await, Damage::Hash { number: 3 });
    // With new hashes, the bodies still know where they stood.
    chain_anew(&log).await;
    let change = "two".to_owned();
    let (number, body) = (3, 4);
    assert_eq!(damage(&log, &[]).await, Damage::Body { number, body, change });
}

#[tokio::test]
async fn an_inserted_entry_is_found() {
    let log = written().await;
    tamper(&log, "UPDATE audit SET number = -number - 1 WHERE number > 3").await;
    for sql in [
        "UPDATE audit SET number = -number WHERE number < 0",
        "INSERT INTO audit SELECT 4, change_id, replace(body, '\"number\":1,', '\"number\":4,'), hash FROM audit WHERE number = 1",
    ] {
        sqlx::query(sql).execute(&log.pools.write).await.expect(sql);
    }
    assert_eq!(damage(&log, &[]).await, Damage::Hash { number: 4 });
}

#[tokio::test]
async fn an_entry_for_another_change_is_found() {
    let log = written().await;
    tamper(&log, "UPDATE audit SET change_id = 'two' WHERE number = 3").await;
    let (number, body, change) = (3, 3, "one".to_owned());
    assert_eq!(damage(&log, &[]).await, Damage::Body { number, body, change });
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_found_by_an_earlier_head() {
    let log = written().await;
    let head = check(&log, &[]).await.expect("whole").head;
    tamper(&log, "DELETE FROM audit WHERE number > 6").await;
    sqlx::query("DELETE FROM change WHERE id = 'three'")
        .execute(&log.pools.write)
        .await
        .expect("deleted");
    // What is left fits together.
    assert_eq!(check(&log, &[]).await.expect("whole").entries, 6);
    let (number, last) = (8, 6);
    assert_eq!(damage(&log, &[head]).await, Damage::Truncated { number, last });
}

#[tokio::test]
async fn a_log_that_was_written_anew_is_found_by_an_earlier_head() {
    let log = written().await;
    let head = check(&log, &[]).await.expect("whole").head;
    tamper(&log, "UPDATE audit SET body = replace(body, '192.0.2.7', '192.0.2.8')").await;
    chain_anew(&log).await;
    let new = check(&log, &[]).await.expect("whole").head;
    let found = new.hash.clone();
    assert_eq!(damage(&log, &[new, head]).await, Damage::Rewritten { number: 8, found });
}

#[tokio::test]
async fn a_body_that_is_none_of_ours_is_found() {
    let log = written().await;
    tamper(&log, "UPDATE audit SET body = '{}' WHERE number = 8").await;
    chain_anew(&log).await;
    assert!(matches!(damage(&log, &[]).await, Damage::Unreadable { number: 8, .. }));
}

#[tokio::test]
async fn a_table_that_hides_a_change_is_found() {
    for sql in [
        "UPDATE change SET outcome = 'not-made' WHERE id = 'two'",
        "UPDATE change SET person = 'eve' WHERE id = 'two'",
        "DELETE FROM change WHERE id = 'two'",
    ] {
        let log = written().await;
        sqlx::query(sql).execute(&log.pools.write).await.expect(sql);
        let (change, number) = ("two".to_owned(), 4);
        assert_eq!(damage(&log, &[]).await, Damage::Derived { change, number }, "{sql}");
    }
    let log = written().await;
    let invented = "INSERT INTO change SELECT 'none', 99, at, person, actor, action, kind, parent, subject, name, words, outcome \
                    FROM change WHERE id = 'one'";
    sqlx::query(invented).execute(&log.pools.write).await.expect(invented);
    let (change, number) = ("none".to_owned(), 99);
    assert_eq!(damage(&log, &[]).await, Damage::Derived { change, number });
}
