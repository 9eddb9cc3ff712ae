/* SPDX-License-Identifier: EUPL-1.2 */
// Markdown -> editor -> Markdown changes nothing that was not edited.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Transform } from "prosemirror-transform";
import { schema } from "../schema.js";
import { MarkdownText, readMarkdown } from "../markdown/text.js";
import { writeBlocks } from "../markdown/writer.js";
import { CORPUS, corpus, samples } from "./corpus.mjs";

const { nodes } = schema;
const real = corpus();
const skip = real ? false : `no texts in ${CORPUS}; set WISSENSNETZ_CORPUS to a folder of Markdown files`;

test("our own samples come back byte by byte", () => sameBytes(samples()));
test("real texts come back byte by byte", { skip }, () => sameBytes(corpus()));
test("in our own samples, editing a paragraph leaves the rest alone", () => oneEdit(samples()));
test("in real texts, editing a paragraph leaves the rest alone", { skip }, () => oneEdit(corpus()));
test("our own samples, written afresh, read the same", () => sameMeaning(samples()));
test("real texts, written afresh, read the same", { skip }, () => sameMeaning(corpus()));

function sameBytes(texts) {
  for (const { name, markdown } of texts) {
    const text = new MarkdownText(markdown);
    assert.equal(text.write(text.doc), markdown, name);
  }
}

/** Puts a word at the end of a paragraph in the middle of the text. */
function oneEdit(texts) {
  let edited = 0;
  for (const { name, markdown } of texts) {
    const text = new MarkdownText(markdown);
    const at = paragraphOf(text.doc, markdown);
    if (!at) continue;
    const { doc } = new Transform(text.doc).insert(at.end, schema.text(" Zusatz"));
    const { before, source, after } = at;
    const written = text.write(doc);
    assert.ok(written.startsWith(before), `${name}: what stands above has changed`);
    assert.ok(written.endsWith(after), `${name}: what stands below has changed`);
    assert.equal(written.slice(before.length, written.length - after.length), `${source} Zusatz`, name);
    edited += 1;
  }
  assert.ok(edited > 0, "no paragraph found");
}

/** A paragraph of plain words that occurs once in the text: its place in the document and in the source. */
function paragraphOf(doc, markdown) {
  const found = [];
  doc.forEach((node, offset) => {
    const words = node.textContent;
    if (node.type !== nodes.paragraph || !/^[\p{L}\d][\p{L}\d .,]*$/u.test(words)) return;
    const parts = markdown.split(words);
    if (parts.length !== 2 || !/(^|\n)$/.test(parts[0]) || !/^(\r?\n|$)/.test(parts[1])) return;
    found.push({ end: offset + node.nodeSize - 1, before: parts[0], source: words, after: parts[1] });
  });
  return found[Math.floor(found.length / 2)];
}

/** The deliberate deviations: white space that no page shows (around line breaks, at the ends of lines), headings without text. */
function sameMeaning(texts) {
  const deviations = [];
  for (const { name, markdown } of texts) {
    const { doc } = new MarkdownText(markdown);
    const again = readMarkdown(writeBlocks(doc.content.content));
    const shown = tidied(doc);
    if (shown !== tidied(nodes.doc.create(null, again.length > 0 ? again : [nodes.paragraph.create()]))) deviations.push(name);
  }
  assert.deepEqual(deviations, []);
}

function tidied(doc) {
  return JSON.stringify(merged(doc.toJSON()));
}

/** Without white space at the ends of lines, and without what is empty then. */
function merged(json) {
  if (!json.content) return json;
  const content = json.content.map(merged).filter(({ type, content }) => type !== "heading" || content);
  const inline = content.some(({ type }) => type === "text" || type === "hard_break");
  if (!inline || json.type === "code_block" || json.type === "source_block") return { ...json, content };
  const isEdge = (i) => !content[i] || content[i].type === "hard_break";
  const tidy = content.map((node, i) => {
    if (node.type !== "text") return node;
    let { text } = node;
    if (isEdge(i - 1)) text = text.trimStart();
    if (isEdge(i + 1)) text = text.trimEnd();
    return { ...node, text };
  });
  while (tidy.at(-1)?.type === "hard_break") tidy.pop();
  return { ...json, content: tidy.filter(({ text }) => text !== "") };
}
