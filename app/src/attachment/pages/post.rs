//! `/fragen/{id}/{slug}/dateien` and `/fragen/{id}/{slug}/antworten/{antwort}/dateien`: the files of a post, for whoever may
//! change it; and the files below a post.

use leptos::prelude::*;

use super::panel;
use crate::{
    attachment::port::{Attachment, Owner},
    context::Visit,
    error::Error,
    form::FormState,
    forum::port::Question,
    page::Page,
    ui::{Head, Narrow},
};

/// The question that the path names, at its present address.
pub async fn question(visit: &Visit) -> Result<Question, Error> {
    let question = visit.ports.forum.question(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    visit.at(&format!("/fragen/{}/{}", visit.param("id"), visit.param("slug")), &question.path())?;
    Ok(question)
}

/// The question and the answer that the path names.
pub async fn answer(visit: &Visit) -> Result<(Question, i64), Error> {
    let (question, id) = (question(visit).await?, visit.id("antwort")?);
    if question.answers.iter().any(|answer| answer.id == id) { Ok((question, id)) } else { Err(Error::NotFound) }
}

/// The files of a question, and the form for more.
pub async fn of_question(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let question = question(visit).await?;
    let (path, owner) = (question.path(), Owner::Question(question.id));
    page(visit, form, question.title, owner, path.clone(), format!("{path}/dateien")).await
}

/// The files of an answer, and the form for more.
pub async fn of_answer(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let (question, id) = answer(visit).await?;
    let path = question.path();
    let action = format!("{path}/antworten/{id}/dateien");
    page(visit, form, question.title, Owner::Answer(id), format!("{path}#antwort-{id}"), action).await
}

async fn page(visit: &Visit, form: FormState, title: String, owner: Owner, back: String, action: String) -> Result<Page, Error> {
    let files = visit.ports.attachments.to_change(&visit.viewer, owner).await?;
    let told = super::told(visit);
    Ok(Page::new(format!("Dateien: {title}"), move || {
        let crumbs = vec![("Fragen".to_owned(), "/fragen".to_owned()), (title.clone(), back.clone())];
        let panel = panel(files, action, &form);
        view! {
            <Narrow>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <Head title="Dateien" crumbs=crumbs><p class="lead">{title}</p></Head>
                {panel}
                <p><a href=back>"Zurück zum Beitrag"</a></p>
            </Narrow>
        }
    }))
}

/// The files of one post of a thread (`None`: the question), below its text; nothing when there are none.
pub fn below(files: &[(Option<i64>, Attachment)], answer: Option<i64>) -> Option<AnyView> {
    let items: Vec<_> = files
        .iter()
        .filter(|(owner, _)| *owner == answer)
        .map(|(_, file)| {
            let (href, facts) = (file.path(), file.facts());
            view! { <li class="file"><a href=href>{file.name.clone()}</a><span class="meta">{facts}</span></li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="file-list" aria-label="Dateien">{items}</ul> }.into_any())
}
