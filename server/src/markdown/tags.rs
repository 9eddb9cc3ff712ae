//! The elements that a text may consist of, and how they fit into each other.

/// What sort of element it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands alone.
    Void,
    /// Inside a line.
    Inline,
    /// A block of lines: holds nothing but text and inline elements.
    Lines,
    /// A block that holds blocks.
    Block,
    /// A block that only stands inside certain others.
    Part,
    /// Likewise, and holds nothing but text and inline elements.
    LinesPart,
}

/// An element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) role: Role,
}

const fn tag(name: &'static str, role: Role) -> Tag {
    Tag { name, role }
}

pub(super) const A: Tag = tag("a", Role::Inline);
pub(super) const BLOCKQUOTE: Tag = tag("blockquote", Role::Block);
pub(super) const CODE: Tag = tag("code", Role::Inline);
pub(super) const DD: Tag = tag("dd", Role::Part);
pub(super) const DEL: Tag = tag("del", Role::Inline);
pub(super) const DIV: Tag = tag("div", Role::Block);
pub(super) const DL: Tag = tag("dl", Role::Block);
pub(super) const DT: Tag = tag("dt", Role::LinesPart);
pub(super) const EM: Tag = tag("em", Role::Inline);
/// Stands for all headings; the writer finds the level.
pub(super) const HEADING: Tag = tag("h", Role::Lines);
pub(super) const LI: Tag = tag("li", Role::Part);
pub(super) const OL: Tag = tag("ol", Role::Block);
pub(super) const P: Tag = tag("p", Role::Lines);
pub(super) const PRE: Tag = tag("pre", Role::Lines);
pub(super) const SECTION: Tag = tag("section", Role::Block);
pub(super) const SPAN: Tag = tag("span", Role::Inline);
pub(super) const STRONG: Tag = tag("strong", Role::Inline);
pub(super) const SUP: Tag = tag("sup", Role::Inline);
pub(super) const TABLE: Tag = tag("table", Role::Block);
pub(super) const TBODY: Tag = tag("tbody", Role::Part);
pub(super) const TD: Tag = tag("td", Role::Part);
pub(super) const TH: Tag = tag("th", Role::Part);
pub(super) const THEAD: Tag = tag("thead", Role::Part);
pub(super) const TR: Tag = tag("tr", Role::Part);
pub(super) const UL: Tag = tag("ul", Role::Block);

/// What an element becomes that an author wrote by hand; `None`: only its text stays.
pub(super) fn of_author(name: &str) -> Option<Tag> {
    Some(match name {
        "a" => A,
        "abbr" => tag("abbr", Role::Inline),
        "b" => tag("b", Role::Inline),
        "blockquote" => BLOCKQUOTE,
        "br" => tag("br", Role::Void),
        "caption" => tag("caption", Role::LinesPart),
        "cite" => tag("cite", Role::Inline),
        "code" | "tt" => CODE,
        "dd" => DD,
        "del" => DEL,
        "details" => tag("details", Role::Block),
        "dfn" => tag("dfn", Role::Inline),
        // landmarks belong to the page
        "div" | "address" | "article" | "aside" | "center" | "fieldset" | "footer" | "form" | "header" | "hgroup" | "main"
        | "menu" | "nav" | "search" | "section" => DIV,
        "dl" => DL,
        "dt" => DT,
        "em" => EM,
        "figcaption" => tag("figcaption", Role::Part),
        "figure" => tag("figure", Role::Block),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => HEADING,
        "hr" => tag("hr", Role::Void),
        "i" => tag("i", Role::Inline),
        "ins" => tag("ins", Role::Inline),
        "kbd" => tag("kbd", Role::Inline),
        "li" => LI,
        "mark" => tag("mark", Role::Inline),
        "ol" => OL,
        "p" => P,
        "pre" => PRE,
        "q" => tag("q", Role::Inline),
        "s" | "strike" => tag("s", Role::Inline),
        "samp" => tag("samp", Role::Inline),
        "small" => tag("small", Role::Inline),
        "strong" => STRONG,
        "sub" => tag("sub", Role::Inline),
        "summary" => tag("summary", Role::LinesPart),
        "sup" => SUP,
        "table" => TABLE,
        "tbody" => TBODY,
        "td" => TD,
        "tfoot" => tag("tfoot", Role::Part),
        "th" => TH,
        "thead" => THEAD,
        "tr" => TR,
        "u" => tag("u", Role::Inline),
        "ul" => UL,
        "var" => tag("var", Role::Inline),
        "wbr" => tag("wbr", Role::Void),
        _ => return None,
    })
}

impl Tag {
    /// Whether it holds nothing but text and inline elements.
    pub(super) fn holds_lines(self) -> bool {
        matches!(self.role, Role::Inline | Role::Lines | Role::LinesPart)
    }

    /// Whether it says something even when it is empty: a cell keeps its row straight.
    pub(super) fn stays_empty(self) -> bool {
        matches!(self.role, Role::Part | Role::LinesPart)
    }

    /// The elements that may be right around this one. Empty: any block.
    pub(super) fn parents(self) -> &'static [&'static str] {
        match self.name {
            "li" => &["ul", "ol"],
            "dt" | "dd" => &["dl"],
            "tr" => &["table", "thead", "tbody", "tfoot"],
            "td" | "th" => &["tr"],
            "thead" | "tbody" | "tfoot" | "caption" => &["table"],
            "summary" => &["details"],
            "figcaption" => &["figure"],
            _ => &[],
        }
    }

    /// The element that has to come between this one and a text or block inside it.
    pub(super) fn implied(self) -> Option<Self> {
        match self.name {
            "ul" | "ol" => Some(LI),
            "dl" => Some(DD),
            "table" | "thead" | "tbody" | "tfoot" => Some(TR),
            "tr" => Some(TD),
            _ => None,
        }
    }

    /// Whether looking for the start of an element stops here (HTML's "scope").
    pub(super) fn is_wall(self) -> bool {
        matches!(self.name, "ul" | "ol" | "dl" | "table" | "td" | "th" | "div" | "blockquote" | "details" | "figure" | "section")
    }
}
