/* SPDX-License-Identifier: EUPL-1.2 */
// Hints of the server while somebody writes: a missing description, a heading that skips a level, a dead link.

import { TextSelection } from "prosemirror-state";
import { el, newId } from "./dom.js";

const PAUSE = 1_500;

export class Hints {
  element;
  #editor;
  #url;
  #title = el("h3", { class: "editor-hints__title" });
  #list = el("ul");
  #count = null;
  #asked = null;
  #timer = null;
  #request = null;

  constructor(editor, url) {
    this.#editor = editor;
    this.#url = url;
    this.#title.id = newId("hints");
    this.element = el("section", { class: "editor-hints", "aria-labelledby": this.#title.id, hidden: true }, this.#title, this.#list);
    editor.field.addEventListener("input", () => this.plan());
    this.plan();
  }

  plan() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const body = this.#editor.field.value;
    if (body === this.#asked) return;
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        body: new URLSearchParams({ body }),
        headers: { Accept: "application/json" },
        signal: this.#request.signal,
      });
      if (!response.ok) return;
      this.#asked = body;
      this.#show(await response.json());
    } catch {
      // hints are not worth a word when there is no connection
    }
  }

  #show(hints) {
    this.element.hidden = hints.length === 0;
    this.#title.textContent = `Hinweise (${hints.length})`;
    this.#list.replaceChildren(
      ...hints.map(({ line, text }) =>
        el("li", {}, el("button", { type: "button", class: "editor-hints__button", onclick: () => this.#editor.goToLine(line) }, text)),
      ),
    );
    const said = this.#count !== null && this.#count !== hints.length;
    this.#count = hints.length;
    if (said) this.#editor.status.tell(hints.length === 0 ? "Keine Hinweise mehr." : hints.length === 1 ? "1 Hinweis zum Text." : `${hints.length} Hinweise zum Text.`);
  }
}

/** Puts the cursor at the block that has the line. `lines`: blocks with the line where each begins. */
export function goToBlock(view, lines, line) {
  const found = lines.findLast((entry) => entry.line <= line) ?? lines[0];
  if (!found) return;
  let at = 0;
  view.state.doc.forEach((node, offset) => {
    if (node === found.node) at = offset;
  });
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at + 1))).scrollIntoView());
  view.focus();
}
