//! The wiki as files: Markdown with a head of YAML, byte for byte the same for the same state.
//!
//! What is exported is what stands now. Revisions, and with them the names of their authors, stay behind.

pub(crate) mod files;
mod front_matter;
pub(crate) mod queries;

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use app::{
    error::Error,
    wiki::{
        Kind, Visibility,
        fields::{Fields, Typed},
    },
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

pub(crate) use front_matter::markdown;

use crate::{
    attachment::AttachmentService,
    db::{Db, Millis},
};

/// The folder of the articles.
pub(super) const ARTICLES: &str = "artikel";

/// Says what the rest is, for whoever opens the archive years later.
const README: &str = "Artikel aus dem Wissensnetz, als Markdown mit einem Kopf in YAML.\n\n\
    artikel/<adresse>.md   der Artikel\n\
    artikel/<adresse>/     seine Anhänge\n\n\
    `wissensnetz import DATEI.zip` nimmt alles wieder auf. Nicht enthalten: frühere Fassungen, Namen von Personen\n\
    außer in den Texten selbst, Fragen und Antworten.\n";

/// All that is exported of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exported {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) visibility: String,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) topic: Option<String>,
    /// In the order of their addresses.
    pub(crate) tags: Vec<String>,
    pub(crate) organisation: Option<String>,
    /// JSON of the fixed fields.
    pub(crate) fields: String,
    pub(crate) source: Option<String>,
    pub(crate) parent: Option<String>,
    pub(crate) position: i64,
    pub(crate) deputy: Option<String>,
    pub(crate) review_months: Option<i64>,
    pub(crate) review_due: Option<Millis>,
    /// Names of its files, oldest first.
    pub(crate) files: Vec<String>,
    /// Addresses that it had before.
    pub(crate) former: Vec<String>,
    pub(crate) created_at: Millis,
    pub(crate) updated_at: Millis,
}

impl Exported {
    /// What may be given to everybody: whom to call, who looks after an article and what it was called when it was for
    /// members only is nobody else's business.
    fn for_everybody(self) -> Self {
        let kind = Kind::from_key(&self.kind).unwrap_or(Kind::Article);
        let typed: Typed = serde_json::from_str(&self.fields).unwrap_or_default();
        let typed = Fields::stored(kind, &typed).without_contact().typed();
        let fields = serde_json::to_string(&typed).unwrap_or_default();
        Self { former: Vec::new(), deputy: None, review_months: None, review_due: None, fields, ..self }
    }
}

/// What an export did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles in it.
    pub articles: usize,
    /// Their files.
    pub files: usize,
}

/// Writes all articles into an archive. `public`: only those for everybody.
///
/// The file appears when it is complete, and replaces one of that name.
pub async fn run(db: &Db, attachments: &AttachmentService, path: &Path, public: bool) -> Result<Summary, Error> {
    let part = path.with_extension("zip.part");
    let outcome = write(db, attachments, &part, public).await;
    match outcome {
        Ok(summary) => {
            std::fs::rename(&part, path).map_err(|error| Error::fault(format!("{}: {error}", path.display())))?;
            Ok(summary)
        }
        Err(error) => {
            // half an export must not be taken for a whole one
            let _ = std::fs::remove_file(&part);
            Err(error)
        }
    }
}

async fn write(db: &Db, attachments: &AttachmentService, path: &Path, public: bool) -> Result<Summary, Error> {
    let file = File::create(path).map_err(|error| Error::fault(format!("{}: {error}", path.display())))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    put(&mut zip, "LIESMICH.txt", README.as_bytes())?;
    let mut summary = Summary::default();
    let mut all = queries::slugs(&mut db.read().await?).await?;
    // not by the database: each sorts hyphens as its locale does
    all.sort_by(|one, other| one.1.cmp(&other.1));
    for (id, _) in all {
        let Some(article) = queries::one(&mut db.read().await?, id, public).await? else { continue };
        if public && article.visibility != Visibility::Public.key() {
            continue;
        }
        let mut article = if public { article.for_everybody() } else { article };
        let contents = attachments.contents(id).await?;
        article.files = contents.iter().map(|(file, _)| file.name.clone()).collect();
        let places = files::places(&article.slug, article.files.iter().map(String::as_str));
        let (mut known, mut bytes) = (Vec::new(), Vec::new());
        for ((file, content), place) in contents.into_iter().zip(places) {
            bytes.push((place.clone(), content));
            known.push((file, place));
        }
        article.body = files::to_places(&article.body, &known);
        put(&mut zip, &format!("{ARTICLES}/{}.md", article.slug), markdown(&article).as_bytes())?;
        summary.articles += 1;
        for (place, content) in bytes {
            put(&mut zip, &format!("{ARTICLES}/{place}"), &content)?;
            summary.files += 1;
        }
    }
    zip.finish()?.into_inner().map_err(|error| Error::fault(error.to_string()))?.sync_all()?;
    Ok(summary)
}

/// A file in the archive; its time is that of no clock.
fn put(zip: &mut ZipWriter<BufWriter<File>>, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(name, options)?;
    zip.write_all(bytes)?;
    Ok(())
}

/// One article as a file, for whoever may read it.
pub(crate) async fn article(db: &Db, id: i64, public: bool) -> Result<Option<String>, Error> {
    let article = queries::one(&mut db.read().await?, id, public).await?;
    Ok(article.map(|article| markdown(&if public { article.for_everybody() } else { article })))
}
