//! `wissensnetz import`: a folder of Markdown files becomes articles.
//!
//! All files are read first ([`files`], [`front_matter`], [`title`], [`tidy`]), so that each link from file to file
//! finds its article ([`plan`], [`links`]); then each article is written in a transaction of its own. An import that
//! was interrupted goes on where it was when it is started again, and what has not changed is left alone.

mod files;
mod front_matter;
mod links;
mod manifest;
mod plan;
mod report;
mod tidy;
mod title;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use app::{
    error::{Error, FieldErrors},
    wiki::{Kind, Visibility},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{ImportOutcome, Imported, WikiService};
use plan::{Plan, Planned};
pub use report::Report;

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with the Markdown files.
    pub folder: PathBuf,
    /// Who may see articles whose file does not say so.
    pub visibility: Visibility,
    /// What sort articles are whose file does not say so.
    pub kind: Kind,
    /// What the files belong to; the same name again means the same files. Without it the name of the folder.
    pub collection: Option<String>,
    /// Only say what would happen.
    pub dry_run: bool,
    /// No progress bar.
    pub quiet: bool,
}

impl Options {
    /// The name of the collection.
    fn collection(&self) -> String {
        let folder = || self.folder.canonicalize().ok()?.file_name().map(|name| name.to_string_lossy().into_owned());
        self.collection.clone().or_else(folder).unwrap_or_else(|| "import".to_owned())
    }
}

/// What is known of a collection: key of a file to hash and address.
type Known = HashMap<String, (String, String)>;

/// Imports a folder. Files that cannot be articles are refused in the report, the others go in.
///
/// Errors: the folder cannot be read, the database fails. What was imported until then stays.
pub async fn run(wiki: &WikiService, options: &Options) -> Result<Report, Error> {
    if !options.folder.is_dir() {
        return Err(Error::fault(format!("{} ist kein Ordner, der sich lesen lässt.", options.folder.display())));
    }
    let start = Instant::now();
    let collection = options.collection();
    let known = wiki.imported(&format!("{collection}/")).await?;
    let Plan { articles, mut report } = {
        let (options, known) = (options.clone(), known.clone());
        tokio::task::spawn_blocking(move || plan::plan(&options, &collection, &known)).await?
    };
    let bar = bar(articles.len(), options.quiet);
    for planned in articles {
        bar.set_message(planned.path.display().to_string());
        if known.get(&planned.article.key).is_some_and(|(hash, _)| *hash == planned.article.hash) {
            report.unchanged += 1;
        } else if options.dry_run {
            report.count(if known.contains_key(&planned.article.key) { ImportOutcome::Changed } else { ImportOutcome::New });
        } else {
            write(wiki, planned, &mut report).await?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    report.took = start.elapsed();
    Ok(report)
}

/// Writes an article; without a field that this network does not know, if that is what it takes.
async fn write(wiki: &WikiService, planned: Planned, report: &mut Report) -> Result<(), Error> {
    let Planned { path, mut article } = planned;
    loop {
        match wiki.import(article.clone()).await {
            Ok(outcome) => {
                report.count(outcome);
                return Ok(());
            }
            Err(Error::Invalid(errors)) => {
                let Some(dropped) = drop_unknown(&mut article, &errors) else {
                    report.refuse(&path, messages(&errors));
                    return Ok(());
                };
                report.note(&path, format!("{dropped} ließ sich nicht übernehmen: {}", messages(&errors)));
            }
            Err(error) => return Err(error),
        }
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
fn bar(length: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64);
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
