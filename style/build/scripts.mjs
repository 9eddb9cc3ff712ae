/* SPDX-License-Identifier: EUPL-1.2 */
// Small scripts, one file each: the one that shows new notices at once, and the one for the keyboard at the search.

import { join } from "node:path";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";

const SCRIPTS = ["live.js", "search.js"];

export async function bundleScripts(style, site) {
  for (const script of SCRIPTS) {
    const { outputFiles } = await build({
      entryPoints: [join(style, script)],
      bundle: true,
      minify: true,
      format: "esm",
      target: BROWSERS,
      legalComments: "none",
      banner: { js: "/* SPDX-License-Identifier: EUPL-1.2 */" },
      write: false,
    });
    site.addHashed(script, script, outputFiles[0].contents);
  }
}
