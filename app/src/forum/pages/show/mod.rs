//! `/fragen/{id}/{slug}`: a question, its answers, and the form for one more.

mod actions;
mod answer;
mod comments;
mod question;
mod standing;

use jiff::Timestamp;
use leptos::prelude::*;

pub(super) use self::answer::answer_form;
use crate::{
    account::Viewer,
    attachment::port::Attachment,
    context::Visit,
    error::Error,
    follow::{Kind, pages::button::FollowButton},
    form::FormState,
    forum::{
        port::{Author, Question},
        post::Post,
    },
    page::Page,
    search::{self, pages::related::Related},
    summary::pages::outcome,
    text,
    ui::{Head, Wide, state_class},
};

/// What was done before the page was shown.
const TOLD: [(&str, &str); 18] = [
    ("gefragt", "Ihre Frage ist veröffentlicht."),
    ("geantwortet", "Danke! Ihre Antwort ist veröffentlicht."),
    ("geloest", "Die Antwort ist als Lösung markiert."),
    ("gespeichert", "Ihre Änderung ist gespeichert."),
    ("kommentiert", "Ihr Kommentar ist veröffentlicht."),
    ("entfernt", "Der Beitrag ist entfernt."),
    ("wiederhergestellt", "Der Beitrag ist wieder da."),
    ("gemeldet", "Danke! Die Moderation sieht sich den Beitrag an und sagt Ihnen Bescheid."),
    ("geschlossen", "Die Frage ist geschlossen."),
    ("geoeffnet", "Die Frage ist wieder offen."),
    ("fuer-alle", "Die Frage ist jetzt für alle im Netz zu sehen."),
    ("gesperrt", "Die Frage ist gesperrt."),
    ("entsperrt", "Hier können wieder alle schreiben."),
    ("angeheftet", "Die Frage steht in Listen jetzt vorn."),
    ("abgeloest", "Die Frage steht in Listen wieder an ihrem Platz."),
    ("zusammengefuehrt", "Die Fragen sind zusammengeführt."),
    ("verschoben", "Die Antworten stehen jetzt hier."),
    ("abgetrennt", "Die neue Frage ist angelegt."),
];

/// What each part of the page has to know.
struct Shown<'a> {
    question: &'a Question,
    path: String,
    viewer: &'a Viewer,
    now: Timestamp,
    /// Files of the thread, each with the answer it belongs to.
    files: &'a [(Option<i64>, Attachment)],
}

/// The question; `form` holds an answer that is being written.
pub async fn page(visit: &Visit, form: FormState, preview: Option<String>) -> Result<Page, Error> {
    let question = asked_for(visit).await?;
    let form = super::ask::with_key(visit, quoted(visit, &question, form))?;
    let audience = visit.ports.asking.audience(&visit.viewer, question.id).await?;
    let files = visit.ports.attachments.of_thread(&visit.viewer, question.id).await?;
    let outcome = outcome::load(visit, question.id).await?;
    let related = Related::load(visit, search::Kind::Question, question.id).await?;
    let follow = FollowButton::load(visit, Kind::Question, &question.id.to_string()).await?;
    let (viewer, now) = (visit.viewer.clone(), visit.now);
    let told = TOLD.into_iter().find(|(name, _)| *name == visit.query("hinweis")).map(|(_, told)| told);
    Ok(Page::new(question.title.clone(), move || {
        let shown = Shown { question: &question, path: question.path(), viewer: &viewer, now, files: &files };
        let crumbs = std::iter::once(("Fragen".to_owned(), "/fragen".to_owned()))
            .chain(question.topic.clone().map(|(slug, name)| (name, format!("/themen/{slug}"))))
            .collect();
        let audience = super::audience::notice(audience, &question, &viewer);
        let outcome = outcome::view(outcome, &shown.path);
        let answers = question.answers.iter().map(|answer| answer::view(&shown, answer)).collect_view();
        let byline = byline(&question.author, Post::Question(question.id), question.created_at, question.edited_at, now);
        let (banners, body, removed) = (standing::banners(&shown), question::body(&shown), answer::removed(&shown));
        let action = format!("{}/antworten", shown.path);
        let below = standing::why_not(&shown).unwrap_or_else(|| {
            view! {
                <section class="block" id="antworten-formular">
                    <h2>"Ihre Antwort"</h2>
                    {answer_form(form, preview, action, "Antwort veröffentlichen")}
                </section>
            }
            .into_any()
        });
        let (state, closed, title) = (question.state, question.standing.closed.is_some(), question.title.clone());
        let count = i64::try_from(question.answers.len()).unwrap_or(0);
        view! {
            <Wide>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {audience}
                <article>
                    <Head title=title crumbs=crumbs>
                        <p class="meta">
                            <span class=format!("pill {}", state_class(state, closed))>{state.label(closed)}</span> " "
                            {byline}
                        </p>
                    </Head>
                    {banners}
                    {outcome}
                    {body}
                    {follow.map(FollowButton::view)}
                </article>
                <section class="answers" aria-labelledby="antworten">
                    <h2 id="antworten">{if count == 0 { "Noch keine Antwort".to_owned() } else { text::count(count, "Antwort", "Antworten") }}</h2>
                    {answers}
                </section>
                {removed}
                {below}
                {related.view()}
            </Wide>
        }
    })
    .with_editor())
}

/// `/fragen/{id}`: an address that is easy to write down.
pub async fn short(visit: &Visit) -> Result<Page, Error> {
    let question = visit.ports.forum.question(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    Err(Error::Moved(question.path()))
}

/// The question that the path names, at its present address.
pub(in crate::forum) async fn asked_for(visit: &Visit) -> Result<Question, Error> {
    let question = visit.ports.forum.question(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    visit.at(&format!("/fragen/{}/{}", visit.param("id"), visit.param("slug")), &question.path())?;
    Ok(question)
}

/// The form for an answer, begun with what "Zitieren" was pressed at.
fn quoted(visit: &Visit, question: &Question, form: FormState) -> FormState {
    let Some(post) = Post::from_key(visit.query("zitat")).filter(|_| !visit.posted) else { return form };
    match question.quotation(post) {
        Some(quotation) => form.with("body", quotation).with("begun", "1"),
        None => form,
    }
}

/// Who wrote a post, and when; what it said before is behind "bearbeitet".
fn byline(author: &Author, post: Post, at: Timestamp, edited: Option<Timestamp>, now: Timestamp) -> AnyView {
    view! {
        <span>
        <a href=format!("/personen/{}", author.id)>{author.name.clone()}</a> ", "
        <a href=format!("/kommunen/{}", author.organisation_slug)>{author.organisation.clone()}</a>
        {format!(" · {}", text::age(at, now))}
        {edited.map(|edited| view! { " · " <a href=post.at("verlauf")>{format!("bearbeitet {}", text::age(edited, now))}</a> })}
        </span>
    }
    .into_any()
}
