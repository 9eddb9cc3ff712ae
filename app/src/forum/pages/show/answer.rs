//! An answer, and the form for one.

use leptos::prelude::*;

use super::{Shown, actions, byline, comments};
use crate::{
    account::Action,
    attachment::pages::post as files,
    form::FormState,
    forum::{port::Answer, post::Post},
    text,
    ui::{Actions, Form, TextArea},
    wiki::pages::write,
};

/// One answer.
pub(super) fn view(shown: &Shown<'_>, answer: &Answer) -> AnyView {
    let post = Post::Answer(answer.id);
    let class = if answer.accepted { "post post--accepted" } else { "post" };
    let edit = format!("{}/antworten/{}", shown.path, answer.id);
    view! {
        <article class=class id=post.key()>
            <p class="post__head meta">
                {answer.accepted.then(|| view! { <span class="pill pill--solved">"Lösung"</span> " " })}
                {byline(&answer.author, post, answer.created_at, answer.edited_at, shown.now)}
            </p>
            <div class="post__body prose" inner_html=answer.html.clone()></div>
            {files::below(shown.files, Some(answer.id))}
            <div class="post__actions">
                {accept(shown, answer)}
                {helpful(shown, answer)}
            </div>
            {actions::of(shown, post, &answer.author, Some(edit))}
            {comments::of(shown, post, &answer.comments)}
        </article>
    }
    .into_any()
}

fn accept(shown: &Shown<'_>, answer: &Answer) -> Option<AnyView> {
    shown.viewer.may(Action::AcceptAnswer { asker: shown.question.author.id }).then(|| {
        let (value, text) = if answer.accepted { ("", "Markierung zurücknehmen") } else { ("1", "Als Lösung markieren") };
        view! {
            <form class="form--inline" method="post" action=format!("{}/loesung", shown.path)>
                <input type="hidden" name="answer" value=answer.id.to_string() />
                <input type="hidden" name="accepted" value=value />
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{text}</span></button>
            </form>
        }
        .into_any()
    })
}

/// How many found it helpful, and the button to be one of them.
fn helpful(shown: &Shown<'_>, answer: &Answer) -> Option<AnyView> {
    let others = match answer.helpful {
        0 => None,
        1 => Some("1 Person findet das hilfreich".to_owned()),
        many => Some(format!("{} Personen finden das hilfreich", text::thousands(many))),
    };
    if answer.author.id == shown.viewer.id() {
        return others.map(|others| view! { <span class="meta helpful">{others}</span> }.into_any());
    }
    let (value, label) = if answer.found_helpful { ("", "Doch nicht hilfreich") } else { ("1", "Hilfreich") };
    let form = view! {
        <form class="form--inline" method="post" action=format!("/antworten/{}/hilfreich", answer.id)>
            <input type="hidden" name="helpful" value=value />
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{label}</span></button>
        </form>
        {others.map(|others| view! { <span class="meta helpful">{others}</span> })}
    };
    Some(form.into_any())
}

/// Answers that were taken away, for those who may see them.
pub(super) fn removed(shown: &Shown<'_>) -> Option<AnyView> {
    let answers = &shown.question.removed_answers;
    let items = answers
        .iter()
        .map(|answer| {
            let post = Post::Answer(answer.id);
            view! {
                <article class="post" id=post.key()>
                    <p class="post__head meta">{byline(&answer.author, post, answer.created_at, answer.edited_at, shown.now)}</p>
                    {answer.removal.as_ref().map(actions::gone)}
                    <div class="post__body prose" inner_html=answer.html.clone()></div>
                    {actions::of_removed(shown, post)}
                </article>
            }
        })
        .collect_view();
    (!answers.is_empty()).then(|| {
        let count = i64::try_from(answers.len()).unwrap_or(i64::MAX);
        view! {
            <details class="block removed">
                <summary>{text::count(count, "entfernte Antwort", "entfernte Antworten")}</summary>
                {items}
            </details>
        }
        .into_any()
    })
}

/// The form for an answer, with its preview button.
pub(in crate::forum::pages) fn answer_form(
    form: FormState,
    preview: Option<String>,
    action: String,
    submit: &'static str,
) -> AnyView {
    let preview_at = format!("{action}#vorschau");
    let base = form.value("base").to_owned();
    // a new answer belongs to its form until it is posted
    let key = Some(form.value("key").to_owned()).filter(|key| !key.is_empty());
    // with a quotation: the cursor goes behind it
    let begun = (!form.value("begun").is_empty()).then_some("");
    let owner = key.as_ref().map_or_else(|| form.value("files").to_owned(), |key| format!("formular={key}"));
    view! {
        <Form action=action errors=form.errors().clone()>
            {(!base.is_empty()).then(|| view! { <input type="hidden" name="base" value=base /> })}
            {key.map(|key| view! { <input type="hidden" name="key" value=key /> })}
            <div class="editor" data-editor="" data-upload="/dateien" data-owner=owner data-titles="/wiki/titel" data-names="/personen/namen" data-hint="" data-focus=begun>
                <TextArea name="body" label="Antwort" form=form.clone() rows=8
                    hint="Was hat bei Ihnen funktioniert, was nicht? Bitte keine Daten von Bürgerinnen und Bürgern. Wen Sie mit @ nennen, der erfährt davon: @Erika Beispiel oder @Lemgo." />
                {write::help()}
            </div>
            {preview.map(|html| view! {
                <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                    <h3 id="vorschau-titel">"Vorschau"</h3><div class="prose" inner_html=html></div>
                </section>
            })}
            <Actions submit=submit>
                <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction=preview_at><span class="kern-label">"Vorschau"</span></button>
            </Actions>
        </Form>
    }
    .into_any()
}
