/* SPDX-License-Identifier: EUPL-1.2 */
// The keyboard at the search: "/" leads to the field, arrow keys lead from it through the hits. Links stay links, and Tab
// goes where it always goes.

/** Remembers in this browser that "/" does nothing. */
const OFF = "wissensnetz-suchtaste-aus";

const field = document.getElementById("suchfeld");
const hits = () => [...document.querySelectorAll("[data-hits] .entry__title a")];

function isOn() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    // a browser that keeps nothing could not keep it off
    return false;
  }
}

function turn(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    // it is off then
  }
  show();
}

/** What the switch and the field say of the key. */
function show() {
  const on = isOn();
  if (on) field.setAttribute("aria-keyshortcuts", "/");
  else field.removeAttribute("aria-keyshortcuts");
  for (const line of document.querySelectorAll("[data-search-keys]")) {
    line.hidden = false;
    line.querySelector("input").checked = on;
  }
}

/** Whether what is typed there becomes text, or chooses something by its first letters. */
function takesText(element) {
  const keyless = "[type=checkbox], [type=radio], [type=button], [type=submit]";
  return element.isContentEditable || element.matches("input, textarea, select, [role=textbox]") && !element.matches(keyless);
}

function toField(event) {
  event.preventDefault();
  field.focus();
  field.select();
}

/** Where an arrow key leads from here; nowhere else than between the field and the hits. */
function next(key) {
  const links = hits();
  const here = document.activeElement;
  const at = links.indexOf(here);
  if (here === field) {
    // an open list has the arrow keys for itself
    return key === "ArrowDown" && field.getAttribute("aria-expanded") !== "true" ? links[0] : undefined;
  }
  if (at === -1) return undefined;
  switch (key) {
    case "ArrowDown":
      return links[at + 1];
    case "ArrowUp":
      return links[at - 1] ?? field;
    case "Home":
      return links[0];
    case "End":
      return links.at(-1);
    case "Escape":
      return field;
    default:
      return undefined;
  }
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  // with Shift on many keyboards
  if (event.key === "/") {
    if (!takesText(event.target) && isOn()) toField(event);
    return;
  }
  const to = event.shiftKey ? undefined : next(event.key);
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}

if (field) {
  // before the field itself, which would open its list
  window.addEventListener("keydown", press, { capture: true });
  window.addEventListener("storage", show);
  document.addEventListener("change", ({ target }) => {
    if (target.closest("[data-search-keys]")) turn(target.checked);
  });
  show();
}
