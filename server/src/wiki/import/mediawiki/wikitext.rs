//! A page of wikitext as Markdown.

use std::{collections::HashMap, fmt::Write};

use app::text::count;

use super::{
    super::compose::{self, Block, Marks, Piece, Span, plain},
    dump::Site,
    saved::{self, Saved, Taken},
    table,
};

/// Deeper lists than this nobody writes.
const LEVELS: usize = 8;

/// What a dump says about names: its namespaces, and which pages become articles.
#[derive(Debug, Default)]
pub(in super::super) struct Names {
    site: Site,
    /// Title of a page, as [`Names::normal`], to the address of its article.
    addresses: HashMap<String, String>,
}

impl Names {
    /// Of a wiki, whose pages get these addresses.
    pub(in super::super) fn new(site: Site, addresses: HashMap<String, String>) -> Self {
        Self { site, addresses }
    }

    /// A title as all its spellings: `haus_und__Hof` is `Haus und Hof`.
    pub(in super::super) fn normal(title: &str) -> String {
        let words = title.replace('_', " ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    pub(super) fn address(&self, title: &str) -> Option<&str> {
        self.addresses.get(&Self::normal(title)).map(String::as_str)
    }

    /// The number of a namespace by its name, in German and English or as the wiki calls it.
    pub(super) fn namespace(&self, name: &str) -> Option<i64> {
        let name = name.trim().to_lowercase();
        let usual = match name.as_str() {
            "kategorie" | "category" => Some(14),
            "datei" | "file" | "bild" | "image" => Some(6),
            "media" | "medium" => Some(-2),
            "spezial" | "special" => Some(-1),
            "benutzer" | "benutzerin" | "user" => Some(2),
            "diskussion" | "talk" => Some(1),
            "vorlage" | "template" => Some(10),
            "hilfe" | "help" => Some(12),
            _ => None,
        };
        usual.or_else(|| self.site.namespaces.get(&name).copied().filter(|_| !name.is_empty()))
    }
}

/// What became of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Converted {
    /// Markdown.
    pub(in super::super) body: String,
    /// Its categories.
    pub(in super::super) tags: Vec<String>,
    /// What was lost, in German.
    pub(in super::super) notes: Vec<String>,
}

/// A page on its way.
pub(super) struct Walk<'a> {
    pub(super) names: &'a Names,
    pub(super) title: &'a str,
    pub(super) taken: &'a Taken,
    pub(super) tags: Vec<String>,
    pub(super) pictures: usize,
    blocks: Vec<Block>,
    /// The lines of the paragraph that is being read.
    paragraph: String,
    quoted: bool,
    list: u64,
    /// What sort the list is that is being read; `None` between lists.
    in_list: Option<char>,
    inner_tables: usize,
}

/// Converts a page. Takes time in proportion to its length, whatever it contains.
pub(in super::super) fn convert(title: &str, text: &str, names: &Names) -> Converted {
    let taken = saved::take(text);
    let mut walk = Walk {
        names,
        title,
        taken: &taken,
        tags: Vec::new(),
        pictures: 0,
        blocks: Vec::new(),
        paragraph: String::new(),
        quoted: false,
        list: 0,
        in_list: None,
        inner_tables: 0,
    };
    walk.lines(&taken.text);
    let notes: Vec<Vec<Span>> = taken.notes.iter().map(|note| walk.inline(&note.replace('\n', " "))).collect();
    let body = compose::write(&walk.blocks, &notes);
    Converted { body, notes: walk.told(), tags: walk.tags }
}

impl Walk<'_> {
    fn lines(&mut self, text: &str) {
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let trimmed = line.trim();
            if trimmed.trim_start_matches([':', ' ']).starts_with("{|") {
                self.end_paragraph();
                let mut depth = 1_usize;
                let inside: Vec<&str> = lines
                    .by_ref()
                    .take_while(|line| {
                        let line = line.trim_start();
                        depth += usize::from(line.starts_with("{|"));
                        depth -= usize::from(line.starts_with("|}"));
                        depth > 0
                    })
                    .collect();
                self.table(&inside);
            } else {
                self.line(line, trimmed);
            }
        }
        self.end_paragraph();
    }

    fn line(&mut self, line: &str, trimmed: &str) {
        let first = trimmed.chars().next();
        let is_list = line.starts_with(['*', '#', ':', ';']);
        if !is_list {
            self.in_list = None;
        }
        if first.is_none() {
            self.end_paragraph();
        } else if let Some((level, words)) = heading(trimmed) {
            self.end_paragraph();
            let spans = self.inline(words);
            self.blocks.push(Block::Heading(level, spans));
        } else if is_list {
            self.end_paragraph();
            self.list(line);
        } else if trimmed.starts_with("----") {
            self.end_paragraph();
            self.blocks.push(Block::Rule);
        } else if line.starts_with(' ') && self.paragraph.is_empty() && !trimmed.starts_with('<') {
            self.preformatted(line);
        } else {
            self.words(trimmed);
        }
    }

    /// A line of a paragraph. Quotations and code stand apart.
    fn words(&mut self, line: &str) {
        let lower = line.to_ascii_lowercase();
        if lower.starts_with("<blockquote") {
            self.end_paragraph();
            self.quoted = true;
        }
        let is_block = |letter: char| matches!(self.taken.at(letter), Some(Saved::Block(..)));
        let mut from = 0;
        for (at, letter) in line.char_indices().filter(|(_, letter)| is_block(*letter)).collect::<Vec<_>>() {
            self.continue_paragraph(&line[from..at]);
            self.end_paragraph();
            if let Some(Saved::Block(language, text)) = self.taken.at(letter) {
                self.blocks.push(Block::Code(language.clone(), html_escape::decode_html_entities(text).into_owned()));
            }
            from = at + letter.len_utf8();
        }
        self.continue_paragraph(&line[from..]);
        if lower.contains("</blockquote") {
            self.end_paragraph();
            self.quoted = false;
        }
    }

    fn continue_paragraph(&mut self, words: &str) {
        if !words.trim().is_empty() {
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(words.trim());
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if text.is_empty() {
            return;
        }
        let spans = self.inline(&text);
        if says_something(&spans) {
            self.blocks.push(if self.quoted { Block::Quote(spans) } else { Block::Paragraph(spans) });
        }
    }

    /// A line that begins with a space is shown as it is.
    fn preformatted(&mut self, line: &str) {
        let words = self.inline(line.strip_prefix(' ').unwrap_or(line));
        let words: String = words
            .iter()
            .map(|span| {
                if let Piece::Text(text) | Piece::Code(text) | Piece::Wiki { text, .. } = &span.piece {
                    text.as_str()
                } else {
                    ""
                }
            })
            .collect();
        match self.blocks.last_mut() {
            Some(Block::Code(language, text)) if language.is_empty() => {
                text.push('\n');
                text.push_str(&words);
            }
            _ => self.blocks.push(Block::Code(String::new(), words)),
        }
    }

    /// `*`, `#`, `:`, `;` and their combinations.
    fn list(&mut self, line: &str) {
        let words = line.trim_start_matches(['*', '#', ':', ';']);
        let prefix = &line[..line.len() - words.len()];
        let (words, last) = (words.trim(), prefix.chars().next_back().unwrap_or('*'));
        let marks = prefix.chars().filter(|mark| matches!(mark, '*' | '#')).count();
        if last == ';' {
            let (term, rest) = split_term(words);
            let bold = Marks { bold: true, ..Marks::default() };
            let term = self.inline(term).into_iter().map(|span| Span { marks: bold, ..span }).collect();
            self.blocks.push(Block::Paragraph(term));
            if !rest.trim().is_empty() {
                let spans = self.inline(rest.trim());
                self.blocks.push(Block::Paragraph(spans));
            }
            return;
        }
        let spans = self.inline(words);
        if !says_something(&spans) {
            return;
        }
        if last == ':' {
            match self.blocks.last_mut() {
                // goes on with the point above
                Some(Block::Item { spans: above, .. }) if marks > 0 => {
                    above.push(Span::of(Piece::Break));
                    above.extend(spans);
                }
                _ => self.blocks.push(Block::Paragraph(spans)),
            }
            return;
        }
        let outermost = prefix.chars().next();
        if self.in_list != outermost {
            self.list += 1;
            self.in_list = outermost;
        }
        self.blocks.push(Block::Item { list: self.list, level: (marks - 1).min(LEVELS), ordered: last == '#', spans });
    }

    fn table(&mut self, lines: &[&str]) {
        let table = table::read(lines.iter().copied());
        self.inner_tables += table.inner;
        if !table.caption.is_empty() {
            let spans = self.inline(&table.caption);
            self.blocks.push(Block::Paragraph(spans));
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in table.rows {
            rows.push(row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>());
        }
        if rows.iter().flatten().any(|cell| says_something(cell)) {
            self.blocks.push(Block::Table(rows));
        }
    }

    /// The lines of a cell, with breaks between them.
    fn cell(&mut self, cell: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        for line in cell.lines().filter(|line| !line.trim().is_empty()) {
            if !spans.is_empty() {
                spans.push(Span::of(Piece::Break));
            }
            let words = line.trim_start_matches(['*', '#', ':', ' ']);
            if line.trim_start().starts_with(['*', '#']) {
                spans.push(Span::text("• "));
            }
            spans.extend(self.inline(words));
        }
        spans
    }

    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        let number = |number: usize, one: &str, many: &str| count(i64::try_from(number).unwrap_or(i64::MAX), one, many);
        let templates: usize = self.taken.templates.values().sum();
        if templates > 0 {
            let mut names = String::new();
            for (index, name) in self.taken.templates.keys().take(5).enumerate() {
                let _ = write!(names, "{}{name}", if index == 0 { "" } else { ", " });
            }
            let more = if self.taken.templates.len() > 5 { " …" } else { "" };
            told.push(format!("{} weggelassen ({names}{more}).", number(templates, "Vorlage", "Vorlagen")));
        }
        let pictures = self.pictures + self.taken.galleries;
        if pictures > 0 {
            told.push(format!("{} nicht übernommen: Der Export enthält keine Dateien.", number(pictures, "Bild", "Bilder")));
        }
        if self.inner_tables > 0 {
            told.push(format!("{} in einer Tabelle weggelassen.", number(self.inner_tables, "Tabelle", "Tabellen")));
        }
        told
    }
}

fn says_something(spans: &[Span]) -> bool {
    !plain(spans).is_empty() || spans.iter().any(|span| matches!(span.piece, Piece::Note(_)))
}

/// `== Titel ==`
fn heading(line: &str) -> Option<(u8, &str)> {
    let before = line.len() - line.trim_start_matches('=').len();
    let after = line.len() - line.trim_end_matches('=').len();
    let level = before.min(after).min(6);
    if level == 0 || line.len() < 2 * level + 1 {
        return None;
    }
    let words = line[level..line.len() - level].trim();
    (!words.is_empty()).then(|| (u8::try_from(level).unwrap_or(6), words))
}

/// `Begriff : Erklärung`; the colon of an address or a link does not count.
fn split_term(words: &str) -> (&str, &str) {
    let at = words.match_indices(':').map(|(at, _)| at).find(|at| {
        !words[at + 1..].starts_with("//") && words[..*at].matches("[[").count() == words[..*at].matches("]]").count()
    });
    at.map_or((words, ""), |at| (words[..at].trim(), &words[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> Converted {
        let addresses =
            [("Haus und Hof", "haus-und-hof"), ("Plan", "plan-2")].map(|(title, slug)| (title.to_owned(), slug.to_owned()));
        convert("Seite", text, &Names::new(Site::default(), addresses.into()))
    }

    fn check(text: &str, markdown: &str) {
        assert_eq!(converted(text).body, markdown, "{text:?}");
    }

    #[test]
    fn headings_marks_and_paragraphs() {
        check(
            "== A ==\nEins\nzwei '''fett''' ''schräg'' '''''beides'''''.\n\n=== B ===\nDrei<br />vier &amp; &ndash; 5 * 6",
            "## A\n\nEins zwei **fett** *schräg **beides***.\n\n### B\n\nDrei\\\nvier & – 5 \\* 6",
        );
        check(
            "Ein <b>fetter</b> <s>alter</s> <span style='x'>Text</span> mit <Namen>",
            "Ein **fetter** ~~alter~~ Text mit \\<Namen>",
        );
        check("Das ist '''nicht zu Ende\n\nUnd weiter", "Das ist **nicht zu Ende**\n\nUnd weiter");
        check("__NOTOC__ Text __anders__", "Text \\_\\_anders\\_\\_");
    }

    #[test]
    fn links_become_links() {
        check(
            "[[Haus und Hof]], [[haus_und_Hof|Haus]]es und [[Fehlt]]",
            "[[Haus und Hof]], [[haus und Hof|Hauses]] und [[Fehlt]]",
        );
        check(
            "[[Plan]] [[Haus und Hof#Der Zaun|Zaun]] [[#Unten|unten]]",
            "[Plan](/wiki/plan-2) [Zaun](/wiki/haus-und-hof#abschnitt-der-zaun) [unten](#abschnitt-unten)",
        );
        check(
            "[https://example.org/a b ''c''] [https://example.org] [kein Link] https://example.org",
            "[b c](https://example.org/a) [https://example.org](https://example.org) \\[kein Link] https://example.org",
        );
        check("[[Benutzer:Eva|Eva]] [[en:House]] [[:Kategorie:Bau|Bau]] [[/Unten]]", "Eva en:House Bau [[Seite/Unten|/Unten]]");
    }

    #[test]
    fn categories_are_tags_and_pictures_are_told() {
        let page = converted(
            "[[Datei:Plan.png|mini|Der [[Plan]]]]Text[[Kategorie:Bau]] [[Category:Open Data|x]]\n{{Infobox|a=b}}\n<gallery>\nDatei:a.png\n</gallery>",
        );
        assert_eq!((page.body.as_str(), page.tags.join("+").as_str()), ("Text", "Bau+Open Data"));
        assert_eq!(
            page.notes,
            ["1\u{a0}Vorlage weggelassen (Infobox).", "2\u{a0}Bilder nicht übernommen: Der Export enthält keine Dateien."]
        );
    }

    #[test]
    fn lists_of_all_sorts() {
        check(
            "* a\n** b\n*# c\n*: mehr\n* d\n# e\n## f\nText\n# g",
            "- a\n  - b\n  1. c\\\n     mehr\n- d\n1) e\n   1) f\n\nText\n\n1. g",
        );
        check("; Begriff : Erklärung\n: Mehr dazu", "**Begriff**\n\nErklärung\n\nMehr dazu");
    }

    #[test]
    fn tables_code_quotes_and_footnotes() {
        check(
            "{| class=\"wikitable\"\n! Was !! Kosten\n|-\n| [[Plan|Der Plan]] || 20<br>EUR\n|}",
            "| Was | Kosten |\n| --- | --- |\n| [Der Plan](/wiki/plan-2) | 20<br>EUR |",
        );
        check("Text<pre>\na <b>\n</pre> mehr\n zeile eins\n zeile zwei", "Text\n\n```\na <b>\n```\n\nmehr zeile eins zeile zwei");
        check(" zeile eins\n zeile zwei", "```\nzeile eins\nzeile zwei\n```");
        check("<blockquote>Sie sagte es.</blockquote>\nSo war es.", "> Sie sagte es.\n\nSo war es.");
        check(
            "Ein Satz.<ref>Siehe [https://example.org dort]</ref>\n<references />",
            "Ein Satz.[^1]\n\n[^1]: Siehe [dort](https://example.org)",
        );
        check("<nowiki>[[kein Link]] ''nicht''</nowiki> <code>x = 1</code>", "\\[\\[kein Link]] ''nicht'' `x = 1`");
    }

    #[test]
    fn hostile_pages_take_no_time() {
        for part in
            ["[[", "]]", "[http://", "<b", "'''", "{|\n", "*", "=", "<ref>", "{{", "[[a|", "; a : ", "__", "|-\n", "<br>", "[[[["]
        {
            let text = part.repeat(100_000);
            assert!(converted(&text).body.len() < 8 * text.len() + 100, "{part}");
            assert!(converted(&format!("{{|\n{text}")).body.len() < 8 * text.len() + 100, "{part}");
        }
    }
}
