/* SPDX-License-Identifier: EUPL-1.2 */
// Wakes the islands of a page: loads the WebAssembly module when the browser has nothing better to
// do, then hands each <leptos-island> to the function of its name. The order matters and follows
// what the server rendered: an island is awake before anything inside it is looked at, because its
// children (<leptos-children>) may hold further islands that need the outer one's context.

/* global MODULE_URL, WASM_URL */

function whenIdle(task) {
  if ("requestIdleCallback" in window) {
    window.requestIdleCallback(task);
  } else {
    task();
  }
}

/** Walks a page and wakes its islands, one after the other. */
class Awakening {
  #islands;
  /** What the enclosing islands want called before an island among their children wakes. */
  #enclosing = [];

  constructor(islands) {
    this.#islands = islands;
  }

  async visit(element) {
    switch (element.localName) {
      case "leptos-island":
        await this.#wake(element);
        await this.#visitChildren(element);
        break;
      case "leptos-children":
        this.#enclosing.push(element.$$on_hydrate);
        await this.#visitChildren(element);
        this.#enclosing.pop();
        break;
      default:
        await this.#visitChildren(element);
    }
  }

  async #visitChildren(element) {
    for (const child of element.children) {
      await this.visit(child);
    }
  }

  async #wake(element) {
    const name = element.dataset.component;
    const hydrate = this.#islands[name];
    if (!hydrate) {
      console.warn(`There is no function for the island ${name}.`);
      return;
    }
    this.#enclosing.at(-1)?.();
    await hydrate(element);
  }
}

async function start() {
  const islands = await import(MODULE_URL);
  await islands.default({ module_or_path: WASM_URL });
  islands.hydrate();
  await new Awakening(islands).visit(document.body);
}

whenIdle(start);
