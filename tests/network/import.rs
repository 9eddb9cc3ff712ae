//! A folder of Markdown files becomes articles.

use std::{
    fs,
    path::{Path, PathBuf},
};

use app::wiki::{
    Kind, Visibility,
    port::{Article, Wiki},
};
use server::wiki::import::{self, Options, Report};
use tempfile::TempDir;
use tests::{Network, moderator_of, on_both};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

async fn import(network: &Network, folder: &Path) -> Report {
    let options = Options {
        folder: folder.to_owned(),
        visibility: Visibility::Public,
        kind: Kind::Article,
        collection: Some("probe".to_owned()),
        dry_run: false,
        quiet: true,
    };
    import::run(&network.server.wiki, &options).await.unwrap_or_else(|error| panic!("the import: {error}"))
}

async fn read(network: &Network, slug: &str) -> Article {
    let moderator = moderator_of(network).await;
    let article = network.server.wiki.article(&moderator, slug).await.expect("an answer");
    article.unwrap_or_else(|| panic!("no article {slug}"))
}

/// What an import did: new, changed, unchanged, refused.
fn figures(report: &Report) -> [usize; 4] {
    [report.new, report.changed, report.unchanged, report.refused.len()]
}

const JEKYLL: &str = "---\nlayout: post\ntitle: \"Open Data: der Anfang\"\ntags:\n  - Daten\n  - OZG\nsummary: Wie es begann.\n---\nEin <b>fetter</b> Text.\n";
const HEADING: &str =
    "# Räder für alle\n\nSiehe [Anfang](blog/anfang.md) und [nichts](fehlt.md).\n\n![Ein Rad](bild/fehlt.png)\n";
const HTML: &str = "---\ntitle: Drohnen\nvisibility: members\nkind: guide\n---\n<div class=\"x\"><p onclick=\"alert(1)\">Hoch</p><script>alert(1)</script></div>\n";

on_both! {
    async fn files_of_many_hands_become_articles(network) {
        let folder = folder(&[("blog/anfang.md", JEKYLL), ("raeder.md", HEADING), ("drohnen.markdown", HTML), ("bild.png", "x"), ("notiz.txt", "x")]);
        let report = import(&network, folder.path()).await;
        assert_eq!(figures(&report), [3, 0, 0, 0], "{report}");
        assert_eq!(report.dead_links, 1, "{report}");

        let start = read(&network, "open-data-der-anfang").await;
        assert_eq!((start.title.as_str(), start.summary.as_str()), ("Open Data: der Anfang", "Wie es begann."));
        assert_eq!(start.tags, ["Daten", "OZG"]);
        let bikes = read(&network, "raeder-fuer-alle").await;
        assert!(!bikes.body.contains("# Räder"), "the title stands twice: {}", bikes.body);
        assert!(bikes.html.contains("href=\"/wiki/open-data-der-anfang\""), "{}", bikes.html);
        let drones = read(&network, "drohnen").await;
        assert_eq!((drones.visibility, drones.kind), (Visibility::Members, Kind::Guide));
        assert!(drones.html.contains("Hoch") && !drones.html.contains("alert"), "{}", drones.html);
    }

    async fn imported_articles_are_read_and_found(network) {
        let folder = folder(&[("blog/anfang.md", JEKYLL), ("raeder.md", HEADING)]);
        import(&network, folder.path()).await;
        network.index().await;
        let mut guest = network.guest();
        assert_eq!(guest.open("/suche?q=rad").await.texts(".entry__title"), ["Räder für alle"]);
        let page = guest.open("/wiki/raeder-fuer-alle").await;
        assert_eq!(page.status, 200);
        assert!(page.attributes(".prose img", "src").iter().all(|src| !src.starts_with("http")), "{}", page.html);
    }

    async fn a_second_import_changes_nothing(network) {
        let folder = folder(&[("a.md", JEKYLL), ("b.md", HEADING)]);
        import(&network, folder.path()).await;
        let before = (network.count("revisions").await, network.number("SELECT MAX(seq) FROM search_changes").await);
        network.wait_minutes(60);
        assert_eq!(figures(&import(&network, folder.path()).await), [0, 0, 2, 0]);
        assert_eq!((network.count("revisions").await, network.number("SELECT MAX(seq) FROM search_changes").await), before);
    }

    async fn a_changed_file_becomes_a_revision_of_its_article(network) {
        let folder = folder(&[("a.md", JEKYLL), ("b.md", HEADING)]);
        import(&network, folder.path()).await;
        write(folder.path(), "a.md", JEKYLL.replace("fetter", "neuer"));
        assert_eq!(figures(&import(&network, folder.path()).await), [0, 1, 1, 0]);
        let article = read(&network, "open-data-der-anfang").await;
        assert_eq!(article.revision, 2);
        assert!(article.body.contains("neuer"), "{}", article.body);
    }

    async fn a_changed_title_keeps_the_address(network) {
        let folder = folder(&[("a.md", JEKYLL)]);
        import(&network, folder.path()).await;
        write(folder.path(), "a.md", JEKYLL.replace("der Anfang", "das Ende"));
        import(&network, folder.path()).await;
        assert_eq!(read(&network, "open-data-der-anfang").await.title, "Open Data: das Ende");
        assert_eq!(network.count("articles").await, 1);
    }

    async fn a_file_that_is_gone_leaves_its_article(network) {
        let folder = folder(&[("a.md", JEKYLL), ("b.md", HEADING)]);
        import(&network, folder.path()).await;
        fs::remove_file(folder.path().join("b.md")).expect("removed");
        let report = import(&network, folder.path()).await;
        assert_eq!((figures(&report), report.missing), ([0, 0, 1, 0], 1));
        assert_eq!(network.count("articles").await, 2);
    }

    async fn an_interrupted_import_goes_on_where_it_was(network) {
        let folder = folder(&[("a.md", JEKYLL)]);
        import(&network, folder.path()).await;
        let network = network.restarted().await;
        write(folder.path(), "b.md", HEADING);
        write(folder.path(), "c.md", HTML);
        assert_eq!(figures(&import(&network, folder.path()).await), [2, 0, 1, 0]);
    }

    async fn what_cannot_be_an_article_is_refused_with_its_reason(network) {
        let folder = folder(&[("leer.md", " \n"), ("kopf.md", "---\ntitle: Nur ein Kopf\n---\n"), ("gut.md", JEKYLL)]);
        write(folder.path(), "latin.md", b"# Stra\xdfe\n\nText");
        write(folder.path(), "bild.md", b"\x89PNG\0\0\0");
        write(folder.path(), "breit.md", b"\xff\xfe#\0 \0");
        write(folder.path(), "riesig.md", "x".repeat(3_000_000));
        let report = import(&network, folder.path()).await;
        assert_eq!(figures(&report), [1, 0, 0, 6], "{report}");
        assert!(report.refused.iter().all(|(_, reason)| reason.len() > 10), "{report}");
        let reason = |name: &str| report.refused.iter().find(|(path, _)| path == Path::new(name)).map(|(_, reason)| reason.clone()).unwrap_or_default();
        assert!(reason("latin.md").contains("UTF-8 gespeichert (Zeile 1)"), "{report}");
        assert!(reason("breit.md").contains("UTF-16"), "{report}");
        assert!(reason("riesig.md").contains("2 MB"), "{report}");
    }

    async fn a_damaged_head_loses_nothing_of_the_text(network) {
        let folder = folder(&[("a.md", "---\ntitle: Rad: \"und\n  tags: [a\nkaputt\n---\nDer Text.\n"), ("b.md", "---\nkein Ende\n\nDer andere Text.\n")]);
        let report = import(&network, folder.path()).await;
        assert_eq!(report.new, 2, "{report}");
        let texts = network.strings("SELECT body FROM revisions ORDER BY article_id").await;
        assert!(texts[0].contains("Der Text.") && texts[1].contains("Der andere Text."), "{texts:?}");
    }

    async fn two_files_of_the_same_title_get_addresses_of_their_own(network) {
        let folder = folder(&[("a.md", JEKYLL), ("b.md", JEKYLL)]);
        assert_eq!(import(&network, folder.path()).await.new, 2);
        read(&network, "open-data-der-anfang").await;
        read(&network, "open-data-der-anfang-2").await;
    }

    async fn an_article_that_people_wrote_keeps_its_address(network) {
        let draft = tests::article("Drohnen", Visibility::Public);
        network.server.wiki.publish(&moderator_of(&network).await, draft).await.expect("an article");
        let folder = folder(&[("drohnen.md", HTML)]);
        import(&network, folder.path()).await;
        assert_eq!(read(&network, "drohnen").await.body, "Erst fragen, dann kaufen.");
        assert!(read(&network, "drohnen-2").await.body.contains("Hoch"));
    }

    async fn an_unknown_topic_is_left_out_with_a_note(network) {
        let folder = folder(&[("a.md", "---\ntitle: Der Plan\ntopic: Quatsch\nkommune: Lemgo\n---\nText\n")]);
        let report = import(&network, folder.path()).await;
        assert_eq!((report.new, report.notes.len()), (1, 1), "{report}");
        let article = read(&network, "der-plan").await;
        assert_eq!((article.topic, article.organisation), (None, Some(("lemgo".to_owned(), "Lemgo".to_owned()))));
    }

    async fn a_trial_writes_nothing(network) {
        let folder = folder(&[("a.md", JEKYLL)]);
        let options = Options {
            folder: folder.path().to_owned(),
            visibility: Visibility::Public,
            kind: Kind::Article,
            collection: None,
            dry_run: true,
            quiet: true,
        };
        let report = import::run(&network.server.wiki, &options).await.expect("a report");
        assert_eq!((figures(&report), network.count("articles").await), ([1, 0, 0, 0], 0));
    }

    async fn a_folder_that_is_none_is_said_so(network) {
        let options = Options {
            folder: PathBuf::from("/gibt/es/nicht"),
            visibility: Visibility::Public,
            kind: Kind::Article,
            collection: None,
            dry_run: false,
            quiet: true,
        };
        let outcome = import::run(&network.server.wiki, &options).await;
        assert!(outcome.is_err_and(|error| error.to_string().contains("/gibt/es/nicht")));
    }
}

/// 2,171 files by many hands: laws, handbooks, a blog, questions and answers.
fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/corpus");
    let folder = std::env::var_os("WISSENSNETZ_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[tokio::test]
async fn the_whole_corpus_goes_in_and_is_found() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus; WISSENSNETZ_CORPUS names its folder");
        return;
    };
    let network = Network::on_sqlite().await;
    let report = import(&network, &corpus).await;
    let files = report.files();
    assert!(report.new > 2000 && report.refused.len() < files / 20, "{report}");
    network.index().await;

    let mut guest = network.guest();
    let bikes = guest.open("/suche?q=Bikesharing").await.texts(".entry__title");
    assert!(bikes.iter().any(|title| title.contains("OpenBike") || title.contains("Digitransit")), "{bikes:?}");
    let cards = guest.open("/suche?q=Personalausweis").await.texts(".entry__title");
    assert!(cards.iter().any(|title| title.contains("Gesetz über Personalausweise")), "{cards:?}");

    let again = import(&network, &corpus).await;
    assert_eq!(figures(&again), [0, 0, report.new, report.refused.len()], "{again}");
}
