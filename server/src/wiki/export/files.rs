//! The files of an article in an archive: beside the article, under names that are addresses in its text.

use std::collections::HashSet;

use app::{attachment::port::Attachment, text};

/// Where the addresses of files begin in a text.
const ADDRESS: &str = "/dateien/";

/// Where files of these names lie beside the article at `slug`, in the same order; no two at the same place.
pub(crate) fn places<'a>(slug: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let place = |name: &str| {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let (stem, ending) = (text::slug(stem), text::slug(ending));
        let mut place = format!("{slug}/{stem}.{ending}");
        let mut number = 1;
        while !taken.insert(place.clone()) {
            number += 1;
            place = format!("{slug}/{stem}-{number}.{ending}");
        }
        place
    };
    names.into_iter().map(place).collect()
}

/// The text with the places of files (`./der-plan/karte.png`) instead of their addresses.
pub(super) fn to_places(body: &str, files: &[(Attachment, String)]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(ADDRESS) {
        let (before, address) = rest.split_at(at);
        out.push_str(before);
        let inner = &address[ADDRESS.len()..];
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let tail = inner[digits..].strip_prefix('/');
        let name = tail.map_or(0, |tail| {
            tail.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')).count()
        });
        let file = inner[..digits].parse().ok().and_then(|id: i64| files.iter().find(|(file, _)| file.id == id));
        if let Some((_, place)) = file.filter(|_| name > 0) {
            out.push_str("./");
            out.push_str(place);
            rest = &inner[digits + 1 + name..];
        } else {
            out.push_str(ADDRESS);
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

/// The reverse: places and the addresses that the files have now.
pub(crate) fn to_addresses(body: &str, files: &[(String, String)]) -> String {
    // longer ones first: one place may begin like another
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by_key(|(place, _)| std::cmp::Reverse(place.len()));
    files.into_iter().fold(body.to_owned(), |body, (place, address)| body.replace(&format!("./{place}"), address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_place_of_its_own() {
        let names = ["Der Plan.pdf", "der-plan.pdf", "ohne", "Größe.PNG"];
        assert_eq!(
            places("markt", names),
            ["markt/der-plan.pdf", "markt/der-plan-2.pdf", "markt/ohne.beitrag", "markt/groesse.png"]
        );
    }

    #[test]
    fn places_become_addresses() {
        let files = [
            ("markt/a.png".to_owned(), "/dateien/7/a.png".to_owned()),
            ("markt/a.png-2.png".to_owned(), "/dateien/8/a.png-2.png".to_owned()),
        ];
        assert_eq!(
            to_addresses("![x](./markt/a.png) ![y](./markt/a.png-2.png) markt/a.png", &files),
            "![x](/dateien/7/a.png) ![y](/dateien/8/a.png-2.png) markt/a.png"
        );
    }
}
