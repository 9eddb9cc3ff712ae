//! `/schlagworte/{slug}`: all with a tag.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    forum::port::{QuestionEntry, QuestionFilter},
    list::Slice,
    page::Page,
    ui::{Empty, Head, Wide, article_entries, question_entries},
    wiki::port::{ArticleEntry, ArticleFilter},
};

/// Articles and questions with the tag.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let slug = visit.param("slug").to_owned();
    let wrote = ArticleFilter { tag: Some(slug.clone()), ..ArticleFilter::default() };
    let asked = QuestionFilter { tag: Some(slug.clone()), ..QuestionFilter::default() };
    let lists = both(visit, &wrote, &asked).await?;
    if lists.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(Page::new(format!("Schlagwort {slug}"), move || {
        view! { <Wide><Head title=format!("Schlagwort „{slug}“") />{lists.view()}</Wide> }
    })
    .for_everybody(visit))
}

/// What two lists show.
pub(super) struct Both {
    articles: Vec<ArticleEntry>,
    questions: Vec<QuestionEntry>,
    may_read_questions: bool,
    now: Timestamp,
}

/// Loads both lists.
pub(super) async fn both(visit: &Visit, wrote: &ArticleFilter, asked: &QuestionFilter) -> Result<Both, Error> {
    Ok(Both {
        articles: visit.ports.wiki.articles(&visit.viewer, wrote, Slice::first(50)).await?,
        questions: visit.ports.forum.questions(&visit.viewer, asked, Slice::first(50)).await?,
        may_read_questions: visit.viewer.may(Action::ReadNetwork),
        now: visit.now,
    })
}

impl Both {
    fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.questions.is_empty()
    }

    /// Articles, then questions.
    pub(super) fn view(self) -> AnyView {
        let articles = if self.articles.is_empty() {
            view! { <Empty><p>"Noch kein Artikel. " <a href="/wiki">"Alle Artikel"</a></p></Empty> }.into_any()
        } else {
            article_entries(self.articles, self.now, true)
        };
        let questions = self.may_read_questions.then(|| {
            let list = if self.questions.is_empty() {
                view! { <Empty><p>"Noch keine Frage. " <a href="/fragen/neu">"Frage stellen"</a></p></Empty> }.into_any()
            } else {
                question_entries(self.questions, self.now)
            };
            view! { <section class="block"><h2>"Fragen"</h2>{list}</section> }
        });
        view! { <section class="block"><h2>"Artikel"</h2>{articles}</section>{questions} }.into_any()
    }
}
