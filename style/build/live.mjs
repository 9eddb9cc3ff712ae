/* SPDX-License-Identifier: EUPL-1.2 */
// The script that shows new notices at once.

import { join } from "node:path";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";

export async function bundleLive(style, site) {
  const { outputFiles } = await build({
    entryPoints: [join(style, "live.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: BROWSERS,
    legalComments: "none",
    banner: { js: "/* SPDX-License-Identifier: EUPL-1.2 */" },
    write: false,
  });
  site.addHashed("live.js", "live.js", outputFiles[0].contents);
}
