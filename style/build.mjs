/* SPDX-License-Identifier: EUPL-1.2 */
// Builds everything that a browser loads besides the pages: style sheet, fonts, icon, editor, small scripts, islands.
// Reads this folder and, where present, ../target/wasm; writes ../target/site and its manifest.json.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleEditor } from "./build/editor.mjs";
import { subsetFonts } from "./build/fonts.mjs";
import { bundleIslands } from "./build/islands.mjs";
import { bundleScripts } from "./build/scripts.mjs";
import { Site } from "./build/site.mjs";
import { compileStyleSheet } from "./build/stylesheet.mjs";

const style = dirname(fileURLToPath(import.meta.url));
const target = join(style, "..", "target");
const started = performance.now();

const site = new Site(join(target, "site"));

site.addHashed("icon.svg", "icon.svg", await readFile(join(style, "public/icon.svg")));
site.addPlain("favicon.svg", await readFile(join(style, "public/icon.svg")));
site.addPlain("robots.txt", await readFile(join(style, "public/robots.txt")));
for (const font of await subsetFonts(style, join(target, "style-cache"))) {
  site.addHashed(font.name, font.file, font.bytes);
}
site.addHashed("site.css", "site.css", await compileStyleSheet(style, (name) => site.url(name)));
await bundleEditor(style, site);
await bundleScripts(style, site);
await bundleIslands(style, join(target, "wasm"), site);

const summary = await site.write();
console.log(`style: ${summary}, ${Math.round(performance.now() - started)} ms`);
