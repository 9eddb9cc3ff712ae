/* SPDX-License-Identifier: EUPL-1.2 */
// The guiding questions of a template are in italics and muted. They are answered like the blanks of a form: a click
// takes the whole question, and what is typed stands upright in its place. A second click puts the cursor into it.

import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "./schema.js";

const SIGN = "Leitfrage:";

/** A paragraph that is a question and nothing else. */
function isQuestion(node) {
  if (node.type !== schema.nodes.paragraph || !node.firstChild?.text?.startsWith(SIGN)) return false;
  return node.children.every(({ marks }) => schema.marks.em.isInSet(marks));
}

function muted({ doc }) {
  const found = [];
  doc.forEach((node, at) => isQuestion(node) && found.push(Decoration.node(at, at + node.nodeSize, { class: "editor-question" })));
  return DecorationSet.create(doc, found);
}

/** Puts upright text where a question stands, or behind it. */
function answer(view, from, to, text) {
  const tr = view.state.tr.replaceWith(from, to, schema.text(text));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + text.length)).setStoredMarks([]).scrollIntoView());
  return true;
}

const key = new PluginKey("questions");

export const questions = new Plugin({
  key,
  // where the question begins that a click has taken
  state: {
    init: () => null,
    apply: (tr, taken) => tr.getMeta(key) ?? (tr.docChanged ? null : taken),
  },
  props: {
    decorations: muted,
    handleClick(view, pos) {
      const { doc, tr } = view.state;
      const $pos = doc.resolve(pos);
      if ($pos.depth !== 1 || !isQuestion($pos.parent) || key.getState(view.state) === $pos.start()) return false;
      view.dispatch(tr.setSelection(TextSelection.create(doc, $pos.start(), $pos.end())).setMeta(key, $pos.start()));
      return true;
    },
    handleTextInput(view, from, to, text) {
      const { doc } = view.state;
      if (from !== to) return doc.textBetween(from, to).startsWith(SIGN) && answer(view, from, to, text);
      const $from = doc.resolve(from);
      return $from.depth === 1 && from === $from.end() && isQuestion($from.parent) && answer(view, from, to, ` ${text}`);
    },
  },
});
