//! A whole network in this process, on a database of its own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use app::account::Viewer;
use axum::Router;
use jiff::Timestamp;
use server::{
    Server,
    attachment::text::Extractor,
    config::Config,
    db::{Clock, Engine},
    mail::Mail,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;

use crate::Visitor;

/// A network with the organisations of Ostwestfalen-Lippe and nobody in it.
pub struct Network {
    /// The application.
    pub server: Server,
    /// Its settings.
    pub config: Config,
    pub(crate) router: Router,
    time: Arc<AtomicI64>,
    folder: TempDir,
}

/// When every story begins.
const START: &str = "2026-11-21T08:00:00Z";
static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Network {
    /// On SQLite, in a folder of its own.
    pub async fn on_sqlite() -> Self {
        Self::on(None).await
    }

    /// On PostgreSQL, in a schema of its own.
    ///
    /// # Panics
    /// Without `WISSENSNETZ_TEST_POSTGRES`: run `make test`, or `.ci/steps/with-postgres.sh cargo test --workspace`.
    pub async fn on_postgres() -> Self {
        let url = std::env::var("WISSENSNETZ_TEST_POSTGRES").expect(
            "WISSENSNETZ_TEST_POSTGRES is not set: run `make test`, or `.ci/steps/with-postgres.sh cargo test --workspace`",
        );
        let schema = format!("story_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut admin = PgConnection::connect(&url).await.expect("PostgreSQL answers");
        admin.execute(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).await.expect("a schema");
        let separator = if url.contains('?') { '&' } else { '?' };
        Self::on(Some(format!("{url}{separator}options[search_path]={schema}"))).await
    }

    async fn on(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config {
            data_dir: folder.path().to_owned(),
            database_url,
            weak_passwords: true,
            require_factor: false,
            extractor: Extractor::Here,
            public_url: "http://localhost:3000".parse().expect("a URL"),
            ..Config::default()
        };
        let start: Timestamp = START.parse().expect("a timestamp");
        let time = Arc::new(AtomicI64::new(start.as_millisecond()));
        let clock = clock_of(&time);
        let server = Server::build(&config, clock).await.unwrap_or_else(|error| panic!("the network starts: {error}"));
        let router = server.router();
        Self { server, config, router, time, folder }
    }

    /// The same network after a restart: same data, new process.
    pub async fn restarted(self) -> Self {
        self.restarted_with(|_| {}).await
    }

    /// The same network after a restart with other settings.
    pub async fn restarted_with(self, change: impl FnOnce(&mut Config)) -> Self {
        let Self { server, mut config, time, folder, router } = self;
        change(&mut config);
        drop(router);
        server.db.close().await;
        drop(server);
        let server = Server::build(&config, clock_of(&time)).await.unwrap_or_else(|error| panic!("the network starts: {error}"));
        let router = server.router();
        Self { server, config, router, time, folder }
    }

    /// Somebody without an account in front of a browser.
    #[must_use]
    pub fn guest(&self) -> Visitor {
        Visitor::new(self.router.clone())
    }

    /// A browser in which this person is signed in.
    pub async fn browser_of(&self, person: &Viewer) -> Visitor {
        let session = self.server.accounts.session_for(person.id()).await.expect("a session");
        Visitor::new(self.router.clone()).with_cookie(&self.server.cookie(&session.token))
    }

    /// Lets time pass.
    pub fn wait_minutes(&self, minutes: i64) {
        self.time.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Lets less time pass.
    pub fn wait_seconds(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        let millis = u64::try_from(self.time.load(Ordering::SeqCst)).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {table}")).await
    }

    /// The number that a statement returns.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut conn = self.server.db.read().await.expect("a connection");
        let sql = AssertSqlSafe(sql.to_owned());
        match conn.engine() {
            Engine::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.expect("a number"),
            Engine::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.expect("a number"),
        }
    }

    /// Changes the database behind the back of the server.
    pub async fn change(&self, sql: &str) {
        let mut tx = self.server.db.begin().await.expect("a transaction");
        let sql = AssertSqlSafe(sql.to_owned());
        match tx.engine() {
            Engine::Sqlite(conn) => drop(conn.execute(sql).await.expect("changed")),
            Engine::Postgres(conn) => drop(conn.execute(sql).await.expect("changed")),
        }
        tx.commit().await.expect("committed");
    }

    /// The texts that a statement returns, one a row.
    pub async fn strings(&self, sql: &str) -> Vec<String> {
        let mut conn = self.server.db.read().await.expect("a connection");
        let sql = AssertSqlSafe(sql.to_owned());
        match conn.engine() {
            Engine::Sqlite(conn) => sqlx::query_scalar(sql).fetch_all(conn).await.expect("rows"),
            Engine::Postgres(conn) => sqlx::query_scalar(sql).fetch_all(conn).await.expect("rows"),
        }
    }

    /// Mails that were written and not yet sent, oldest first.
    pub async fn mails(&self) -> Vec<Mail> {
        self.server.outbox.waiting().await.expect("the outbox")
    }

    /// The link in the last mail, without the host.
    pub async fn link_in_last_mail(&self) -> String {
        let mail = self.mails().await.pop().expect("a mail");
        link_in(&mail).unwrap_or_else(|| panic!("no link in {mail:?}"))
    }

    /// All links in mails, oldest first, without the host.
    pub async fn links_in_mails(&self) -> Vec<String> {
        self.mails().await.iter().filter_map(link_in).collect()
    }

    /// Sends the mails that are due; returns how many were sent.
    pub async fn send_mails(&self) -> usize {
        self.server.outbox.send_due(&self.server.transport).await.unwrap_or_else(|error| panic!("the outbox: {error}"))
    }

    /// Reads the text of the files that wait; returns how many there were.
    pub async fn read_files(&self) -> usize {
        self.server.attachments.read_waiting().await.unwrap_or_else(|error| panic!("the files: {error}"))
    }

    /// Brings the search index up to date.
    pub async fn index(&self) {
        self.server.search.catch_up().await.unwrap_or_else(|error| panic!("the index: {error}"));
    }
}

fn link_in(mail: &Mail) -> Option<String> {
    let link = mail.body.split_whitespace().find(|word| word.contains("schluessel="))?;
    link.find("://").and_then(|scheme| link[scheme + 3..].find('/').map(|path| link[scheme + 3 + path..].to_owned()))
}

fn clock_of(time: &Arc<AtomicI64>) -> Clock {
    let time = Arc::clone(time);
    Clock::new(move || Timestamp::from_millisecond(time.load(Ordering::SeqCst)).expect("a time"))
}
