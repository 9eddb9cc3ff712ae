//! Tells search what has changed, in the transaction that changes it.

use app::{error::Error, search::Kind};

use super::queries;
use crate::db::Conn;

/// Notes that a question (also one of its answers), an article or an organisation was written or removed.
///
/// Every node reads the changes in the order of their numbers, so that order has to be the order of commits: PostgreSQL
/// holds a lock from here to the end of the transaction (SQLite has one writer anyhow). Call it last, to keep that short.
pub async fn record(conn: &mut Conn, kind: Kind, id: i64) -> Result<(), Error> {
    queries::wait_for_turn(conn).await?;
    let seq = queries::record(conn, kind, id).await?;
    // here and not where things are published: so no way to publish, import, restore or open something is forgotten
    queries::appear(conn, kind, id, seq).await
}

/// Notes everything that belongs to a topic.
pub async fn record_topic(conn: &mut Conn, topic: &str) -> Result<(), Error> {
    queries::wait_for_turn(conn).await?;
    queries::record_topic(conn, topic).await
}

/// Notes everything with a tag.
pub async fn record_tag(conn: &mut Conn, tag: i64) -> Result<(), Error> {
    queries::wait_for_turn(conn).await?;
    queries::record_tag(conn, tag).await
}

/// Notes that every node has to build its index anew.
pub(super) async fn demand_rebuild(conn: &mut Conn) -> Result<(), Error> {
    queries::wait_for_turn(conn).await?;
    queries::record_other(conn, queries::REBUILD_DEMANDED).await
}

/// Notes that the table of synonyms is another one now. Nothing is indexed anew; every node that reads the changes sees
/// that it has to load the table.
pub async fn record_synonyms(conn: &mut Conn) -> Result<(), Error> {
    queries::wait_for_turn(conn).await?;
    queries::record_other(conn, queries::SYNONYMS_CHANGED).await
}
