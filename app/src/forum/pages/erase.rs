//! `/beitraege/{beitrag}/loeschen`: delete a post for good, for legal reasons.

use leptos::prelude::*;

use super::comment::about;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::post::{Post, Posted},
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// Says what goes with it, and what has to be looked at by hand.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::Moderate)?;
    let posted = meant(visit).await?;
    let quoting = visit.ports.order.quoting(&visit.viewer, posted.post).await?;
    Ok(Page::new("Endgültig löschen", move || {
        let below = match posted.post {
            Post::Question(_) => {
                "Mit ihr verschwinden alle Antworten und Kommentare, ihre früheren Fassungen, Bewertungen, Meldungen und Benachrichtigungen."
            }
            Post::Answer(_) => {
                "Mit ihr verschwinden ihre Kommentare, früheren Fassungen, Bewertungen, Meldungen und Benachrichtigungen."
            }
            Post::Comment(_) => "Mit ihm verschwinden seine früheren Fassungen, Meldungen und Benachrichtigungen.",
        };
        let links = quoting
            .iter()
            .map(|post| {
                view! { <li><a href=post.permalink()>{format!("{} {}", post.label(), post.id())}</a></li> }
            })
            .collect_view();
        view! {
            <Narrow>
                <Head title="Endgültig löschen" crumbs=super::crumbs(&posted)>
                    <p class="lead">"Nur wenn es rechtlich nötig ist: Das lässt sich nicht zurücknehmen. Meist genügt „Entfernen“."</p>
                </Head>
                {about(&posted)}
                <p>{below}</p>
                {(!quoting.is_empty()).then(|| view! {
                    <section class="panel">
                        <h2>"Hier wird daraus zitiert"</h2>
                        <p>"Bitte sehen Sie diese Beiträge an; sie werden nicht gelöscht."</p>
                        <ul>{links}</ul>
                    </section>
                })}
                <Form action=posted.post.at("loeschen") errors=form.errors().clone()>
                    <Field name="reason" label="Begründung" form=form.clone() maxlength=500
                        hint="Steht im Protokoll. Bitte wiederholen Sie nicht, was gelöscht werden muss." />
                    <Field name="sure" label="Schreiben Sie ja, wenn Sie sicher sind" form=form.clone() maxlength=10 autocomplete="off" />
                    <Actions submit="Endgültig löschen"><a href=posted.path()>"Abbrechen"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}

/// The post that the path names; of a question that was merged, what it said itself.
async fn meant(visit: &Visit) -> Result<Posted, Error> {
    let posted = super::named(visit).await?;
    let post = Post::from_key(visit.param("beitrag")).ok_or(Error::NotFound)?;
    if posted.post == post {
        return Ok(posted);
    }
    let question = visit.ports.forum.question(&visit.viewer, post.id()).await?.ok_or(Error::NotFound)?;
    let merged = question.merged.into_iter().find(|merged| merged.id == post.id()).ok_or(Error::NotFound)?;
    Ok(Posted { post, title: merged.title, body: merged.body, text: posted.text, author: merged.author, ..posted })
}
