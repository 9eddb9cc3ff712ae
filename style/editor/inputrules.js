/* SPDX-License-Identifier: EUPL-1.2 */
// Who knows Markdown may type it: `## `, `- `, `1. `, `> `, three backticks, `[[Titel]]`, `**fett**`.

import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** The title of an article is its first heading, so headings in the text begin at the second level. */
const headings = textblockTypeInputRule(/^(#{1,4})\s$/, nodes.heading, ([, signs]) => ({ level: Math.max(2, signs.length) }));

const bullets = wrappingInputRule(/^([-*])\s$/, nodes.bullet_list, ([, bullet]) => ({ bullet }));

const numbers = wrappingInputRule(
  /^(\d{1,3})([.)])\s$/,
  nodes.ordered_list,
  ([, start, delimiter]) => ({ start: Number(start), delimiter }),
  ([, start], list) => list.childCount + list.attrs.start === Number(start),
);

const quote = wrappingInputRule(/^>\s$/, nodes.blockquote);
const code = textblockTypeInputRule(/^```$/, nodes.code_block);

const rule = new InputRule(/^---$/, (state, _, start) => {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== nodes.paragraph) return null;
  return state.tr.replaceWith($start.before(), $start.after(), [nodes.horizontal_rule.create(), nodes.paragraph.create()]);
});

const task = new InputRule(/^\[([ xX]?)\]\s$/, (state, [, sign], start, end) => {
  const $start = state.doc.resolve(start);
  const item = $start.node(-1);
  if (item?.type !== nodes.list_item || $start.index(-1) > 0) return null;
  return state.tr.delete(start, end).setNodeMarkup($start.before(-1), null, { checked: /x/i.test(sign) });
});

const wikiLink = new InputRule(/\[\[([^[\]|]+)(?:\|([^[\]|]+))?\]\]$/, (state, [, target, label], start, end) =>
  target.trim() === "" ? null : state.tr.replaceWith(start, end, nodes.wiki_link.create({ target: target.trim(), label: (label ?? "").trim() })),
);

/** `**fett**`: the signs go, the mark comes, and what is typed next is without it. */
function marked(pattern, type) {
  return new InputRule(pattern, (state, match, start, end) => {
    const [, before, inner] = match;
    const from = start + before.length;
    if (state.doc.rangeHasMark(from, end, marks.code)) return null;
    return state.tr.replaceWith(from, end, schema.text(inner, type.create().addToSet(state.doc.resolve(end).marks()))).removeStoredMark(type);
  });
}

export const typing = inputRules({
  rules: [
    headings,
    bullets,
    numbers,
    quote,
    code,
    rule,
    task,
    wikiLink,
    marked(/(^|[^*\w])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
    marked(/(^|[^`])`([^`]+)`$/, marks.code),
  ],
});
