/* SPDX-License-Identifier: EUPL-1.2 */
// A small dialog with a few fields, e.g. for the address of a link.

import { el, newId } from "./dom.js";

/**
 * Asks for the fields (`name`, `label`, `value`, `hint`, `kind`, `problem`) and gives their values, or null when
 * the visitor thinks better of it. `remove` is the text of a further button, whose answer is "remove".
 */
export function ask({ title, fields, submit, remove = null }) {
  return new Promise((resolve) => {
    const id = newId("dialog");
    const controls = fields.map(control);
    const form = el(
      "form",
      { method: "dialog", novalidate: true, class: "editor-dialog__form" },
      el("h2", { id }, title),
      ...controls.map(({ field }) => field),
      el(
        "p",
        { class: "form__actions" },
        button(submit, "primary", { type: "submit" }),
        remove && button(remove, "secondary", { type: "button", onclick: () => finish("remove") }),
        button("Abbrechen", "tertiary", { type: "button", onclick: () => finish(null) }),
      ),
    );
    const dialog = el("dialog", { class: "editor-dialog", "aria-labelledby": id }, form);
    const finish = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wrong = controls.filter((one) => !one.check());
      if (wrong.length > 0) wrong[0].focus();
      else finish(Object.fromEntries(controls.map(({ name, value }) => [name, value()])));
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    controls[0]?.focus();
  });
}

function button(text, kind, attributes) {
  return el("button", { class: `kern-btn kern-btn--${kind}`, ...attributes }, el("span", { class: "kern-label" }, text));
}

function control({ name, label, value = "", hint = null, kind = "text", problem = () => null }) {
  const id = newId(name);
  const input = el("input", { id, name, type: kind, value, class: "kern-form-input__input", autocomplete: "off", "aria-describedby": `${id}-hint ${id}-error` });
  const error = el("p", { id: `${id}-error`, class: "kern-error", hidden: true });
  return {
    name,
    field: el(
      "div",
      { class: "field kern-form-input" },
      el("label", { class: "kern-label", for: id }, label),
      el("div", { class: "kern-hint", id: `${id}-hint`, hidden: hint === null }, hint ?? ""),
      input,
      error,
    ),
    value: () => input.value.trim(),
    focus: () => {
      input.focus();
      input.select();
    },
    check: () => {
      const message = problem(input.value.trim());
      error.textContent = message ?? "";
      error.hidden = message === null;
      input.setAttribute("aria-invalid", String(message !== null));
      return message === null;
    },
  };
}
