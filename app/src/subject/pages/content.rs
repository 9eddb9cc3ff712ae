//! What there is on a topic or with a tag: articles and questions, the first few of both or one of the two page by page.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    forum::port::{QuestionEntry, QuestionFilter},
    list::Slice,
    text,
    ui::{Empty, Pagination, article_entries, question_entries, with_query},
    wiki::port::{ArticleEntry, ArticleFilter},
};

/// So many of each are shown beside each other.
const FIRST: i64 = 10;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Both,
    Articles,
    Questions,
}

impl Shown {
    fn of(visit: &Visit) -> Self {
        match visit.query("zeige") {
            "artikel" => Self::Articles,
            "fragen" => Self::Questions,
            _ => Self::Both,
        }
    }
}

/// Articles and questions, as far as the viewer may see them.
pub(super) struct Content {
    shown: Shown,
    path: String,
    query: Vec<(String, String)>,
    number: i64,
    articles: Vec<ArticleEntry>,
    article_count: i64,
    questions: Vec<QuestionEntry>,
    question_count: i64,
    may_read_questions: bool,
    /// Where all questions are, to be narrowed further and turned over.
    all_questions: String,
    now: Timestamp,
}

impl Content {
    /// Loads what the visit asks for.
    pub(super) async fn load(visit: &Visit, wrote: &ArticleFilter, asked: &QuestionFilter) -> Result<Self, Error> {
        let (wiki, forum, viewer) = (&visit.ports.wiki, &visit.ports.forum, &visit.viewer);
        let (shown, number) = (Shown::of(visit), visit.page_number());
        let slice = if shown == Shown::Both { Slice::first(FIRST) } else { Slice::page(number) };
        let articles = if shown == Shown::Questions { Vec::new() } else { wiki.articles(viewer, wrote, slice).await? };
        let questions = if shown == Shown::Articles { Vec::new() } else { forum.questions(viewer, asked, slice).await? };
        Ok(Self {
            shown,
            path: visit.path.clone(),
            query: visit.query.clone(),
            number,
            articles,
            article_count: wiki.count(viewer, wrote).await?,
            questions,
            question_count: forum.count(viewer, asked).await?,
            may_read_questions: viewer.may(Action::ReadNetwork),
            all_questions: match (&asked.topic, &asked.tag) {
                (Some(topic), _) => with_query("/fragen", &[], "thema", topic),
                (None, tag) => with_query("/fragen", &[], "schlagwort", tag.as_deref().unwrap_or_default()),
            },
            now: visit.now,
        })
    }

    /// Whether there is nothing at all for this viewer.
    pub(super) fn is_empty(&self) -> bool {
        self.article_count == 0 && self.question_count == 0
    }

    /// Articles, then questions.
    pub(super) fn view(mut self) -> AnyView {
        let articles = std::mem::take(&mut self.articles);
        let questions = std::mem::take(&mut self.questions);
        let wrote = if articles.is_empty() {
            view! { <Empty><p>"Noch kein Artikel. " <a href="/wiki">"Alle Artikel"</a></p></Empty> }.into_any()
        } else {
            article_entries(articles, self.now, true)
        };
        let asked = if questions.is_empty() {
            view! { <Empty><p>"Noch keine Frage. " <a href="/fragen/neu">"Frage stellen"</a></p></Empty> }.into_any()
        } else {
            question_entries(questions, self.now)
        };
        let articles = (self.shown != Shown::Questions).then(|| self.section("Artikel", "artikel", self.article_count, wrote));
        let questions = (self.may_read_questions && self.shown != Shown::Articles)
            .then(|| self.section("Fragen", "fragen", self.question_count, asked));
        view! { {articles}{questions} }.into_any()
    }

    fn section(&self, title: &'static str, key: &'static str, total: i64, list: AnyView) -> AnyView {
        let on = if self.shown == Shown::Both {
            let here = with_query(&self.path, &[], "zeige", key);
            let all = if key == "fragen" { self.all_questions.clone() } else { here };
            (total > FIRST)
                .then(|| view! { <p><a href=all>{format!("Alle {} {title} ansehen", text::thousands(total))}</a></p> }.into_any())
        } else {
            let back = self.path.clone();
            Some(
                view! {
                    <Pagination path=self.path.clone() query=self.query.clone() number=self.number total=total />
                    <p><a href=back>"Artikel und Fragen ansehen"</a></p>
                }
                .into_any(),
            )
        };
        view! { <section class="block"><h2>{title}</h2>{list}{on}</section> }.into_any()
    }
}
