//! The rules of the forum: the port of [`app::forum`].

mod asking;
mod audience;
pub mod comment;
pub(crate) mod forms;
mod lists;
pub mod order;
pub mod post;
pub(crate) mod queries;
pub(crate) mod sent;
pub(crate) mod thread;
pub mod vote;

use std::{collections::BTreeMap, sync::Arc};

use app::{
    account::{Action, Viewer},
    error::{Error, FieldErrors},
    forum::{
        asking::SENT_BEFORE,
        comment::Comment,
        port::{Forum, Question, QuestionDraft, QuestionEntry, QuestionFilter},
        post::Post,
    },
    list::Slice,
    moderation::log::Deed,
    search::Kind as SearchKind,
};
use async_trait::async_trait;

use self::{post::OVERTAKEN, queries::Stored};
use crate::{
    db::{Clock, Conn, Db},
    expertise::ExpertiseService,
    markdown::{Links, Renderer},
    mention,
    moderation::log,
    reach::Reach,
    search::{self, SearchService},
    structure, subject,
    summary::SummaryService,
    text::{LONGEST_BODY, required, tags, title},
};

/// After how many days a question for a Kreis opens to all, unless the settings say otherwise.
pub const DAYS: i64 = 7;

/// The forum.
pub struct ForumService {
    db: Db,
    clock: Clock,
    renderer: Arc<Renderer>,
    search: Arc<SearchService>,
    reach: Arc<Reach>,
    summaries: Arc<SummaryService>,
    expertise: Arc<ExpertiseService>,
    /// After how many days a question for a Kreis opens to all.
    days: i64,
}

impl ForumService {
    /// With all it needs.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Clock,
        renderer: Arc<Renderer>,
        search: Arc<SearchService>,
        reach: Arc<Reach>,
        summaries: Arc<SummaryService>,
        expertise: Arc<ExpertiseService>,
    ) -> Self {
        Self { db, clock, renderer, search, reach, summaries, expertise, days: DAYS }
    }

    /// With another time after which a question for a Kreis opens to all.
    #[must_use]
    pub fn opening_after(mut self, days: i64) -> Self {
        self.days = days;
        self
    }

    async fn load(&self, conn: &mut Conn, viewer: &Viewer, id: i64) -> Result<Option<Question>, Error> {
        let Some(mut question) = queries::question(conn, viewer, id).await? else { return Ok(None) };
        let names = mention::of_thread(conn, viewer, question.id).await?;
        let links = structure::links::of_text(conn, viewer, &question.body).await?.naming(&names);
        question.html = self.renderer.render_with(&question.body, &links).html.to_string();
        self.render_comments(&mut question.comments, &names);
        for merged in &mut question.merged {
            merged.html = self.renderer.render_post(&merged.body, &Links::default(), MERGED + merged.id).html.to_string();
        }
        for answer in question.answers.iter_mut().chain(&mut question.removed_answers) {
            let links = structure::links::of_text(conn, viewer, &answer.body).await?.naming(&names);
            answer.html = self.renderer.render_post(&answer.body, &links, answer.id).html.to_string();
            self.render_comments(&mut answer.comments, &names);
        }
        Ok(Some(question))
    }

    fn render_comments(&self, comments: &mut [Comment], names: &BTreeMap<String, String>) {
        let links = Links::default().naming(names);
        for comment in comments {
            let html = self.renderer.render_post(&comment.body, &links, COMMENTS + comment.id).html;
            comment.html = html.to_string();
        }
    }

    /// Answers once per form; an empty key is none.
    pub(super) async fn answer_from(&self, viewer: &Viewer, question: i64, body: &str, key: &str) -> Result<i64, Error> {
        let author = viewer.require(Action::Discuss)?;
        let body = check_answer(body)?;
        let now = self.clock.millis();
        let mut tx = self.db.begin().await?;
        // of the question that it was merged into, if that has happened meanwhile
        let question = thread::writable(&mut tx, viewer, question).await?.id;
        let form = sent::begin(&mut tx, author.id, key, now).await?;
        if let Some(there) = form.answer {
            let same = queries::answer_is(&mut tx, there, question, &body).await?;
            return if same { Ok(there) } else { Err(Error::invalid("form", SENT_BEFORE)) };
        }
        queries::count_answer(&mut tx, question).await?;
        let id = queries::insert_answer(&mut tx, question, &body, author.id, author.organisation.id, now).await?;
        sent::became_answer(&mut tx, &form, id).await?;
        self.reach.answered(&mut tx, author, question, id, &body).await?;
        self.summaries.answered(&mut tx, question, id, author.id).await?;
        self.finish(tx, question).await?;
        self.summaries.poke();
        Ok(id)
    }

    /// What a form became that arrives again. With another text it is not the same question: then that must not get lost.
    async fn sent_before(&self, tx: &mut Conn, viewer: &Viewer, id: i64, new: &Stored) -> Result<Question, Error> {
        let question = self.load(tx, viewer, id).await?.ok_or(Error::NotFound)?;
        if question.title == new.title && question.body == new.body {
            return Ok(question);
        }
        Err(Error::invalid("form", SENT_BEFORE))
    }

    /// Records the change for the search, commits, wakes the indexer.
    async fn finish(&self, mut tx: Conn, question: i64) -> Result<(), Error> {
        search::record(&mut tx, SearchKind::Question, question).await?;
        tx.commit().await?;
        self.search.poke();
        self.reach.poke();
        Ok(())
    }
}

/// Numbers of posts on a page, for the ids in them: answers have their own, the others begin far behind.
const COMMENTS: i64 = 1_000_000_000_000;
const MERGED: i64 = 2 * COMMENTS;

async fn check(conn: &mut Conn, draft: &QuestionDraft) -> Result<Stored, Error> {
    let mut errors = FieldErrors::default();
    let title = errors.check("title", title(&draft.title, "Bitte schreiben Sie Ihre Frage in einem Satz.", 10));
    let body = errors.check("body", required(&draft.body, "Bitte beschreiben Sie, worum es geht.", LONGEST_BODY));
    let tags = errors.check("tags", tags(&draft.tags));
    let topic = errors.check("topic", subject::chosen_topic(conn, &draft.topic).await?).flatten();
    errors.into_result()?;
    match (title, body, tags) {
        (Some(title), Some(body), Some(tags)) => Ok(Stored { title, body, topic, tags }),
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}

fn check_answer(body: &str) -> Result<String, Error> {
    required(body, "Bitte schreiben Sie eine Antwort.", LONGEST_BODY).map_err(|message| Error::invalid("body", message))
}

#[async_trait]
impl Forum for ForumService {
    async fn preview(&self, viewer: &Viewer, body: &str) -> Result<String, Error> {
        viewer.require(Action::Discuss)?;
        let mut conn = self.db.read().await?;
        let names = match mention::of_text(&mut conn, body).await {
            // said when it is posted; to look at it nothing has to be right yet
            Err(Error::Invalid(_)) => BTreeMap::new(),
            other => other?,
        };
        let links = structure::links::of_text(&mut conn, viewer, body).await?.naming(&names);
        Ok(self.renderer.render_with(body, &links).html.to_string())
    }

    async fn ask(&self, viewer: &Viewer, draft: QuestionDraft) -> Result<Question, Error> {
        let asker = viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let new = check(&mut tx, &draft).await?;
        let now = self.clock.millis();
        let first = audience::chosen(asker, &draft.audience, now, self.days)?;
        let form = sent::begin(&mut tx, asker.id, &draft.key, now).await?;
        if let Some(there) = form.question {
            // sent twice, e.g. by a double click
            return self.sent_before(&mut tx, viewer, there, &new).await;
        }
        let id = queries::insert(&mut tx, &new, asker.id, asker.organisation.id, now).await?;
        if let Some(first) = first {
            queries::restrict(&mut tx, id, &first).await?;
        }
        sent::became_question(&mut tx, &form, id).await?;
        self.reach.asked(&mut tx, asker, id, &new.body).await?;
        let question = self.load(&mut tx, viewer, id).await?.ok_or(Error::NotFound)?;
        self.finish(tx, id).await?;
        self.expertise.poke();
        Ok(question)
    }

    async fn rephrase(&self, viewer: &Viewer, question: i64, draft: QuestionDraft) -> Result<Question, Error> {
        viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let thread = thread::writable(&mut tx, viewer, question).await?;
        let editor = viewer.require(Action::EditPost { author: thread.asker })?;
        let new = check(&mut tx, &draft).await?;
        let (title, body, revision) = queries::text(&mut tx, thread.id).await?;
        if draft.base.is_some_and(|base| base != revision) {
            return Err(Error::invalid("form", OVERTAKEN));
        }
        let post = Post::Question(thread.id);
        if (&title, &body) != (&new.title, &new.body) {
            post::queries::keep(&mut tx, post).await?;
            if !queries::update(&mut tx, thread.id, &new, editor.id, revision, self.clock.millis()).await? {
                return Err(Error::invalid("form", OVERTAKEN));
            }
        }
        queries::file(&mut tx, thread.id, new.topic.as_deref(), &new.tags).await?;
        if thread.asker != editor.id {
            log::note(&mut tx, editor.id, (Deed::Edit, Some(post)), "", "", self.clock.millis()).await?;
        }
        self.reach.edited(&mut tx, editor, thread.id, &format!("frage-{}", thread.id), &new.body).await?;
        let now = self.load(&mut tx, viewer, thread.id).await?.ok_or(Error::NotFound)?;
        self.finish(tx, thread.id).await?;
        Ok(now)
    }

    async fn answer(&self, viewer: &Viewer, question: i64, body: &str) -> Result<i64, Error> {
        self.answer_from(viewer, question, body, "").await
    }

    async fn amend(&self, viewer: &Viewer, question: i64, answer: i64, body: &str, base: Option<i64>) -> Result<(), Error> {
        viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let question = thread::writable(&mut tx, viewer, question).await?.id;
        let author = queries::answer_author(&mut tx, answer, question).await?.ok_or(Error::NotFound)?;
        let editor = viewer.require(Action::EditPost { author })?;
        let new = check_answer(body)?;
        let (old, revision) = queries::answer_text(&mut tx, answer).await?;
        if base.is_some_and(|base| base != revision) {
            return Err(Error::invalid("form", OVERTAKEN));
        }
        if old == new {
            return Ok(());
        }
        let post = Post::Answer(answer);
        post::queries::keep(&mut tx, post).await?;
        if !queries::update_answer(&mut tx, answer, &new, editor.id, revision, self.clock.millis()).await? {
            return Err(Error::invalid("form", OVERTAKEN));
        }
        if author != editor.id {
            log::note(&mut tx, editor.id, (Deed::Edit, Some(post)), "", "", self.clock.millis()).await?;
        }
        self.reach.edited(&mut tx, editor, question, &format!("antwort-{answer}"), &new).await?;
        self.finish(tx, question).await
    }

    async fn accept(&self, viewer: &Viewer, question: i64, answer: Option<i64>) -> Result<(), Error> {
        viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let thread = thread::turn(&mut tx, viewer, question).await?;
        let member = viewer.require(Action::AcceptAnswer { asker: thread.asker })?;
        if let Some(answer) = answer {
            // an answer to another question cannot solve this one, nor can one that was taken away
            queries::answer_author(&mut tx, answer, thread.id).await?.ok_or(Error::NotFound)?;
        }
        queries::accept(&mut tx, thread.id, answer).await?;
        if let Some(answer) = answer {
            self.reach.accepted(&mut tx, member, thread.id, answer).await?;
        }
        if thread.asker != member.id {
            let post = answer.map_or(Post::Question(thread.id), Post::Answer);
            log::note(&mut tx, member.id, (Deed::Accept, Some(post)), "", "", self.clock.millis()).await?;
        }
        self.finish(tx, thread.id).await
    }

    async fn question(&self, viewer: &Viewer, id: i64) -> Result<Option<Question>, Error> {
        let mut conn = self.db.read().await?;
        match thread::readable(&mut conn, viewer, id).await {
            Ok(thread) => self.load(&mut conn, viewer, thread.id).await,
            Err(Error::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn questions(&self, viewer: &Viewer, filter: &QuestionFilter, slice: Slice) -> Result<Vec<QuestionEntry>, Error> {
        if !viewer.may(Action::ReadNetwork) {
            return Ok(Vec::new());
        }
        queries::list(&mut self.db.read().await?, &viewer.into(), filter, slice.limit, slice.offset).await
    }

    async fn count(&self, viewer: &Viewer, filter: &QuestionFilter) -> Result<i64, Error> {
        if !viewer.may(Action::ReadNetwork) {
            return Ok(0);
        }
        queries::count(&mut self.db.read().await?, &viewer.into(), filter).await
    }
}
