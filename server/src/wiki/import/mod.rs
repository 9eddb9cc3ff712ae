//! `wissensnetz import`: files become articles.
//!
//! A folder of Markdown, a Word file, the export of a `MediaWiki` or of another network. All but a `MediaWiki` is read
//! first ([`files`], [`front_matter`], [`title`], [`tidy`]), so that each link from file to file finds its article
//! ([`plan`], [`links`]); then each article is written in a transaction of its own ([`taking`]). An import that was
//! interrupted goes on where it was when it is started again, and what has not changed is left alone; so is what people
//! have changed in the network since.

mod archive;
mod beside;
mod compose;
pub mod docx;
mod files;
pub(crate) mod forms;
mod front_matter;
mod links;
mod manifest;
mod mediawiki;
mod pages;
mod pictures;
mod plan;
pub(crate) mod queries;
mod report;
mod taking;
mod tidy;
mod title;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use app::{
    error::{Error, FieldErrors},
    wiki::{Kind, Visibility},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::WikiService;
use crate::attachment::{AttachmentService, Owner, Refusal};
use beside::Beside;
use plan::{Plan, Planned};
pub use report::Report;
use taking::{Imported, Outcome, Settled, There};

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// A folder, or a file whose name says what it is: `.docx`, `.xml` (`MediaWiki`), `.zip` (our own export).
    pub path: PathBuf,
    /// Who may see articles whose file does not say so.
    pub visibility: Visibility,
    /// What sort articles are whose file does not say so.
    pub kind: Kind,
    /// What the files belong to; the same name again means the same files. Without it the name of the folder or file.
    pub collection: Option<String>,
    /// Only say what would happen.
    pub dry_run: bool,
    /// Overwrite articles that were changed in the network since.
    pub force: bool,
    /// No progress bar.
    pub quiet: bool,
}

impl Options {
    /// The name of the collection.
    fn collection(&self) -> String {
        let name = || self.path.canonicalize().ok()?.file_name().map(|name| name.to_string_lossy().into_owned());
        self.collection.clone().or_else(name).unwrap_or_else(|| "import".to_owned())
    }

    fn is(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension))
    }
}

/// Imports what is at the path. Files that cannot be articles are refused in the report, the others go in.
///
/// Errors: nothing there can be read, the database fails. What was imported until then stays.
pub async fn run(wiki: &WikiService, attachments: &AttachmentService, options: &Options) -> Result<Report, Error> {
    let start = Instant::now();
    let collection = options.collection();
    let there = wiki.there(&format!("{collection}/")).await?;
    let known = options.path.is_dir() || (options.path.is_file() && ["zip", "docx", "xml"].iter().any(|one| options.is(one)));
    if !known {
        return Err(Error::fault(format!(
            "{} ist weder ein Ordner, der sich lesen lässt, noch eine Datei, die sich importieren lässt (.docx, .xml, .zip).",
            options.path.display()
        )));
    }
    let bar = bar(options.quiet);
    let mut report = if options.is("xml") && options.path.is_file() {
        pages::run(wiki, attachments, options, &collection, there, &bar).await?
    } else {
        let plan = {
            let options = options.clone();
            tokio::task::spawn_blocking(move || plan::plan(&options, &collection, there)).await??
        };
        let Plan { articles, report, there } = plan;
        bar.set_length(articles.len() as u64);
        let mut writer = Writer::new((wiki, attachments), options, there, report);
        for planned in articles {
            bar.set_message(planned.path.display().to_string());
            writer.put(planned).await?;
            bar.inc(1);
        }
        writer.finish().await?
    };
    bar.finish_and_clear();
    report.took = start.elapsed();
    Ok(report)
}

/// Writes one article after the other, and keeps count.
struct Writer<'a> {
    wiki: &'a WikiService,
    attachments: &'a AttachmentService,
    beside: Beside,
    options: &'a Options,
    there: There,
    report: Report,
    /// Articles with the one above them, which may come later.
    below: Vec<(PathBuf, String, String)>,
}

impl<'a> Writer<'a> {
    fn new(
        (wiki, attachments): (&'a WikiService, &'a AttachmentService),
        options: &'a Options,
        there: There,
        report: Report,
    ) -> Self {
        Self { wiki, attachments, beside: Beside::of(options), options, there, report, below: Vec::new() }
    }

    async fn put(&mut self, planned: Planned) -> Result<(), Error> {
        let known = self.there.known.get(&planned.article.key);
        if known.is_some_and(|(hash, _)| *hash == planned.article.hash) {
            self.report.unchanged += 1;
        } else if self.options.dry_run {
            self.report.count(if known.is_some() { Outcome::Changed } else { Outcome::New }, &planned.path);
        } else {
            self.write(planned).await?;
        }
        Ok(())
    }

    /// Writes an article; without a field that this network does not know, if that is what it takes.
    async fn write(&mut self, planned: Planned) -> Result<(), Error> {
        let Planned { path, mut article } = planned;
        loop {
            match self.wiki.take_in(article.clone(), self.options.force).await {
                Ok((outcome, id)) => {
                    self.report.count(outcome, &path);
                    if matches!(outcome, Outcome::New | Outcome::Changed) {
                        self.attach(id, &path, &article).await?;
                    }
                    if outcome != Outcome::Kept
                        && let Some(parent) = article.settled.and_then(|settled| settled.parent)
                    {
                        self.below.push((path, article.key, parent));
                    }
                    return Ok(());
                }
                Err(Error::Invalid(errors)) => {
                    let Some(dropped) = drop_unknown(&mut article, &errors) else {
                        self.report.refuse(&path, messages(&errors));
                        return Ok(());
                    };
                    self.report.note(&path, format!("{dropped} ließ sich nicht übernehmen: {}", messages(&errors)));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes in the files of an article, and puts their addresses into its text. Only then the article counts as taken in.
    async fn attach(&mut self, id: i64, path: &Path, article: &Imported) -> Result<(), Error> {
        if !article.pictures.is_empty() {
            let body = self.wiki.body(id).await?;
            let owner = Owner::Article(id);
            let (body, told) = pictures::put_beside(self.attachments, owner, &article.pictures, body).await?;
            for sentence in told {
                self.report.note(path, sentence);
            }
            self.wiki.set_body(id, &body).await?;
        }
        let mut addresses = Vec::new();
        for (name, place) in &article.files {
            let folder = path.parent().map(slashes).filter(|folder| !folder.is_empty());
            let place_in_all = folder.map_or_else(|| place.clone(), |folder| format!("{folder}/{place}"));
            let Some(content) = self.beside.read(&place_in_all) else {
                self.report.note(path, format!("Die Datei „{name}“ fehlt."));
                continue;
            };
            match self.attachments.restore(Owner::Article(id), name, content).await {
                Ok(file) => addresses.push((place.clone(), file.path())),
                Err(Refusal::Other(error)) => return Err(error),
                Err(refusal) => self.report.note(path, format!("Die Datei „{name}“ wurde abgelehnt: {}", refusal.sentence())),
            }
        }
        self.wiki.complete(id, article, &addresses).await
    }

    /// Puts articles below others, now that all are there.
    async fn finish(mut self) -> Result<Report, Error> {
        for (path, key, parent) in std::mem::take(&mut self.below) {
            if !self.wiki.put_below(&key, &parent).await? {
                self.report.note(&path, format!("Der übergeordnete Artikel „{parent}“ fehlt oder steht selbst darunter."));
            }
        }
        Ok(self.report)
    }
}

/// Takes away a refused field that an article can do without; says which.
fn drop_unknown(article: &mut Imported, errors: &FieldErrors) -> Option<&'static str> {
    let wrong: Vec<&str> = errors.iter().map(|(name, _)| name).filter(|name| !article.fields.text(name).is_empty()).collect();
    if !wrong.is_empty() {
        for name in wrong {
            article.fields.set(name, "");
        }
        return Some("Eine Angabe im Kopf der Datei");
    }
    if errors.of("topic").is_some() && article.topic.take().is_some() {
        return Some("Das Themenfeld");
    }
    if errors.of("organisation").is_some() && article.organisation.take().is_some() {
        return Some("Die Organisation");
    }
    if errors.of("tags").is_some() && !article.tags.is_empty() {
        article.tags.clear();
        return Some("Die Schlagwörter");
    }
    if errors.of("slug").is_some() && article.slug.take().is_some() {
        return Some("Die Adresse");
    }
    None
}

fn messages(errors: &FieldErrors) -> String {
    errors.iter().map(|(_, message)| message).collect::<Vec<_>>().join(" ")
}

/// Shows how far it is; nothing where nobody looks.
fn bar(quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  noch {eta}  {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// The path of a file inside the folder, with `/` on every system.
fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
