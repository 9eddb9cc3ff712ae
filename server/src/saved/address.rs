//! A search as it is stored: the address of its results behind the question mark.

use app::search::port::Query;
use url::form_urlencoded;

/// What an address asks for; what means nothing there is left out.
pub(super) fn read(address: &str) -> Query {
    let readable = |text: &str| text.chars().filter(|character| !character.is_control()).collect::<String>();
    let pairs: Vec<_> =
        form_urlencoded::parse(address.as_bytes()).map(|(name, value)| (name.into_owned(), readable(&value))).collect();
    Query::of(&pairs)
}

/// The reverse, the same for all that ask for the same.
pub(super) fn written(query: &Query) -> String {
    query.path().split_once('?').map_or_else(String::new, |(_, address)| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let address = "q=%22mobile%20Ger%C3%A4te%22%20-lemgo%20%26%20mehr&art=article&kreis=kreis-lippe&software=node-red";
        assert_eq!(written(&read(address)), address);
    }

    #[test]
    fn what_is_no_search_is_left_out() {
        assert_eq!(written(&read("weiter=//example.org&seite=3&q=+a%00b+&hinweis=x&q=zwei&art=nichts&status=%25")), "q=ab");
        assert_eq!(written(&read("https://example.org/?q=a")), "");
        assert_eq!(written(&read("")), "");
    }
}
