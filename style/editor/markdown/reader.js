/* SPDX-License-Identifier: EUPL-1.2 */
// From the tokens of markdown-it to nodes of the editor.

import { schema } from "../schema.js";
import { DEEPEST } from "./tokens.js";

const { nodes, marks } = schema;

/** Nodes of a block and everything in it, or null when it is more than the editor can show. */
export function readBlock(tokens) {
  if (tokens.some(({ level }) => level > DEEPEST)) return null;
  const reader = new Reader(tokens);
  const read = reader.blocks();
  return reader.strange ? null : read;
}

class Reader {
  #tokens;
  #at = 0;
  /** A token of a kind that nobody has taught the editor. */
  strange = false;

  constructor(tokens) {
    this.#tokens = tokens;
  }

  /** Blocks up to the end of the container they are in. */
  blocks() {
    const found = [];
    while (this.#at < this.#tokens.length && this.#tokens[this.#at].nesting >= 0) {
      const node = this.#block(this.#tokens[this.#at++]);
      if (node) found.push(node);
    }
    this.#at += 1;
    return found;
  }

  /** Blocks of a container that may not be empty. */
  #content() {
    const found = this.blocks();
    return found.length > 0 ? found : [nodes.paragraph.create()];
  }

  #block(token) {
    switch (token.type) {
      case "paragraph_open":
        return nodes.paragraph.create(null, this.#line());
      case "heading_open":
        return nodes.heading.create({ level: Number(token.tag[1]) }, this.#line());
      case "blockquote_open":
        return nodes.blockquote.create(null, this.#content());
      case "callout_open":
        return nodes.callout.create(token.meta, this.#content());
      case "bullet_list_open":
        return nodes.bullet_list.create({ tight: this.#isTight(), bullet: token.markup }, this.blocks());
      case "ordered_list_open":
        return nodes.ordered_list.create(
          { tight: this.#isTight(), start: Number(token.attrGet("start") ?? 1), delimiter: token.markup },
          this.blocks(),
        );
      case "list_item_open":
        return nodes.list_item.create({ checked: token.meta?.checked ?? null }, this.#content());
      case "fence":
      case "code_block":
        return nodes.code_block.create({ language: token.info.trim() }, text(token.content.replace(/\n$/, "")));
      case "html_block":
      case "source":
        return nodes.source_block.create(null, text(token.content.replace(/\n+$/, "")));
      case "hr":
        return nodes.horizontal_rule.create();
      case "table_open":
        return nodes.table.create(null, this.#rows());
      default:
        this.strange = true;
        return null;
    }
  }

  /** Paragraphs of a tight list are hidden; a list without paragraphs is tight. */
  #isTight() {
    const level = this.#tokens[this.#at].level;
    for (let i = this.#at; this.#tokens[i].level >= level; i += 1) {
      const token = this.#tokens[i];
      if (token.type === "paragraph_open" && token.level === level + 1) return token.hidden;
    }
    return true;
  }

  /** `thead` and `tbody` are all the same to us: the first row is the head. */
  #rows() {
    const rows = [];
    for (;;) {
      const token = this.#tokens[this.#at++];
      if (token.type === "table_close") return rows;
      if (token.type === "tr_open") rows.push(nodes.table_row.create(null, this.#cells()));
    }
  }

  #cells() {
    const cells = [];
    for (;;) {
      const token = this.#tokens[this.#at++];
      if (token.type === "tr_close") return cells;
      const type = token.type === "th_open" ? nodes.table_header : nodes.table_cell;
      const align = /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null;
      cells.push(type.create({ align }, nodes.paragraph.create(null, this.#line())));
    }
  }

  /** What stands in a paragraph, heading or cell; goes past its end. */
  #line() {
    const { children } = this.#tokens[this.#at];
    this.#at += 2;
    return readLine(children);
  }
}

function text(content, marked) {
  return content === "" ? null : schema.text(content, marked);
}

const MARKS = { strong: "strong", em: "em", s: "strike" };

function readLine(tokens) {
  const found = [];
  let active = [];
  const add = (node) => node && found.push(node);
  for (const token of tokens) {
    const [, name, end] = /^(.+)_(open|close)$/.exec(token.type) ?? [];
    if (end === "open") {
      active = (name === "link" ? linkOf(token) : marks[MARKS[name]].create()).addToSet(active);
    } else if (end === "close") {
      active = marks[MARKS[name] ?? name].removeFromSet(active);
    } else {
      add(leaf(token, active));
    }
  }
  return found;
}

function linkOf(token) {
  return marks.link.create({ href: token.attrGet("href") ?? "", title: token.attrGet("title") ?? "" });
}

function leaf(token, active) {
  switch (token.type) {
    case "text":
      return text(token.content, active);
    case "softbreak":
      return text(" ", active);
    case "hardbreak":
      return nodes.hard_break.create(null, null, active);
    case "code_inline":
      return text(token.content, marks.code.create().addToSet(active));
    case "image":
      return nodes.image.create(
        { src: token.attrGet("src") ?? "", alt: plain(token.children), title: token.attrGet("title") ?? "" },
        null,
        active,
      );
    case "wiki_link":
      return nodes.wiki_link.create(token.meta, null, active);
    case "footnote_reference":
      return nodes.footnote_reference.create(token.meta, null, active);
    default:
      if (/^<br\s*\/?>$/i.test(token.content)) return nodes.hard_break.create(null, null, active);
      return nodes.source_inline.create({ source: token.content }, null, active);
  }
}

/** The alternative text of an image: what its Markdown reads as. */
function plain(tokens) {
  return tokens
    .map((token) => {
      if (token.type === "image") return plain(token.children);
      if (token.type === "softbreak" || token.type === "hardbreak") return " ";
      if (token.type === "wiki_link") return token.meta.label || token.meta.target;
      return token.content;
    })
    .join("");
}
