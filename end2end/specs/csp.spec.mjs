// Nothing foreign runs, nothing is fetched from elsewhere. Every test of every file watches for that as well.
import { expect, test } from "../support/test.mjs";
import { heading, markdownField, press, publish, told } from "../support/steps.mjs";
import { ROLES, pagesOf } from "../support/pages.mjs";

for (const { role, firstName } of ROLES) {
  test(`no page breaks the content security policy or reports an error: ${role}`, async ({ visit }) => {
    const page = await visit(firstName);
    for (const [name, path] of pagesOf(role)) {
      const response = await page.goto(path, { waitUntil: "load" });
      const policy = response.headers()["content-security-policy"];
      expect(policy, name).toContain("default-src 'none'");
      expect(policy, name).not.toContain("unsafe-inline");
      await expect(heading(page), name).toHaveCount(1);
      expect(await page.locator("[style], script:not([src]):not([type='application/ld+json']), style").count(), name).toBe(0);
    }
  });
}

/** Each one asks for a dialog or for a foreign address; `watch` notices both. */
const VECTORS = [
  `"><script>alert("skript")</script>`,
  `<img src=x onerror=alert("bild")>`,
  `<svg onload=alert("svg")><a xlink:href="javascript:alert(1)">x</a></svg>`,
  `[klick](javascript:alert("link)")`,
  `[klick](JaVaScRiPt&colon;alert(1)) ![bild](https://fremd.example/pixel.png)`,
  `<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>`,
  `<a href="data:text/html,<script>alert(1)</script>" autofocus onfocus=alert(1)>a</a>`,
  `<details open ontoggle=alert("details")>`,
  `<style>@import "https://fremd.example/x.css"</style><link rel=stylesheet href=https://fremd.example/y.css>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
  `<form action=https://fremd.example><button autofocus formaction="javascript:alert(1)">x</button></form>`,
  `'-alert(1)-' {{constructor.constructor("alert(1)")()}} </textarea></title><script>alert(2)</script>`,
].join("\n\n");
const SHORT = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
const TAG = `<b onmouseover=alert(1)>`;

test("markup in any field stays text", { tag: "@javascript" }, async ({ visit, network }) => {
  const guest = await visit();
  const erika = await visit("erika");
  const miriam = await visit("miriam");
  let question;
  let article;

  await test.step("in a request to join, as the moderators see it", async () => {
    await guest.goto("/registrieren/anfrage");
    await guest.getByLabel("Vor- und Nachname").fill("Xaver Skript");
    await guest.getByLabel("Dienstliche Mail-Adresse").fill("x.skript@fremd.example");
    await guest.getByLabel("Kommune oder Einrichtung").fill(SHORT);
    await guest.getByLabel("Nachricht").fill(VECTORS);
    await press(guest, "Anfrage senden");
    await expect(heading(guest)).toHaveText("Vielen Dank, Ihre Anfrage ist angekommen");
    await miriam.goto("/moderation");
    await expectNothingRan(miriam, SHORT);
  });

  await test.step("in fields that come back with a problem", async () => {
    await guest.goto("/registrieren");
    await guest.getByLabel("Vor- und Nachname").fill(SHORT);
    await guest.getByLabel("Dienstliche Mail-Adresse").fill(SHORT);
    await press(guest, "Link anfordern");
    await expect(guest.getByLabel("Vor- und Nachname")).toHaveValue(SHORT);
    await expectNothingRan(guest);
    await guest.goto("/anmelden?weiter=javascript:alert(1)");
    await expectNothingRan(guest);
  });

  await test.step("in a question, its preview, its answer and its tags", async () => {
    await erika.goto("/fragen/neu");
    await erika.getByLabel("Ihre Frage in einem Satz").fill(`Frage ${SHORT}`);
    await (await markdownField(erika)).fill(VECTORS);
    await erika.getByLabel("Schlagworte").fill(TAG);
    await press(erika, "Vorschau");
    await expectNothingRan(erika, "klick");
    await publish(erika);
    await expect(told(erika)).toHaveText("Ihre Frage ist veröffentlicht.");
    await (await markdownField(erika)).fill(VECTORS);
    await press(erika, "Antwort veröffentlichen");
    await expect(told(erika)).toContainText("Danke!");
    question = new URL(erika.url()).pathname;
    await expectNothingRan(erika, SHORT);
    for (const link of await erika.getByRole("main").getByRole("link").all()) {
      expect(await link.getAttribute("href")).toMatch(/^(\/|#|https?:|mailto:)/);
    }
  });

  await test.step("in an article, its history and its comparison", async () => {
    await miriam.goto("/wiki/neu");
    await miriam.getByLabel("Titel").fill(`Artikel ${SHORT}`);
    await miriam.getByLabel("In Kürze").fill(SHORT);
    await (await markdownField(miriam)).fill(VECTORS);
    await miriam.getByLabel("Schlagworte").fill(TAG);
    await miriam.getByLabel("Sichtbar").selectOption("öffentlich");
    await press(miriam, "Vorschau");
    await expectNothingRan(miriam, "klick");
    await press(miriam, "Veröffentlichen");
    await expect(told(miriam)).toHaveText("Der Artikel ist veröffentlicht.");
    article = new URL(miriam.url()).pathname;
    await expectNothingRan(miriam, SHORT);
    await miriam.goto(`${article}/bearbeiten`);
    await (await markdownField(miriam)).fill(`${VECTORS}\n\n${SHORT}`);
    await miriam.getByLabel("Was haben Sie geändert?").fill(SHORT);
    await press(miriam, "Veröffentlichen");
    for (const path of [`${article}/verlauf`, `${article}/vergleich?von=1&bis=2`]) {
      await miriam.goto(path);
      await expectNothingRan(miriam, SHORT);
    }
  });

  await test.step("wherever they are listed, searched for and suggested", async () => {
    const reflected = encodeURIComponent(SHORT);
    const pages = ["/", "/fragen", "/wiki", question, article, "/kommunen/lemgo", "/personen/4", `/suche?q=${reflected}`, "/suche?q=skript+onerror", `/gibt-es-nicht/${reflected}`];
    for (const path of pages) {
      await erika.goto(path);
      await expectNothingRan(erika);
    }
    await expect
      .poll(async () => {
        await guest.goto("/suche?q=onerror+alert");
        return guest.getByRole("main").getByRole("link", { name: `Artikel ${SHORT}` }).count();
      })
      .toBe(1);
    await guest.getByRole("combobox").fill("onerror");
    await guest.waitForLoadState("networkidle");
    await expectNothingRan(guest);
  });

  expect(network.faults()).toEqual([]);
});

/** The page shows the text as text; dialogs and foreign requests are noticed by `watch` at the end of the test. */
async function expectNothingRan(page, text) {
  if (text) await expect(page.getByRole("main")).toContainText(text);
  const foreign = page.locator("main :is(script, iframe, object, embed, style, link, base, meta, form[action^=http], [onerror], [onload], [onfocus], [ontoggle])");
  await expect(foreign).toHaveCount(0);
}
