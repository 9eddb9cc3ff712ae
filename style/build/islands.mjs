/* SPDX-License-Identifier: EUPL-1.2 */
// Bundles what wasm-bindgen wrote and the loader that wakes the islands. Without target/wasm there
// are no islands, and every page works all the same.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";

export async function bundleIslands(style, wasm, site) {
  const glue = join(wasm, "wissensnetz.js");
  const binary = join(wasm, "wissensnetz_bg.wasm");
  if (!existsSync(glue) || !existsSync(binary)) return;

  const unlisted = { listed: false };
  const wasmUrl = site.addHashed("wasm", "wissensnetz_bg.wasm", await readFile(binary), unlisted);
  const moduleUrl = site.addHashed("module", "wissensnetz.js", await bundle(glue, {}), unlisted);
  const define = { MODULE_URL: JSON.stringify(moduleUrl), WASM_URL: JSON.stringify(wasmUrl) };
  site.addHashed("islands.js", "islands.js", await bundle(join(style, "islands.js"), define));
}

/** One minified module; what wasm-bindgen put into snippets/ ends up inside. */
async function bundle(entry, define) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    external: ["/assets/*"],
    minify: true,
    format: "esm",
    target: BROWSERS,
    legalComments: "none",
    write: false,
    define,
  });
  return outputFiles[0].contents;
}
