//! `/moderation/pruefung/{id}`: read what someone has written, and decide.

use leptos::prelude::*;

use super::{changes, one, said, state_class};
use crate::{
    account::Action,
    context::Visit,
    error::{Error, FieldErrors},
    form::FormState,
    page::Page,
    text,
    ui::{ErrorSummary, Form, Head, TextArea, Wide},
    wiki::drafts::{State, port::Draft},
};

/// The draft with what it changes, and the decision below.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteArticle)?;
    let draft = one::asked_for(visit).await?;
    let html = visit.ports.wiki.preview(&visit.viewer, &draft.typed.body).await?;
    let facts = changes::facts(visit, &draft).await?;
    let changes = match draft.state {
        State::Submitted => changes::view(visit, &draft).await?,
        _ => None,
    };
    let told = (visit.query("hinweis") == "ueberarbeitet").then_some("Ihre Überarbeitung ist gespeichert.");
    Ok(Page::new(format!("Prüfung: {}", draft.title()), move || {
        let crumbs =
            vec![("Moderation".to_owned(), "/moderation".to_owned()), ("Prüfung".to_owned(), "/moderation/pruefung".to_owned())];
        let waits = draft.state == State::Submitted;
        let (reviews, head, note) = (draft.reviews.clone(), line(&draft), note(&draft));
        let errors = if waits { FieldErrors::default() } else { form.errors().clone() };
        let decision = waits.then(|| decision(&draft, form));
        let to_decision = waits.then(|| view! { <p><a href="#entscheidung">"Zur Entscheidung"</a></p> });
        view! {
            <Wide>
                <Head title=draft.title() crumbs=crumbs>{head}{to_decision}</Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=errors />
                {note}
                {changes.map(|changes| view! {
                    <section class="block" aria-labelledby="aenderungen"><h2 id="aenderungen">"Was sich ändert"</h2>{changes}</section>
                })}
                <section class="block" aria-labelledby="text">
                    <h2 id="text">"So wird es aussehen"</h2>
                    <div class="columns">
                        <aside class="columns__facts" aria-label="Angaben">{facts}</aside>
                        <div class="columns__main prose" inner_html=html></div>
                    </div>
                </section>
                {said(reviews)}
                {decision}
            </Wide>
        }
    }))
}

fn line(draft: &Draft) -> AnyView {
    let subject =
        draft.article.clone().map(|article| view! { " · Änderung an " <a href=article.path()>{article.title.clone()}</a> });
    view! {
        <p class="meta">
            <span class=format!("pill {}", state_class(draft.state))>{draft.state.label()}</span> " "
            <a href=format!("/personen/{}", draft.author.id)>{draft.author.name.clone()}</a>
            {format!(", {}", draft.author.organisation)}
            {draft.submitted_at.map(|time| format!(" · eingereicht am {}", text::date_and_time(time)))}
            {subject}
        </p>
    }
    .into_any()
}

fn note(draft: &Draft) -> Option<AnyView> {
    let (author, note) = (draft.author.name.clone(), draft.typed.note.clone());
    (!note.is_empty()).then(|| view! { <p>{format!("{author} schreibt dazu: ")} <q>{note}</q></p> }.into_any())
}

fn decision(draft: &Draft, form: FormState) -> AnyView {
    let button = |class: &'static str, value: &'static str, label: &'static str| {
        view! { <button class=format!("kern-btn {class}") type="submit" name="decision" value=value><span class="kern-label">{label}</span></button> }
    };
    let (version, author, path) = (draft.version.to_string(), draft.author.name.clone(), draft.path());
    let hint = "Nötig, wenn Sie um Änderungen bitten oder ablehnen. Die Nachricht geht per Mail an die Person.";
    view! {
        <section class="block" aria-labelledby="entscheidung">
            <h2 id="entscheidung">"Ihre Entscheidung"</h2>
            <Form errors=form.errors().clone()>
                <input type="hidden" name="version" value=version />
                <TextArea name="comment" label=format!("Nachricht an {author}") form=form.clone() rows=4 optional=true hint=hint />
                <div class="form__actions">
                    {button("kern-btn--primary", "approve", "Freigeben und veröffentlichen")}
                    {button("kern-btn--secondary", "return", "Änderungen erbitten")}
                    {button("kern-btn--secondary kern-btn--danger", "reject", "Ablehnen")}
                    <a href=path>"Text selbst überarbeiten"</a>
                </div>
            </Form>
        </section>
    }
    .into_any()
}
