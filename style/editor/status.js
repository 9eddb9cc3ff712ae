/* SPDX-License-Identifier: EUPL-1.2 */
// The line below the text: when it was saved, what is being sent, and what went wrong.

import { el } from "./dom.js";

export class Status {
  element;
  #saved = el("p", { class: "editor-status__saved" });
  /** Told to those who do not see it; saving again and again is not worth a word. */
  #told = el("p", { class: "editor-status__told", "aria-live": "polite" });
  #problem = null;

  constructor() {
    this.element = el("div", { class: "editor-status" }, this.#saved, this.#told);
  }

  /** What is seen but not read out. */
  show(text) {
    this.#saved.textContent = text;
  }

  /** What is seen and read out. */
  tell(text) {
    this.#told.textContent = text;
  }

  /** What went wrong, with ways on: pairs of a text and what to do. An empty text takes it away. */
  problem(text, ...ways) {
    this.#problem?.remove();
    this.#problem = null;
    if (!text) return;
    const buttons = (ways.length > 0 ? ways : [["Schließen", () => this.problem("")]]).map(([label, act]) =>
      el("button", { type: "button", class: "kern-btn kern-btn--tertiary kern-btn--x-small", onclick: act }, el("span", { class: "kern-label" }, label)),
    );
    this.#problem = el("div", { class: "editor-status__problem", role: "alert" }, el("p", { class: "kern-error" }, text), el("p", { class: "editor-status__ways" }, ...buttons));
    this.element.append(this.#problem);
  }
}
