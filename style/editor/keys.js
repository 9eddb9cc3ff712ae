/* SPDX-License-Identifier: EUPL-1.2 */
// The keyboard. Outside of tables Tab leaves the editor, as it leaves every other field.

import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { splitListItemKeepMarks } from "prosemirror-schema-list";
import { breakInCell, indent, insertBreak, nextCell, outdent, previousCell, toggleBlock, toggleList, toggleTask, unhead } from "./commands.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** A new item below a task is a task that is still open. */
function splitItem(state, dispatch) {
  const item = state.selection.$from.node(-1);
  const attrs = item?.type === nodes.list_item && item.attrs.checked !== null ? { checked: false } : undefined;
  return splitListItemKeepMarks(nodes.list_item, attrs)(state, dispatch);
}

export const keys = {
  ...baseKeymap,
  "Mod-b": toggleMark(marks.strong),
  "Mod-i": toggleMark(marks.em),
  "Mod-Shift-x": toggleMark(marks.strike),
  "Mod-e": toggleMark(marks.code),
  "Mod-Alt-0": toggleBlock(nodes.paragraph),
  "Mod-Alt-2": toggleBlock(nodes.heading, { level: 2 }),
  "Mod-Alt-3": toggleBlock(nodes.heading, { level: 3 }),
  "Mod-Alt-4": toggleBlock(nodes.heading, { level: 4 }),
  "Mod-Shift-7": toggleList(nodes.ordered_list),
  "Mod-Shift-8": toggleList(nodes.bullet_list),
  "Mod-Shift-9": toggleList(nodes.bullet_list, false),
  "Mod-]": indent,
  "Mod-[": outdent,
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  Backspace: chainCommands(undoInputRule, unhead, baseKeymap.Backspace),
  Enter: chainCommands(breakInCell, splitItem, baseKeymap.Enter),
  "Shift-Enter": chainCommands(exitCode, insertBreak),
  Tab: nextCell,
  "Shift-Tab": previousCell,
  "Mod-Enter": chainCommands(toggleTask, exitCode),
};
