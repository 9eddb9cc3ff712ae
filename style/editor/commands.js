/* SPDX-License-Identifier: EUPL-1.2 */
// What the buttons and keys do to the text.

import { lift, setBlockType, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { addRowAfter, goToNextCell } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes } = schema;

/** Whether a mark is on the whole way, or would be on what is typed next. */
export function hasMark(state, type) {
  const { from, to, $from, empty } = state.selection;
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type);
}

/** The innermost node of a type around the selection, with its position; or null. */
export function around(state, ...types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (types.includes(node.type)) return { node, pos: $from.before(depth), depth };
  }
  return null;
}

export function isBlock(state, type, attrs = {}) {
  const { parent } = state.selection.$from;
  return parent.type === type && Object.entries(attrs).every(([name, value]) => parent.attrs[name] === value);
}

/** A paragraph becomes that kind of block, and such a block a paragraph. */
export function toggleBlock(type, attrs = {}) {
  return (state, dispatch, view) => {
    if (isBlock(state, type, attrs)) return setBlockType(nodes.paragraph)(state, dispatch, view);
    return setBlockType(type, attrs)(state, dispatch, view);
  };
}

/** Puts a quote around the blocks, or takes the one away that is there. */
export function toggleWrap(type, attrs = null) {
  return (state, dispatch, view) => (around(state, type) ? lift(state, dispatch, view) : wrapIn(type, attrs)(state, dispatch, view));
}

/** A box of a kind: around the blocks, or the box that is there changes its kind, or goes when it had it. */
export function setCallout(kind) {
  return (state, dispatch, view) => {
    const there = around(state, nodes.callout);
    if (!there) return wrapIn(nodes.callout, { kind })(state, dispatch, view);
    if (there.node.attrs.kind === kind) return lift(state, dispatch, view);
    dispatch?.(state.tr.setNodeMarkup(there.pos, null, { kind, title: "" }));
    return true;
  };
}

/** Makes a list, changes the kind of the list, or takes it away. `checked` is false for tasks, null for other items. */
export function toggleList(type, checked = null) {
  return (state, dispatch, view) => {
    const list = around(state, nodes.bullet_list, nodes.ordered_list);
    if (!list) return newList(type, checked)(state, dispatch, view);
    const isTasks = list.node.firstChild.attrs.checked !== null;
    if (list.node.type === type && isTasks === (checked !== null)) return liftListItem(nodes.list_item)(state, dispatch, view);
    dispatch?.(changeList(state.tr, list, type, checked));
    return true;
  };
}

function newList(type, checked) {
  return (state, dispatch, view) =>
    wrapInList(type)(state, dispatch && ((tr) => {
      const list = around(state.apply(tr), type);
      dispatch(checked === null ? tr : changeList(tr, list, type, checked));
    }), view);
}

function changeList(tr, { node, pos }, type, checked) {
  tr.setNodeMarkup(pos, type, { tight: node.attrs.tight });
  node.forEach((item, offset) => tr.setNodeMarkup(pos + 1 + offset, null, { checked: checked === null ? null : (item.attrs.checked ?? checked) }));
  return tr;
}

export const indent = sinkListItem(nodes.list_item);
export const outdent = liftListItem(nodes.list_item);

/** From cell to cell, and behind the last one into a new row: arrow keys lead out of a table. */
export function nextCell(state, dispatch, view) {
  if (!around(state, nodes.table)) return false;
  if (goToNextCell(1)(state, dispatch) || !dispatch) return true;
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
}

export const previousCell = goToNextCell(-1);

/** Ticks the task that the cursor is in. */
export function toggleTask(state, dispatch) {
  const item = around(state, nodes.list_item);
  if (!item || item.node.attrs.checked === null) return false;
  dispatch?.(state.tr.setNodeMarkup(item.pos, null, { checked: !item.node.attrs.checked }));
  return true;
}

/** Puts a block behind the one with the cursor, or in place of an empty one, and the cursor where one would go on. */
export function insertBlock(create, place = placeBehind) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const depth = containerDepth($from);
    const node = create(state);
    if (depth < 0 || !node) return false;
    if (dispatch) {
      const block = $from.node(depth + 1);
      const empty = block?.type === nodes.paragraph && block.childCount === 0;
      const at = block ? (empty ? $from.before(depth + 1) : $from.after(depth + 1)) : state.selection.to;
      const tr = empty ? state.tr.replaceWith(at, at + block.nodeSize, node) : state.tr.insert(at, node);
      dispatch(place(tr, at, node).scrollIntoView());
    }
    return true;
  };
}

/** Rules, tables and boxes may stand in the text, in quotes and in boxes; in a cell there is no room. */
function containerDepth($pos) {
  for (let depth = $pos.depth; depth >= 0; depth -= 1) {
    const { type } = $pos.node(depth);
    if (type === nodes.table_cell || type === nodes.table_header) return containerDepth($pos.doc.resolve($pos.before(depth - 2)));
    if (type === nodes.doc || type === nodes.blockquote || type === nodes.callout || type === nodes.list_item) return depth;
  }
  return -1;
}

function placeBehind(tr, at, node) {
  const behind = at + node.nodeSize;
  if (behind === tr.doc.resolve(behind).end()) tr.insert(behind, nodes.paragraph.create());
  return tr.setSelection(TextSelection.near(tr.doc.resolve(behind)));
}

/** The cursor goes into the block that was put in. */
export function placeInside(tr, at, node) {
  const behind = at + node.nodeSize;
  if (behind === tr.doc.resolve(behind).end() && tr.doc.resolve(behind).depth === 0) tr.insert(behind, nodes.paragraph.create());
  return tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
}

export const insertRule = insertBlock(() => nodes.horizontal_rule.create());

export const insertTable = insertBlock((state) => (around(state, nodes.table) ? null : emptyTable(3, 3)), placeInside);

export function emptyTable(rows, columns) {
  const row = (type) => nodes.table_row.create(null, Array.from({ length: columns }, () => type.createAndFill()));
  return nodes.table.create(null, [row(nodes.table_header), ...Array.from({ length: rows - 1 }, () => row(nodes.table_cell))]);
}

export function insertInline(node) {
  return (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type.spec.code) return false;
    dispatch?.(state.tr.replaceSelectionWith(node, true).scrollIntoView());
    return true;
  };
}

/** A mark in the text and a place for the note at the end, where the cursor goes. */
export function insertFootnote(state, dispatch) {
  const label = nextLabel(state.doc);
  if (!insertInline(nodes.footnote_reference.create({ label }))(state)) return false;
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(nodes.footnote_reference.create({ label }), true);
    const start = tr.doc.content.size;
    const note = nodes.source_block.create(null, schema.text(`[^${label}]: `));
    tr.insert(start, note).setSelection(TextSelection.create(tr.doc, start + note.nodeSize - 1));
    dispatch(tr.scrollIntoView());
  }
  return true;
}

function nextLabel(doc) {
  const taken = new Set();
  doc.descendants((node) => {
    if (node.type === nodes.footnote_reference) taken.add(node.attrs.label);
    if (node.type === nodes.source_block) for (const [, label] of node.textContent.matchAll(/\[\^([^\]]+)\]:/g)) taken.add(label);
  });
  let number = 1;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

/** A break within the paragraph. */
export function insertBreak(state, dispatch) {
  if (state.selection.$from.parent.type.spec.code) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

/** Enter in a cell: Markdown has one paragraph there. */
export function breakInCell(state, dispatch) {
  return around(state, nodes.table_cell, nodes.table_header) ? insertBreak(state, dispatch) : false;
}

/** Backspace at the beginning of a heading makes it a paragraph. */
export function unhead(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type !== nodes.heading) return false;
  return setBlockType(nodes.paragraph)(state, dispatch);
}
