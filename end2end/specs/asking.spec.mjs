// Asking, for whom, and reading on: similar posts, the Kreis first, files, turning over, feeds. With and without JavaScript.
import { expect, test } from "../support/test.mjs";
import { ask, entry, heading, markdownField, press, publish, told } from "../support/steps.mjs";

const KNOWN = "Wer hat schon Erfahrung mit der digitalen Gewerbeanmeldung?";

/** A word of this run of this project only. */
function unique({ project, workerIndex, repeatEachIndex }, word) {
  return `${word}${project.name.replace(/[^a-z]/gi, "").toLowerCase()}${workerIndex}${repeatEachIndex}`;
}

async function begin(page, title, body) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill(title);
  await (await markdownField(page)).fill(body);
}

test("what exists already is shown before it is asked again, and nothing typed is lost", async ({ visit }, { project }) => {
  const page = await visit("erika");
  const title = "Erfahrung mit der digitalen Gewerbeanmeldung";
  await begin(page, title, "Erster Absatz.\n\nZweiter Absatz.");
  await page.getByLabel("Schlagworte").fill("OZG, Gewerbe");

  if (project.name === "ohne JavaScript") {
    await press(page, "Frage veröffentlichen");
    await expect(heading(page)).toHaveText("Gibt es das schon?");
    await expect(page.getByRole("link", { name: KNOWN })).toHaveAttribute("target", "_blank");
    await press(page, "Zurück zum Bearbeiten");
    await expect(page.locator(".editor textarea[name=body]")).toHaveValue("Erster Absatz.\n\nZweiter Absatz.");
    await expect(page.getByLabel("Schlagworte")).toHaveValue("OZG, Gewerbe");
    await press(page, "Frage veröffentlichen");
    await press(page, "Trotzdem veröffentlichen");
  } else {
    const similar = page.getByRole("region", { name: "Gibt es das schon?" });
    const link = similar.getByRole("link", { name: KNOWN });
    await expect(link).toBeVisible();
    await expect(page.getByRole("main").getByRole("status").filter({ hasText: /ähnliche/ })).toHaveCount(1);
    const opened = page.context().waitForEvent("page");
    await link.click();
    await expect(heading(await opened)).toHaveText(KNOWN);
    await expect(page.getByLabel("Ihre Frage in einem Satz")).toHaveValue(title);
    await page.getByLabel("Ihre Frage in einem Satz").fill("Quastenflosser im Teutoburger Wald?");
    await expect(similar).toBeHidden();
    await page.getByLabel("Ihre Frage in einem Satz").fill(title);
    await expect(link).toBeVisible();
    // she has seen it: there is no further step
    await press(page, "Frage veröffentlichen");
  }
  await expect(told(page)).toHaveText("Ihre Frage ist veröffentlicht.");
  await expect(heading(page)).toHaveText(title);
});

test("a form that is sent twice asks once", async ({ visit }, testInfo) => {
  const page = await visit("erika");
  const title = `Wer kennt den ${unique(testInfo, "Zweiklick")}?`;
  await begin(page, title, "Doppelt gesendet.");
  await page.getByRole("main").getByRole("button", { name: "Frage veröffentlichen" }).dblclick();
  await expect(heading(page)).toHaveText(title);
  await page.goto("/fragen?zeige=meine");
  await expect(entry(page, title)).toHaveCount(1);
});

test("a question is for the Kreis first, and then for all", async ({ visit }, testInfo) => {
  const title = `Wer teilt sich ${unique(testInfo, "Kreisgeraete")} mit uns?`;
  const [erika, sabine] = [await visit("erika"), await visit("sabine")];
  await begin(erika, title, "Erst einmal unter uns.");
  await erika.getByLabel("Wer soll die Frage sehen?").selectOption({ index: 1 });
  await publish(erika);
  await expect(erika.getByRole("complementary", { name: "Wer die Frage sieht" })).toContainText("nur Mitglieder aus");
  const path = new URL(erika.url()).pathname;

  const answer = await sabine.goto(path);
  expect(answer.status()).toBe(404);
  await sabine.goto("/fragen");
  await expect(entry(sabine, title)).toHaveCount(0);

  await press(erika, "Jetzt für alle öffnen");
  await expect(told(erika)).toHaveText("Die Frage ist jetzt für alle im Netz zu sehen.");
  await sabine.goto("/fragen");
  await entry(sabine, title).click();
  await expect(heading(sabine)).toHaveText(title);
});

test("a file comes with a question", async ({ visit }, testInfo) => {
  const erika = await visit("erika");
  const title = `Wer kennt dieses ${unique(testInfo, "Formblatt")}?`;
  await ask(erika, { title, body: "Siehe Anlage." });
  await erika.getByRole("link", { name: "Dateien zur Frage" }).click();
  await erika.getByLabel("Dateien auswählen").setInputFiles({ name: "Formblatt.txt", mimeType: "text/plain", buffer: Buffer.from("Zeile eins") });
  await press(erika, "Hochladen");
  await expect(told(erika)).toContainText("Hochgeladen.");
  await erika.getByRole("link", { name: "Zurück zum Beitrag" }).click();
  await expect(erika.getByRole("list", { name: "Dateien" }).getByRole("link", { name: "Formblatt.txt" })).toBeVisible();
});

test("the editor puts a file into a question that is still being written", { tag: "@javascript" }, async ({ visit }, testInfo) => {
  const erika = await visit("erika");
  const title = `Wer kennt dieses ${unique(testInfo, "Merkblatt")}?`;
  await erika.goto("/fragen/neu");
  await erika.getByLabel("Ihre Frage in einem Satz").fill(title);
  const chooser = erika.waitForEvent("filechooser");
  await erika.locator(".editor-text [contenteditable]").click();
  await erika.getByRole("button", { name: "Datei einfügen" }).click();
  await (await chooser).setFiles({ name: "Merkblatt.txt", mimeType: "text/plain", buffer: Buffer.from("Zeile eins") });
  // the link, not the place where it will be
  await expect(erika.locator(".editor-text").getByRole("link", { name: "Merkblatt.txt" })).toBeVisible();
  await publish(erika);
  await expect(heading(erika)).toHaveText(title);
  await expect(erika.getByRole("list", { name: "Dateien" }).getByRole("link", { name: "Merkblatt.txt" })).toBeVisible();
});

test("tags are completed while they are typed", { tag: "@javascript" }, async ({ visit }) => {
  const erika = await visit("erika");
  await erika.goto("/fragen/neu");
  await expect(async () => {
    await erika.getByLabel("Schlagworte").fill("");
    await erika.getByLabel("Schlagworte").pressSequentially("Neues, lora");
    await expect(erika.locator('datalist option[value="Neues, LoRaWAN"]')).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 10_000 });
});

test("a list is turned over, and its feed is read with a key of one's own", async ({ visit, playwright, network }) => {
  const erika = await visit("erika");
  await erika.goto("/fragen");
  const first = await erika.locator(".entry__title").allTextContents();
  const older = erika.getByRole("link", { name: "Ältere Fragen" });
  if (await older.count()) {
    await older.click();
    for (const title of await erika.locator(".entry__title").allTextContents()) expect(first).not.toContain(title);
    await erika.getByRole("link", { name: "Neuere Fragen" }).click();
    expect(await erika.locator(".entry__title").allTextContents()).toEqual(first);
  }

  await erika.goto("/fragen?zeige=geloest");
  const listed = await erika.locator(".entry__title").allTextContents();
  await erika.getByRole("link", { name: "Diese Liste als Feed abonnieren" }).click();
  await erika.getByRole("main").getByRole("button", { name: /chlüssel anlegen$/ }).click();
  const address = await erika.getByLabel("Gelöst", { exact: true }).inputValue();

  const reader = await playwright.request.newContext();
  const feed = await reader.get(address);
  expect(feed.status()).toBe(200);
  expect(await feed.text()).toContain(listed[0].trim().slice(0, 20));
  expect((await reader.get(address.replace("/feeds/fragen", "/fragen"))).url()).toContain("/anmelden");
  expect(address.startsWith(network.url)).toBe(true);

  await press(erika, "Schlüssel löschen");
  await expect(told(erika)).toContainText("gelöscht");
  expect((await reader.get(address)).status()).toBe(404);
  await reader.dispose();
});
