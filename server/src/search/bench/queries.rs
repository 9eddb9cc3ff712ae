//! What is searched for: words of the documents, so that there is something to find.

use app::wiki::fields::{Chosen, Facet};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use super::{
    Plan,
    fill::Network,
    texts::{Text, Texts},
};
use crate::search::analyser::{fold, is_stop_word};

/// Shorter words are seldom what somebody looks for.
const SHORTEST: usize = 4;
/// Words that are long enough to be typed wrongly.
const TYPED_WRONGLY: usize = 6;

/// A sort of search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// So many words of one document.
    Words(usize),
    /// Two words in this order.
    Phrase,
    /// A word with two letters exchanged.
    Fuzzy,
    /// Two words, narrowed by topic and Kreis.
    Facets,
    /// How a word of a title begins.
    Beginning,
}

impl Sort {
    pub(super) const ALL: [Self; 8] = [
        Self::Words(1),
        Self::Words(2),
        Self::Words(3),
        Self::Words(5),
        Self::Phrase,
        Self::Fuzzy,
        Self::Facets,
        Self::Beginning,
    ];

    pub(super) fn name(self) -> String {
        match self {
            Self::Words(1) => "1 word".to_owned(),
            Self::Words(many) => format!("{many} words"),
            Self::Phrase => "phrase".to_owned(),
            Self::Fuzzy => "typing error".to_owned(),
            Self::Facets => "2, narrowed".to_owned(),
            Self::Beginning => "suggestions".to_owned(),
        }
    }
}

/// What somebody asks for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The words.
    pub(super) words: Vec<String>,
    /// Slugs of topic and Kreis, if it is narrowed.
    pub(super) place: Option<(String, String)>,
}

impl Asked {
    /// As it is typed into our search field.
    pub(super) fn typed(&self, sort: Sort) -> String {
        let words = self.words.join(" ");
        if sort == Sort::Phrase { format!("\"{words}\"") } else { words }
    }

    /// What is chosen beside it.
    pub(super) fn chosen(&self) -> Chosen {
        let place = self.place.iter();
        Chosen::from_query(
            place.flat_map(|(topic, district)| [(Facet::Topic.key(), topic.as_str()), (Facet::District.key(), district)]),
        )
    }
}

/// Searches of one sort, the same at each run.
pub(super) fn draw(texts: &Texts, network: &Network, sort: Sort, plan: &Plan) -> Vec<Asked> {
    let mut dice = StdRng::seed_from_u64(20_261_122);
    let mut asked = Vec::new();
    while asked.len() < plan.searches as usize {
        let number = dice.random_range(0..plan.documents);
        let words = words(&texts.document(number), sort, &mut dice);
        if let Some(words) = words {
            let place = (sort == Sort::Facets).then(|| network.place(number));
            asked.push(Asked { words, place });
        }
    }
    asked
}

fn words(text: &Text, sort: Sort, dice: &mut StdRng) -> Option<Vec<String>> {
    let tells =
        |word: &&str| word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic) && !is_stop_word(&fold(word));
    let trimmed = |text: &'_ str| {
        text.split_whitespace()
            .map(|word| word.trim_matches(['.', ',', '?', '!', ':', ';']))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let said = trimmed(&text.body);
    let telling: Vec<&str> = said.iter().map(String::as_str).filter(tells).collect();
    match sort {
        Sort::Words(many) => some(&telling, many, dice),
        Sort::Facets => some(&telling, 2, dice),
        Sort::Phrase => {
            let inside =
                text.body.split(['.', ',', '?', '!', ':', ';', '\n']).map(|part| part.split_whitespace().collect::<Vec<_>>());
            let pairs: Vec<Vec<String>> = inside
                .flat_map(|part| part.windows(2).map(<[&str]>::to_vec).collect::<Vec<_>>())
                .filter(|pair| pair.iter().all(&tells))
                .map(|pair| pair.into_iter().map(str::to_owned).collect())
                .collect();
            pairs.choose(dice).cloned()
        }
        Sort::Fuzzy => {
            let long: Vec<&&str> = telling.iter().filter(|word| word.chars().count() >= TYPED_WRONGLY).collect();
            let mut letters: Vec<char> = long.choose(dice)?.chars().collect();
            let place = dice.random_range(1..letters.len() - 2);
            letters.swap(place, place + 1);
            Some(vec![letters.into_iter().collect()])
        }
        Sort::Beginning => {
            let title = trimmed(&text.title);
            let word = title.iter().map(String::as_str).filter(tells).collect::<Vec<_>>().choose(dice).copied()?.to_owned();
            Some(vec![word.chars().take(dice.random_range(2..=SHORTEST)).collect()])
        }
    }
}

/// So many different ones.
fn some(words: &[&str], many: usize, dice: &mut StdRng) -> Option<Vec<String>> {
    let mut chosen: Vec<String> = words.choose_multiple(dice, 4 * many).map(|word| (*word).to_owned()).collect();
    let mut seen = std::collections::HashSet::new();
    chosen.retain(|word| seen.insert(fold(word)));
    chosen.truncate(many);
    (chosen.len() == many).then_some(chosen)
}
