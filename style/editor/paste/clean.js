/* SPDX-License-Identifier: EUPL-1.2 */
// HTML from Word, LibreOffice or a web page, reduced to what a text may consist of: headings,
// paragraphs, lists, tables, links, bold and italic. Where it came from is not to be seen any more.

import { isOwn, isSafe } from "../addresses.js";
import { tidyLists, wordLists } from "./lists.js";
import { rename, textsIn, unwrap } from "./nodes.js";
import { tidyTables } from "./tables.js";

const DROPPED = "script,style,head,meta,link,title,template,noscript,object,embed,iframe,svg,math,input,button,select,textarea,audio,video,canvas,xml,map";
const BLOCKS = /^(?:P|H[1-6]|UL|OL|LI|TABLE|THEAD|TBODY|TFOOT|TR|TD|TH|BLOCKQUOTE|PRE|HR|DIV|SECTION|ARTICLE|MAIN|DL|DT|DD|FIGURE|FIGCAPTION)$/;
const KEPT = /^(?:P|H[1-6]|UL|OL|LI|TABLE|TBODY|TR|TD|TH|BLOCKQUOTE|PRE|HR|BR|A|STRONG|B|EM|I|S|DEL|STRIKE|CODE|IMG)$/;

/** A style attribute would offend the content security policy as soon as it is parsed; we still want to read it. */
export function defuse(html) {
  return html
    .replace(/<!\[if [^\]]*\]>|<!\[endif\]>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2"));
}

/** Cleans what `defuse` has made harmless and a parser has read; says how many images were left out. */
export function clean(body) {
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  const report = { images: dropImages(body) };
  headings(body);
  wordLists(body);
  fonts(body);
  links(body);
  quotes(body);
  unwrapOthers(body);
  tidyLists(body);
  tidyTables(body);
  paragraphs(body);
  for (const element of body.querySelectorAll("*")) dropAttributes(element);
  return report;
}

export const styleOf = (element) => element.getAttribute("data-style") ?? "";

/** Ours stay. Others cannot be shown, and a path on somebody's disk least of all. */
function dropImages(body) {
  let dropped = 0;
  for (const image of body.querySelectorAll("img")) {
    if (isOwn(image.getAttribute("src") ?? "")) continue;
    // pictures of a pixel count visitors
    if (Number(image.getAttribute("width") ?? 100) > 2) dropped += 1;
    image.remove();
  }
  return dropped;
}

/** The highest heading becomes one of the second level, because the first is the title of the article. */
function headings(body) {
  for (const element of body.querySelectorAll("p")) {
    const level = wordLevel(element);
    if (level) rename(element, `h${level}`);
  }
  const all = [...body.querySelectorAll("h1,h2,h3,h4,h5,h6")];
  const level = (element) => Number(element.nodeName[1]);
  const shift = 2 - Math.min(...all.map(level));
  for (const element of all) rename(element, `h${Math.min(6, level(element) + shift)}`);
}

function wordLevel(element) {
  const name = element.getAttribute("class") ?? "";
  if (/\bMsoTitle\b/.test(name)) return 1;
  const match = /\b(?:MsoHeading|berschrift|Heading)_?([1-6])\b/i.exec(name) ?? /mso-outline-level:\s*([1-6])/i.exec(styleOf(element));
  return match ? Number(match[1]) : null;
}

/** Bold, italic and struck out, whichever way it was said. */
function fonts(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = styleOf(element);
    if (/^(?:B|STRONG)$/.test(element.nodeName) && /(?:^|[;\s])font-weight:\s*(?:normal|[1-4]00)\b/i.test(style)) unwrap(element);
    else if (/^(?:I|EM)$/.test(element.nodeName) && /(?:^|[;\s])font-style:\s*normal/i.test(style)) unwrap(element);
    else if (/^(?:SPAN|FONT)$/.test(element.nodeName)) markUp(element, style);
  }
}

function markUp(element, style) {
  if (element.closest("h1,h2,h3,h4,h5,h6")) return;
  const wanted = [
    [/(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)/i, "strong"],
    [/(?:^|[;\s])font-style:\s*italic/i, "em"],
    [/text-decoration[^;]*line-through/i, "s"],
  ];
  for (const [pattern, name] of wanted) {
    if (!pattern.test(style) || element.textContent.trim() === "") continue;
    const mark = element.ownerDocument.createElement(name);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

/** Marks for jumps within the other document lead nowhere here. */
function links(body) {
  for (const link of body.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    if (/^(?:https?:|mailto:|tel:)/i.test(href) && isSafe(href) && link.textContent.trim() !== "") continue;
    if (isOwn(href)) continue;
    unwrap(link);
  }
}

function quotes(body) {
  for (const element of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) {
    const quote = element.ownerDocument.createElement("blockquote");
    element.replaceWith(quote);
    quote.append(element);
  }
}

/** A box without a meaning gives its content; where it held text of its own, that is a paragraph. */
function unwrapOthers(body) {
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    if (KEPT.test(element.nodeName) || /^(?:THEAD|TFOOT|CAPTION|COL|COLGROUP)$/.test(element.nodeName)) continue;
    if (!BLOCKS.test(element.nodeName)) {
      unwrap(element);
    } else if (hasBlocks(element) || element.closest("td,th,li,p")) {
      element.append(element.ownerDocument.createTextNode("\n"));
      unwrap(element);
    } else {
      rename(element, "p");
    }
  }
}

const hasBlocks = (element) => [...element.children].some(({ nodeName }) => BLOCKS.test(nodeName));

/** Empty paragraphs were for distance; spaces that may not break were for indentation. */
function paragraphs(body) {
  body.normalize();
  for (const text of textsIn(body)) {
    if (!text.parentElement.closest("pre")) text.data = text.data.replace(/[\u00a0 ]*\u00a0[\u00a0 ]+|[\u00a0 ]+\u00a0[\u00a0 ]*/g, " ").replace(/[\u00ad\u200b\ufeff]/g, "");
  }
  for (const element of body.querySelectorAll("p,h1,h2,h3,h4,h5,h6,li,blockquote,strong,b,em,i,s,del")) {
    if (element.textContent.trim() === "" && !element.querySelector("img,table,hr") && !(element.nodeName.length === 1 && element.nodeName !== "P" && element.querySelector("br"))) element.remove();
  }
}

function dropAttributes(element) {
  const kept = { A: ["href"], IMG: ["src", "alt"], OL: ["start"], TD: ["align"], TH: ["align"], LI: ["data-checked"] }[element.nodeName] ?? [];
  for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
}
