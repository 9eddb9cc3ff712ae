// What scripts add to pages that work without them.
import { expect, test } from "../support/test.mjs";
import { entry, heading } from "../support/steps.mjs";

/** Longest first visit in bytes: page, style, fonts, icon, scripts and WebAssembly, as they come over the wire. */
const FIRST_VISIT = 250_000;

const WASM = /\.wasm$/;

/** Opens a page and waits until its islands are loaded. They wake right after, which no sign tells. */
async function open(page, path) {
  const loaded = page.waitForResponse((response) => WASM.test(new URL(response.url()).pathname));
  await page.goto(path);
  await (await loaded).finished();
}

/** Does something until it has an effect. */
async function until(action, effect) {
  await expect(async () => {
    await action();
    await effect();
  }).toPass({ timeout: 10_000 });
}

test.describe("islands", { tag: "@javascript" }, () => {
  test("suggestions appear while typing; arrow keys and Enter follow one", async ({ visit }) => {
    const page = await visit("erika");
    await open(page, "/");
    const field = page.getByRole("combobox", { name: "Suche in Artikeln" });
    const options = page.getByRole("listbox", { name: "Vorschläge" }).getByRole("option");
    await until(
      async () => {
        await field.fill("");
        await field.pressSequentially("gewerbean");
      },
      () => expect(options.first()).toBeVisible({ timeout: 2_000 }),
    );
    await expect(field).toHaveAttribute("aria-expanded", "true");
    await expect(options.filter({ hasText: "Wer hat schon Erfahrung mit der digitalen Gewerbeanmeldung?" })).toHaveCount(1);

    await page.keyboard.press("ArrowDown");
    await expect(options.first()).toHaveAttribute("aria-selected", "true");
    const active = await field.getAttribute("aria-activedescendant");
    expect(active).toBe(await options.first().getAttribute("id"));
    await page.keyboard.press("ArrowUp");
    await expect(options.last()).toHaveAttribute("aria-selected", "true");
    await expect(field).toBeFocused();

    const title = await options.last().locator(".suggestions__title").textContent();
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText(title);
  });

  test("Escape closes the suggestions, Enter then searches", async ({ visit }) => {
    const page = await visit();
    await open(page, "/suche");
    const field = page.getByRole("combobox");
    const list = page.getByRole("listbox", { name: "Vorschläge" });
    await until(
      async () => {
        await field.fill("");
        await field.pressSequentially("lorawan");
      },
      () => expect(list).toBeVisible({ timeout: 2_000 }),
    );
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(field).toHaveAttribute("aria-expanded", "false");
    await expect(field).toHaveValue("lorawan");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/suche\?q=lorawan$/);
    await expect(entry(page, "LoRaWAN 2.0 in Delbrück: ein Funknetz für die ganze Stadt")).toBeVisible();
  });

  test("a click follows a suggestion; a guest is offered no question", async ({ visit }) => {
    const page = await visit();
    await open(page, "/");
    const field = page.getByRole("combobox");
    const options = page.getByRole("option");
    await until(
      async () => {
        await field.fill("");
        await field.pressSequentially("lorawan delbr");
      },
      () => expect(options.first()).toBeVisible({ timeout: 2_000 }),
    );
    await expect(options.filter({ hasText: "Grundwassermessstellen" })).toHaveCount(0);
    await options.filter({ hasText: "LoRaWAN 2.0 in Delbrück" }).click();
    await expect(heading(page)).toHaveText("LoRaWAN 2.0 in Delbrück: ein Funknetz für die ganze Stadt");
  });

  test("the first visit is small, and only pages with islands load WebAssembly", async ({ visit }) => {
    const page = await visit();
    const wire = await listen(page);
    await open(page, "/");
    await page.waitForLoadState("networkidle");
    const total = wire.reduce((sum, { bytes }) => sum + bytes, 0);
    const table = wire.map(({ path, bytes }) => `${String(bytes).padStart(9)}  ${path}`).join("\n");
    console.log(`${table}\n${String(total).padStart(9)}  bytes in all for the first visit (goal: under ${FIRST_VISIT})`);
    expect(wire.some(({ path }) => WASM.test(path))).toBe(true);
    expect(total).toBeLessThan(FIRST_VISIT);

    const quiet = await visit();
    const heard = await listen(quiet);
    await quiet.goto("/kommunen");
    await quiet.waitForLoadState("networkidle");
    expect(heard.filter(({ path }) => /\.(wasm|js)$/.test(path))).toEqual([]);
  });
});

/** Path and encoded size of everything that comes over the wire, headers included. */
async function listen(page) {
  const wire = [];
  const paths = new Map();
  const session = await page.context().newCDPSession(page);
  session.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    wire.push({ path: paths.get(requestId), bytes: encodedDataLength }),
  );
  await session.send("Network.enable");
  return wire;
}
