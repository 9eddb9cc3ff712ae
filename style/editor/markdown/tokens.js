/* SPDX-License-Identifier: EUPL-1.2 */
// markdown-it with the dialect of this network. What the editor cannot show in its own form comes out
// as a token "source" that holds the Markdown as it is written.

import MarkdownIt from "markdown-it";
import { CALLOUTS } from "../schema.js";

/** Deeper than this nobody writes by hand; such a block is shown as source. */
export const DEEPEST = 24;

const md = new MarkdownIt({ html: true, maxNesting: 4 * DEEPEST });
// addresses stay as they were written
md.normalizeLink = (address) => address;
md.normalizeLinkText = (address) => address;

keepReferences();
md.block.ruler.before("hr", "front_matter", frontMatter);
md.block.ruler.before("reference", "footnote", footnote, { alt: ["paragraph", "reference", "blockquote", "list"] });
md.inline.ruler.before("link", "wiki_link", wikiLink);
md.inline.ruler.before("link", "footnote_reference", footnoteReference);
md.core.ruler.after("block", "dialect", (state) => {
  state.tokens = callouts(definitionLists(tasks(state.tokens)));
});

/** What the blocks of a text know of each other: its definitions. */
export function newContext() {
  return { references: {}, footnotes: new Set() };
}

/** Tokens of a whole text; what it defines is put into `context`. */
export function tokenize(markdown, context) {
  return md.parse(markdown, context);
}

function push(state, startLine, endLine, kind) {
  const token = state.push("source", "", 0);
  token.content = state.getLines(startLine, endLine, state.blkIndent, false).replace(/\n+$/, "");
  token.map = [startLine, endLine];
  token.meta = { kind };
  state.line = endLine;
}

/** `[name]: address` defines something and shows nothing: markdown-it drops it, we keep its place. */
function keepReferences() {
  const index = md.block.ruler.__find__("reference");
  const { fn } = md.block.ruler.__rules__[index];
  md.block.ruler.at("reference", (state, startLine, endLine, silent) => {
    if (!fn(state, startLine, endLine, silent)) return false;
    if (!silent) push(state, startLine, state.line, "reference");
    return true;
  });
}

function line(state, number) {
  return state.src.slice(state.bMarks[number] + state.tShift[number], state.eMarks[number]);
}

function frontMatter(state, startLine, endLine, silent) {
  if (startLine !== 0 || state.level !== 0 || state.sCount[0] !== 0 || line(state, 0).trimEnd() !== "---") return false;
  let end = 1;
  while (end < endLine && line(state, end).trimEnd() !== "---") {
    if (state.isEmpty(end)) return false;
    end += 1;
  }
  if (end >= endLine || end === 1 || !/^[\w-]+:/.test(line(state, 1))) return false;
  if (!silent) push(state, 0, end + 1, "front matter");
  return true;
}

const FOOTNOTE = /^\[\^([^\]\s[]+)\]:/;

function footnote(state, startLine, endLine, silent) {
  if (state.sCount[startLine] - state.blkIndent >= 4) return false;
  const match = FOOTNOTE.exec(line(state, startLine));
  if (!match) return false;
  if (silent) return true;
  state.env.footnotes.add(match[1].toLowerCase());
  push(state, startLine, footnoteEnd(state, startLine, endLine), "footnote");
  return true;
}

/** A footnote goes on with the lines of its paragraph and with what is indented after a blank line. */
function footnoteEnd(state, startLine, endLine) {
  const terminators = state.md.block.ruler.getRules("paragraph");
  let end = startLine + 1;
  let blank = false;
  for (let next = end; next < endLine; next += 1) {
    if (state.isEmpty(next)) {
      blank = true;
      continue;
    }
    const indent = state.sCount[next] - state.blkIndent;
    if (indent < 0) break;
    if (indent < 4 && (blank || terminators.some((rule) => rule(state, next, endLine, true)))) break;
    blank = false;
    end = next + 1;
  }
  return end;
}

const WIKI_LINK = /\[\[([^[\]|\n]+)(?:\|([^[\]|\n]+))?\]\]/y;

function wikiLink(state, silent) {
  const match = matchAt(WIKI_LINK, state);
  if (!match || match[1].trim() === "") return false;
  if (!silent) state.push("wiki_link", "", 0).meta = { target: match[1].trim(), label: (match[2] ?? "").trim() };
  state.pos += match[0].length;
  return true;
}

const REFERENCE = /\[\^([^\]\s[]+)\]/y;

/** Without a definition it is text, as on the page. */
function footnoteReference(state, silent) {
  const match = matchAt(REFERENCE, state);
  if (!match || !state.env.footnotes?.has(match[1].toLowerCase())) return false;
  if (!silent) state.push("footnote_reference", "", 0).meta = { label: match[1] };
  state.pos += match[0].length;
  return true;
}

function matchAt(pattern, state) {
  pattern.lastIndex = state.pos;
  const match = pattern.exec(state.src);
  return match && state.pos + match[0].length <= state.posMax ? match : null;
}

/** `[ ]` and `[x]` at the beginning of an item. */
function tasks(tokens) {
  tokens.forEach((token, i) => {
    if (token.type !== "list_item_open" || tokens[i + 1]?.type !== "paragraph_open") return;
    const text = tokens[i + 2];
    const match = /^\[([ xX])\](?:[ \t]+|$)/.exec(text.content);
    if (!match) return;
    token.meta = { checked: match[1] !== " " };
    text.content = text.content.slice(match[0].length);
  });
  return tokens;
}

/** A paragraph with a line that begins with a colon is a definition list for the page. */
function definitionLists(tokens) {
  const out = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token.type === "paragraph_open" && /^:[ \t]/m.test(tokens[i + 1].content)) {
      const source = tokens[i + 1];
      source.type = "source";
      source.tag = "";
      source.children = null;
      source.level = token.level;
      source.map = token.map;
      source.meta = { kind: "definition list" };
      out.push(source);
      i += 2;
    } else {
      out.push(token);
    }
  }
  return out;
}

const CALLOUT = new RegExp(`^\\[!(${Object.keys(CALLOUTS).join("|")})\\][ \\t]*([^\\n]*)(?:\\n|$)`, "i");

/** A quote whose first line is `[!NOTE]`. */
function callouts(tokens) {
  const out = [];
  const open = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    out.push(token);
    if (token.type === "blockquote_close" && open.pop()) token.type = "callout_close";
    if (token.type !== "blockquote_open") continue;
    const match = tokens[i + 1]?.type === "paragraph_open" ? CALLOUT.exec(tokens[i + 2].content) : null;
    open.push(match !== null);
    if (!match) continue;
    token.type = "callout_open";
    token.meta = { kind: match[1].toUpperCase(), title: match[2].trim() };
    const text = tokens[i + 2];
    text.content = text.content.slice(match[0].length);
    if (text.content === "") i += 3;
  }
  return out;
}
