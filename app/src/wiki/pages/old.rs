//! `/wiki/{slug}/fassung/{nr}` and `/wiki/{slug}/fassung/{nr}/wiederherstellen`: what an article said once, and making it
//! what it says now.

use leptos::prelude::*;

use super::{difference, history::who, particulars::Names};
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    text,
    ui::{Actions, Form, Head, Wide},
    wiki::{history::OldText, port::Article},
};

/// The article as it was.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (article, old) = asked_for(visit).await?;
    let may_restore = visit.viewer.may(Action::WriteArticle);
    Ok(Page::new(format!("Fassung {}: {}", old.number, old.title), move || {
        let crumbs = crumbs(&article);
        let lead = (!old.summary.is_empty()).then(|| view! { <p class="lead">{old.summary.clone()}</p> });
        let note = (!old.note.is_empty()).then(|| view! { <p class="meta">{format!("„{}“", old.note)}</p> });
        view! {
            <Wide>
                {banner(&article, &old, may_restore)}
                <article>
                    <Head title=old.title.clone() crumbs=crumbs>
                        <p class="meta">{text::date_and_time(old.at)} " · " {who(old.author.clone())}</p>
                        {note}
                        {lead}
                    </Head>
                    <div class="prose" inner_html=old.html.clone()></div>
                </article>
            </Wide>
        }
    }))
}

fn banner(article: &Article, old: &OldText, may_restore: bool) -> AnyView {
    let (path, number, current) = (article.path(), old.number, article.revision);
    if number == current {
        return view! { <p class="flash flash--info">{format!("Fassung {number}, die jetzige. ")}<a href=path>"Zum Artikel"</a></p> }.into_any();
    }
    let restore = may_restore.then(|| {
        let href = format!("{path}/fassung/{number}/wiederherstellen");
        view! { <a class="kern-btn kern-btn--secondary" href=href><span class="kern-label">"Diese Fassung wiederherstellen"</span></a> }
    });
    view! {
        <div class="flash flash--info">
            <p>{format!("Fassung {number} von {current}, nicht die jetzige. ")}
                <a href=path.clone()>"Jetzige Fassung"</a> " · "
                <a href=format!("{path}/vergleich?von={number}&bis={current}")>"Unterschied zur jetzigen"</a></p>
            {restore}
        </div>
    }
    .into_any()
}

/// What would change; asks once more.
pub async fn restore(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteArticle)?;
    let ((article, old), names) = (asked_for(visit).await?, Names::load(visit).await?);
    let (now, then) = (article.typed(), old.typed());
    let again = now.clone().with_text_of(then);
    Ok(Page::new(format!("Fassung {} wiederherstellen", old.number), move || {
        let title = format!("Fassung {} wiederherstellen?", old.number);
        let (path, seen) = (article.path(), article.revision.to_string());
        let told = format!(
            "Titel, Kurztext, Angaben und Text werden wieder wie in Fassung {}. Es entsteht eine neue Fassung; alle anderen bleiben im Verlauf.",
            old.number
        );
        view! {
            <Wide>
                <Head title=title crumbs=crumbs(&article)><p class="lead">{told}</p></Head>
                <h2>"Das ändert sich"</h2>
                {names.differences(&now, &again, true)}
                {difference::text(&article.body, &old.body)}
                <Form errors=form.errors().clone()>
                    <input type="hidden" name="seen" value=seen />
                    <Actions submit="Wiederherstellen"><a href=format!("{path}/verlauf")>"Abbrechen"</a></Actions>
                </Form>
            </Wide>
        }
    }))
}

fn crumbs(article: &Article) -> Vec<(String, String)> {
    vec![
        ("Wiki".to_owned(), "/wiki".to_owned()),
        (article.title.clone(), article.path()),
        ("Verlauf".to_owned(), format!("{}/verlauf", article.path())),
    ]
}

async fn asked_for(visit: &Visit) -> Result<(Article, OldText), Error> {
    let article = super::asked_for(visit).await?;
    let old = visit.ports.history.old_text(&visit.viewer, article.id, visit.id("nr")?).await?.ok_or(Error::NotFound)?;
    Ok((article, old))
}
