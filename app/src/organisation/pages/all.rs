//! `/kommunen`: the region by Kreis.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    organisation::port::{Kind, Organisation},
    page::Page,
    text,
    ui::{Head, Mark, RegionMap, Spot, Wide},
};

/// The list and the map.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let all = visit.ports.organisations.all(&visit.viewer).await?;
    let region = visit.site.region.clone();
    let spots = all.iter().filter_map(spot).collect::<Vec<_>>();
    let (municipalities, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.kind.is_municipality());
    let count = text::count(i64::try_from(municipalities.len()).unwrap_or(0), "Kommune", "Kommunen");
    let (kreise, partners): (Vec<_>, Vec<_>) = others.into_iter().partition(|one| one.kind == Kind::District);
    let mut by_district: BTreeMap<String, Vec<Organisation>> = BTreeMap::new();
    for municipality in municipalities {
        let district = municipality.district.clone().map_or_else(String::new, |(_, name)| name);
        by_district.entry(district).or_default().push(municipality);
    }
    Ok(Page::new("Kommunen", move || {
        let sections = by_district
            .into_iter()
            .map(|(district, members)| {
                let slug = kreise.iter().find(|kreis| kreis.name == district).map(|kreis| kreis.slug.clone());
                let heading = match slug {
                    Some(slug) => view! { <h2><a href=format!("/kommunen/{slug}")>{district}</a></h2> }.into_any(),
                    None => view! { <h2>{format!("{district} (kreisfrei)")}</h2> }.into_any(),
                };
                view! { <section class="block">{heading}{links(members)}</section> }
            })
            .collect_view();
        view! {
            <Wide>
                <Head title=format!("Kommunen in {region}")>
                    <p class="lead">{format!("Für alle {count} der Region.")}</p>
                </Head>
                <div class="columns">
                    <div class="columns__main"><div class="district-list">{sections}</div></div>
                    <aside class="columns__aside" aria-label="Karte">
                        <RegionMap spots=spots caption="Größere Punkte: hier wurde schon etwas geteilt. Die Liste sagt dasselbe." />
                        <section class="block"><h2>"Behörden und Partner"</h2>{links(partners)}</section>
                    </aside>
                </div>
            </Wide>
        }
    })
    .with_description("Die Kommunen der Region und was sie teilen")
    .for_everybody(visit))
}

/// A municipality, the larger the more it has shared.
fn spot(one: &Organisation) -> Option<Spot> {
    let shared = one.articles + one.questions;
    #[expect(clippy::cast_precision_loss, reason = "a count of posts")]
    let mark = if shared > 0 { Mark::Disc(4.0 + (shared as f64).sqrt().min(8.0)) } else { Mark::Speck };
    let weight = (one.kind == Kind::City, shared, one.population.unwrap_or(0));
    let place = one.place.filter(|_| one.kind.is_municipality())?;
    Some(Spot { name: one.name.clone(), href: format!("/kommunen/{}", one.slug), place, mark, weight })
}

fn links(organisations: Vec<Organisation>) -> AnyView {
    let items = organisations
        .into_iter()
        .map(|one| {
            let shared = one.articles + one.questions;
            view! {
                <li>
                    <a href=format!("/kommunen/{}", one.slug)>{one.name}</a>
                    {(shared > 0).then(|| view! { <span class="muted">{format!(" {}", text::count(shared, "Beitrag", "Beiträge"))}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="municipality-list">{items}</ul> }.into_any()
}
