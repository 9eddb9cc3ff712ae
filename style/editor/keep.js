/* SPDX-License-Identifier: EUPL-1.2 */
// What could not be sent, kept in this tab and gone with it: others use the same computer.

export class Keep {
  #form;
  #url;
  /** Under which names something may be kept. */
  #used = new Set();

  constructor(form, url) {
    this.#form = form;
    this.#url = url;
  }

  /** A draft gets its number, and the page another address, while somebody writes: what a reloaded page knows is asked for. */
  get #key() {
    const value = (name) => this.#form.elements.namedItem(name)?.value;
    const what = value("draft") ? `draft ${value("draft")}` : value("article") || location.pathname;
    return `editor ${this.#url} ${what}`;
  }

  store() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(texts(this.#form)));
      this.#used.add(this.#key);
    } catch {
      // no room: the text is still on the page
    }
  }

  forget() {
    try {
      for (const key of [...this.#used, this.#key]) sessionStorage.removeItem(key);
      this.#used.clear();
    } catch {
      // nothing was kept
    }
  }

  /** After a crash or a reload: offers what the server does not have. */
  offer(status, afterwards) {
    const kept = this.#read();
    if (!kept || written(kept) === written(texts(this.#form))) return;
    this.#used.add(this.#key);
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

/** Two forms that say the same say it in the same words; each fresh one has a key of its own. */
function written(texts) {
  return JSON.stringify({ ...texts, key: "" });
}

/** What a person typed: not the numbers that the server keeps count with. */
function texts(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["draft", "version", "base", "article"].includes(name));
  return Object.fromEntries(entries);
}
