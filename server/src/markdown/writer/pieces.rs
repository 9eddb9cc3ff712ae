//! Pieces that the writer makes of more than one tag: pictures, players, links by title, tasks, footnotes.

use std::fmt::Write;

use super::{
    super::{
        address::{Address, FOOTNOTE, file_name},
        links::Target,
        tags,
    },
    By, DESCRIPTION, Html, escape,
};

impl Html {
    /// A picture: our own is shown; one elsewhere becomes a link, since a page loads nothing from third parties;
    /// one that came without its file becomes its description.
    pub(in super::super) fn image(&mut self, source: &str, description: &str) {
        let description: String =
            description.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(DESCRIPTION).collect();
        let address = Address::parse(source);
        if let Some(own) = address.as_ref().filter(|address| address.is_file()) {
            self.imply();
            self.out.push_str("<img loading=\"lazy\" src=\"");
            escape(&mut self.out, own.as_str());
            self.out.push_str("\" alt=\"");
            escape(&mut self.out, &description);
            return self.seen_piece("\">");
        }
        let name = if description.is_empty() { file_name(source).unwrap_or_default() } else { &description };
        if let Some(site @ Address::Site(_)) = address {
            return self.elsewhere("Bild", name, &site);
        }
        let mark = self.enter(tags::SPAN, " class=\"missing-image\"", By::Markdown);
        self.text(&if name.is_empty() { "[Bild]".to_owned() } else { format!("[Bild: {name}]") });
        self.leave(mark);
    }

    /// A film, a sound, an embedded page: a link to it.
    pub(in super::super) fn embedded(&mut self, what: &str, source: &str) {
        if let Some(site @ Address::Site(_)) = Address::parse(source) {
            self.elsewhere(what, file_name(site.as_str()).unwrap_or_default(), &site);
        }
    }

    fn elsewhere(&mut self, what: &str, name: &str, site: &Address) {
        let name = if name.is_empty() { site.as_str() } else { name };
        let mark = self.link_to(site, By::Markdown);
        self.text(&format!("{what}: {name} (externe Quelle)"));
        self.leave(mark);
        // beside the next one or the fallback of a player
        self.text(" ");
    }

    /// Begins a link by title. Returns the mark for [`Html::leave_wiki_link`].
    pub(in super::super) fn wiki_link(&mut self, target: &Target) -> usize {
        match target {
            Target::Leads(address) => self.link_to(address, By::Markdown),
            Target::Wanted(address) if self.may_link() => {
                let mut attributes = String::from(" class=\"wanted\" href=\"");
                escape(&mut attributes, address.as_str());
                attributes.push('"');
                self.enter(tags::A, &attributes, By::Markdown)
            }
            Target::Wanted(_) | Target::Nowhere => self.mark(),
        }
    }

    /// Ends it; a wanted one says so to those who do not see its looks.
    pub(in super::super) fn leave_wiki_link(&mut self, target: &Target, mark: usize) {
        if matches!(target, Target::Wanted(_)) && self.mark() > mark {
            let hidden = self.enter(tags::SPAN, " class=\"visually-hidden\"", By::Markdown);
            self.text(" (noch nicht geschrieben)");
            self.leave(hidden);
        }
        self.leave(mark);
    }

    /// A box that shows whether a task is done.
    pub(in super::super) fn task(&mut self, done: bool) {
        let (label, checked) = if done { ("erledigt", " checked") } else { ("offen", "") };
        self.imply();
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
        self.seen += 1;
    }

    /// The number of a footnote, in the text. The first reference is the one that the note leads back to.
    pub(in super::super) fn footnote_reference(&mut self, number: u32, first: bool) {
        self.imply();
        if self.may_link() {
            let note = self.note(number);
            let id = if first { format!(" id=\"{note}-verweis\"") } else { String::new() };
            let _ = write!(
                self.out,
                "<sup class=\"footnote-ref\"><a href=\"#{note}\"{id} aria-label=\"Fußnote {number}\">{number}</a></sup>"
            );
        } else {
            let _ = write!(self.out, "<sup>{number}</sup>");
        }
        self.seen += 1;
    }

    /// The way from a footnote back to the text.
    pub(in super::super) fn footnote_return(&mut self, number: u32) {
        let note = self.note(number);
        let _ = write!(
            self.out,
            " <a href=\"#{note}-verweis\" class=\"footnote-backref\" \
             aria-label=\"Zurück zum Text bei Fußnote {number}\">↩</a>"
        );
    }

    /// The id of a footnote.
    pub(in super::super) fn note(&self, number: u32) -> String {
        format!("{}{FOOTNOTE}{number}", self.place)
    }
}
