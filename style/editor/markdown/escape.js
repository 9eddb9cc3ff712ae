/* SPDX-License-Identifier: EUPL-1.2 */
// Text of a person as Markdown that reads as that text, with as few backslashes as it takes.

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}]/u;
const SPACE = /^\s?$/;

/** `before` and `after`: what stands around the text in its line; `whole`: all text of the paragraph. */
export function escapeText(text, { before = "", after = "", brackets = false } = {}) {
  let out = "";
  for (let i = 0; i < text.length; i += 1) {
    const previous = i > 0 ? text[i - 1] : before.slice(-1);
    const next = i + 1 < text.length ? text[i + 1] : after.slice(0, 1);
    out += needsBackslash(text[i], previous, next, text.slice(i + 1) + after, brackets) ? `\\${text[i]}` : text[i];
  }
  return out;
}

function needsBackslash(character, previous, next, rest, brackets) {
  const apart = SPACE.test(previous) && SPACE.test(next);
  switch (character) {
    case "\\":
      return next === "" || next === "\n" || PUNCTUATION.test(next);
    case "`":
      return true;
    case "*":
    case "~":
      return !apart;
    case "_":
      return !apart && !(WORD.test(previous) && WORD.test(next));
    case "[":
      return brackets && !isPlainBracket(previous, rest);
    case "]":
      return false;
    case "<":
      return /[A-Za-z/!?]/.test(next);
    case "&":
      return /^(?:#\w+|\w+);/.test(rest);
    case "!":
      return next === "[";
    default:
      return false;
  }
}

/** `[sic]` in the middle of a line means nothing to Markdown, as long as nobody defines it. */
function isPlainBracket(previous, rest) {
  return /^[\p{L}\p{N} .,…-]{2,}\](?![[(:])/u.test(rest) && !/[[\]!]/.test(previous) && previous !== "";
}

/** What begins a block when it stands at the beginning of a line. */
export function escapeLineStart(line) {
  return line
    .replace(/^([-+](?=\s|$)|[=-]+\s*$|>|#{1,6}(?=\s|$)|:(?=\s)|\||-(?=[-\s:|]*$)|(?:-[ \t]*){3,}$)/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^\*(?=\s|$)/, "\\*");
}
