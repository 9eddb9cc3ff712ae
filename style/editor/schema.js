/* SPDX-License-Identifier: EUPL-1.2 */
// What a text may consist of: the Markdown of this network as a ProseMirror schema. What Markdown can
// say and this schema cannot (raw HTML, definitions of footnotes and references) is kept as source.

import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import { isOwn, isSafe } from "./addresses.js";

/** Kinds of callouts, as GitHub writes them and as the site names them. */
export const CALLOUTS = { NOTE: "Hinweis", TIP: "Tipp", IMPORTANT: "Wichtig", WARNING: "Achtung", CAUTION: "Vorsicht" };

/** The text of a footnote, as Markdown has it. */
const NOTE = /^\[\^[^\]]+\]:/;

const NOT_EDITABLE = { contenteditable: "false" };

const blocks = {
  doc: { content: "block+" },

  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },

  heading: {
    attrs: { level: { default: 2, validate: "number" } },
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
  },

  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },

  callout: {
    attrs: { kind: { default: "NOTE", validate: "string" }, title: { default: "", validate: "string" } },
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "div[data-callout]", contentElement: "div", getAttrs: (dom) => ({ kind: dom.dataset.callout, title: dom.dataset.title ?? "" }) }],
    toDOM: ({ attrs }) => [
      "div",
      { class: `callout callout--${attrs.kind.toLowerCase()}`, "data-callout": attrs.kind, "data-title": attrs.title },
      ["p", { class: "callout__title", ...NOT_EDITABLE }, attrs.title || CALLOUTS[attrs.kind]],
      ["div", { class: "callout__text" }, 0],
    ],
  },

  bullet_list: {
    attrs: { tight: { default: true, validate: "boolean" }, bullet: { default: "-", validate: "string" } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: ({ attrs }) => ["ul", { class: attrs.tight ? "is-tight" : null }, 0],
  },

  ordered_list: {
    attrs: {
      tight: { default: true, validate: "boolean" },
      start: { default: 1, validate: "number" },
      delimiter: { default: ".", validate: "string" },
    },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: dom.hasAttribute("start") ? Number(dom.getAttribute("start")) || 1 : 1 }) }],
    toDOM: ({ attrs }) => ["ol", { class: attrs.tight ? "is-tight" : null, start: attrs.start === 1 ? null : attrs.start }, 0],
  },

  /** `checked` is null for an ordinary item, true or false for a task. */
  list_item: {
    attrs: { checked: { default: null } },
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "li", getAttrs: (dom) => ({ checked: { true: true, false: false }[dom.dataset.checked] ?? null }) }],
    toDOM: ({ attrs }) => ["li", { "data-checked": attrs.checked === null ? null : String(attrs.checked) }, 0],
  },

  code_block: {
    attrs: { language: { default: "", validate: "string" } },
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: (dom) => ({ language: dom.dataset.language ?? "" }) }],
    toDOM: ({ attrs }) => ["pre", { "data-language": attrs.language || null }, ["code", 0]],
  },

  /** Markdown that is shown as it is written. */
  source_block: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre.source-block", preserveWhitespace: "full", priority: 60 }],
    toDOM: ({ textContent }) => ["pre", { class: NOTE.test(textContent) ? "source-block source-block--note" : "source-block" }, ["code", 0]],
  },

  horizontal_rule: {
    group: "block",
    parseDOM: [{ tag: "hr" }],
    toDOM: () => ["hr"],
  },

  ...tables(),
};

/** Cells hold one paragraph, as in Markdown; their alignment is a class, because the policy forbids style attributes. */
function tables() {
  const alignment = {
    default: null,
    getFromDOM: (dom) => dom.dataset.align ?? (/^(left|center|right)$/.test(dom.getAttribute("align") ?? "") ? dom.getAttribute("align") : null),
    setDOMAttr: (value, attrs) => {
      if (value) attrs["data-align"] = value;
    },
  };
  const nodes = tableNodes({ tableGroup: "block", cellContent: "paragraph", cellAttributes: { align: alignment } });
  nodes.table.toDOM = () => ["div", { class: "tableWrapper" }, ["table", ["tbody", 0]]];
  return nodes;
}

const inlines = {
  text: { group: "inline" },

  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },

  image: {
    inline: true,
    group: "inline",
    attrs: { src: { validate: "string" }, alt: { default: "", validate: "string" }, title: { default: "", validate: "string" } },
    draggable: true,
    parseDOM: [
      { tag: "img[src]", getAttrs: (dom) => ({ src: dom.getAttribute("src"), alt: dom.getAttribute("alt") ?? "", title: dom.getAttribute("title") ?? "" }) },
      { tag: "span[data-image]", getAttrs: ({ dataset }) => ({ src: dataset.image, alt: dataset.alt ?? "", title: dataset.title ?? "" }) },
    ],
    toDOM: ({ attrs: { src, alt, title } }) =>
      isOwn(src)
        ? ["img", { src, alt, title: title || null }]
        : ["span", { class: "image-elsewhere", "data-image": src, "data-alt": alt, "data-title": title || null, title: src }, `Bild von anderswo: ${alt || src}`],
  },

  /** `[[target]]` or `[[target|label]]`. */
  wiki_link: {
    inline: true,
    group: "inline",
    atom: true,
    attrs: { target: { validate: "string" }, label: { default: "", validate: "string" } },
    leafText: ({ attrs }) => attrs.label || attrs.target,
    parseDOM: [{ tag: "span[data-wiki]", getAttrs: (dom) => ({ target: dom.dataset.wiki, label: dom.dataset.label ?? "" }) }],
    toDOM: ({ attrs }) => [
      "span",
      { class: "wiki-link", "data-wiki": attrs.target, "data-label": attrs.label || null, title: `Wiki-Artikel: ${attrs.target}` },
      attrs.label || attrs.target,
    ],
  },

  footnote_reference: {
    inline: true,
    group: "inline",
    atom: true,
    attrs: { label: { validate: "string" } },
    leafText: ({ attrs }) => `[${attrs.label}]`,
    parseDOM: [{ tag: "sup[data-footnote]", getAttrs: (dom) => ({ label: dom.dataset.footnote }) }],
    toDOM: ({ attrs }) => ["sup", { class: "footnote-mark", "data-footnote": attrs.label, title: `Fußnote ${attrs.label}` }, `[${attrs.label}]`],
  },

  /** A tag of HTML within a line. */
  source_inline: {
    inline: true,
    group: "inline",
    atom: true,
    attrs: { source: { validate: "string" } },
    leafText: ({ attrs }) => attrs.source,
    parseDOM: [{ tag: "code[data-source]", getAttrs: (dom) => ({ source: dom.dataset.source }) }],
    toDOM: ({ attrs }) => ["code", { class: "source-inline", "data-source": attrs.source }, attrs.source],
  },
};

const marks = {
  link: {
    attrs: { href: { validate: "string" }, title: { default: "", validate: "string" } },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => isSafe(dom.getAttribute("href")) && ({ href: dom.getAttribute("href"), title: dom.getAttribute("title") ?? "" }) }],
    toDOM: ({ attrs }) => ["a", { href: isSafe(attrs.href) ? attrs.href : null, title: attrs.title || attrs.href }, 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      { tag: "b", getAttrs: (dom) => dom.style?.fontWeight !== "normal" && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (dom) => dom.style?.fontStyle !== "normal" && null }],
    toDOM: () => ["em", 0],
  },
  strike: {
    parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
    toDOM: () => ["s", 0],
  },
  code: {
    code: true,
    parseDOM: [{ tag: "code" }],
    toDOM: () => ["code", 0],
  },
};

export const schema = new Schema({ nodes: { ...blocks, ...inlines }, marks });
