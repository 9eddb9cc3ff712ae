/* SPDX-License-Identifier: EUPL-1.2 */
// Shows at once how many notices are new, on every open page. All tabs of a browser share one
// connection: the tab that holds the lock listens to the server and tells the others; when it goes,
// the next one takes over where it stopped. Without this script the next page shows the number.

const STREAM = "/benachrichtigungen/strom";
const NAME = "wissensnetz-benachrichtigungen";
/** How long to wait after the server has refused, before this browser asks again. */
const PAUSE = 60_000;

const links = document.querySelectorAll('[data-live="link"]');
const status = document.querySelector('[data-live="status"]');
const channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;

/** How many are shown, and the last notice that this browser has heard of. */
let shown = Number(links[0]?.dataset.count ?? 0);
let last = null;

const upTo = (number) => (number > 99 ? "99+" : String(number));

function show(count) {
  for (const link of links) {
    link.textContent = count === 0 ? "Benachrichtigungen" : `Benachrichtigungen (${upTo(count)})`;
  }
  for (const menu of document.querySelectorAll('[data-live="menu"]')) {
    menu.hidden = count === 0;
    menu.querySelector('[data-live="number"]').textContent = upTo(count);
  }
}

/** What the server has said, directly or through another tab. */
function hear({ id, fresh, count }) {
  if (fresh && last !== null && id <= last) return;
  if (id > (last ?? -1)) last = id;
  const more = Math.max(count - shown, 0);
  shown = count;
  show(count);
  if (more > 0) say(more === 1 ? "1 neue Benachrichtigung" : `${upTo(more)} neue Benachrichtigungen`);
}

/** The same words twice would be no change, and not be read out. */
function say(words) {
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 100);
}

/** Listens until the page goes or the server ends it for good. */
function listen(signal) {
  return new Promise((done) => {
    const source = new EventSource(last === null ? STREAM : `${STREAM}?nach=${last}`);
    const end = () => {
      source.close();
      done();
    };
    const tell = (event) => {
      const heard = { id: Number(event.lastEventId), fresh: event.type === "neu", count: Number(event.data) };
      hear(heard);
      channel?.postMessage(heard);
    };
    source.addEventListener("neu", tell);
    source.addEventListener("stand", tell);
    source.addEventListener("error", () => {
      // the browser tries again by itself, except where the answer was no stream: then nobody is signed in
      if (source.readyState === EventSource.CLOSED) setTimeout(end, PAUSE);
    });
    signal.addEventListener("abort", end, { once: true });
  });
}

/** Waits for its turn among the tabs, and listens while it has it. */
async function take(signal) {
  while (!signal.aborted) {
    if ("locks" in navigator) {
      await navigator.locks.request(NAME, { signal }, () => listen(signal)).catch(() => {});
    } else {
      await listen(signal);
    }
  }
}

let turn = null;

function start() {
  if (turn) return;
  turn = new AbortController();
  take(turn.signal);
}

/** A page that the browser keeps for the way back must hold neither lock nor connection. */
function stop() {
  turn?.abort();
  turn = null;
}

if (links.length > 0 && status && "EventSource" in window) {
  channel?.addEventListener("message", ({ data }) => hear(data));
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", start);
  start();
}
