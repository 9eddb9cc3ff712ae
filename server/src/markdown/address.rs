//! Where a link may lead, and from where a picture may come.

use app::text;
use url::Url;

/// Pages of ours that texts may point to. A link elsewhere on this site can only be a mistake or a trick.
const PAGES: [&str; 15] = [
    "/wiki",
    "/fragen",
    "/antworten",
    "/kommentare",
    "/kommunen",
    "/themen",
    "/schlagworte",
    "/suche",
    "/personen",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/nutzungsbedingungen",
    FILES,
    "/",
];

/// The longest address, in bytes. Servers accept no longer ones, either.
const LONGEST: usize = 8 * 1024;

/// Where uploaded files are.
pub(super) const FILES: &str = "/dateien";

/// Before the names of sections, so that no heading can take an id that the page needs.
pub(super) const SECTION: &str = "abschnitt-";

/// Before the numbers of footnotes.
pub(super) const FOOTNOTE: &str = "fussnote-";

/// Before both, when the text is one of several on its page: `beitrag-7-abschnitt-kosten`.
pub(super) const POST: &str = "beitrag-";

/// An address that a text may use.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Address {
    /// A page or file of this site, or a place on the same page.
    Own(String),
    /// Another site (http or https).
    Site(Url),
    /// A mailbox or a telephone.
    Contact(Url),
}

impl Address {
    /// `None` for everything else: `javascript:`, `data:`, relative files, `//host`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        // browsers ignore these, so an attacker may use them to hide a scheme
        let text: String = text.chars().filter(|character| !character.is_control()).collect();
        let text = text.trim();
        if let Some(section) = text.strip_prefix('#') {
            return fragment(section).map(Self::Own);
        }
        if text.starts_with('/') {
            return is_page(text).then(|| Self::Own(text.to_owned()));
        }
        let url = Url::parse(text).ok()?;
        match url.scheme() {
            // `https://sparkasse.de@example.org/` leads elsewhere than it seems
            "http" | "https" if url.username().is_empty() && url.password().is_none() => Some(Self::Site(url)),
            "mailto" | "tel" => Some(Self::Contact(url)),
            _ => None,
        }
    }

    /// What stands in `href` or `src`.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Own(path) => path,
            Self::Site(url) | Self::Contact(url) => url.as_str(),
        }
    }

    /// Whether it leads away from this site.
    pub(super) fn is_foreign(&self) -> bool {
        !matches!(self, Self::Own(_))
    }

    /// Whether it is an uploaded file.
    pub(super) fn is_file(&self) -> bool {
        matches!(self, Self::Own(path) if path.starts_with(FILES))
    }
}

/// The last part of an address, without what follows the path: `bild.png`.
pub(super) fn file_name(address: &str) -> Option<&str> {
    if address.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return None;
    }
    let path = address.split(['?', '#']).next()?;
    path.rsplit(['/', '\\']).next().map(str::trim).filter(|name| !name.is_empty())
}

/// `#Erste Schritte` as authors write it, to the id that the heading has.
fn fragment(section: &str) -> Option<String> {
    if section.is_empty() {
        return None;
    }
    let decoded = percent_decode(section);
    Some(if is_id(&decoded) { format!("#{decoded}") } else { self::section(&decoded) })
}

/// The place of a section of this name, as in an address.
pub(super) fn section(name: &str) -> String {
    format!("#{SECTION}{}", text::slug(name))
}

/// Whether this is an id that our writer writes.
pub(super) fn is_id(id: &str) -> bool {
    let post = id.strip_prefix(POST).and_then(|rest| rest.split_once('-'));
    let own = match post {
        Some((number, own)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => own,
        _ => id,
    };
    [SECTION, FOOTNOTE].iter().any(|prefix| own.strip_prefix(prefix).is_some_and(|name| !name.is_empty()))
        && own.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn is_page(path: &str) -> bool {
    let bare = path.split(['?', '#']).next().unwrap_or(path);
    let inside =
        |page: &str| bare.strip_prefix(page).is_some_and(|rest| rest.is_empty() || (page != "/" && rest.starts_with('/')));
    // `..` and its spellings, `\` and `//` mean something else to browsers than they seem to say
    let plain = !bare.contains("//") && !bare.contains('\\') && !percent_decode(bare).split('/').any(|part| part == "..");
    plain && PAGES.into_iter().any(inside)
}

/// `%C3%BC` as `ü`; what is not UTF-8 then, becomes `U+FFFD`.
pub(crate) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_pages_are_known_by_their_prefix() {
        for own in ["/", "/wiki", "/wiki/lorawan", "/wiki/lorawan#abschnitt-kosten", "/suche?q=a//b", "/dateien/plan.pdf"] {
            assert_eq!(Address::parse(own), Some(Address::Own(own.to_owned())), "{own}");
        }
        for other in [
            "/konto",
            "/abmelden",
            "/wikipedia",
            "//example.org/",
            "/\\example.org",
            "/wiki/../konto",
            "/wiki/%2e%2e/konto",
            "/wiki//example.org",
            "bild.png",
            "../a.md",
            "",
            "#",
        ] {
            assert_eq!(Address::parse(other), None, "{other}");
        }
    }

    #[test]
    fn schemes_that_run_or_load_something_are_dropped() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "ftp://x.de/",
            "https://a.de@b.de/",
        ] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
        assert!(Address::parse("HTTPS://owl.example/ä").is_some_and(|address| address.is_foreign()));
        assert!(Address::parse("mailto:a@example.org").is_some());
        assert!(Address::parse("tel:+49521510").is_some());
    }

    #[test]
    fn a_place_on_the_page_gets_our_prefix() {
        assert_eq!(Address::parse("#Über uns"), Some(Address::Own("#abschnitt-ueber-uns".to_owned())));
        for id in ["abschnitt-a", "fussnote-1", "beitrag-7-abschnitt-a", &format!("abschnitt-{}-1", "a".repeat(80))] {
            assert_eq!(Address::parse(&format!("#{id}")), Some(Address::Own(format!("#{id}"))));
        }
        assert_eq!(Address::parse("#beitrag-x-abschnitt-a"), Some(Address::Own("#abschnitt-beitrag-x-abschnitt-a".to_owned())));
        assert_eq!(Address::parse("#%C3%BCber"), Some(Address::Own("#abschnitt-ueber".to_owned())));
    }

    #[test]
    fn a_file_has_a_name() {
        assert_eq!(file_name("https://example.org/a/plan.png?x=1"), Some("plan.png"));
        assert_eq!(file_name("data:image/png;base64,AAAA/AAA"), None);
        assert_eq!(file_name("https://example.org/"), None);
    }
}
