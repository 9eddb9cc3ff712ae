//! What the styles and the numbering of a file mean: headings, lists, quotations.

use std::collections::HashMap;

use super::{
    super::compose::Marks,
    xml::{Parser, Token},
};

/// A style that inherits from more than so many others goes round in circles.
const ANCESTORS: usize = 20;

/// The styles of a file, by id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<(String, usize)>,
    bold: Option<bool>,
    italic: Option<bool>,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the document.
    Title,
    /// A heading; 1 is the uppermost.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    /// A quotation.
    Quote,
    /// Lines of a machine.
    Code,
    /// Anything else.
    Text,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut parser = Parser::new(text);
        let mut styles = HashMap::new();
        while let Some(token) = parser.next()? {
            if let Token::Open(tag) = token
                && tag.name() == "style"
                && let Some(id) = tag.get("styleId")
            {
                styles.insert(id, style(&mut parser)?);
            }
        }
        Ok(Self(styles))
    }

    /// The style and those it inherits from, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a Style>)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.0.get(id);
            next = style.and_then(|style| style.parent.as_deref());
            Some((id, style))
        })
        .take(ANCESTORS)
    }

    /// What a paragraph of this style is.
    pub(super) fn role(&self, id: &str) -> Role {
        for (id, style) in self.chain(id) {
            if let Some(level) = style.and_then(|style| style.outline) {
                return if level < 9 { Role::Heading(level + 1) } else { Role::Text };
            }
            // without a name the id has to do; Word makes it of the name in the language of its user
            let role = named(style.map_or(id, |style| if style.name.is_empty() { id } else { &style.name }));
            if role != Role::Text {
                return role;
            }
        }
        Role::Text
    }

    /// The list that a style belongs to: id of the numbering, and level.
    pub(super) fn list(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|(_, style)| style?.list.clone())
    }

    /// How characters of this style look.
    pub(super) fn marks(&self, id: &str) -> Marks {
        let bold = self.chain(id).find_map(|(_, style)| style?.bold).unwrap_or(false);
        let italic = self.chain(id).find_map(|(_, style)| style?.italic).unwrap_or(false);
        Marks { bold, italic, strike: false }
    }
}

fn style(parser: &mut Parser<'_>) -> Result<Style, String> {
    let depth = parser.depth();
    let mut style = Style::default();
    let (mut list, mut level) = (None, 0);
    while let Some(token) = parser.inside(depth)? {
        let Token::Open(tag) = token else { continue };
        let value = || tag.get("val").unwrap_or_default();
        match tag.name() {
            "name" => style.name = value(),
            "basedOn" => style.parent = Some(value()),
            "outlineLvl" => style.outline = value().parse().ok(),
            "numId" => list = Some(value()),
            "ilvl" => level = value().parse().unwrap_or(0),
            "b" => style.bold = Some(tag.is_on()),
            "i" => style.italic = Some(tag.is_on()),
            // how a table style draws its first row says nothing about characters
            "tblStylePr" => parser.skip()?,
            _ => {}
        }
    }
    style.list = list.map(|list| (list, level));
    Ok(style)
}

/// What a name of a style says, in English and German, as the usual programs write it.
fn named(name: &str) -> Role {
    let name = name.to_lowercase().replace([' ', '-', '_'], "");
    let level = |prefixes: &[&str]| {
        prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)?.parse::<u8>().ok()).filter(|level| (1..=9).contains(level))
    };
    if let Some(level) = level(&["heading", "überschrift", "berschrift", "ueberschrift", "titre", "kop"]) {
        return Role::Heading(level);
    }
    if level(&["toc", "verzeichnis", "contents", "inhaltsverzeichnis"]).is_some()
        || matches!(name.as_str(), "tocheading" | "inhaltsverzeichnisüberschrift" | "contentsheading")
    {
        return Role::Contents;
    }
    match name.as_str() {
        "title" | "titel" => Role::Title,
        "quote" | "intensequote" | "zitat" | "intensiveszitat" | "quotations" | "blockquote" | "blocktext" => Role::Quote,
        "htmlpreformatted" | "htmlvorformatiert" | "preformattedtext" | "sourcecode" | "code" | "macrotext" => Role::Code,
        _ => Role::Text,
    }
}

/// What the lists of a file look like.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// For each list the definition it follows.
    lists: HashMap<String, String>,
    /// For each definition and level: whether it is numbered; `None` when it shows nothing.
    levels: HashMap<(String, usize), Option<bool>>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut parser = Parser::new(text);
        let mut numbering = Self::default();
        while let Some(token) = parser.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "abstractNum" => {
                    let id = tag.get("abstractNumId").unwrap_or_default();
                    numbering.definition(&mut parser, &id)?;
                }
                "num" => {
                    let id = tag.get("numId").unwrap_or_default();
                    numbering.list(&mut parser, &id)?;
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    fn definition(&mut self, parser: &mut Parser<'_>, id: &str) -> Result<(), String> {
        let depth = parser.depth();
        let mut level = 0;
        while let Some(token) = parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "lvl" => level = tag.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                "numFmt" => {
                    let format = match tag.get("val").as_deref() {
                        Some("none") => None,
                        format => Some(format != Some("bullet")),
                    };
                    self.levels.entry((id.to_owned(), level)).or_insert(format);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn list(&mut self, parser: &mut Parser<'_>, id: &str) -> Result<(), String> {
        let depth = parser.depth();
        while let Some(token) = parser.inside(depth)? {
            if let Token::Open(tag) = token
                && tag.name() == "abstractNumId"
            {
                self.lists.insert(id.to_owned(), tag.get("val").unwrap_or_default());
            }
        }
        Ok(())
    }

    /// Whether a level of a list is numbered; `None` when its paragraphs are no points of a list.
    pub(super) fn ordered(&self, list: &str, level: usize) -> Option<bool> {
        // a list without a definition still is one
        let Some(definition) = self.lists.get(list) else { return (list != "0").then_some(false) };
        self.levels.get(&(definition.clone(), level)).copied().unwrap_or(Some(false))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Role::{Contents, Heading, Quote, Text},
        *,
    };

    #[test]
    fn headings_are_known_in_both_languages_and_by_their_outline() {
        let styles = Styles::read(
            r#"<w:styles xmlns:w="w"><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="Eigene"><w:name w:val="Amtlich"/><w:basedOn w:val="berschrift2"/></w:style>
            <w:style w:styleId="Gliederung"><w:name w:val="X"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
            <w:style w:styleId="Kreis"><w:name w:val="Y"/><w:basedOn w:val="Kreis"/></w:style></w:styles>"#,
        )
        .expect("styles");
        let roles = ["berschrift2", "Eigene", "Gliederung", "Kreis", "berschrift3", "Überschrift1", "Verzeichnis1", "Zitat"]
            .map(|id| styles.role(id));
        assert_eq!(roles, [Heading(2), Heading(2), Heading(1), Text, Heading(3), Heading(1), Contents, Quote]);
    }

    #[test]
    fn lists_are_told_by_their_definition() {
        let numbering = Numbering::read(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
            <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#,
        )
        .expect("numbering");
        assert_eq!([0, 1, 2, 3].map(|level| numbering.ordered("3", level)), [Some(true), Some(false), None, Some(false)]);
        assert_eq!((numbering.ordered("0", 0), numbering.ordered("9", 0)), (None, Some(false)));
    }
}
