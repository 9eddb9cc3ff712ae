//! `/moderation/luecken`: what is missing, and how to begin with it.

use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    forum::{
        lists::{Key, Place},
        port::{QuestionEntry, QuestionFilter, State},
    },
    gap::port::{Gap, Lack},
    moderation,
    page::Page,
    text,
    ui::{Empty, Head, Wide, with_query},
};

/// Where the board is.
const PATH: &str = "/moderation/luecken";
/// Most rows of a list of searches.
const MOST: i64 = 20;
/// A question that nobody has answered for so long is a gap.
const PATIENCE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The board.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (ports, viewer, now) = (&visit.ports, &visit.viewer, visit.now);
    let without_hits = ports.gaps.searches(viewer, Lack::Hits, MOST).await?;
    let without_clicks = ports.gaps.searches(viewer, Lack::Clicks, MOST).await?;
    let questions = unanswered(visit).await?;
    let waiting = moderation::pages::Waiting::load(visit).await?;
    let settled = visit.query("hinweis") == "erledigt";
    Ok(Page::new("Wissenslücken", move || {
        view! {
            <Wide>
                <Head title="Wissenslücken" crumbs=vec![("Moderation".to_owned(), "/moderation".to_owned())]>
                    <p class="lead">"Wonach Kommunen vergeblich suchen, und worauf niemand geantwortet hat."</p>
                </Head>
                {moderation::pages::tabs(PATH, waiting)}
                {settled.then(|| view! {
                    <p class="flash" role="status">"Erledigt. Die Lücke erscheint wieder, wenn in einem späteren Monat mindestens drei Kommunen danach suchen."</p>
                })}
                <section class="block">
                    <h2>"Suchen ohne Treffer"</h2>
                    {searches(without_hits, Lack::Hits)}
                </section>
                <section class="block">
                    <h2>"Suchen, nach denen kaum jemand etwas öffnet"</h2>
                    {searches(without_clicks, Lack::Clicks)}
                </section>
                <section class="block" aria-labelledby="ohne-antwort">
                    <h2 id="ohne-antwort">"Fragen ohne Antwort"</h2>
                    <p class="meta">"Seit mehr als sieben Tagen. " <a href="/fragen?zeige=offen">"Alle Fragen ohne Antwort"</a></p>
                    {open_questions(questions, now)}
                </section>
                {explanation()}
            </Wide>
        }
    }))
}

async fn unanswered(visit: &Visit) -> Result<Vec<QuestionEntry>, Error> {
    let filter = QuestionFilter { state: Some(State::Unanswered), ..QuestionFilter::default() };
    let before = Key { at: (visit.now - PATIENCE).as_millisecond(), id: 0 };
    let part = visit.ports.lists.part(&visit.viewer, &filter, Place::Before(before)).await?;
    Ok(part.questions.into_iter().filter(|question| !question.closed).collect())
}

fn searches(gaps: Vec<Gap>, lack: Lack) -> AnyView {
    if gaps.is_empty() {
        return view! { <Empty><p>"Hier steht zurzeit nichts: Keine Suche dieser Art kam aus mindestens drei Kommunen."</p></Empty> }
            .into_any();
    }
    view! { <ul class="entry-list">{gaps.into_iter().map(|gap| search(gap, lack)).collect_view()}</ul> }.into_any()
}

fn search(gap: Gap, lack: Lack) -> AnyView {
    let of = format!("{} von {}", text::thousands(gap.in_vain), text::count(gap.searches, "Suche", "Suchen"));
    let result = match lack {
        Lack::Hits => format!("{of} ohne Treffer"),
        Lack::Clicks => format!("nach {of} nichts geöffnet"),
    };
    let meta = format!("{result} · aus {}", text::count(gap.municipalities, "Kommune", "Kommunen"));
    let synonym = with_query("/moderation/synonyme/neu", &[], "begriff", &gap.words);
    let again = with_query("/suche", &[], "q", &gap.words);
    view! {
        <li class="entry">
            <h3 class="entry__title"><a href=again>{gap.words.clone()}</a></h3>
            <p class="entry__meta">{meta}</p>
            <div class="form__actions">
                {begin(&gap.words)}
                <a href=synonym aria-label=format!("{}: Synonym anlegen", gap.words)>"Synonym anlegen"</a>
                <form method="post" action=format!("{PATH}/erledigt")>
                    <input type="hidden" name="stems" value=gap.stems />
                    <button class="kern-btn kern-btn--tertiary" type="submit" aria-label=format!("{}: Erledigt", gap.words)><span class="kern-label">"Erledigt"</span></button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// The way to a new article of this title.
fn begin(title: &str) -> AnyView {
    let path = with_query("/wiki/neu", &[], "titel", title);
    view! {
        <a class="kern-btn kern-btn--secondary" href=path aria-label=format!("{title}: Artikel beginnen")><span class="kern-label">"Artikel beginnen"</span></a>
    }
    .into_any()
}

fn open_questions(questions: Vec<QuestionEntry>, now: Timestamp) -> AnyView {
    if questions.is_empty() {
        return view! { <Empty><p>"Auf jede ältere Frage hat jemand geantwortet."</p></Empty> }.into_any();
    }
    let items = questions
        .into_iter()
        .map(|question| {
            view! {
                <li class="entry">
                    <h3 class="entry__title"><a href=question.path()>{question.title.clone()}</a></h3>
                    <p class="entry__meta">{question.meta(now)}</p>
                    <div class="form__actions">{begin(&question.title)}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="entry-list">{items}</ul> }.into_any()
}

fn explanation() -> AnyView {
    view! {
        <section class="block">
            <h2>"Was hier gezählt wird, und was nicht"</h2>
            <div class="prose">
                <p>"Gezählt werden Suchen von Mitgliedern der Kommunen und Kreise: die Suchwörter, der Monat, die Organisation, ob es Treffer gab und ob danach ein Treffer geöffnet wurde."</p>
                <ul>
                    <li>"Wer gesucht hat, wird nicht gespeichert, und auch kein Tag und keine Uhrzeit."</li>
                    <li>"Eine Suche erscheint erst, wenn sie aus mindestens drei Kommunen kam. Welche das waren, steht nirgends auf dieser Seite."</li>
                    <li>"Was nach Personen aussieht, wird nicht gezählt: Mail-Adressen, Telefonnummern, Namen von Mitgliedern, lange Texte."</li>
                    <li>"Suchen von Gästen, der Moderation und der Verwaltung zählen nicht mit, ebenso wenig Suchen mit Filtern."</li>
                    <li>"Nach zwölf Monaten werden die Zahlen gelöscht."</li>
                </ul>
                <p>"Die Zahlen zeigen, welches Wissen fehlt. Sie sagen nichts über Einzelne und sind keine Grundlage, um Leistung oder Verhalten zu beurteilen."</p>
            </div>
        </section>
    }
    .into_any()
}
