/* SPDX-License-Identifier: EUPL-1.2 */
// A Markdown text in the editor. It remembers which source each block came from, so that writing it
// back changes nothing but what was edited.

import { schema } from "../schema.js";
import { align } from "./alignment.js";
import { graft } from "./graft.js";
import { readBlock } from "./reader.js";
import { newContext, tokenize } from "./tokens.js";
import { writeBlock } from "./writer.js";

const { nodes } = schema;

export class MarkdownText {
  /** Blocks as they were read: the node, its source, and what stands between it and the block above. */
  #blocks = [];
  /** Blank lines above the first block and below the last. */
  #head = "";
  #tail = "";
  /** What the text defines. */
  #context = newContext();
  /** Source of nodes that were written afresh, so that each is written but once. */
  #fresh = new WeakMap();
  /** The text as a document of the editor. */
  doc;

  constructor(markdown) {
    let end = 0;
    for (const { from, to, tokens } of splitBlocks(markdown, this.#context)) {
      const source = markdown.slice(from, to);
      this.#blocks.push({ node: nodeOf(tokens, source), source, gap: markdown.slice(end, from) });
      end = to;
    }
    this.#head = this.#blocks[0]?.gap ?? "";
    this.#tail = markdown.slice(end);
    const content = this.#blocks.map(({ node }) => node);
    this.doc = nodes.doc.create(null, content.length > 0 ? content : [nodes.paragraph.create()]);
  }

  /** The Markdown of `doc`: the text that was read, with what was edited since. */
  write(doc) {
    const filled = doc.content.content.filter((node) => !isEmpty(node));
    let out = "";
    let above = null;
    for (const entry of align(filled, this.#blocks)) {
      const source = entry.same ? entry.origin.source : this.#freshSource(entry, above?.node ?? null);
      if (source === "") continue;
      out += (above ? this.#gap(above, entry) : this.#head) + source;
      above = entry;
    }
    return above || this.#blocks.length === 0 ? out + this.#tail : "";
  }

  /** The line of `markdown`, as written from `doc`, where each of its blocks begins; counted from 1. */
  linesOf(doc, markdown) {
    const blocks = splitBlocks(markdown, newContext());
    const starts = blocks.map(({ from }) => markdown.slice(0, from).split("\n").length);
    const filled = doc.content.content.filter((node) => !isEmpty(node));
    return starts.length === filled.length ? filled.map((node, i) => ({ node, line: starts[i] })) : [];
  }

  #freshSource({ node, origin }, neighbour) {
    const known = this.#fresh.get(node);
    if (known && known.origin === origin && known.neighbour === neighbour) return known.source;
    const plain = writeBlock(node, neighbour);
    const source = origin && plain !== "" ? graft(plain, origin, this.#context) : plain;
    this.#fresh.set(node, { origin, neighbour, source });
    return source;
  }

  /** What stood between two blocks stays, unless one of them has become something else or they are no neighbours. */
  #gap(above, below) {
    const neighbours = above.origin && below.origin && below.index === above.index + 1;
    if (!neighbours) return "\n\n";
    const { gap } = below.origin;
    if (/\n[ \t]*\r?\n/.test(gap) || (above.same && below.same) || above.node.type === nodes.heading) return gap;
    // an edited list may now begin with an empty item, which does not end the paragraph above
    const stillParted = [above, below].every(({ node, origin }) => node.type === origin.node.type);
    return stillParted && (below.same || below.node.type === nodes.paragraph) ? gap : "\n\n";
  }
}

/** The nodes of a text without its history: for what is read once, and for comparing. */
export function readMarkdown(markdown, context = newContext()) {
  return splitBlocks(markdown, context).map(({ from, to, tokens }) => nodeOf(tokens, markdown.slice(from, to)));
}

function isEmpty(node) {
  return node.type === nodes.paragraph && node.childCount === 0;
}

function nodeOf(tokens, source) {
  const read = tokens && readBlock(tokens);
  return read?.length === 1 ? read[0] : nodes.source_block.create(null, source === "" ? null : schema.text(source));
}

/** Where the blocks of a text begin and end, and their tokens; none for lines that only the source can show. */
function splitBlocks(markdown, context) {
  const starts = lineStarts(markdown);
  const lineCount = starts.length - 1;
  const isBlank = (line) => markdown.slice(starts[line], starts[line + 1]).trim() === "";
  const blocks = [];
  let line = 0;
  const add = (first, last, tokens) => {
    while (first < last && isBlank(first)) first += 1;
    while (last > first && isBlank(last - 1)) last -= 1;
    if (first === last) return;
    const to = starts[last] - lengthOfLineBreak(markdown, starts[last]);
    blocks.push({ from: starts[first], to, tokens });
  };
  for (const { map, tokens } of groups(tokenize(markdown, context))) {
    add(line, map[0], null);
    add(Math.max(line, map[0]), Math.min(map[1], lineCount), tokens);
    line = Math.max(line, map[1]);
  }
  add(line, lineCount, null);
  return blocks;
}

/** Tokens of one top-level block each. Definitions one below the other are one block. */
function groups(tokens) {
  const found = [];
  for (const token of tokens) {
    const last = found.at(-1);
    if (token.level > 0 || token.nesting < 0) {
      last.tokens.push(token);
    } else if (isReference(token) && last && isReference(last.tokens[0]) && last.map[1] === token.map[0]) {
      last.map = [last.map[0], token.map[1]];
      last.tokens[0].content += `\n${token.content}`;
    } else {
      found.push({ map: token.map, tokens: [token] });
    }
  }
  return found;
}

function isReference(token) {
  return token.type === "source" && token.meta.kind === "reference";
}

/** Where each line begins, and at last the end of the text. markdown-it counts lines in the same way. */
function lineStarts(markdown) {
  const starts = [0];
  for (const { index, 0: lineBreak } of markdown.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineBreak.length);
  if (starts.at(-1) < markdown.length) starts.push(markdown.length);
  return starts;
}

function lengthOfLineBreak(markdown, end) {
  return /(?:\r\n|\r|\n)?$/.exec(markdown.slice(Math.max(0, end - 2), end))[0].length;
}
