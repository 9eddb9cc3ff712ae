//! Counts what a query finds, by kind and Kreis at once: one walk over the hits serves every filter. And what the articles
//! among the hits can be filtered by further.

use std::collections::HashMap;

use app::wiki::fields::{Facet, FacetCount, Fact};
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
};

use super::schema::{DISTRICT, KIND, LABELS};

/// How many hits there are of each kind in each Kreis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// (kind, Kreis; empty for none) to number.
    cells: HashMap<(String, String), i64>,
}

impl Counts {
    /// How many there are of a kind (of all kinds for `None`) in a Kreis (in all and none for `None`).
    pub(super) fn of(&self, kind: Option<&str>, district: Option<&str>) -> i64 {
        let wanted =
            |(k, d): &(String, String)| kind.is_none_or(|kind| kind == k) && district.is_none_or(|district| district == d);
        self.cells.iter().filter(|(cell, _)| wanted(cell)).map(|(_, number)| number).sum()
    }
}

/// Collects [`Counts`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Facets;

impl Collector for Facets {
    type Fruit = Counts;
    type Child = SegmentFacets;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentFacets> {
        let kinds = Values::open(segment, KIND)?;
        let districts = Values::open(segment, DISTRICT)?;
        let counts = vec![0; kinds.size() * districts.size()];
        Ok(SegmentFacets { kinds, districts, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Counts>>) -> tantivy::Result<Counts> {
        let mut all = Counts::default();
        for counts in fruits {
            for (cell, number) in counts?.cells {
                *all.cells.entry(cell).or_default() += number;
            }
        }
        Ok(all)
    }
}

/// The counts of one segment, as a table of kinds times Kreise.
pub(super) struct SegmentFacets {
    kinds: Values,
    districts: Values,
    counts: Vec<i64>,
}

impl SegmentCollector for SegmentFacets {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let cell = self.kinds.row(doc) * self.districts.size() + self.districts.row(doc);
        self.counts[cell] += 1;
    }

    fn harvest(self) -> tantivy::Result<Counts> {
        let mut counts = Counts::default();
        let columns = self.districts.size();
        for (cell, number) in self.counts.iter().enumerate().filter(|(_, number)| **number > 0) {
            let name = (self.kinds.name(cell / columns)?, self.districts.name(cell % columns)?);
            counts.cells.insert(name, *number);
        }
        Ok(counts)
    }
}

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

/// The values of a field in a segment, numbered from 1; 0 is "none".
struct Values(Option<StrColumn>);

impl Values {
    fn open(segment: &SegmentReader, field: &str) -> tantivy::Result<Self> {
        Ok(Self(segment.fast_fields().str(field)?))
    }

    fn size(&self) -> usize {
        1 + self.0.as_ref().map_or(0, |column| column.num_terms())
    }

    fn row(&self, doc: DocId) -> usize {
        let value = self.0.as_ref().and_then(|column| column.ords().first(doc));
        value.and_then(|ordinal| usize::try_from(ordinal).ok()).map_or(0, |ordinal| ordinal + 1)
    }

    fn name(&self, row: usize) -> tantivy::Result<String> {
        let mut name = String::new();
        if let (Some(column), Some(ordinal)) = (&self.0, row.checked_sub(1)) {
            column.ord_to_str(ordinal as u64, &mut name)?;
        }
        Ok(name)
    }
}
