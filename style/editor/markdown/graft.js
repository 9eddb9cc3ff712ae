/* SPDX-License-Identifier: EUPL-1.2 */
// Writes an edited block so that its untouched words and lines keep the form they had: line breaks,
// signs of lists, spaces in tables. Whoever compares two revisions sees what was changed, and no more.

import { readMarkdown } from "./text.js";
import { writeBlock } from "./writer.js";

/** `plain` is the block as it would be written afresh; `origin` the block it was. */
export function graft(plain, origin, context) {
  const before = writeBlock(origin.node);
  if (before === origin.source) return plain;
  const wanted = reread(plain, context);
  const candidates = [WORDS, LINES].map((unit) => transplant(unit, plain, before, origin.source));
  return candidates.find((text) => text !== null && isSame(reread(text, context), wanted)) ?? plain;
}

/** How a text is cut: into parts that are compared, and what stands between them. */
const WORDS = /[ \t\r\n]+/g;
const LINES = /\r\n|\r|\n/g;

/**
 * `now` with the beginning and the end that it has in common with `before` written as in `source`. Null
 * when the parts of `before` are not those of `source`.
 */
function transplant(unit, now, before, source) {
  const [fresh, old, written] = [now, before, source].map((text) => cut(text, unit));
  if (old.parts.length !== written.parts.length) return null;
  const most = Math.min(fresh.parts.length, old.parts.length);
  let start = 0;
  while (start < most && fresh.parts[start] === old.parts[start]) start += 1;
  let end = 0;
  while (end < most - start && fresh.parts.at(-1 - end) === old.parts.at(-1 - end)) end += 1;
  return join(fresh, written, start, end);
}

function cut(text, unit) {
  return { parts: text.split(unit), gaps: text.match(unit) ?? [] };
}

function join(fresh, written, start, end) {
  const count = fresh.parts.length;
  const shift = written.parts.length - count;
  let out = "";
  for (let i = 0; i < count; i += 1) {
    const atStart = i < start;
    const atEnd = i >= count - end;
    out += atStart ? written.parts[i] : atEnd ? written.parts[i + shift] : fresh.parts[i];
    if (i === count - 1) break;
    const nextAtEnd = i + 1 >= count - end;
    if (atStart && i + 1 <= start && i < written.gaps.length) out += written.gaps[i];
    else if (nextAtEnd && i + shift >= 0) out += written.gaps[i + shift];
    else out += fresh.gaps[i];
  }
  return out;
}

/** Definitions of the whole text are known, new ones are forgotten. */
function reread(text, { references, footnotes }) {
  return readMarkdown(text, { references: { ...references }, footnotes: new Set(footnotes) });
}

function isSame(a, b) {
  return a.length === b.length && a.every((node, i) => node.eq(b[i]));
}
