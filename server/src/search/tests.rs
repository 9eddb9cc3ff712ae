//! Through the whole of search, on a database in a file.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use app::{
    account::{Employer, Member, Role, Viewer},
    error::Error,
    list::Slice,
    search::{
        Kind,
        port::{Query, Results, Search},
    },
    wiki::fields::Facet,
};

use super::{SearchService, record};
use crate::db::{Clock, Conn, Db, execute};

/// A folder that goes with the test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("search-test-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A network with three organisations and whatever a test writes.
struct Network {
    db: Db,
    search: Arc<SearchService>,
    folder: Folder,
}

impl Network {
    async fn new() -> Self {
        let folder = Folder::new();
        let db = Db::in_folder(folder.path()).await.expect("a database");
        let search = open(&db, &folder);
        let network = Self { db, search, folder };
        for (id, slug, name, kind, district) in [
            (1, "kreis-lippe", "Kreis Lippe", "district", "kreis-lippe"),
            (2, "lemgo", "Lemgo", "town", "kreis-lippe"),
            (3, "bielefeld", "Bielefeld", "city", "bielefeld"),
        ] {
            let sql = "INSERT INTO organisations (id, slug, name, kind, district) VALUES ($1, $2, $3, $4, $5)";
            network.write(Kind::Organisation, id, async |conn| execute!(conn, sql, id, slug, name, kind, district)).await;
        }
        let sql = "INSERT INTO accounts (id, name, mail, mail_key, password_hash, role, organisation_id, created_at) \
                   VALUES (1, 'Erika Beispiel', 'e@lemgo.de', 'e@lemgo.de', '', 'member', 2, 0)";
        network.write(Kind::Organisation, 1, async |conn| execute!(conn, sql)).await;
        network
    }

    /// Writes and records in one transaction, as the use cases do.
    async fn write(&self, kind: Kind, id: i64, write: impl AsyncFnOnce(&mut Conn) -> Result<u64, sqlx::Error>) {
        let mut tx = self.db.begin().await.expect("a transaction");
        write(&mut tx).await.expect("written");
        record(&mut tx, kind, id).await.expect("recorded");
        tx.commit().await.expect("committed");
    }

    async fn article(&self, id: i64, title: &str, body: &str, visibility: &str, organisation: i64) {
        self.write(Kind::Article, id, async |conn| {
            let sql = "INSERT INTO articles (id, slug, title, kind, visibility, summary, organisation_id, revision, \
                       created_at, updated_at) VALUES ($1, $2, $3, 'guide', $4, '', $5, 1, 0, $1)";
            execute!(conn, sql, id, format!("artikel-{id}"), title, visibility, organisation)?;
            let sql = "INSERT INTO revisions (article_id, number, title, body, note, created_at) VALUES ($1, 1, $2, $3, '', 0)";
            execute!(conn, sql, id, title, body)
        })
        .await;
    }

    async fn question(&self, id: i64, title: &str, body: &str) {
        self.write(Kind::Question, id, async |conn| {
            let sql =
                "INSERT INTO questions (id, title, body, author_id, organisation_id, created_at) VALUES ($1, $2, $3, 1, 2, 0)";
            execute!(conn, sql, id, title, body)
        })
        .await;
    }

    async fn answer(&self, question: i64, body: &str) {
        self.write(Kind::Question, question, async |conn| {
            let sql = "INSERT INTO answers (question_id, body, author_id, organisation_id, created_at) VALUES ($1, $2, 1, 2, 0)";
            execute!(conn, sql, question, body)?;
            execute!(conn, "UPDATE questions SET answer_count = answer_count + 1 WHERE id = $1", question)
        })
        .await;
    }

    async fn find_as(&self, viewer: &Viewer, query: Query) -> Results {
        self.search.catch_up().await.expect("caught up");
        self.search.find(viewer, &query, Slice::page(1)).await.expect("results")
    }

    /// The titles a member finds.
    async fn find(&self, text: &str) -> Vec<String> {
        titles(self.find_as(&member(), typed(text)).await)
    }
}

fn open(db: &Db, folder: &Folder) -> Arc<SearchService> {
    let clock = Clock::new(|| "2026-11-02T12:00:00Z".parse().expect("a time"));
    SearchService::open(db.clone(), &folder.path().join("search"), clock).expect("an index")
}

fn member() -> Viewer {
    let organisation = Employer { id: 2, slug: "lemgo".into(), name: "Lemgo".into(), district: None };
    Viewer::member_is(Member { id: 1, name: "Erika Beispiel".into(), role: Role::Member, organisation })
}

fn typed(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

fn counts(results: &Results, facet: Facet) -> Vec<(&str, i64)> {
    let of_facet = results.facets.iter().filter(|one| one.fact.facet == facet);
    of_facet.map(|one| (one.fact.value.as_str(), one.count)).collect()
}

fn titles(results: Results) -> Vec<String> {
    results.hits.into_iter().map(|hit| hit.title).collect()
}

#[tokio::test]
async fn inflected_and_respelled_words_find() {
    let network = Network::new().await;
    network.article(1, "Gewerbeanmeldung online", "Was im Bürgerbüro nötig ist.", "public", 2).await;
    network.article(2, "Bikesharing", "Räder in der Stadt.", "public", 3).await;
    for text in ["gewerbeanmeldungen", "Buergerbuero", "burgerburo", "GEWERBEANMELDUNG bürgerbüro"] {
        assert_eq!(network.find(text).await, ["Gewerbeanmeldung online"], "{text}");
    }
    assert!(network.find("Parkausweis").await.is_empty());
    assert!(network.find("").await.is_empty());
}

#[tokio::test]
async fn the_title_and_all_words_count_more() {
    let network = Network::new().await;
    network.article(1, "Haushalt", "Hier geht es um Zahlen. Parken auch.", "public", 2).await;
    network.article(2, "Zahlen", "Ein Satz über den Haushalt und noch mehr Sätze.", "public", 2).await;
    network.article(3, "Haushalt Haushalt", "Nur der Haushalt.", "public", 2).await;
    assert_eq!(network.find("Haushalt").await.last().map(String::as_str), Some("Zahlen"));
    // everything has one of the words, one document has both
    assert_eq!(network.find("Haushalt parken").await[0], "Haushalt");
    assert_eq!(network.find("Haushalt parken").await.len(), 3);
}

#[tokio::test]
async fn phrases_and_exclusions_narrow() {
    let network = Network::new().await;
    network.article(1, "Eins", "Die mobile Verwaltung hat Geräte.", "public", 2).await;
    network.article(2, "Zwei", "Viele mobile Geräte in Lemgo.", "public", 2).await;
    assert_eq!(network.find("\"mobile Geräte\"").await, ["Zwei"]);
    assert_eq!(network.find("mobile -Verwaltung").await, ["Zwei"]);
    assert_eq!(network.find("mobile -\"mobile Geräte\"").await, ["Eins"]);
}

#[tokio::test]
async fn a_compound_with_hyphen_is_found_in_every_spelling() {
    let network = Network::new().await;
    network.article(1, "Eins", "Die E-Akte kommt.", "public", 2).await;
    network.article(2, "Zwei", "Die eAkte kommt.", "public", 2).await;
    network.article(3, "Drei", "Die E Akte kommt.", "public", 2).await;
    assert_eq!(network.find("E-Akte").await.len(), 3);
    assert_eq!(network.find("eakten").await.len(), 2);
    assert_eq!(network.find("\"E-Akte kommt\"").await.len(), 2);
}

#[tokio::test]
async fn guests_find_count_and_are_offered_only_what_is_public() {
    let network = Network::new().await;
    network.article(1, "Parken öffentlich", "Parken", "public", 2).await;
    network.article(2, "Parken intern", "Parken", "members", 2).await;
    network.question(3, "Parken fragen", "Parken?").await;
    let guest = Viewer::guest();
    let results = network.find_as(&guest, typed("parken")).await;
    assert_eq!((results.total, results.kinds[0].1, results.kinds[1].1), (1, 1, 0));
    assert_eq!(counts(&results, Facet::District), [("kreis-lippe", 1)]);
    assert_eq!(titles(results), ["Parken öffentlich"]);
    assert_eq!(network.search.suggest(&guest, "park").await.expect("suggestions").len(), 1);
    assert_eq!(network.search.suggest(&member(), "park").await.expect("suggestions").len(), 3);
    assert_eq!(network.find("parken").await.len(), 3);
}

#[tokio::test]
async fn a_stale_index_does_not_leak() {
    let network = Network::new().await;
    network.article(1, "Parken", "Geheimnis", "public", 2).await;
    network.search.catch_up().await.expect("caught up");
    let mut tx = network.db.begin().await.expect("a transaction");
    execute!(tx, "UPDATE articles SET visibility = 'members'").expect("hidden");
    tx.commit().await.expect("committed");
    let results = network.find_as(&Viewer::guest(), typed("parken")).await;
    assert!(results.hits.is_empty());
    assert!(network.search.suggest(&Viewer::guest(), "park").await.expect("suggestions").is_empty());
}

#[tokio::test]
async fn filters_narrow_and_counts_ignore_their_own_filter() {
    let network = Network::new().await;
    network.article(1, "Wahl in Lemgo", "Wahl", "public", 2).await;
    network.article(2, "Wahl in Bielefeld", "Wahl", "public", 3).await;
    network.question(3, "Wahl: wie?", "Wahl").await;
    let query = Query::of([("q", "wahl"), ("art", "article"), ("kreis", "kreis-lippe")]);
    let results = network.find_as(&member(), query).await;
    assert_eq!(results.total, 1);
    // the Kreis narrows the kinds, and the kind the Kreise, but neither itself
    assert_eq!(results.kinds, [(Kind::Article, 1), (Kind::Question, 1), (Kind::Organisation, 0)]);
    assert_eq!(counts(&results, Facet::District), [("bielefeld", 1), ("kreis-lippe", 1)]);
    assert_eq!(titles(results), ["Wahl in Lemgo"]);
}

#[tokio::test]
async fn facts_of_articles_are_found_counted_and_filter() {
    let network = Network::new().await;
    network.article(1, "Wahl in Lemgo", "Wahl", "public", 2).await;
    network.article(2, "Wahl in Bielefeld", "Wahl", "public", 3).await;
    network.question(3, "Wahl: wie?", "Wahl").await;
    for (id, fields) in [(1, r#"{"software":"Tevis\nNode-RED"}"#), (2, r#"{"software":"tevis"}"#)] {
        let sql = "UPDATE articles SET fields = $2 WHERE id = $1";
        network.write(Kind::Article, id, async |conn| execute!(conn, sql, id, fields)).await;
    }
    let results = network.find_as(&member(), typed("wahl")).await;
    assert_eq!((results.total, counts(&results, Facet::Software)), (3, vec![("tevis", 2), ("node-red", 1)]));
    let query = Query::of([("q", "wahl"), ("software", "node-red"), ("software", "nichts")]);
    let results = network.find_as(&member(), query).await;
    assert_eq!((results.total, results.kinds[0]), (1, (Kind::Article, 1)));
    assert_eq!(titles(results), ["Wahl in Lemgo"]);
    // they are words too
    assert_eq!(network.find("Node-RED").await, ["Wahl in Lemgo"]);
}

#[tokio::test]
async fn an_answer_is_found_with_its_question_and_shown() {
    let network = Network::new().await;
    network.question(1, "Wie läuft das?", "Ich weiß es nicht.").await;
    network.answer(1, "Mit **Terminvergabe** im Rathaus.").await;
    let results = network.find_as(&member(), typed("Terminvergabe")).await;
    let hit = &results.hits[0];
    assert_eq!((hit.path.as_str(), hit.label.as_str()), ("/fragen/1/wie-laeuft-das", "beantwortet"));
    assert!(hit.meta.starts_with("Lemgo, Kreis Lippe · am 1. Januar 1970"), "{}", hit.meta);
    assert!(hit.snippet.contains("Mit <mark>Terminvergabe</mark> im Rathaus."), "{}", hit.snippet);
}

#[tokio::test]
async fn organisations_are_found_by_name_and_beginning() {
    let network = Network::new().await;
    network.article(1, "Bericht", "Ein Text über Lemgo und Lemgo.", "public", 2).await;
    assert_eq!(network.find("lemgo").await[0], "Lemgo");
    assert_eq!(network.find("Kreis Lippe").await[0], "Kreis Lippe");
    let offered = network.search.suggest(&Viewer::guest(), "Lem").await.expect("suggestions");
    let offered: Vec<_> = offered.iter().map(|hit| (hit.title.as_str(), hit.path.as_str(), hit.meta.as_str())).collect();
    assert_eq!(offered, [("Lemgo", "/kommunen/lemgo", "Stadt · Kreis Lippe")]);
}

#[tokio::test]
async fn suggestions_complete_the_last_word_and_know_inflections() {
    let network = Network::new().await;
    network.article(1, "Leitfaden Gewerbeanmeldung", "Text", "public", 2).await;
    network.article(2, "Gewerbesteuer", "Text", "public", 2).await;
    network.search.catch_up().await.expect("caught up");
    for (text, number) in [
        ("gew", 2),
        ("gewerbea", 1),
        ("gewerbeanmeldu", 1),
        ("Gewerbeanmeldungen", 1),
        ("Leitfäden gew", 1),
        ("", 0),
        ("xyz", 0),
        ("-\"", 0),
    ] {
        let offered = network.search.suggest(&member(), text).await.expect("suggestions");
        assert_eq!(offered.len(), number, "{text}");
    }
}

#[tokio::test]
async fn a_change_replaces_and_a_deletion_removes() {
    let network = Network::new().await;
    network.article(1, "Alt", "Text", "public", 2).await;
    assert_eq!(network.find("Text").await, ["Alt"]);
    let sql = "UPDATE articles SET title = 'Neu'";
    network.write(Kind::Article, 1, async |conn| execute!(conn, sql)).await;
    assert_eq!(network.find("Text").await, ["Neu"]);
    assert!(network.find("Alt").await.is_empty());
    network.write(Kind::Article, 1, async |conn| execute!(conn, "DELETE FROM articles")).await;
    assert!(network.find("Text").await.is_empty());
}

#[tokio::test]
async fn the_index_follows_resumes_and_can_be_rebuilt() {
    let network = Network::new().await;
    network.article(1, "Eins", "Text", "public", 2).await;
    assert!(network.search.lag().await.expect("a lag") > 0);
    assert_eq!(network.search.catch_up().await.expect("caught up"), 4);
    assert_eq!(network.search.lag().await.expect("a lag"), 0);
    assert_eq!(network.search.catch_up().await.expect("caught up"), 0);

    let Network { db, search, folder } = network;
    drop(search);
    let search = open(&db, &folder);
    assert_eq!(search.lag().await.expect("a lag"), 0);
    assert_eq!(search.rebuild().await.expect("rebuilt"), 4);
    let network = Network { db, search, folder };
    assert_eq!(network.find("Text").await, ["Eins"]);
}

#[tokio::test]
async fn an_index_ahead_of_the_database_is_built_anew() {
    let network = Network::new().await;
    network.article(1, "Eins", "Text", "public", 2).await;
    assert_eq!(network.find("Text").await, ["Eins"]);
    let mut tx = network.db.begin().await.expect("a transaction");
    execute!(tx, "DELETE FROM articles").expect("deleted");
    execute!(tx, "DELETE FROM search_changes WHERE kind = 'article'").expect("deleted");
    tx.commit().await.expect("committed");
    assert!(network.find("Text").await.is_empty());
    assert_eq!(network.search.lag().await.expect("a lag"), 0);
}

#[tokio::test]
async fn nodes_follow_the_same_changes_each_with_an_index_of_its_own() {
    let network = Network::new().await;
    let folder = Folder::new();
    let other = open(&network.db, &folder);
    network.article(1, "Eins", "Text", "public", 2).await;
    assert_eq!(other.catch_up().await.expect("caught up"), 4);
    assert_eq!(network.find("Text").await, ["Eins"]);
    network.write(Kind::Article, 1, async |conn| execute!(conn, "DELETE FROM articles")).await;
    assert_eq!(network.search.catch_up().await.expect("caught up"), 1);
    assert_eq!((network.search.lag().await.expect("a lag"), other.lag().await.expect("a lag")), (0, 1));
    assert_eq!(other.catch_up().await.expect("caught up"), 1);
}

#[tokio::test]
async fn a_demand_builds_the_index_of_every_node_anew_once() {
    let network = Network::new().await;
    let folder = Folder::new();
    let other = open(&network.db, &folder);
    network.article(1, "Eins", "Text", "public", 2).await;
    for node in [&network.search, &other] {
        assert_eq!(node.catch_up().await.expect("caught up"), 4);
    }
    network.search.demand_rebuild().await.expect("demanded");
    for node in [&network.search, &other] {
        assert_eq!(node.catch_up().await.expect("rebuilt"), 4);
        assert_eq!(node.catch_up().await.expect("caught up"), 0);
    }
    drop(other);
    assert_eq!(open(&network.db, &folder).catch_up().await.expect("caught up"), 0);
    assert_eq!(network.find("Text").await, ["Eins"]);
}

#[tokio::test]
async fn a_command_beside_the_server_demands_and_the_server_builds() {
    let network = Network::new().await;
    network.article(1, "Eins", "Text", "public", 2).await;
    assert_eq!(network.find("Text").await, ["Eins"]);
    let command = open(&network.db, &network.folder);
    command.demand_rebuild().await.expect("demanded");
    assert!(matches!(command.catch_up().await, Err(Error::Unavailable(_))));
    assert!(matches!(command.rebuild().await, Err(Error::Unavailable(_))));
    assert_eq!(network.search.catch_up().await.expect("rebuilt"), 4);
    assert_eq!(network.find("Text").await, ["Eins"]);
}

#[tokio::test]
async fn what_changes_while_another_index_is_built_is_in_it() {
    let network = Network::new().await;
    for id in 1..=40 {
        network.article(id, &format!("Text {id}"), "Wort", "public", 2).await;
    }
    network.search.catch_up().await.expect("caught up");
    let (built, ()) = tokio::join!(network.search.rebuild(), async {
        for id in 41..=60 {
            network.article(id, &format!("Text {id}"), "Wort", "public", 2).await;
            network.search.catch_up().await.expect("caught up");
            assert_eq!(network.find_as(&Viewer::guest(), typed("Wort")).await.total, id);
        }
    });
    assert!(built.expect("rebuilt") >= 43);
    network.search.catch_up().await.expect("caught up");
    assert_eq!(network.find_as(&Viewer::guest(), typed("Wort")).await.total, 60);
}

#[tokio::test]
async fn the_background_task_follows_when_poked_and_stops() {
    let network = Network::new().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let task = tokio::spawn(Arc::clone(&network.search).run(async { drop(stopped.await) }));
    network.article(1, "Eins", "Text", "public", 2).await;
    network.search.poke();
    let mut waited = 0;
    while network.search.lag().await.expect("a lag") > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        waited += 1;
        assert!(waited < 500, "the task does not follow");
    }
    drop(stop);
    task.await.expect("stopped");
}

#[tokio::test]
async fn pages_follow_one_another_and_end() {
    let network = Network::new().await;
    for id in 1..=45 {
        network.article(id, &format!("Wahl {id}"), "Wahl", "public", 2).await;
    }
    network.search.catch_up().await.expect("caught up");
    let mut seen = std::collections::HashSet::new();
    for (page, length) in [(1, 20), (2, 20), (3, 5), (4, 0), (100_000, 0)] {
        let results = network.search.find(&member(), &typed("wahl"), Slice::page(page)).await.expect("results");
        assert_eq!((results.total, results.hits.len()), (45, length));
        seen.extend(titles(results));
    }
    assert_eq!(seen.len(), 45);
}

#[tokio::test]
async fn hostile_queries_get_an_answer() {
    let network = Network::new().await;
    network.article(1, "Wahl", "der die das Wahl", "public", 2).await;
    let long = (0..3000).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
    let chain = "a-".repeat(5000);
    for text in [
        long.as_str(),
        &chain,
        "der die das",
        "\"",
        "-",
        "--",
        "\0",
        "\"der die\" -\"",
        "(a OR b) AND c:[* TO *]",
        "a\u{202e}b",
        "''; DROP",
    ] {
        network.find_as(&member(), typed(text)).await;
        network.search.suggest(&member(), text).await.expect("suggestions");
    }
    assert_eq!(network.find("der die das").await, ["Wahl"]);
    let strange = Query::of([("q", "wahl"), ("kreis", "\0'\""), ("art", "quatsch")]);
    assert_eq!(network.find_as(&member(), strange).await.total, 1);
}

/// Makes the articles overdue, or due only tomorrow.
async fn due(network: &Network, ids: &[i64], when: &str) {
    let due = when.parse::<jiff::Timestamp>().expect("a time").as_millisecond();
    for id in ids.iter().copied() {
        let sql = "UPDATE articles SET review_due = $2 WHERE id = $1";
        network.write(Kind::Article, id, async |conn| execute!(conn, sql, id, due)).await;
    }
}

#[tokio::test]
async fn of_two_alike_the_one_that_was_checked_comes_first() {
    let network = Network::new().await;
    for (id, title) in [(1, "Alt"), (2, "Neu"), (3, "Ohne Datum")] {
        network.article(id, title, "Die Drohne fliegt über den Fluss.", "members", 2).await;
    }
    due(&network, &[1], "2026-11-02T12:00:00Z").await;
    due(&network, &[2], "2026-11-03T12:00:00Z").await;
    let found = network.find("drohne").await;
    assert_eq!(found.last().map(String::as_str), Some("Alt"), "{found:?}");
}

#[tokio::test]
async fn an_overdue_article_about_something_stands_before_one_that_mentions_it() {
    let network = Network::new().await;
    let aside = "Der Bauhof hat vieles angeschafft: Besen, Schaufeln, einen Bagger und eine Drohne. ".to_owned()
        + &"Der Rest ist Alltag. ".repeat(20);
    network.article(1, "Die Drohne im Einsatz", "Wie die Drohne hilft, und was eine Drohne kostet.", "members", 2).await;
    network.article(2, "Aus dem Bauhof", &aside, "members", 2).await;
    for id in 3..30 {
        network.article(id, &format!("Anderes {id}"), "Ganz anderes steht hier.", "members", 2).await;
    }
    due(&network, &[1], "2020-01-01T00:00:00Z").await;
    assert_eq!(network.find("drohne").await, ["Die Drohne im Einsatz", "Aus dem Bauhof"]);
}

#[tokio::test]
async fn an_overdue_article_with_all_words_stands_before_one_with_some() {
    let network = Network::new().await;
    network.article(1, "Drohne am Fluss", "Hochwasser.", "members", 2).await;
    network.article(2, "Drohne", "Drohne, Drohne, Drohne.", "members", 2).await;
    due(&network, &[1], "2020-01-01T00:00:00Z").await;
    assert_eq!(network.find("drohne hochwasser").await, ["Drohne am Fluss", "Drohne"]);
}
