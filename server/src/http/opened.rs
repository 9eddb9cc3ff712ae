//! Something that was found is opened: the page says from which search it was reached (RFC 9110, 10.1.3).

use app::context::Visit;
use axum::http::{HeaderMap, header};
use url::Url;

use crate::Services;

/// What a search finds.
const FOUND: [&str; 3] = ["/wiki/{slug}", "/fragen/{id}/{slug}", "/kommunen/{slug}"];

/// Tells of a page that was reached from the results of a search.
pub(super) fn note(services: &Services, route: &str, visit: &Visit, headers: &HeaderMap) {
    if !FOUND.contains(&route) {
        return;
    }
    if let Some(text) = headers.get(header::REFERER).and_then(|from| searched(from.to_str().ok()?, &services.origin)) {
        services.ports.gaps.opened(&visit.viewer, &text);
    }
}

/// The words of the search behind an address, if it is one of ours.
fn searched(from: &str, origin: &str) -> Option<String> {
    let from = Url::parse(from).ok()?;
    if from.origin().ascii_serialization() != origin || from.path() != "/suche" {
        return None;
    }
    from.query_pairs().find(|(name, _)| name == "q").map(|(_, text)| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::searched;

    #[test]
    fn only_our_own_search_counts() {
        let at = |from: &str| searched(from, "https://wissensnetz.example");
        assert_eq!(at("https://wissensnetz.example/suche?q=B%C3%BCrger+b%C3%BCro&art=article").as_deref(), Some("Bürger büro"));
        for other in [
            "https://wissensnetz.example/wiki?q=Drohne",
            "https://wissensnetz.example/suche",
            "https://elsewhere.example/suche?q=Drohne",
            "http://wissensnetz.example/suche?q=Drohne",
            "https://wissensnetz.example:444/suche?q=Drohne",
            "/suche?q=Drohne",
            "",
        ] {
            assert_eq!(at(other), None, "{other}");
        }
    }
}
