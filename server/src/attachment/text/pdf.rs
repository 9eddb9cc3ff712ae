//! Text of PDF files.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use pdf_extract::{ConvertToFmt, Document, PlainTextOutput, output_doc_page};

use super::{Full, MOST_PAGES, Pages};

pub(super) fn read(content: &[u8], pages: &mut Pages<'_>) -> Result<(), String> {
    let mut document = Document::load_mem(content).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        // many are encrypted with no password at all, only to forbid printing
        document.decrypt("").map_err(|error| error.to_string())?;
    }
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    pages.count(numbers.len());
    for number in numbers.into_iter().take(MOST_PAGES) {
        let mut page = OnePage { pages: &mut *pages, full: false };
        // the reader panics at some faults of a page: the others have their text all the same
        let _ = catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut PlainTextOutput::new(&mut page), number)));
        if page.full || pages.next_page().is_err() {
            break;
        }
    }
    Ok(())
}

/// Takes the text of a page until there is no room.
struct OnePage<'a, 'b> {
    pages: &'a mut Pages<'b>,
    full: bool,
}

impl fmt::Write for OnePage<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.pages.text(text).map_err(|Full| {
            self.full = true;
            fmt::Error
        })
    }
}

impl ConvertToFmt for &mut OnePage<'_, '_> {
    type Writer = Self;

    fn convert(self) -> Self::Writer {
        self
    }
}
