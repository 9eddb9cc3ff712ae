/* SPDX-License-Identifier: EUPL-1.2 */
// The folder that the server hands out: hashed files that never change, their compressed siblings
// and the manifest. A file that is already there with the same bytes is left alone, so a second run
// compresses nothing.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = new Set([".css", ".js", ".svg", ".txt", ".wasm"]);

export class Site {
  #root;
  #files = new Map();
  #urls = new Map();

  constructor(root) {
    this.#root = root;
  }

  /** Adds a file under a name that contains its hash; returns its URL. */
  addHashed(name, file, bytes, { listed = true } = {}) {
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const extension = extname(file);
    const path = `assets/${file.slice(0, -extension.length)}.${hash}${extension}`;
    this.#files.set(path, Buffer.from(bytes));
    if (listed) this.#urls.set(name, `/${path}`);
    return `/${path}`;
  }

  /** Adds a file under a fixed name, for what browsers and robots ask for by convention. */
  addPlain(path, bytes) {
    this.#files.set(path, Buffer.from(bytes));
  }

  url(name) {
    const url = this.#urls.get(name);
    if (!url) throw new Error(`no file is called "${name}"`);
    return url;
  }

  /** Brings the folder up to date and says in a line what it did. */
  async write() {
    await mkdir(join(this.#root, "assets"), { recursive: true });
    const written = await Promise.all([...this.#files].map(([path, bytes]) => this.#writeFile(path, bytes)));
    const manifest = JSON.stringify(Object.fromEntries([...this.#urls].sort()), null, 2);
    await this.#replace("manifest.json", Buffer.from(`${manifest}\n`));
    const removed = await this.#removeStale();
    const fresh = written.filter(Boolean).length;
    return `${this.#files.size} files, ${fresh} new, ${removed} stale ones removed`;
  }

  async #writeFile(path, bytes) {
    const compressible = COMPRESSIBLE.has(extname(path));
    const siblings = compressible ? [`${path}.br`, `${path}.gz`] : [];
    const known = await this.#holds(path, bytes);
    if (known && (await this.#exist(siblings, path))) return false;
    if (compressible) {
      const [br, gz] = await compress(bytes);
      await this.#replace(`${path}.br`, br);
      await this.#replace(`${path}.gz`, gz);
    }
    await this.#replace(path, bytes);
    return true;
  }

  async #holds(path, bytes) {
    const found = await readFile(join(this.#root, path)).catch(() => null);
    return found !== null && found.equals(bytes);
  }

  /** Siblings are written before their file, so one that is older belongs to it. */
  async #exist(siblings, path) {
    const file = await stat(join(this.#root, path));
    const found = await Promise.all(siblings.map((s) => stat(join(this.#root, s)).catch(() => null)));
    return found.every((sibling) => sibling !== null && sibling.mtimeMs <= file.mtimeMs);
  }

  /** Writes beside and renames, so that a running server never reads half a file. */
  async #replace(path, bytes) {
    const final = join(this.#root, path);
    await mkdir(dirname(final), { recursive: true });
    await writeFile(`${final}.part`, bytes);
    await rename(`${final}.part`, final);
  }

  async #removeStale() {
    const wanted = new Set(["manifest.json"]);
    for (const path of this.#files.keys()) {
      wanted.add(path);
      if (COMPRESSIBLE.has(extname(path))) wanted.add(`${path}.br`).add(`${path}.gz`);
    }
    const entries = await readdir(this.#root, { recursive: true, withFileTypes: true });
    const stale = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.#root, join(entry.parentPath ?? entry.path, entry.name)))
      .filter((path) => !wanted.has(path));
    await Promise.all(stale.map((path) => rm(join(this.#root, path))));
    return stale.length;
  }
}

function compress(bytes) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return Promise.all([
    promisify(brotliCompress)(bytes, { params: quality }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
}
