// A network of its own: the real server with the demo's content, on a free port, in a fresh folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Mailbox } from "./mailbox.mjs";

const BINARY =
  process.env.WISSENSNETZ_BIN ||
  fileURLToPath(new URL("../../target/debug/wissensnetz", import.meta.url));

/** How long a start may take: the demo hashes a dozen passwords and fills the search index. */
const PATIENCE = 60_000;

/** `  Moderation  miriam.muster@…    u8eLVAYZ_RstITTZ` */
const ACCOUNT = /^ {2}(Mitglied|Moderation|Verwaltung) +(\S+@\S+) +(\S+)$/gm;

export class Network {
  /** Where the site is, without a slash at the end. */
  url;
  /** What the server has sent. */
  mailbox;
  /** Mail address to password, as the demo printed them. */
  accounts = new Map();

  #process;
  #folder;
  #output = "";

  static async start() {
    const network = new Network();
    try {
      await network.#start();
    } catch (error) {
      await network.stop();
      throw error;
    }
    return network;
  }

  async #start() {
    const port = await freePort();
    this.url = `http://localhost:${port}`;
    this.#folder = await mkdtemp(path.join(tmpdir(), "wissensnetz-end2end-"));
    this.mailbox = new Mailbox(path.join(this.#folder, "mails"));
    this.#process = spawn(BINARY, ["serve", "--demo", "--data-dir", this.#folder], {
      env: { ...ownEnvironment(), WISSENSNETZ_LISTEN: `127.0.0.1:${port}`, WISSENSNETZ_PUBLIC_URL: this.url },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (chunk) => (this.#output += chunk);
    this.#process.stdout.setEncoding("utf8").on("data", keep);
    this.#process.stderr.setEncoding("utf8").on("data", keep);
    this.#process.on("error", keep);
    await this.#ready();
    for (const [, , mail, password] of this.#output.matchAll(ACCOUNT)) {
      this.accounts.set(mail, password);
    }
    if (this.accounts.size === 0) {
      throw new Error(`The server printed no account of the demo:\n${this.#output}`);
    }
  }

  async #ready() {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const response = await fetch(`${this.url}/readyz`).catch(() => null);
      if (response?.ok) return;
      if (this.#ended() || Date.now() > deadline) {
        throw new Error(`${BINARY} did not start:\n${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The address of the account that someone of the demo uses: `erika` is `erika.beispiel@lemgo.de`. */
  mailOf(firstName) {
    for (const mail of this.accounts.keys()) {
      if (mail.startsWith(`${firstName}.`)) return mail;
    }
    throw new Error(`Nobody in the demo is called ${firstName}.`);
  }

  /** Lines of the server's log that tell of a fault of its own. */
  faults() {
    return this.#output.split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
  }

  async stop() {
    if (this.#process && !this.#ended()) {
      const ended = once(this.#process, "exit");
      const force = setTimeout(() => this.#process.kill("SIGKILL"), 5_000);
      this.#process.kill("SIGTERM");
      await ended;
      clearTimeout(force);
    }
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  #ended() {
    return !this.#process?.pid || this.#process.exitCode !== null || this.#process.signalCode !== null;
  }
}

/** Our own settings must not lead the server under test to another database. */
function ownEnvironment() {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter(([name]) => name !== "DATABASE_URL" && !name.startsWith("WISSENSNETZ_")),
  );
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
