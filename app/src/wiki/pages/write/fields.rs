//! The fixed fields in the form of an article.
//!
//! All fields are in the page, marked with the kinds that have them; the style sheet shows those of the chosen kind. So
//! a change of mind about the kind loses nothing, and needs no script. Browsers that cannot tell which kind is chosen
//! (`:has()`) show a button for it.

use leptos::prelude::*;

use crate::{
    form::FormState,
    ui::{Field, Select, TextArea},
    wiki::{
        Kind,
        fields::{Again, Field as Known, LICENCES, SOURCES, Status},
    },
};

/// The name of the buttons that only show the form again.
const ASK: &str = "fields";
/// How many rows for sources the form had.
const ROWS: &str = "source_rows";

/// Whether a button was pressed that only shows the form again: another kind, or one more row.
#[must_use]
pub fn is_asked_for(form: &FormState) -> bool {
    !form.value(ASK).is_empty()
}

/// The kind that the form is about.
fn kind(form: &FormState) -> Kind {
    Kind::from_key(form.value("kind")).unwrap_or(Kind::ExperienceReport)
}

/// The button beside the choice of the kind, for browsers that need it.
#[must_use]
pub fn apply_kind() -> AnyView {
    view! {
        <div class="kind-apply">
            <button class="kern-btn kern-btn--secondary" type="submit" name=ASK value="kind" formaction="#angaben"><span class="kern-label">"Art übernehmen"</span></button>
        </div>
    }
    .into_any()
}

/// The fieldset.
#[must_use]
pub fn view(form: &FormState) -> AnyView {
    let contact = of(
        &[Known::Contact],
        view! {
            <h3 class="kind-fields__head">"Ansprechstelle"</h3>
            <p class="kern-hint">"Nur angemeldete Mitglieder sehen sie, auch wenn der Artikel öffentlich ist."</p>
            <div class="form__row">
                <Field name="contact" label="Stelle oder Person" form=form.clone() optional=true />
                <Field name="contact_mail" label="Mail-Adresse" form=form.clone() optional=true />
                <Field name="contact_phone" label="Telefon" form=form.clone() optional=true />
            </div>
        },
    );
    view! {
        <fieldset class="kern-fieldset kind-fields" id="angaben" data-kind=kind(form).key()>
            <legend class="kern-label kern-label--large">"Auf einen Blick"</legend>
            <p class="kern-hint">"Alles freiwillig. Was Sie angeben, steht als Kasten neben dem Text, und andere können danach filtern."</p>
            {state(form)}
            {money(form)}
            {technology(form)}
            {contact}
            {sources(form)}
        </fieldset>
    }
    .into_any()
}

/// A part of the form that belongs to every kind that has one of these fields.
fn of(fields: &[Known], content: impl IntoAny) -> AnyView {
    let kinds = Kind::ALL.into_iter().filter(|kind| fields.iter().any(|field| field.belongs_to(*kind)));
    let kinds = kinds.map(Kind::key).collect::<Vec<_>>().join(" ");
    view! { <div class="kind-field" data-kinds=kinds>{content.into_any()}</div> }.into_any()
}

fn choices(choices: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<(String, String)> {
    let choices = choices.map(|(key, label)| (key.to_owned(), label.to_owned()));
    std::iter::once((String::new(), "keine Angabe".to_owned())).chain(choices).collect()
}

fn state(form: &FormState) -> AnyView {
    let statuses = choices(Status::ALL.iter().map(|one| (one.key(), one.label())));
    let again = choices(Again::ALL.iter().map(|one| (one.key(), one.label())));
    let again = of(
        &[Known::Again],
        view! { <Select name="again" label="Würden Sie es wieder tun?" form=form.clone() choices=again optional=true /> },
    );
    of(
        &[Known::Status],
        view! {
            <h3 class="kind-fields__head">"Stand und Zeit"</h3>
            <div class="form__row">
                <Select name="status" label="Status" form=form.clone() choices=statuses optional=true />
                {again}
            </div>
            <div class="form__row">
                <Field name="period_from" label="Beginn" form=form.clone() optional=true hint="z. B. 01/2020 oder 2020" />
                <Field name="period_to" label="Ende" form=form.clone() optional=true hint="z. B. 06/2023" />
                <Field name="duration" label="Dauer in Monaten" form=form.clone() optional=true hint="falls Beginn oder Ende fehlt" />
            </div>
        },
    )
}

fn money(form: &FormState) -> AnyView {
    of(
        &[Known::Costs],
        view! {
            <h3 class="kind-fields__head">"Kosten und Förderung"</h3>
            <div class="form__row">
                <Field name="costs_from" label="Kosten in Euro" form=form.clone() optional=true hint="z. B. 80.000 oder 1,07 Mio." />
                <Field name="costs_to" label="Kosten bis" form=form.clone() optional=true hint="falls es eine Spanne ist" />
                <Field name="yearly_costs" label="Kosten pro Jahr" form=form.clone() optional=true hint="Betrieb, Wartung, Miete" />
            </div>
            <div class="form__row">
                <Field name="programme" label="Förderprogramm" form=form.clone() optional=true />
                <Field name="share" label="Förderquote in Prozent" form=form.clone() optional=true />
            </div>
            <Field name="staff" label="Personalaufwand" form=form.clone() optional=true hint="z. B. 0,5 Stelle für ein Jahr oder 40 Personentage" />
        },
    )
}

fn technology(form: &FormState) -> AnyView {
    let known = LICENCES.map(|(name, _)| view! { <option value=name></option> }).collect_view();
    of(
        &[Known::Software, Known::LegalBasis, Known::Leika],
        view! {
            <h3 class="kind-fields__head">"Technik und Recht"</h3>
            <div class="form__row">
                <TextArea name="software" label="Eingesetzte Software" form=form.clone() rows=3 optional=true hint="Eine Angabe pro Zeile" />
                <TextArea name="legal_basis" label="Rechtsgrundlage" form=form.clone() rows=3 optional=true hint="Eine Angabe pro Zeile, z. B. § 3a VwVfG" />
            </div>
            <div class="form__row">
                <Field name="licences" label="Lizenz" form=form.clone() optional=true list="lizenzen" hint="Wie dürfen andere das Ergebnis nutzen? z. B. EUPL-1.2" />
                <Field name="leika" label="LeiKa-Schlüssel" form=form.clone() optional=true hint="14 Ziffern, falls es um eine Verwaltungsleistung geht" />
            </div>
            <datalist id="lizenzen">{known}</datalist>
        },
    )
}

fn sources(form: &FormState) -> AnyView {
    let filled = SOURCES.iter().rposition(|(text, date)| !form.value(text).is_empty() || !form.value(date).is_empty());
    let more = if form.value(ASK) == "more" { 3 } else { 0 };
    let rows = form.value(ROWS).parse::<usize>().unwrap_or(0).saturating_add(more).max(filled.map_or(0, |last| last + 2));
    let rows = rows.clamp(3, SOURCES.len());
    let list = SOURCES
        .into_iter()
        .take(rows)
        .enumerate()
        .map(|(index, (text, date))| {
            let number = index + 1;
            view! {
                <div class="source-row">
                    <Field name=text label=format!("Quelle {number}") form=form.clone() optional=true />
                    <Field name=date label=format!("Stand von Quelle {number}") form=form.clone() optional=true />
                </div>
            }
        })
        .collect_view();
    of(
        &[Known::Sources],
        view! {
            <h3 class="kind-fields__head">"Quellen"</h3>
            <p class="kern-hint">"Eine Adresse im Netz oder ein Titel, und von wann die Angabe ist: 03.05.2024, 05/2024 oder 2024."</p>
            <input type="hidden" name=ROWS value=rows.to_string() />
            {list}
            {(rows < SOURCES.len()).then(|| view! {
                <p><button class="kern-btn kern-btn--secondary" type="submit" name=ASK value="more" formaction="#angaben"><span class="kern-label">"Weitere Zeilen"</span></button></p>
            })}
        },
    )
}
