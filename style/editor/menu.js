/* SPDX-License-Identifier: EUPL-1.2 */
// A button of the toolbar that opens a short list of commands.

import { el, newId } from "./dom.js";

export class Menu {
  element;
  #editor;
  #button;
  #list;
  #entries = [];

  constructor(editor, button, { label, items }) {
    this.#editor = editor;
    this.#button = button;
    const id = newId("menu");
    this.#list = el("div", { class: "editor-menu", role: "menu", id, "aria-label": label, hidden: true, onkeydown: (event) => this.#key(event) });
    for (const item of items) this.#add(item);
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", id);
    button.addEventListener("click", () => this.#toggle());
    button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || button.getAttribute("aria-disabled") === "true") return;
      event.preventDefault();
      this.#open();
    });
    this.element = el("div", { class: "editor-bar__menu" }, button, this.#list);
    this.element.addEventListener("focusout", ({ relatedTarget }) => this.element.contains(relatedTarget) || this.#close());
  }

  #add({ label, run, active }) {
    const entry = el("button", { type: "button", role: active ? "menuitemcheckbox" : "menuitem", tabindex: "-1", class: "editor-menu__item" }, label);
    entry.addEventListener("mousedown", (event) => event.preventDefault());
    entry.addEventListener("click", () => {
      if (entry.getAttribute("aria-disabled") === "true") return;
      this.#close();
      this.#editor.run(run);
    });
    this.#entries.push({ entry, run, active });
    this.#list.append(entry);
  }

  #toggle() {
    if (!this.#list.hidden) this.#close();
    else if (this.#button.getAttribute("aria-disabled") !== "true") this.#open();
  }

  #open() {
    const { state } = this.#editor.view;
    for (const { entry, run, active } of this.#entries) {
      if (active) entry.setAttribute("aria-checked", String(active(state)));
      if (run(state)) entry.removeAttribute("aria-disabled");
      else entry.setAttribute("aria-disabled", "true");
    }
    this.#list.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    const beyond = this.#list.getBoundingClientRect().right > document.documentElement.clientWidth;
    this.#list.classList.toggle("editor-menu--left", beyond);
    this.#entries[0].entry.focus();
  }

  #close() {
    this.#list.hidden = true;
    this.#list.classList.remove("editor-menu--left");
    this.#button.setAttribute("aria-expanded", "false");
  }

  #key(event) {
    const entries = this.#entries.map(({ entry }) => entry);
    const at = entries.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    event.stopPropagation();
    if (next !== undefined) {
      entries[(next + entries.length) % entries.length].focus();
    } else if (event.key === "Escape") {
      this.#button.focus();
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  }
}
