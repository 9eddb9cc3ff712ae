/* SPDX-License-Identifier: EUPL-1.2 */
// A line of the editor as Markdown: text, marks around it, and what stands between.

import { schema } from "../schema.js";
import { escapeLineStart, escapeText } from "./escape.js";

const { strong, em, strike, code, link } = schema.marks;
/** What begins with a bracket; a `!` in front would make an image of it. */
const BRACKETED = new Set([schema.nodes.wiki_link, schema.nodes.footnote_reference]);
const DELIMITED = [strong, em, strike];
const WORD = /[^\s\p{P}\p{S}]/u;

/**
 * The content of a paragraph, heading or cell. `lineBreak`: how a break within it is written;
 * `beginsBlock`: whether its lines could be taken for the beginning of another block.
 */
export function writeLine(parent, { lineBreak = "\\\n", beginsBlock = true } = {}) {
  const pieces = trimmed(piecesOf(parent));
  for (const mark of DELIMITED) tidyRuns(pieces, mark);
  return new LineWriter(pieces.filter(({ node, text }) => node || text !== ""), { lineBreak, beginsBlock }).write();
}

/** Text with its marks, or another node with its marks. Pieces are our own and may be changed. */
function piecesOf(parent) {
  const pieces = [];
  parent.forEach((node) => {
    const marks = node.marks;
    if (node.isText) pieces.push({ text: node.text, marks, code: code.isInSet(marks) !== undefined });
    else pieces.push({ node, marks });
  });
  return pieces;
}

const isBreak = (piece) => piece?.node?.type === schema.nodes.hard_break;

/** Markdown knows no space and no break at the ends of a paragraph, and no space around a break. */
function trimmed(pieces) {
  let all = pieces.slice();
  const blank = (piece) => isBreak(piece) || (piece.text !== undefined && !piece.code && piece.text.trim() === "");
  while (all.length > 0 && blank(all[0])) all.shift();
  while (all.length > 0 && blank(all.at(-1))) all.pop();
  all.forEach((piece, i) => {
    if (piece.text === undefined || piece.code) return;
    if (i === 0 || isBreak(all[i - 1])) piece.text = piece.text.trimStart();
    if (i === all.length - 1 || isBreak(all[i + 1])) piece.text = piece.text.trimEnd();
  });
  return all;
}

/** `** fett **` and `**(a)**b` would not be bold: what may not stand at the edge of a mark moves out of it. */
function tidyRuns(pieces, mark) {
  for (let start = 0; start < pieces.length; start += 1) {
    if (!mark.isInSet(pieces[start].marks)) continue;
    let end = start;
    while (end < pieces.length && mark.isInSet(pieces[end].marks)) end += 1;
    const added = tidyStart(pieces, start, end, mark);
    end = tidyEnd(pieces, start + added, end + added, mark);
    start = end;
  }
}

function tidyStart(pieces, start, end, mark) {
  let added = 0;
  for (let at = start; at < end; ) {
    const piece = pieces[at];
    if (isBreak(piece)) {
      piece.marks = mark.removeFromSet(piece.marks);
      at += 1;
      continue;
    }
    if (piece.text === undefined || piece.code) break;
    const outside = at > 0 ? lastOf(pieces[at - 1]) : "";
    const lead = leading(piece.text, outside);
    if (lead === "") break;
    if (lead.length === piece.text.length) {
      piece.marks = mark.removeFromSet(piece.marks);
      at += 1;
      continue;
    }
    pieces.splice(at, 1, { ...piece, text: lead, marks: mark.removeFromSet(piece.marks) }, { ...piece, text: piece.text.slice(lead.length) });
    added += 1;
    break;
  }
  return added;
}

function tidyEnd(pieces, start, end, mark) {
  for (let at = end - 1; at >= start && mark.isInSet(pieces[at].marks); ) {
    const piece = pieces[at];
    if (isBreak(piece)) {
      piece.marks = mark.removeFromSet(piece.marks);
      at -= 1;
      continue;
    }
    if (piece.text === undefined || piece.code) break;
    const outside = at + 1 < pieces.length ? firstOf(pieces[at + 1]) : "";
    const tail = trailing(piece.text, outside);
    if (tail === "") break;
    if (tail.length === piece.text.length) {
      piece.marks = mark.removeFromSet(piece.marks);
      at -= 1;
      continue;
    }
    const kept = piece.text.slice(0, -tail.length);
    pieces.splice(at, 1, { ...piece, text: kept }, { ...piece, text: tail, marks: mark.removeFromSet(piece.marks) });
    return end + 1;
  }
  return end;
}

/** Which beginning of a marked text has to stand before the mark, after `outside`. */
function leading(text, outside) {
  const space = /^\s+/.exec(text)?.[0] ?? "";
  if (space) return space;
  return WORD.test(outside) ? (/^[\p{P}\p{S}\s]+/u.exec(text)?.[0] ?? "") : "";
}

function trailing(text, outside) {
  const space = /\s+$/.exec(text)?.[0] ?? "";
  const rest = text.slice(0, text.length - space.length);
  if (space || !WORD.test(outside)) return space;
  return /[\p{P}\p{S}\s]+$/u.exec(rest)?.[0] ?? "";
}

const lastOf = (piece) => (piece.text !== undefined && !piece.code ? piece.text.slice(-1) : isBreak(piece) ? "\n" : "]");
const firstOf = (piece) => (piece.text !== undefined && !piece.code ? piece.text.slice(0, 1) : isBreak(piece) ? "\n" : "[");

class LineWriter {
  #pieces;
  #options;
  #out = "";
  /** Marks that are open, outermost first, each with what closes it. */
  #open = [];

  constructor(pieces, options) {
    this.#pieces = pieces;
    this.#options = options;
  }

  write() {
    this.#pieces.forEach((_, i) => this.#piece(i));
    this.#close(0);
    return this.#options.beginsBlock ? this.#lineStarts() : this.#out;
  }

  #piece(i) {
    const piece = this.#pieces[i];
    const wanted = piece.marks.filter(({ type }) => type !== code);
    const keep = this.#open.findIndex(({ mark }) => !mark.isInSet(wanted));
    if (keep >= 0) this.#close(keep);
    wanted
      .filter((mark) => !this.#open.some((open) => open.mark.eq(mark)))
      .sort((a, b) => this.#reach(i, b) - this.#reach(i, a))
      .forEach((mark) => this.#enter(i, mark));
    this.#out += this.#content(piece, i);
  }

  /** Up to which piece a mark goes on. */
  #reach(from, mark) {
    let end = from;
    while (end < this.#pieces.length && mark.isInSet(this.#pieces[end].marks)) end += 1;
    return end;
  }

  #enter(i, mark) {
    const [before, after] = this.#delimiters(i, mark);
    if (mark.type === link && this.#out.endsWith("!")) this.#out = `${this.#out.slice(0, -1)}\\!`;
    this.#out += before;
    this.#open.push({ mark, after });
  }

  #close(keep) {
    while (this.#open.length > keep) this.#out += this.#open.pop().after;
  }

  #delimiters(i, mark) {
    if (mark.type === strong) return ["**", "**"];
    if (mark.type === strike) return ["~~", "~~"];
    if (mark.type === em) {
      const sign = this.#underscoreIsClearer(i, mark) ? "_" : "*";
      return [sign, sign];
    }
    return ["[", `](${address(mark.attrs.href)}${title(mark.attrs.title)})`];
  }

  /** `*a***b**` is not what it looks like; `_a_**b**` is. */
  #underscoreIsClearer(i, mark) {
    const end = this.#reach(i, mark);
    const before = this.#out.at(-1) ?? "";
    const after = this.#pieces[end];
    const bold = (piece) => piece && strong.isInSet(piece.marks) !== undefined;
    const turns = bold(this.#pieces[end - 1]) !== bold(after) || (before === "*" && !bold(this.#pieces[i])) || bold(this.#pieces[i - 1]) !== bold(this.#pieces[i]);
    return turns && !WORD.test(before) && !(after && WORD.test(firstOf(after)));
  }

  #content(piece, i) {
    if (piece.node) return this.#leaf(piece.node);
    if (piece.code) return codeSpan(piece.text);
    const rest = this.#pieces.slice(i + 1).map((other) => other.text ?? (isBreak(other) ? "\n" : "]")).join("");
    const after = this.#endsHere(i) ? "*" : rest;
    const whole = piece.text + rest;
    let text = escapeText(piece.text, { before: this.#out, after, brackets: /\]/.test(whole) || this.#nextIsBracket(i) });
    if (this.#open.some(({ mark }) => mark.type === link)) text = text.replace(/(?<!\\)[[\]]/g, "\\$&");
    const next = this.#pieces[i + 1];
    if (text.endsWith("!") && BRACKETED.has(next?.node?.type)) text = `${text.slice(0, -1)}\\!`;
    return text;
  }

  #nextIsBracket(i) {
    return this.#pieces.slice(i + 1).some(({ node, marks }) => (node && !isBreak({ node })) || link.isInSet(marks));
  }

  #endsHere(i) {
    const next = this.#pieces[i + 1];
    return next !== undefined && this.#open.some(({ mark }) => !mark.isInSet(next.marks));
  }

  #leaf(node) {
    const { attrs } = node;
    switch (node.type.name) {
      case "hard_break":
        return this.#options.lineBreak;
      case "image":
        return `![${escapeText(attrs.alt, { brackets: true }).replace(/(?<!\\)[[\]]/g, "\\$&")}](${address(attrs.src)}${title(attrs.title)})`;
      case "wiki_link":
        return attrs.label ? `[[${attrs.target}|${attrs.label}]]` : `[[${attrs.target}]]`;
      case "footnote_reference":
        return `[^${attrs.label}]`;
      default:
        return attrs.source;
    }
  }

  /** Whether a line begins a block is decided by the whole line, so it is looked at last. */
  #lineStarts() {
    return this.#out
      .split("\n")
      .map((line) => escapeLineStart(line.trimStart()))
      .join("\n");
  }
}

function codeSpan(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const runs = new Set((text.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = "`".repeat(Math.min(length, longest + 1));
  const padding = /^`|`$|^ .* $/.test(text) && text.trim() !== "" ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** An address with spaces or brackets stands in angle brackets. */
function address(href) {
  if (href === "") return "<>";
  const balanced = /^(?:[^()\\]|\\.|\([^()]*\))*$/.test(href);
  if (/[\s<>]/.test(href) || !balanced) return `<${href.replace(/[<>\\]/g, "\\$&").replace(/\n/g, " ")}>`;
  return href.replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\");
}

function title(text) {
  return text === "" ? "" : ` "${text.replace(/["\\]/g, "\\$&")}"`;
}
