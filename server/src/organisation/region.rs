//! The region that an installation serves: organisations, topics, texts. Data in a folder, never code.
//!
//! Ostwestfalen-Lippe is inside the binary; `region_dir` in the configuration names another folder of the same shape.

use std::{collections::HashMap, path::Path};

use app::{context::Site, error::Error, subject::port::Topic};
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::queries::{self, Listed};
use crate::{db::Db, markdown::Renderer, search, subject};

/// The folder `regions/owl`, in the binary.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/regions/owl"]
struct Owl;

/// Texts that every operator has to show (address and file name).
const LEGAL: [&str; 4] = ["impressum", "datenschutz", "barrierefreiheit", "nutzungsbedingungen"];

/// A region's folder.
pub struct Region {
    files: Files,
    settings: Settings,
}

enum Files {
    Embedded,
    Folder(std::path::PathBuf),
}

impl Files {
    fn read(&self, name: &str) -> Result<String, Error> {
        let bytes = match self {
            Self::Embedded => Owl::get(name).ok_or_else(|| Error::fault(format!("region: {name} is missing")))?.data.into_owned(),
            Self::Folder(folder) => {
                std::fs::read(folder.join(name)).map_err(|error| Error::fault(format!("region: {name}: {error}")))?
            }
        };
        Ok(String::from_utf8(bytes)?)
    }

    fn names(&self, prefix: &str) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Embedded => Owl::iter().map(std::borrow::Cow::into_owned).filter(|name| name.starts_with(prefix)).collect(),
            Self::Folder(folder) => walkdir::WalkDir::new(folder.join(prefix))
                .into_iter()
                .filter_map(Result::ok)
                .filter(|entry| entry.file_type().is_file())
                .filter_map(|entry| entry.path().strip_prefix(folder).ok().map(|path| path.to_string_lossy().into_owned()))
                .collect(),
        };
        names.sort();
        names
    }
}

/// `region.toml`
#[derive(Debug, Deserialize)]
struct Settings {
    name: String,
    region: String,
    claim: String,
    operator: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    #[serde(rename = "searches")]
    example_searches: Vec<String>,
    #[serde(default)]
    topics: Vec<TopicSetting>,
}

#[derive(Debug, Clone, Deserialize)]
struct TopicSetting {
    slug: String,
    name: String,
    description: String,
}

impl From<&TopicSetting> for Topic {
    fn from(setting: &TopicSetting) -> Self {
        let TopicSetting { slug, name, description } = setting.clone();
        Self { slug, name, description }
    }
}

impl Region {
    /// Reads the region of a folder, or Ostwestfalen-Lippe.
    pub fn open(folder: Option<&Path>) -> Result<Self, Error> {
        let files = folder.map_or(Files::Embedded, |folder| Files::Folder(folder.to_owned()));
        let settings = toml::from_str(&files.read("region.toml")?)?;
        Ok(Self { files, settings })
    }

    /// What every page shows of it.
    pub fn site(&self, renderer: &Renderer) -> Result<Site, Error> {
        let legal = LEGAL
            .into_iter()
            .map(|slug| {
                let text = self.files.read(&format!("pages/{slug}.md"))?;
                let (title, body) = text.trim_start().split_once('\n').unwrap_or((&text, ""));
                Ok((slug.to_owned(), title.trim_start_matches('#').trim().to_owned(), renderer.render(body).to_string()))
            })
            .collect::<Result<_, Error>>()?;
        let settings = &self.settings;
        Ok(Site {
            name: settings.name.clone(),
            region: settings.region.clone(),
            claim: settings.claim.clone(),
            operator: settings.operator.clone(),
            contact: settings.contact.clone(),
            example_searches: settings.example_searches.clone(),
            legal,
            ..Site::default()
        })
    }

    /// What new articles begin with: key of a kind to Markdown.
    pub fn templates(&self) -> Result<HashMap<String, String>, Error> {
        let names = self.files.names("templates/").into_iter();
        names
            .filter_map(|name| {
                let kind = name.strip_prefix("templates/")?.strip_suffix(".md")?.to_owned();
                Some(self.files.read(&name).map(|body| (kind, body)))
            })
            .collect()
    }

    /// Example content: file name and text, by name.
    pub fn demo_files(&self) -> Result<Vec<(String, String)>, Error> {
        self.files.names("demo/").into_iter().map(|name| Ok((name.clone(), self.files.read(&name)?))).collect()
    }

    /// Brings organisations, domains and topics into the database, if they have changed since the last time.
    /// No organisation is deleted, for content may refer to it; mail domains are exactly those of the list.
    pub async fn load(&self, db: &Db) -> Result<(), Error> {
        let list = self.files.read("organisations.csv")?;
        let hash = format!("{:x}", Sha256::digest(format!("{list}\n{:?}", self.settings.topics)));
        if queries::region_hash(&mut db.read().await?).await?.is_some_and(|known| known == hash) {
            return Ok(());
        }
        let mut tx = db.begin().await?;
        queries::delete_domains(&mut tx).await?;
        for row in csv::Reader::from_reader(list.as_bytes()).deserialize() {
            let one: Listed = row?;
            let id = queries::upsert(&mut tx, &one).await?;
            for domain in one.mail_domains.split(';').map(str::trim).filter(|domain| !domain.is_empty()) {
                queries::upsert_domain(&mut tx, &domain.to_lowercase(), id).await?;
            }
            search::record(&mut tx, app::search::Kind::Organisation, id).await?;
        }
        for (position, topic) in (1..).zip(&self.settings.topics) {
            subject::queries::bring_topic(&mut tx, &Topic::from(topic), position).await?;
        }
        queries::set_region_hash(&mut tx, &hash).await?;
        tx.commit().await
    }
}
