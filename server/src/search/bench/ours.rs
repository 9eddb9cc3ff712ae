//! Our own search, as a member asks it.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use app::{
    account::Viewer,
    error::Error,
    list::Slice,
    search::port::{Query, Search as _},
};
use tantivy::{
    Term,
    collector::TopDocs,
    query::{BooleanQuery, Query as Lookup, TermQuery},
    schema::IndexRecordOption,
};

use super::{
    fill::Network,
    queries::{Asked, Sort},
};
use crate::{
    Server,
    search::{
        SearchService,
        lookup::{self, Scope},
        request::Request,
    },
};

/// What a page shows.
const PAGE: Slice = Slice { offset: 0, limit: Slice::PAGE };

/// The search and somebody who asks it.
pub(super) struct Ours<'a> {
    service: &'a SearchService,
    viewer: Viewer,
    pub(super) network: Network,
}

impl<'a> Ours<'a> {
    pub(super) async fn of(server: &'a Server, network: Network) -> Result<Self, Error> {
        let session = server.accounts.session_for(network.author).await?;
        let viewer = server.ports.accounts.viewer(&session.token).await?;
        Ok(Self { service: &server.search, viewer, network })
    }

    /// Everything between the words and the page: synonyms, hits, facets, excerpts, what the database says.
    pub(super) async fn search(&self, sort: Sort, asked: &[Asked]) -> Result<Vec<Duration>, Error> {
        let mut times = Vec::with_capacity(asked.len());
        for one in asked {
            let begin = Instant::now();
            if sort == Sort::Beginning {
                black_box(self.service.suggest(&self.viewer, &one.typed(sort)).await?);
            } else {
                let query = Query { text: one.typed(sort), chosen: one.chosen() };
                black_box(self.service.find(&self.viewer, &query, PAGE).await?);
            }
            times.push(begin.elapsed());
        }
        Ok(times)
    }

    /// The part of it that asks the index: which documents, in which order, and all counts.
    pub(super) async fn look_up(&self, asked: &[Asked]) -> Result<Vec<Duration>, Error> {
        let scope = Scope::of(&self.viewer);
        let synonyms = self.service.synonyms();
        let asked = asked.to_vec();
        let now = jiff::Timestamp::now().as_millisecond();
        self.service
            .in_index(move |index| {
                let mut times = Vec::with_capacity(asked.len());
                for one in &asked {
                    let begin = Instant::now();
                    let mut request = Request::parse(&one.words.join(" "));
                    synonyms.widen(&mut request);
                    let what = lookup::Asked { scope: scope.clone(), chosen: one.chosen(), slice: PAGE, now };
                    black_box(lookup::find(&index.searcher(), index.fields(), &mut request, &what)?);
                    times.push(begin.elapsed());
                }
                Ok(times)
            })
            .await
    }

    /// The floor: the twenty best documents with all the stems in one field, and nothing else.
    pub(super) async fn bare(&self, asked: &[Asked]) -> Result<Vec<Duration>, Error> {
        let asked = asked.to_vec();
        self.service
            .in_index(move |index| {
                let (searcher, text) = (index.searcher(), index.fields().text);
                let mut times = Vec::with_capacity(asked.len());
                for one in &asked {
                    let begin = Instant::now();
                    let request = Request::parse(&one.words.join(" "));
                    let stems = request.words().filter_map(|word| word.forms.first()?.first());
                    let term = |stem: &String| {
                        Box::new(TermQuery::new(Term::from_field_text(text, stem), IndexRecordOption::WithFreqs))
                            as Box<dyn Lookup>
                    };
                    let query = BooleanQuery::intersection(stems.map(term).collect());
                    let page = usize::try_from(Slice::PAGE)?;
                    black_box(searcher.search(&query, &TopDocs::with_limit(page).order_by_score())?);
                    times.push(begin.elapsed());
                }
                Ok(times)
            })
            .await
    }
}
