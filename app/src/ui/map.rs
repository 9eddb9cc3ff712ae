//! A small map of the region, drawn from the places of the municipalities. What stands beside it says the same in words.

use leptos::prelude::*;

/// Kilometres per degree of latitude, and per degree of longitude at 52° north. Good enough for 100 km.
const KM: (f64, f64) = (111.2, 68.6);
/// Size of the drawing, in its own units.
const WIDTH: f64 = 400.0;
const MARGIN: f64 = 24.0;

/// A municipality on the map.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Degrees north and east (WGS 84).
    pub place: (f64, f64),
    /// How it is drawn.
    pub mark: Mark,
    /// Who gets a label first where there is room for one only.
    pub weight: (bool, i64, i64),
}

/// A shape; each differs from the others without its colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A disc, the larger the more there is.
    Disc(f64),
    /// A disc that is half filled.
    Half,
    /// A ring.
    Ring,
    /// A small ring.
    SmallRing,
    /// A cross.
    Cross,
    /// A speck: nothing to say about it.
    Speck,
}

impl Mark {
    /// Half its width.
    fn radius(self) -> f64 {
        match self {
            Self::Disc(radius) => radius,
            Self::Half | Self::Ring => 7.0,
            Self::Cross => 6.0,
            Self::SmallRing => 4.5,
            Self::Speck => 2.5,
        }
    }

    fn is_named(self) -> bool {
        self != Self::Speck
    }

    /// Drawn around a point.
    fn view(self, x: f64, y: f64) -> AnyView {
        let (r, cx, cy) = (self.radius(), round(x), round(y));
        match self {
            Self::Disc(_) => {
                view! { <circle class="region-map__dot region-map__dot--active" cx=cx cy=cy r=round(r) /> }.into_any()
            }
            Self::Speck => view! { <circle class="region-map__dot" cx=cx cy=cy r=round(r) /> }.into_any(),
            Self::Ring | Self::SmallRing => view! { <circle class="region-map__ring" cx=cx cy=cy r=round(r) /> }.into_any(),
            Self::Half => {
                let half = format!("M{} {} A{r} {r} 0 0 1 {} {} Z", round(x - r), cy, round(x + r), cy);
                view! { <circle class="region-map__ring" cx=cx cy=cy.clone() r=round(r) /> <path class="region-map__fill" d=half /> }.into_any()
            }
            Self::Cross => {
                let (left, right, top, bottom) = (round(x - r), round(x + r), round(y - r), round(y + r));
                let cross = format!("M{left} {top} L{right} {bottom} M{left} {bottom} L{right} {top}");
                view! { <path class="region-map__cross" d=cross /> }.into_any()
            }
        }
    }
}

/// A mark by itself, for a legend.
#[component]
pub fn MapMark(
    /// The shape.
    mark: Mark,
) -> impl IntoView {
    view! { <svg class="region-map__key" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">{mark.view(10.0, 10.0)}</svg> }
}

/// Places with their marks; the most important are labelled where no other label is.
#[component]
pub fn RegionMap(
    /// What is on it.
    spots: Vec<Spot>,
    /// What the marks mean, and where the same stands in words.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    let (dots, height) = layout(spots);
    let labels = labels(&dots);
    // those that say something lie above the others
    let (named, specks): (Vec<&Dot>, Vec<&Dot>) = dots.iter().partition(|dot| dot.spot.mark.is_named());
    let marks = specks
        .into_iter()
        .chain(named)
        .map(|dot| {
            view! {
                <a href=dot.spot.href.clone() tabindex="-1"><g><title>{dot.spot.name.clone()}</title>{dot.spot.mark.view(dot.x, dot.y)}</g></a>
            }
        })
        .collect_view();
    let texts = labels
        .into_iter()
        .map(|(x, y, name)| view! { <text class="region-map__label" x=round(x) y=round(y)>{name}</text> })
        .collect_view();
    view! {
        <figure class="region-map">
            <svg viewBox=format!("0 0 {WIDTH} {}", round(height)) aria-hidden="true" focusable="false">{marks}{texts}</svg>
            <figcaption>{caption}</figcaption>
        </figure>
    }
}

/// A spot at its place in the drawing.
struct Dot {
    x: f64,
    y: f64,
    spot: Spot,
}

fn layout(spots: Vec<Spot>) -> (Vec<Dot>, f64) {
    let placed: Vec<((f64, f64), Spot)> =
        spots.into_iter().map(|spot| ((spot.place.1 * KM.1, -spot.place.0 * KM.0), spot)).collect();
    let bound = |pick: fn(&(f64, f64)) -> f64| {
        let values = placed.iter().map(|(at, _)| pick(at));
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (bound(|at| at.0), bound(|at| at.1));
    let scale = (WIDTH - 2.0 * MARGIN) / (right - left).max(1.0);
    let height = (bottom - top).max(1.0) * scale + 2.0 * MARGIN;
    let dots = placed
        .into_iter()
        .map(|((x, y), spot)| Dot { x: MARGIN + (x - left) * scale, y: MARGIN + (y - top) * scale, spot })
        .collect();
    (dots, if height.is_finite() { height } else { WIDTH })
}

/// Labels for the most important places, left out where they would touch another label or a mark.
fn labels(dots: &[Dot]) -> Vec<(f64, f64, String)> {
    let mut order: Vec<&Dot> = dots.iter().collect();
    order.sort_by_key(|dot| std::cmp::Reverse(dot.spot.weight));
    let mut boxes: Vec<(f64, f64, f64, f64)> = Vec::new();
    let mut labels = Vec::new();
    for dot in order {
        #[expect(clippy::cast_precision_loss, reason = "a count of letters")]
        let width = dot.spot.name.chars().count() as f64 * 7.0;
        let right = dot.x + dot.spot.mark.radius() + 4.0;
        let left = dot.x - dot.spot.mark.radius() - 4.0 - width;
        for x in [right, left] {
            let area = (x, dot.y - 9.0, x + width, dot.y + 7.0);
            let inside = area.0 >= 0.0 && area.2 <= WIDTH;
            let free = boxes.iter().all(|other| !overlap(area, *other))
                && dots.iter().all(|other| std::ptr::eq(other, dot) || !overlap(area, around(other)));
            if inside && free {
                boxes.push(area);
                labels.push((x, dot.y + 5.0, dot.spot.name.clone()));
                break;
            }
        }
    }
    labels
}

fn around(dot: &Dot) -> (f64, f64, f64, f64) {
    (
        dot.x - dot.spot.mark.radius(),
        dot.y - dot.spot.mark.radius(),
        dot.x + dot.spot.mark.radius(),
        dot.y + dot.spot.mark.radius(),
    )
}

fn overlap(a: (f64, f64, f64, f64), b: (f64, f64, f64, f64)) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn round(value: f64) -> String {
    format!("{value:.1}")
}
