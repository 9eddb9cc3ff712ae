//! What both engines have to agree on, for the tests.

use crate::{
    account, announcement, attachment, expertise, factor, feed, flag, follow, forum, freshness, gap, mail, mention, moderation,
    notice, organisation, reach, reuse, saved, search, structure, subject, summary, synonym, wiki,
};

/// Every SQL statement of every feature: (feature, name, text).
#[must_use]
pub fn statements() -> Vec<(&'static str, &'static str, &'static str)> {
    [
        ("account", account::queries::ALL),
        ("announcement", announcement::queries::ALL),
        ("attachment", attachment::queries::ALL),
        ("drafts", wiki::drafts::queries::ALL),
        ("expertise", expertise::queries::ALL),
        ("factor", factor::queries::ALL),
        ("feed", feed::queries::ALL),
        ("forum", forum::queries::ALL),
        ("freshness", freshness::queries::ALL),
        ("gap", gap::queries::ALL),
        ("mail", mail::queries::ALL),
        ("moderation", moderation::queries::ALL),
        ("notice", notice::queries::ALL),
        ("organisation", organisation::queries::ALL),
        ("reuse", reuse::queries::ALL),
        ("saved", saved::queries::ALL),
        ("search", search::queries::ALL),
        ("search/suggest", search::suggest::queries::ALL),
        ("structure", structure::queries::ALL),
        ("subject", subject::queries::ALL),
        ("subject/tagging", subject::tagging::ALL),
        ("summary", summary::queries::ALL),
        ("synonym", synonym::queries::ALL),
        ("wiki", wiki::queries::ALL),
        ("wiki/export", wiki::export::queries::ALL),
        ("wiki/facts", wiki::facts::queries::ALL),
        ("wiki/import", wiki::import::queries::ALL),
        ("wiki/public", wiki::public::queries::ALL),
        ("wiki/templates", wiki::templates::queries::ALL),
        ("wiki history", wiki::history::queries::ALL),
        ("flag", flag::queries::ALL),
        ("forum/comment", forum::comment::queries::ALL),
        ("forum/order", forum::order::queries::ALL),
        ("forum/post", forum::post::queries::ALL),
        ("forum/vote", forum::vote::queries::ALL),
        ("follow", follow::queries::ALL),
        ("mention", mention::queries::ALL),
        ("reach", reach::queries::ALL),
    ]
    .into_iter()
    .flat_map(|(feature, all)| all.iter().map(move |(name, text)| (feature, *name, *text)))
    .collect()
}
