//! SQL over public articles.

use app::{error::Error, wiki::Kind};

use super::{Address, Newest};
use crate::db::{Conn, Millis, fetch, sql, timestamp};

sql! {
    COUNT = "SELECT COUNT(*) FROM articles WHERE visibility = 'public'";
    ADDRESSES = "SELECT slug, updated_at FROM articles WHERE visibility = 'public' ORDER BY id LIMIT $1 OFFSET $2";
    NEWEST = "SELECT id, slug, title, kind, summary, created_at, updated_at FROM articles WHERE visibility = 'public'
        ORDER BY updated_at DESC, id DESC LIMIT $1";
}

pub(super) async fn count(conn: &mut Conn) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT)?;
    Ok(count)
}

pub(super) async fn addresses(conn: &mut Conn, limit: i64, offset: i64) -> Result<Vec<Address>, Error> {
    let rows = fetch!(conn, fetch_all as (String, Millis), ADDRESSES, limit, offset)?;
    Ok(rows.into_iter().map(|(slug, updated_at)| Address { slug, updated_at: timestamp(updated_at) }).collect())
}

#[derive(sqlx::FromRow)]
struct NewestRow {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    summary: String,
    created_at: Millis,
    updated_at: Millis,
}

pub(super) async fn newest(conn: &mut Conn, limit: i64) -> Result<Vec<Newest>, Error> {
    let rows = fetch!(conn, fetch_all as NewestRow, NEWEST, limit)?;
    Ok(rows
        .into_iter()
        .map(|row| Newest {
            id: row.id,
            slug: row.slug,
            title: row.title,
            kind: Kind::from_key(&row.kind).unwrap_or(Kind::Article),
            summary: row.summary,
            created_at: timestamp(row.created_at),
            updated_at: timestamp(row.updated_at),
        })
        .collect())
}
