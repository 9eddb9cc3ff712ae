//! What happened to an article besides its text; the history shows it between the revisions.

use app::error::Error;
pub(crate) use app::wiki::port::EventKind;

use super::queries::{self, Writer};
use crate::db::{Conn, Millis};

/// Notes an event in the transaction that causes it. `text` is what the history shows, in German.
pub(crate) async fn record(
    tx: &mut Conn,
    article: i64,
    kind: EventKind,
    text: &str,
    author: Option<Writer>,
    now: Millis,
) -> Result<(), Error> {
    queries::insert_event(tx, article, kind.key(), text, author, now).await
}
