/* SPDX-License-Identifier: EUPL-1.2 */
// What is to be seen on an image, for those who do not see it.

import { NodeSelection } from "prosemirror-state";
import { ask } from "./dialog.js";
import { schema } from "./schema.js";

/** Asks for the alternative text; null when the visitor thinks better of it. */
export async function askForAlt(value, name = "") {
  const answer = await ask({
    title: name ? `Was ist auf „${name}“ zu sehen?` : "Was ist auf dem Bild zu sehen?",
    fields: [{ name: "alt", label: "Beschreibung", value, hint: "Ein Satz für alle, die das Bild nicht sehen. Leer nur, wenn es rein schmückend ist." }],
    submit: "Übernehmen",
  });
  return answer?.alt ?? null;
}

/** A double click on an image. */
export function editImage(view, node, pos) {
  if (node.type !== schema.nodes.image) return false;
  change(view, node, pos);
  return true;
}

/** Enter on an image that is selected. */
export function editSelectedImage({ selection }, dispatch, view) {
  if (!(selection instanceof NodeSelection) || selection.node.type !== schema.nodes.image) return false;
  if (dispatch) change(view, selection.node, selection.from);
  return true;
}

async function change(view, node, pos) {
  const alt = await askForAlt(node.attrs.alt);
  view.focus();
  if (alt !== null && view.state.doc.nodeAt(pos)?.eq(node)) view.dispatch(view.state.tr.setNodeMarkup(pos, null, { ...node.attrs, alt }));
}
