//! Files on their way in: never whole in memory, never larger than they may be, and refused in words.

use std::{path::Path, sync::Arc};

use app::{account::Role, context::Visit, error::Error, home::trouble};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, RawPathParams, Request},
    http::{header, request::Parts},
    response::Response,
};
use futures_util::{Stream, StreamExt};
use serde_json::json;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use super::{
    form::{self, FormFuture},
    respond, visit,
};
use crate::{
    Services,
    attachment::{AttachmentService, Refusal},
};

/// Most files of one form.
const MOST_FILES: usize = 50;
/// A browser shows an answer only after it has sent everything: so much more than may be is read and thrown away, as a
/// multiple of the limit.
const PATIENCE: i64 = 5;

/// A form or an endpoint that takes files.
#[derive(Clone, Copy)]
pub(crate) struct UploadRoute {
    /// Where it posts to.
    pub(crate) path: &'static str,
    /// The least role.
    pub(crate) access: Role,
    /// Whether a script asks: then everything is said in JSON.
    script: bool,
    handle: fn(Upload) -> FormFuture,
}

/// A row of a table of uploads.
pub(crate) fn upload(path: &'static str, access: Role, handle: fn(Upload) -> FormFuture) -> UploadRoute {
    UploadRoute { path, access, script: false, handle }
}

impl UploadRoute {
    /// The same for a script of ours.
    pub(crate) fn for_scripts(self) -> Self {
        Self { script: true, ..self }
    }
}

/// Something that is being uploaded.
pub(crate) struct Upload {
    /// Who uploads, to where.
    pub(crate) visit: Visit,
    services: Arc<Services>,
    source: Source,
    files: usize,
}

enum Source {
    Body(Body),
    Parts(Multipart),
    Nothing,
}

/// A file of a form: the name that it came with, and where it lies; or why it does not.
pub(crate) type Received = (String, Result<NamedTempFile, Refusal>);

impl Upload {
    /// The rules of attachments.
    pub(crate) fn attachments(&self) -> &AttachmentService {
        &self.services.attachments
    }

    /// The body as one file.
    pub(crate) async fn whole(&mut self) -> Result<NamedTempFile, Refusal> {
        match std::mem::replace(&mut self.source, Source::Nothing) {
            Source::Body(body) => receive(&self.services.attachments, body.into_data_stream()).await,
            Source::Parts(_) | Source::Nothing => Err(Error::Refused.into()),
        }
    }

    /// The next file of a form.
    pub(crate) async fn next_file(&mut self) -> Result<Option<Received>, Error> {
        let Source::Parts(parts) = &mut self.source else { return Ok(None) };
        while let Some(part) = parts.next_field().await.map_err(|_| Error::Refused)? {
            // a form without a file sends one without a name
            let Some(name) = part.file_name().filter(|name| !name.is_empty()).map(str::to_owned) else { continue };
            self.files += 1;
            if self.files > MOST_FILES {
                return Err(Error::TooLarge);
            }
            return match receive(&self.services.attachments, part).await {
                Err(Refusal::Other(error)) => Err(error),
                file => Ok(Some((name, file))),
            };
        }
        Ok(None)
    }
}

/// Writes what arrives into a file.
async fn receive<E>(
    attachments: &AttachmentService,
    mut pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<NamedTempFile, Refusal> {
    let limit = attachments.limits().file;
    let (temporary, mut file) = create(attachments.incoming())?;
    let mut size = 0_i64;
    while let Some(piece) = pieces.next().await {
        // the connection broke: nobody hears the answer
        let piece = piece.map_err(|_| Error::Refused)?;
        size = size.saturating_add(i64::try_from(piece.len()).unwrap_or(i64::MAX));
        if size > limit.saturating_mul(PATIENCE) {
            break;
        }
        if size <= limit {
            file.write_all(&piece).await?;
        }
    }
    file.flush().await?;
    if size > limit { Err(attachments.too_large()) } else { Ok(temporary) }
}

fn create(folder: &Path) -> Result<(NamedTempFile, tokio::fs::File), Error> {
    let temporary = NamedTempFile::new_in(folder)?;
    let file = tokio::fs::File::from_std(temporary.reopen()?);
    Ok((temporary, file))
}

/// Lets the handler take the files, and answers.
pub(super) async fn submit(services: &Arc<Services>, route: &UploadRoute, params: &RawPathParams, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let visit = match visit::of(services, &parts, params).await {
        Ok(visit) => visit,
        Err(error) => return in_words(route, &visit::anonymous(services, &parts), error),
    };
    if let Err(error) = visit::require(&visit.viewer, route.access) {
        return in_words(route, &visit, error);
    }
    let upload =
        Upload { visit: visit.clone(), services: Arc::clone(services), source: source(route, parts, body).await, files: 0 };
    match (route.handle)(upload).await {
        Ok(reply) => form::answer(services, &visit, reply),
        Err(error) => in_words(route, &visit, error),
    }
}

async fn source(route: &UploadRoute, parts: Parts, body: Body) -> Source {
    if route.script {
        return Source::Body(body);
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Source::Nothing;
    }
    Multipart::from_request(Request::from_parts(parts, body), &()).await.map_or(Source::Nothing, Source::Parts)
}

fn in_words(route: &UploadRoute, visit: &Visit, error: Error) -> Response {
    if !route.script {
        return respond::trouble(visit, error);
    }
    let message = trouble::sentence(&error);
    let (status, page) = (error.status(), respond::trouble(visit, error));
    let mut response = respond::json(status, &json!({ "message": message }));
    if let Some(wait) = page.headers().get(header::RETRY_AFTER) {
        response.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    response
}
