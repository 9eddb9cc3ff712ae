//! `/beitraege/{beitrag}/verlauf`: what a post said before, and what each change changed.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    forum::post::{PostRevision, PostText},
    page::Page,
    text,
    ui::{Head, Wide, with_query},
    wiki::pages::difference,
};

/// The list, and one revision compared with the one before it: the newest, or the one that `fassung` names.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let posted = super::named(visit).await?;
    let (posts, viewer) = (&visit.ports.posts, &visit.viewer);
    let revisions = posts.revisions(viewer, posted.post).await?;
    let asked = visit.query("fassung").parse().unwrap_or(posted.revision);
    let place = revisions.iter().position(|one| one.number == asked).ok_or(Error::NotFound)?;
    let new = posts.revision(viewer, posted.post, asked).await?;
    let former = revisions.get(place + 1).map(|one| one.number);
    let old = match former {
        Some(number) => Some(posts.revision(viewer, posted.post, number).await?),
        None => None,
    };
    Ok(Page::new(format!("Verlauf: {}", posted.title), move || {
        let path = posted.post.at("verlauf");
        let items = revisions.iter().map(|one| entry(one, &path, asked)).collect_view();
        view! {
            <Wide>
                <Head title="Verlauf" crumbs=super::crumbs(&posted)>
                    <p class="lead">{format!("{} von {}, {}", posted.post.label(), posted.author.name, posted.author.organisation)}</p>
                </Head>
                <ol class="history">{items}</ol>
                <section class="block" aria-labelledby="aenderung">
                    <h2 id="aenderung">{match former {
                        Some(former) => format!("Was Fassung {asked} gegenüber Fassung {former} ändert"),
                        None => format!("Fassung {asked}, die erste"),
                    }}</h2>
                    {change(old, new)}
                </section>
            </Wide>
        }
    }))
}

fn entry(one: &PostRevision, path: &str, shown: i64) -> AnyView {
    let href = with_query(path, &[], "fassung", &one.number.to_string());
    let (id, name) = one.author.clone();
    let here = one.number == shown;
    view! {
        <li>
            <h2><a href=href aria-current=here.then_some("true")>{format!("Fassung {}", one.number)}</a></h2>
            <p class="meta">{text::date_and_time(one.at)} " · " <a href=format!("/personen/{id}")>{name}</a></p>
        </li>
    }
    .into_any()
}

fn change(old: Option<PostText>, new: PostText) -> AnyView {
    if let Some(old) = old {
        return view! { {difference::line("Titel", &old.title, &new.title)} {difference::text(&old.body, &new.body)} }.into_any();
    }
    let title = (!new.title.is_empty()).then(|| view! { <p><strong>{new.title}</strong></p> });
    view! { {title} <pre class="overtaken">{new.body}</pre> }.into_any()
}
