//! Files for the one who writes: what is there, how to use it in the text, and a form for more. No script needed.

use leptos::prelude::*;

use crate::{
    attachment::port::{Attachment, Files, TextState},
    form::FormState,
    text,
    ui::{Actions, ErrorSummary},
};

/// What may be uploaded, for the dialog of the browser. What counts is what is in a file.
const ACCEPT: &str = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.md";

/// The list of files and the form for more; `action` is where the form posts to.
pub fn panel(files: Files, action: String, form: &FormState) -> AnyView {
    let Files { files, largest, room } = files;
    let none = files.is_empty();
    let entries = files.into_iter().map(entry).collect_view();
    view! {
        {none.then(|| view! { <p>"Noch keine Dateien."</p> })}
        {(!none).then(|| view! { <ul class="file-list">{entries}</ul> })}
        {form_for_more(action, form, largest, room)}
    }
    .into_any()
}

fn entry(file: Attachment) -> AnyView {
    let id = file.id;
    let (href, facts, markdown) = (file.path(), file.facts(), file.markdown());
    let who = file.author.as_ref().map(|(_, name)| name.clone());
    let meta = [Some(facts), who, Some(text::date(file.created_at))].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let image = file.kind.is_image();
    view! {
        <li class="file" id=format!("datei-{id}")>
            <a href=href>{file.name.clone()}</a>
            <span class="meta">{meta}</span>
            {(file.text == TextState::Failed).then(|| view! {
                <span class="meta">"Der Text dieser Datei ließ sich nicht lesen; die Suche kennt nur ihren Namen."</span>
            })}
            <div class="file__use">
                <label class="kern-label" for=format!("zeile-{id}")>"Zeile für den Text"</label>
                <input class="kern-form-input__input" id=format!("zeile-{id}") type="text" readonly=true value=markdown
                    aria-describedby=image.then(|| format!("hinweis-{id}")) />
                {image.then(|| view! {
                    <p class="kern-hint" id=format!("hinweis-{id}")>"Ersetzen Sie „Was ist zu sehen?“ durch eine kurze Beschreibung: Menschen, die das Bild nicht sehen, hören sie statt des Bildes."</p>
                })}
            </div>
            <details class="file__remove">
                <summary>"Löschen" <span class="visually-hidden">{format!(": {}", file.name)}</span></summary>
                <form method="post" action=format!("/dateien/{id}/loeschen")>
                    <p>"Verweise auf diese Datei im Text führen danach ins Leere."</p>
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Datei endgültig löschen"</span></button>
                </form>
            </details>
        </li>
    }
    .into_any()
}

fn form_for_more(action: String, form: &FormState, largest: i64, room: i64) -> AnyView {
    let error = form.error("datei").map(str::to_owned);
    let class = if error.is_some() { "field kern-form-input kern-form-input--error" } else { "field kern-form-input" };
    let described = if error.is_some() { "hinweis-datei fehler-datei" } else { "hinweis-datei" };
    let limits = format!("Höchstens {} je Datei, noch {} für diesen Text.", text::bytes(largest), text::bytes(room));
    view! {
        <form class="form" method="post" action=action enctype="multipart/form-data" novalidate=true>
            <ErrorSummary errors=form.errors().clone() />
            <div class=class>
                <label class="kern-label" for="feld-datei">"Dateien auswählen"</label>
                <div class="kern-hint" id="hinweis-datei">
                    "Bilder (PNG, JPEG, GIF, WebP), PDF, Office-Dateien (DOCX, XLSX, PPTX, ODT, ODS, ODP), Text, CSV, Markdown. "
                    {limits}
                    " Bilder verkleinern wir auf 2.000 Pixel und entfernen Angaben zu Ort und Kamera; von bewegten Bildern bleibt das erste."
                </div>
                <input class="kern-form-input__input file-input" id="feld-datei" name="datei" type="file" multiple=true accept=ACCEPT
                    aria-invalid=error.as_ref().map(|_| "true") aria-describedby=described />
                {error.map(|error| view! {
                    <p class="kern-error" id="fehler-datei">
                        <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                        <span class="kern-body">{error}</span>
                    </p>
                })}
            </div>
            <Actions submit="Hochladen" />
        </form>
    }
    .into_any()
}
