/* SPDX-License-Identifier: EUPL-1.2 */
// In place of the package "entities" in the bundle: every browser knows the names of characters, so
// there is no need to send a list of them.

const field = document.createElement("textarea");

/** `&auml;` as the character; a name that nobody knows stays. Always with its semicolon, markdown-it sees to that. */
export function decodeHTML(text) {
  // a line break at the beginning would be swallowed
  field.innerHTML = `x${text}`;
  return field.value.slice(1);
}

export { decodeHTML as decodeHTMLStrict };
