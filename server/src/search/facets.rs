//! Counts what a query finds, by kind and Kreis at once: one walk over the hits serves every filter.

use std::collections::HashMap;

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
};

use super::schema::{DISTRICT, KIND};

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
