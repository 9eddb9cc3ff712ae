//! What every letter has in common: salutation, signature, the address of the site in its links, and that it says the same
//! as plain text and as HTML.

use std::fmt::Write;

use super::Mail;

/// The head of all letters.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// Start of the links, e.g. `https://wissensnetz-owl.de`.
    pub public_url: String,
    /// Name of the network.
    pub site_name: String,
}

/// A part of a letter. Texts are those of people: none of them is markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Paragraphs, an empty line between them; addresses in it become links.
    Text(String),
    /// What somebody wrote.
    Quote(String),
    /// A link that the letter is about.
    Link(String, String),
    /// One of several pieces of news: what happened, and where it leads.
    Item(String, String),
}

impl Letterhead {
    /// A mail with salutation and signature.
    #[must_use]
    pub fn letter(&self, to: &str, name: &str, subject: &str, text: &str) -> Mail {
        self.compose(to, name, &format!("{subject} - {}", self.site_name), &[Part::Text(text.to_owned())], &[])
    }

    /// A mail of these parts; below the signature stand the links of the foot.
    pub(crate) fn compose(&self, to: &str, name: &str, subject: &str, parts: &[Part], foot: &[Part]) -> Mail {
        let salutation = Part::Text(format!("Guten Tag {name},"));
        let signature = Part::Text(format!("Viele Grüße\n{}", self.site_name));
        let all = || std::iter::once(&salutation).chain(parts).chain(std::iter::once(&signature));
        let mut body: Vec<String> = all().map(plain).collect();
        let mut html: String = all().map(markup).collect();
        if !foot.is_empty() {
            // "-- " begins what programs may hide (RFC 3676, 4.3)
            body.push(format!("-- \n{}", foot.iter().map(plain).collect::<Vec<_>>().join("\n\n")));
            let _ = write!(html, "<hr>{}", foot.iter().map(markup).collect::<String>());
        }
        let title = escaped(subject);
        Mail {
            to: to.to_owned(),
            subject: subject.to_owned(),
            body: format!("{}\n", body.join("\n\n")),
            html: Some(format!(
                "<!DOCTYPE html>\n<html lang=\"de\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>{html}</body></html>\n"
            )),
            ..Mail::default()
        }
    }
}

fn plain(part: &Part) -> String {
    match part {
        Part::Text(text) => text.clone(),
        Part::Quote(text) => text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
        Part::Link(label, address) => format!("{label}:\n{address}"),
        Part::Item(text, address) => format!("* {text}\n  {address}"),
    }
}

fn markup(part: &Part) -> String {
    match part {
        Part::Text(text) => {
            let paragraphs: Vec<String> = text.split("\n\n").map(lines).collect();
            format!("<p>{}</p>\n", paragraphs.join("</p>\n<p>"))
        }
        Part::Quote(text) => format!("<blockquote><p>{}</p></blockquote>\n", escaped(text).replace('\n', "<br>")),
        Part::Link(label, address) => format!("<p>{}</p>\n", link(label, address)),
        Part::Item(text, address) => format!("<p>{}</p>\n", link(text, address)),
    }
}

/// A paragraph, its addresses as links.
fn lines(paragraph: &str) -> String {
    let word = |word: &str| {
        if word.starts_with("https://") || word.starts_with("http://") { link(word, word) } else { escaped(word) }
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    paragraph.split('\n').map(line).collect::<Vec<_>>().join("<br>")
}

fn link(label: &str, address: &str) -> String {
    format!("<a href=\"{}\">{}</a>", html_escape::encode_double_quoted_attribute(address), escaped(label))
}

fn escaped(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Letterhead {
        Letterhead { public_url: "https://netz.example".to_owned(), site_name: "Netz".to_owned() }
    }

    #[test]
    fn a_letter_says_the_same_twice() {
        let parts = [
            Part::Text("es gibt Neues:\n\nhttps://netz.example/a?b=1&c=2".to_owned()),
            Part::Quote("Zeile eins\nZeile zwei".to_owned()),
            Part::Link("Zum Beitrag".to_owned(), "https://netz.example/b".to_owned()),
        ];
        let mail = head().compose("eva@lemgo.de", "Eva", "Neues", &parts, &[Part::Text("Fuß".to_owned())]);
        assert_eq!(
            mail.body,
            "Guten Tag Eva,\n\nes gibt Neues:\n\nhttps://netz.example/a?b=1&c=2\n\n> Zeile eins\n> Zeile zwei\n\n\
             Zum Beitrag:\nhttps://netz.example/b\n\nViele Grüße\nNetz\n\n-- \nFuß\n"
        );
        let html = mail.html.expect("HTML");
        for piece in [
            "<a href=\"https://netz.example/a?b=1&amp;c=2\">https://netz.example/a?b=1&amp;c=2</a>",
            "<blockquote><p>Zeile eins<br>Zeile zwei</p></blockquote>",
            "<a href=\"https://netz.example/b\">Zum Beitrag</a>",
            "<hr><p>Fuß</p>",
        ] {
            assert!(html.contains(piece), "{piece} in {html}");
        }
    }

    #[test]
    fn what_people_write_is_no_markup() {
        let evil = "<script>alert(1)</script> \" onmouseover=alert(1)";
        let parts =
            [Part::Text(evil.to_owned()), Part::Quote(evil.to_owned()), Part::Item(evil.to_owned(), format!("https://x/{evil}"))];
        let html = head().compose("a@b.de", evil, evil, &parts, &[]).html.expect("HTML");
        assert!(!html.contains("<script") && !html.contains("x/<") && !html.contains("\" onmouseover=alert(1)\""), "{html}");
    }
}
