//! `/beitraege/{beitrag}/melden`: tell moderators about a post.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    flag::port::FlagReason,
    form::FormState,
    forum::{
        pages::{comment::about, crumbs},
        post::Post,
    },
    page::Page,
    ui::{Actions, Form, Head, Narrow, Select, TextArea},
};

/// The form.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::Discuss)?;
    let post = Post::from_key(visit.param("beitrag")).ok_or(Error::NotFound)?;
    let posted = visit.ports.posts.post(&visit.viewer, post).await?;
    Ok(Page::new("Beitrag melden", move || {
        let reasons = std::iter::once((String::new(), "Bitte wählen".to_owned()))
            .chain(FlagReason::ALL.map(|reason| (reason.key().to_owned(), reason.label().to_owned())))
            .collect::<Vec<_>>();
        view! {
            <Narrow>
                <Head title="Beitrag melden" crumbs=crumbs(&posted)>
                    <p class="lead">"Die Moderation sieht sich den Beitrag an und sagt Ihnen Bescheid. Wer ihn geschrieben hat, erfährt Ihren Namen nicht."</p>
                </Head>
                {about(&posted)}
                <Form action=posted.post.at("melden") errors=form.errors().clone()>
                    <Select name="reason" label="Was stimmt nicht?" form=form.clone() choices=reasons />
                    <TextArea name="note" label="Hinweis für die Moderation" form=form.clone() rows=4 optional=true />
                    <Actions submit="Melden"><a href=posted.path()>"Abbrechen"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}
