/* SPDX-License-Identifier: EUPL-1.2 */
// Which block of the editor is which block of the text that was read.

/**
 * For each node: the block it comes from (`origin`, `index`), or none, and whether it is still the `same`.
 * A block that was edited is the one that now stands where another stood.
 */
export function align(nodes, blocks) {
  const entries = nodes.map((node) => ({ node, origin: null, index: -1, same: false }));
  const free = new Set(blocks.keys());
  const take = (entry, index, same) => {
    Object.assign(entry, { origin: blocks[index], index, same });
    free.delete(index);
  };
  takeIdentical(entries, blocks, free, take);
  takeEqual(entries, blocks, free, take);
  takeEdited(entries, free, take);
  return entries;
}

/** An untouched block is the very same object. */
function takeIdentical(entries, blocks, free, take) {
  const indices = new Map(blocks.map(({ node }, i) => [node, i]));
  for (const entry of entries) {
    const index = indices.get(entry.node);
    if (index !== undefined && free.has(index)) take(entry, index, true);
  }
}

/** What was edited and undone, or cut and pasted, is another object and yet the same. */
function takeEqual(entries, blocks, free, take) {
  const open = entries.filter(({ origin }) => !origin);
  if (open.length === 0 || free.size === 0) return;
  const byText = new Map();
  for (const index of free) {
    const text = blocks[index].node.textContent;
    if (!byText.has(text)) byText.set(text, []);
    byText.get(text).push(index);
  }
  for (const entry of open) {
    const index = byText.get(entry.node.textContent)?.find((i) => free.has(i) && blocks[i].node.eq(entry.node));
    if (index !== undefined) take(entry, index, true);
  }
}

/** Between two blocks that are known, the others are those that stood there, in their order. */
function takeEdited(entries, free, take) {
  let last = -1;
  let open = [];
  const pair = (until) => {
    const between = [...free].filter((index) => index > last && index < until).sort((a, b) => a - b);
    open.forEach((entry, i) => between[i] !== undefined && take(entry, between[i], false));
    open = [];
  };
  for (const entry of entries) {
    if (!entry.origin) {
      open.push(entry);
    } else if (entry.index > last) {
      pair(entry.index);
      last = entry.index;
    }
  }
  pair(Infinity);
}
