//! SQLite and PostgreSQL behind one type; every query is written once.
//!
//! `Db` hands out a [`Conn`]: one to read with, or one that holds a write transaction. All SQL stands in the
//! `queries.rs` of a feature, as constants that [`sql!`] declares, with `$1` placeholders and common ground only;
//! [`fetch!`] and [`execute!`] run them on whichever engine the connection has.

mod conn;
mod macros;
mod migrate;
mod time;

use std::{path::Path, str::FromStr, time::Duration};

use app::error::Error;
use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use conn::{Conn, Engine};
pub(crate) use macros::{execute, fetch, sql};
pub use time::{Clock, Millis, timestamp};

/// How long a request waits for a connection before it is told that the network is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file on this machine.
    Sqlite {
        /// Readers, side by side (WAL).
        read: SqlitePool,
        /// The one writer: SQLite has one write lock, so a queue of our own is fairer than `SQLITE_BUSY`.
        write: SqlitePool,
    },
    /// A server, perhaps shared by several nodes.
    Postgres(PgPool),
}

impl Db {
    /// Opens (and creates, for SQLite) the database at a URL `sqlite:…` or `postgresql://…`, and migrates it.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let db = if url.starts_with("postgres") {
            Self::postgres(url).await?
        } else {
            Self::sqlite(SqliteConnectOptions::from_str(url)?).await?
        };
        migrate::run(&db).await?;
        Ok(db)
    }

    /// Opens the database file in the data directory.
    pub async fn in_folder(folder: &Path) -> Result<Self, Error> {
        let db = Self::sqlite(SqliteConnectOptions::new().filename(folder.join("wissensnetz.sqlite3"))).await?;
        migrate::run(&db).await?;
        Ok(db)
    }

    async fn sqlite(options: SqliteConnectOptions) -> Result<Self, Error> {
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // an acknowledged write survives a power cut
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(256)
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "memory");
        let write = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options.clone()).await?;
        let readers = std::thread::available_parallelism().map_or(4, usize::from).max(2) * 2;
        let read = SqlitePoolOptions::new()
            .max_connections(u32::try_from(readers).unwrap_or(16))
            .acquire_timeout(PATIENCE)
            // a local file does not go away; asking each time costs more than the query
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    async fn postgres(url: &str) -> Result<Self, Error> {
        let pool = PgPoolOptions::new()
            .max_connections(20)
            .acquire_timeout(PATIENCE)
            .connect_with(PgConnectOptions::from_str(url)?)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<Conn, Error> {
        Ok(match self {
            Self::Sqlite { read, .. } => Conn::Sqlite(read.acquire().await?),
            Self::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    /// A write transaction; rolled back unless [`Conn::commit`] is called.
    pub async fn begin(&self) -> Result<Conn, Error> {
        Ok(match self {
            // IMMEDIATE takes the write lock now: a transaction that first reads and then writes cannot fail half-way
            Self::Sqlite { write, .. } => Conn::SqliteTx(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Conn::PostgresTx(pool.begin().await?),
        })
    }

    /// The name of the engine, for people.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Closes all connections; for SQLite this folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Whether an error says that a UNIQUE rule was broken.
#[must_use]
pub fn is_taken(error: &Error) -> bool {
    database_error(error).is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

fn database_error(error: &Error) -> Option<&dyn sqlx::error::DatabaseError> {
    let Error::Fault(fault) = error else { return None };
    fault.downcast_ref::<sqlx::Error>()?.as_database_error()
}
