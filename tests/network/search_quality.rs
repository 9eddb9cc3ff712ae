//! The search stays as good as it is: a collection of municipal queries with judgements, in `tests/search/`.

use std::path::Path;

use server::search::eval::{Collection, Measures, Ours, Reference};

/// nDCG@10 that no change may fall below: a little under what was reached when the collection was made.
const WHOLE: f64 = 0.87;
/// The same for each kind of query. Few queries each: one more or less is worth 0.05.
const KINDS: [(&str, f64); 10] = [
    ("abbreviation", 0.82),
    ("compound", 0.84),
    ("inflection", 0.86),
    ("keyword", 0.88),
    ("name", 0.94),
    ("prefix", 0.84),
    ("question", 0.84),
    ("synonym", 0.58),
    ("typo", 0.85),
    ("umlaut", 0.90),
];

#[test]
fn municipal_queries_find_what_was_hoped_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("search");
    let collection = Collection::in_folder(&folder).expect("a collection");
    let run = Ours::over(&collection).and_then(|ours| ours.run()).expect("a run");
    let whole = Measures::of(&collection, &run);
    assert!(whole.ndcg >= WHOLE, "{whole:?}");
    let kinds = collection.kinds();
    assert_eq!(kinds.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), KINDS.map(|(kind, _)| kind));
    for ((kind, part), (_, least)) in kinds.iter().zip(KINDS) {
        let measures = Measures::of(part, &run);
        assert!(measures.ndcg >= least, "{kind}: {measures:?}");
    }
    let stemmed = Measures::of(&collection, &Reference::Stemmed.run(&collection).expect("a run"));
    assert!(whole.ndcg >= 1.2 * stemmed.ndcg, "{whole:?} against {stemmed:?}");
}
