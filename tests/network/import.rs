//! A folder of Markdown files becomes articles.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use app::wiki::{
    Kind, Visibility,
    port::{Article, ArticleDraft, Revised, Wiki},
};
use server::wiki::import::{self, Options, Report};
use tempfile::TempDir;
use tests::{Network, moderator_of, on_both};
use zip::{ZipWriter, write::SimpleFileOptions};

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

/// A Word file with this body.
fn word(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    write!(zip, "<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").expect("its text");
    zip.finish().expect("a file").into_inner()
}

const DUMP: &str = r#"<mediawiki><siteinfo><sitename>Stadtwiki</sitename></siteinfo>
<page><title>Haus und Hof</title><ns>0</ns><id>7</id><revision><timestamp>2020-01-01T00:00:00Z</timestamp><text>Ein '''Haus''' nach [[Der Plan|Plan]].[[Kategorie:Bau]]</text></revision></page>
<page><title>Hof</title><ns>0</ns><id>8</id><redirect title="Haus und Hof" /><revision><text>#REDIRECT</text></revision></page>
<page><title>Der Plan</title><ns>0</ns><id>9</id><revision><text>Siehe [[Hof]] und [[Haus und Hof|das Haus]].</text></revision></page>
<page><title>Leer</title><ns>0</ns><id>10</id><revision><text>{{Stub}}</text></revision></page>
<page><title>Diskussion:Hof</title><ns>1</ns><id>11</id><revision><text>zqx</text></revision></page></mediawiki>"#;

fn options(path: &Path) -> Options {
    Options {
        path: path.to_owned(),
        visibility: Visibility::Public,
        kind: Kind::Article,
        collection: Some("probe".to_owned()),
        dry_run: false,
        force: false,
        quiet: true,
    }
}

async fn import(network: &Network, folder: &Path) -> Report {
    import::run(&network.server.wiki, &network.server.attachments, &options(folder))
        .await
        .unwrap_or_else(|error| panic!("the import: {error}"))
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

    async fn an_edit_right_after_an_import_is_an_entry_of_its_own(network) {
        let folder = folder(&[("raeder.md", "# Räder\n\nAlt.\n")]);
        import(&network, folder.path()).await;
        write(folder.path(), "raeder.md", "# Räder\n\nNeu.\n");
        assert_eq!(figures(&import(&network, folder.path()).await), [0, 1, 0, 0]);
        let (moderator, standing) = (moderator_of(&network).await, read(&network, "raeder").await);
        let draft = ArticleDraft {
            title: standing.title,
            kind: standing.kind.key().to_owned(),
            visibility: standing.visibility.key().to_owned(),
            body: "Neu und gut.".to_owned(),
            ..ArticleDraft::default()
        };
        let revised = network.server.wiki.revise(&moderator, "raeder", 2, draft).await.expect("revised");
        assert!(matches!(revised, Revised::Stands(_)));
        assert_eq!(network.number("SELECT COUNT(*) FROM revisions WHERE superseded = FALSE").await, 3);
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

    async fn what_was_changed_in_the_network_is_not_overwritten(network) {
        let folder = folder(&[("a.md", JEKYLL), ("b.md", HEADING)]);
        import(&network, folder.path()).await;
        network.wait_minutes(60);
        let moderator = moderator_of(&network).await;
        let mine = ArticleDraft { body: "Von Hand.".to_owned(), ..tests::article("Open Data: der Anfang", Visibility::Members) };
        let outcome = network.server.wiki.revise(&moderator, "open-data-der-anfang", 1, mine).await;
        assert!(matches!(outcome, Ok(Revised::Stands(_))), "{outcome:?}");

        // the file is as it was: nothing to tell
        assert_eq!(figures(&import(&network, folder.path()).await), [0, 0, 2, 0]);
        write(folder.path(), "a.md", JEKYLL.replace("fetter", "neuer"));
        write(folder.path(), "b.md", HEADING.replace("Siehe", "Lies"));
        let report = import(&network, folder.path()).await;
        assert_eq!((figures(&report), report.kept.len()), ([0, 1, 0, 0], 1), "{report}");
        assert!(report.to_string().contains("im Netz geändert, nicht überschrieben"), "{report}");
        let article = read(&network, "open-data-der-anfang").await;
        assert_eq!((article.body.as_str(), article.visibility), ("Von Hand.", Visibility::Members));

        let forced = Options { force: true, ..options(folder.path()) };
        let report = import::run(&network.server.wiki, &network.server.attachments, &forced).await.expect("a report");
        assert_eq!(figures(&report), [0, 1, 1, 0], "{report}");
        assert!(read(&network, "open-data-der-anfang").await.body.contains("neuer"));
        let texts = network.strings("SELECT body FROM revisions").await;
        assert!(texts.iter().any(|text| text == "Von Hand."), "what was written by hand is still in the history: {texts:?}");
    }

    async fn links_are_right_at_once_when_an_address_is_taken(network) {
        let draft = tests::article("Räder für alle", Visibility::Public);
        network.server.wiki.publish(&moderator_of(&network).await, draft).await.expect("an article");
        let folder = folder(&[("a.md", "# Anfang\n\nSiehe [Räder](raeder.md).\n"), ("raeder.md", "# Räder für alle\n\nText\n")]);
        import(&network, folder.path()).await;
        assert_eq!(read(&network, "anfang").await.body, "Siehe [Räder](/wiki/raeder-fuer-alle-2).");
        assert_eq!(read(&network, "raeder-fuer-alle-2").await.body, "Text");
    }

    async fn collections_with_similar_names_are_apart(network) {
        for (name, text) in [("rad_haus", "# Eins\n\nText\n"), ("radxhaus", "# Zwei\n\nText\n"), ("RAD_HAUS", "# Drei\n\nText\n")] {
            let folder = folder(&[("a.md", text)]);
            let options = Options { collection: Some(name.to_owned()), ..options(folder.path()) };
            let report = import::run(&network.server.wiki, &network.server.attachments, &options).await.expect("a report");
            assert_eq!((figures(&report), report.missing), ([1, 0, 0, 0], 0), "{name}: {report}");
        }
    }

    async fn a_word_file_becomes_an_article(network) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("Bericht.docx");
        fs::write(&path, word("<w:p><w:r><w:t>Wir haben </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Sensoren</w:t></w:r><w:r><w:t> gekauft.</w:t></w:r></w:p>")).expect("a file");
        let report = import::run(&network.server.wiki, &network.server.attachments, &options(&path)).await.expect("a report");
        assert_eq!(figures(&report), [1, 0, 0, 0], "{report}");
        assert_eq!(read(&network, "bericht").await.body, "Wir haben **Sensoren** gekauft.");
        assert_eq!(figures(&import::run(&network.server.wiki, &network.server.attachments, &options(&path)).await.expect("a report")), [0, 0, 1, 0]);
        fs::write(&path, "kein Word").expect("a file");
        let report = import::run(&network.server.wiki, &network.server.attachments, &options(&path)).await.expect("a report");
        assert!(report.refused[0].1.contains("keine Word-Datei"), "{report}");
    }

    async fn the_pages_of_a_mediawiki_become_articles(network) {
        let draft = tests::article("Der Plan", Visibility::Public);
        network.server.wiki.publish(&moderator_of(&network).await, draft).await.expect("an article");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("stadtwiki.xml");
        fs::write(&path, DUMP).expect("a dump");
        let report = import::run(&network.server.wiki, &network.server.attachments, &options(&path)).await.expect("a report");
        assert_eq!(figures(&report), [2, 0, 0, 1], "{report}");
        let house = read(&network, "haus-und-hof").await;
        assert_eq!(house.body, "Ein **Haus** nach [Plan](/wiki/der-plan-2).");
        assert_eq!((house.tags.join("+").as_str(), house.source.as_deref()), ("Bau", Some("Stadtwiki, Seite „Haus und Hof“")));
        assert_eq!(read(&network, "hof").await.slug, "haus-und-hof");
        assert_eq!(read(&network, "der-plan-2").await.body, "Siehe [Hof](/wiki/haus-und-hof) und [[Haus und Hof|das Haus]].");
        let again = import::run(&network.server.wiki, &network.server.attachments, &options(&path)).await.expect("a report");
        assert_eq!(figures(&again), [0, 0, 2, 1], "{again}");
        fs::write(&path, &DUMP[..DUMP.len() - "</page></mediawiki>".len()]).expect("a dump");
        let outcome = import::run(&network.server.wiki, &network.server.attachments, &options(&path)).await;
        assert!(outcome.is_err_and(|error| error.to_string().contains("nicht vollständig")));
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
            path: folder.path().to_owned(),
            visibility: Visibility::Public,
            kind: Kind::Article,
            collection: None,
            dry_run: true,
            force: false,
            quiet: true,
        };
        let report = import::run(&network.server.wiki, &network.server.attachments, &options).await.expect("a report");
        assert_eq!((figures(&report), network.count("articles").await), ([1, 0, 0, 0], 0));
    }

    async fn a_folder_that_is_none_is_said_so(network) {
        let options = Options {
            path: PathBuf::from("/gibt/es/nicht"),
            visibility: Visibility::Public,
            kind: Kind::Article,
            collection: None,
            dry_run: false,
            force: false,
            quiet: true,
        };
        let outcome = import::run(&network.server.wiki, &network.server.attachments, &options).await;
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
