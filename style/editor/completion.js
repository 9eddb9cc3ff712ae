/* SPDX-License-Identifier: EUPL-1.2 */
// What completes the text while it is being typed: titles of articles behind `[[`, people and municipalities behind `@`.
// A listbox at the cursor, moved through with arrow keys.

import { Plugin } from "prosemirror-state";
import { el, newId } from "./dom.js";
import { schema } from "./schema.js";

const PAUSE = 150;

/** Titles at this address; one that is chosen becomes a wiki link. */
export const titles = (url) => ({
  url,
  label: "Artikel",
  mark: "[[",
  open: /\[\[([^[\]|\n\ufffc]{0,80})$/,
  none: "Kein Artikel heißt so. Der Link kann trotzdem stehen bleiben.",
  count: (count) => `${count} Artikel`,
  node: ({ title }) => schema.nodes.wiki_link.create({ target: title.replace(/[[\]|]/g, " ").trim() }),
});

/** Names at this address. Not inside an address such as rathaus@lemgo.de, and no longer than a name is. */
export const names = (url) => ({
  url,
  label: "Personen und Kommunen",
  mark: "@",
  open: /(?<![\p{L}\p{N}@])@(\p{L}[\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’()-]*){0,3})$/u,
  // not every @ is to be a name, and most sentences go on behind one
  none: "",
  count: (count) => (count === 1 ? "1 Name" : `${count} Namen`),
  node: ({ title }, $from) => schema.text(`@${title}`, $from.marks()),
});

export class Completion {
  plugin;
  #editor;
  #sources;
  #list;
  #choices = [];
  #chosen = -1;
  /** What is being completed: its source, where its mark stands, and what was typed behind it. */
  #open = null;
  /** Where something was chosen, and what: to write on behind it is not to ask for it again. */
  #settled = null;
  #request = null;
  #timer = null;
  /** Whether the line below the text speaks of what can be chosen. */
  #told = false;

  constructor(editor, sources) {
    this.#editor = editor;
    this.#sources = sources;
    this.#list = el("ul", { class: "editor-completion", role: "listbox", id: newId("completion"), hidden: true });
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
    const open = this.#opened(view.state);
    if (!open) {
      this.#close();
      return;
    }
    const same = this.#open?.source === open.source && this.#open.words === open.words;
    this.#open = open;
    if (same) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(view, open), PAUSE);
  }

  /** What stands before the cursor and can be completed. */
  #opened({ selection }) {
    const { $from, empty } = selection;
    if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) return null;
    if ($from.marks().some(({ type }) => type === schema.marks.code)) return null;
    const text = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
    for (const source of this.#sources) {
      const words = source.open.exec(text)?.[1];
      if (words === undefined) continue;
      const from = $from.pos - words.length - source.mark.length;
      const settled = this.#settled?.from === from && words.startsWith(this.#settled.title);
      return settled ? null : { source, words, from };
    }
    return null;
  }

  async #ask(view, { source, words }) {
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      const response = await fetch(`${source.url}?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" }, signal: this.#request.signal });
      const choices = response.ok ? await response.json() : [];
      if (this.#open?.words !== words) return;
      // a name with a blank behind it is finished
      const finished = words !== words.trimEnd() && choices.some(({ title }) => title === words.trimEnd());
      this.#show(view, finished ? [] : choices.slice(0, 8));
    } catch {
      this.#close();
    }
  }

  #show(view, choices) {
    const { source } = this.#open;
    this.#choices = choices;
    this.#list.setAttribute("aria-label", source.label);
    this.#list.replaceChildren(...choices.map((choice) => this.#option(view, choice)));
    if (choices.length === 0) {
      this.#hide();
      this.#tell(source.none);
      return;
    }
    this.#list.hidden = false;
    this.#place(view);
    this.#choose(0);
    this.#tell(`${source.count(choices.length)}: mit den Pfeiltasten wählen, mit Enter übernehmen.`);
  }

  #option(view, choice) {
    const option = el("li", { role: "option", id: newId("choice"), "aria-selected": "false" }, el("span", {}, choice.title), choice.meta && el("small", {}, choice.meta));
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.#accept(view, choice);
    });
    return option;
  }

  #place(view) {
    const { left, top, bottom } = view.coordsAtPos(this.#open.from);
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
    const count = this.#choices.length;
    const next = { ArrowDown: this.#chosen + 1, ArrowUp: this.#chosen - 1 }[event.key];
    if (next !== undefined) this.#choose((next + count) % count);
    else if (event.key === "Enter") this.#accept(view, this.#choices[this.#chosen]);
    else if (event.key === "Escape") this.#close();
    else return false;
    return true;
  }

  #accept(view, choice) {
    const { $from } = view.state.selection;
    const { source, from } = this.#open;
    const tr = view.state.tr.replaceWith(from, $from.pos, source.node(choice, $from));
    this.#settled = { from, title: choice.title };
    this.#close();
    view.dispatch(tr.scrollIntoView());
  }

  #tell(text) {
    if (text === "" && !this.#told) return;
    this.#told = text !== "";
    this.#editor.status.tell(text);
  }

  #hide() {
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#editor.view.setProps({});
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#open = null;
    this.#tell("");
    this.#hide();
  }
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
