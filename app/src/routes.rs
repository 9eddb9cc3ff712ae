//! The table from path to page. Every page says who may call it.

use std::{future::Future, pin::Pin};

use crate::{
    account::{Role, pages as account},
    announcement::pages as announcement,
    attachment::pages as attachment,
    context::Visit,
    error::Error,
    expertise::pages as expertise,
    factor::pages as factor,
    feed::pages as feed,
    flag::pages as flag,
    follow::pages as follow,
    form::FormState,
    forum::pages as forum,
    freshness::pages as freshness,
    gap::pages as gap,
    home,
    moderation::pages as moderation,
    notice::pages as notice,
    organisation::pages as organisation,
    page::Page,
    reuse::pages as reuse,
    saved::pages as saved,
    search::pages as search,
    structure::pages as structure,
    subject::pages as subject,
    summary::pages as summary,
    synonym::pages as synonym,
    wiki::{drafts::pages as drafts, pages as wiki},
};

/// A page on its way.
pub type PageFuture = Pin<Box<dyn Future<Output = Result<Page, Error>> + Send>>;

/// A page of the site.
#[derive(Clone, Copy)]
pub struct PageRoute {
    /// Its path; parts in braces are parameters.
    pub path: &'static str,
    /// The least role that may call it.
    pub access: Role,
    /// Makes it.
    pub page: fn(Visit) -> PageFuture,
}

/// A row of the table: `page!(path, access, |visit| future)`.
macro_rules! page {
    ($path:literal, $access:ident, |$visit:ident| $page:expr) => {
        PageRoute { path: $path, access: Role::$access, page: |$visit: Visit| Box::pin(async move { $page.await }) }
    };
}

/// All pages.
#[must_use]
pub fn pages() -> Vec<PageRoute> {
    vec![
        page!("/", Guest, |visit| home::front::page(&visit)),
        page!("/suche", Guest, |visit| search::results::page(&visit, None)),
        page!("/wiki", Guest, |visit| wiki::list::page(&visit)),
        page!("/wiki/neu", Member, |visit| wiki::write::new(&visit, wiki::write::Shown::default())),
        page!("/wiki/entwuerfe", Member, |visit| drafts::mine::page(&visit)),
        page!("/wiki/entwuerfe/{id}", Member, |visit| drafts::one::page(&visit, wiki::write::Shown::default())),
        page!("/wiki/import", Member, |visit| wiki::import::page(&visit, FormState::default())),
        page!("/wiki/{slug}", Guest, |visit| wiki::show::page(&visit)),
        page!("/wiki/{slug}/bearbeiten", Member, |visit| wiki::write::edit(&visit, wiki::write::Shown::default())),
        page!("/wiki/{slug}/vorschlaege", Member, |visit| drafts::proposals::page(&visit)),
        page!("/wiki/{slug}/verlauf", Member, |visit| wiki::history::page(&visit)),
        page!("/wiki/{slug}/betreuung", Member, |visit| freshness::care::page(&visit, None)),
        page!("/wiki/{slug}/vergleich", Member, |visit| wiki::compare::page(&visit)),
        page!("/wiki/{slug}/nachnutzung", Guest, |visit| reuse::ledger::page(&visit, None)),
        page!("/wiki/{slug}/dateien", Moderator, |visit| attachment::article::page(&visit, FormState::default())),
        page!("/wiki/baum", Guest, |visit| structure::tree::page(&visit)),
        page!("/wiki/{slug}/adresse", Moderator, |visit| structure::relocate::page(&visit, None)),
        page!("/moderation/links", Moderator, |visit| structure::links::page(&visit)),
        page!("/wiki/{slug}/autoren", Member, |visit| wiki::authors::page(&visit)),
        page!("/wiki/{slug}/fassung/{nr}", Member, |visit| wiki::old::page(&visit)),
        page!("/wiki/{slug}/fassung/{nr}/wiederherstellen", Moderator, |visit| wiki::old::restore(&visit, FormState::default())),
        page!("/wiki/entwuerfe/{id}/dateien", Member, |visit| attachment::draft::page(&visit, FormState::default())),
        page!("/themen/{slug}", Guest, |visit| subject::topic::page(&visit)),
        page!("/schlagworte/{slug}", Guest, |visit| subject::tag::page(&visit)),
        page!("/fragen", Member, |visit| forum::list::page(&visit)),
        page!("/fragen/neu", Member, |visit| forum::ask::page(&visit, FormState::default(), None)),
        page!("/fragen/{id}", Member, |visit| forum::show::short(&visit)),
        page!("/fragen/{id}/{slug}", Member, |visit| forum::show::page(&visit, FormState::default(), None)),
        page!("/fragen/{id}/{slug}/bearbeiten", Member, |visit| forum::ask::edit(&visit, None, None)),
        page!("/fragen/{id}/{slug}/antworten/{antwort}", Member, |visit| forum::answer::edit(&visit, None, None)),
        page!("/kommunen", Guest, |visit| organisation::all::page(&visit)),
        page!("/kommunen/{slug}", Guest, |visit| organisation::show::page(&visit)),
        page!("/personen/{id}", Member, |visit| account::profile::page(&visit)),
        page!("/anmelden", Guest, |visit| account::sign_in::page(&visit, FormState::default())),
        page!("/anmelden/code", Guest, |visit| account::code::page(&visit, FormState::default())),
        page!("/abmelden", Guest, |_visit| account::sign_in::sign_out()),
        page!("/registrieren", Guest, |_visit| account::register::page(FormState::default())),
        page!("/registrieren/anfrage", Guest, |_visit| account::access::page(FormState::default(), None)),
        page!("/registrieren/bestaetigen", Guest, |visit| account::confirm::page(&visit, FormState::default())),
        page!("/passwort-vergessen", Guest, |_visit| account::forgotten::page(FormState::default())),
        page!("/passwort-neu", Guest, |visit| account::forgotten::reset(&visit, FormState::default())),
        page!("/konto", Member, |visit| account::own::page(&visit)),
        page!("/konto/betreuung", Member, |visit| freshness::own::page(&visit)),
        page!("/konto/sicherheit", Member, |visit| account::security::page(&visit, FormState::default())),
        page!("/konto/sicherheit/einrichten", Member, |visit| factor::setup::page(&visit, FormState::default())),
        page!("/konto/sicherheit/codes", Member, |visit| factor::codes::page(&visit)),
        page!("/konto/sicherheit/aufheben", Member, |visit| factor::remove::page(&visit)),
        page!("/konto/bestaetigen", Member, |visit| account::prove::page(&visit, FormState::default())),
        page!("/benachrichtigungen", Member, |visit| notice::list::page(&visit)),
        page!("/moderation", Moderator, |visit| moderation::requests::page(&visit, FormState::default())),
        page!("/moderation/pruefung", Moderator, |visit| drafts::queue::page(&visit)),
        page!("/moderation/pruefung/{id}", Moderator, |visit| drafts::review::page(&visit, FormState::default())),
        page!("/moderation/wiedervorlage", Moderator, |visit| freshness::watch::page(&visit)),
        page!("/moderation/themen", Moderator, |visit| subject::topics::page(&visit, FormState::default())),
        page!("/moderation/themen/{slug}", Moderator, |visit| subject::one_topic::page(&visit, None)),
        page!("/moderation/schlagworte", Moderator, |visit| subject::tags::page(&visit)),
        page!("/moderation/schlagworte/{slug}", Moderator, |visit| subject::one_tag::page(&visit, FormState::default())),
        page!("/moderation/luecken", Moderator, |visit| gap::board::page(&visit)),
        page!("/moderation/synonyme", Moderator, |visit| synonym::list::page(&visit)),
        page!("/moderation/synonyme/neu", Moderator, |visit| synonym::write::new(&visit, FormState::default())),
        page!("/moderation/synonyme/{id}", Moderator, |visit| synonym::write::edit(&visit, None)),
        page!("/moderation/vorlagen", Moderator, |visit| wiki::templates::page(&visit, None, None)),
        page!("/verwaltung", Administrator, |visit| account::people::page(&visit, FormState::default())),
        page!("/verwaltung/regionalpaten", Administrator, |visit| organisation::contacts::page(&visit, FormState::default())),
        page!("/verwaltung/konten/{id}/beenden", Administrator, |visit| account::ending::page(&visit, FormState::default())),
        page!("/impressum", Guest, |visit| home::legal::page(&visit)),
        page!("/datenschutz", Guest, |visit| home::legal::page(&visit)),
        page!("/barrierefreiheit", Guest, |visit| home::legal::page(&visit)),
        page!("/nutzungsbedingungen", Guest, |visit| home::legal::page(&visit)),
        page!("/antworten/{id}", Member, |visit| forum::permalink::answer(&visit)),
        page!("/kommentare/{id}", Member, |visit| forum::permalink::comment(&visit)),
        page!("/kommentare/{id}/bearbeiten", Member, |visit| forum::comment::edit(&visit, None)),
        page!("/beitraege/{beitrag}/verlauf", Member, |visit| forum::history::page(&visit)),
        page!("/beitraege/{beitrag}/kommentieren", Member, |visit| forum::comment::new(&visit, FormState::default())),
        page!("/beitraege/{beitrag}/entfernen", Member, |visit| forum::remove::page(&visit, FormState::default())),
        page!("/beitraege/{beitrag}/loeschen", Moderator, |visit| forum::erase::page(&visit, FormState::default())),
        page!("/beitraege/{beitrag}/melden", Member, |visit| flag::report::page(&visit, FormState::default())),
        page!("/fragen/{id}/{slug}/ordnung", Moderator, |visit| forum::order::page(&visit, FormState::default())),
        page!("/moderation/fragen", Moderator, |visit| forum::bulk::page(&visit, FormState::default())),
        page!("/moderation/meldungen", Moderator, |visit| flag::queue::page(&visit, FormState::default())),
        page!("/moderation/protokoll", Moderator, |visit| moderation::log::page(&visit)),
        page!("/konto/abos", Member, |visit| follow::own::page(&visit)),
        page!("/konto/suchen/{id}", Member, |visit| saved::rename::page(&visit, None)),
        page!("/konto/benachrichtigungen", Member, |visit| notice::preferences::page(&visit, None)),
        page!("/benachrichtigungen/abbestellen", Guest, |visit| notice::unsubscribe::page(&visit)),
        page!("/fragen/{id}/{slug}/artikel", Member, |visit| summary::begin::page(&visit, None)),
        page!("/konto/mitwirkung/{id}", Member, |visit| summary::naming::page(&visit)),
        page!("/fragen/offen-fuer-sie", Member, |visit| expertise::open::page(&visit)),
        page!("/termine", Guest, |visit| announcement::list::page(&visit)),
        page!("/termine/neu", Moderator, |visit| announcement::write::new(&visit, FormState::default())),
        page!("/termine/{id}", Guest, |visit| announcement::show::page(&visit)),
        page!("/termine/{id}/bearbeiten", Moderator, |visit| announcement::write::edit(&visit, None)),
        page!("/konto/feeds", Member, |visit| feed::keys::page(&visit, None)),
        page!("/fragen/{id}/{slug}/dateien", Member, |visit| attachment::post::of_question(&visit, FormState::default())),
        page!("/fragen/{id}/{slug}/antworten/{antwort}/dateien", Member, |visit| attachment::post::of_answer(
            &visit,
            FormState::default()
        )),
    ]
}
