// Who sees an article: nobody outside, until a moderator says so; then everybody, and machines are told what it is.
import { expect, test } from "../support/test.mjs";
import { entry, find, heading, press, publishArticle, told } from "../support/steps.mjs";

const TITLE = "Kassenautomat im Foyer: Betrieb und Störungen";
const PATH = "/wiki/kassenautomat-im-foyer-betrieb-und-stoerungen";
const SUMMARY = "Was ein Kassenautomat im Foyer kostet und wann er streikt.";

/** What a machine is given. */
async function fetched(page, path) {
  const response = await page.request.get(path);
  expect(response.status(), path).toBe(200);
  return response.text();
}

test("an internal article is nowhere to be found for a guest, until it is made public", async ({ visit }) => {
  const miriam = await visit("miriam");
  await publishArticle(miriam, TITLE, "## Störungen\n\nMünzen klemmen im **Quirlwerk**.", { visibility: "nur für Mitglieder" });
  await miriam.getByRole("link", { name: "Bearbeiten", exact: true }).click();
  await miriam.getByLabel("In Kürze").fill(SUMMARY);
  await miriam.getByLabel("Kommune").selectOption("Herford");
  await press(miriam, "Veröffentlichen");
  await expect(miriam.getByRole("complementary", { name: "Über diesen Artikel" })).toContainText("Sichtbarnur für Mitglieder");

  await test.step("a member finds it", async () => {
    const member = await visit("sabine");
    await find(member, "Quirlwerk", TITLE);
    await member.goto(PATH);
    await expect(heading(member)).toHaveText(TITLE);
  });

  await test.step("a guest finds it neither in lists nor by search", async () => {
    const guest = await visit();
    for (const path of ["/", "/wiki", "/wiki/baum", "/kommunen/herford", "/suche?q=Quirlwerk", "/suche?q=Kassenautomat"]) {
      await guest.goto(path);
      await expect(guest.getByRole("main")).not.toContainText("Betrieb und Störungen");
    }
    for (const path of ["/feeds/wiki", "/sitemap.xml", "/wiki/titel?q=kassenautomat"]) {
      expect((await fetched(guest, path)).toLowerCase(), path).not.toContain("kassenautomat");
    }
  });

  await test.step("and is told that it does not exist, whatever she asks for", async () => {
    const guest = await visit();
    for (const part of ["", "?druck=1", "/nachnutzung"]) {
      const response = await guest.goto(`${PATH}${part}`);
      expect(response.status(), part).toBe(404);
      await expect(heading(guest)).toHaveText("Diese Seite gibt es nicht");
      await expect(guest).not.toHaveTitle(/Kassenautomat/);
    }
    expect((await guest.request.get(`${PATH}/markdown`)).status()).toBe(404);
  });

  await test.step("a moderator makes it public", async () => {
    await miriam.goto(PATH);
    await miriam.getByRole("link", { name: "Bearbeiten", exact: true }).click();
    await miriam.getByLabel("Sichtbar").selectOption("öffentlich");
    await press(miriam, "Veröffentlichen");
    await expect(told(miriam)).toHaveText("Die neue Fassung ist gespeichert.");
  });

  await test.step("now a guest finds it everywhere", async () => {
    const guest = await visit();
    await find(guest, "Quirlwerk", TITLE);
    for (const path of ["/wiki", "/kommunen/herford"]) {
      await guest.goto(path);
      await expect(entry(guest, TITLE)).toBeVisible();
    }
    for (const path of ["/feeds/wiki", "/sitemap.xml"]) expect(await fetched(guest, path), path).toContain(PATH);
  });

  await test.step("and the page says what it is, without a name of a colleague", async () => {
    const guest = await visit();
    await guest.goto(PATH);
    await expect(heading(guest)).toHaveText(TITLE);
    await expect(guest).toHaveTitle(new RegExp(`^${TITLE}`));
    const head = (selector, attribute) => guest.locator(`head ${selector}`).getAttribute(attribute);
    const address = new URL(PATH, guest.url()).href;
    expect(await head("meta[name=description]", "content")).toBe(SUMMARY);
    expect(await head("link[rel=canonical]", "href")).toBe(address);
    await expect(guest.locator("head meta[name=robots]")).toHaveCount(0);
    const data = JSON.parse(await guest.locator("script[type='application/ld+json']").textContent());
    expect(data).toMatchObject({ "@type": "Article", headline: TITLE, description: SUMMARY, url: address, about: { name: "Herford" } });
    await expect(guest.locator("html")).not.toContainText("Miriam Muster");
  });
});
