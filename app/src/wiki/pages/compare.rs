//! `/wiki/{slug}/vergleich`: two revisions, line by line.

use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};

use crate::{
    context::Visit,
    error::Error,
    page::Page,
    ui::{Head, Wide},
    wiki::port::{Article, Revision},
};

/// How many unchanged lines are shown around a change.
const AROUND: usize = 2;

/// The comparison of revision `von` with revision `bis`.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let old = revision(visit, &article, "von").await?;
    let new = revision(visit, &article, "bis").await?;
    Ok(Page::new(format!("Vergleich: {}", article.title), move || {
        let crumbs = vec![
            ("Wiki".to_owned(), "/wiki".to_owned()),
            (article.title.clone(), article.path()),
            ("Verlauf".to_owned(), format!("{}/verlauf", article.path())),
        ];
        let retitled = (old.title != new.title).then(|| {
            view! {
                <p>"Titel: " <del>{old.title.clone()}</del> " " <ins>{new.title.clone()}</ins></p>
            }
        });
        view! {
            <Wide>
                <Head title=format!("Fassung {} und {} im Vergleich", old.number, new.number) crumbs=crumbs />
                {retitled}
                {lines(&old.body, &new.body)}
            </Wide>
        }
    }))
}

async fn revision(visit: &Visit, article: &Article, which: &str) -> Result<Revision, Error> {
    let number = visit.query(which).parse().map_err(|_| Error::NotFound)?;
    visit.ports.wiki.revision(&visit.viewer, article.id, number).await?.ok_or(Error::NotFound)
}

fn lines(old: &str, new: &str) -> AnyView {
    // a last line without its line break would count as another one
    let (old, new) = (format!("{old}\n"), format!("{new}\n"));
    let diff = TextDiff::from_lines(&old, &new);
    let groups = diff.grouped_ops(AROUND);
    if groups.is_empty() {
        return view! { <p>"Der Text ist in beiden Fassungen gleich."</p> }.into_any();
    }
    let rows: Vec<_> = groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            let gap = (index > 0).then(|| view! { <li class="diff__line--skipped">"…"</li> }.into_any());
            let lines = group.iter().flat_map(|op| diff.iter_changes(op)).map(|change| {
                let text = change.value().trim_end_matches('\n').to_owned();
                match change.tag() {
                    ChangeTag::Delete => view! { <li class="diff__line--removed"><del>{text}</del></li> }.into_any(),
                    ChangeTag::Insert => view! { <li class="diff__line--added"><ins>{text}</ins></li> }.into_any(),
                    ChangeTag::Equal => view! { <li>{text}</li> }.into_any(),
                }
            });
            gap.into_iter().chain(lines).collect::<Vec<_>>()
        })
        .collect();
    view! { <ol class="diff">{rows}</ol> }.into_any()
}
