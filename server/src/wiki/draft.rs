//! What the author of an article may type.

use app::{
    error::{Error, FieldErrors},
    wiki::{Kind, Visibility, fields::Fields, port::ArticleDraft},
};

use super::{queries::Stored, templates};
use crate::{
    db::Conn,
    organisation, subject,
    text::{LONGEST_BODY, optional, required, tags, title},
};

/// Parses a draft. Errors: `Invalid` with every field that is wrong.
pub(super) async fn check(conn: &mut Conn, draft: &ArticleDraft) -> Result<Stored, Error> {
    let mut errors = FieldErrors::default();
    let title = errors.check("title", title(&draft.title, "Bitte geben Sie dem Artikel einen Titel.", 3));
    let kind = errors.check("kind", Kind::from_key(&draft.kind).ok_or_else(|| "Bitte wählen Sie eine Art.".to_owned()));
    let visibility = errors.check(
        "visibility",
        Visibility::from_key(&draft.visibility).ok_or_else(|| "Bitte wählen Sie, wer den Artikel sehen darf.".to_owned()),
    );
    let summary = errors.check("summary", optional(&draft.summary, 500));
    let answered = templates::answered(conn, &draft.body).await?;
    let missing = if draft.body.trim().is_empty() {
        "Bitte schreiben Sie einen Text."
    } else {
        "Bisher stehen hier nur die Leitfragen der Vorlage. Bitte beantworten Sie mindestens eine davon."
    };
    let body = errors.check("body", required(&answered, missing, LONGEST_BODY));
    let tags = errors.check("tags", tags(&draft.tags));
    let note = errors.check("note", optional(&draft.note, 200));
    let topic = errors.check("topic", subject::chosen_topic(conn, &draft.topic).await?).flatten();
    let organisation = match draft.organisation.trim() {
        "" => None,
        slug => {
            let known = organisation::queries::by_slug(conn, slug).await?;
            if known.is_none() {
                errors.add("organisation", "Diese Kommune gibt es nicht. Bitte wählen Sie eine aus der Liste.");
            }
            known.map(|(id, _)| id)
        }
    };
    let fields = match kind.map(|kind| Fields::parse(kind, &draft.fields)) {
        Some(Ok(fields)) => Some(fields),
        Some(Err(wrong)) => {
            for (field, message) in wrong.iter() {
                errors.add(field, message);
            }
            None
        }
        None => None,
    };
    errors.into_result()?;
    match (title, kind, visibility, summary, body, tags, note, fields) {
        (Some(title), Some(kind), Some(visibility), Some(summary), Some(body), Some(tags), Some(note), Some(fields)) => {
            Ok(Stored { title, kind, visibility, summary, body, topic, tags, organisation, note, fields })
        }
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}
