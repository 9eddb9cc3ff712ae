/* SPDX-License-Identifier: EUPL-1.2 */
// "Formatiert" or "Markdown": which of the two is seen. The label, the hint, the errors and the id
// that they lead to belong to the one that is.

import { el, newId } from "./dom.js";

/** Remembers what somebody likes better; says nothing about anybody. */
const MEMORY = "editor-mode";

export class Modes {
  #editor;
  #label;
  #rich;
  #buttons;
  #hint;
  /** Ids of the texts that describe the field, as the server set them. */
  #described;
  #mode = "rich";

  /** `rich`: the elements that belong to the formatted text. */
  constructor(editor, rich) {
    const { field, root } = editor;
    this.#editor = editor;
    this.#rich = rich;
    this.#label = root.querySelector(`label[for="${field.id}"]`);
    this.#label.id ||= newId("label");
    this.#described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    this.#hint = el("p", { class: "kern-hint editor-hint", id: newId("hint") }, "Mit Alt+F10 kommen Sie zur Leiste, mit Escape zurück.");
    const button = (mode, text) => el("button", { type: "button", class: "editor-modes__button", onclick: () => this.set(mode, true) }, text);
    this.#buttons = { rich: button("rich", "Formatiert"), markdown: button("markdown", "Markdown") };
    const element = el("div", { class: "editor-modes", role: "group", "aria-label": "Ansicht des Textes" }, this.#buttons.rich, this.#buttons.markdown);
    field.before(element, ...rich, this.#hint);
    this.#label.addEventListener("click", () => this.#mode === "rich" && this.focus());
  }

  get isRich() {
    return this.#mode === "rich";
  }

  start() {
    this.set(recall() === "markdown" ? "markdown" : "rich");
  }

  set(mode, byHand = false) {
    const { field, id } = this.#editor;
    if (mode === "markdown") this.#editor.flush();
    else this.#editor.reread();
    this.#mode = mode;
    const rich = mode === "rich";
    field.id = rich ? `${id}-markdown` : id;
    field.hidden = rich;
    for (const element of [...this.#rich, this.#hint]) element.hidden = !rich;
    for (const [name, button] of Object.entries(this.#buttons)) button.setAttribute("aria-pressed", String(name === mode));
    this.#editor.root.dataset.mode = mode;
    this.#editor.view.setProps({});
    if (!byHand) return;
    remember(mode);
    this.focus();
  }

  focus() {
    if (this.#mode === "rich") this.#editor.view.focus();
    else this.#editor.field.focus();
  }

  /** Attributes of the formatted text. A hint about Markdown would only confuse there; one about what to write is marked. */
  attributes() {
    const { field, id, root } = this.#editor;
    const described = this.#described.filter((name) => "hint" in root.dataset || name.startsWith("fehler"));
    return {
      id: this.#mode === "rich" ? id : `${id}-rich`,
      class: "prose",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": this.#label.id,
      "aria-describedby": [this.#hint.id, ...described].join(" "),
      "aria-required": String(field.required),
      ...(field.getAttribute("aria-invalid") ? { "aria-invalid": field.getAttribute("aria-invalid") } : {}),
      spellcheck: "true",
    };
  }
}

function recall() {
  try {
    return localStorage.getItem(MEMORY);
  } catch {
    return null;
  }
}

function remember(mode) {
  try {
    localStorage.setItem(MEMORY, mode);
  } catch {
    // a browser that keeps nothing asks again next time
  }
}
