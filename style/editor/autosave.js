/* SPDX-License-Identifier: EUPL-1.2 */
// Saves the whole form as a draft while somebody writes, one request after the other. What could not be
// saved is tried again, and kept in this tab until it could.

import { Keep } from "./keep.js";

/** How long after the last change, and at the latest while somebody goes on writing, in milliseconds. */
const PAUSE = 3_000;
const LATEST = 10_000;
/** How long until the next try, doubled each time. */
const RETRY = 5_000;
const RETRY_LATEST = 60_000;
/** What a browser still sends when the page is left, in bytes. */
const LAST_WORDS = 60_000;

const OFFLINE = "Keine Verbindung: Ihr Text bleibt hier und wird erneut gesendet.";
const SESSION_OVER = "Ihre Anmeldung ist abgelaufen. Ihr Text bleibt hier. Melden Sie sich in einem neuen Fenster an, dann wird er gesichert.";
const ELSEWHERE = "In einem anderen Fenster wurde weitergeschrieben. Hier wird nicht mehr gesichert, damit nichts verloren geht.";

export class Autosave {
  #editor;
  #form;
  #url;
  #status;
  #keep;
  #timer = null;
  /** When the oldest change that is not saved was made. */
  #since = null;
  #running = null;
  #failures = 0;
  /** Whether a problem with saving is on the page. */
  #troubled = false;
  /** Whether somebody else wrote into the draft: then nothing is sent any more. */
  #stopped = false;
  #leaving = false;

  constructor(editor, url) {
    this.#editor = editor;
    this.#form = editor.field.form;
    this.#url = url;
    this.#status = editor.status;
    this.#keep = new Keep(this.#form, url);
    this.#form.addEventListener("input", () => this.#changed());
    this.#form.addEventListener("change", () => this.#changed());
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    window.addEventListener("online", () => this.#since !== null && this.#plan(0));
    window.addEventListener("beforeunload", (event) => this.#unsaved() && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#farewell());
    const kept = this.#keep.kept();
    if (kept) this.#running = this.#recover(kept).then(() => (this.#running = null));
  }

  /** The number of the draft; saves first when there is none yet. */
  async draft() {
    if (!this.#field("draft").value) {
      await this.#running;
      if (!this.#field("draft").value) await this.#save();
    }
    return this.#field("draft").value;
  }

  #changed() {
    if (this.#leaving || this.#stopped) return;
    const now = Date.now();
    this.#since ??= now;
    if (this.#failures === 0) this.#plan(Math.min(PAUSE, Math.max(0, this.#since + LATEST - now)));
  }

  #plan(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), pause);
  }

  async #save(options = {}) {
    if (this.#running) {
      while (this.#running) await this.#running;
      if (this.#since === null) return;
    }
    if (this.#stopped || this.#leaving) return;
    clearTimeout(this.#timer);
    this.#editor.flush();
    const since = this.#since;
    this.#since = null;
    this.#status.show("Wird gespeichert …");
    this.#running = this.#send(options).then((saved) => {
      this.#running = null;
      if (!saved) this.#since ??= since ?? Date.now();
    });
    await this.#running;
  }

  /** Status and answer of the server; 0 when there is no connection. */
  async #post(fields, options = {}) {
    try {
      const body = new URLSearchParams(fields);
      const response = await fetch(this.#url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", ...options });
      return [response.status, await response.json().catch(() => ({}))];
    } catch {
      return [0, {}];
    }
  }

  async #send(options) {
    const [status, answer] = await this.#post(new FormData(this.#form), options);
    if (status === 200) return this.#saved(answer);
    if (status === 409) return this.#overtaken(answer);
    if (status === 401) return this.#failed(SESSION_OVER, ["Anmelden", () => window.open("/anmelden", "_blank", "noopener")]);
    if (status === 422 || status === 413) return this.#refused(answer.message ?? "Der Entwurf konnte nicht gespeichert werden.");
    return this.#failed(OFFLINE);
  }

  /** What this tab kept is sent again. The last words of a page often arrive; only nobody is left to hear it. */
  async #recover(kept) {
    const [status, { draft, version, saved }] = await this.#post(kept);
    // whoever writes on already is asked
    if (status !== 200 || this.#since !== null) {
      this.#offer(kept);
      return;
    }
    this.#keep.forget();
    if (this.#field("draft").value !== String(draft)) {
      this.#status.tell("Was Sie zuletzt hier geschrieben haben, steht unter „Meine Entwürfe“.");
      return;
    }
    this.#keep.restore(kept);
    this.#editor.reread();
    this.#field("version").value = version;
    this.#status.show(`Entwurf gespeichert um ${saved}`);
    this.#status.tell("Was Sie zuletzt geschrieben haben, ist wieder da.");
  }

  #offer(kept) {
    this.#status.problem(
      "In diesem Fenster stand Text, der nicht gespeichert werden konnte.",
      ["Übernehmen", () => {
        this.#keep.restore(kept);
        this.#status.problem("");
        this.#editor.reread();
        this.#form.dispatchEvent(new Event("input", { bubbles: true }));
      }],
      ["Verwerfen", () => {
        this.#keep.forget();
        this.#status.problem("");
      }],
    );
  }

  #saved({ draft, version, path, saved }) {
    this.#field("draft").value = draft;
    this.#field("version").value = version;
    if (path && path !== location.pathname) history.replaceState(history.state, "", path);
    if (this.#failures > 0) this.#status.tell("Wieder verbunden: Ihr Text ist gespeichert.");
    if (this.#troubled) this.#status.problem("");
    this.#failures = 0;
    this.#troubled = false;
    this.#status.show(`Entwurf gespeichert um ${saved}`);
    this.#keep.forget();
    return true;
  }

  #failed(message, ...ways) {
    this.#failures += 1;
    this.#troubled = true;
    if (this.#failures === 1) this.#status.problem(message, ...ways, ["Jetzt versuchen", () => this.#plan(0)]);
    this.#status.show("");
    this.#keep.store();
    this.#plan(Math.min(RETRY_LATEST, RETRY * 2 ** (this.#failures - 1)));
    return false;
  }

  /** The server does not want it as it is; the next change may help, another try would not. */
  #refused(message) {
    this.#status.show("");
    this.#status.problem(message);
    this.#troubled = true;
    this.#keep.store();
    return false;
  }

  #overtaken({ message }) {
    this.#stopped = true;
    this.#status.show("");
    this.#status.problem(
      message ?? ELSEWHERE,
      ["Neuen Stand laden", () => this.#reload()],
      ["Meinen Text kopieren", () => this.#copy()],
    );
    return false;
  }

  #reload() {
    this.#leaving = true;
    const draft = this.#field("draft").value;
    if (draft && location.pathname.startsWith("/wiki/entwuerfe/")) location.reload();
    else location.assign(draft ? `/wiki/entwuerfe/${draft}` : location.pathname);
  }

  async #copy() {
    this.#editor.flush();
    try {
      await navigator.clipboard.writeText(this.#editor.field.value);
      this.#status.tell("Ihr Text ist in der Zwischenablage.");
    } catch {
      this.#status.tell("Das Kopieren hat nicht geklappt. Wählen Sie Ihren Text bitte von Hand aus.");
    }
  }

  /** Sends the form when no saving is under way, or the server would think that somebody else was quicker. */
  #submit(event) {
    if (this.#running) {
      event.preventDefault();
      const { submitter } = event;
      this.#running.then(() => this.#form.requestSubmit(submitter));
      return;
    }
    this.#leaving = true;
    clearTimeout(this.#timer);
    this.#keep.forget();
    // a form that leads elsewhere, or a page that comes back, is written in again
    window.addEventListener("pageshow", () => (this.#leaving = false), { once: true });
  }

  /** Whether leaving would lose something. */
  #unsaved() {
    return !this.#leaving && this.#since !== null && (this.#failures > 0 || this.#stopped);
  }

  /** The page may never come back: what is not saved is sent now. */
  #farewell() {
    this.#editor.flush();
    if (this.#since === null || this.#leaving || this.#stopped || this.#running) return;
    this.#keep.store();
    const length = new URLSearchParams(new FormData(this.#form)).toString().length;
    this.#save({ keepalive: length < LAST_WORDS });
  }

  /** A hidden field of the contract with the server. */
  #field(name) {
    const known = this.#form.elements.namedItem(name);
    if (known) return known;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value: "" });
    this.#form.append(field);
    return field;
  }
}
