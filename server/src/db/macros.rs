//! The branch between the two engines, written once.

/// Declares the SQL of a feature: constants, and `ALL` of them for the test that prepares each on both engines.
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* const $name: &str = $text;)+
        /// Every statement of this feature, by name.
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

/// Runs a query that returns rows: `fetch!(conn, fetch_all as Row, SQL, a, b)`.
/// The method is one of sqlx's `fetch_all`, `fetch_optional`, `fetch_one`.
macro_rules! fetch {
    ($conn:expr, $method:ident as $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $conn.engine() {
            $crate::db::Engine::Sqlite(conn) => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.$method(conn).await,
            $crate::db::Engine::Postgres(conn) => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.$method(conn).await,
        }
    };
}

/// Runs a statement and returns how many rows it touched: `execute!(conn, SQL, a, b)`.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $conn.engine() {
            $crate::db::Engine::Sqlite(conn) => {
                sqlx::query($sql)$(.bind($bind))*.execute(conn).await.map(|done| done.rows_affected())
            }
            $crate::db::Engine::Postgres(conn) => {
                sqlx::query($sql)$(.bind($bind))*.execute(conn).await.map(|done| done.rows_affected())
            }
        }
    };
}

pub(crate) use {execute, fetch, sql};
