// The search at the keyboard: what is offered while somebody types, the key that leads to the field, the arrow keys that
// lead through the hits. All of it is a plain form without a script.
import { expect, test } from "../support/test.mjs";
import { findings } from "../support/axe.mjs";
import { heading } from "../support/steps.mjs";

const WASM = /\.wasm$/;
const HIT = "LoRaWAN 2.0 in Delbrück: ein Funknetz für die ganze Stadt";

const field = (page) => page.getByRole("combobox", { name: "Suche in Artikeln" });
const list = (page) => page.getByRole("listbox", { name: "Vorschläge" });
const options = (page) => list(page).getByRole("option");
const titles = (page) => options(page).locator(".suggestions__title");
const hits = (page) => page.locator("[data-hits] .entry__title a");
const toggle = (page) => page.getByRole("checkbox", { name: /^Taste/ });

/** Opens a page and waits until its field is awake: only then a list opens for what is typed. */
async function open(page, path) {
  const loaded = page.waitForResponse((response) => WASM.test(new URL(response.url()).pathname));
  await page.goto(path);
  await (await loaded).finished();
  await expect(async () => {
    await field(page).fill("");
    await field(page).fill("delbr");
    await expect(options(page).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await field(page).fill("");
  await field(page).blur();
  await expect(list(page)).toBeHidden();
}

async function searchFor(page, words) {
  await field(page).fill(words);
  await field(page).press("Enter");
  await expect(heading(page)).toHaveText("Suche");
  await expect(page).toHaveURL(new RegExp(`/suche\\?q=${encodeURIComponent(words).replaceAll("%20", "\\+")}$`));
}

test("without a script the search is a form, and the browser can put it into its address bar", async ({ visit }) => {
  const page = await visit();
  for (const path of ["/", "/suche"]) {
    await page.goto(path);
    const form = page.getByRole("search");
    expect([await form.getAttribute("action"), await form.getAttribute("method")]).toEqual(["/suche", "get"]);
    await field(page).fill("lorawan");
    await form.getByRole("button", { name: "Suchen" }).click();
    await expect(page).toHaveURL(/\/suche\?q=lorawan$/);
    await expect(page.getByRole("link", { name: HIT })).toBeVisible();
  }
  const described = await page.locator("link[rel=search]").getAttribute("href");
  const description = await page.request.get(described);
  expect(description.headers()["content-type"]).toContain("application/opensearchdescription+xml");
  const text = await description.text();
  const [, template] = text.match(/type="text\/html"[^>]*template="([^"]+)"/);
  await page.goto(template.replace("{searchTerms}", "delbr%C3%BCck"));
  await expect(page.getByRole("link", { name: "Delbrück", exact: true }).first()).toBeVisible();
  if (!test.info().project.use.javaScriptEnabled) await expect(toggle(page)).toBeHidden();
});

test.describe("suggestions", { tag: "@javascript" }, () => {
  test("municipalities, topics and tags come before titles and say what they are", async ({ visit }) => {
    const page = await visit();
    await open(page, "/");
    await field(page).fill("delbr");
    await expect(options(page).first()).toContainText("Delbrück");
    await expect(options(page).first()).toHaveAttribute("href", "/kommunen/delbrueck");
    await field(page).fill("loraw");
    const tag = options(page).filter({ hasText: "Schlagwort" });
    await expect(tag.first()).toHaveAttribute("href", "/schlagworte/lorawan");
    await expect(options(page).filter({ hasText: HIT })).toHaveCount(1);
    expect(await options(page).count()).toBeLessThanOrEqual(8);
    await field(page).fill("e-gov");
    await expect(options(page).filter({ hasText: "Thema" })).toHaveAttribute("href", "/themen/e-government");
    // one letter finds names, and no title
    await field(page).fill("d");
    await expect(options(page).filter({ hasText: "Delbrück" }).first()).toBeVisible();
    await expect(list(page).locator("[href^='/wiki/']")).toHaveCount(0);
  });

  test("what was searched for is offered again, by this browser alone, until it is forgotten", async ({ visit }) => {
    const page = await visit();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await open(page, "/");
    await field(page).focus();
    await expect(list(page)).toBeHidden();
    await searchFor(page, "lorawan pegel");
    await open(page, "/suche");
    await searchFor(page, "drohne");

    await open(page, "/");
    const before = asked.length;
    await field(page).focus();
    await expect(titles(page)).toHaveText(["drohne", "lorawan pegel", "Verlauf löschen"]);
    await expect(field(page)).toHaveAttribute("aria-expanded", "true");
    expect(asked.slice(before)).toEqual([]);

    await field(page).fill("lora");
    await expect(titles(page).first()).toHaveText("lorawan pegel");
    await field(page).press("ArrowDown");
    await field(page).press("Enter");
    await expect(page).toHaveURL(/\/suche\?q=lorawan\+pegel$/);

    await open(page, "/");
    await field(page).focus();
    await expect(titles(page).first()).toHaveText("lorawan pegel");
    await field(page).press("ArrowUp");
    await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
    await field(page).press("Enter");
    await expect(list(page)).toBeHidden();
    await expect(field(page)).toBeFocused();
    await page.reload();
    await open(page, "/");
    await field(page).focus();
    await expect(list(page)).toBeHidden();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test("Enter searches for what was typed on, not for a line that was chosen before", async ({ visit }) => {
    const page = await visit();
    await open(page, "/");
    await field(page).fill("delbr");
    await expect(list(page)).toBeVisible();
    await field(page).press("ArrowDown");
    await field(page).press("x");
    await field(page).press("Enter");
    await expect(page).toHaveURL(/\/suche\?q=delbrx$/);
  });

  test("a second Escape empties the field, and nothing opens", async ({ visit }) => {
    const page = await visit();
    await open(page, "/");
    await searchFor(page, "drohne");
    await open(page, "/");
    await field(page).fill("delbr");
    await expect(list(page)).toBeVisible();
    await field(page).press("Escape");
    await expect(list(page)).toBeHidden();
    await expect(field(page)).toHaveValue("delbr");
    await field(page).press("Escape");
    await expect(field(page)).toHaveValue("");
    await expect(list(page)).toBeHidden();
    await field(page).press("ArrowDown");
    await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  });

  test("axe finds nothing on the open list, wherever it is", async ({ visit }) => {
    const found = [];
    for (const width of [320, 768, 1280]) {
      const page = await visit("erika", { viewport: { width, height: 640 }, reducedMotion: "reduce" });
      for (const path of ["/", "/suche?q=lorawan"]) {
        await open(page, path);
        await field(page).fill("d");
        await expect(options(page).first()).toBeVisible();
        await field(page).press("ArrowUp");
        await expect(options(page).last()).toBeInViewport();
        found.push(...(await findings(page, `Vorschläge auf ${path}`)));
      }
      await searchFor(page, "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung");
      await open(page, "/");
      await field(page).focus();
      await expect(list(page)).toBeVisible();
      found.push(...(await findings(page, "Verlauf")));
    }
    expect(found).toEqual([]);
  });
});

test.describe("keys", { tag: "@javascript" }, () => {
  test("/ leads to the field, and stays a letter where one types", async ({ visit }) => {
    const page = await visit("erika");
    for (const path of ["/", "/suche?q=lorawan"]) {
      await page.goto(path);
      await expect(field(page)).toHaveAttribute("aria-keyshortcuts", "/");
      await page.keyboard.press("Control+/");
      await expect(field(page)).not.toBeFocused();
      await page.keyboard.press("/");
      await expect(field(page)).toBeFocused();
      await page.keyboard.type("a/b");
      await expect(field(page)).toHaveValue("a/b");
    }
    await page.goto("/fragen/neu");
    const title = page.getByLabel("Ihre Frage in einem Satz");
    await title.pressSequentially("OZG/RegMo");
    await expect(title).toHaveValue("OZG/RegMo");
    await page.goto("/kommunen");
    await page.keyboard.press("/");
    await expect(page).toHaveURL(/\/kommunen$/);
  });

  test("/ can be turned off, and stays off", async ({ visit }) => {
    const page = await visit();
    await page.goto("/suche");
    await expect(toggle(page)).toBeChecked();
    await toggle(page).uncheck();
    for (const path of ["/suche", "/"]) {
      await page.goto(path);
      await expect(heading(page)).toBeVisible();
      await expect(field(page)).not.toHaveAttribute("aria-keyshortcuts");
      await page.keyboard.press("/");
      await expect(field(page)).not.toBeFocused();
    }
    await page.goto("/suche");
    await expect(toggle(page)).not.toBeChecked();
    await toggle(page).check();
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
  });

  test("arrow keys lead from the field through the hits and back", async ({ visit }) => {
    const page = await visit("erika");
    await page.goto("/suche?q=lorawan");
    await expect(field(page)).toHaveAttribute("aria-keyshortcuts", "/");
    const last = (await hits(page).count()) - 1;
    expect(last).toBeGreaterThan(1);
    await field(page).focus();
    for (const [key, at] of [
      ["ArrowDown", 0],
      ["ArrowDown", 1],
      ["ArrowUp", 0],
      ["End", last],
      ["ArrowDown", last],
      ["Home", 0],
    ]) {
      await page.keyboard.press(key);
      await expect(hits(page).nth(at), key).toBeFocused();
      await expect(hits(page).nth(at)).toBeInViewport();
    }
    expect(await hits(page).first().evaluate((link) => link.matches(":focus-visible"))).toBe(true);
    await page.keyboard.press("ArrowUp");
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    const title = await hits(page).first().textContent();
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText(title);
  });

  test("an open list has the arrow keys for itself", async ({ visit }) => {
    const page = await visit();
    await open(page, "/suche?q=lorawan");
    await field(page).fill("delbr");
    await expect(list(page)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(field(page)).toBeFocused();
    await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowDown");
    await expect(hits(page).first()).toBeFocused();
    await expect(list(page)).toBeHidden();
  });
});
