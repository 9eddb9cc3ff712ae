/* SPDX-License-Identifier: EUPL-1.2 */
// What needs more than a tag: the box of a task that can be ticked.

import { el } from "./dom.js";

class ItemView {
  #node;
  #box = null;

  constructor(node, view, getPos) {
    this.#node = node;
    if (node.attrs.checked === null) {
      this.dom = this.contentDOM = el("li");
      return;
    }
    // Tab leaves the text; the box is reached with the mouse, and the task ticked with Strg+Enter
    this.#box = el("input", { type: "checkbox", tabindex: "-1", "aria-label": "Erledigt (Strg+Enter)" });
    this.#box.checked = node.attrs.checked;
    this.#box.addEventListener("change", () => {
      view.dispatch(view.state.tr.setNodeMarkup(getPos(), null, { checked: this.#box.checked }));
      view.focus();
    });
    this.contentDOM = el("div", { class: "editor-task__text" });
    this.dom = el("li", { class: "editor-task" }, el("span", { contenteditable: "false", class: "editor-task__box" }, this.#box), this.contentDOM);
  }

  update(node) {
    if (node.type !== this.#node.type || (node.attrs.checked === null) !== (this.#box === null)) return false;
    this.#node = node;
    if (this.#box) this.#box.checked = node.attrs.checked;
    return true;
  }

  stopEvent({ target }) {
    return target === this.#box;
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

export const nodeViews = {
  list_item: (node, view, getPos) => new ItemView(node, view, getPos),
};
