/* SPDX-License-Identifier: EUPL-1.2 */
// The rich-text editor: takes over every field that the server has marked with data-editor. Without
// this script the field is a plain one for Markdown, and that is what is always submitted.

import { Editor } from "./editor.js";

for (const root of document.querySelectorAll("[data-editor]")) {
  new Editor(root);
}
