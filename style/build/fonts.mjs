/* SPDX-License-Identifier: EUPL-1.2 */
// Cuts the two Fira Sans files in use down to what German and its neighbours write.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const CUTS = [
  { name: "font-regular", file: "fira-sans-regular.woff2", source: "FiraSans-Regular.woff2" },
  { name: "font-bold", file: "fira-sans-semibold.woff2", source: "FiraSans-SemiBold.woff2" },
];

const RANGES = [
  [0x0020, 0x007e], // Basic Latin
  [0x00a0, 0x00ff], // Latin-1
  [0x0100, 0x017f], // Latin Extended-A
  [0x0218, 0x021b], // Romanian comma below
  [0x1e9e, 0x1e9e], // capital sharp s
  [0x2010, 0x2027], // dashes, quotation marks, bullet, ellipsis
  [0x202f, 0x203a], // narrow space, per mille, guillemets
  [0x2044, 0x2044], // fraction slash
  [0x2070, 0x2089], // superscripts and subscripts
  [0x20ac, 0x20ac], // euro
  [0x2116, 0x2122], // numero, trade mark
  [0x2190, 0x2193], // arrows
  [0x2212, 0x2212], // minus
  [0x2260, 0x2265], // comparisons
];

// Small capitals, old-style figures and the like would be half of the file; nothing here asks for them.
// Copyright and licence (names 0, 13 and 14) travel inside the font, as the SIL Open Font License wants.
const OPTIONS = { targetFormat: "woff2", noLayoutClosure: true, preserveNameIds: [0, 13, 14] };

/** The text of all wanted characters, as the subsetter takes it. */
function wantedCharacters() {
  return RANGES.map(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join(""),
  ).join("");
}

export async function subsetFonts(style, cache) {
  const fonts = join(style, "node_modules/@kern-ux/native/dist/fonts/fira-sans");
  const text = wantedCharacters();
  await mkdir(cache, { recursive: true });
  return Promise.all(
    CUTS.map(async ({ name, file, source }) => ({
      name,
      file,
      bytes: await subsetOnce(await readFile(join(fonts, source)), text, cache),
    })),
  );
}

async function subsetOnce(font, text, cache) {
  const key = createHash("sha256").update(font).update(text).update(JSON.stringify(OPTIONS)).digest("hex").slice(0, 16);
  const cached = join(cache, `${key}.woff2`);
  const known = await readFile(cached).catch(() => null);
  if (known) return known;
  const { default: subset } = await import("subset-font");
  const bytes = await subset(font, text, OPTIONS);
  await writeFile(cached, bytes);
  return bytes;
}
