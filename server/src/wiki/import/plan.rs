//! Reads all files and settles what each becomes, before anything is written.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{
    error::Error,
    text,
    wiki::{Kind, Visibility, fields},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{
    Imported, Options, Settled, There, archive, docx,
    files::{self, Source},
    front_matter::{self, FrontMatter},
    links::{self, Targets},
    manifest,
    report::Report,
    slashes,
    tidy::tidy,
    title,
};
use crate::{markdown, wiki::export::files as beside};

/// Part of each hash. Another number writes all articles anew: count it up when the import learns something.
const VERSION: u32 = 2;

/// The longest summary, in characters.
const SUMMARY: usize = 300;

/// The shape of our own exports that is read word for word.
const FORMAT: &str = "1";

/// What an article may have.
const TAGS: usize = 10;

/// The longest tag, in characters.
const TAG: usize = 40;

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// In the order of the files.
    pub(super) articles: Vec<Planned>,
    /// What was refused and noted so far.
    pub(super) report: Report,
    /// What is there.
    pub(super) there: There,
}

/// An article, and the file it comes from.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) path: PathBuf,
    pub(super) article: Imported,
}

/// A file between the two passes: the article, and under which address other files link to it.
struct Draft {
    path: PathBuf,
    permalink: Option<String>,
    article: Imported,
}

impl Draft {
    /// Whether it comes out of a network like this one: then its links are as they should be.
    fn is_exported(&self) -> bool {
        self.article.settled.is_some()
    }
}

/// Reads a folder, an archive of Markdown files or a Word file. `there`: what is there already.
///
/// Errors: a German sentence, when there is nothing to read.
pub(super) fn plan(options: &Options, collection: &str, there: There) -> Result<Plan, Error> {
    let mut report = Report { dry_run: options.dry_run, ..Report::default() };
    let drafts = if options.path.is_dir() {
        let files = files::read_all(&options.path, &mut report);
        drafts(files, options, collection, &mut report)
    } else if options.is("zip") {
        let files = archive::read_all(&options.path, &mut report).map_err(Error::fault)?;
        drafts(files, options, collection, &mut report)
    } else {
        word(options, collection, &mut report).into_iter().collect()
    };
    Ok(settle(drafts, there, report))
}

/// The first pass over files.
fn drafts(files: Vec<Source>, options: &Options, collection: &str, report: &mut Report) -> Vec<Draft> {
    let sources = manifest::read(&options.path);
    let mut drafts = Vec::new();
    for source in files {
        let origin = sources.get(&slashes(&source.path)).map(String::as_str);
        match draft(&source, options, collection, origin, report) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => report.refuse(&source.path, reason),
        }
    }
    drafts
}

/// The second pass: addresses, then links.
fn settle(mut drafts: Vec<Draft>, there: There, mut report: Report) -> Plan {
    settle_addresses(&mut drafts, &there);
    let targets = targets(&drafts);
    let keys: HashSet<_> = drafts.iter().map(|draft| draft.article.key.as_str()).collect();
    report.missing = there.known.keys().filter(|key| !keys.contains(key.as_str())).count();
    let articles = drafts.into_iter().map(|draft| finish(draft, &targets, &mut report)).collect();
    Plan { articles, report, there }
}

/// A Word file.
fn word(options: &Options, collection: &str, report: &mut Report) -> Option<Draft> {
    let path = PathBuf::from(options.path.file_name()?);
    let bytes = std::fs::read(&options.path).map_err(|error| format!("Die Datei lässt sich nicht lesen ({error})."));
    let document = match bytes.and_then(|bytes| docx::read(&bytes)) {
        Ok(document) => document,
        Err(reason) => {
            report.refuse(&path, reason);
            return None;
        }
    };
    for warning in &document.warnings {
        report.note(&path, warning.clone());
    }
    let title = document.title.unwrap_or_else(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    let title = markdown::shorten(&title, 200);
    let article = Imported {
        key: format!("{collection}/{}", slashes(&path)),
        hash: String::new(),
        slug: Some(text::slug(&title)),
        kind: options.kind,
        visibility: options.visibility,
        summary: markdown::first_paragraph(&document.body, SUMMARY),
        topic: None,
        tags: Vec::new(),
        organisation: None,
        source: None,
        note: markdown::shorten(&format!("Import aus {}", path.display()), SUMMARY / 2),
        title,
        body: document.body,
        fields: fields::Typed::default(),
        files: Vec::new(),
        pictures: Arc::new(document.images),
        former: Vec::new(),
        settled: None,
    };
    Some(Draft { path, permalink: None, article })
}

/// A file of our own export, word for word.
fn exported(path: &Path, front: &FrontMatter, body: &str, collection: &str) -> Result<Draft, String> {
    let text = |key: &str| front.text(&[key]);
    let time = |key: &str| text(key).and_then(|time| time.parse::<Timestamp>().ok()).map(Timestamp::as_millisecond);
    let number = |key: &str| text(key).and_then(|number| number.parse::<i64>().ok());
    let title = text("title").ok_or("Die Datei hat keinen Titel.")?;
    let body = body.strip_prefix('\n').unwrap_or(body);
    let names = front.values("files");
    let slug = text("slug").unwrap_or_else(|| text::slug(&title));
    // whatever else the file says: a path of letters, digits and hyphens stays in the archive
    let plain = slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let folder = if plain { slug.clone() } else { text::slug(&slug) };
    let places = beside::places(&folder, names.iter().map(String::as_str));
    let article = Imported {
        key: format!("{collection}/{}", slashes(path)),
        hash: String::new(),
        slug: Some(slug),
        kind: text("kind").and_then(|key| Kind::from_key(&key)).unwrap_or(Kind::Article),
        // a value that nobody knows may have meant the stricter one
        visibility: text("visibility").and_then(|key| Visibility::from_key(&key)).unwrap_or(Visibility::Members),
        summary: text("summary").unwrap_or_default(),
        body: body.strip_suffix('\n').unwrap_or(body).to_owned(),
        topic: text("topic"),
        tags: front.list(&["tags"]),
        organisation: text("organisation"),
        source: text("source"),
        note: "Aus einem Export aufgenommen".to_owned(),
        fields: fields::matter::from_front_matter(|key| front.values(key)),
        files: names.into_iter().zip(places).collect(),
        pictures: Arc::default(),
        former: front.list(&["former"]),
        settled: Some(Settled {
            created_at: time("created"),
            updated_at: time("updated"),
            parent: text("parent"),
            position: number("position").unwrap_or(0),
            deputy: text("deputy"),
            review_months: number("review_months"),
            review_due: time("review_due"),
        }),
        title,
    };
    Ok(Draft { path: path.to_owned(), permalink: None, article })
}

/// The first pass: everything but the links.
fn draft(
    source: &Source,
    options: &Options,
    collection: &str,
    origin: Option<&str>,
    report: &mut Report,
) -> Result<Draft, String> {
    let path = slashes(&source.path);
    let (front, body) = front_matter::split(&source.text);
    if front.text(&["wissensnetz"]).as_deref() == Some(FORMAT) {
        return exported(&source.path, &front, body, collection);
    }
    if front.broken {
        report.note(&source.path, "Der Kopf der Datei ist kein gültiges YAML und wurde Zeile für Zeile gelesen.");
    }
    let given = front.text(&["title", "titel"]);
    let (title, body) = title::settle(given.as_deref(), &tidy(body), &source.path).ok_or("Die Datei hat keinen Titel.")?;
    if body.is_empty() {
        return Err("Die Datei hat nur eine Überschrift und keinen Text.".to_owned());
    }
    let permalink = front.text(&["permalink", "url"]).filter(|link| link.starts_with('/'));
    let article = Imported {
        key: format!("{collection}/{path}"),
        hash: String::new(),
        slug: Some(wish(&front, permalink.as_deref(), &title)),
        kind: kind(&front, options.kind, &source.path, report),
        visibility: visibility(&front, options.visibility, &source.path, report),
        summary: summary(&front, &body),
        topic: front.text(&["topic", "thema", "themenfeld"]).map(|topic| text::slug(&topic)),
        tags: tags(&front, &source.path, report),
        organisation: front.text(&["organisation", "organization", "kommune"]).map(|name| text::slug(&name)),
        source: provenance(&front, origin),
        note: markdown::shorten(&format!("Import aus {path}"), SUMMARY / 2),
        fields: fields::matter::from_front_matter(|key| front.values(key)),
        title,
        body,
        files: Vec::new(),
        pictures: Arc::default(),
        former: Vec::new(),
        settled: None,
    };
    Ok(Draft { path: source.path.clone(), permalink, article })
}

/// The address that a file wishes for.
fn wish(front: &FrontMatter, permalink: Option<&str>, title: &str) -> String {
    let last = |link: &str| {
        let link = link.trim_end_matches('/').trim_end_matches(".html");
        link.rsplit('/').next().filter(|name| !name.is_empty() && !name.contains(':')).map(ToOwned::to_owned)
    };
    text::slug(&front.text(&["slug"]).or_else(|| permalink.and_then(last)).unwrap_or_else(|| title.to_owned()))
}

fn kind(front: &FrontMatter, default: Kind, path: &Path, report: &mut Report) -> Kind {
    let Some(name) = front.text(&["kind", "art"]) else { return default };
    let is_named = |kind: &Kind| name.eq_ignore_ascii_case(kind.key()) || name.to_lowercase() == kind.label().to_lowercase();
    Kind::ALL.into_iter().find(is_named).unwrap_or_else(|| {
        report.note(path, format!("Die Art „{name}“ ist unbekannt; es gilt „{}“.", default.label()));
        default
    })
}

fn visibility(front: &FrontMatter, default: Visibility, path: &Path, report: &mut Report) -> Visibility {
    let Some(name) = front.text(&["visibility", "sichtbarkeit"]) else { return default };
    let is_named = |visibility: &Visibility| {
        name.eq_ignore_ascii_case(visibility.key()) || name.to_lowercase() == visibility.label().to_lowercase()
    };
    Visibility::ALL.into_iter().find(is_named).unwrap_or_else(|| {
        // whoever mistyped it may have meant the stricter one
        report.note(path, format!("Die Sichtbarkeit „{name}“ ist unbekannt; der Artikel ist nur für Mitglieder sichtbar."));
        Visibility::Members
    })
}

fn summary(front: &FrontMatter, body: &str) -> String {
    match front.text(&["summary", "excerpt", "description", "teaser", "zusammenfassung"]) {
        Some(text) => markdown::plain_text(&text, SUMMARY),
        None => markdown::first_paragraph(body, SUMMARY),
    }
}

fn tags(front: &FrontMatter, path: &Path, report: &mut Report) -> Vec<String> {
    let mut tags = front.list(&["tags", "schlagworte", "schlagwörter", "keywords"]);
    for tag in &mut tags {
        *tag = title::inline(tag);
    }
    let (tags, lost) = chosen_tags(tags);
    if let Some(lost) = lost {
        report.note(path, lost);
    }
    tags
}

/// As many tags as an article may have, each once, and what is to be told of the others.
pub(super) fn chosen_tags(mut tags: Vec<String>) -> (Vec<String>, Option<String>) {
    let mut seen = HashSet::new();
    for tag in &mut tags {
        *tag = tag.replace([',', ';'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    }
    tags.retain(|tag| !tag.is_empty() && seen.insert(text::slug(tag)));
    let given = tags.len();
    tags.retain(|tag| tag.chars().count() <= TAG);
    tags.truncate(TAGS);
    let lost = (tags.len() < given).then(|| {
        format!("Von {given} Schlagwörtern wurden {} übernommen (höchstens {TAGS}, je höchstens {TAG} Zeichen).", tags.len())
    });
    (tags, lost)
}

/// Where the text comes from: what the file says, else what the folder says; with its author.
fn provenance(front: &FrontMatter, origin: Option<&str>) -> Option<String> {
    let source = front.text(&["source", "quelle"]).or_else(|| origin.map(ToOwned::to_owned));
    let parts = [front.text(&["author", "authors", "autor", "autorin"]), source];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    (!text.is_empty()).then(|| markdown::shorten(&text, 500))
}

/// Gives each article an address that no other one has. An article that is there already keeps its own.
fn settle_addresses(drafts: &mut [Draft], there: &There) {
    let mut addresses = Addresses::new(there);
    for draft in drafts {
        if let Some((_, slug)) = there.known.get(&draft.article.key) {
            draft.article.slug = Some(slug.clone());
            continue;
        }
        let wish = draft.article.slug.take().unwrap_or_else(|| text::slug(&draft.article.title));
        draft.article.slug = Some(addresses.free(&wish));
    }
}

/// Addresses that nobody has yet.
pub(super) struct Addresses<'a> {
    there: &'a There,
    given: HashSet<String>,
    /// With a thousand files of the same title, the search for a number does not begin anew each time.
    numbers: HashMap<String, u32>,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(there: &'a There) -> Self {
        let given = there.known.values().map(|(_, slug)| slug.clone()).collect();
        Self { there, given, numbers: HashMap::new() }
    }

    /// The first of `wish`, `wish-2` … that is free, from now on taken.
    pub(super) fn free(&mut self, wish: &str) -> String {
        let number = self.numbers.entry(wish.to_owned()).or_insert(1);
        loop {
            let slug = if *number == 1 { wish.to_owned() } else { format!("{wish}-{number}") };
            *number += 1;
            if self.there.is_free(&slug) && self.given.insert(slug.clone()) {
                return slug;
            }
        }
    }
}

/// Paths come before permalinks: a file is what it is, a permalink is what somebody typed.
fn targets(drafts: &[Draft]) -> Targets {
    let mut targets = Targets::default();
    for draft in drafts {
        targets.add(&slashes(&draft.path), draft.article.slug.as_deref().unwrap_or_default());
    }
    for draft in drafts {
        let others = [Some(links::unfold(&slashes(&draft.path))), draft.permalink.clone()];
        for other in others.into_iter().flatten() {
            targets.add(&other, draft.article.slug.as_deref().unwrap_or_default());
        }
    }
    targets
}

/// The second pass: the links, and then the hash of it all.
fn finish(draft: Draft, targets: &Targets, report: &mut Report) -> Planned {
    let exported = draft.is_exported();
    let Draft { path, permalink, mut article } = draft;
    if exported {
        article.hash = hash(&article);
        return Planned { path, article };
    }
    let (body, dead) = links::rewrite(&article.body, &slashes(&path), permalink.as_deref(), targets);
    article.body = body;
    report.dead_links += dead;
    article.hash = hash(&article);
    Planned { path, article }
}

/// Of all that would be written, except the address: the database has the last word on that.
pub(super) fn hash(article: &Imported) -> String {
    let Imported {
        key: _,
        hash: _,
        slug: _,
        note: _,
        title,
        kind,
        visibility,
        summary,
        body,
        topic,
        tags,
        organisation,
        source,
        fields,
        files,
        pictures,
        former,
        settled,
    } = article;
    let settled = settled.as_ref().map(|settled| format!("{settled:?}")).unwrap_or_default();
    let optional = [topic, organisation, source].map(|field| field.as_deref().unwrap_or_default());
    let fields = [title, kind.key(), visibility.key(), summary, body]
        .into_iter()
        .chain(optional)
        .chain(tags.iter().chain(former).chain(files.iter().map(|(name, _)| name)).map(String::as_str))
        .chain([settled.as_str()])
        .chain(fields.pairs().flat_map(|(name, text)| [name, text]));
    let mut sha = Sha256::new();
    sha.update(VERSION.to_le_bytes());
    let pictures = pictures.iter().map(|picture| picture.bytes.as_slice());
    for field in fields.map(str::as_bytes).chain(pictures) {
        // with its length, so that no two lists of fields look the same
        sha.update((field.len() as u64).to_le_bytes());
        sha.update(field);
    }
    sha.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn of(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = Self(std::env::temp_dir().join(format!("wissensnetz-plan-{name}-{}", std::process::id())));
            for (path, text) in files {
                folder.write(path, text);
            }
            folder
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }

        fn plan(&self, known: &Known) -> Plan {
            let there = There { known: known.clone(), taken: known.values().map(|(_, slug)| slug.clone()).collect() };
            self.plan_beside(there)
        }

        fn plan_beside(&self, there: There) -> Plan {
            let options = Options {
                path: self.0.clone(),
                visibility: Visibility::Members,
                kind: Kind::Article,
                collection: None,
                dry_run: false,
                force: false,
                quiet: true,
            };
            plan(&options, "test", there).unwrap_or_else(|error| panic!("{error}"))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    type Known = HashMap<String, (String, String)>;

    fn known(plan: &Plan) -> Known {
        plan.articles
            .iter()
            .map(|Planned { article, .. }| (article.key.clone(), (article.hash.clone(), article.slug.clone().expect("a slug"))))
            .collect()
    }

    #[test]
    fn a_file_says_what_it_is() {
        let folder = Folder::of(
            "front",
            &[
                ("MANIFEST.tsv", "path\tbytes\tsource\tlicence\na.md\t1\tgithub x/y\tCC0\n"),
                (
                    "a.md",
                    "---\ntitle: A\nkind: Leitfaden\nvisibility: PUBLIC\nexcerpt: Kurz *gesagt*.\ntags: x, Y, x\ntopic: E-Government\norganisation: Stadt Bünde\nauthor: Wer\n---\n# A\n\nText.",
                ),
                (
                    "b.md",
                    "---\nkind: Roman\nvisibility: geheim\n---\n# B\n\nDas ist ein Absatz mit genügend vielen Wörtern darin.",
                ),
            ],
        );
        let plan = folder.plan(&Known::new());
        let a = &plan.articles[0].article;
        assert_eq!(
            (a.key.as_str(), a.title.as_str(), a.body.as_str(), a.summary.as_str()),
            ("test/a.md", "A", "Text.", "Kurz gesagt.")
        );
        assert_eq!((a.kind, a.visibility, a.tags.join("+")), (Kind::Guide, Visibility::Public, "x+Y".to_owned()));
        assert_eq!((a.topic.as_deref(), a.organisation.as_deref()), (Some("e-government"), Some("stadt-buende")));
        assert_eq!(a.source.as_deref(), Some("Wer; github x/y, Lizenz: CC0"));
        let b = &plan.articles[1].article;
        assert_eq!(
            (b.kind, b.visibility, b.summary.as_str()),
            (Kind::Article, Visibility::Members, "Das ist ein Absatz mit genügend vielen Wörtern darin.")
        );
        assert_eq!(plan.report.notes.len(), 2);
    }

    #[test]
    fn what_cannot_be_an_article_is_refused() {
        let folder = Folder::of(
            "refused",
            &[("a.md", "# Nur ein Titel\n"), ("b.md", " \n"), ("c.md", "Text"), ("d.md", "---\ntitle: D\n---\n<!-- nichts -->")],
        );
        let plan = folder.plan(&Known::new());
        assert_eq!(plan.articles.len(), 1);
        let refused: Vec<_> = plan.report.refused.iter().map(|(path, _)| slashes(path)).collect();
        assert_eq!(refused, ["b.md", "a.md", "d.md"]);
    }

    #[test]
    fn addresses_are_unique_and_last() {
        let folder = Folder::of(
            "slugs",
            &[
                ("a.md", "# Gleich\n\nx"),
                ("b.md", "# Gleich\n\ny [a](a.md)"),
                ("c.md", "---\npermalink: /p/rad/\n---\n# C\n\n[b](b.md) [c](/p/rad/)"),
            ],
        );
        let first = folder.plan(&Known::new());
        let slugs = |plan: &Plan| {
            plan.articles.iter().map(|planned| planned.article.slug.clone().unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(slugs(&first), ["gleich", "gleich-2", "rad"]);
        assert_eq!(first.articles[2].article.body, "[b](/wiki/gleich-2) [c](/wiki/rad)");
        let mut known = known(&first);
        known.insert("test/b.md".to_owned(), (String::new(), "anders".to_owned()));
        known.insert("test/weg.md".to_owned(), (String::new(), "weg".to_owned()));
        folder.write("aa.md", "# Anders\n\nz");
        let second = folder.plan(&known);
        assert_eq!(slugs(&second), ["gleich", "anders-2", "anders", "rad"]);
        assert_eq!(second.articles[3].article.body, "[b](/wiki/anders) [c](/wiki/rad)");
        assert_eq!(second.report.missing, 1);
    }

    #[test]
    fn links_lead_to_the_address_that_is_left_when_others_were_quicker() {
        let folder = Folder::of("taken", &[("a.md", "# Der Plan\n\nx"), ("b.md", "# Neu\n\n[a](a.md)")]);
        let there = There { taken: ["der-plan", "der-plan-2"].map(str::to_owned).into(), ..There::default() };
        let plan = folder.plan_beside(there);
        assert_eq!(plan.articles[0].article.slug.as_deref(), Some("der-plan-3"));
        assert_eq!(plan.articles[1].article.slug.as_deref(), Some("neu-2"));
        assert_eq!(plan.articles[1].article.body, "[a](/wiki/der-plan-3)");
    }

    #[test]
    fn the_same_files_have_the_same_hashes() {
        let folder = Folder::of("hash", &[("a.md", "# A\n\nx"), ("b.md", "# B\n\ny")]);
        let first = known(&folder.plan(&Known::new()));
        assert_eq!(known(&folder.plan(&first)), first);
        folder.write("b.md", "# B\n\nz");
        let second = known(&folder.plan(&first));
        assert_eq!(second["test/a.md"], first["test/a.md"]);
        assert_ne!(second["test/b.md"].0, first["test/b.md"].0);
        assert_eq!(first["test/a.md"].0.len(), 64);
    }
}
