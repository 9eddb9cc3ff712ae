//! The process is killed while it writes: the database keeps what it has acknowledged, and the index catches up with it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use app::{
    account::Viewer,
    list::Slice,
    search::port::{Query, Search},
    wiki::port::{ArticleFilter, Wiki},
};
use server::{Server, config::Config, db::Clock};
use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};

const ARTICLES: usize = 150;
/// How long another process may take.
const PATIENCE: Duration = Duration::from_mins(2);

fn wissensnetz(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wissensnetz"));
    command.arg("--data-dir").arg(data).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A folder with Markdown files, and an empty one for the data.
fn folders() -> (tempfile::TempDir, tempfile::TempDir) {
    let (texts, data) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    for number in 0..ARTICLES {
        let text = format!("# Bericht {number}\n\nEin Wanderfalke über dem Rathaus, zum {number}. Mal.\n");
        fs::write(texts.path().join(format!("bericht-{number}.md")), text).expect("a file");
    }
    (texts, data)
}

/// What is in the database, and what the search finds of it when it has caught up.
async fn articles_and_hits(data: &Path) -> (i64, i64) {
    let mut config = Config::load(None).expect("settings");
    config.data_dir = data.to_owned();
    config.database_url = Some(format!("sqlite:{}", data.join("wissensnetz.sqlite3").display()));
    let server = Server::build(&config, Clock::system()).await.expect("a server");
    let (guest, all) = (Viewer::guest(), ArticleFilter::default());
    let articles = server.wiki.count(&guest, &all).await.expect("a number");
    server.search.catch_up().await.expect("caught up");
    assert_eq!(server.search.lag().await.expect("a number"), 0);
    let query = Query::of([("q", "Wanderfalken")]);
    let found = server.search.find(&guest, &query, Slice::page(1)).await.expect("results");
    (articles, found.total)
}

/// The number of files of the index that hold documents.
fn segments(data: &Path) -> usize {
    let files = walkdir::WalkDir::new(data.join("search")).into_iter().filter_map(Result::ok);
    files.filter(|file| file.path().extension().is_some_and(|ending| ending == "store")).count()
}

fn kill(mut process: Child) {
    process.kill().expect("killed");
    process.wait().expect("gone");
}

/// Waits for something that another process does.
fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !happened() {
        assert!(Instant::now() < end, "{what} does not happen");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[tokio::test]
async fn killed_between_the_commit_of_the_database_and_that_of_the_index_nothing_is_missing() {
    let (texts, data) = folders();
    assert!(wissensnetz(data.path()).arg("migrate").status().expect("a process").success());
    let import = wissensnetz(data.path()).arg("import").arg(texts.path()).args(["--public", "--quiet"]).spawn();
    let import = import.expect("a process");
    // articles are committed one by one; the index follows when all are in
    let mut database = SqliteConnectOptions::new()
        .filename(data.path().join("wissensnetz.sqlite3"))
        .read_only(true)
        .connect()
        .await
        .expect("a connection");
    let end = Instant::now() + PATIENCE;
    while sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM articles").fetch_one(&mut database).await.expect("a number") < 10 {
        assert!(Instant::now() < end, "nothing is imported");
    }
    drop(database);
    kill(import);
    assert_eq!(segments(data.path()), 0, "the index was faster than the kill");
    let (articles, hits) = articles_and_hits(data.path()).await;
    assert!(articles > 0, "nothing was committed");
    assert_eq!(articles, hits);
}

#[tokio::test]
async fn killed_after_the_commit_of_the_index_nothing_is_there_twice() {
    let (texts, data) = folders();
    let import = wissensnetz(data.path()).arg("import").arg(texts.path()).args(["--public", "--quiet"]).status();
    assert!(import.expect("a process").success());
    let listen = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let mut serve = wissensnetz(data.path())
        .arg("serve")
        .env("WISSENSNETZ_LISTEN", listen.to_string())
        .env("WISSENSNETZ_PUBLIC_URL", format!("http://{listen}"))
        .spawn()
        .expect("a process");
    let said = BufReader::new(serve.stdout.take().expect("a pipe"));
    assert!(said.lines().map_while(Result::ok).any(|line| line.contains("läuft")));
    until("being ready", || {
        let answer = TcpStream::connect(listen).and_then(|mut stream| {
            stream.write_all(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).map(|_| answer)
        });
        answer.is_ok_and(|answer| answer.starts_with("HTTP/1.0 200") || answer.starts_with("HTTP/1.1 200"))
    });
    kill(serve);
    let expected = i64::try_from(ARTICLES).expect("a number");
    assert_eq!(articles_and_hits(data.path()).await, (expected, expected));
}
