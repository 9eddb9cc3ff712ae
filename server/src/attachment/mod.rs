//! The rules of attachments: the port of [`app::attachment`], taking files in, handing them out, tidying up.
//!
//! The content of a file lies in `store` under its hash; `sniff` says what it is, `picture` makes images anew, `text` reads
//! documents for the search, in a process of its own. The object is written first and the row afterwards: what a crash
//! leaves behind is an object without a row, and `tidy` removes those.

mod archive;
pub(crate) mod forms;
mod intake;
mod name;
mod picture;
mod posts;
pub(crate) mod queries;
mod reader;
mod refusal;
mod sniff;
mod store;
pub mod text;
mod tidy;

use std::{path::PathBuf, sync::Arc};

use app::{
    account::{Action, Viewer},
    attachment::port::{Attachment, Attachments, Files},
    error::Error,
    search::Kind as SearchKind,
    wiki::{Visibility, drafts::State, port::EventKind},
};
use async_trait::async_trait;
use axum::body::Bytes;
use futures_util::Stream;
use tokio::sync::{Notify, RwLock, Semaphore};

pub use app::attachment::port::Owner;
pub use refusal::Refusal;
use store::Store;
use text::Extractor;

use crate::{
    config::Config,
    db::{Clock, Conn, Db},
    search::{self, SearchService},
    wiki::{events, queries::Writer},
};

/// Gives the files of a draft to the article that it became, in the transaction that publishes it.
pub(crate) async fn adopt(tx: &mut Conn, draft: i64, article: i64) -> Result<(), Error> {
    queries::adopt(tx, draft, article).await
}

/// Whether a draft has files of its own.
pub(crate) async fn is_given(conn: &mut Conn, draft: i64) -> Result<bool, Error> {
    Ok(!queries::of(conn, Owner::Draft(draft)).await?.is_empty())
}

/// Gives the files of a form to the question or the answer that it became, in the transaction that posts it.
pub(crate) async fn adopt_from_form(tx: &mut Conn, form: i64, post: Owner) -> Result<(), Error> {
    queries::adopt_from_form(tx, form, post).await
}

/// How much may be uploaded, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// A file.
    pub(crate) file: i64,
    /// All files of an article or a draft.
    pub(crate) owner: i64,
    /// All files of a member within 24 hours.
    pub(crate) day: i64,
}

/// Attachments.
pub struct AttachmentService {
    db: Db,
    clock: Clock,
    search: Arc<SearchService>,
    store: Store,
    extractor: Extractor,
    limits: Limits,
    incoming: PathBuf,
    /// One file at a time is looked into: an image of 40 million pixels takes 160 MB while it is made anew.
    bench: Semaphore,
    /// Held to read between writing an object and its row, and to write while objects without rows are removed.
    keeping: RwLock<()>,
    wake: Notify,
}

/// A draft, as far as its files depend on it.
struct DraftAccess {
    author: i64,
    state: State,
}

impl DraftAccess {
    /// What its author has thrown away is nobody else's business.
    fn is_visible(&self, viewer: &Viewer) -> bool {
        let author = self.author;
        viewer.may(Action::ReadDraft { author }) && (self.state != State::Discarded || viewer.id() == author)
    }

    fn is_changeable(&self, viewer: &Viewer) -> bool {
        let mine = viewer.id() == self.author && self.state.is_open();
        mine || (viewer.may(Action::WriteArticle) && self.state == State::Submitted)
    }
}

/// A file on its way out.
pub(crate) struct Download {
    pub(crate) attachment: Attachment,
    /// SHA-256 of the content.
    pub(crate) hash: String,
    /// Whether everybody may see it.
    pub(crate) public: bool,
}

impl AttachmentService {
    /// With the folder or the bucket that the configuration names.
    pub fn open(config: &Config, db: Db, clock: Clock, search: Arc<SearchService>) -> Result<Self, Error> {
        let store = match &config.files_url {
            Some(url) => Store::address(url)?,
            None => Store::folder(&config.data_dir.join("dateien"))?,
        };
        let incoming = config.data_dir.join("eingang");
        std::fs::create_dir_all(&incoming)?;
        Ok(Self {
            db,
            clock,
            search,
            store,
            extractor: config.extractor.clone(),
            limits: config.limits(),
            incoming,
            bench: Semaphore::new(1),
            keeping: RwLock::new(()),
            wake: Notify::new(),
        })
    }

    /// The limits, for the border.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// Where uploads arrive.
    pub(crate) fn incoming(&self) -> &PathBuf {
        &self.incoming
    }

    /// A file that the viewer may see.
    pub(crate) async fn download(&self, viewer: &Viewer, id: i64) -> Result<Option<Download>, Error> {
        let mut conn = self.db.read().await?;
        let Some(file) = queries::one(&mut conn, id).await? else { return Ok(None) };
        let Some(visibility) = self.visible(&mut conn, viewer, file.owner).await? else { return Ok(None) };
        Ok(Some(Download { attachment: file.attachment, hash: file.hash, public: visibility == Visibility::Public }))
    }

    /// The content of a file, piece by piece.
    pub(crate) async fn content(&self, hash: &str) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + 'static, Error> {
        self.store.open(hash).await?.ok_or_else(|| Error::fault(format!("the content of a file is gone: {hash}")))
    }

    /// The files of an article with their content, for an export; whoever asks.
    pub async fn contents(&self, article: i64) -> Result<Vec<(Attachment, Vec<u8>)>, Error> {
        let files = queries::of(&mut self.db.read().await?, Owner::Article(article)).await?;
        let mut contents = Vec::with_capacity(files.len());
        for file in files {
            let content = self.store.read(&file.hash).await?;
            contents.push((file.attachment, content.ok_or_else(|| Error::fault(format!("{} is gone", file.hash)))?));
        }
        Ok(contents)
    }

    /// Who may see what belongs there; `None` when this viewer may not.
    async fn visible(&self, conn: &mut Conn, viewer: &Viewer, owner: Owner) -> Result<Option<Visibility>, Error> {
        match owner {
            Owner::Article(id) => {
                let article = queries::article(conn, id).await?;
                Ok(article.map(|(_, visibility)| visibility).filter(|one| viewer.may(Action::ReadArticle(*one))))
            }
            Owner::Draft(id) => {
                let draft = queries::draft_access(conn, id).await?.filter(|draft| draft.is_visible(viewer));
                Ok(draft.map(|_| Visibility::Members))
            }
            Owner::Question(_) | Owner::Answer(_) | Owner::Form(_) => {
                let may = posts::may_see(conn, viewer, owner).await?;
                Ok(may.then_some(Visibility::Members))
            }
        }
    }

    /// The page that lists the files of an owner, if this viewer may change them.
    ///
    /// Errors: `NotFound` when she may not even see it, `Invalid` for a draft that is out of her hands at the moment.
    async fn changeable(&self, conn: &mut Conn, viewer: &Viewer, owner: Owner) -> Result<String, Error> {
        match owner {
            Owner::Article(id) => {
                let (slug, visibility) = queries::article(conn, id).await?.ok_or(Error::NotFound)?;
                if !viewer.may(Action::ReadArticle(visibility)) {
                    return Err(Error::NotFound);
                }
                viewer.require(Action::WriteArticle)?;
                Ok(format!("/wiki/{slug}/dateien"))
            }
            Owner::Draft(id) => {
                let draft = queries::draft_access(conn, id).await?.filter(|draft| draft.is_visible(viewer));
                let draft = draft.ok_or(Error::NotFound)?;
                if !draft.is_changeable(viewer) {
                    let state = draft.state.label();
                    return Err(Error::invalid(
                        "datei",
                        format!("Die Dateien dieses Entwurfs können Sie jetzt nicht ändern: {state}."),
                    ));
                }
                Ok(format!("/wiki/entwuerfe/{id}/dateien"))
            }
            Owner::Question(_) | Owner::Answer(_) | Owner::Form(_) => posts::changeable(conn, viewer, owner).await,
        }
    }

    /// What has to be said when the files of an owner have changed, last in its transaction.
    async fn changed(&self, tx: &mut Conn, owner: Owner, what: &str, author: Option<Writer>) -> Result<(), Error> {
        let Owner::Article(article) = owner else { return posts::changed(tx, owner).await };
        events::record(tx, article, EventKind::Files, what, author, self.clock.millis()).await?;
        search::record(tx, SearchKind::Article, article).await
    }
}

#[async_trait]
impl Attachments for AttachmentService {
    async fn of_article(&self, viewer: &Viewer, article: i64) -> Result<Vec<Attachment>, Error> {
        let mut conn = self.db.read().await?;
        let files = queries::of(&mut conn, Owner::Article(article)).await?;
        // most articles have none, and then it does not matter who looks
        if files.is_empty() || self.visible(&mut conn, viewer, Owner::Article(article)).await?.is_none() {
            return Ok(Vec::new());
        }
        let mut files: Vec<Attachment> = files.into_iter().map(|file| file.attachment).collect();
        if !viewer.may(Action::ReadNetwork) {
            // names of colleagues are for members
            for file in &mut files {
                file.author = None;
            }
        }
        Ok(files)
    }

    async fn of_thread(&self, viewer: &Viewer, question: i64) -> Result<Vec<(Option<i64>, Attachment)>, Error> {
        let mut conn = self.db.read().await?;
        if self.visible(&mut conn, viewer, Owner::Question(question)).await?.is_none() {
            return Ok(Vec::new());
        }
        let files = queries::of_thread(&mut conn, question).await?.into_iter();
        Ok(files.map(|file| (if let Owner::Answer(id) = file.owner { Some(id) } else { None }, file.attachment)).collect())
    }

    async fn to_change(&self, viewer: &Viewer, owner: Owner) -> Result<Files, Error> {
        let mut conn = self.db.read().await?;
        self.changeable(&mut conn, viewer, owner).await?;
        let files: Vec<Attachment> = queries::of(&mut conn, owner).await?.into_iter().map(|file| file.attachment).collect();
        let used: i64 = files.iter().map(|file| file.size).sum();
        Ok(Files { files, largest: self.limits.file, room: (self.limits.owner - used).max(0) })
    }

    async fn remove(&self, viewer: &Viewer, id: i64) -> Result<String, Error> {
        let mut tx = self.db.begin().await?;
        let file = queries::one(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let page = self.changeable(&mut tx, viewer, file.owner).await?;
        if !queries::remove(&mut tx, id, self.clock.millis()).await? {
            return Err(Error::NotFound);
        }
        let what = format!("Datei gelöscht: {}", file.attachment.name);
        self.changed(&mut tx, file.owner, &what, viewer.member().map(Writer::from)).await?;
        tx.commit().await?;
        self.search.poke();
        Ok(page)
    }
}
