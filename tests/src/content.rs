//! Drafts of what people write, ready to be changed by a story.

use app::{
    account::Viewer,
    forum::port::QuestionDraft,
    wiki::{
        Kind, Visibility,
        drafts::port::{Draft, Drafts, Saved, Sheet},
        port::ArticleDraft,
    },
};

use crate::Network;

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

/// A draft of this viewer, as it is stored.
pub async fn kept(network: &Network, viewer: &Viewer, sheet: Sheet) -> Draft {
    match network.server.drafts.save(viewer, sheet).await {
        Ok(Saved::Stands(draft)) => *draft,
        other => panic!("{other:?}"),
    }
}
