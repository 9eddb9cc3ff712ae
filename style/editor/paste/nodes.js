/* SPDX-License-Identifier: EUPL-1.2 */
// What cleaning does to single elements.

/** All text within an element, in its order. */
export function textsIn(element) {
  return [...element.childNodes].flatMap((child) => (child.nodeType === 3 ? [child] : child.nodeType === 1 ? textsIn(child) : []));
}

export function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

export function rename(element, name) {
  if (element.nodeName === name.toUpperCase()) return element;
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}
