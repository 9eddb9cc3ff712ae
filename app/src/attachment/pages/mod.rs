//! Pages of attachments, and the parts of other pages that show files.

pub mod article;
pub mod draft;
mod list;
pub mod post;
mod upload;

pub use list::section;
pub use upload::panel;

use crate::context::Visit;

/// What has just been done.
fn told(visit: &Visit) -> Option<&'static str> {
    match visit.query("hinweis") {
        "hochgeladen" => Some("Hochgeladen. Kopieren Sie die Zeile unter der Datei in den Text, wo sie erscheinen soll."),
        "geloescht" => Some("Die Datei ist gelöscht."),
        _ => None,
    }
}
