//! The same documents and queries in what databases bring: SQLite's FTS5, and PostgreSQL's `german` with a GIN index.
//!
//! They answer the twenty best hits, without counts, excerpts, permissions, compounds or typing errors; narrowed, the hits of
//! one topic and Kreis and how many hits each topic has.

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use app::error::Error;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    fill::Network,
    queries::{Asked, Sort},
    texts::{Text, Texts},
};

/// Rows in one go.
const AT_ONCE: u32 = 10_000;

/// A database that can search.
pub(super) enum Rival {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PgConnection),
}

impl Rival {
    /// A new database in a file.
    pub(super) async fn sqlite(file: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).pragma("cache_size", "-64000");
        Ok(Self::Sqlite(SqliteConnection::connect_with(&options).await?))
    }

    /// A server that may be written to.
    pub(super) async fn postgres(url: &str) -> Result<Self, Error> {
        Ok(Self::Postgres(PgConnection::connect(url).await?))
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite FTS5",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Gives it the documents, and has it index them.
    pub(super) async fn fill(&mut self, texts: &Texts, network: &Network, documents: u32) -> Result<(), Error> {
        self.run(match self {
            Self::Sqlite(_) => {
                "CREATE VIRTUAL TABLE bench_documents USING fts5 (title, body, content = '', tokenize = 'unicode61 remove_diacritics 2');
                 CREATE TABLE bench_places (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, district TEXT NOT NULL)"
            }
            Self::Postgres(_) => {
                "DROP TABLE IF EXISTS bench_texts, bench_documents;
                 CREATE UNLOGGED TABLE bench_texts (id BIGINT, title TEXT, body TEXT, topic TEXT, district TEXT)"
            }
        })
        .await?;
        let mut begin = 0;
        while begin < documents {
            let end = documents.min(begin + AT_ONCE);
            match self {
                Self::Sqlite(conn) => insert(conn, texts, network, begin..end).await?,
                Self::Postgres(conn) => copy(conn, texts, network, begin..end).await?,
            }
            begin = end;
        }
        if let Self::Postgres(_) = self {
            self.run(
                "CREATE UNLOGGED TABLE bench_documents AS
                     SELECT id, topic, district, to_tsvector('german', title || ' ' || body) AS words FROM bench_texts;
                 CREATE INDEX bench_words ON bench_documents USING gin (words);
                 DROP TABLE bench_texts;
                 ANALYZE bench_documents",
            )
            .await?;
        }
        Ok(())
    }

    async fn run(&mut self, statements: &str) -> Result<(), Error> {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements.to_owned()));
        match self {
            Self::Sqlite(conn) => conn.execute(statements).await.map(|_| ())?,
            Self::Postgres(conn) => conn.execute(statements).await.map(|_| ())?,
        }
        Ok(())
    }

    /// What it takes on disk.
    pub(super) async fn megabytes(&mut self) -> Result<i64, Error> {
        let (bytes,): (i64,) = match self {
            Self::Sqlite(conn) => {
                sqlx::query_as("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
                    .fetch_one(conn)
                    .await?
            }
            Self::Postgres(conn) => sqlx::query_as("SELECT pg_total_relation_size('bench_documents')").fetch_one(conn).await?,
        };
        Ok(bytes / 1_000_000)
    }

    /// How long it takes; nothing for what it cannot do.
    pub(super) async fn search(&mut self, sort: Sort, asked: &[Asked]) -> Result<Option<Vec<Duration>>, Error> {
        if sort == Sort::Fuzzy {
            return Ok(None);
        }
        let mut times = Vec::with_capacity(asked.len());
        for one in asked {
            let words = self.words(sort, one);
            let begin = Instant::now();
            match self {
                Self::Sqlite(conn) => ask_sqlite(conn, &words, one).await?,
                Self::Postgres(conn) => ask_postgres(conn, &words, one).await?,
            }
            times.push(begin.elapsed());
        }
        Ok(Some(times))
    }

    /// In its own language.
    fn words(&self, sort: Sort, asked: &Asked) -> String {
        let between = match (self, sort) {
            (Self::Sqlite(_), Sort::Phrase) => " ",
            (Self::Sqlite(_), _) => "\" \"",
            (Self::Postgres(_), Sort::Phrase) => " <-> ",
            (Self::Postgres(_), _) => " & ",
        };
        let words = asked.words.join(between);
        match (self, sort) {
            (Self::Sqlite(_), Sort::Beginning) => format!("\"{words}\" *"),
            (Self::Sqlite(_), _) => format!("\"{words}\""),
            (Self::Postgres(_), Sort::Beginning) => format!("{words}:*"),
            (Self::Postgres(_), _) => words,
        }
    }
}

async fn insert(
    conn: &mut SqliteConnection,
    texts: &Texts,
    network: &Network,
    numbers: std::ops::Range<u32>,
) -> Result<(), Error> {
    let mut tx = conn.begin().await?;
    for number in numbers {
        let Text { title, summary, body } = texts.document(number);
        sqlx::query("INSERT INTO bench_documents (rowid, title, body) VALUES ($1, $2, $3 || ' ' || $4)")
            .bind(i64::from(number))
            .bind(title)
            .bind(summary)
            .bind(body)
            .execute(&mut *tx)
            .await?;
        sqlx::query("INSERT INTO bench_places (id, topic, district) VALUES ($1, $2, $3)")
            .bind(i64::from(number))
            .bind(network.topic(number))
            .bind(network.district(number))
            .execute(&mut *tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

async fn copy(conn: &mut PgConnection, texts: &Texts, network: &Network, numbers: std::ops::Range<u32>) -> Result<(), Error> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    for number in numbers {
        let Text { title, summary, body } = texts.document(number);
        let body = format!("{summary} {body}").replace('\0', " ");
        let line = [&number.to_string(), &title, &body, network.topic(number), network.district(number)];
        lines.write_record(line).map_err(|error| Error::fault(error.to_string()))?;
    }
    let lines = lines.into_inner().map_err(|error| Error::fault(error.to_string()))?;
    let mut into = conn.copy_in_raw("COPY bench_texts FROM STDIN (FORMAT csv)").await?;
    into.send(lines.as_slice()).await?;
    into.finish().await?;
    Ok(())
}

async fn ask_sqlite(conn: &mut SqliteConnection, words: &str, asked: &Asked) -> Result<(), Error> {
    let Some((topic, district)) = &asked.place else {
        let all = "SELECT rowid FROM bench_documents WHERE bench_documents MATCH $1 ORDER BY rank LIMIT 20";
        black_box(sqlx::query(all).bind(words).fetch_all(conn).await?);
        return Ok(());
    };
    let narrowed = "SELECT d.rowid FROM bench_documents d JOIN bench_places p ON p.id = d.rowid
        WHERE bench_documents MATCH $1 AND p.topic = $2 AND p.district = $3 ORDER BY rank LIMIT 20";
    let counts = "SELECT p.topic, COUNT(*) FROM bench_documents d JOIN bench_places p ON p.id = d.rowid
        WHERE bench_documents MATCH $1 GROUP BY p.topic";
    black_box(sqlx::query(narrowed).bind(words).bind(topic).bind(district).fetch_all(&mut *conn).await?);
    black_box(sqlx::query(counts).bind(words).fetch_all(conn).await?);
    Ok(())
}

async fn ask_postgres(conn: &mut PgConnection, words: &str, asked: &Asked) -> Result<(), Error> {
    let Some((topic, district)) = &asked.place else {
        let all = "SELECT id FROM bench_documents, to_tsquery('german', $1) asked
            WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT 20";
        black_box(sqlx::query(all).bind(words).fetch_all(conn).await?);
        return Ok(());
    };
    let narrowed = "SELECT id FROM bench_documents, to_tsquery('german', $1) asked
        WHERE words @@ asked AND topic = $2 AND district = $3 ORDER BY ts_rank(words, asked) DESC LIMIT 20";
    let counts =
        "SELECT topic, COUNT(*) FROM bench_documents, to_tsquery('german', $1) asked WHERE words @@ asked GROUP BY topic";
    black_box(sqlx::query(narrowed).bind(words).bind(topic).bind(district).fetch_all(&mut *conn).await?);
    black_box(sqlx::query(counts).bind(words).fetch_all(conn).await?);
    Ok(())
}
