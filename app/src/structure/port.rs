//! Use cases of the structure of the wiki.

use async_trait::async_trait;

use crate::{account::Viewer, error::Error};

/// An article, as far as a link to it has to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its address under `/wiki/`.
    pub slug: String,
    /// Its title.
    pub title: String,
}

impl Place {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/wiki/{}", self.slug)
    }
}

/// What lies around an article, as far as the viewer may see it.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The articles above it, the topmost first.
    pub above: Vec<Place>,
    /// The articles right below it, in their order.
    pub below: Vec<Place>,
    /// The one before it below the same parent.
    pub previous: Option<Place>,
    /// The one after it.
    pub next: Option<Place>,
    /// Articles whose text links to it.
    pub linked_from: Vec<Place>,
}

/// An article in the page tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Which.
    pub place: Place,
    /// What is below it.
    pub below: Vec<Branch>,
    /// How many articles are below it that are not shown.
    pub more: usize,
}

/// The page tree, or a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The way down to the article whose part it is, and that article; empty for the whole tree.
    pub above: Vec<Place>,
    /// What hangs there.
    pub branches: Vec<Branch>,
}

/// Something that articles link to and that is not there.
#[derive(Debug, Clone)]
pub struct Missing {
    /// Where it would be.
    pub path: String,
    /// The title by which it is wanted; `None` when all links name the address.
    pub title: Option<String>,
    /// How many articles link to it.
    pub count: i64,
    /// Some of them.
    pub articles: Vec<Place>,
}

/// Where an article stands, as its form shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its title.
    pub title: String,
    /// Its address under `/wiki/`; follows the title when empty.
    pub address: String,
    /// Title or address of the article above it, or empty.
    pub parent: String,
    /// A number; smaller ones come first among siblings.
    pub position: String,
}

/// Something that an author may have overlooked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The line, from 1.
    pub line: usize,
    /// What, in a sentence.
    pub text: String,
}

/// A title that completes what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The title.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// Kind and organisation.
    pub meta: String,
}

/// The structure of the wiki.
#[async_trait]
pub trait Structure: Send + Sync {
    /// What lies around an article.
    async fn around(&self, viewer: &Viewer, article: i64) -> Result<Surroundings, Error>;

    /// The page tree: all articles with something above or below them. What the viewer may not see is left out, and what
    /// is below it hangs where it is found.
    ///
    /// Of a large tree as many levels are shown as one can look over; `below` (a slug) asks for what hangs below an article.
    /// Errors: `NotFound` when that one is not in the tree.
    async fn tree(&self, viewer: &Viewer, below: Option<&str>) -> Result<Tree, Error>;

    /// What is linked to and not there, the most wanted first. For moderators.
    async fn missing(&self, viewer: &Viewer) -> Result<Vec<Missing>, Error>;

    /// Where an article stands. For moderators.
    async fn standing(&self, viewer: &Viewer, article: i64) -> Result<Standing, Error>;

    /// Gives an article another title, address or place in the tree; returns its path. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`Standing`], `NotFound`.
    async fn relocate(&self, viewer: &Viewer, slug: &str, standing: Standing) -> Result<String, Error>;

    /// Titles that contain what was typed.
    async fn titles(&self, viewer: &Viewer, typed: &str) -> Result<Vec<Suggestion>, Error>;

    /// What the author of a text may have overlooked. For members.
    async fn hints(&self, viewer: &Viewer, body: &str) -> Result<Vec<Hint>, Error>;
}
