//! A small map of the region, drawn from the places of the municipalities. A list beside it says the same.

use leptos::prelude::*;

use crate::organisation::port::{Kind, Organisation};

/// Kilometres per degree of latitude, and per degree of longitude at 52° north. Good enough for 100 km.
const KM: (f64, f64) = (111.2, 68.6);
/// Size of the drawing, in its own units.
const WIDTH: f64 = 400.0;
const MARGIN: f64 = 24.0;

struct Dot {
    x: f64,
    y: f64,
    radius: f64,
    organisation: Organisation,
}

/// Places, sized by how much was shared; the liveliest are labelled where no other label is.
#[component]
pub(crate) fn RegionMap(organisations: Vec<Organisation>) -> impl IntoView {
    let (dots, height) = layout(organisations);
    let labels = labels(&dots);
    let circles = dots
        .iter()
        .map(|dot| {
            let shared = dot.organisation.articles + dot.organisation.questions;
            let class = if shared > 0 { "region-map__dot region-map__dot--active" } else { "region-map__dot" };
            view! {
                <a href=format!("/kommunen/{}", dot.organisation.slug) tabindex="-1">
                    <circle class=class cx=round(dot.x) cy=round(dot.y) r=round(dot.radius)>
                        <title>{dot.organisation.name.clone()}</title>
                    </circle>
                </a>
            }
        })
        .collect_view();
    let texts = labels
        .into_iter()
        .map(|(x, y, name)| view! { <text class="region-map__label" x=round(x) y=round(y)>{name}</text> })
        .collect_view();
    view! {
        <figure class="region-map">
            <svg viewBox=format!("0 0 {WIDTH} {}", round(height)) aria-hidden="true" focusable="false">{circles}{texts}</svg>
            <figcaption>"Größere Punkte: hier wurde schon etwas geteilt. Die Liste sagt dasselbe."</figcaption>
        </figure>
    }
}

fn layout(organisations: Vec<Organisation>) -> (Vec<Dot>, f64) {
    let placed: Vec<((f64, f64), Organisation)> = organisations
        .into_iter()
        .filter(|one| one.kind.is_municipality())
        .filter_map(|one| one.place.map(|(lat, lon)| ((lon * KM.1, -lat * KM.0), one)))
        .collect();
    let bound = |pick: fn(&(f64, f64)) -> f64| {
        let values = placed.iter().map(|(at, _)| pick(at));
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (bound(|at| at.0), bound(|at| at.1));
    let scale = (WIDTH - 2.0 * MARGIN) / (right - left).max(1.0);
    let height = (bottom - top).max(1.0) * scale + 2.0 * MARGIN;
    let dots = placed
        .into_iter()
        .map(|((x, y), organisation)| {
            #[expect(clippy::cast_precision_loss, reason = "a count of posts")]
            let shared = (organisation.articles + organisation.questions) as f64;
            Dot {
                x: MARGIN + (x - left) * scale,
                y: MARGIN + (y - top) * scale,
                radius: 4.0 + shared.sqrt().min(8.0),
                organisation,
            }
        })
        .collect();
    (dots, if height.is_finite() { height } else { WIDTH })
}

/// Labels for the most important places, left out where they would touch another label or a dot.
fn labels(dots: &[Dot]) -> Vec<(f64, f64, String)> {
    let mut order: Vec<&Dot> = dots.iter().collect();
    order.sort_by(|a, b| {
        let weight = |dot: &Dot| {
            (
                dot.organisation.kind == Kind::City,
                dot.organisation.articles + dot.organisation.questions,
                dot.organisation.population.unwrap_or(0),
            )
        };
        weight(b).cmp(&weight(a))
    });
    let mut boxes: Vec<(f64, f64, f64, f64)> = Vec::new();
    let mut labels = Vec::new();
    for dot in order {
        #[expect(clippy::cast_precision_loss, reason = "a count of letters")]
        let width = dot.organisation.name.chars().count() as f64 * 7.0;
        let right = dot.x + dot.radius + 4.0;
        let left = dot.x - dot.radius - 4.0 - width;
        for x in [right, left] {
            let area = (x, dot.y - 9.0, x + width, dot.y + 7.0);
            let inside = area.0 >= 0.0 && area.2 <= WIDTH;
            let free = boxes.iter().all(|other| !overlap(area, *other))
                && dots.iter().all(|other| std::ptr::eq(other, dot) || !overlap(area, around(other)));
            if inside && free {
                boxes.push(area);
                labels.push((x, dot.y + 5.0, dot.organisation.name.clone()));
                break;
            }
        }
    }
    labels
}

fn around(dot: &Dot) -> (f64, f64, f64, f64) {
    (dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)
}

fn overlap(a: (f64, f64, f64, f64), b: (f64, f64, f64, f64)) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn round(value: f64) -> String {
    format!("{value:.1}")
}
