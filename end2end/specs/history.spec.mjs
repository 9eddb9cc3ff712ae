// Two people write at the same time; then someone looks back, and brings an earlier text back. With and without JavaScript.
import { expect, test } from "../support/test.mjs";
import { heading, markdownField, press, told } from "../support/steps.mjs";

const BODY = "Einleitung\n\nDie drei Antennen kosten 500 Euro im Jahr.\n\nSchluss";

async function write(page, title) {
  await page.goto("/wiki/neu");
  await page.getByLabel("Titel").fill(title);
  await (await markdownField(page)).fill(BODY);
  await press(page, "Veröffentlichen");
  await expect(told(page)).toHaveText("Der Artikel ist veröffentlicht.");
}

async function change(page, from, to) {
  const text = await markdownField(page);
  await text.fill((await text.inputValue()).replace(from, to));
  await press(page, "Veröffentlichen");
}

test("nobody's text is lost when two write at once", async ({ visit }, { project }) => {
  const how = project.use.javaScriptEnabled ? "with" : "without";
  const title = `Zwei schreiben ${how}`;
  const path = `/wiki/zwei-schreiben-${how}`;
  const miriam = await visit("miriam");
  const ansgar = await visit("ansgar");
  await write(miriam, title);

  await test.step("changes at different places come together", async () => {
    await ansgar.goto(`${path}/bearbeiten`);
    await miriam.goto(`${path}/bearbeiten`);
    await change(miriam, "Einleitung", "Einleitung von Miriam");
    await change(ansgar, "Schluss", "Schluss von Ansgar");
    await expect(told(ansgar)).toContainText("Ihre Änderung wurde mit der von Miriam Muster zusammengeführt.");
    await expect(ansgar.getByRole("main")).toContainText("Einleitung von Miriam");
    await expect(ansgar.getByRole("main")).toContainText("Schluss von Ansgar");
    await ansgar.getByRole("link", { name: "Vergleich ansehen" }).click();
    await expect(ansgar.getByRole("insertion")).toHaveText("eingefügt: von Ansgar");
  });

  await test.step("where both changed the same, the second one decides", async () => {
    await ansgar.goto(`${path}/bearbeiten`);
    await miriam.goto(`${path}/bearbeiten`);
    await change(miriam, "500 Euro", "600 Euro");
    await change(ansgar, "500 Euro", "700 Euro");
    await expect(heading(ansgar)).toHaveText("Änderungen zusammenführen");
    const place = ansgar.getByRole("group", { name: "Stelle 1 von 1" });
    await expect(place).toContainText("500 Euro");
    await expect(place).toContainText("600 Euro");
    await expect(place).toContainText("700 Euro");
    await press(ansgar, "So zusammenführen und speichern");
    await expect(ansgar.getByRole("alert")).toContainText("Bitte entscheiden Sie noch an Stelle 1.");
    await place.getByLabel("Ihren Text nehmen").check();
    await press(ansgar, "So zusammenführen und speichern");
    await expect(ansgar.getByRole("main")).toContainText("700 Euro");
  });

  await test.step("the history tells it all; an earlier text comes back", async () => {
    await miriam.goto(`${path}/verlauf`);
    const items = miriam.getByRole("main").getByRole("listitem");
    // what Miriam did first and minutes later is one entry
    await expect(items.filter({ hasText: "Fassung 2" }).first()).toBeVisible();
    await miriam.getByLabel("von Fassung 2", { exact: true }).check();
    await press(miriam, "Ausgewählte Fassungen vergleichen");
    await expect(heading(miriam)).toHaveText(/^Fassung 2 und \d+ im Vergleich$/);
    await miriam.goto(`${path}/fassung/1`);
    await expect(miriam.getByRole("main")).toContainText("nicht die jetzige");
    await miriam.getByRole("link", { name: "Diese Fassung wiederherstellen" }).click();
    await expect(miriam.getByRole("deletion").first()).toBeVisible();
    await press(miriam, "Wiederherstellen");
    await expect(told(miriam)).toHaveText("Die frühere Fassung ist wiederhergestellt.");
    await expect(miriam.getByRole("main")).toContainText("500 Euro");
    await miriam.goto(`${path}/autoren`);
    await expect(miriam.getByRole("list", { name: "Geschrieben von" }).first()).toContainText("Miriam Muster");
  });
});
