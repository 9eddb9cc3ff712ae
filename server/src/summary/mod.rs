//! The rules of summaries: the port of [`app::summary`], and what an answer and a publication mean for them.
//!
//! Names of contributors are kept beside the article and never in its text: so one click takes a name out of all its
//! revisions, guests see none, and nobody has to edit anything.

mod compose;
pub(crate) mod forms;
pub(crate) mod queries;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::{Error, FieldErrors},
    forum::port::{Author, question_path},
    notice::NoticeKind,
    summary::port::{
        Contribution, Credits, Extract, KINDS, MOST_ANSWERS, Material, Origin, Outcome, Summaries, SummaryWish, contribution_path,
    },
    wiki::{Kind, Visibility, drafts::port::Sheet, port::ArticleDraft},
};
use async_trait::async_trait;

use self::queries::{Asked, Post};
use crate::{
    db::{Clock, Conn, Db},
    forum::thread,
    markdown::{first_paragraph, plain_text},
    notice::NoticeService,
    subject::tagging,
    text::{LONGEST_BODY, bounded},
    wiki::{drafts, queries::Writer},
};

/// How much of an answer is shown to choose it by, in characters.
const EXTRACT: usize = 240;
/// How much of the solution becomes the summary; an article takes 500 characters.
const SUMMARY: usize = 300;

/// From thread to article.
pub struct SummaryService {
    db: Db,
    clock: Clock,
    notices: Arc<NoticeService>,
}

/// A draft that was made of a thread has become an article: those whose words it holds are told, its author is not.
pub(crate) async fn published(tx: &mut Conn, notices: &NoticeService, draft: i64, author: i64) -> Result<(), Error> {
    for (person, withdrawn) in queries::people(tx, draft).await? {
        if person == author {
            continue;
        }
        let Some((_, Some(title), _)) = queries::contribution(tx, draft, person).await? else { continue };
        let named = if withdrawn { "Ihr Name steht nicht dabei." } else { "Sie werden darin mit Name und Kommune genannt." };
        let text = format!("Der Artikel „{title}“ ist veröffentlicht. Er enthält auch Ihre Worte. {named}");
        notices.tell(tx, person, NoticeKind::SummaryPublished, &text, &contribution_path(draft)).await?;
    }
    Ok(())
}

/// A thread that can become an article.
struct Solved {
    asked: Asked,
    accepted: Post,
    others: Vec<Post>,
}

impl SummaryService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, notices: Arc<NoticeService>) -> Self {
        Self { db, clock, notices }
    }

    /// Somebody has answered in a thread: whoever looks after an article that was made of it may want to look again.
    pub(crate) async fn answered(&self, tx: &mut Conn, question: i64, answer: i64, author: i64) -> Result<(), Error> {
        for one in queries::owners(tx, question, author).await? {
            let text =
                format!("Die Frage „{}“ hat eine neue Antwort. Passt Ihr Artikel „{}“ noch dazu?", one.question, one.title);
            let path = format!("{}#antwort-{answer}", question_path(question, &one.question));
            self.notices.tell(tx, one.account, NoticeKind::SummaryAnswered, &text, &path).await?;
        }
        Ok(())
    }

    /// Tells the outbox that there is something to send.
    pub(crate) fn poke(&self) {
        self.notices.poke();
    }

    /// The thread, for someone who may make an article of it.
    async fn thread(&self, conn: &mut Conn, viewer: &Viewer, question: i64) -> Result<(Asked, Vec<Post>), Error> {
        thread::readable(conn, viewer, question).await?;
        let asked = queries::asked(conn, question).await?.ok_or(Error::NotFound)?;
        let posts = queries::posts(conn, question).await?;
        let me = viewer.id();
        let involved = asked.author_id == me || posts.iter().any(|post| post.author_id == me);
        viewer.require(Action::Summarise { involved })?;
        Ok((asked, posts))
    }

    /// Whom a draft tells, but for its author.
    async fn tell(&self, tx: &mut Conn, solved: &Solved, people: &[Writer], draft: i64, author: i64) -> Result<(), Error> {
        let text = format!(
            "Aus der Frage „{}“ wird ein Artikel. Er nutzt auch Ihre Worte und nennt Sie mit Name und Kommune. \
             Wenn Sie das nicht möchten, nehmen Sie Ihren Namen mit einem Klick heraus.",
            solved.asked.title
        );
        let mut told = vec![author];
        for one in people {
            if !told.contains(&one.id) {
                told.push(one.id);
                self.notices.tell(tx, one.id, NoticeKind::SummaryBegun, &text, &contribution_path(draft)).await?;
            }
        }
        Ok(())
    }
}

/// The solution first, if there still is one.
fn split(asked: &Asked, posts: Vec<Post>) -> (Option<Post>, Vec<Post>) {
    let (accepted, others): (Vec<Post>, Vec<Post>) =
        posts.into_iter().partition(|post| Some(post.id) == asked.accepted_answer && !asked.removed);
    (accepted.into_iter().next(), others)
}

fn extract(post: &Post) -> Extract {
    Extract {
        id: post.id,
        author: Author {
            id: post.author_id,
            name: post.author.clone(),
            organisation_slug: post.organisation_slug.clone(),
            organisation: post.organisation.clone(),
        },
        text: plain_text(&post.body, EXTRACT),
        helpful: post.helpful,
    }
}

/// Kind and thread, or what is wrong with them.
fn check(wish: &SummaryWish, asked: Asked, posts: Vec<Post>) -> Result<(Kind, Solved), Error> {
    let mut errors = FieldErrors::default();
    let kind = Kind::from_key(&wish.kind).filter(|kind| KINDS.contains(kind));
    let kind = errors.check("kind", kind.ok_or_else(|| "Bitte wählen Sie, was es werden soll.".to_owned()));
    let (accepted, others) = split(&asked, posts);
    if accepted.is_none() {
        errors.add("form", "Diese Frage hat keine Lösung mehr. Erst mit einer Lösung kann aus ihr ein Artikel werden.");
    }
    errors.into_result()?;
    match (kind, accepted) {
        (Some(kind), Some(accepted)) => Ok((kind, Solved { asked, accepted, others })),
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}

#[async_trait]
impl Summaries for SummaryService {
    async fn material(&self, viewer: &Viewer, question: i64) -> Result<Material, Error> {
        let mut conn = self.db.read().await?;
        let (asked, posts) = self.thread(&mut conn, viewer, question).await?;
        let begun = queries::begun(&mut conn, question).await?;
        let begun = begun.into_iter().filter(|(.., author)| viewer.may(Action::ReadDraft { author: *author }));
        let (accepted, others) = split(&asked, posts);
        Ok(Material {
            question,
            accepted: accepted.as_ref().map(extract),
            others: others.iter().take(MOST_ANSWERS).map(extract).collect(),
            begun: begun.map(|(id, name, _)| (id, name)).collect(),
            limited_to: asked.limited_to,
            title: asked.title,
        })
    }

    async fn begin(&self, viewer: &Viewer, question: i64, wish: SummaryWish) -> Result<i64, Error> {
        let me = viewer.require(Action::WriteDraft)?;
        let (mut tx, now) = (self.db.begin().await?, self.clock.millis());
        let (asked, posts) = self.thread(&mut tx, viewer, question).await?;
        let (kind, solved) = check(&wish, asked, posts)?;
        let chosen: Vec<&Post> = solved.others.iter().take(MOST_ANSWERS).filter(|post| wish.answers.contains(&post.id)).collect();
        let text = compose::body(kind, &solved.asked, &solved.accepted, &chosen);
        let typed = ArticleDraft {
            title: solved.asked.title.clone(),
            kind: kind.key().to_owned(),
            visibility: Visibility::Members.key().to_owned(),
            summary: first_paragraph(&solved.accepted.body, SUMMARY),
            body: bounded(&text, LONGEST_BODY).map_err(|_| {
                Error::invalid("form", "Zusammen sind diese Antworten zu lang für einen Artikel. Bitte wählen Sie weniger aus.")
            })?,
            topic: solved.asked.topic.clone().unwrap_or_default(),
            tags: tagging::of_question(&mut tx, question).await?.join(", "),
            // a report is about the municipality whose way it was
            organisation: if kind == Kind::ExperienceReport { solved.accepted.organisation_slug.clone() } else { String::new() },
            ..ArticleDraft::default()
        };
        let sheet = Sheet { key: wish.key.chars().take(64).collect(), typed, ..Sheet::default() };
        let Some(draft) = drafts::queries::insert(&mut tx, &sheet, None, me.into(), now).await? else {
            // the same form, sent twice
            return drafts::queries::by_form(&mut tx, me.id, &sheet.key).await?.ok_or(Error::NotFound);
        };
        queries::insert(&mut tx, draft, question, now).await?;
        let who_asked = Writer { id: solved.asked.author_id, organisation: solved.asked.organisation_id };
        let writer = |post: &Post| Writer { id: post.author_id, organisation: post.organisation_id };
        let people: Vec<Writer> =
            std::iter::once(writer(&solved.accepted)).chain(chosen.into_iter().map(writer)).chain([who_asked]).collect();
        for one in &people {
            queries::name(&mut tx, draft, *one).await?;
        }
        self.tell(&mut tx, &solved, &people, draft, me.id).await?;
        tx.commit().await?;
        self.poke();
        Ok(draft)
    }

    async fn outcome(&self, viewer: &Viewer, question: i64) -> Result<Outcome, Error> {
        let mut conn = self.db.read().await?;
        thread::readable(&mut conn, viewer, question).await?;
        let (involved, solved) = queries::standing(&mut conn, question, viewer.id()).await?;
        let articles = queries::articles(&mut conn, question).await?.into_iter();
        let articles = articles.filter(|(.., visibility)| viewer.may(Action::ReadArticle(*visibility)));
        Ok(Outcome {
            articles: articles.map(|(title, slug, _)| (title, format!("/wiki/{slug}"))).collect(),
            may_begin: solved && viewer.may(Action::Summarise { involved }),
        })
    }

    async fn origin(&self, viewer: &Viewer, article: i64) -> Result<Origin, Error> {
        let mut conn = self.db.read().await?;
        let visibility = queries::visibility(&mut conn, article).await?.ok_or(Error::NotFound)?;
        if !viewer.may(Action::ReadArticle(visibility)) {
            return Err(Error::NotFound);
        }
        let mut credits = queries::of_article(&mut conn, article).await?;
        // questions, and names of colleagues, are for members
        if !viewer.may(Action::ReadNetwork) {
            credits.people.clear();
            return Ok(Origin { credits, ..Origin::default() });
        }
        let threads = queries::threads(&mut conn, article, &viewer.into()).await?;
        let questions = threads.into_iter().map(|(id, title)| (title.clone(), question_path(id, &title))).collect();
        Ok(Origin { questions, credits, own: queries::own(&mut conn, article, viewer.id()).await? })
    }

    async fn credits(&self, viewer: &Viewer, draft: i64) -> Result<Credits, Error> {
        let mut conn = self.db.read().await?;
        let author = queries::draft_author(&mut conn, draft).await?.ok_or(Error::NotFound)?;
        viewer.require(Action::ReadDraft { author })?;
        queries::to_be_named(&mut conn, draft).await
    }

    async fn contribution(&self, viewer: &Viewer, draft: i64) -> Result<Contribution, Error> {
        let me = viewer.require(Action::ReadNetwork)?;
        let mut conn = self.db.read().await?;
        let (withdrawn, title, slug) = queries::contribution(&mut conn, draft, me.id).await?.ok_or(Error::NotFound)?;
        let thread = queries::thread_of_draft(&mut conn, draft, &viewer.into()).await?;
        let question = thread.map(|(id, title)| (title.clone(), question_path(id, &title)));
        let named = question.as_ref().map_or_else(|| "Ein Artikel in Arbeit".to_owned(), |(title, _)| title.clone());
        Ok(Contribution {
            draft,
            // what the draft is called is its author's own affair until it is published
            title: title.unwrap_or(named),
            article: slug.map(|slug| format!("/wiki/{slug}")),
            question,
            named: !withdrawn,
        })
    }

    async fn set_named(&self, viewer: &Viewer, draft: i64, named: bool) -> Result<(), Error> {
        let me = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        if !queries::set_withdrawn(&mut tx, draft, me.id, !named).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await
    }
}
