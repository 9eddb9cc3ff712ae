//! The upload of a Word file.

use app::{
    account::Role,
    context::Visit,
    error::{Error, FieldErrors},
    form::FormState,
    wiki::pages::import::{self, Found},
};

use super::docx;
use crate::{
    attachment::Refusal,
    http::{Reply, Upload, UploadRoute, upload},
    markdown,
};

pub(crate) fn uploads() -> Vec<UploadRoute> {
    vec![upload("/wiki/import", Role::Moderator, |upload| Box::pin(word(upload)))]
}

async fn word(mut upload: Upload) -> Result<Reply, Error> {
    let (name, file) = match upload.next_file().await? {
        Some((name, Ok(file))) => (name, file),
        Some((_, Err(Refusal::Other(error)))) => return Err(error),
        Some((_, Err(refusal))) => {
            return refused(&upload.visit, refusal.status(), refusal.sentence()).await;
        }
        None => return refused(&upload.visit, 422, "Bitte wählen Sie eine Word-Datei aus.".to_owned()).await,
    };
    let bytes = tokio::fs::read(file.path()).await?;
    let read = tokio::task::spawn_blocking(move || docx::read(&bytes)).await.unwrap_or_else(|fault| {
        tracing::warn!(%fault, "a Word file could not be read");
        Err("Die Datei ist beschädigt und lässt sich nicht lesen.".to_owned())
    });
    let document = match read {
        Ok(document) => document,
        Err(why) => return refused(&upload.visit, 422, why).await,
    };
    let mut warnings = document.warnings;
    if !document.images.is_empty() {
        let images = app::text::count(i64::try_from(document.images.len())?, "Bild", "Bilder");
        warnings.push(format!(
            "{images}: Laden Sie Bilder nach dem Veröffentlichen unter „Dateien“ hoch; im Text stehen ihre Plätze als bild-1, bild-2 …"
        ));
    }
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace(['_', '-'], " ");
    let found = Found {
        title: markdown::shorten(&document.title.unwrap_or(stem), 200),
        summary: markdown::first_paragraph(&document.body, 300),
        html: upload.visit.ports.wiki.preview(&document.body),
        body: document.body,
        warnings,
    };
    Ok(Reply::Show(import::result(&upload.visit, found).await?))
}

async fn refused(visit: &Visit, status: u16, why: String) -> Result<Reply, Error> {
    let mut errors = FieldErrors::default();
    errors.add("datei", why);
    Ok(Reply::Refused(status, import::page(visit, FormState::default().with_errors(errors)).await?))
}
