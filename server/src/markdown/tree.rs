//! From Markdown to events: reads the text with comrak and walks through its tree.

use std::sync::LazyLock;

use comrak::{
    Arena, Options,
    nodes::{AlertType, AstNode, ListType, Node, NodeTable, NodeValue, TableAlignment},
    parse_document,
};

use super::{
    cut,
    links::Links,
    mend, names, raw, tags,
    writer::{By, Heading, Html},
};

/// Inline HTML without an end on the same line is looked up no further than this.
const NEARBY: usize = 64;

/// A table with more columns ends its rows with the last cell that is not empty: comrak fills each row up, so that a
/// short text could ask for half a million cells.
const WIDE: usize = 30;

/// The Markdown of this network: GitHub's (tables, tasks, footnotes, alerts, bare links), definition lists, and links
/// by title.
pub(crate) fn options() -> &'static Options<'static> {
    static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.footnotes = true;
        options.extension.tasklist = true;
        options.extension.strikethrough = true;
        options.extension.autolink = true;
        options.extension.description_lists = true;
        options.extension.alerts = true;
        options.extension.wikilinks_title_after_pipe = true;
        options.extension.wikilinks_ignore_embeds = true;
        options
    });
    &OPTIONS
}

/// The tree of a text.
pub(crate) fn parse<'a>(arena: &'a Arena<'a>, markdown: &str) -> Node<'a> {
    let escaped = mend::bracketed_links(markdown);
    let root = parse_document(arena, escaped.as_deref().unwrap_or(markdown), options());
    mend::mend(root, markdown);
    root
}

/// HTML of a text, not yet checked, and its headings. `whole`: nothing was cut off its end.
pub(super) fn write(markdown: &str, whole: bool, links: &Links, post: Option<i64>) -> (String, Vec<Heading>) {
    let arena = Arena::new();
    let root = parse(&arena, markdown);
    let html = Html::new(markdown.len() + markdown.len() / 4, post);
    let mut walk = Walk { html, links, silent_until: None, notes: 0, tails: Vec::new() };
    walk.run(root);
    if !whole {
        walk.html.leave(0);
        let mark = walk.html.enter(tags::P, "", By::Markdown);
        walk.html.text("Der Text ist zu lang und endet deshalb hier.");
        walk.html.leave(mark);
    }
    walk.html.finish()
}

/// What follows each `@` that may begin a name, as far as a name may reach.
#[must_use]
pub(crate) fn tails(markdown: &str) -> Vec<String> {
    if !markdown.contains('@') {
        return Vec::new();
    }
    let arena = Arena::new();
    let (text, _) = cut::to_size(markdown);
    let root = parse(&arena, &cut::flatten(text));
    let links = Links::default();
    let mut walk = Walk { html: Html::new(0, None), links: &links, silent_until: None, notes: 0, tails: Vec::new() };
    walk.run(root);
    walk.tails
}

/// The text of a node and everything in it, as far as a reader sees it.
pub(crate) fn text_of(node: Node<'_>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

struct Walk<'a> {
    html: Html,
    /// Where links by title lead.
    links: &'a Links,
    /// The end tag of inline `<script>` or `<style>`; nothing up to there is text.
    silent_until: Option<Node<'a>>,
    /// Footnotes so far.
    notes: u32,
    /// What may be names.
    tails: Vec<String>,
}

/// A stack of these instead of recursion: the tree can be as deep as the text is long.
enum Step<'a> {
    Enter(Node<'a>),
    Leave(Node<'a>, usize),
}

impl<'a> Walk<'a> {
    fn run(&mut self, root: Node<'a>) {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) if self.is_silent(node) => {}
                Step::Enter(node) => {
                    let (mark, children) = self.enter(node);
                    steps.push(Step::Leave(node, mark));
                    if children {
                        steps.extend(node.reverse_children().skip(empty_tail(node)).map(Step::Enter));
                    }
                }
                Step::Leave(node, mark) => self.leave(node, mark),
            }
        }
    }

    fn is_silent(&mut self, node: Node<'a>) -> bool {
        let Some(end) = self.silent_until else { return false };
        if node.same_node(end) {
            self.silent_until = None;
        }
        true
    }

    /// Begins a node; says where it ends in the writer, and whether to go through its children.
    fn enter(&mut self, node: Node<'a>) -> (usize, bool) {
        let html = &mut self.html;
        let mut enter = |tag| html.enter(tag, "", By::Markdown);
        let mark = match &node.data().value {
            NodeValue::BlockQuote => enter(tags::BLOCKQUOTE),
            NodeValue::Item(_) => enter(tags::LI),
            NodeValue::Emph => enter(tags::EM),
            NodeValue::Strong => enter(tags::STRONG),
            NodeValue::Strikethrough => enter(tags::DEL),
            NodeValue::DescriptionList => enter(tags::DL),
            NodeValue::DescriptionTerm => enter(tags::DT),
            NodeValue::DescriptionDetails => enter(tags::DD),
            NodeValue::Table(_) => enter(tags::TABLE),
            NodeValue::List(list) if list.list_type == ListType::Bullet => enter(tags::UL),
            NodeValue::List(list) => {
                let start = if list.start == 1 { String::new() } else { format!(" start=\"{}\"", list.start) };
                html.enter(tags::OL, &start, By::Markdown)
            }
            NodeValue::TaskItem(task) => {
                let mark = enter(tags::LI);
                // in a loose list the box stands in the first line of the first paragraph
                if !begins_loose(node) {
                    html.task(task.symbol.is_some());
                }
                mark
            }
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Heading(heading) => html.heading(heading.level, By::Markdown),
            NodeValue::Alert(alert) => self.alert(alert.alert_type, alert.title.as_deref()),
            NodeValue::TableRow(head) => self.row(*head),
            NodeValue::TableCell => self.cell(node),
            NodeValue::FootnoteDefinition(_) => self.footnote(),
            // to browsers, and to `Url`, a backslash is a slash; to CommonMark it is not
            NodeValue::Link(link) => html.link(&link.url.replace('\\', "%5C"), By::Markdown),
            NodeValue::WikiLink(link) => html.wiki_link(&self.links.target(&link.url)),
            NodeValue::Image(image) => {
                html.image(&image.url, &text_of(node));
                return (self.html.mark(), false);
            }
            leaf => {
                self.leaf(node, leaf);
                self.html.mark()
            }
        };
        (mark, true)
    }

    /// Text, with the names in it as links.
    fn text(&mut self, text: &str) {
        let mut done = 0;
        if text.contains('@') && self.html.may_name() {
            for at in names::places(text) {
                let tail = &text[at + 1..];
                self.tails.push(tail[..tail.floor_char_boundary(160)].to_owned());
                let Some((length, address)) = self.links.named(tail).filter(|_| at >= done) else { continue };
                let end = at + 1 + length;
                if at > done {
                    self.html.text(&text[done..at]);
                }
                let mark = self.html.link_to(&address, By::Markdown);
                self.html.text(&text[at..end]);
                self.html.leave(mark);
                done = end;
            }
        }
        if done == 0 || done < text.len() {
            self.html.text(&text[done..]);
        }
    }

    fn leaf(&mut self, node: Node<'a>, value: &NodeValue) {
        let html = &mut self.html;
        match value {
            NodeValue::Text(text) => self.text(text),
            NodeValue::SoftBreak => html.text("\n"),
            NodeValue::LineBreak => html.void("br"),
            NodeValue::ThematicBreak => html.void("hr"),
            NodeValue::Code(code) => {
                let mark = html.enter(tags::CODE, "", By::Markdown);
                html.text(&code.literal);
                html.leave(mark);
            }
            NodeValue::CodeBlock(code) => {
                let pre = html.enter(tags::PRE, "", By::Markdown);
                html.enter(tags::CODE, &language(&code.info), By::Markdown);
                html.text(&code.literal);
                html.leave(pre);
            }
            NodeValue::HtmlBlock(block) => raw::write(html, &block.literal),
            NodeValue::HtmlInline(tag) => match raw::silent(tag).and_then(|name| silent_end(node, name)) {
                Some(end) => self.silent_until = Some(end),
                None => raw::write(html, tag),
            },
            NodeValue::FootnoteReference(reference) => html.footnote_reference(reference.ix, reference.ref_num == 1),
            _ => {}
        }
    }

    fn leave(&mut self, node: Node<'a>, mark: usize) {
        match &node.data().value {
            NodeValue::Paragraph if ends_footnote(node) => self.html.footnote_return(self.notes),
            NodeValue::FootnoteDefinition(_) if !node.last_child().is_some_and(ends_footnote) => {
                self.html.footnote_return(self.notes);
            }
            NodeValue::WikiLink(link) => return self.html.leave_wiki_link(&self.links.target(&link.url), mark),
            _ => {}
        }
        self.html.leave(mark);
    }

    /// Paragraphs of tight lists have no space around them.
    fn paragraph(&mut self, node: Node<'a>) -> usize {
        let parent = node.parent();
        let tight = parent.and_then(AstNode::parent).is_some_and(|list| match &list.data().value {
            NodeValue::List(list) => list.tight,
            NodeValue::DescriptionItem(item) => item.tight,
            _ => false,
        });
        if tight || parent.is_some_and(|parent| matches!(parent.data().value, NodeValue::DescriptionTerm)) {
            if node.previous_sibling().is_some() {
                self.html.text("\n");
            }
            return self.html.mark();
        }
        let mark = self.html.enter(tags::P, "", By::Markdown);
        if let Some(NodeValue::TaskItem(task)) = parent.map(|parent| parent.data().value.clone())
            && node.previous_sibling().is_none()
        {
            self.html.task(task.symbol.is_some());
        }
        mark
    }

    /// A callout. Its title says in words what its looks say.
    fn alert(&mut self, kind: AlertType, title: Option<&str>) -> usize {
        let (class, german) = match kind {
            AlertType::Note => ("note", "Hinweis"),
            AlertType::Tip => ("tip", "Tipp"),
            AlertType::Important => ("important", "Wichtig"),
            AlertType::Warning => ("warning", "Achtung"),
            AlertType::Caution => ("caution", "Vorsicht"),
        };
        let class = format!(" class=\"callout callout--{class}\" role=\"note\"");
        let alert = self.html.enter(tags::DIV, &class, By::Markdown);
        let line = self.html.enter(tags::P, " class=\"callout__title\"", By::Markdown);
        self.html.text(title.unwrap_or(german));
        self.html.leave(line);
        alert
    }

    fn row(&mut self, head: bool) -> usize {
        if head {
            let mark = self.html.enter(tags::THEAD, "", By::Markdown);
            self.html.enter(tags::TR, "", By::Markdown);
            return mark;
        }
        if self.html.inside() != "tbody" {
            self.html.enter(tags::TBODY, "", By::Markdown);
        }
        self.html.enter(tags::TR, "", By::Markdown)
    }

    fn cell(&mut self, node: Node<'a>) -> usize {
        let head = node.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
        // a head without text would be announced as an empty heading of its column
        if head && node.first_child().is_some() {
            return self.html.enter(tags::TH, &format!(" scope=\"col\"{}", alignment(node)), By::Markdown);
        }
        self.html.enter(tags::TD, alignment(node), By::Markdown)
    }

    fn footnote(&mut self) -> usize {
        self.notes += 1;
        if self.notes == 1 {
            self.html.enter(tags::SECTION, " class=\"footnotes\"", By::Markdown);
            self.html.enter(tags::OL, "", By::Markdown);
        }
        let id = format!(" id=\"{}\"", self.html.note(self.notes));
        self.html.enter(tags::LI, &id, By::Markdown)
    }
}

/// Whether an entry of a list with space between its entries begins with a paragraph.
fn begins_loose(entry: Node<'_>) -> bool {
    let loose = entry.parent().is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if !list.tight));
    loose && entry.first_child().is_some_and(|first| matches!(first.data().value, NodeValue::Paragraph))
}

fn ends_footnote(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
        && node.next_sibling().is_none()
        && node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::FootnoteDefinition(_)))
}

/// The sibling that ends an inline `<script>` or `<style>`.
fn silent_end<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    let is_end = |sibling: &Node<'a>| match &sibling.data().value {
        NodeValue::HtmlInline(tag) => raw::end_of(name, tag).is_some(),
        _ => false,
    };
    node.following_siblings().skip(1).take(NEARBY).find(is_end)
}

/// How many empty cells at the end of a row of a wide table.
fn empty_tail(row: Node<'_>) -> usize {
    let wide = matches!(row.data().value, NodeValue::TableRow(false))
        && row.parent().is_some_and(|table| matches!(&table.data().value, NodeValue::Table(table) if table.num_columns > WIDE));
    if wide { row.reverse_children().take_while(|cell| cell.first_child().is_none()).count() } else { 0 }
}

fn alignment(cell: Node<'_>) -> &'static str {
    let column = cell.preceding_siblings().skip(1).take(WIDE).count();
    let of = |table: &NodeTable| table.alignments.get(column).copied().unwrap_or(TableAlignment::None);
    let table = cell.parent().and_then(AstNode::parent);
    let alignment = table.map_or(TableAlignment::None, |table| match &table.data().value {
        NodeValue::Table(table) => of(table),
        _ => TableAlignment::None,
    });
    match alignment {
        TableAlignment::Left => " align=\"left\"",
        TableAlignment::Right => " align=\"right\"",
        TableAlignment::Center => " align=\"center\"",
        TableAlignment::None => "",
    }
}

/// `rust,ignore` as the class `language-rust`.
fn language(info: &str) -> String {
    let name: String = info.chars().take_while(|&character| is_language(character)).take(20).collect();
    if name.is_empty() { String::new() } else { format!(" class=\"language-{}\"", name.to_ascii_lowercase()) }
}

/// What the name of a programming language may consist of.
pub(super) fn is_language(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '+' | '#' | '-' | '_')
}
