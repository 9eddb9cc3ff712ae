//! `/moderation/synonyme/neu` and `/moderation/synonyme/{id}`: a group is typed, changed, taken away.

use leptos::prelude::*;

use super::{PATH, line};
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    synonym::port::SynonymGroup,
    text,
    ui::{Actions, Form, Head, Narrow, TextArea},
};

/// For a new group; other pages may begin it with a term.
pub async fn new(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::Moderate)?;
    let begun = visit.chosen("begriff").filter(|_| !visit.posted);
    let form = begun.map_or(form, |term| FormState::filled([("terms", format!("{term}\n"))]));
    Ok(Page::new("Neue Synonyme", move || {
        view! {
            <Narrow>
                <Head title="Neue Gruppe" crumbs=crumbs() />
                <Form action=format!("{PATH}/neu") errors=form.errors().clone()>
                    {fields(&form)}
                    <Actions submit="Anlegen"><a href=PATH>"Abbrechen"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}

/// For one that exists; `typed` is what was sent, if it was refused.
pub async fn edit(visit: &Visit, typed: Option<FormState>) -> Result<Page, Error> {
    let group = visit.ports.synonyms.group(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    let version = group.version.to_string();
    // somebody else was quicker: what stands now is shown, and whoever sends the form again has seen it
    let overtaken = typed.as_ref().is_some_and(|form| form.value("version") != version);
    let form = typed.unwrap_or_else(|| FormState::filled([("terms", group.terms.join("\n")), ("note", group.note.clone())]));
    Ok(Page::new(format!("Synonyme: {}", line(&group.terms)), move || {
        let path = format!("{PATH}/{}", group.id);
        let facts = changed(&group);
        let elsewhere = (!group.elsewhere.is_empty()).then(|| {
            let terms = group.elsewhere.join("“, „");
            format!("Auch in einer anderen Gruppe: „{terms}“. Das ist richtig, wenn der Begriff zwei Bedeutungen hat.")
        });
        view! {
            <Narrow>
                <Head title="Gruppe ändern" crumbs=crumbs()>
                    <p class="meta">{facts}</p>
                </Head>
                {elsewhere.map(|sentence| view! { <p>{sentence}</p> })}
                {overtaken.then(|| present(&group))}
                <Form action=path.clone() errors=form.errors().clone()>
                    <input type="hidden" name="version" value=version.clone() />
                    {fields(&form)}
                    <Actions submit="Speichern"><a href=PATH>"Abbrechen"</a></Actions>
                </Form>
                <section class="block">
                    <h2>"Löschen"</h2>
                    <p>"Die Begriffe finden dann nicht mehr zueinander. Sie können das Löschen gleich danach rückgängig machen."</p>
                    <Form action=format!("{path}/loeschen")>
                        <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Gruppe löschen"</span></button>
                    </Form>
                </section>
            </Narrow>
        }
    }))
}

fn crumbs() -> Vec<(String, String)> {
    vec![("Moderation".to_owned(), "/moderation".to_owned()), ("Synonyme".to_owned(), PATH.to_owned())]
}

fn changed(group: &SynonymGroup) -> String {
    match &group.changed {
        Some((at, Some(name))) => format!("Geändert am {} von {name}.", text::date(*at)),
        Some((at, None)) => format!("Geändert am {}.", text::date(*at)),
        None => "Diese Gruppe bringt das Netz mit.".to_owned(),
    }
}

fn present(group: &SynonymGroup) -> AnyView {
    let terms = group.terms.iter().map(|term| view! { <li>{term.clone()}</li> }).collect_view();
    let note = (!group.note.is_empty()).then(|| view! { <p>"Bemerkung: " {group.note.clone()}</p> });
    view! {
        <section class="panel" aria-labelledby="inzwischen">
            <h2 id="inzwischen">"Jemand war schneller"</h2>
            <p class="meta">{changed(group)}</p>
            <p>"So steht die Gruppe jetzt da:"</p>
            <ul>{terms}</ul>
            {note}
            <p>"Unten steht, was Sie eingegeben haben. Wenn Sie noch einmal speichern, gilt Ihre Fassung."</p>
        </section>
    }
    .into_any()
}

fn fields(form: &FormState) -> AnyView {
    view! {
        <TextArea name="terms" label="Begriffe, je Zeile einer" form=form.clone() rows=6
            hint="Zwei bis zwölf Begriffe, die wirklich dasselbe meinen, zum Beispiel eine Abkürzung und ihre Langform. Ein Begriff darf bis zu sechs Wörter haben." />
        <TextArea name="note" label="Bemerkung" form=form.clone() rows=2 optional=true hint="Warum sie zusammengehören. Das sieht nur die Moderation." />
    }
    .into_any()
}
