//! What a draft may hold: anything, as long as it is not longer than what an article could ever need. And whether it would
//! change anything.

use std::collections::BTreeSet;

use app::{
    error::{Error, FieldErrors},
    wiki::{
        Kind,
        drafts::port::{Draft, Subject},
        fields::{self, Fields, Typed},
        port::ArticleDraft,
    },
};

use crate::{
    attachment,
    db::Conn,
    text::{LONGEST_BODY, bounded, tags},
    wiki::{
        history,
        queries::{self, Stored},
    },
};

/// Whether a proposal, `new` as it would be stored, differs from what its author has read, or brings files along.
pub(super) async fn changes_something(conn: &mut Conn, draft: &Draft, subject: &Subject, new: Stored) -> Result<bool, Error> {
    let now = queries::article(conn, &subject.slug).await?.ok_or(Error::NotFound)?;
    let read = history::snapshot(conn, now.id, draft.base.unwrap_or(now.revision)).await?;
    let read = match read {
        Some(read) if read.whole => read.typed,
        // of what a very old revision does not know, only the present is left to compare with
        Some(read) => now.typed().with_text_of(read.typed),
        None => return Ok(true),
    };
    let new = ArticleDraft {
        title: new.title,
        kind: new.kind.key().to_owned(),
        visibility: new.visibility.key().to_owned(),
        summary: new.summary,
        body: new.body,
        topic: new.topic.unwrap_or_default(),
        tags: new.tags.join(","),
        organisation: draft.typed.organisation.trim().to_owned(),
        note: String::new(),
        fields: new.fields.typed(),
    };
    Ok(comparable(read) != comparable(new) || attachment::is_given(conn, draft.id).await?)
}

/// The same without differences that mean nothing: the order and spelling of tags, another way to write a number.
fn comparable(typed: ArticleDraft) -> ArticleDraft {
    let slugs: BTreeSet<String> = tags(&typed.tags).unwrap_or_default().iter().map(|tag| app::text::slug(tag)).collect();
    let kind = Kind::from_key(&typed.kind).unwrap_or(Kind::Article);
    ArticleDraft {
        tags: slugs.into_iter().collect::<Vec<_>>().join(","),
        fields: Fields::stored(kind, &typed.fields).typed(),
        note: String::new(),
        ..typed
    }
}

/// The same with plain line breaks. Errors: `Invalid` for what is too long.
pub(super) fn limited(typed: &ArticleDraft) -> Result<ArticleDraft, Error> {
    let mut errors = FieldErrors::default();
    let mut keep = |field, text: &str, longest| errors.check(field, bounded(text, longest)).unwrap_or_default();
    let mut fields = Typed::default();
    for (name, text) in typed.fields.pairs() {
        if let Some(name) = fields::name(name) {
            fields.set(name, keep(name, text, 10_000));
        }
    }
    let kept = ArticleDraft {
        title: keep("title", &typed.title, 1000),
        kind: keep("kind", &typed.kind, 100),
        visibility: keep("visibility", &typed.visibility, 100),
        summary: keep("summary", &typed.summary, 10_000),
        body: keep("body", &typed.body, LONGEST_BODY),
        topic: keep("topic", &typed.topic, 200),
        tags: keep("tags", &typed.tags, 10_000),
        organisation: keep("organisation", &typed.organisation, 200),
        note: keep("note", &typed.note, 2000),
        fields,
    };
    errors.into_result()?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_draft_and_one_full_of_nonsense_are_kept_as_they_are() {
        assert_eq!(limited(&ArticleDraft::default()).expect("kept"), ArticleDraft::default());
        let odd =
            ArticleDraft { kind: "gibt-es-nicht".into(), tags: ",,,".into(), body: "  eins\n".into(), ..ArticleDraft::default() };
        assert_eq!(limited(&odd).expect("kept"), odd);
    }

    #[test]
    fn line_breaks_of_a_browser_become_plain_ones() {
        let typed = ArticleDraft { body: "eins\r\nzwei".into(), ..ArticleDraft::default() };
        assert_eq!(limited(&typed).expect("kept").body, "eins\nzwei");
    }

    #[test]
    fn a_text_that_is_too_long_is_named_at_its_field() {
        let typed = ArticleDraft { body: "ü".repeat(LONGEST_BODY + 1), ..ArticleDraft::default() };
        let Err(Error::Invalid(errors)) = limited(&typed) else { panic!("it was kept") };
        assert_eq!(errors.of("body"), Some("Das sind 1.000.001 Zeichen; höchstens 1.000.000 sind möglich."));
    }
}
