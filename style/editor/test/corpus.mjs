/* SPDX-License-Identifier: EUPL-1.2 */
// The texts that the round trip is tested over: our own samples, and real ones where they are at hand.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** Where the real texts are: a folder of Markdown files. */
export const CORPUS = process.env.WISSENSNETZ_CORPUS ?? join(here, "../../../../shared/data/corpus");

export const samples = () => markdownIn(join(here, "samples"));

/** Null when there are none on this machine. */
export const corpus = () => (existsSync(CORPUS) ? markdownIn(CORPUS) : null);

function* markdownIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md")).sort();
  for (const name of names) yield { name, markdown: readFileSync(join(folder, name), "utf8") };
}
