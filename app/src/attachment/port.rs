//! What pages can ask about attachments. Files themselves come in and go out as streams, past the pages.

use async_trait::async_trait;
use jiff::Timestamp;

use super::FileType;
use crate::{account::Viewer, error::Error, text};

/// What a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A published article.
    Article(i64),
    /// A draft that is not published yet.
    Draft(i64),
    /// A question.
    Question(i64),
    /// An answer.
    Answer(i64),
    /// A form of a question or an answer that is still being written.
    Form(i64),
}

/// A file of an article or a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: i64,
    /// Its name, as downloads carry it: without a path, with the ending that fits.
    pub name: String,
    /// What it is.
    pub kind: FileType,
    /// Its size in bytes.
    pub size: i64,
    /// Width and height of an image, in pixels.
    pub pixels: Option<(i64, i64)>,
    /// How many pages, slides or tables a document has, once it was read.
    pub pages: Option<i64>,
    /// Whether its text can be found.
    pub text: TextState,
    /// Who uploaded it: id and name.
    pub author: Option<(i64, String)>,
    /// When.
    pub created_at: Timestamp,
}

/// How far the text of a file has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextState {
    /// It will be read soon.
    Waiting,
    /// It was read, or has none.
    Done,
    /// It could not be read.
    Failed,
}

impl TextState {
    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl Attachment {
    /// Where it is. Readable, and without anything that Markdown or an address would have to escape.
    #[must_use]
    pub fn path(&self) -> String {
        let (stem, ending) = self.name.rsplit_once('.').unwrap_or((&self.name, ""));
        format!("/dateien/{}/{}.{ending}", self.id, text::slug(stem))
    }

    /// What an author writes to show it, or to lead to it.
    #[must_use]
    pub fn markdown(&self) -> String {
        if self.kind.is_image() {
            return format!("![Was ist zu sehen?]({})", self.path());
        }
        let name: String = self.name.chars().filter(|character| !"[]\\`*_<>&!".contains(*character)).collect();
        format!("[{name}]({})", self.path())
    }

    /// `PDF, 12 Seiten, 1,4 MB`
    #[must_use]
    pub fn facts(&self) -> String {
        let pixels = self.pixels.map(|(width, height)| format!("{width} × {height} Pixel"));
        let pages = self.pages.filter(|_| self.kind == FileType::Pdf).map(|pages| text::count(pages, "Seite", "Seiten"));
        [Some(self.kind.label().to_owned()), pages, pixels, Some(text::bytes(self.size))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// The files of an article or a draft, and how many more there can be.
#[derive(Debug, Clone)]
pub struct Files {
    /// The files, oldest first.
    pub files: Vec<Attachment>,
    /// Largest file, in bytes.
    pub largest: i64,
    /// What is left of the room for this article or draft, in bytes.
    pub room: i64,
}

/// Attachments.
#[async_trait]
pub trait Attachments: Send + Sync {
    /// The files of an article that the viewer may see; empty for any other.
    async fn of_article(&self, viewer: &Viewer, article: i64) -> Result<Vec<Attachment>, Error>;

    /// The files of a thread that the viewer may see: those of the question, and of each answer by its id.
    async fn of_thread(&self, viewer: &Viewer, question: i64) -> Result<Vec<(Option<i64>, Attachment)>, Error>;

    /// The files of an article, a draft or a post, for changing them. Those of an article are for moderators; those of a draft
    /// for its author while it is in work, and for moderators while they review it; those of a post for whoever may change it.
    ///
    /// Errors: `NotFound`; `Invalid` for a draft or a post that is out of her hands at the moment.
    async fn to_change(&self, viewer: &Viewer, owner: Owner) -> Result<Files, Error>;

    /// Takes a file away; returns the path of the page that lists the others. For those who may change them.
    ///
    /// Errors: as [`Attachments::to_change`].
    async fn remove(&self, viewer: &Viewer, id: i64) -> Result<String, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, kind: FileType) -> Attachment {
        Attachment {
            id: 7,
            name: name.to_owned(),
            kind,
            size: 1_400_000,
            pixels: None,
            pages: Some(12),
            text: TextState::Done,
            author: None,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn an_address_is_readable_and_needs_no_escapes() {
        assert_eq!(file("Übersicht (neu) 2026.pdf", FileType::Pdf).path(), "/dateien/7/uebersicht-neu-2026.pdf");
        assert_eq!(file("日本.png", FileType::Png).path(), "/dateien/7/beitrag.png");
    }

    #[test]
    fn a_name_cannot_break_out_of_its_link() {
        assert_eq!(file("a](b)[c.pdf", FileType::Pdf).markdown(), "[a(b)c.pdf](/dateien/7/a-b-c.pdf)");
    }

    #[test]
    fn facts_say_what_it_is_how_long_and_how_large() {
        assert_eq!(file("Plan.pdf", FileType::Pdf).facts(), "PDF, 12\u{a0}Seiten, 1,4\u{a0}MB");
    }
}
