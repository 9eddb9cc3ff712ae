//! The pictures of a Word file: they become files beside the text, and the text names them by their addresses then.

use app::{error::Error, text::count};

use super::docx::Image;
use crate::attachment::{AttachmentService, Owner, Refusal};

/// Puts each picture beside its owner. Returns the text with the addresses, and what became of pictures that cannot be
/// shown: they are left out of the text.
pub(super) async fn put_beside(
    attachments: &AttachmentService,
    owner: Owner,
    images: &[Image],
    mut body: String,
) -> Result<(String, Vec<String>), Error> {
    let mut refused: Vec<String> = Vec::new();
    for image in images {
        match attachments.import(owner, &image.name, image.bytes.clone()).await {
            Ok(file) => body = named(&body, &image.name, &file.path()),
            Err(Refusal::Other(error)) => return Err(error),
            Err(refusal) => {
                body = without(&body, &image.name);
                refused.push(refusal.sentence());
            }
        }
    }
    Ok((body, told(&refused)))
}

/// One sentence for each reason.
fn told(refused: &[String]) -> Vec<String> {
    let mut reasons: Vec<(&String, i64)> = Vec::new();
    for reason in refused {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, number)) => *number += 1,
            None => reasons.push((reason, 1)),
        }
    }
    let sentence = |(reason, number)| format!("{} nicht übernommen: {reason}", count(number, "Bild", "Bilder"));
    reasons.into_iter().map(sentence).collect()
}

/// Where a picture of this name ends in Markdown: no other name begins like it and goes on with one of these.
fn places<'a>(body: &'a str, name: &str) -> impl Iterator<Item = usize> + use<'a> {
    let target = format!("]({name}");
    let length = target.len();
    let found: Vec<usize> = body.match_indices(&target).map(|(at, _)| at).collect();
    found.into_iter().filter(move |at| body[at + length..].starts_with([')', ' ']))
}

fn named(body: &str, name: &str, address: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut done = 0;
    for at in places(body, name) {
        out.push_str(&body[done..at + 2]);
        out.push_str(address);
        done = at + 2 + name.len();
    }
    out + &body[done..]
}

/// The text without the picture; what it shows stays, in italics.
fn without(body: &str, name: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut done = 0;
    for at in places(body, name) {
        let (Some(begin), Some(end)) = (body[done..at].rfind("!["), body[at..].find(')')) else { continue };
        let (begin, shows) = (done + begin, &body[done + begin + 2..at]);
        out.push_str(&body[done..begin]);
        if !shows.trim().is_empty() {
            out.push('*');
            out.push_str(shows.trim());
            out.push('*');
        }
        done = at + end + 1;
    }
    out + &body[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Vorher ![Ein Plan](bild-1.png) und ![](bild-10.png)\n\n![Karte](bild-1.png \"Titel\") Ende";

    #[test]
    fn a_picture_gets_its_address_wherever_it_stands() {
        assert_eq!(
            named(TEXT, "bild-1.png", "/dateien/7/bild-1.png"),
            "Vorher ![Ein Plan](/dateien/7/bild-1.png) und ![](bild-10.png)\n\n![Karte](/dateien/7/bild-1.png \"Titel\") Ende"
        );
    }

    #[test]
    fn a_picture_that_cannot_be_shown_leaves_what_it_shows() {
        assert_eq!(without(TEXT, "bild-1.png"), "Vorher *Ein Plan* und ![](bild-10.png)\n\n*Karte* Ende");
        assert_eq!(without(TEXT, "bild-10.png"), TEXT.replace("![](bild-10.png)", ""));
    }

    #[test]
    fn each_reason_is_told_once() {
        let reason = |text: &str| text.to_owned();
        assert_eq!(told(&[]), Vec::<String>::new());
        assert_eq!(
            told(&[reason("Zu groß."), reason("Kaputt."), reason("Zu groß.")]),
            ["2\u{a0}Bilder nicht übernommen: Zu groß.", "1\u{a0}Bild nicht übernommen: Kaputt."]
        );
    }
}
