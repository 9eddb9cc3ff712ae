//! Searching from the address bar of the browser (`OpenSearch` 1.1): what a browser reads to offer it, and what it shows there
//! while somebody types.

use std::sync::Arc;

use app::{context::Site, search::Suggestion};
use axum::{
    extract::{RawPathParams, Request, State},
    http::request::Parts,
    response::Response,
};
use serde_json::{Value, json};

use super::{public::escape, respond, visit};
use crate::Services;

/// Where the description is.
pub(super) const DESCRIPTION: &str = "/opensearch.xml";
/// Where the browser asks while somebody types.
pub(super) const SUGGESTIONS: &str = "/suche/vorschlaege";

/// The longest short name, in characters (`OpenSearch` 1.1, `ShortName`).
const SHORT: usize = 16;
/// The longest long name (`LongName`).
const LONG: usize = 48;
/// The most that is looked at of what was typed, in characters.
const TYPED: usize = 300;

/// `/opensearch.xml`.
pub(super) async fn description(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    respond::shared(&parts.headers, "application/opensearchdescription+xml; charset=utf-8", described(&services.site))
}

fn described(site: &Site) -> String {
    let origin = escape(&site.origin);
    let icon = site.assets.get("icon.svg").map_or_else(String::new, |path| {
        format!("<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">{origin}{}</Image>\n", escape(path))
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
        <ShortName>{}</ShortName>\n<LongName>{}</LongName>\n<Description>{}</Description>\n\
        <Language>de</Language>\n<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n{icon}\
        <Url type=\"text/html\" method=\"get\" template=\"{origin}/suche?q={{searchTerms}}\"/>\n\
        <Url type=\"application/x-suggestions+json\" method=\"get\" template=\"{origin}{SUGGESTIONS}?q={{searchTerms}}\"/>\n\
        <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{origin}{DESCRIPTION}\"/>\n\
        </OpenSearchDescription>\n",
        escape(&within(&site.name, SHORT)),
        escape(&within(&site.name, LONG)),
        escape(&format!("Artikel, Fragen und Kommunen im {} durchsuchen", site.name)),
    )
}

/// As many whole words as fit; of a first word that does not fit, its beginning.
fn within(name: &str, most: usize) -> String {
    let mut short = String::new();
    for word in name.split_whitespace() {
        let between = usize::from(!short.is_empty());
        if short.chars().count() + between + word.chars().count() > most {
            break;
        }
        short.extend(std::iter::repeat_n(' ', between));
        short.push_str(word);
    }
    if short.is_empty() { name.chars().take(most).collect() } else { short }
}

/// `/suche/vorschlaege?q=..`: what the viewer may find, as browsers read it (`OpenSearch` Suggestions 1.1).
pub(super) async fn suggestions(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match suggested(&services, &parts, &params).await {
        Ok(list) => respond::json_as("application/x-suggestions+json; charset=utf-8", 200, &list),
        Err(error) => respond::trouble(&visit::anonymous(&services, &parts), error),
    }
}

async fn suggested(services: &Arc<Services>, parts: &Parts, params: &RawPathParams) -> Result<Value, app::error::Error> {
    let visit = visit::of(services, parts, params).await?;
    visit::may_search(services, &visit.viewer, parts)?;
    let typed: String = visit.query("q").chars().take(TYPED).collect();
    let found = visit.ports.search.suggest(&visit.viewer, &typed).await?;
    Ok(listed(&typed, &found, &services.site.origin))
}

/// What was typed, completions, descriptions, addresses.
fn listed(typed: &str, found: &[Suggestion], origin: &str) -> Value {
    let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
    let metas: Vec<&str> = found.iter().map(|one| one.meta.as_str()).collect();
    let addresses: Vec<String> = found.iter().map(|one| format!("{origin}{}", one.path)).collect();
    json!([typed, titles, metas, addresses])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_words() {
        assert_eq!(within("Wissensnetz OWL", SHORT), "Wissensnetz OWL");
        assert_eq!(within("Wissensnetz für den Kreis", SHORT), "Wissensnetz für");
        assert_eq!(within("Verwaltungswissensnetz", SHORT), "Verwaltungswisse");
    }

    #[test]
    fn no_name_breaks_out_of_the_description() {
        let site = Site { name: "A & <b>".to_owned(), origin: "https://netz.example".to_owned(), ..Site::default() };
        let xml = described(&site);
        assert!(xml.contains("<ShortName>A &amp; &lt;b&gt;</ShortName>"), "{xml}");
        assert!(xml.contains("template=\"https://netz.example/suche?q={searchTerms}\""), "{xml}");
        assert!(!xml.contains("<Image"), "{xml}");
    }
}
