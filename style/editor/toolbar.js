/* SPDX-License-Identifier: EUPL-1.2 */
// The row of buttons above the text, as the ARIA Authoring Practices describe a toolbar: one stop for
// Tab, arrow keys within, Escape back to the text.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { Menu } from "./menu.js";

export class Toolbar {
  element;
  #editor;
  #tools = [];

  /** `groups`: lists of tools, see tools.js. */
  constructor(editor, groups) {
    this.#editor = editor;
    this.element = el(
      "div",
      { class: "editor-bar", role: "toolbar", "aria-label": "Gestaltung", "aria-controls": editor.id, onkeydown: (event) => this.#key(event) },
      ...groups.map((group) => el("div", { class: "editor-bar__group", role: "group", "aria-label": group.label }, ...group.tools.map((tool) => this.#add(tool)))),
    );
    this.element.addEventListener("focusin", ({ target }) => this.#stopAt(target));
    this.#stopAt(this.#tools[0].button);
  }

  #add(tool) {
    const name = tool.keys ? `${tool.label} (${tool.keys})` : tool.label;
    const button = el("button", { type: "button", class: "editor-bar__button", title: name, "aria-label": tool.label, tabindex: "-1" }, icon(tool.icon));
    if (tool.keys) button.setAttribute("aria-keyshortcuts", tool.keys.replaceAll("Strg", "Control").replaceAll("Umschalt", "Shift"));
    // the selection in the text stays while a button is pressed
    button.addEventListener("mousedown", (event) => event.preventDefault());
    this.#tools.push({ ...tool, button });
    if (tool.items) return new Menu(this.#editor, button, tool).element;
    button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || this.#editor.run(tool.run, tool.staysHere));
    return button;
  }

  /** Shows what is on and what is possible where the cursor is. */
  update(state) {
    for (const { button, active, run, enabled, items } of this.#tools) {
      if (active) button.setAttribute("aria-pressed", String(active(state)));
      const possible = items ? items.some((item) => item.run(state)) : enabled ? enabled(state) : run(state);
      if (possible) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
  }

  focus() {
    this.#tools.find(({ button }) => button.tabIndex === 0).button.focus();
  }

  /** One button can be reached with Tab, the others from there. */
  #stopAt(target) {
    if (!this.#tools.some(({ button }) => button === target)) return;
    for (const { button } of this.#tools) button.tabIndex = button === target ? 0 : -1;
  }

  #key(event) {
    const buttons = this.#tools.map(({ button }) => button);
    const at = buttons.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next !== undefined) buttons[(next + buttons.length) % buttons.length].focus();
    else if (event.key === "Escape") this.#editor.focus();
    else return;
    event.preventDefault();
  }
}
