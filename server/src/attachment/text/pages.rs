//! Where readers put the text they find: page by page, tidied, and never more than there is room for.

use super::Line;

/// There is no room for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

/// Collects the text of a file.
pub(super) struct Pages<'a> {
    page: String,
    room: usize,
    left: usize,
    hand_out: &'a mut dyn FnMut(Line),
}

impl<'a> Pages<'a> {
    /// With room for so many bytes on so many pages.
    pub(super) fn new(room: usize, pages: usize, hand_out: &'a mut dyn FnMut(Line)) -> Self {
        Self { page: String::new(), room, left: pages, hand_out }
    }

    /// Says how many pages there are.
    pub(super) fn count(&mut self, pages: usize) {
        (self.hand_out)(Line::Count(i64::try_from(pages).unwrap_or(i64::MAX)));
    }

    /// Adds text to the page.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Full> {
        if self.left == 0 {
            return Err(Full);
        }
        let fits = text.floor_char_boundary(self.room);
        self.page.push_str(&text[..fits]);
        self.room -= fits;
        if fits == text.len() { Ok(()) } else { Err(Full) }
    }

    /// Ends the page, also an empty one.
    pub(super) fn next_page(&mut self) -> Result<(), Full> {
        if self.left == 0 {
            return Err(Full);
        }
        self.left -= 1;
        (self.hand_out)(Line::Page(tidy(&self.page)));
        self.page.clear();
        Ok(())
    }

    /// Ends the last page, if there is something on it.
    pub(super) fn finish(mut self) {
        if !self.page.trim().is_empty() {
            let _ = self.next_page();
        }
    }
}

/// One space between words, no empty lines, nothing that a database refuses, and words whole that a line had cut.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        let words = line.split(|character: char| character.is_whitespace() || character.is_control());
        let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").replace(['\u{ad}', '\u{fffd}'], "");
        if line.is_empty() {
            continue;
        }
        let cut = out.ends_with('-')
            && out.trim_end_matches('-').ends_with(char::is_lowercase)
            && line.starts_with(char::is_lowercase)
            && !["und ", "oder ", "bzw"].iter().any(|word| line.starts_with(word));
        if cut {
            out.pop();
        } else if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_tidied_and_cut_words_are_joined() {
        assert_eq!(tidy("Die Nach-\n  nutzung\t ist \0frei.\n\n\nEnde"), "Die Nachnutzung ist frei.\nEnde");
        assert_eq!(tidy("Ein-\nund Ausgänge, E-\nMail, 2020-\n2023"), "Ein-\nund Ausgänge, E-\nMail, 2020-\n2023");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut lines = Vec::new();
        let mut keep = |line| lines.push(line);
        let mut pages = Pages::new(5, 2, &mut keep);
        assert_eq!(pages.text("äää"), Err(Full));
        assert_eq!((pages.next_page(), pages.next_page(), pages.next_page()), (Ok(()), Ok(()), Err(Full)));
        assert_eq!(pages.text("x"), Err(Full));
        pages.finish();
        assert_eq!(lines, [Line::Page("ää".to_owned()), Line::Page(String::new())]);
    }
}
