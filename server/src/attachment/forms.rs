//! Uploads and the forms of attachments.

use app::{
    account::Role,
    attachment::{
        pages::{article, draft, post},
        port::Attachment,
    },
    context::Visit,
    error::{Error, FieldErrors},
    form::FormState,
    home::trouble,
    page::Page,
};
use serde_json::json;

use super::{AttachmentService, Owner, Refusal};
use crate::http::{FormRoute, Reply, Submission, Upload, UploadRoute, form, upload};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![form("/dateien/{id}/loeschen", Role::Member, |form| Box::pin(remove(form)))]
}

pub(crate) fn uploads() -> Vec<UploadRoute> {
    vec![
        upload("/dateien", Role::Member, |upload| Box::pin(by_script(upload))).for_scripts(),
        upload("/wiki/{slug}/dateien", Role::Moderator, |upload| Box::pin(to_article(upload))),
        upload("/wiki/entwuerfe/{id}/dateien", Role::Member, |upload| Box::pin(to_draft(upload))),
        upload("/fragen/{id}/{slug}/dateien", Role::Member, |upload| Box::pin(to_question(upload))),
        upload("/fragen/{id}/{slug}/antworten/{antwort}/dateien", Role::Member, |upload| Box::pin(to_answer(upload))),
    ]
}

async fn remove(form: Submission) -> Result<Reply, Error> {
    let page = form.ports().attachments.remove(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther(format!("{page}?hinweis=geloescht")))
}

/// `POST /dateien?entwurf=ID&name=NAME`, or `artikel=SLUG`: a file as it is, for the editor.
async fn by_script(mut upload: Upload) -> Result<Reply, Error> {
    let outcome = async {
        let owner = owner(&upload.visit, upload.attachments()).await?;
        let file = upload.whole().await?;
        upload.attachments().take_in(&upload.visit.viewer, owner, upload.visit.query("name"), file.path()).await
    };
    Ok(match outcome.await {
        Ok(file) => Reply::Json(201, told(&file)),
        Err(Refusal::TooLarge(message)) => Reply::Json(413, json!({ "message": message })),
        Err(Refusal::WrongType(message)) => Reply::Json(415, json!({ "message": message })),
        Err(Refusal::Unusable(message)) => Reply::Json(422, json!({ "message": message })),
        Err(Refusal::Other(error)) => return Err(error),
    })
}

/// What a script has to know of a new file.
fn told(file: &Attachment) -> serde_json::Value {
    json!({
        "id": file.id,
        "path": file.path(),
        "name": file.name,
        "image": file.kind.is_image(),
        "width": file.pixels.map(|(width, _)| width),
        "height": file.pixels.map(|(_, height)| height),
        "size": file.size,
    })
}

async fn owner(visit: &Visit, attachments: &AttachmentService) -> Result<Owner, Refusal> {
    if let Some(key) = visit.chosen("formular") {
        return Ok(attachments.form(&visit.viewer, &key).await?);
    }
    for (name, owner) in [("frage", Owner::Question as fn(i64) -> Owner), ("antwort", Owner::Answer as fn(i64) -> Owner)] {
        if let Some(id) = visit.chosen(name) {
            return Ok(owner(id.parse().map_err(|_| Error::NotFound)?));
        }
    }
    if let Some(draft) = visit.chosen("entwurf") {
        return Ok(Owner::Draft(draft.parse().map_err(|_| Error::NotFound)?));
    }
    match visit.query("artikel") {
        "" => Err(Refusal::Unusable(
            "Es fehlt, wozu die Datei gehört. Laden Sie die Seite neu und versuchen Sie es noch einmal.".to_owned(),
        )),
        slug => Ok(Owner::Article(visit.ports.wiki.article(&visit.viewer, slug).await?.ok_or(Error::NotFound)?.id)),
    }
}

/// The form on the page with the files of an article.
async fn to_article(mut upload: Upload) -> Result<Reply, Error> {
    let article =
        upload.visit.ports.wiki.article(&upload.visit.viewer, upload.visit.param("slug")).await?.ok_or(Error::NotFound)?;
    match take_all(&mut upload, Owner::Article(article.id)).await? {
        Ok(()) => Ok(Reply::SeeOther(format!("{}/dateien?hinweis=hochgeladen", article.path()))),
        Err((status, form)) => {
            let page: Page = article::page(&upload.visit, form).await?;
            Ok(Reply::Refused(status, page))
        }
    }
}

/// The form on the page with the files of a draft.
async fn to_draft(mut upload: Upload) -> Result<Reply, Error> {
    let id = upload.visit.id("id")?;
    match take_all(&mut upload, Owner::Draft(id)).await? {
        Ok(()) => Ok(Reply::SeeOther(format!("/wiki/entwuerfe/{id}/dateien?hinweis=hochgeladen"))),
        Err((status, form)) => Ok(Reply::Refused(status, draft::page(&upload.visit, form).await?)),
    }
}

/// The form on the page with the files of a question.
async fn to_question(mut upload: Upload) -> Result<Reply, Error> {
    let question = post::question(&upload.visit).await?;
    let path = question.path();
    match take_all(&mut upload, Owner::Question(question.id)).await? {
        Ok(()) => Ok(Reply::SeeOther(format!("{path}/dateien?hinweis=hochgeladen"))),
        Err((status, form)) => Ok(Reply::Refused(status, post::of_question(&upload.visit, form).await?)),
    }
}

/// The form on the page with the files of an answer.
async fn to_answer(mut upload: Upload) -> Result<Reply, Error> {
    let (question, answer) = post::answer(&upload.visit).await?;
    match take_all(&mut upload, Owner::Answer(answer)).await? {
        Ok(()) => Ok(Reply::SeeOther(format!("{}/antworten/{answer}/dateien?hinweis=hochgeladen", question.path()))),
        Err((status, form)) => Ok(Reply::Refused(status, post::of_answer(&upload.visit, form).await?)),
    }
}

/// Takes in every file of a form; if one was refused, the status and the form that says why. The others are kept.
async fn take_all(upload: &mut Upload, owner: Owner) -> Result<Result<(), (u16, FormState)>, Error> {
    let (mut taken, mut refused, mut status) = (0, Vec::new(), 422);
    let viewer = upload.visit.viewer.clone();
    while let Some((name, file)) = upload.next_file().await? {
        let outcome = match file {
            Ok(file) => upload.attachments().take_in(&viewer, owner, &name, file.path()).await,
            Err(refusal) => Err(refusal),
        };
        match outcome {
            Ok(_) => taken += 1,
            Err(Refusal::Other(error)) => return Err(error),
            Err(refusal) => {
                status = refusal.status();
                refused.push((name, refusal));
            }
        }
    }
    if refused.is_empty() && taken > 0 {
        return Ok(Ok(()));
    }
    let mut errors = FieldErrors::default();
    errors.add("datei", sentence(refused, taken));
    Ok(Err((status, FormState::default().with_errors(errors))))
}

fn sentence(refused: Vec<(String, Refusal)>, taken: usize) -> String {
    if refused.is_empty() {
        return "Bitte wählen Sie eine Datei aus.".to_owned();
    }
    let several = refused.len() + taken > 1;
    let mut sentences: Vec<String> = refused
        .into_iter()
        .map(|(name, refusal)| {
            let why = match refusal {
                Refusal::TooLarge(why) | Refusal::WrongType(why) | Refusal::Unusable(why) => why,
                Refusal::Other(error) => trouble::sentence(&error),
            };
            if several { format!("{name}: {why}") } else { why }
        })
        .collect();
    if taken > 0 {
        sentences.push("Die übrigen Dateien sind hochgeladen.".to_owned());
    }
    sentences.join(" ")
}
