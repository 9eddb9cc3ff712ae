//! What is compared with: BM25 (k1 1.2, b 0.75) over title and text as one field, any of the words, no stop words.

use app::error::Error;
use tantivy::{
    Index, IndexWriter, TantivyDocument, Term,
    collector::TopDocs,
    query::{BooleanQuery, Query, TermQuery},
    schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
};

use super::{Collection, DEPTH, Ranking};
use crate::search::{analyser, request::Request};

/// Which words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// As they stand, but for case, accents and umlauts.
    Plain,
    /// Their German Snowball stems.
    Stemmed,
}

/// Memory for the words of a collection, in bytes.
const BUDGET: usize = 50_000_000;

impl Reference {
    /// What it finds for each query of a collection.
    pub fn run(self, collection: &Collection) -> Result<Vec<Ranking>, Error> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqs);
        let (id, text) = (
            schema.add_u64_field("id", FAST),
            schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing)),
        );
        let index = Index::create_in_ram(schema.build());
        let words = if self == Self::Plain { analyser::folded() } else { analyser::whole() };
        index.tokenizers().register("words", words);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, BUDGET)?;
        for (number, document) in (0_u64..).zip(&collection.documents) {
            let mut entry = TantivyDocument::new();
            entry.add_u64(id, number);
            entry.add_text(text, &document.title);
            entry.add_text(text, &document.text);
            writer.add_document(entry)?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let mut run = Vec::new();
        for query in &collection.queries {
            let top = TopDocs::with_limit(usize::try_from(DEPTH)?).order_by_score();
            let mut documents = Vec::new();
            for (score, address) in searcher.search(&self.query(text, &query.text), &top)? {
                let numbers = searcher.segment_reader(address.segment_ord).fast_fields().u64("id")?;
                let number = numbers.first(address.doc_id).and_then(|number| usize::try_from(number).ok());
                documents.extend(number.and_then(|number| Some((collection.documents.get(number)?.id.clone(), score))));
            }
            run.push(Ranking { query: query.id.clone(), documents });
        }
        Ok(run)
    }

    fn query(self, field: Field, text: &str) -> BooleanQuery {
        let request = Request::parse(text);
        let word = |word: &analyser::Word| if self == Self::Plain { word.folded.clone() } else { word.forms[0][0].clone() };
        let terms = request.words().map(word).map(|word| {
            let term = Term::from_field_text(field, &word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>
        });
        BooleanQuery::union(terms.collect())
    }
}
