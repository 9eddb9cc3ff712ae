//! SQLite and PostgreSQL: the same statements, the same schema, the same promises.

use std::collections::{BTreeMap, BTreeSet};

use server::{contract::statements, db::Engine, mail::Mail};
use sqlx::{Executor, SqlSafeStr};
use tests::{Network, on_both};

/// Tables of sqlx itself.
const FOREIGN: &str = "_sqlx_migrations";

/// Column to (type, may be null), for each table.
type Schema = BTreeMap<String, BTreeMap<String, (String, bool)>>;

async fn schema(network: &Network) -> Schema {
    let rows = match network.server.db.engine() {
        "SQLite" => {
            "SELECT t.name || ' ' || c.name || ' ' || c.type || ' ' || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'NO' ELSE 'YES' END
                FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        _ => {
            "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable
                FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let mut schema = Schema::new();
    for row in network.strings(rows).await {
        let mut words = row.split(' ');
        let (table, column) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
        let mut rest: Vec<&str> = words.collect();
        let nullable = rest.pop() == Some("YES");
        if table != FOREIGN {
            schema.entry(table).or_default().insert(column, (common_type(&rest.join(" ")), nullable));
        }
    }
    schema
}

/// What a type is called in both engines.
fn common_type(name: &str) -> String {
    match name.to_uppercase().as_str() {
        "INTEGER" | "BIGINT" => "BIGINT".to_owned(),
        other => other.to_owned(),
    }
}

/// Table and columns of each index, unique ones marked; names may differ.
async fn indexes(network: &Network) -> BTreeSet<String> {
    let rows = match network.server.db.engine() {
        "SQLite" => {
            "SELECT t.name || CASE WHEN i.\"unique\" = 1 THEN ' unique' ELSE '' END || CASE WHEN i.partial = 1 THEN ' partial' ELSE '' END || ': ' ||
                (SELECT group_concat(c.name, ', ') FROM pragma_index_info(i.name) c)
                FROM sqlite_schema t JOIN pragma_index_list(t.name) i WHERE t.type = 'table'"
        }
        _ => {
            "SELECT t.relname || CASE WHEN i.indisunique THEN ' unique' ELSE '' END || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
                || ': ' || (SELECT string_agg(a.attname, ', ' ORDER BY k.position) FROM unnest(i.indkey) WITH ORDINALITY k (number, position)
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number)
                FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
                WHERE n.nspname = current_schema()"
        }
    };
    // the primary key `id` is the row itself in SQLite and an index in PostgreSQL
    network
        .strings(rows)
        .await
        .into_iter()
        .filter(|index| !index.starts_with(FOREIGN) && !index.ends_with(" unique: id"))
        .collect()
}

async fn foreign_keys(network: &Network) -> BTreeSet<String> {
    let rows = match network.server.db.engine() {
        "SQLite" => {
            "SELECT t.name || '.' || k.\"from\" || ' -> ' || k.\"table\" || ' ' || k.on_delete
                FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k WHERE t.type = 'table'"
        }
        _ => {
            "SELECT t.relname || '.' || a.attname || ' -> ' || f.relname || ' ' || CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'NO ACTION' END
                FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
                JOIN pg_namespace n ON n.oid = t.relnamespace WHERE c.contype = 'f' AND n.nspname = current_schema()"
        }
    };
    network.strings(rows).await.into_iter().collect()
}

async fn both() -> (Network, Network) {
    (Network::on_sqlite().await, Network::on_postgres().await)
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = both().await;
    let (one, other) = (schema(&sqlite).await, schema(&postgres).await);
    assert!(one.len() > 10, "{one:?}");
    for (table, columns) in &one {
        assert_eq!(Some(columns), other.get(table), "{table}");
    }
    assert_eq!(one.len(), other.len());
}

#[tokio::test]
async fn both_engines_have_the_same_indexes() {
    let (sqlite, postgres) = both().await;
    assert_eq!(indexes(&sqlite).await, indexes(&postgres).await);
}

#[tokio::test]
async fn both_engines_have_the_same_foreign_keys() {
    let (sqlite, postgres) = both().await;
    let keys = foreign_keys(&sqlite).await;
    assert!(keys.contains("sessions.account_id -> accounts CASCADE"), "{keys:?}");
    assert_eq!(keys, foreign_keys(&postgres).await);
}

on_both! {
    async fn every_statement_can_be_prepared(network) {
        let statements = statements();
        assert!(statements.len() > 60, "{}", statements.len());
        let mut conn = network.server.db.read().await.expect("a connection");
        for (feature, name, text) in statements {
            let text = sqlx::AssertSqlSafe(text).into_sql_str();
            let outcome = match conn.engine() {
                Engine::Sqlite(conn) => conn.prepare(text).await.map(drop),
                Engine::Postgres(conn) => conn.prepare(text).await.map(drop),
            };
            assert!(outcome.is_ok(), "{feature}::{name}: {outcome:?}");
        }
    }

    async fn statements_have_names_of_their_own(network) {
        let names: BTreeSet<_> = statements().into_iter().map(|(feature, name, _)| (feature, name)).collect();
        assert_eq!(names.len(), statements().len(), "{}", network.server.db.engine());
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(network) {
        let mail = Mail { to: "eva@lemgo.de".to_owned(), subject: "Hallo".to_owned(), body: "Hallo".to_owned(), ..Mail::default() };
        let mut tx = network.server.db.begin().await.expect("a transaction");
        network.server.outbox.put(&mut tx, &mail).await.expect("put");
        drop(tx);
        assert_eq!(network.count("outbox").await, 0);

        let mut tx = network.server.db.begin().await.expect("a transaction");
        network.server.outbox.put(&mut tx, &mail).await.expect("put");
        tx.commit().await.expect("committed");
        assert_eq!(network.count("outbox").await, 1);
    }

    async fn what_was_written_is_there_after_a_restart(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let network = network.restarted().await;
        assert_eq!(network.count("accounts").await, 1);
        assert_eq!(network.guest().sign_in("kim@lemgo.de", tests::PASSWORD).await.path(), "/");
    }

    async fn writers_at_once_wait_for_each_other(network) {
        let people: Vec<_> = (0..8).map(|number| format!("person{number}@lemgo.de")).collect();
        let invite = |mail: String| {
            let accounts = network.server.accounts.clone();
            tokio::spawn(async move { accounts.invite("Kim Beispiel", &mail, "lemgo", app::account::Role::Member).await })
        };
        for invited in people.into_iter().map(invite).collect::<Vec<_>>() {
            invited.await.expect("no panic").expect("an invitation");
        }
        assert_eq!(network.count("mail_links").await, 8);
    }
}
