//! What a form of an article answers when someone else changed the same meanwhile: each place with what stood there, what the
//! author wrote and what stands now, to be decided, or to be finished by hand. Nothing is written before that.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Head, TextArea, Wide},
    wiki::{
        Kind, Visibility,
        difference::{Change, words},
        fields::name,
        merge::{Choice, Conflict, FieldConflict, Overlap, Piece},
    },
};

/// The name of the button that was used; its value says how it is decided.
pub const HOW: &str = "how";
/// The value of [`HOW`] for a decision place by place.
pub const BY_CHOICE: &str = "auswahl";
/// The value of [`HOW`] for a text finished by hand.
pub const BY_HAND: &str = "hand";
/// The whole text of the author, for the next merge.
pub const MINE: &str = "mine";
/// The revision that stood when the page was made.
pub const NOW: &str = "now";
/// With more places than this the text is finished by hand.
pub const MOST_CHOICES: usize = 30;

/// What this page says itself, and the buttons of the form that led here.
const OWN: [&str; 16] = [
    "body",
    "base",
    "title",
    "summary",
    "kind",
    "visibility",
    "topic",
    "organisation",
    "tags",
    HOW,
    MINE,
    NOW,
    "save",
    "preview",
    "hand_in",
    "publish",
];

/// The name of the field in which a place, from 1, is decided.
#[must_use]
pub fn field(place: usize) -> String {
    format!("stelle-{place}")
}

/// The page. `form` is what was sent: what is not decided here is kept in it and sent again.
pub async fn page(visit: &Visit, overlap: Overlap, form: FormState) -> Result<Page, Error> {
    let topics = visit.ports.subjects.topics().await?.into_iter().map(|topic| (topic.slug, topic.name));
    let organisations = visit.ports.organisations.names().await?;
    let names: Vec<(String, String)> = topics.chain(organisations).collect();
    let who = match &overlap.who {
        Some((id, _)) if *id == visit.viewer.id() => "Sie selbst haben".to_owned(),
        Some((_, name)) => format!("{name} hat"),
        None => "Jemand hat".to_owned(),
    };
    Ok(Page::new("Änderungen zusammenführen", move || {
        view! {
            <Wide>
                <Head title="Änderungen zusammenführen" crumbs=vec![("Wiki".to_owned(), "/wiki".to_owned())] />
                {notice(&overlap, &form, &who)}
                <form class="form form--wide" method="post" novalidate=true>
                    {hidden(&overlap, &form)}
                    {overlap.fields.iter().map(|conflict| line(conflict, &form, &names)).collect_view()}
                    {places(&overlap, &form)}
                    {by_hand(&overlap, &form)}
                </form>
                <details class="block">
                    <summary>"Ihr Text im Ganzen, so wie Sie ihn geschrieben haben"</summary>
                    <pre class="overtaken">{overlap.mine.clone()}</pre>
                </details>
            </Wide>
        }
    }))
}

fn is_by_choice(overlap: &Overlap) -> bool {
    overlap.conflicts().count() <= MOST_CHOICES
}

fn notice(overlap: &Overlap, form: &FormState, who: &str) -> AnyView {
    let count = overlap.conflicts().count() + overlap.fields.len();
    let places = if count == 1 { "An einer Stelle".to_owned() } else { format!("An {count} Stellen") };
    let open = (1..=overlap.conflicts().count()).filter(|place| is_open(form, *place)).map(|place| {
        view! { <li><a href=format!("#{}", field(place))>{format!("Bitte entscheiden Sie noch an Stelle {place}.")}</a></li> }
            .into_any()
    });
    let wrong = form.errors().iter().map(|(name, message)| {
        let anchor = if name == "form" { "#fehler".to_owned() } else { format!("#feld-{name}") };
        view! { <li><a href=anchor>{message.to_owned()}</a></li> }.into_any()
    });
    let wrong: Vec<AnyView> = open.chain(wrong).collect();
    view! {
        <section class="error-summary" role="alert" tabindex="-1" autofocus=true id="fehler">
            <h2>"Ihr Text ist noch nicht gespeichert"</h2>
            <p>{format!("{who} Fassung {} gespeichert, während Sie geschrieben haben. ", overlap.now)}
               {format!("{places} steht dort etwas anderes als bei Ihnen: Bitte entscheiden Sie, was gelten soll. Alles andere ist schon zusammengeführt.")}</p>
            {(!wrong.is_empty()).then(|| view! { <ul>{wrong}</ul> })}
        </section>
    }
    .into_any()
}

/// Whether a decision was sent in which this place is missing.
fn is_open(form: &FormState, place: usize) -> bool {
    form.value(HOW) == BY_CHOICE && Choice::from_key(form.value(&field(place))).is_none()
}

fn hidden(overlap: &Overlap, form: &FormState) -> Vec<AnyView> {
    let draft = &overlap.draft;
    let merged = [
        ("title", &draft.title),
        ("summary", &draft.summary),
        ("kind", &draft.kind),
        ("visibility", &draft.visibility),
        ("topic", &draft.topic),
        ("organisation", &draft.organisation),
        ("tags", &draft.tags),
    ];
    let merged = merged.into_iter().map(|(name, value)| (name, value.as_str())).chain(draft.fields.pairs());
    let merged = merged.filter(|(name, _)| overlap.fields.iter().all(|conflict| conflict.name != *name));
    let is_own = |given: &str| OWN.contains(&given) || given.starts_with("stelle-") || name(given).is_some();
    let kept = form.values().filter(|(given, _)| !is_own(given));
    let own = [("base", overlap.base.to_string()), (NOW, overlap.now.to_string()), (MINE, overlap.mine.clone())];
    let all = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    let all = all.chain(merged.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let all = all.chain(kept.map(|(name, value)| (name.to_owned(), value.to_owned())));
    // an input of one line would lose the line breaks
    all.map(|(name, value)| {
        if value.contains('\n') {
            let text = crate::ui::inside_textarea(&value);
            view! { <textarea name=name hidden=true aria-label="Ihr Text">{text}</textarea> }.into_any()
        } else {
            view! { <input type="hidden" name=name value=value /> }.into_any()
        }
    })
    .collect()
}

/// A field of one value: the radio buttons carry the values themselves.
fn line(conflict: &FieldConflict, form: &FormState, names: &[(String, String)]) -> AnyView {
    let FieldConflict { name, label, base, mine, theirs } = conflict.clone();
    let shown = |value: &str| match name {
        _ if value.is_empty() => "(nichts)".to_owned(),
        "kind" => Kind::from_key(value).map_or_else(|| value.to_owned(), |kind| kind.label().to_owned()),
        "visibility" => Visibility::from_key(value).map_or_else(|| value.to_owned(), |one| one.label().to_owned()),
        "topic" | "organisation" => {
            names.iter().find(|(slug, _)| slug == value).map_or_else(|| value.to_owned(), |(_, name)| name.clone())
        }
        _ => value.to_owned(),
    };
    let base = base.map(|base| view! { <p class="meta">{format!("Vorher: {}", shown(&base))}</p> });
    let is_theirs = !form.value(HOW).is_empty() && form.value(name) == theirs;
    let options = [("meine", "Ihre Änderung: ", mine, !is_theirs), ("jetzige", "Jetzige Fassung: ", theirs, is_theirs)];
    let options = options.map(|(key, whose, value, checked)| {
        let (id, text) = (format!("{name}-{key}"), shown(&value));
        radio(id, name.to_owned(), value, checked, view! { {whose} <strong>{text}</strong> }.into_any())
    });
    view! {
        <fieldset class="kern-fieldset conflict" id=format!("feld-{name}")>
            <legend class="kern-label">{label}</legend>
            {base}
            <div class="kern-fieldset__body">{options}</div>
        </fieldset>
    }
    .into_any()
}

fn radio(id: String, name: String, value: String, checked: bool, label: AnyView) -> AnyView {
    view! {
        <div class="kern-form-check">
            <input class="kern-form-check__radio" type="radio" id=id.clone() name=name value=value checked=checked />
            <label class="kern-label" for=id>{label}</label>
        </div>
    }
    .into_any()
}

fn places(overlap: &Overlap, form: &FormState) -> AnyView {
    if !is_by_choice(overlap) {
        return view! { <p>"Es sind so viele Stellen, dass es von Hand schneller geht."</p> }.into_any();
    }
    let total = overlap.conflicts().count();
    let mut before = None;
    let mut number = 0;
    let mut places = Vec::new();
    for piece in &overlap.body {
        match piece {
            Piece::Conflict(conflict) => {
                number += 1;
                places.push(place(conflict, number, total, before, form));
            }
            Piece::Same(lines) | Piece::Mine(lines) | Piece::Theirs(lines) => {
                before = lines.lines().rev().find(|line| !line.trim().is_empty()).or(before);
            }
        }
    }
    view! {
        {places}
        <div class="form__actions">
            <button class="kern-btn kern-btn--primary" type="submit" name=HOW value=BY_CHOICE><span class="kern-label">"So zusammenführen und speichern"</span></button>
        </div>
    }
    .into_any()
}

/// One place; `before` is the line above it, so that it is found in the text.
fn place(conflict: &Conflict, number: usize, total: usize, before: Option<&str>, form: &FormState) -> AnyView {
    let (name, open) = (field(number), is_open(form, number));
    let side = |label: &'static str, text: &str| {
        let text = if text.trim().is_empty() {
            view! { <p class="conflict__text muted">"(nichts)"</p> }.into_any()
        } else {
            view! { <p class="conflict__text">{marked(&conflict.base, text)}</p> }.into_any()
        };
        view! { <div class="conflict__side"><h3>{label}</h3>{text}</div> }
    };
    let options = Choice::ALL.map(|choice| {
        let checked = form.value(&name) == choice.key();
        radio(format!("{name}-{}", choice.key()), name.clone(), choice.key().to_owned(), checked, choice.label().into_any())
    });
    let error = open.then(
        || view! { <p class="kern-error"><span class="kern-body">"Bitte wählen Sie eine der drei Möglichkeiten."</span></p> },
    );
    let before = before.map(|line| {
        let line: String = line.chars().take(120).collect();
        view! { <p class="meta">{format!("Nach: „{}“", line.trim())}</p> }
    });
    view! {
        <fieldset class="kern-fieldset conflict" id=name tabindex="-1">
            <legend class="kern-label">{format!("Stelle {number} von {total}")}</legend>
            {before}
            <div class="conflict__sides">
                {side("Vorher", &conflict.base)}
                {side("Ihr Text", &conflict.mine)}
                {side("Jetzige Fassung", &conflict.theirs)}
            </div>
            <div class="kern-fieldset__body">{options}</div>
            {error}
        </fieldset>
    }
    .into_any()
}

/// A text with what is new in it since an earlier one.
fn marked(base: &str, text: &str) -> Vec<AnyView> {
    let parts = words(base.trim_end(), text.trim_end()).into_iter().filter(|part| part.change != Change::Removed);
    parts
        .map(|part| match part.change {
            Change::Added if !base.is_empty() => view! { <ins>{part.text}</ins> }.into_any(),
            _ => part.text.into_any(),
        })
        .collect()
}

fn by_hand(overlap: &Overlap, form: &FormState) -> AnyView {
    let typed = form.value(HOW) == BY_HAND;
    let text = if typed { form.value("body").to_owned() } else { overlap.draft.body.clone() };
    let form = form.clone().with("body", text);
    let many = !is_by_choice(overlap);
    let class = if many { "kern-btn kern-btn--primary" } else { "kern-btn kern-btn--secondary" };
    view! {
        <details class="block" open=typed || many>
            <summary>"Lieber von Hand zusammenführen"</summary>
            <TextArea name="body" label="Text" form=form rows=20
                hint="Wo beide etwas geändert haben, stehen beide Texte zwischen Zeilen mit „<<<<<<<“, „=======“ und „>>>>>>>“. Löschen Sie, was nicht bleiben soll, und diese Zeilen." />
            <div class="form__actions">
                <button class=class type="submit" name=HOW value=BY_HAND><span class="kern-label">"Text von Hand speichern"</span></button>
            </div>
        </details>
    }
    .into_any()
}
