/* SPDX-License-Identifier: EUPL-1.2 */
// Elements, written like a call. A style attribute would be blocked by the content security policy.

/** `el("p", { class: "x", onclick: f, hidden: true }, "text", child)`; what is null or false is left out. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same in the namespace of SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

let last = 0;

/** An id that nothing else on the page has. */
export function newId(name) {
  last += 1;
  return `editor-${name}-${last}`;
}
