//! Forms of the wiki.

use app::wiki::{fields::Typed, port::ArticleDraft};

use super::{drafts, templates};
use crate::http::{FormRoute, Submission};

pub(crate) fn routes() -> Vec<FormRoute> {
    drafts::forms::routes().into_iter().chain(templates::forms::routes()).collect()
}

/// What was typed into the form of an article.
pub(super) fn typed(form: &Submission) -> ArticleDraft {
    ArticleDraft {
        title: form.text("title"),
        kind: form.text("kind"),
        visibility: form.text("visibility"),
        summary: form.text("summary"),
        body: form.text("body"),
        topic: form.text("topic"),
        tags: form.text("tags"),
        organisation: form.text("organisation"),
        note: form.text("note"),
        fields: typed_fields(form),
    }
}

/// The fixed fields as typed, those of other kinds too: an author may change her mind about the kind.
fn typed_fields(form: &Submission) -> Typed {
    Typed::from_pairs(form.form().values())
}
