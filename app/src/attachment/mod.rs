//! Attachments: files and images that belong to an article or a draft.

pub mod pages;
pub mod port;

/// What may be uploaded. Decided by what is in a file, never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// PDF.
    Pdf,
    /// Word (DOCX).
    Docx,
    /// Excel (XLSX).
    Xlsx,
    /// Slides of the same family (PPTX).
    Pptx,
    /// `OpenDocument` text.
    Odt,
    /// `OpenDocument` table.
    Ods,
    /// `OpenDocument` slides.
    Odp,
    /// Plain text.
    Text,
    /// Values with commas or semicolons between them.
    Csv,
    /// Markdown.
    Markdown,
}

impl FileType {
    /// All types.
    pub const ALL: [Self; 12] = [
        Self::Png,
        Self::Jpeg,
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Odp,
        Self::Text,
        Self::Csv,
        Self::Markdown,
    ];

    /// The name in the database: the media type without its parameters (IANA).
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
        }
    }

    /// The reverse of [`FileType::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    /// The endings of names, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Png | Self::Jpeg => "Bild",
            Self::Pdf => "PDF",
            Self::Docx => "Word-Dokument",
            Self::Xlsx => "Excel-Tabelle",
            Self::Pptx => "PowerPoint-Folien",
            Self::Odt => "OpenDocument-Text",
            Self::Ods => "OpenDocument-Tabelle",
            Self::Odp => "OpenDocument-Folien",
            Self::Text => "Textdatei",
            Self::Csv => "CSV-Tabelle",
            Self::Markdown => "Markdown-Text",
        }
    }

    /// Whether browsers show it in a page.
    #[must_use]
    pub fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_found_again_by_its_key() {
        for one in FileType::ALL {
            assert_eq!(FileType::from_key(one.key()), Some(one));
        }
        assert_eq!(FileType::from_key("image/svg+xml"), None);
    }
}
