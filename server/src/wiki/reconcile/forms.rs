//! The decisions of the page of conflicts. They lead back into the form that brought it up.

use app::{
    error::{Error, FieldErrors},
    page::Page,
    wiki::{
        merge::Choice,
        pages::conflict::{self, BY_CHOICE, BY_HAND, HOW, MINE, NOW},
        port::ArticleDraft,
    },
};

use crate::{http::Submission, wiki::merge};

/// A form of an article, with what was decided about conflicts put into it: `body` is the merged text, and `base` the
/// revision it was merged with. Any other form stays as it is. The page again if a decision is missing.
///
/// `typed` reads the other fields of the form.
pub(in crate::wiki) async fn settled(
    form: Submission,
    slug: &str,
    typed: fn(&Submission) -> ArticleDraft,
) -> Result<Result<Submission, Box<Page>>, Error> {
    let how = form.text(HOW);
    if how != BY_CHOICE && how != BY_HAND {
        return Ok(Ok(form));
    }
    let (base, now) = (form.text("base").parse().unwrap_or(0), form.text(NOW).parse().unwrap_or(0));
    let mine = ArticleDraft { body: form.text(MINE), ..typed(&form) };
    let overlap = form.ports().wiki.overlap(&form.visit.viewer, slug, base, now, &mine).await?;
    let mut errors = FieldErrors::default();
    let body = if how == BY_HAND {
        let text = form.text("body");
        if let Some(line) = merge::first_mark(&text) {
            let message =
                format!("In Zeile {line} steht noch eine Markierung. Bitte entscheiden Sie dort und löschen Sie die Zeile.");
            errors.add("body", message);
        }
        Some(text)
    } else {
        let places = 1..=overlap.conflicts().count();
        let choices: Option<Vec<Choice>> = places.map(|place| Choice::from_key(&form.text(&conflict::field(place)))).collect();
        choices.map(|choices| merge::resolved(&overlap.body, &choices))
    };
    match body {
        Some(body) if errors.is_empty() => Ok(Ok(form.with("base", now.to_string()).with("body", body).without(HOW))),
        _ => {
            let typed = form.form().with_errors(errors);
            Ok(Err(Box::new(conflict::page(&form.visit, overlap, typed).await?)))
        }
    }
}
