//! `/termine/neu` and `/termine/{id}/bearbeiten`: the form of an announcement.

use leptos::prelude::*;

use super::show::asked_for;
use crate::{
    account::Action,
    announcement::port::Announcement,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    text,
    ui::{Actions, Field, Form, Head, Narrow, Select, TextArea},
    wiki::Visibility,
};

/// For a new one.
pub async fn new(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::Moderate)?;
    Ok(Page::new("Etwas ankündigen", move || {
        let crumbs = vec![("Termine".to_owned(), "/termine".to_owned())];
        view! {
            <Narrow>
                <Head title="Etwas ankündigen" crumbs=crumbs />
                {fields(form, "/termine/neu".to_owned(), "Veröffentlichen")}
            </Narrow>
        }
    }))
}

/// For one that exists; `typed` is what was sent, if it was.
pub async fn edit(visit: &Visit, typed: Option<FormState>) -> Result<Page, Error> {
    visit.viewer.require(Action::Moderate)?;
    let one = asked_for(visit).await?;
    Ok(Page::new(format!("Bearbeiten: {}", one.title), move || {
        let crumbs = vec![("Termine".to_owned(), "/termine".to_owned()), (one.title.clone(), one.path())];
        let form = typed.unwrap_or_else(|| filled(&one));
        view! {
            <Narrow>
                <Head title="Ankündigung bearbeiten" crumbs=crumbs />
                {fields(form, format!("{}/bearbeiten", one.path()), "Speichern")}
            </Narrow>
        }
    }))
}

fn filled(one: &Announcement) -> FormState {
    let day = |time: Option<jiff::Timestamp>| time.map(|time| text::day_of(time).to_string()).unwrap_or_default();
    let clock = |time: Option<jiff::Timestamp>| time.map(text::clock).unwrap_or_default();
    // it ends with a day: the moment before is still on that day
    let last = one.shown_until.checked_sub(jiff::SignedDuration::from_millis(1)).ok();
    FormState::filled([
        ("version", one.version.to_string()),
        ("title", one.title.clone()),
        ("body", one.body.clone()),
        ("start_day", day(one.starts_at)),
        ("start_time", clock(one.starts_at)),
        ("end_day", day(one.ends_at)),
        ("end_time", clock(one.ends_at)),
        ("place", one.place.clone()),
        ("link", one.link.clone()),
        ("shown_until", day(last)),
        ("visibility", one.visibility.key().to_owned()),
    ])
}

fn fields(form: FormState, action: String, submit: &'static str) -> AnyView {
    let version = Some(form.value("version").to_owned()).filter(|version| !version.is_empty());
    let visibilities = Visibility::ALL.map(|one| (one.key().to_owned(), one.label().to_owned())).to_vec();
    view! {
        <Form action=action errors=form.errors().clone()>
            {version.map(|version| view! { <input type="hidden" name="version" value=version /> })}
            <Field name="title" label="Titel" form=form.clone() maxlength=200 />
            <TextArea name="body" label="Text" form=form.clone() rows=6 optional=true
                hint="Worum geht es, für wen ist es gedacht, wie meldet man sich an? **fett**, Listen mit - und Links sind möglich." />
            <Field name="start_day" label="Beginn: Tag" kind="date" form=form.clone() optional=true hint="Ohne Tag ist es eine Nachricht und kein Termin." />
            <Field name="start_time" label="Beginn: Uhrzeit" kind="time" form=form.clone() optional=true />
            <Field name="end_day" label="Ende: Tag" kind="date" form=form.clone() optional=true hint="Nur nötig, wenn es ein anderer Tag ist." />
            <Field name="end_time" label="Ende: Uhrzeit" kind="time" form=form.clone() optional=true />
            <Field name="place" label="Ort" form=form.clone() maxlength=200 optional=true />
            <Field name="link" label="Link" kind="url" form=form.clone() optional=true hint="Zum Beispiel zur Anmeldung: https://…" />
            <Field name="shown_until" label="Auf der Startseite bis" kind="date" form=form.clone() optional=true
                hint="Ohne Angabe: bis der Termin vorbei ist, eine Nachricht 30 Tage lang." />
            <Select name="visibility" label="Wer darf das sehen?" form=form.clone() choices=visibilities
                hint="Öffentliche Termine stehen auch im Kalender zum Abonnieren." />
            <Actions submit=submit />
        </Form>
    }
    .into_any()
}
