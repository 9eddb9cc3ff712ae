//! The upload of a Word file.

use app::{
    account::Role,
    context::Visit,
    error::{Error, FieldErrors},
    form::FormState,
    wiki::{
        drafts::port::{Draft, Saved, Sheet},
        pages::import::{self, Found},
        port::ArticleDraft,
    },
};

use super::{
    docx::{self, Document},
    pictures,
};
use crate::{
    attachment::{AttachmentService, Owner, Refusal},
    http::{Reply, Upload, UploadRoute, upload},
    markdown,
};

pub(crate) fn uploads() -> Vec<UploadRoute> {
    vec![upload("/wiki/import", Role::Member, |upload| Box::pin(word(upload)))]
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
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace(['_', '-'], " ");
    match begin(&upload.visit, upload.attachments(), document, stem).await {
        Ok(found) => Ok(Reply::Show(import::result(&upload.visit, found).await?)),
        Err(Error::Invalid(errors)) => {
            let why = errors.iter().map(|(_, message)| message).collect::<Vec<_>>().join(" ");
            refused(&upload.visit, 422, why).await
        }
        Err(other) => Err(other),
    }
}

/// What was read becomes a draft of the one who uploaded it, with the pictures beside it.
async fn begin(visit: &Visit, attachments: &AttachmentService, document: Document, stem: String) -> Result<Found, Error> {
    let (viewer, drafts) = (&visit.viewer, &visit.ports.drafts);
    let mut typed = ArticleDraft {
        title: markdown::shorten(&document.title.unwrap_or(stem), 200),
        summary: markdown::first_paragraph(&document.body, 300),
        body: document.body,
        ..ArticleDraft::default()
    };
    let mut warnings = document.warnings;
    let sheet = Sheet { typed: typed.clone(), ..Sheet::default() };
    let mut draft = stands(drafts.save(viewer, sheet).await?)?;
    if !document.images.is_empty() {
        let owner = Owner::Draft(draft.id);
        let (body, told) = pictures::put_beside(attachments, owner, &document.images, typed.body).await?;
        warnings.extend(told);
        typed.body = body;
        let sheet = Sheet { draft: Some(draft.id), version: Some(draft.version), typed: typed.clone(), ..Sheet::default() };
        draft = stands(drafts.save(viewer, sheet).await?)?;
    }
    let html = visit.ports.wiki.preview(viewer, &typed.body).await?;
    Ok(Found { title: draft.title(), draft: draft.path(), html, warnings })
}

fn stands(saved: Saved) -> Result<Draft, Error> {
    match saved {
        Saved::Stands(draft) => Ok(*draft),
        // a draft of a moment ago, which nobody else knows
        Saved::Overtaken(_) | Saved::Closed(_) => Err(Error::fault("a new draft was changed by someone else")),
    }
}

async fn refused(visit: &Visit, status: u16, why: String) -> Result<Reply, Error> {
    let mut errors = FieldErrors::default();
    errors.add("datei", why);
    Ok(Reply::Refused(status, import::page(visit, FormState::default().with_errors(errors)).await?))
}
