/* SPDX-License-Identifier: EUPL-1.2 */
// The guiding questions of a template are in italics. The answer that is typed over one is not.

import { Plugin, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const QUESTION = /^Leitfrage:/;

export const questions = new Plugin({
  props: {
    handleTextInput(view, from, to, text) {
      const { doc, tr } = view.state;
      if (from === to || !QUESTION.test(doc.textBetween(from, to))) return false;
      tr.replaceWith(from, to, schema.text(text));
      tr.setSelection(TextSelection.create(tr.doc, from + text.length)).setStoredMarks([]);
      view.dispatch(tr.scrollIntoView());
      return true;
    },
  },
});
