//! Why a hit ranks where it does: what each part of the query gave it.

use std::fmt::Write as _;

use app::error::Error;
use tantivy::query::{EnableScoring, Query as _};

use super::{Ours, collection::Entry};
use crate::search::{lookup, request::Unit};

/// The hits of a query, each with the sum that made its score.
pub(super) fn explain(ours: &Ours, asked: &Entry) -> Result<String, Error> {
    let (searcher, fields) = (ours.index.searcher(), ours.index.fields());
    let mut request = ours.request(&asked.text);
    let mut text = format!("{}: {}\n", asked.id, asked.text);
    for word in request.units.iter().flat_map(Unit::all_words) {
        // writing to a string cannot fail
        let _ = writeln!(text, "  {}: {:?}, parts {:?}", word.folded, word.forms, word.parts);
    }
    let grades = ours.collection.judgements.get(&asked.id);
    let query = lookup::query(&searcher, fields, &mut request, &super::asked())?;
    let weight = query.weight(EnableScoring::enabled_from_searcher(&searcher))?;
    for (rank, (document, score)) in ours.find(&asked.text)?.into_iter().enumerate() {
        let grade = grades.and_then(|grades| grades.get(&document)).map_or_else(|| "-".to_owned(), u32::to_string);
        let title = ours.collection.documents.iter().find(|one| one.id == document).map_or("", |one| one.title.as_str());
        let _ = writeln!(text, "\n{}. {document} (score {score:.3}, grade {grade}) {title}", rank + 1);
        if let Some(address) = ours.address(&document)? {
            let explanation = weight.explain(searcher.segment_reader(address.segment_ord), address.doc_id)?;
            let _ = writeln!(text, "{}", explanation.to_pretty_json());
        }
    }
    Ok(text)
}
