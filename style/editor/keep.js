/* SPDX-License-Identifier: EUPL-1.2 */
// What could not be sent, kept in this tab and gone with it: others use the same computer.

export class Keep {
  #form;
  #key;

  constructor(form, url) {
    this.#form = form;
    const article = form.elements.namedItem("article")?.value || location.pathname;
    this.#key = `editor ${url} ${article}`;
  }

  store() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(texts(this.#form)));
    } catch {
      // no room: the text is still on the page
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // nothing was kept
    }
  }

  /** After a crash or a reload: offers what the server does not have. */
  offer(status, afterwards) {
    const kept = this.#read();
    if (!kept || JSON.stringify(kept) === JSON.stringify(texts(this.#form))) return;
    status.problem(
      "In diesem Fenster stand Text, der nicht mehr gespeichert werden konnte.",
      ["Übernehmen", () => {
        for (const [name, value] of Object.entries(kept)) {
          const field = this.#form.elements.namedItem(name);
          if (field && "value" in field) field.value = value;
        }
        status.problem("");
        afterwards();
        this.#form.dispatchEvent(new Event("input", { bubbles: true }));
      }],
      ["Verwerfen", () => {
        this.forget();
        status.problem("");
      }],
    );
  }

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }
}

/** What a person typed: not the numbers that the server keeps count with. */
function texts(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["draft", "version", "base", "article"].includes(name));
  return Object.fromEntries(entries);
}
