// What every spec starts from: a running network, and people who visit it.
import { test as base, expect } from "@playwright/test";
import { Network } from "./network.mjs";
import { signIn } from "./steps.mjs";
import { Watch } from "./watch.mjs";

export { expect };

export const test = base.extend({
  /** The server and what belongs to it. One for each worker, since starting it takes a second. */
  network: [
    async ({}, use) => {
      const network = await Network.start();
      await use(network);
      await network.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  /** Sessions of the demo's people, so that each signs in but once in a worker. */
  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],

  baseURL: async ({ network }, use) => use(network.url),

  /** What went wrong behind the scenes in any window of this test; there must be nothing. */
  watch: async ({ network }, use) => {
    const watch = new Watch(network.url);
    await use(watch);
    expect(watch.problems, "problems in the console or on the wire").toEqual([]);
    expect(network.faults(), "faults in the log of the server").toEqual([]);
  },

  /** `await visit()`: a window of a guest; `await visit("erika")`: of someone of the demo who is signed in. */
  visit: async ({ browser, network, sessions, watch }, use) => {
    const contexts = [];
    await use(async (firstName, options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch.follow(context);
      const page = await context.newPage();
      if (firstName) await comeIn(page, network, sessions, firstName);
      return page;
    });
    // nobody does it for us, and each open page listens for what is new
    await Promise.all(contexts.map((context) => context.close()));
  },
});

async function comeIn(page, network, sessions, firstName) {
  const mail = network.mailOf(firstName);
  if (sessions.has(mail)) {
    await page.context().addCookies(sessions.get(mail));
    return;
  }
  await signIn(page, mail, network.accounts.get(mail));
  sessions.set(mail, await page.context().cookies());
}
