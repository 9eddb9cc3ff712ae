/* SPDX-License-Identifier: EUPL-1.2 */
// What could not be sent, kept in this tab and gone with it: others use the same computer.

/** What the server counts with; nobody types it. */
const COUNTED = ["draft", "version", "base", "article", "key"];

export class Keep {
  #form;
  #url;
  /** Under which names something may be kept. */
  #used = new Set();

  constructor(form, url) {
    this.#form = form;
    this.#url = url;
  }

  /** A draft gets its number, and the page another address, while somebody writes: what a reloaded page knows comes first. */
  get #names() {
    const value = (name) => this.#form.elements.namedItem(name)?.value;
    const names = [value("draft") && `draft ${value("draft")}`, value("article") || location.pathname];
    return names.filter(Boolean).map((name) => `editor ${this.#url} ${name}`);
  }

  store() {
    const [name] = this.#names;
    try {
      sessionStorage.setItem(name, JSON.stringify(fields(this.#form)));
      this.#used.add(name);
    } catch {
      // no room: the text is still on the page
    }
  }

  forget() {
    try {
      for (const name of [...this.#used, ...this.#names]) sessionStorage.removeItem(name);
      this.#used.clear();
    } catch {
      // nothing was kept
    }
  }

  /** After a crash or a reload: what may be new to the server; else null. */
  kept() {
    for (const name of this.#names) {
      const kept = read(name);
      if (kept && written(kept) !== written(fields(this.#form))) return kept;
    }
    return null;
  }

  /** Writes into the form what was kept. */
  restore(kept) {
    for (const [name, value] of Object.entries(kept)) {
      const field = this.#form.elements.namedItem(name);
      if (field && "value" in field && !COUNTED.includes(name)) field.value = value;
    }
  }
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function fields(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

/** What a person typed, to be compared. */
function written(fields) {
  return JSON.stringify(Object.entries(fields).filter(([name]) => !COUNTED.includes(name)));
}
