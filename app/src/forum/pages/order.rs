//! `/fragen/{id}/{slug}/ordnung`: everything that moderators can do with a question.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::{
        order::CloseReason,
        port::{Answer, Question},
        post::Post,
    },
    page::Page,
    ui::{ErrorSummary, Field, Head, Narrow, Select, TextArea},
};

/// One form for each thing.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::Moderate)?;
    let question = super::show::asked_for(visit).await?;
    let mut beginnings = Vec::new();
    for answer in &question.answers {
        beginnings.push(visit.ports.posts.post(&visit.viewer, Post::Answer(answer.id)).await?.text);
    }
    Ok(Page::new("Frage verwalten", move || {
        let path = question.path();
        let crumbs = vec![("Fragen".to_owned(), "/fragen".to_owned()), (question.title.clone(), path.clone())];
        let (standing, post) = (&question.standing, Post::Question(question.id));
        let at = |what: &str| format!("{path}/{what}");
        let closing = match standing.closed {
            Some(_) => switch(at("oeffnen"), "", "Wieder öffnen"),
            None => close(&form, &path),
        };
        let locking = if standing.locked { switch(at("sperren"), "", "Sperre aufheben") } else { lock(&form, &path) };
        let (value, label) = if standing.pinned { ("", "Nicht mehr anheften") } else { ("1", "Anheften") };
        let (pinning, merging) = (switch(at("anheften"), value, label), merge(&form, &path));
        let moving = (!question.answers.is_empty()).then(|| answers(&form, &question, &beginnings, &path));
        let there = standing.removal.is_none();
        let title = question.title.clone();
        view! {
            <Narrow>
                <Head title="Frage verwalten" crumbs=crumbs><p class="lead">{title}</p></Head>
                <ErrorSummary errors=form.errors().clone() />
                <section class="block">
                    <h2>"Schließen"</h2>
                    {closing}
                </section>
                <section class="block">
                    <h2>"Sperren"</h2>
                    {locking}
                </section>
                <section class="block">
                    <h2>"Anheften"</h2>
                    <p>"Eine angeheftete Frage steht in Listen vorn."</p>
                    {pinning}
                </section>
                <section class="block">
                    <h2>"Mit einer anderen Frage zusammenführen"</h2>
                    {merging}
                </section>
                {moving.map(|moving| view! {
                    <section class="block"><h2>"Antworten verschieben oder abtrennen"</h2>{moving}</section>
                })}
                <section class="block">
                    <h2>"Entfernen"</h2>
                    <ul class="links">
                        {there.then(|| view! { <li><a href=post.at("entfernen")>"Frage entfernen"</a>", kann wiederhergestellt werden"</li> })}
                        <li><a href=post.at("loeschen")>"Frage endgültig löschen"</a>", wenn es rechtlich nötig ist"</li>
                    </ul>
                </section>
            </Narrow>
        }
    }))
}

/// One button.
fn switch(action: String, value: &'static str, label: &'static str) -> AnyView {
    view! {
        <form class="form--inline" method="post" action=action>
            <input type="hidden" name="on" value=value />
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{label}</span></button>
        </form>
    }
    .into_any()
}

fn button(label: &'static str) -> AnyView {
    view! {
        <p class="form__actions"><button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{label}</span></button></p>
    }
    .into_any()
}

fn close(form: &FormState, path: &str) -> AnyView {
    let reasons = std::iter::once((String::new(), "Bitte wählen".to_owned()))
        .chain(CloseReason::ALL.map(|reason| (reason.key().to_owned(), reason.label().to_owned())))
        .collect::<Vec<_>>();
    view! {
        <form class="form" method="post" action=format!("{path}/schliessen") novalidate=true>
            <Select name="reason" label="Warum?" form=form.clone() choices=reasons />
            <Field name="duplicate_of" label="Nummer oder Adresse der anderen Frage" form=form.clone() maxlength=300 optional=true
                hint="Wenn es die Frage schon gibt." />
            <Field name="note" label="Hinweis für alle" form=form.clone() maxlength=500 optional=true
                hint="Zum Beispiel, wo die Antwort steht." />
            {button("Frage schließen")}
        </form>
    }
    .into_any()
}

fn lock(form: &FormState, path: &str) -> AnyView {
    view! {
        <form class="form" method="post" action=format!("{path}/sperren") novalidate=true>
            <input type="hidden" name="on" value="1" />
            <Field name="lock_reason" label="Begründung der Sperre" form=form.clone() maxlength=500
                hint="Nur die Moderation kann dann noch schreiben." />
            {button("Frage sperren")}
        </form>
    }
    .into_any()
}

fn merge(form: &FormState, path: &str) -> AnyView {
    view! {
        <form class="form" method="post" action=format!("{path}/zusammenfuehren") novalidate=true>
            <Field name="into" label="Nummer oder Adresse der Frage, die bleibt" form=form.clone() maxlength=300
                hint="Antworten, Kommentare und Bewertungen ziehen dorthin um. Die Adresse dieser Frage führt für immer dorthin." />
            <Field name="merge_reason" label="Hinweis für die Person, die gefragt hat" form=form.clone() maxlength=500 optional=true />
            {button("Zusammenführen")}
        </form>
    }
    .into_any()
}

fn answers(form: &FormState, question: &Question, beginnings: &[String], path: &str) -> AnyView {
    let error = form.error("answers").map(str::to_owned);
    let boxes = question.answers.iter().zip(beginnings).map(|(answer, words)| choice(form, answer, words)).collect_view();
    let split = format!("{path}/abtrennen");
    view! {
        <form class="form" method="post" action=format!("{path}/verschieben") novalidate=true>
            <fieldset class="kern-fieldset" id="feld-answers">
                <legend class="kern-label">"Welche Antworten?"</legend>
                <div class="kern-fieldset__body">{boxes}</div>
                {error.map(|error| view! { <p class="kern-error" id="fehler-answers"><span class="kern-body">{error}</span></p> })}
            </fieldset>
            <Field name="to" label="Nummer oder Adresse einer anderen Frage" form=form.clone() maxlength=300 optional=true />
            {button("Dorthin verschieben")}
            <Field name="title" label="Oder eine neue Frage in einem Satz" form=form.clone() maxlength=200 optional=true />
            <TextArea name="body" label="Text der neuen Frage" form=form.clone() rows=4 optional=true
                hint="Bleibt er leer, steht dort, woher die Antworten kommen." />
            <p class="form__actions">
                <button class="kern-btn kern-btn--secondary" type="submit" formaction=split><span class="kern-label">"Als neue Frage abtrennen"</span></button>
            </p>
        </form>
    }
    .into_any()
}

fn choice(form: &FormState, answer: &Answer, words: &str) -> AnyView {
    let id = answer.id.to_string();
    let checked = form.values().any(|(name, value)| name == "answers" && value == id);
    let beginning: String = words.chars().take(120).collect();
    let more = if beginning.len() < words.len() { " …" } else { "" };
    let label = format!("{}, {}: {beginning}{more}", answer.author.name, answer.author.organisation);
    let control = format!("answers-{id}");
    view! {
        <div class="kern-form-check">
            <input class="kern-form-check__checkbox" type="checkbox" id=control.clone() name="answers" value=id checked=checked />
            <label class="kern-label" for=control>{label}</label>
        </div>
    }
    .into_any()
}
