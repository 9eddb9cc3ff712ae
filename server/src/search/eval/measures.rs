//! nDCG, MRR and recall at ten, as TREC measures them.

use std::collections::HashMap;

use super::{Collection, DEPTH, Ranking};

/// How good a run is, averaged over the queries with at least one fitting document. All between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), gain 2^grade - 1.
    pub ndcg: f64,
    /// One over the rank of the first fitting document, 0 without one.
    pub mrr: f64,
    /// The part of the fitting documents that was found.
    pub recall: f64,
}

impl Measures {
    /// Measures a run.
    #[must_use]
    pub fn of(collection: &Collection, run: &[Ranking]) -> Self {
        let mut sum = Self::default();
        let mut number = 0;
        for ranking in run {
            let Some(grades) = collection.judgements.get(&ranking.query) else { continue };
            if grades.values().all(|grade| *grade == 0) {
                continue;
            }
            let one = Self::of_query(grades, ranking);
            sum = Self { ndcg: sum.ndcg + one.ndcg, mrr: sum.mrr + one.mrr, recall: sum.recall + one.recall };
            number += 1;
        }
        let number = f64::from(number.max(1));
        Self { ndcg: sum.ndcg / number, mrr: sum.mrr / number, recall: sum.recall / number }
    }

    fn of_query(grades: &HashMap<String, u32>, ranking: &Ranking) -> Self {
        let found: Vec<u32> = ranking.documents.iter().map(|(id, _)| grades.get(id).copied().unwrap_or_default()).collect();
        let mut ideal: Vec<u32> = grades.values().copied().filter(|grade| *grade > 0).collect();
        ideal.sort_unstable_by(|one, other| other.cmp(one));
        let first = found.iter().position(|grade| *grade > 0);
        let fitting = f64::from(u32::try_from(ideal.len()).unwrap_or(u32::MAX));
        let hits = f64::from(u32::try_from(found.iter().filter(|grade| **grade > 0).count()).unwrap_or(u32::MAX));
        Self {
            ndcg: gain(&found) / gain(&ideal),
            mrr: first.map_or(0.0, |rank| 1.0 / f64::from(u32::try_from(rank + 1).unwrap_or(u32::MAX))),
            recall: hits / fitting,
        }
    }
}

fn gain(grades: &[u32]) -> f64 {
    let depth = usize::try_from(DEPTH).unwrap_or(usize::MAX);
    let ranked = grades.iter().take(depth).zip(1_u32..);
    ranked.map(|(grade, rank)| (f64::from(*grade).exp2() - 1.0) / f64::from(rank + 1).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(found: &[&str], grades: &[(&str, u32)]) -> Measures {
        let grades = grades.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect();
        let documents = found.iter().map(|id| ((*id).to_owned(), 1.0)).collect();
        Measures::of_query(&grades, &Ranking { query: String::new(), documents })
    }

    #[test]
    fn the_best_order_measures_one() {
        let best = measured(&["b", "a", "x"], &[("a", 1), ("b", 2), ("c", 0)]);
        assert!((best.ndcg - 1.0).abs() < 1e-9 && (best.mrr - 1.0).abs() < 1e-9 && (best.recall - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_comes_later_counts_less() {
        let one = measured(&["x", "a"], &[("a", 1), ("b", 1)]);
        // the second place counts 1/log2(3); the best order has 1 + 1/log2(3)
        let second = 1.0 / 3.0_f64.log2();
        assert!((one.ndcg - second / (1.0 + second)).abs() < 1e-9, "{one:?}");
        assert!((one.mrr - 0.5).abs() < 1e-9 && (one.recall - 0.5).abs() < 1e-9, "{one:?}");
    }

    #[test]
    fn nothing_found_measures_nothing() {
        assert_eq!(measured(&[], &[("a", 1)]), Measures::default());
    }
}
