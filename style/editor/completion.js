/* SPDX-License-Identifier: EUPL-1.2 */
// Titles of articles while `[[` is being typed: a listbox at the cursor, moved through with arrow keys.

import { Plugin } from "prosemirror-state";
import { el, newId } from "./dom.js";
import { schema } from "./schema.js";

const OPEN = /\[\[([^[\]|\n\ufffc]{0,80})$/;
const PAUSE = 150;

export class Completion {
  plugin;
  #editor;
  #url;
  #list;
  #titles = [];
  #chosen = -1;
  /** Where the two brackets stand, and what was asked for. */
  #from = null;
  #asked = null;
  #request = null;
  #timer = null;
  /** Whether the line below the text speaks of titles. */
  #told = false;

  constructor(editor, url) {
    this.#editor = editor;
    this.#url = url;
    this.#list = el("ul", { class: "editor-completion", role: "listbox", id: newId("titles"), "aria-label": "Artikel", hidden: true });
    this.plugin = new Plugin({
      view: () => {
        this.#editor.root.append(this.#list);
        return { update: (view, before) => this.#update(view, before), destroy: () => this.#list.remove() };
      },
      props: {
        handleKeyDown: (view, event) => this.#key(view, event),
        handleDOMEvents: { blur: () => this.#close() },
      },
    });
  }

  /** Attributes that tell a screen reader of the list. */
  attributes() {
    if (this.#list.hidden) return {};
    return { "aria-controls": this.#list.id, "aria-activedescendant": this.#list.children[this.#chosen]?.id ?? "" };
  }

  #update(view, before) {
    if (before && before.doc.eq(view.state.doc) && before.selection.eq(view.state.selection)) return;
    const open = openBrackets(view.state);
    if (!open) {
      this.#close();
      return;
    }
    this.#from = open.from;
    if (open.words === this.#asked) return;
    this.#asked = open.words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(view, open.words), PAUSE);
  }

  async #ask(view, words) {
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      const response = await fetch(`${this.#url}?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" }, signal: this.#request.signal });
      const titles = response.ok ? await response.json() : [];
      if (this.#asked === words) this.#show(view, titles.slice(0, 8));
    } catch {
      this.#close();
    }
  }

  #show(view, titles) {
    this.#titles = titles;
    this.#list.replaceChildren(...titles.map((title) => this.#option(view, title)));
    if (titles.length === 0) {
      this.#list.hidden = true;
      this.#tell("Kein Artikel heißt so. Der Link kann trotzdem stehen bleiben.");
      return;
    }
    this.#list.hidden = false;
    this.#place(view);
    this.#choose(0);
    this.#tell(`${titles.length === 1 ? "1 Artikel" : `${titles.length} Artikel`}: mit den Pfeiltasten wählen, mit Enter übernehmen.`);
  }

  #option(view, title) {
    const option = el("li", { role: "option", id: newId("title"), "aria-selected": "false" }, el("span", {}, title.title), title.meta && el("small", {}, title.meta));
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.#accept(view, title);
    });
    return option;
  }

  #place(view) {
    const { left, top, bottom } = view.coordsAtPos(this.#from);
    const root = this.#editor.root.getBoundingClientRect();
    const { style, offsetWidth, offsetHeight } = this.#list;
    const fits = bottom + offsetHeight + 4 <= window.innerHeight || top < offsetHeight + 4;
    style.top = `${(fits ? bottom + 4 : top - offsetHeight - 4) - root.top}px`;
    style.left = `${Math.max(0, Math.min(left - root.left, root.width - offsetWidth))}px`;
  }

  #choose(index) {
    this.#chosen = index;
    [...this.#list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    this.#list.children[index]?.scrollIntoView({ block: "nearest" });
    this.#editor.view.setProps({});
  }

  #key(view, event) {
    if (this.#list.hidden || event.isComposing) return false;
    const count = this.#titles.length;
    const next = { ArrowDown: this.#chosen + 1, ArrowUp: this.#chosen - 1 }[event.key];
    if (next !== undefined) this.#choose((next + count) % count);
    else if (event.key === "Enter") this.#accept(view, this.#titles[this.#chosen]);
    else if (event.key === "Escape") this.#close();
    else return false;
    return true;
  }

  #accept(view, { title }) {
    const { from } = view.state.selection;
    const tr = view.state.tr.replaceWith(this.#from, from, schema.nodes.wiki_link.create({ target: title.replace(/[[\]|]/g, " ").trim() }));
    this.#close();
    view.dispatch(tr.scrollIntoView());
  }

  #tell(text) {
    this.#told = text !== "";
    this.#editor.status.tell(text);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#asked = null;
    if (this.#told) this.#tell("");
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#editor.view.setProps({});
  }
}

function openBrackets({ selection, doc }) {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) return null;
  const text = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
  const match = OPEN.exec(text);
  return match && doc ? { words: match[1], from: $from.pos - match[0].length } : null;
}

export const wikiTool = {
  label: "Wiki-Link",
  icon: "wiki",
  run: (state, dispatch) => {
    const { $from, from, to } = state.selection;
    if (!$from.parent.inlineContent || $from.parent.type.spec.code) return false;
    const words = state.doc.textBetween(from, to, " ").replace(/[[\]|]/g, " ");
    dispatch?.(state.tr.insertText(`[[${words}`).scrollIntoView());
    return true;
  },
};
