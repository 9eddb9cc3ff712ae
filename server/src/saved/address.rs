//! A search as it is stored: [`Query::address`].

use app::search::port::Query;
use url::form_urlencoded;

/// What an address asks for; what means nothing there is left out.
pub(super) fn read(address: &str) -> Query {
    let readable = |text: &str| text.chars().filter(|character| !character.is_control()).collect::<String>();
    let pairs: Vec<_> = form_urlencoded::parse(address.as_bytes()).map(|(name, value)| (name, readable(&value))).collect();
    Query::of(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let address = "q=%22mobile%20Ger%C3%A4te%22%20-lemgo%20%26%20mehr&art=article&kreis=kreis-lippe&software=node-red";
        assert_eq!(read(address).address(), address);
    }

    #[test]
    fn what_is_no_search_is_left_out() {
        assert_eq!(read("weiter=//example.org&seite=3&q=+a%00b+&hinweis=x&q=zwei&art=nichts&status=%25").address(), "q=ab");
        assert_eq!(read("https://example.org/?q=a").address(), "");
        assert_eq!(read("").address(), "");
    }
}
