//! Drafts of what people write, ready to be changed by a story.

use app::{
    forum::port::QuestionDraft,
    wiki::{Kind, Visibility, port::ArticleDraft},
};

/// A question of this title that may be asked.
#[must_use]
pub fn question(title: &str) -> QuestionDraft {
    QuestionDraft { title: title.to_owned(), body: "Wir fangen gerade damit an.".to_owned(), ..QuestionDraft::default() }
}

/// A guide that may be published, for these readers.
#[must_use]
pub fn article(title: &str, visibility: Visibility) -> ArticleDraft {
    ArticleDraft {
        title: title.to_owned(),
        kind: Kind::Guide.key().to_owned(),
        visibility: visibility.key().to_owned(),
        body: "Erst fragen, dann kaufen.".to_owned(),
        ..ArticleDraft::default()
    }
}
