/* SPDX-License-Identifier: EUPL-1.2 */
// What happens on paste and drop: text is cleaned, files are sent, and too much is refused.

import { Plugin } from "prosemirror-state";
import { clean, defuse } from "./clean.js";

/** Characters that a text may have; the longest law of the region has half of it. */
export const LONGEST = 1_000_000;

const TOO_LONG = "Das ist zu lang, um es einzufügen: Ein Text darf höchstens 1.000.000 Zeichen haben. Ihr Text ist unverändert. Teilen Sie das Dokument auf, oder hängen Sie es als Datei an.";

/** `tell` and `complain` speak to the visitor; `send` uploads files, where that is possible. */
export function pasting({ complain, tell, send }) {
  const refuse = (event) => {
    event.preventDefault();
    complain(TOO_LONG);
    return true;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        // before the browser parses twenty megabytes
        paste: (view, event) => (tooLong(view.state.doc.content.size, event.clipboardData) ? refuse(event) : false),
      },
      transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : cleanHtml(html, tell)),
      handlePaste: (view, event, slice) => {
        if (view.state.doc.content.size + slice.size > LONGEST) return refuse(event);
        return sendFiles(view, event.clipboardData, null, send);
      },
      handleDrop: (view, event, slice, moved) => {
        if (moved) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null;
        return sendFiles(view, event.dataTransfer, at, send);
      },
    },
  });
}

/** The same limit for the field for Markdown. */
export function limitPaste(field, complain) {
  field.addEventListener("paste", (event) => {
    if (!tooLong(field.value.length, event.clipboardData)) return;
    event.preventDefault();
    complain(TOO_LONG);
  });
}

function tooLong(length, data) {
  return length + (data?.getData("text/plain").length ?? 0) > LONGEST;
}

function cleanHtml(html, tell) {
  const { body } = new DOMParser().parseFromString(defuse(html), "text/html");
  const { images } = clean(body);
  if (images > 0) tell(`${images === 1 ? "Ein Bild konnte" : `${images} Bilder konnten`} nicht übernommen werden. Fügen Sie Bilder bitte einzeln als Datei ein.`);
  return body.innerHTML;
}

/** Office programs put a picture of the text beside the text: where there is text, that is what is meant. */
function sendFiles(view, data, at, send) {
  const files = [...(data?.files ?? [])];
  if (files.length === 0 || !send || data.getData("text/html").trim() !== "" && data.getData("text/plain").trim() !== "") return false;
  send(files, at ?? view.state.selection.from);
  return true;
}
