/* SPDX-License-Identifier: EUPL-1.2 */
// One editor on one field: the text with its toolbar, and the field for Markdown that is submitted.

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, Selection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { Autosave } from "./autosave.js";
import { Completion, names, titles, wikiTool } from "./completion.js";
import { el } from "./dom.js";
import { Hints, goToBlock } from "./hints.js";
import { typing } from "./inputrules.js";
import { editImage, editSelectedImage } from "./images.js";
import { keys } from "./keys.js";
import { lastLine, withLastLine } from "./lastline.js";
import { editLink, linkTool } from "./links.js";
import { MarkdownText } from "./markdown/text.js";
import { Modes } from "./modes.js";
import { nodeViews } from "./nodeviews.js";
import { limitPaste, pasting } from "./paste/plugin.js";
import { questions } from "./questions.js";
import { Status } from "./status.js";
import { Toolbar } from "./toolbar.js";
import { toolsOf } from "./tools.js";
import { Uploads, uploadPlaces } from "./upload.js";

/** How long after a change the field is brought up to date, in milliseconds. */
const PAUSE = 200;

export class Editor {
  root;
  field;
  /** The id that label, error summary and stylesheet know: it is on what can be seen, text or field. */
  id;
  view;
  status = new Status();
  /** Tools that need more than the text. */
  links = [linkTool];
  uploads = [];
  #parts;
  #text;
  /** What the field held when the text was read from it or written to it. */
  #written;
  #pending = null;
  #toolbar;
  #modes;

  constructor(root) {
    this.root = root;
    this.field = root.querySelector("textarea");
    this.id = this.field.id;
    this.#parts = this.#partsOf(root.dataset);
    this.#toolbar = new Toolbar(this, toolsOf(this));
    const host = el("div", { class: "editor-text" });
    this.#modes = new Modes(this, [el("div", { class: "editor-rich" }, this.#toolbar.element, host)]);
    this.field.after(this.status.element);
    this.view = new EditorView(host, {
      state: this.#read(),
      nodeViews,
      handleDoubleClickOn: (view, _, node, pos) => editImage(view, node, pos),
      attributes: () => ({ ...this.#modes.attributes(), ...this.#parts.completion?.attributes() }),
      scrollMargin: { top: 96, bottom: 24, left: 0, right: 0 },
      scrollThreshold: { top: 96, bottom: 24, left: 0, right: 0 },
      dispatchTransaction: (tr) => this.#dispatch(tr),
    });
    this.#modes.start();
    this.#listen();
    this.#begin(root.dataset);
    this.#toolbar.update(this.view.state);
  }

  /** What the server can help with; a page without an address for it goes without. */
  #partsOf({ titles: articles, names: people, upload }) {
    const sources = [articles && titles(articles), people && names(people)].filter(Boolean);
    const completion = sources.length > 0 ? new Completion(this, sources) : null;
    const uploads = upload ? new Uploads(this, upload) : null;
    if (articles) this.links.push(wikiTool);
    if (uploads) this.uploads = uploads.tools();
    return { completion, uploads, autosave: null };
  }

  /** Begins what listens to the field, once there is an editor. */
  #begin({ save, hints, focus }) {
    if (focus !== undefined) this.#goOn();
    limitPaste(this.field, (text) => this.status.problem(text));
    if (save) this.#parts.autosave = new Autosave(this, save);
    if (hints) this.status.element.after(new Hints(this, hints).element);
  }

  #read() {
    this.#written = this.field.value;
    this.#text = new MarkdownText(this.#written);
    return withLastLine(EditorState.create({ doc: this.#text.doc, plugins: this.#plugins() }));
  }

  #plugins() {
    const { completion, uploads } = this.#parts;
    return [
      ...(completion ? [completion.plugin] : []),
      questions,
      lastLine,
      typing,
      keymap({ "Mod-k": editLink, "Alt-F10": () => this.#focusToolbar(), Enter: editSelectedImage }),
      keymap(keys),
      history(),
      dropCursor({ color: false, class: "editor-dropcursor" }),
      gapCursor(),
      tableEditing(),
      uploadPlaces,
      pasting({
        tell: (text) => this.status.tell(text),
        complain: (text) => this.status.problem(text),
        send: uploads && ((files, at) => uploads.send(files, at)),
      }),
    ];
  }

  #listen() {
    // before anybody else who looks at the field, such as the one who sends the form
    this.field.form?.addEventListener("submit", () => this.flush(), true);
    window.addEventListener("pagehide", () => this.flush());
    // a browser that comes back to the page puts into the field what was there
    window.addEventListener("pageshow", () => this.reread());
  }

  #dispatch(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.#toolbar.update(this.view.state);
    if (!tr.docChanged) return;
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.flush(), PAUSE);
  }

  /** Brings the field up to date. */
  flush() {
    if (this.#pending === null) return;
    clearTimeout(this.#pending);
    this.#pending = null;
    this.#written = this.#text.write(this.view.state.doc);
    if (this.field.value === this.#written) return;
    this.field.value = this.#written;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Reads the field again when somebody else has written into it. */
  reread() {
    if (this.#pending === null && this.field.value !== this.#written) this.view.updateState(this.#read());
  }

  /** The number of the draft that files belong to; empty when the page knows no drafts. */
  async draft() {
    return (await this.#parts.autosave?.draft()) ?? "";
  }

  /** Shows the line of the Markdown that a hint is about. */
  goToLine(line) {
    this.flush();
    if (this.#modes.isRich) {
      goToBlock(this.view, this.#text.linesOf(this.view.state.doc, this.field.value), line);
      return;
    }
    const start = this.field.value.split("\n").slice(0, line - 1).join("\n").length;
    this.field.focus();
    this.field.setSelectionRange(start, start);
  }

  /** Runs a command of the toolbar or a menu and goes back to the text. */
  run(command, staysHere = false) {
    command(this.view.state, this.view.dispatch, this.view);
    if (!staysHere) this.view.focus();
  }

  focus() {
    this.#modes.focus();
  }

  /** Begins behind what stands there already, e.g. a quotation. */
  #goOn() {
    this.view.dispatch(this.view.state.tr.setSelection(Selection.atEnd(this.view.state.doc)));
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.focus();
  }

  #focusToolbar() {
    this.#toolbar.focus();
    return true;
  }
}

