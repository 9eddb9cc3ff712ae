/* SPDX-License-Identifier: EUPL-1.2 */
// What is pasted from office programs and web pages becomes the Markdown that stands beside it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { DOMParser } from "prosemirror-model";
import { clean, defuse } from "../paste/clean.js";
import { schema } from "../schema.js";
import { writeBlocks } from "../markdown/writer.js";

const file = (name) => readFileSync(new URL(`pastes/${name}`, import.meta.url), "utf8");

function paste(html) {
  const { document } = parseHTML(`<!doctype html><html><body>${defuse(html).replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/g, "")}</body></html>`);
  const report = clean(document.body);
  const doc = DOMParser.fromSchema(schema).parse(document.body);
  return { ...report, markdown: writeBlocks(doc.content.content), html: document.body.innerHTML };
}

for (const name of ["word", "libreoffice", "website"]) {
  test(`a paste from ${name} has a clean structure`, () => {
    assert.equal(`${paste(file(`${name}.html`)).markdown}\n`, file(`${name}.md`));
  });

  test(`a paste from ${name} leaves no trace of where it came from`, () => {
    const { html } = paste(file(`${name}.html`));
    assert.doesNotMatch(html, /\b(?:class|style|lang|id|width|on\w+)=|mso-|<(?:span|font|o:p|div|script|u)\b/i);
  });
}

test("images that cannot be shown are counted, those of a pixel are not", () => {
  assert.equal(paste(file("word.html")).images, 1);
  assert.equal(paste(file("website.html")).images, 1);
});

test("no style attribute reaches a parser", () => {
  assert.doesNotMatch(defuse(`<p style='a'><b\nstyle="c">mein style="d" im Text</b>`), /<[^>]*\sstyle/);
  assert.match(defuse("<b>mein style=d im Text</b>"), /mein style=d im Text/);
});
