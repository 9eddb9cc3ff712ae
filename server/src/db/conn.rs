//! One connection, of either engine, with or without a transaction around it.

use app::error::Error;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction, pool::PoolConnection};

/// A connection to read with, or one inside a write transaction.
#[derive(Debug)]
pub enum Conn {
    /// Reads from SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// Writes to SQLite.
    SqliteTx(Transaction<'static, Sqlite>),
    /// Reads from PostgreSQL.
    Postgres(PoolConnection<Postgres>),
    /// Writes to PostgreSQL.
    PostgresTx(Transaction<'static, Postgres>),
}

/// The driver's own connection; what the query macros branch on.
#[derive(Debug)]
pub enum Engine<'c> {
    /// SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// PostgreSQL.
    Postgres(&'c mut PgConnection),
}

impl Conn {
    /// The driver's own connection.
    pub fn engine(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(conn) => Engine::Sqlite(conn),
            Self::SqliteTx(tx) => Engine::Sqlite(tx),
            Self::Postgres(conn) => Engine::Postgres(conn),
            Self::PostgresTx(tx) => Engine::Postgres(tx),
        }
    }

    /// Makes the writes of this transaction last.
    pub async fn commit(self) -> Result<(), Error> {
        match self {
            Self::SqliteTx(tx) => tx.commit().await?,
            Self::PostgresTx(tx) => tx.commit().await?,
            Self::Sqlite(_) | Self::Postgres(_) => return Err(Error::fault("commit without a transaction")),
        }
        Ok(())
    }
}
