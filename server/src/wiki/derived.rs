//! What is derived from an article: facts for the filters, links, what the search knows. It follows each revision, and is
//! made anew for all articles when a new version of this program derives something else.

use app::{error::Error, search::Kind as SearchKind, wiki::fields::Fields};

use super::{facts, queries};
use crate::{
    db::{Conn, Db},
    search, structure,
};

/// Changes when what is derived does.
const VERSION: &str = "derived-2";

/// Brings up to date what is derived from the current revision of an article.
pub(super) async fn follow(tx: &mut Conn, article: i64, fields: &Fields) -> Result<(), Error> {
    facts::follow(tx, article, fields).await?;
    structure::links::follow(tx, article).await?;
    search::record(tx, SearchKind::Article, article).await
}

/// After an update: makes anew what an older version has derived.
pub(crate) async fn catch_up(db: &Db) -> Result<(), Error> {
    if queries::derived(&mut db.read().await?).await?.is_some_and(|version| version == VERSION) {
        return Ok(());
    }
    let mut last = 0;
    loop {
        let mut tx = db.begin().await?;
        let articles = queries::held_after(&mut tx, last).await?;
        let Some(end) = articles.last().map(|(id, _)| *id) else {
            queries::set_derived(&mut tx, VERSION).await?;
            return tx.commit().await;
        };
        for (id, fields) in articles {
            follow(&mut tx, id, &fields).await?;
        }
        tx.commit().await?;
        last = end;
    }
}
