//! Counts by what the hits of a query can be narrowed further.

use std::collections::HashMap;

use app::wiki::fields::{Facet, FacetCount, Fact};
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
};

use super::schema::LABELS;

/// A fact as a term of the index.
pub(super) fn term(facet: Facet, value: &str) -> String {
    format!("{}:{value}", facet.key())
}

/// Between a term and what readers see of it.
const BETWEEN: char = '\u{1f}';

/// A term with what readers see of it.
pub(super) fn labelled(term: &str, label: &str) -> String {
    format!("{term}{BETWEEN}{label}")
}

/// Collects the facts of the hits, each with its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts;

impl Collector for Facts {
    type Fruit = Vec<FacetCount>;
    type Child = SegmentFacts;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentFacts> {
        let labels = segment.fast_fields().str(LABELS)?;
        let counts = vec![0; labels.as_ref().map_or(0, |column| column.num_terms())];
        Ok(SegmentFacts { labels, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<HashMap<String, i64>>>) -> tantivy::Result<Vec<FacetCount>> {
        let mut all: Vec<FacetCount> = Vec::new();
        for fruit in fruits {
            for (label, count) in fruit? {
                let Some(fact) = fact(&label) else { continue };
                match all.iter_mut().find(|one| one.fact.facet == fact.facet && one.fact.value == fact.value) {
                    Some(one) => one.count += count,
                    None => all.push(FacetCount { fact, count }),
                }
            }
        }
        Ok(all)
    }
}

/// The reverse of [`labelled`].
fn fact(text: &str) -> Option<Fact> {
    let (term, label) = text.split_once(BETWEEN)?;
    let (facet, value) = term.split_once(':')?;
    Some(Fact { facet: Facet::from_key(facet)?, value: value.to_owned(), label: label.to_owned() })
}

/// The counts of one segment.
pub(super) struct SegmentFacts {
    labels: Option<StrColumn>,
    counts: Vec<i64>,
}

impl SegmentCollector for SegmentFacts {
    type Fruit = tantivy::Result<HashMap<String, i64>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(column) = &self.labels else { return };
        for ordinal in column.ords().values_for_doc(doc) {
            if let Some(count) = usize::try_from(ordinal).ok().and_then(|ordinal| self.counts.get_mut(ordinal)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> tantivy::Result<HashMap<String, i64>> {
        let mut counts = HashMap::new();
        let Some(column) = &self.labels else { return Ok(counts) };
        for (ordinal, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let mut label = String::new();
            column.ord_to_str(ordinal as u64, &mut label)?;
            counts.insert(label, *count);
        }
        Ok(counts)
    }
}
