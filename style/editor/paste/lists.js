/* SPDX-License-Identifier: EUPL-1.2 */
// Word writes a list as paragraphs that only look like one; others nest their lists in the wrong place.

import { textsIn } from "./nodes.js";

const LEVEL = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const NUMBER = /^[([]?(?:\d{1,3}|[a-z]{1,4})[.)\]]/i;

/** Makes real lists of paragraphs with `mso-list: l0 level1 lfo1`. */
export function wordLists(body) {
  for (const first of body.querySelectorAll("p,h1,h2,h3,h4,h5,h6")) {
    if (!first.isConnected || !isItem(first) || isItem(first.previousElementSibling)) continue;
    const items = [];
    for (let item = first; isItem(item); item = item.nextElementSibling) items.push(item);
    build(items);
  }
}

/** Numbered headings are headings. */
function isItem(element) {
  return element?.nodeName === "P" && LEVEL.test(element.getAttribute("data-style") ?? "");
}

function build(items) {
  const { ownerDocument } = items[0];
  const open = [];
  for (const item of items) {
    const level = Number(LEVEL.exec(item.getAttribute("data-style"))[2]);
    const name = NUMBER.test(takeSign(item)) ? "ol" : "ul";
    while (open.length > 0 && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level === level && open.at(-1).list.localName !== name) open.pop();
    if (open.at(-1)?.level !== level) {
      const list = ownerDocument.createElement(name);
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else item.before(list);
      open.push({ level, list });
    }
    const entry = ownerDocument.createElement("li");
    entry.append(...item.childNodes);
    open.at(-1).list.append(entry);
    item.remove();
  }
}

/** The bullet or number that Word wrote in front, which goes. */
function takeSign(item) {
  const sign = [...item.querySelectorAll("[data-style]")].find((part) => /mso-list:\s*Ignore/i.test(part.getAttribute("data-style")));
  const text = (sign?.textContent ?? "").trim();
  sign?.remove();
  if (sign) return text;
  const loose = /^[\s\u00a0]*([·•o§▪–-]|\d{1,3}[.)]|[a-z][.)])[\s\u00a0]{2,}/.exec(item.textContent);
  if (!loose) return "";
  cut(item, loose[0].length);
  return loose[1];
}

/** Takes characters from the beginning of an element. */
function cut(element, length) {
  for (const text of textsIn(element)) {
    const taken = Math.min(length, text.data.length);
    text.data = text.data.slice(taken);
    length -= taken;
  }
}

/** A list within a list belongs to the item above it; boxes in front of items are tasks. */
export function tidyLists(body) {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const above = list.previousElementSibling;
    if (above?.nodeName === "LI") above.append(list);
    else list.replaceWith(...list.childNodes);
  }
  for (const item of body.querySelectorAll("li")) {
    if (item.parentElement.nodeName !== "UL" && item.parentElement.nodeName !== "OL") {
      const list = item.ownerDocument.createElement("ul");
      item.replaceWith(list);
      list.append(item);
    }
    const box = /^\s*([☐☑☒])\s*/.exec(item.textContent);
    if (box) {
      item.setAttribute("data-checked", String(box[1] !== "☐"));
      cut(item, box[0].length);
    }
  }
}
