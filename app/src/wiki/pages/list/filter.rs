//! The filter of a list: a plain form whose state is the address, and what was chosen as chips that can be removed.

use leptos::prelude::*;

use crate::{
    text,
    ui::without_value,
    wiki::fields::{Chosen, Facet, FacetCount, Fact},
};

/// So many values of a quality are offered, those of most articles.
const MOST: usize = 15;
/// Qualities that wait behind "Weitere Filter".
const RARE: [Facet; 6] = [Facet::Year, Facet::Share, Facet::LegalBasis, Facet::Leika, Facet::Contact, Facet::Sources];

/// A filter for a list.
#[derive(Clone)]
pub(crate) struct Filter {
    /// Where the list is.
    pub(crate) path: &'static str,
    /// Its address, to be kept.
    pub(crate) query: Vec<(String, String)>,
    /// What was chosen.
    pub(crate) chosen: Chosen,
    /// What can be chosen.
    pub(crate) counts: Vec<FacetCount>,
    /// What belongs to the filter; other pairs of the query mean something else there, and stay.
    pub(crate) own: fn(Facet, &str) -> bool,
}

/// The pairs of a query as they are asked for.
pub(crate) fn pairs(query: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

impl Filter {
    /// The same with what was chosen and no article has: so it can be read, and taken away. `names` are those of values
    /// that the region has made up.
    pub(crate) fn with_chosen(mut self, names: &[Fact]) -> Self {
        let missing: Vec<(Facet, String)> = self.missing().map(|(facet, value)| (facet, value.to_owned())).collect();
        for (facet, value) in missing {
            let known = names.iter().find(|fact| fact.facet == facet && fact.value == value).map(|fact| fact.label.clone());
            let label = known.or_else(|| facet.value_label(&value)).unwrap_or_else(|| value.clone());
            self.counts.push(FacetCount { fact: Fact { facet, value, label }, count: 0 });
        }
        self
    }

    /// What was chosen and no article has.
    pub(crate) fn missing(&self) -> impl Iterator<Item = (Facet, &str)> {
        let is_known = |facet, value: &str| self.counts.iter().any(|one| one.fact.facet == facet && one.fact.value == value);
        self.chosen.iter().filter(move |(facet, value)| !is_known(*facet, value))
    }

    fn is_own(&self, name: &str, value: &str) -> bool {
        Facet::from_key(name).is_some_and(|facet| (self.own)(facet, value))
    }

    /// Form and chips.
    pub(crate) fn view(&self) -> AnyView {
        let number = self.chosen.iter().count();
        let summary = if number == 0 { "Filtern".to_owned() } else { format!("Filtern ({number} gewählt)") };
        // what does not belong to the filter travels along
        let kept = self.query.iter().filter(|(name, value)| !self.is_own(name, value) && name != "seite" && !value.is_empty());
        let kept =
            kept.map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone() /> }).collect_view();
        let (rare, common): (Vec<_>, Vec<_>) = Facet::ALL.into_iter().partition(|facet| RARE.contains(facet));
        let common: Vec<_> = common.into_iter().filter_map(|facet| self.group(facet)).collect();
        let rare_chosen = rare.iter().any(|facet| self.chosen.of(*facet).next().is_some());
        let rare: Vec<_> = rare.into_iter().filter_map(|facet| self.group(facet)).collect();
        let rare = (!rare.is_empty()).then(|| {
            view! {
                <details class="filters__more" open=rare_chosen>
                    <summary>"Weitere Filter"</summary>
                    <div class="filters__groups">{rare}</div>
                </details>
            }
        });
        view! {
            {(!common.is_empty() || rare.is_some()).then(|| view! {
                <details class="filters">
                    <summary>{summary}</summary>
                    <form method="get" action=self.path>
                        {kept}
                        <div class="filters__groups">{common}</div>
                        {rare}
                        <p class="form__actions">
                            <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Anwenden"</span></button>
                        </p>
                    </form>
                </details>
            })}
            {self.chips()}
        }
        .into_any()
    }

    /// The values of a quality as boxes to tick.
    fn group(&self, facet: Facet) -> Option<AnyView> {
        let of_facet: Vec<&FacetCount> = self.counts.iter().filter(|one| one.fact.facet == facet).collect();
        let boxes = of_facet
            .iter()
            .enumerate()
            .filter(|(index, one)| *index < MOST || self.chosen.has(facet, &one.fact.value))
            .map(|(_, one)| {
                let id = format!("filter-{}-{}", facet.key(), one.fact.value);
                let checked = self.chosen.has(facet, &one.fact.value);
                view! {
                    <div class="filters__choice">
                        <input type="checkbox" id=id.clone() name=facet.key() value=one.fact.value.clone() checked=checked />
                        <label for=id>{one.fact.label.clone()} <span class="filters__count">{format!(" ({})", text::thousands(one.count))}</span></label>
                    </div>
                }
            })
            .collect_view();
        (!of_facet.is_empty())
            .then(|| view! { <fieldset class="filters__group"><legend>{facet.label()}</legend>{boxes}</fieldset> }.into_any())
    }

    /// What was chosen; each chip takes itself away.
    fn chips(&self) -> Option<AnyView> {
        let label = |facet: Facet, value: &str| {
            let known = self.counts.iter().find(|one| one.fact.facet == facet && one.fact.value == value);
            known.map_or_else(|| value.to_owned(), |one| one.fact.label.clone())
        };
        let chips = self
            .chosen
            .iter()
            .map(|(facet, value)| {
                let href = without_value(self.path, &self.query, facet.key(), value);
                let said = format!("{}: {}", facet.label(), label(facet, value));
                view! { <li><a class="chip chip--remove" href=href><span class="visually-hidden">"Filter entfernen: "</span>{said}</a></li> }
            })
            .collect_view();
        (!self.chosen.is_empty()).then(|| {
            view! {
                <nav class="filter-bar" aria-label="Gewählte Filter">
                    <ul>{chips} <li><a class="filters__reset" href=self.without_all()>"Alle Filter entfernen"</a></li></ul>
                </nav>
            }
            .into_any()
        })
    }

    /// The list without any filter.
    pub(crate) fn without_all(&self) -> String {
        let kept: Vec<_> = self.query.iter().filter(|(name, value)| !self.is_own(name, value)).cloned().collect();
        crate::ui::with_query(self.path, &kept, "seite", "")
    }
}
