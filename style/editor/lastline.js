/* SPDX-License-Identifier: EUPL-1.2 */
// Below a quotation, a table or a code block at the end there is always a line to go on in: otherwise what is written next
// lands inside of it. An empty paragraph is no Markdown, so nothing of this is stored.

import { Plugin } from "prosemirror-state";
import { schema } from "./schema.js";

const { paragraph, heading, bullet_list, ordered_list } = schema.nodes;
/** What one leaves by pressing Enter. */
const OPEN = [paragraph, heading, bullet_list, ordered_list];

/** The transaction that adds the line; null when there is one. */
function added({ doc, tr }) {
  return OPEN.includes(doc.lastChild.type) ? null : tr.insert(doc.content.size, paragraph.create());
}

/** Adds it as soon as it is missing. */
export const lastLine = new Plugin({ appendTransaction: (_, __, state) => added(state) });

/** A new document with the line. */
export function withLastLine(state) {
  const tr = added(state);
  return tr ? state.apply(tr.setMeta("addToHistory", false)) : state;
}
