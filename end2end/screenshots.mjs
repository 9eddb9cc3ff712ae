// Pictures of every page into out/screenshots, at three widths, light and dark: `npm run screenshots [PART OF A NAME]`.
// They are for looking at; no test compares them.
import { mkdir, rm } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { browser as settings } from "./support/browser.mjs";
import { Network } from "./support/network.mjs";
import { ROLES, pagesOf } from "./support/pages.mjs";
import { STATES } from "./support/states.mjs";
import { signIn } from "./support/steps.mjs";

const FOLDER = new URL("out/screenshots/", import.meta.url).pathname;
const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const wanted = process.argv[2]?.toLowerCase() ?? "";

/** The front page looks different to everybody; most pages are worth one look, with the least role that sees them. */
function pictures(role) {
  const earlier = ROLES.slice(0, ROLES.findIndex((one) => one.role === role)).flatMap((one) => pagesOf(one.role));
  const seen = new Set(earlier.map(([name]) => name).filter((name) => name !== "Startseite"));
  const pages = pagesOf(role)
    .filter(([name]) => !seen.has(name))
    .map(([name, path]) => [name, (page) => page.goto(path)]);
  return [...pages, ...STATES[role]].filter(([name]) => `${role} ${name}`.toLowerCase().includes(wanted));
}

function fileName(role, name, width, scheme) {
  const words = `${role} ${name}`.toLowerCase();
  const plain = words.replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss");
  return `${plain.replace(/[^a-z0-9]+/g, "-")}-${width}-${scheme}.png`;
}

async function photograph(browser, network, role, firstName) {
  const mail = firstName && network.mailOf(firstName);
  let cookies = [];
  for (const width of WIDTHS) {
    const context = await browser.newContext({
      baseURL: network.url,
      locale: "de-DE",
      timezoneId: "Europe/Berlin",
      viewport: { width, height: width === 320 ? 640 : 900 },
    });
    const page = await context.newPage();
    if (mail && cookies.length === 0) {
      await signIn(page, mail, network.accounts.get(mail));
      cookies = await context.cookies();
    }
    await context.addCookies(cookies);
    for (const [name, reach] of pictures(role)) {
      await page.goto("/");
      await reach(page);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: FOLDER + fileName(role, name, width, colorScheme), fullPage: true });
      }
      await page.emulateMedia({ colorScheme: "light" });
      count += SCHEMES.length;
    }
    await context.close();
  }
}

let count = 0;
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const network = await Network.start();
const browser = await chromium.launch(settings.launchOptions);
try {
  for (const { role, firstName } of ROLES) await photograph(browser, network, role, firstName);
} finally {
  await browser.close();
  await network.stop();
}
console.log(`${count} pictures in ${FOLDER}`);
