//! A dump of a `MediaWiki` (XML, as `Spezial:Exportieren` or `dumpBackup.php` write it) as articles.
//!
//! The dump is read twice, piece by piece, so it can be of any size: first the titles, so that links find their
//! articles, then the texts.

mod dump;
mod inline;
mod saved;
mod table;
mod wikitext;

pub(super) use dump::{Page, Site, pages};
pub(super) use wikitext::{Names, convert};
