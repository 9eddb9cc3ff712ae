//! The text of a file, for the search. Files come from strangers and parsers have faults, so a file is read in a process
//! of its own that has little memory, little time, and nothing to lose.

mod child;
mod office;
mod pages;
mod pdf;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use app::attachment::FileType;

pub use child::{Extractor, child};
use pages::{Full, Pages};

/// What was read.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The text of each page, slide or table, without empty ones at the end.
    pub pages: Vec<String>,
    /// How many pages the document has, where that is known.
    pub count: Option<i64>,
}

/// Most text of a file, in bytes of UTF-8.
const LONGEST: usize = 2_000_000;
/// Most pages.
const MOST_PAGES: usize = 2_000;

/// Reads a file in this process. Each page is handed out when it is finished, so that what follows cannot take it back.
///
/// Errors: a word about what was wrong with the file.
fn read(kind: FileType, content: &[u8], keep: &mut dyn FnMut(Line)) -> Result<(), String> {
    let mut pages = Pages::new(LONGEST, MOST_PAGES, keep);
    let outcome = catch_unwind(AssertUnwindSafe(|| match kind {
        FileType::Png | FileType::Jpeg => Ok(()),
        FileType::Pdf => pdf::read(content, &mut pages),
        FileType::Docx | FileType::Xlsx | FileType::Pptx | FileType::Odt | FileType::Ods | FileType::Odp => {
            office::read(kind, content, &mut pages)
        }
        FileType::Text | FileType::Csv | FileType::Markdown => {
            let _ = pages.text(&String::from_utf8_lossy(content));
            Ok(())
        }
    }));
    pages.finish();
    outcome.unwrap_or_else(|_| Err("a fault of the reader".to_owned()))
}

/// What a reader says, in this order or another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Line {
    /// How many pages there are.
    Count(i64),
    /// The text of the next page.
    Page(String),
}

impl Extract {
    fn take(&mut self, line: Line) {
        match line {
            Line::Count(count) => self.count = Some(count),
            Line::Page(text) => self.pages.push(text),
        }
    }

    fn tidied(mut self) -> Self {
        while self.pages.last().is_some_and(String::is_empty) {
            self.pages.pop();
        }
        self
    }
}
