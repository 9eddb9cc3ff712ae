//! `/wiki/import`: a Word file becomes the beginning of an article.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, ErrorSummary, Head, Narrow},
};

/// The form.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteDraft)?;
    let error = form.error("datei").map(str::to_owned);
    Ok(Page::new("Aus einer Word-Datei", move || {
        let class = if error.is_some() { "field kern-form-input kern-form-input--error" } else { "field kern-form-input" };
        let described = if error.is_some() { "hinweis-datei fehler-datei" } else { "hinweis-datei" };
        view! {
            <Narrow>
                <Head title="Aus einer Word-Datei" crumbs=crumbs()>
                    <p class="lead">"Laden Sie einen Bericht hoch, der schon geschrieben ist. Sie sehen, was daraus wird, und schreiben dann im Netz weiter."</p>
                </Head>
                <form class="form" method="post" action="/wiki/import" enctype="multipart/form-data" novalidate=true>
                    <ErrorSummary errors=form.errors().clone() />
                    <div class=class>
                        <label class="kern-label" for="feld-datei">"Word-Datei (.docx)"</label>
                        <input class="kern-form-input__input file-input" id="feld-datei" type="file" name="datei" accept=".docx"
                            aria-describedby=described aria-invalid=error.is_some().then_some("true") />
                        <p class="kern-hint" id="hinweis-datei">"Höchstens 20 MB. Überschriften, Listen, Tabellen, Links, Fußnoten und Bilder bleiben erhalten. Nichts wird veröffentlicht, bevor Sie es sagen."</p>
                        {error.map(|error| view! {
                            <p class="kern-error" id="fehler-datei">
                                <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                                <span class="kern-body">{error}</span>
                            </p>
                        })}
                    </div>
                    <Actions submit="Umwandeln"><a href="/wiki/neu">"Abbrechen"</a></Actions>
                </form>
            </Narrow>
        }
    }))
}

fn crumbs() -> Vec<(String, String)> {
    vec![("Wiki".to_owned(), "/wiki".to_owned()), ("Artikel schreiben".to_owned(), "/wiki/neu".to_owned())]
}

/// What became of a file.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What it is called.
    pub title: String,
    /// Where the draft is that it became.
    pub draft: String,
    /// Its text as safe HTML.
    pub html: String,
    /// What was lost or guessed.
    pub warnings: Vec<String>,
}

/// The text as it will look, what was lost, and the way to go on writing.
pub async fn result(visit: &Visit, found: Found) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteDraft)?;
    Ok(Page::new(format!("Aus einer Word-Datei: {}", found.title), move || {
        let warnings = found.warnings.into_iter().map(|warning| view! { <li>{warning}</li> }).collect_view();
        let has_warnings = !warnings.is_empty();
        view! {
            <Narrow>
                <Head title=found.title.clone() crumbs=crumbs()>
                    <p class="lead">"So sieht der Text aus. Er ist als Entwurf gespeichert, den nur Sie und die Moderation sehen."</p>
                </Head>
                {has_warnings.then(|| view! {
                    <section class="panel" aria-labelledby="hinweise">
                        <h2 id="hinweise">"Bitte prüfen Sie"</h2>
                        <ul>{warnings}</ul>
                    </section>
                })}
                <p class="form__actions">
                    <a class="kern-btn kern-btn--primary" href=found.draft><span class="kern-label">"Im Entwurf weiterschreiben"</span></a>
                    <a href="/wiki/import">"Andere Datei"</a>
                </p>
                <div class="prose" inner_html=found.html></div>
            </Narrow>
        }
    }))
}
