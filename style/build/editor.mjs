/* SPDX-License-Identifier: EUPL-1.2 */
// Bundles the rich-text editor, which only pages with an editor load.

import { join } from "node:path";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";

/** Parts of markdown-it that the editor does without; half of its weight. */
const slim = (style) =>
  Object.fromEntries(["entities", "linkify-it", "punycode.js"].map((name) => [name, join(style, "editor/slim", name.replace(/(?:\.js)?$/, ".js"))]));

export async function bundleEditor(style, site) {
  const { outputFiles } = await build({
    entryPoints: [join(style, "editor/index.js")],
    bundle: true,
    alias: slim(style),
    minify: true,
    format: "esm",
    target: BROWSERS,
    legalComments: "none",
    banner: { js: "/*! SPDX-License-Identifier: EUPL-1.2; contains ProseMirror and markdown-it (MIT) */" },
    write: false,
  });
  site.addHashed("editor.js", "editor.js", outputFiles[0].contents);
}
