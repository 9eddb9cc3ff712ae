//! `/fragen/{id}/{slug}`: a question, its answers, and the form for one more.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::port::{Answer, Author, Question},
    page::Page,
    text,
    ui::{Actions, Form, Head, TextArea, Wide, state_class},
};

/// The question; `form` holds an answer that is being written.
pub async fn page(visit: &Visit, form: FormState, preview: Option<String>) -> Result<Page, Error> {
    let question = asked_for(visit).await?;
    let (viewer, now) = (visit.viewer.clone(), visit.now);
    let told = match visit.query("hinweis") {
        "gefragt" => Some("Ihre Frage ist veröffentlicht."),
        "geantwortet" => Some("Danke! Ihre Antwort ist veröffentlicht."),
        "geloest" => Some("Die Antwort ist als Lösung markiert."),
        "gespeichert" => Some("Ihre Änderung ist gespeichert."),
        _ => None,
    };
    Ok(Page::new(question.title.clone(), move || {
        let path = question.path();
        let may_accept = viewer.may(Action::AcceptAnswer { asker: question.author.id });
        let may_edit = |author: i64| viewer.may(Action::EditPost { author });
        let crumbs = std::iter::once(("Fragen".to_owned(), "/fragen".to_owned()))
            .chain(question.topic.clone().map(|(slug, name)| (name, format!("/themen/{slug}"))))
            .collect();
        let answers = question
            .answers
            .iter()
            .map(|answer| answer_view(&question, answer, now, may_accept, may_edit(answer.author.id)))
            .collect_view();
        let edit = may_edit(question.author.id).then(|| {
            view! {
                <p class="post__actions"><a href=format!("{path}/bearbeiten")>"Frage bearbeiten"</a></p>
            }
        });
        let byline = byline(&question.author, question.created_at, question.edited_at, now);
        let (tags, html) = (tags(&question), question.html.clone());
        let count = i64::try_from(question.answers.len()).unwrap_or(0);
        view! {
            <Wide>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <article>
                    <Head title=question.title.clone() crumbs=crumbs>
                        <p class="meta">
                            <span class=format!("pill {}", state_class(question.state))>{question.state.label()}</span> " "
                            {byline}
                        </p>
                    </Head>
                    <div class="post">
                        <div class="post__body prose" inner_html=html></div>
                        {tags}
                        {edit}
                    </div>
                </article>
                <section class="answers" aria-labelledby="antworten">
                    <h2 id="antworten">{if count == 0 { "Noch keine Antwort".to_owned() } else { text::count(count, "Antwort", "Antworten") }}</h2>
                    {answers}
                </section>
                <section class="block" id="antworten-formular">
                    <h2>"Ihre Antwort"</h2>
                    {answer_form(form, preview, format!("{path}/antworten"))}
                </section>
            </Wide>
        }
    }))
}

/// `/fragen/{id}`: an address that is easy to write down.
pub async fn short(visit: &Visit) -> Result<Page, Error> {
    let question = visit.ports.forum.question(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    Err(Error::Moved(question.path()))
}

/// The question that the path names, at its present address.
pub(super) async fn asked_for(visit: &Visit) -> Result<Question, Error> {
    let question = visit.ports.forum.question(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    visit.at(&format!("/fragen/{}/{}", visit.param("id"), visit.param("slug")), &question.path())?;
    Ok(question)
}

fn byline(author: &Author, at: Timestamp, edited: Option<Timestamp>, now: Timestamp) -> AnyView {
    view! {
        <span>
        <a href=format!("/personen/{}", author.id)>{author.name.clone()}</a> ", "
        <a href=format!("/kommunen/{}", author.organisation_slug)>{author.organisation.clone()}</a>
        {format!(" · {}", text::age(at, now))}
        {edited.map(|edited| format!(" · bearbeitet {}", text::age(edited, now)))}
        </span>
    }
    .into_any()
}

fn tags(question: &Question) -> Option<AnyView> {
    let items = question
        .tags
        .iter()
        .map(|tag| view! { <li><a class="chip" href=format!("/schlagworte/{}", text::slug(tag))>{tag.clone()}</a></li> })
        .collect_view();
    (!question.tags.is_empty()).then(|| view! { <ul class="chips" aria-label="Schlagworte">{items}</ul> }.into_any())
}

fn answer_view(question: &Question, answer: &Answer, now: Timestamp, may_accept: bool, may_edit: bool) -> AnyView {
    let path = question.path();
    let class = if answer.accepted { "post post--accepted" } else { "post" };
    let accept = may_accept.then(|| {
        let (value, text) = if answer.accepted { ("", "Markierung zurücknehmen") } else { ("1", "Als Lösung markieren") };
        view! {
            <form class="form--inline" method="post" action=format!("{path}/loesung")>
                <input type="hidden" name="answer" value=answer.id.to_string() />
                <input type="hidden" name="accepted" value=value />
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{text}</span></button>
            </form>
        }
    });
    view! {
        <article class=class id=format!("antwort-{}", answer.id)>
            <p class="post__head meta">
                {answer.accepted.then(|| view! { <span class="pill pill--solved">"Lösung"</span> " " })}
                {byline(&answer.author, answer.created_at, answer.edited_at, now)}
            </p>
            <div class="post__body prose" inner_html=answer.html.clone()></div>
            <div class="post__actions">
                {accept}
                {may_edit.then(|| view! { <a href=format!("{path}/antworten/{}", answer.id)>"Bearbeiten"</a> })}
                <a href=format!("#antwort-{}", answer.id)>"Link zu dieser Antwort"</a>
            </div>
        </article>
    }
    .into_any()
}

/// The form for an answer, with its preview button.
pub(super) fn answer_form(form: FormState, preview: Option<String>, action: String) -> AnyView {
    let preview_at = format!("{action}#vorschau");
    view! {
        <Form action=action errors=form.errors().clone()>
            <TextArea name="body" label="Antwort" form=form.clone() rows=8
                hint="Was hat bei Ihnen funktioniert, was nicht? Neuer Absatz: eine Zeile frei lassen. **fett** und Listen mit - sind möglich. Bitte keine Daten von Bürgerinnen und Bürgern." />
            {preview.map(|html| view! {
                <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                    <h3 id="vorschau-titel">"Vorschau"</h3><div class="prose" inner_html=html></div>
                </section>
            })}
            <Actions submit="Antwort veröffentlichen">
                <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction=preview_at><span class="kern-label">"Vorschau"</span></button>
            </Actions>
        </Form>
    }
    .into_any()
}
