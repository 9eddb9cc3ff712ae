//! Saved searches: to be told of what is new to words and filters that somebody has looked for once.

pub mod pages;
pub mod port;

use crate::{
    search::port::{Query, Results, label_of_kind},
    wiki::fields::Facet,
};

/// A person has at most so many.
pub const MOST: i64 = 30;
/// Longest name, in characters.
pub const LONGEST_NAME: usize = 80;

/// What a search may be called: its words and filters, as the page of its results calls them.
#[must_use]
pub fn suggested_name(query: &Query, results: &Results) -> String {
    let chosen = query.chosen.iter().map(|(facet, value)| {
        let known = results.facets.iter().map(|one| &one.fact).find(|fact| fact.facet == facet && fact.value == value);
        let label = known.map(|fact| fact.label.clone()).or_else(|| facet.value_label(value));
        let label = label.unwrap_or_else(|| value.to_owned());
        match facet {
            Facet::Kind => label_of_kind(value).map_or(label, str::to_owned),
            Facet::District => label,
            _ => format!("{}: {label}", facet.label()),
        }
    });
    let words = query.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = std::iter::once(words).chain(chosen).collect::<Vec<_>>().join(" · ");
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let cut: String = name.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wiki::fields::{FacetCount, Fact};

    #[test]
    fn a_name_says_words_and_filters_as_the_page_does() {
        let grafana = Fact { facet: Facet::Software, value: "grafana".into(), label: "Grafana".into() };
        let lippe = Fact { facet: Facet::District, value: "kreis-lippe".into(), label: "Kreis Lippe".into() };
        let results = Results {
            facets: vec![FacetCount { fact: lippe, count: 0 }, FacetCount { fact: grafana, count: 1 }],
            ..Results::default()
        };
        let asked = Query::of([
            ("q", "LoRaWAN  Pegel"),
            ("art", "article"),
            ("kreis", "kreis-lippe"),
            ("software", "grafana"),
            ("status", "laeuft"),
        ]);
        let name = suggested_name(&asked, &results);
        assert_eq!(name, "LoRaWAN Pegel · Artikel · Kreis Lippe · Software: Grafana · Status: läuft");
    }

    #[test]
    fn a_long_name_is_cut() {
        let name = suggested_name(&Query::of([("q", "äh ".repeat(60).as_str())]), &Results::default());
        assert!(name.chars().count() <= LONGEST_NAME && name.ends_with('…'), "{name}");
    }
}
