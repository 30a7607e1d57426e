//! `frontdesk audit verify`.

use super::{address, write};
use crate::{
    running::frontdesk,
    support::{Data, folder},
    triggers::{drop_trigger, run},
};
use app::model::change::Outcome;
use server::store::{Place, Store};
use std::process::Output;

/// Six entries, in a database that is open.
async fn written() -> (Data, Store) {
    let data = folder();
    let (store, _) = data.open().await;
    for change in ["one", "two", "three"] {
        write(&store.pools(), change, address("help@example.com"), Outcome::Made).await;
    }
    (data, store)
}

async fn verify(data: &Data, expected: &[&str]) -> Output {
    let mut command = frontdesk();
    command.args(["audit", "verify"]);
    match data.place().await {
        Place::Folder(folder) => command.arg("--data").arg(folder),
        Place::Server(url) => command.env("FRONTDESK_DATABASE", url.expose()),
    };
    for head in expected {
        command.args(["--expect", head]);
    }
    command.output().expect("run")
}

/// The head that it prints.
fn head(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let head = said.lines().find_map(|line| line.strip_prefix("head = "));
    head.expect("a head").to_owned()
}

/// What it finds.
fn damage(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// Changes the log as somebody does who can write to it past Frontdesk.
async fn tamper(store: &Store, sql: &str) {
    let pools = store.pools();
    for trigger in ["audit_is_not_changed", "audit_is_not_removed"] {
        drop_trigger(&pools, trigger, "audit").await;
    }
    run(&pools, sql.to_owned()).await;
}

#[tokio::test]
async fn a_whole_log_is_told_while_it_is_in_use_and_afterwards() {
    let (data, store) = written().await;
    let running = verify(&data, &[]).await;
    let said = String::from_utf8_lossy(&running.stdout).into_owned();
    assert!(
        said.contains("6 entries") && said.contains("last = 2026-11-18T11:06:40Z"),
        "{said}"
    );
    let kept = head(&running);
    assert!(kept.starts_with("6:"), "{kept}");
    write(&store.pools(), "four", address("new@example.com"), Outcome::NotMade).await;
    assert!(head(&verify(&data, &[&kept]).await).starts_with("8:"));
    let pools = store.pools();
    pools.write.close().await;
    pools.read.close().await;
    drop(store);
    // What SQLite keeps beside an open database is gone.
    assert!(!data.path().join("frontdesk.db-wal").exists());
    assert!(head(&verify(&data, &[&kept]).await).starts_with("8:"));
}

#[tokio::test]
async fn damage_is_named_by_its_first_entry() {
    for (sql, expected) in [
        (
            "UPDATE audit SET body = replace(body, 'Ada Park', 'Eve') WHERE number = 3",
            "entry 3 does not fit",
        ),
        ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
        (
            "INSERT INTO audit SELECT 7, change_id, body, hash FROM audit WHERE number = 6",
            "entry 7 does not fit",
        ),
        (
            "UPDATE change SET outcome = 'not-made' WHERE id = 'two'",
            "the change two",
        ),
    ] {
        let (data, store) = written().await;
        tamper(&store, sql).await;
        let said = damage(&verify(&data, &[]).await);
        assert!(said.contains(expected), "{sql}: {said}");
    }
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_seen_by_who_kept_the_head() {
    let (data, store) = written().await;
    let kept = head(&verify(&data, &[]).await);
    tamper(&store, "DELETE FROM audit WHERE number > 4").await;
    tamper(&store, "DELETE FROM change WHERE id = 'three'").await;
    assert!(head(&verify(&data, &[]).await).starts_with("4:"));
    let said = damage(&verify(&data, &[&kept]).await);
    assert!(said.contains("entry 6 is missing: the log ends with entry 4"), "{said}");
}

#[tokio::test]
async fn what_can_t_be_read_is_neither_whole_nor_damaged() {
    let data = folder();
    let none = match data.place().await {
        Place::Folder(_) => verify(&data, &[]).await,
        Place::Server(url) => {
            let mut command = frontdesk();
            command.args(["audit", "verify"]);
            command.env("FRONTDESK_DATABASE", format!("{}-that-is-not-there", url.expose()));
            command.output().expect("run")
        }
    };
    let said = String::from_utf8_lossy(&none.stderr);
    assert_eq!(none.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    // Nothing is made where there was nothing.
    assert_eq!(std::fs::read_dir(data.path()).expect("a folder").count(), 0);
    let wrong = verify(&data, &["12"]).await;
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("a head is an entry's number"));
}

/// What is of files.
mod sqlite {
    use super::*;

    #[tokio::test]
    async fn a_copy_that_nobody_can_write_to_is_read() {
        let (data, store) = written().await;
        let copy = data.path().join("copy.db");
        run(&store.pools(), format!("VACUUM INTO '{}'", copy.display())).await;
        let other = folder();
        std::fs::rename(&copy, other.path().join("frontdesk.db")).expect("moved");
        assert!(head(&verify(&other, &[]).await).starts_with("6:"));
    }

    #[tokio::test]
    async fn where_there_is_none_it_is_said_how_to_name_another() {
        let none = verify(&folder(), &[]).await;
        let said = String::from_utf8_lossy(&none.stderr);
        assert!(
            said.contains("there is no database") && said.contains("--data"),
            "{said}"
        );
    }
}
