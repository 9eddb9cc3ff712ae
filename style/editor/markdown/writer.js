/* SPDX-License-Identifier: EUPL-1.2 */
// Nodes of the editor as Markdown, written afresh.

import { schema } from "../schema.js";
import { writeLine } from "./inline.js";

const { nodes } = schema;

/** Headings and cells have one line of Markdown. */
const IN_ONE_LINE = { lineBreak: "<br>", beginsBlock: false };

/** Blocks one below the other. `tight`: without blank lines, as in a list whose items are close together. */
export function writeBlocks(blocks, tight = false) {
  let out = "";
  let previous = null;
  for (const block of blocks) {
    const text = writeBlock(block, previous);
    if (text === "") continue;
    if (previous) out += tight && mayFollowAtOnce(previous, block) ? "\n" : "\n\n";
    out += text;
    previous = block;
  }
  return out;
}

/** One block; `previous` is the one above it. An empty paragraph has no Markdown. */
export function writeBlock(node, previous = null) {
  switch (node.type) {
    case nodes.paragraph:
      return writeLine(node);
    case nodes.heading:
      return heading(node);
    case nodes.blockquote:
      return prefixed(writeBlocks(node.content.content), "> ");
    case nodes.callout:
      return callout(node);
    case nodes.bullet_list:
      return bulletList(node, previous);
    case nodes.ordered_list:
      return orderedList(node, previous);
    case nodes.code_block:
      return fence(node);
    case nodes.source_block:
      return node.textContent;
    case nodes.horizontal_rule:
      return "---";
    case nodes.table:
      return table(node);
    default:
      throw new Error(`There is no Markdown for ${node.type.name}.`);
  }
}

function heading(node) {
  const text = writeLine(node, IN_ONE_LINE).replace(/(\s|^)(#+)$/, "$1\\$2");
  return text === "" ? "" : `${"#".repeat(node.attrs.level)} ${text}`;
}

function callout(node) {
  const title = node.attrs.title ? ` ${node.attrs.title}` : "";
  const text = writeBlocks(node.content.content);
  return prefixed(`[!${node.attrs.kind}]${title}${text ? `\n${text}` : ""}`, "> ");
}

function prefixed(text, prefix) {
  return text
    .split("\n")
    .map((line) => (line === "" ? prefix.trimEnd() : prefix + line))
    .join("\n");
}

/** Two lists with the same sign one below the other would be one list. */
function bulletList(node, previous) {
  const { bullet } = node.attrs;
  const taken = previous?.type === nodes.bullet_list ? signOf(previous) : null;
  const sign = bullet === taken ? (bullet === "-" ? "*" : "-") : bullet;
  signs.set(node, sign);
  return items(node, () => sign);
}

function orderedList(node, previous) {
  const { delimiter, start } = node.attrs;
  const taken = previous?.type === nodes.ordered_list ? signOf(previous) : null;
  const sign = delimiter === taken ? (delimiter === "." ? ")" : ".") : delimiter;
  signs.set(node, sign);
  return items(node, (i) => `${start + i}${sign}`);
}

/** Which sign a list was written with, where that is not the one it asked for. */
const signs = new WeakMap();

function signOf(list) {
  return signs.get(list) ?? list.attrs.bullet ?? list.attrs.delimiter;
}

function items(list, markerOf) {
  const written = [];
  list.forEach((item, _, i) => written.push(listItem(item, markerOf(i), list.attrs.tight)));
  return written.join(list.attrs.tight ? "\n" : "\n\n");
}

function listItem(item, marker, tight) {
  const blocks = item.content.content;
  const task = item.attrs.checked === null ? "" : `[${item.attrs.checked ? "x" : " "}] `;
  const text = writeBlocks(blocks, tight);
  const first = `${marker} ${task}`;
  if (text === "") return first.trimEnd();
  const indent = " ".repeat(marker.length + 1);
  const [head, ...rest] = text.split("\n");
  return [first + head, ...rest.map((line) => (line === "" ? "" : indent + line))].join("\n");
}

function mayFollowAtOnce(previous, block) {
  if (previous.type === nodes.heading || block.type === nodes.code_block) return true;
  if (previous.type !== nodes.paragraph) return false;
  return block.type === nodes.bullet_list || (block.type === nodes.ordered_list && block.attrs.start === 1) || block.type === nodes.blockquote;
}

function fence(node) {
  const text = node.textContent;
  const { language } = node.attrs;
  const sign = language.includes("`") ? "~" : "`";
  const longest = Math.max(2, ...(text.match(new RegExp(`${sign}+`, "g")) ?? []).map((run) => run.length));
  const marks = sign.repeat(longest + 1);
  return `${marks}${language}\n${text}${text === "" ? "" : "\n"}${marks}`;
}

const RULES = { left: ":---", center: ":---:", right: "---:" };

function table(node) {
  const rows = [];
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => cells.push(cellText(cell)));
    rows.push(`| ${cells.join(" | ")} |`.replace(/\| {2,}(?=\|)/g, "| "));
  });
  const rules = [];
  node.firstChild.forEach((cell) => rules.push(RULES[cell.attrs.align] ?? "---"));
  rows.splice(1, 0, `| ${rules.join(" | ")} |`);
  return rows.join("\n");
}

function cellText(cell) {
  const lines = [];
  cell.forEach((paragraph) => lines.push(writeLine(paragraph, IN_ONE_LINE)));
  return lines.join("<br>").replace(/\n/g, " ").replace(/\\?\|/g, "\\|");
}
