/* SPDX-License-Identifier: EUPL-1.2 */
// Images and files: chosen, dropped or pasted, sent to the server, and put into the text when they are there.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { el } from "./dom.js";
import { askForAlt } from "./images.js";
import { schema } from "./schema.js";

const key = new PluginKey("uploads");

/** Where files will stand that are still under way; moves along with the text. */
export const uploadPlaces = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, places) {
      const { add, remove } = tr.getMeta(key) ?? {};
      let moved = places.map(tr.mapping, tr.doc);
      if (add) moved = moved.add(tr.doc, [Decoration.widget(add.at, () => el("span", { class: "editor-upload" }, `${add.name} wird gesendet …`), { id: add.id })]);
      if (remove) moved = moved.remove(moved.find(null, null, ({ id }) => id === remove.id));
      return moved;
    },
  },
  props: {
    decorations: (state) => key.getState(state),
  },
});

export class Uploads {
  #editor;
  #url;
  #queue = Promise.resolve();

  constructor(editor, url) {
    this.#editor = editor;
    this.#url = url;
  }

  tools() {
    const pick = (accept) => (state, dispatch, view) => {
      if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type.spec.code) return false;
      if (dispatch) this.#choose(accept, view);
      return true;
    };
    return [
      { label: "Bild einfügen", icon: "image", run: pick("image/*"), staysHere: true },
      { label: "Datei einfügen", icon: "file", run: pick(null), staysHere: true },
    ];
  }

  #choose(accept, view) {
    const input = el("input", { type: "file", accept, multiple: true });
    input.addEventListener("change", () => this.send([...input.files], view.state.selection.from));
    input.click();
  }

  /** Sends files one after the other; each comes to where `at` is by then. */
  send(files, at) {
    for (const file of files) {
      const id = {};
      const { view } = this.#editor;
      view.dispatch(view.state.tr.setMeta(key, { add: { id, at, name: file.name } }));
      this.#queue = this.#queue.then(() => this.#one(file, id));
    }
  }

  async #one(file, id) {
    const { status, view } = this.#editor;
    const sent = await this.#post(file).catch((problem) => {
      status.problem(`${file.name}: ${problem.message}`);
      return null;
    });
    const place = key.getState(view.state).find(null, null, (spec) => spec.id === id)[0];
    view.dispatch(view.state.tr.setMeta(key, { remove: { id } }));
    if (!sent) return;
    const node = sent.image ? await this.#image(sent) : fileLink(sent);
    if (!node) {
      status.tell(`${sent.name} ist gesendet, steht aber nicht im Text. Sie finden es bei den Dateien.`);
      view.focus();
      return;
    }
    status.tell(`${sent.name} ist eingefügt.`);
    const end = view.state.doc.content.size;
    const at = Math.min(place?.from ?? end, end);
    view.dispatch(view.state.tr.insert(at, node).scrollIntoView());
    view.focus();
  }

  /** Null when the visitor thinks better of it. */
  async #image({ path, name }) {
    const alt = await askForAlt("", name);
    return alt === null ? null : schema.nodes.image.create({ src: path, alt });
  }

  /** What the file belongs to: what the page names, or the draft, or on a page without drafts the article. */
  async #owner() {
    const { owner } = this.#editor.root.dataset;
    if (owner) return owner.split("=");
    const draft = await this.#editor.draft();
    const article = this.#editor.field.form?.elements.namedItem("article")?.value;
    return draft || !article ? ["entwurf", draft] : ["artikel", article];
  }

  async #post(file) {
    const { status } = this.#editor;
    const address = `${this.#url}?${new URLSearchParams([await this.#owner(), ["name", file.name || "bild.png"]])}`;
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      let told = 0;
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        const share = Math.floor((loaded / total) * 4) * 25;
        if (share === told || share === 100) return;
        told = share;
        status.tell(`${file.name}: ${share} % gesendet`);
      });
      request.addEventListener("load", () => {
        const answer = parse(request.responseText);
        if (request.status === 201 && answer) resolve(answer);
        else reject(new Error(answer?.message ?? messageFor(request.status)));
      });
      request.addEventListener("error", () => reject(new Error("Keine Verbindung. Bitte versuchen Sie es noch einmal.")));
      status.tell(`${file.name} wird gesendet …`);
      request.send(file);
    });
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function messageFor(status) {
  if (status === 401) return "Ihre Anmeldung ist abgelaufen. Melden Sie sich bitte in einem neuen Fenster an.";
  if (status === 413) return "Die Datei ist zu groß.";
  if (status === 415) return "Dateien dieser Art werden nicht angenommen.";
  return "Die Datei konnte nicht gesendet werden.";
}

function fileLink({ name, path }) {
  return schema.text(name, [schema.marks.link.create({ href: path })]);
}
