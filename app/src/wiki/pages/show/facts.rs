//! The box of facts beside an article.

use leptos::prelude::*;

use crate::{
    text,
    wiki::{
        Visibility,
        fields::{Amount, Contact, Facet, Fact, Fields, Months, Source},
        port::Article,
    },
};

/// What kind, where, what it took, by whom, since when.
pub(super) fn view(article: &Article, with_names: bool) -> AnyView {
    let tags = article
        .tags
        .iter()
        .map(|tag| view! { <li><a class="chip" href=format!("/schlagworte/{}", text::slug(tag))>{tag.clone()}</a></li> })
        .collect_view();
    view! {
        <section class="panel">
            <h2>"Auf einen Blick"</h2>
            <dl class="facts">
                {article.topic.clone().map(|(slug, name)| view! { <dt>"Thema"</dt><dd><a href=format!("/themen/{slug}")>{name}</a></dd> })}
                {article.organisation.clone().map(|(slug, name)| view! { <dt>"Kommune"</dt><dd><a href=format!("/kommunen/{slug}")>{name}</a></dd> })}
                {fields(&article.fields)}
                {article.author.clone().filter(|_| with_names).map(|(id, name)| view! { <dt>"Zuletzt von"</dt><dd><a href=format!("/personen/{id}")>{name}</a></dd> })}
                <dt>"Veröffentlicht"</dt><dd>{text::date(article.created_at)}</dd>
                {(article.revision > 1).then(|| view! { <dt>"Geändert"</dt><dd>{text::date(article.updated_at)}</dd> })}
                <dt>"Fassung"</dt><dd>{article.revision.to_string()}</dd>
                {(article.visibility == Visibility::Members).then(|| view! { <dt>"Sichtbar"</dt><dd>{article.visibility.label()}</dd> })}
                {article.source.clone().map(|source| view! { <dt>"Quelle"</dt><dd>{source}</dd> })}
            </dl>
            {(!article.tags.is_empty()).then(|| view! { <ul class="chips" aria-label="Schlagworte">{tags}</ul> })}
        </section>
    }
    .into_any()
}

/// The fixed fields, as far as they are known. What others may look for leads to the list of all that have it.
pub(crate) fn fields(fields: &Fields) -> AnyView {
    let facts = fields.facts();
    let linked = |label: &'static str, facet: Facet| {
        let links: Vec<_> = facts.iter().filter(|fact| fact.facet == facet).map(link).collect();
        (!links.is_empty()).then(|| view! { <dt>{label}</dt><dd>{listed(links)}</dd> })
    };
    let said = |label: &'static str, text: String| (!text.is_empty()).then(|| view! { <dt>{label}</dt><dd>{text}</dd> });
    let share = fields.share.map(|share| format!("{}\u{a0}%", share.typed())).unwrap_or_default();
    let duration = fields.duration.map(Months::show).unwrap_or_default();
    let yearly = fields.yearly_costs.map(|sum| sum_of(sum.short(), sum.exact()));
    let costs = (!fields.costs.is_empty()).then(|| sum_of(fields.costs.show(Amount::short), fields.costs.show(Amount::exact)));
    view! {
        {linked("Status", Facet::Status)}
        {said("Zeitraum", fields.period.show())}
        {said("Dauer", duration)}
        {costs.map(|sum| view! { <dt>"Kosten"</dt><dd>{sum}</dd> })}
        {yearly.map(|sum| view! { <dt>"Kosten pro Jahr"</dt><dd>{sum}</dd> })}
        {said("Personal", fields.staff.clone())}
        {linked("Förderung", Facet::Programme)}
        {said("Förderquote", share)}
        {linked("Software", Facet::Software)}
        {linked("Rechtsgrundlage", Facet::LegalBasis)}
        {linked("Lizenz", Facet::Licence)}
        {linked("LeiKa", Facet::Leika)}
        {linked("Wieder tun?", Facet::Again)}
        {(!fields.contact.is_empty()).then(|| contact(&fields.contact))}
        {(!fields.sources.is_empty()).then(|| sources(&fields.sources))}
    }
    .into_any()
}

/// A link to the articles that share a fact.
fn link(fact: &Fact) -> AnyView {
    let title = format!("Alle Artikel mit {}: {}", fact.facet.label(), fact.label);
    view! { <a href=format!("/wiki?{}={}", fact.facet.key(), fact.value) title=title>{fact.label.clone()}</a> }.into_any()
}

fn listed(mut links: Vec<AnyView>) -> AnyView {
    match (links.pop(), links.is_empty()) {
        (Some(one), true) => one,
        (last, _) => {
            let items = links.into_iter().chain(last).map(|link| view! { <li>{link}</li> }).collect_view();
            view! { <ul class="facts__list">{items}</ul> }.into_any()
        }
    }
}

/// A sum in short, with the exact figure for whoever wants to know.
fn sum_of(short: String, exact: String) -> AnyView {
    if short == exact {
        return short.into_any();
    }
    view! { {short} " " <span class="facts__exact">{format!("({exact})")}</span> }.into_any()
}

fn contact(contact: &Contact) -> AnyView {
    let mail = (!contact.mail.is_empty())
        .then(|| view! { <li><a href=format!("mailto:{}", contact.mail)>{contact.mail.clone()}</a></li> });
    let digits: String = contact.phone.chars().filter(|one| one.is_ascii_digit() || *one == '+').collect();
    let phone =
        (!contact.phone.is_empty()).then(|| view! { <li><a href=format!("tel:{digits}")>{contact.phone.clone()}</a></li> });
    let name = (!contact.name.is_empty()).then(|| view! { <li>{contact.name.clone()}</li> });
    view! {
        <dt>"Ansprechstelle"</dt>
        <dd><ul class="facts__list">{name}{mail}{phone}</ul><span class="facts__exact">"nur für Mitglieder sichtbar"</span></dd>
    }
    .into_any()
}

fn sources(sources: &[Source]) -> AnyView {
    let items = sources
        .iter()
        .map(|source| {
            let text = match source.link() {
                Some(link) => view! { <a href=link.to_owned() rel="nofollow noopener">{source.show().to_owned()}</a> }.into_any(),
                None => source.text.clone().into_any(),
            };
            let date =
                source.date.map(|date| view! { " " <span class="facts__exact">{format!("(Stand {})", date.show())}</span> });
            view! { <li>{text}{date}</li> }
        })
        .collect_view();
    view! { <dt>"Quellen"</dt><dd><ul class="facts__list facts__list--small">{items}</ul></dd> }.into_any()
}
