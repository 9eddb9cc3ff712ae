//! `/moderation/meldungen`: what members have flagged, each with its decision.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    flag::port::{Flag, FlagDecision, FlagReason, Flagged},
    form::FormState,
    moderation::pages::{Waiting, tabs},
    page::Page,
    text,
    ui::{Empty, ErrorSummary, Head, Wide},
};

const PATH: &str = "/moderation/meldungen";

/// The list.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let flagged = visit.ports.flags.waiting(&visit.viewer).await?;
    let waiting = Waiting::load(visit).await?;
    let now = visit.now;
    let told = (visit.query("hinweis") == "entschieden").then_some("Entschieden. Die Beteiligten bekommen Ihre Nachricht.");
    Ok(Page::new("Meldungen", move || {
        let list = if flagged.is_empty() {
            view! { <Empty><p>"Zurzeit ist kein Beitrag gemeldet."</p></Empty> }.into_any()
        } else {
            flagged.iter().map(|one| item(one, &form, now)).collect_view().into_any()
        };
        view! {
            <Wide>
                <Head title="Meldungen"><p class="lead">"Beiträge, die Mitglieder gemeldet haben, die ältesten zuerst."</p></Head>
                {tabs(PATH, waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=form.errors().clone() />
                {list}
            </Wide>
        }
    }))
}

fn item(flagged: &Flagged, form: &FormState, now: Timestamp) -> AnyView {
    let posted = &flagged.posted;
    let key = posted.post.key();
    // what was typed belongs to the post it was typed for
    let mine = form.value("post") == key;
    let note = if mine { form.value("note").to_owned() } else { String::new() };
    let id_of = |field: &str| if mine { format!("feld-{field}") } else { format!("{field}-{key}") };
    let (select, input, hint) = (id_of("decision"), id_of("note"), id_of("note-hinweis"));
    let wrong = |field: &str| form.error(field).filter(|_| mine).map(|_| "true");
    let (select_wrong, input_wrong) = (wrong("decision"), wrong("note"));
    let chosen = if mine { form.value("decision").to_owned() } else { String::new() };
    let options = FlagDecision::ALL
        .map(|decision| view! { <option value=decision.key() selected=decision.key() == chosen>{decision.label()}</option> });
    let flags = flagged.flags.iter().map(|flag| reason(flag, now)).collect_view();
    let gone = posted.removal.as_ref().map(|_| view! { <p class="flash flash--warning">"Der Beitrag ist schon entfernt."</p> });
    view! {
        <article class="panel">
            <h2><a href=posted.path()>{format!("{} zu „{}“", posted.post.label(), posted.title)}</a></h2>
            <p class="meta">{format!("{}, {} · {}", posted.author.name, posted.author.organisation, text::age(posted.created_at, now))}</p>
            {gone}
            <blockquote class="message"><p>{posted.text.clone()}</p></blockquote>
            <ul>{flags}</ul>
            <form class="form" method="post" action=PATH>
                <input type="hidden" name="post" value=key.clone() />
                <div class="field kern-form-input">
                    <label class="kern-label" for=select.clone()>"Entscheidung"</label>
                    <div class="kern-form-input__select-wrapper">
                        <select class="kern-form-input__select" id=select name="decision" aria-invalid=select_wrong>
                            <option value="">"Bitte wählen"</option>{options}
                        </select>
                    </div>
                </div>
                <div class="field kern-form-input">
                    <label class="kern-label" for=input.clone()>"Nachricht an die Beteiligten"</label>
                    <p class="kern-hint" id=hint.clone()>"Wer gemeldet und wer geschrieben hat, bekommt diese Worte."</p>
                    <input class="kern-form-input__input" id=input name="note" value=note maxlength="500" aria-invalid=input_wrong aria-describedby=hint />
                </div>
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Entscheiden"</span></button>
            </form>
        </article>
    }
    .into_any()
}

fn reason(flag: &Flag, now: Timestamp) -> AnyView {
    let (id, name, organisation) = flag.by.clone();
    let note = if flag.note.is_empty() { String::new() } else { format!(": {}", flag.note) };
    view! {
        <li>
            <strong>{flag.reason.map_or("", FlagReason::label)}</strong> {note}
            <span class="meta">" (" <a href=format!("/personen/{id}")>{name}</a> {format!(", {organisation}, {})", text::age(flag.at, now))}</span>
        </li>
    }
    .into_any()
}
