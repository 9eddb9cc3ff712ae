//! The pages of a `MediaWiki` as articles. The dump is read twice and never held in memory: only the titles are.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{error::Error, text, wiki::fields::Typed};
use indicatif::ProgressBar;
use tokio::sync::mpsc;

use super::{
    Imported, Options, Report, There, Writer,
    mediawiki::{self, Names, Page, Site},
    plan::{self, Planned},
};
use crate::{attachment::AttachmentService, markdown, wiki::WikiService};

/// Pages between the reader and the writer.
const WAITING: usize = 8;

/// Characters of a summary.
const SUMMARY: usize = 300;

/// What the first reading finds.
#[derive(Default)]
struct Titles {
    /// Number and title of each page that becomes an article, in the order of the dump.
    pages: Vec<(String, String)>,
    /// From the title of a page to the one where it sends its readers.
    redirects: Vec<(String, String)>,
    site: Site,
}

/// What the second reading needs to know.
struct Known {
    names: Names,
    site: String,
    /// Number of a page to its address.
    addresses: HashMap<String, String>,
    /// Number of a page to other addresses that lead to it.
    former: HashMap<String, Vec<String>>,
}

/// What the reader hands to the writer.
enum Read {
    Article(Box<Planned>),
    Noted(PathBuf, String),
    Refused(PathBuf, String),
}

/// Imports a dump.
pub(super) async fn run(
    wiki: &WikiService,
    attachments: &AttachmentService,
    options: &Options,
    collection: &str,
    there: There,
    bar: &ProgressBar,
) -> Result<Report, Error> {
    let path = options.path.clone();
    let titles = tokio::task::spawn_blocking(move || titles(&path)).await?.map_err(Error::fault)?;
    bar.set_length(titles.pages.len() as u64);
    let mut report = Report { dry_run: options.dry_run, ..Report::default() };
    let keys: HashSet<String> = titles.pages.iter().map(|(id, _)| format!("{collection}/{id}")).collect();
    report.missing = there.known.keys().filter(|key| !keys.contains(*key)).count();
    let known = settle(titles, collection, &there);
    let mut writer = Writer::new((wiki, attachments), options, there, report);

    let (send, mut receive) = mpsc::channel(WAITING);
    let reader = {
        let (options, collection) = (options.clone(), collection.to_owned());
        tokio::task::spawn_blocking(move || {
            read(&options.path, |page| {
                let articles = planned(page, &known, &options, &collection);
                // nobody listens any more when the writer has failed
                articles.into_iter().all(|read| send.blocking_send(read).is_ok())
            })
        })
    };
    while let Some(read) = receive.recv().await {
        match read {
            Read::Article(planned) => {
                bar.set_message(planned.path.display().to_string());
                writer.put(*planned).await?;
                bar.inc(1);
            }
            Read::Noted(path, note) => writer.report.note(&path, note),
            Read::Refused(path, reason) => writer.report.refuse(&path, reason),
        }
    }
    reader.await?.map_err(Error::fault)?;
    writer.finish().await
}

fn read(path: &Path, mut on_page: impl FnMut(Page) -> bool) -> Result<Site, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    mediawiki::pages(BufReader::with_capacity(256 * 1024, file), |_, page| on_page(page))
        .map_err(|told| format!("{}: {told}", path.display()))
}

fn titles(path: &Path) -> Result<Titles, String> {
    let mut titles = Titles::default();
    titles.site = read(path, |page| {
        if page.namespace == 0 {
            match page.redirect {
                Some(target) => titles.redirects.push((page.title, target)),
                None => titles.pages.push((page.id, page.title)),
            }
        }
        true
    })?;
    Ok(titles)
}

/// Gives each page an address; a redirect becomes another address of the page where it leads.
fn settle(titles: Titles, collection: &str, there: &There) -> Known {
    let mut free = plan::Addresses::new(there);
    let mut addresses = HashMap::new();
    let mut by_title: HashMap<String, (String, String)> = HashMap::new();
    for (id, title) in titles.pages {
        let slug = match there.known.get(&format!("{collection}/{id}")) {
            Some((_, slug)) => slug.clone(),
            None => free.free(&text::slug(&title)),
        };
        by_title.insert(Names::normal(&title), (id.clone(), slug.clone()));
        addresses.insert(id, slug);
    }
    let mut former: HashMap<String, Vec<String>> = HashMap::new();
    let mut names: HashMap<String, String> = by_title.iter().map(|(title, (_, slug))| (title.clone(), slug.clone())).collect();
    for (title, target) in titles.redirects {
        let target = target.split('#').next().unwrap_or_default();
        if let Some((id, slug)) = by_title.get(&Names::normal(target)) {
            former.entry(id.clone()).or_default().push(text::slug(&title));
            names.entry(Names::normal(&title)).or_insert_with(|| slug.clone());
        }
    }
    Known { site: titles.site.name.clone(), names: Names::new(titles.site, names), addresses, former }
}

/// What a page becomes.
fn planned(page: Page, known: &Known, options: &Options, collection: &str) -> Vec<Read> {
    let path = PathBuf::from(&page.title);
    let Some(slug) = known.addresses.get(&page.id).filter(|_| page.namespace == 0 && page.redirect.is_none()) else {
        return Vec::new();
    };
    let Some(wikitext) = page.text else {
        return vec![Read::Refused(path, "Die Seite ist länger als 2 MB oder hat keinen Text.".to_owned())];
    };
    let converted = mediawiki::convert(&page.title, &wikitext, &known.names);
    if converted.body.is_empty() {
        return vec![Read::Refused(path, "Die Seite hat keinen Text, der sich übernehmen lässt.".to_owned())];
    }
    let mut out: Vec<Read> = converted.notes.into_iter().map(|note| Read::Noted(path.clone(), note)).collect();
    let (tags, lost) = plan::chosen_tags(converted.tags);
    out.extend(lost.map(|note| Read::Noted(path.clone(), note)));
    let mut article = Imported {
        key: format!("{collection}/{}", page.id),
        hash: String::new(),
        slug: Some(slug.clone()),
        title: markdown::shorten(&page.title, 200),
        kind: options.kind,
        visibility: options.visibility,
        summary: markdown::first_paragraph(&converted.body, SUMMARY),
        body: converted.body,
        topic: None,
        tags,
        organisation: None,
        source: Some(source(&known.site, &page.title)),
        note: format!("Import aus {}", markdown::shorten(&known.site, 100)),
        fields: Typed::default(),
        files: Vec::new(),
        pictures: Arc::default(),
        former: known.former.get(&page.id).cloned().unwrap_or_default(),
        settled: None,
    };
    article.hash = plan::hash(&article);
    out.push(Read::Article(Box::new(Planned { path, article })));
    out
}

fn source(site: &str, title: &str) -> String {
    let site = if site.is_empty() { "MediaWiki" } else { site };
    markdown::shorten(&format!("{site}, Seite „{title}“"), 500)
}
