// Mails as the demo writes them: one file each, `mails/{nanoseconds}-{recipient}.eml`.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "@playwright/test";

export class Mailbox {
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  /** All mails to an address, oldest first: subject, plain text, and a look-up for its headers. */
  async to(address) {
    const names = await readdir(this.#folder).catch(() => []);
    const wanted = names.filter((name) => name.endsWith(`-${address}.eml`)).sort();
    return Promise.all(wanted.map(async (name) => parse(await readFile(path.join(this.#folder, name), "latin1"))));
  }

  /** The newest of at least `count` mails to an address; waits for it. */
  async newest(address, count = 1) {
    let mails = [];
    await expect
      .poll(async () => (mails = await this.to(address)).length, { message: `mails to ${address}` })
      .toBeGreaterThanOrEqual(count);
    return mails.at(-1);
  }

  /** The link in the newest of at least `count` mails. */
  async link(address, count = 1) {
    const { text } = await this.newest(address, count);
    const [link] = text.match(/https?:\/\/\S+/) ?? [];
    expect(link, `a link in: ${text}`).toBeTruthy();
    return link;
  }
}

function parse(raw) {
  const end = raw.search(/\r?\n\r?\n/);
  // a long header goes on in lines that begin with a space (RFC 5322, 2.2.3)
  const head = raw.slice(0, end).replace(/\r?\n[ \t]+/g, " ");
  const header = (name) => head.match(new RegExp(`^${name}: *(.*)$`, "im"))?.[1].trim() ?? "";
  const body = raw.slice(end).trim();
  const boundary = header("Content-Type").match(/boundary="?([^";]+)/)?.[1];
  const text = boundary ? textPart(body, boundary) : decode(body, header("Content-Transfer-Encoding"));
  return { subject: decodeWords(header("Subject")), text, headers: header };
}

/** The plain text of a mail that has it as HTML, too (RFC 2046, 5.1.4). */
function textPart(body, boundary) {
  const parts = body.split(`--${boundary}`).map((part) => part.trim());
  return parse(parts.find((part) => /^Content-Type: *text\/plain/im.test(part))).text;
}

function decode(body, encoding) {
  switch (encoding.toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64").toString("utf8");
    case "quoted-printable":
      return quotedPrintable(body.replace(/=\r?\n/g, ""));
    default:
      return Buffer.from(body, "latin1").toString("utf8");
  }
}

/** RFC 2045, 6.7, the soft line breaks already gone. */
function quotedPrintable(text) {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** `=?utf-8?b?…?=` in a header (RFC 2047). */
function decodeWords(text) {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, word) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : quotedPrintable(word.replaceAll("_", " ")),
    );
}
