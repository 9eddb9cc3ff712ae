//! The fields of the index, declared once.

use tantivy::{
    Index,
    schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions},
};

use super::analyser;

/// The fields. Nothing is stored: texts come from the database, for the viewer of that moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// `question:17`; what a change replaces.
    pub(super) key: Field,
    /// `question`, `article`, `organisation`.
    pub(super) kind: Field,
    /// The id of the row.
    pub(super) id: Field,
    /// `public` and `members`, `members`, or for a question that is for a Kreis `district:kreis-lippe` and `asker:17`.
    pub(super) readers: Field,
    /// Last change in Unix milliseconds; of equal hits the newer one comes first.
    pub(super) updated: Field,
    /// When somebody has to look whether it still holds, in Unix milliseconds; for articles with a date only.
    pub(super) due: Field,
    /// How much more than its words an entry counts, in hundredths: solved, helpful, reused.
    pub(super) merit: Field,
    /// Everything that can be found: stems, and the parts of compounds. The other fields add weight.
    pub(super) text: Field,
    /// The title.
    pub(super) title: Field,
    /// How the text begins.
    pub(super) lead: Field,
    /// The words of title, text and accepted answer, folded but not stemmed: the exact form counts more, and a typing error
    /// is a word that is not here.
    pub(super) spelling: Field,
    /// The spelling of the whole title as one term.
    pub(super) exact: Field,
    /// Tags, topic, organisation, Kreis, fixed fields.
    pub(super) names: Field,
    /// By what hits can be narrowed, `software:tevis`; and by whom they are, `von:weber`.
    pub(super) facts: Field,
    /// The same with what readers see, `software:tevis`, a unit separator, `Tevis`: to be counted.
    pub(super) labels: Field,
    /// The words of the title, folded but not stemmed: what a prefix can be compared with.
    pub(super) start: Field,
}

/// Names of the fields that are read by name.
pub(super) const KIND: &str = "kind";
pub(super) const ID: &str = "id";
pub(super) const UPDATED: &str = "updated";
pub(super) const DUE: &str = "due";
pub(super) const MERIT: &str = "merit";
pub(super) const LABELS: &str = "labels";

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        key: schema.add_text_field("key", STRING),
        kind: schema.add_text_field(KIND, STRING | FAST),
        id: schema.add_i64_field(ID, FAST),
        readers: schema.add_text_field("readers", STRING),
        updated: schema.add_i64_field(UPDATED, FAST | INDEXED),
        due: schema.add_i64_field(DUE, FAST),
        merit: schema.add_u64_field(MERIT, FAST),
        text: schema.add_text_field("text", text(analyser::STEMMED, IndexRecordOption::WithFreqsAndPositions)),
        title: schema.add_text_field("title", text(analyser::STEMMED, IndexRecordOption::WithFreqsAndPositions)),
        lead: schema.add_text_field("lead", text(analyser::STEMMED, IndexRecordOption::WithFreqsAndPositions)),
        spelling: schema.add_text_field("spelling", text(analyser::FOLDED, IndexRecordOption::WithFreqs)),
        exact: schema.add_text_field("exact", STRING),
        names: schema.add_text_field("names", text(analyser::STEMMED, IndexRecordOption::WithFreqsAndPositions)),
        facts: schema.add_text_field("facts", STRING),
        labels: schema.add_text_field(LABELS, FAST),
        start: schema.add_text_field("start", text(analyser::FOLDED, IndexRecordOption::WithFreqs)),
    };
    (schema.build(), fields)
}

fn text(analyser: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}

/// Tells an index how the analysers of the schema work.
pub(super) fn register_analysers(index: &Index) {
    index.tokenizers().register(analyser::STEMMED, analyser::stemmed());
    index.tokenizers().register(analyser::FOLDED, analyser::folded());
}
