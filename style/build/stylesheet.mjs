/* SPDX-License-Identifier: EUPL-1.2 */
// Compiles scss/main.scss, drops what is not used of KERN and minifies the rest.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { compileAsync } from "sass";
import { BROWSERS } from "./browsers.mjs";
import { reduceKern } from "./kern.mjs";

/** `urlOf` turns the logical name in `url("asset:name")` into the address of the hashed file. */
export async function compileStyleSheet(style, urlOf) {
  const kern = join(style, "node_modules/@kern-ux/native");
  const { css } = await compileAsync(join(style, "scss/main.scss"), {
    loadPaths: [join(kern, "src/scss")],
    quietDeps: true,
    style: "expanded",
    charset: false,
  });
  const linked = reduceKern(css).replace(/url\("asset:([^"]+)"\)/g, (_, name) => `url("${urlOf(name)}")`);
  const { code } = await transform(linked, { loader: "css", minify: true, target: BROWSERS, legalComments: "none" });
  return `${banner(kern)}\n${code}`;
}

function banner(kern) {
  const { version } = JSON.parse(readFileSync(join(kern, "package.json"), "utf8"));
  return `/*! SPDX-License-Identifier: EUPL-1.2; contains KERN UX ${version} (EUPL-1.2) */`;
}
