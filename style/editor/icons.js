/* SPDX-License-Identifier: EUPL-1.2 */
// The pictures on the buttons: lines on a grid of 20.

import { svg } from "./dom.js";

const PATHS = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zm0 6h6a3 3 0 0 1 0 6H6z",
  italic: "M8 4h7M5 16h7M12 4 8 16",
  strike: "M4 10h12M14 6.5C13.5 5 12 4 10 4 7.500 4 6 5.300 6 7c0 1.300 1 2.200 2.500 3M6 13.500C6.500 15 8 16 10 16c2.500 0 4-1.300 4-3 0-.400-.100-.700-.200-1",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
  link: "M8.500 11.500a3 3 0 0 0 4.200 0l3-3a3 3 0 0 0-4.200-4.200l-1 1M11.500 8.500a3 3 0 0 0-4.200 0l-3 3a3 3 0 0 0 4.200 4.200l1-1",
  wiki: "M7 4H4v12h3M13 4h3v12h-3M8 8h4M8 12h4",
  footnote: "M4 6h7M4 10h7M4 14h5M14 5l2-1v6",
  bullets: "M8 5h9M8 10h9M8 15h9M3.500 5h.010M3.500 10h.010M3.500 15h.010",
  numbers: "M9 5h8M9 10h8M9 15h8M3 4l1.500-.500V8M3 12.500c0-1 2.500-1 2.500.200C5.500 14 3 15 3 16h2.700",
  tasks: "M3 4h4v4H3zM3 12h4v4H3zM4 6l1 1 2-3M10 6h7M10 14h7",
  indent: "M3 4h14M10 8h7M10 12h7M3 16h14M3 8l3 2-3 2",
  outdent: "M3 4h14M10 8h7M10 12h7M3 16h14M6 8l-3 2 3 2",
  quote: "M4 6h4v4c0 2-1 3.500-3 4M11 6h4v4c0 2-1 3.500-3 4",
  callout: "M3 4h14v12H3zM10 7v4M10 13.500v.010",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M12.500 4v12",
  image: "M3 4h14v12H3zM3 14l4-4 3 3 3-3 4 4M7 7.500h.010",
  file: "M14 8.500 9 13.500a2 2 0 0 1-3-3L11.500 5a3 3 0 0 1 4.500 4.500L10 15.500A4.500 4.500 0 0 1 3.500 9L8 4.500",
  codeblock: "M3 4h14v12H3zM7 8l-2 2 2 2M10 12h4",
  rule: "M3 10h14M6 5h8M6 15h8",
  undo: "M7 4 3 8l4 4M3 8h8a4.500 4.500 0 0 1 0 9H8",
  redo: "m13 4 4 4-4 4M17 8H9a4.500 4.500 0 0 0 0 9h3",
};

/** Text for what has no better picture, such as a level of heading. */
export function icon(name) {
  const path = PATHS[name];
  if (!path) return document.createTextNode(name);
  return svg("svg", { viewBox: "0 0 20 20", width: "20", height: "20", "aria-hidden": "true", class: "editor-icon" }, svg("path", { d: path }));
}
