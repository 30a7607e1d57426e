//! A test's own database: SQLite in a folder of its own, or PostgreSQL on the server that `tools/postgres.sh` starts, where `TESTS_ON`
//! says so. The library's unit tests take this file in, too.

use server::store::{Loaded, Place, Store};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{env, path::Path, thread};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;

/// Kept until the end of the test.
pub struct Data {
    folder: TempDir,
    server: Option<Server>,
}

/// A database on the server.
struct Server {
    url: Url,
    name: String,
    made: OnceCell<()>,
}

impl Data {
    /// On the database that the tests run on.
    pub fn new() -> Self {
        let is_on_postgres = env::var("TESTS_ON").is_ok_and(|database| database == "postgres");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let server = is_on_postgres.then(Server::new);
        Self { folder, server }
    }

    /// On PostgreSQL, whatever the tests run on.
    pub fn on_postgres() -> Self {
        Self {
            server: Some(Server::new()),
            ..Self::new()
        }
    }

    /// The folder: where the database is, with SQLite.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the database is.
    pub async fn place(&self) -> Place {
        match &self.server {
            None => Place::Folder(self.path().to_owned()),
            Some(server) => Place::Server(server.database().await.parse().expect("a URL")),
        }
    }

    /// Opens it.
    pub async fn open(&self) -> (Store, Loaded) {
        Store::open(&self.place().await).await.expect("a database")
    }
}

impl Server {
    fn new() -> Self {
        let url = env::var("POSTGRES_FOR_TESTS");
        let url = url.expect(
            "a PostgreSQL server: run the tests by tools/postgres.sh, such as tools/postgres.sh cargo nextest run",
        );
        Self {
            url: url.parse().expect("a URL"),
            name: format!("test_{}", uuid::Uuid::new_v4().simple()),
            made: OnceCell::new(),
        }
    }

    /// The URL of the test's database, which is there from then on.
    async fn database(&self) -> String {
        let make = async || run(&self.url, format!("CREATE DATABASE {}", self.name)).await;
        self.made.get_or_init(make).await;
        let mut url = self.url.clone();
        url.set_path(&self.name);
        url.into()
    }
}

async fn run(server: &Url, sql: String) {
    let mut connection = PgConnection::connect(server.as_str())
        .await
        .expect("the server of the test run");
    connection.execute(AssertSqlSafe(sql)).await.expect("done");
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.made.initialized() {
            return;
        }
        let (url, sql) = (self.url.clone(), format!("DROP DATABASE {} WITH (FORCE)", self.name));
        // The test's own runtime may be ending.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(run(&url, sql));
        });
        // The server takes what is left with it.
        let _ = dropping.join();
    }
}
