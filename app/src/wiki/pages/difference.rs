//! How a difference between two texts is shown: paragraphs with the words that went and came, never by colour alone.

use leptos::prelude::*;

use crate::{
    text::count,
    wiki::difference::{Change, Part, Row, rows, words},
};

/// Two texts, one paragraph a row; what stands in both is folded.
#[must_use]
pub fn text(old: &str, new: &str) -> AnyView {
    let rows = rows(old, new);
    if rows.is_empty() {
        let told = if old == new { "Der Text ist in beiden gleich." } else { "Nur Leerzeilen sind anders." };
        return view! { <p>{told}</p> }.into_any();
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| match row {
            Row::Kept(line) => view! { <li>{line}</li> }.into_any(),
            Row::Folded(lines) => {
                let told = count(i64::try_from(lines).unwrap_or(i64::MAX), "unveränderter Absatz", "unveränderte Absätze");
                view! { <li class="diff__line--skipped">{told}</li> }.into_any()
            }
            Row::Added(line) => {
                view! { <li class="diff__line--added">{part(Part { change: Change::Added, text: line })}</li> }.into_any()
            }
            Row::Removed(line) => {
                view! { <li class="diff__line--removed">{part(Part { change: Change::Removed, text: line })}</li> }.into_any()
            }
            Row::Changed(parts) => {
                let parts: Vec<_> = parts.into_iter().map(part).collect();
                view! { <li class="diff__line--changed">{parts}</li> }.into_any()
            }
        })
        .collect();
    view! { <ol class="diff">{rows}</ol> }.into_any()
}

/// A title, a topic, one of the fixed fields. Nothing where both are the same.
#[must_use]
pub fn line(label: &str, old: &str, new: &str) -> Option<AnyView> {
    let label = format!("{label}: ");
    (old != new).then(|| {
        let parts: Vec<_> = words(old, new).into_iter().map(part).collect();
        view! { <p class="diff__field"><strong>{label}</strong>{parts}</p> }.into_any()
    })
}

fn part(part: Part) -> AnyView {
    let text = part.text;
    match part.change {
        Change::Kept => view! { {text} }.into_any(),
        Change::Added => view! { <ins><span class="visually-hidden">"eingefügt: "</span>{text}</ins> }.into_any(),
        Change::Removed => view! { <del><span class="visually-hidden">"entfernt: "</span>{text}</del> }.into_any(),
    }
}
