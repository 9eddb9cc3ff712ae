/* SPDX-License-Identifier: EUPL-1.2 */
// What the toolbar offers. A tool has a label, an icon and a command; `active` says whether it is on,
// `enabled` whether it is possible, where that is not what the command says without a dispatch.

import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable } from "prosemirror-tables";
import {
  around,
  hasMark,
  indent,
  insertFootnote,
  insertRule,
  insertTable,
  isBlock,
  outdent,
  setCallout,
  toggleBlock,
  toggleList,
  toggleWrap,
} from "./commands.js";
import { CALLOUTS, schema } from "./schema.js";

const { nodes, marks } = schema;

const mark = (type, label, icon, keys) => ({ label, icon, keys, run: toggleMark(type), active: (state) => hasMark(state, type) });

const heading = (level) => ({
  label: `Überschrift H${level}`,
  icon: `H${level}`,
  keys: `Strg+Alt+${level}`,
  run: toggleBlock(nodes.heading, { level }),
  active: (state) => isBlock(state, nodes.heading, { level }),
});

const list = (type, checked, label, icon, keys) => ({
  label,
  icon,
  keys,
  run: toggleList(type, checked),
  active: (state) => {
    const item = around(state, nodes.list_item);
    const parent = around(state, nodes.bullet_list, nodes.ordered_list);
    return parent?.node.type === type && item !== null && (item.node.attrs.checked !== null) === (checked !== null);
  },
});

const callout = (kind) => ({
  label: CALLOUTS[kind],
  run: setCallout(kind),
  active: (state) => around(state, nodes.callout)?.node.attrs.kind === kind,
});

/** The last row and the last column go with the table, the head never. */
function removeRow(state, dispatch) {
  const row = around(state, nodes.table_row);
  const table = around(state, nodes.table);
  if (!row || row.pos === table.pos + 1) return false;
  return table.node.childCount > 2 ? deleteRow(state, dispatch) : false;
}

function addRowAbove(state, dispatch) {
  const row = around(state, nodes.table_row);
  return row && row.pos > around(state, nodes.table).pos + 1 ? addRowBefore(state, dispatch) : false;
}

const table = {
  label: "Tabelle",
  icon: "table",
  items: [
    { label: "Tabelle einfügen", run: insertTable },
    { label: "Zeile darüber", run: addRowAbove },
    { label: "Zeile darunter", run: addRowAfter },
    { label: "Spalte links", run: addColumnBefore },
    { label: "Spalte rechts", run: addColumnAfter },
    { label: "Zeile löschen", run: removeRow },
    { label: "Spalte löschen", run: deleteColumn },
    { label: "Tabelle löschen", run: deleteTable },
  ],
};

/** The groups of an editor; what needs a dialog or the server comes from it. */
export function toolsOf(editor) {
  return [
    { label: "Überschrift", tools: [heading(2), heading(3), heading(4)] },
    {
      label: "Schrift",
      tools: [
        mark(marks.strong, "Fett", "bold", "Strg+B"),
        mark(marks.em, "Kursiv", "italic", "Strg+I"),
        mark(marks.strike, "Durchgestrichen", "strike", "Strg+Umschalt+X"),
        mark(marks.code, "Code", "code", "Strg+E"),
      ],
    },
    {
      label: "Listen",
      tools: [
        list(nodes.bullet_list, null, "Aufzählung", "bullets", "Strg+Umschalt+8"),
        list(nodes.ordered_list, null, "Nummerierung", "numbers", "Strg+Umschalt+7"),
        list(nodes.bullet_list, false, "Aufgabenliste", "tasks", "Strg+Umschalt+9"),
        { label: "Einrücken", icon: "indent", keys: "Strg+]", run: indent },
        { label: "Ausrücken", icon: "outdent", keys: "Strg+[", run: outdent },
      ],
    },
    {
      label: "Einfügen",
      tools: [
        ...editor.links,
        { label: "Fußnote", icon: "footnote", run: insertFootnote },
        ...editor.uploads,
        table,
        { label: "Zitat", icon: "quote", run: toggleWrap(nodes.blockquote), active: (state) => around(state, nodes.blockquote) !== null },
        { label: "Kasten", icon: "callout", items: ["NOTE", "TIP", "WARNING"].map(callout) },
        { label: "Codeblock", icon: "codeblock", run: toggleBlock(nodes.code_block), active: (state) => isBlock(state, nodes.code_block) },
        { label: "Trennlinie", icon: "rule", run: insertRule },
      ],
    },
    {
      label: "Verlauf",
      tools: [
        { label: "Rückgängig", icon: "undo", keys: "Strg+Z", run: undo },
        { label: "Wiederholen", icon: "redo", keys: "Strg+Y", run: redo },
      ],
    },
  ];
}
