/* SPDX-License-Identifier: EUPL-1.2 */
// One editor on one field: the text with its toolbar, and the field for Markdown that is submitted.

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { el } from "./dom.js";
import { typing } from "./inputrules.js";
import { keys } from "./keys.js";
import { editLink, linkTool } from "./links.js";
import { MarkdownText } from "./markdown/text.js";
import { Modes } from "./modes.js";
import { nodeViews } from "./nodeviews.js";
import { Toolbar } from "./toolbar.js";
import { toolsOf } from "./tools.js";

/** How long after a change the field is brought up to date, in milliseconds. */
const PAUSE = 200;

export class Editor {
  root;
  field;
  /** The id that label, error summary and stylesheet know: it is on what can be seen, text or field. */
  id;
  view;
  links = [{ ...linkTool }];
  uploads = [];
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
    this.#toolbar = new Toolbar(this, toolsOf(this));
    const host = el("div", { class: "editor-text" });
    this.#modes = new Modes(this, [this.#toolbar.element, host]);
    this.view = new EditorView(host, {
      state: this.#read(),
      nodeViews,
      attributes: () => this.#modes.attributes(),
      scrollMargin: { top: 96, bottom: 24, left: 0, right: 0 },
      scrollThreshold: { top: 96, bottom: 24, left: 0, right: 0 },
      dispatchTransaction: (tr) => this.#dispatch(tr),
    });
    this.#modes.start();
    this.#listen();
    this.#toolbar.update(this.view.state);
  }

  #read() {
    this.#written = this.field.value;
    this.#text = new MarkdownText(this.#written);
    return EditorState.create({ doc: this.#text.doc, plugins: this.#plugins() });
  }

  #plugins() {
    return [
      typing,
      keymap({ "Mod-k": editLink, "Alt-F10": () => this.#focusToolbar() }),
      keymap(keys),
      history(),
      dropCursor({ color: false, class: "editor-dropcursor" }),
      gapCursor(),
      tableEditing(),
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

  /** Runs a command of the toolbar or a menu and goes back to the text. */
  run(command, staysHere = false) {
    command(this.view.state, this.view.dispatch, this.view);
    if (!staysHere) this.view.focus();
  }

  focus() {
    this.#modes.focus();
  }

  #focusToolbar() {
    this.#toolbar.focus();
    return true;
  }
}

