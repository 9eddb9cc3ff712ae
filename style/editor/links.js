/* SPDX-License-Identifier: EUPL-1.2 */
// Links: put on the selection, changed or taken away in a dialog.

import { TextSelection } from "prosemirror-state";
import { hasMark } from "./commands.js";
import { ask } from "./dialog.js";
import { schema } from "./schema.js";

const { link } = schema.marks;

/** The whole stretch of the link at the cursor, or null. */
export function linkAt(state) {
  const { $from } = state.selection;
  const { parent } = $from;
  const at = parent.childAfter($from.parentOffset);
  const before = parent.childBefore($from.parentOffset);
  const child = [at, before].find(({ node }) => node && link.isInSet(node.marks));
  if (!child) return null;
  const mark = link.isInSet(child.node.marks);
  let first = child.index;
  let last = child.index;
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first -= 1;
  while (last + 1 < parent.childCount && mark.isInSet(parent.child(last + 1).marks)) last += 1;
  let from = $from.start();
  for (let i = 0; i < first; i += 1) from += parent.child(i).nodeSize;
  let to = from;
  for (let i = first; i <= last; i += 1) to += parent.child(i).nodeSize;
  return { mark, from, to };
}

/** An address as people write it: without `https://`, or a mail address. */
export function completed(address) {
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  if (/^(?:[a-z][a-z\d+.-]*:|[/#?])/i.test(address)) return address;
  return /^[^\s/]+\.[a-z]{2,}(?:[/?#:]|$)/i.test(address) ? `https://${address}` : address;
}

function problemOf(address) {
  if (address === "") return "Bitte geben Sie eine Adresse ein.";
  if (/\s/.test(address)) return "Eine Adresse hat keine Leerzeichen.";
  return /^(?:https?:|mailto:|tel:|[/#])/i.test(completed(address)) ? null : "Bitte geben Sie eine Web-Adresse ein, zum Beispiel https://www.lemgo.de.";
}

export const linkTool = {
  label: "Link",
  icon: "link",
  keys: "Strg+K",
  staysHere: true,
  run: editLink,
  enabled: (state) => state.selection.$from.parent.inlineContent && !state.selection.$from.parent.type.spec.code,
  active: (state) => hasMark(state, link),
};

/** Opens the dialog; without a selection it asks for the text as well. */
export function editLink(state, dispatch, view) {
  if (!linkTool.enabled(state)) return false;
  if (dispatch) askForLink(view);
  return true;
}

async function askForLink(view) {
  const there = linkAt(view.state);
  const { empty } = view.state.selection;
  const { from, to } = there ?? view.state.selection;
  const fields = [{ name: "href", label: "Adresse", value: there?.mark.attrs.href ?? "", hint: "Zum Beispiel https://www.lemgo.de oder eine Mail-Adresse", problem: problemOf }];
  if (empty && !there) fields.push({ name: "text", label: "Text", hint: "Was zu lesen ist; leer: die Adresse selbst" });
  const answer = await ask({ title: there ? "Link ändern" : "Link einfügen", fields, submit: "Übernehmen", remove: there && "Link entfernen" });
  view.focus();
  if (answer === null) return;
  const tr = view.state.tr;
  if (answer === "remove") {
    tr.removeMark(from, to, link);
  } else {
    const mark = link.create({ href: completed(answer.href), title: there?.mark.attrs.title ?? "" });
    if (empty && !there) tr.insert(from, schema.text(answer.text || answer.href, mark.addToSet(view.state.selection.$from.marks())));
    else tr.removeMark(from, to, link).addMark(from, to, mark);
    if (empty && !there) tr.setSelection(TextSelection.create(tr.doc, from + (answer.text || answer.href).length));
  }
  view.dispatch(tr.removeStoredMark(link).scrollIntoView());
}
