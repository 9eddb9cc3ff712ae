// Files of an article: chosen, uploaded, used in the text, downloaded, deleted; with and without JavaScript.
import { readFile } from "node:fs/promises";
import { file, png } from "../support/files.mjs";
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, find, heading, markdownField, press, told } from "../support/steps.mjs";

async function write(page, title) {
  await page.goto("/wiki/neu");
  await page.getByLabel("Titel").fill(title);
  await page.getByLabel("Sichtbar").selectOption("öffentlich");
  await (await markdownField(page)).fill("Erst fragen, dann kaufen.");
  await press(page, "Veröffentlichen");
  await expect(heading(page)).toHaveText(title);
}

test("a moderator adds files, uses a picture in the text, and everybody can download", async ({ visit }, testInfo) => {
  const title = `Dateien zum Markt ${testInfo.project.name} ${testInfo.workerIndex}-${testInfo.repeatEachIndex}`;
  const word = `Wanderfalke${testInfo.project.name.replace(/[^a-z]/gi, "")}`;
  const miriam = await visit("miriam");
  await write(miriam, title);

  await test.step("nothing chosen: it says so", async () => {
    await miriam.getByRole("link", { name: "Dateien hinzufügen oder löschen" }).click();
    await expect(heading(miriam)).toHaveText("Dateien");
    await expect(miriam.getByRole("main")).toContainText("Noch keine Dateien.");
    await press(miriam, "Hochladen");
    await expect(errorSummary(miriam)).toContainText("Bitte wählen Sie eine Datei aus.");
  });

  await test.step("a web page that is called a picture is refused, the others are taken", async () => {
    await miriam.getByLabel("Dateien auswählen").setInputFiles([
      file("Übersicht.md", `# Übersicht\n\n${word}`),
      file("Platz.png", png(60, 40)),
      file("böse.png", "<!DOCTYPE html><script>alert(1)</script>"),
    ]);
    await press(miriam, "Hochladen");
    await expect(errorSummary(miriam)).toContainText("böse.png: Das ist eine Webseite (HTML)");
    await expect(miriam.locator(".file > a")).toHaveText(["Übersicht.md", "Platz.png"]);
  });

  await test.step("the line below the picture shows it in the text", async () => {
    const line = await miriam.locator(".file", { hasText: "Platz.png" }).getByLabel("Zeile für den Text").inputValue();
    expect(line).toMatch(/^!\[Was ist zu sehen\?\]\(\/dateien\/\d+\/platz\.png\)$/);
    await miriam.getByRole("navigation", { name: "Brotkrumen" }).getByRole("link", { name: title }).click();
    await miriam.getByRole("link", { name: "Bearbeiten", exact: true }).click();
    await (await markdownField(miriam)).fill(line.replace("Was ist zu sehen?", "Der Marktplatz von oben"));
    await press(miriam, "Veröffentlichen");
    const picture = miriam.getByRole("img", { name: "Der Marktplatz von oben" });
    await expect(picture).toBeVisible();
    expect(await picture.evaluate((image) => image.naturalWidth)).toBe(60);
  });

  await test.step("a guest finds the article by what is written in a file, and downloads it", async () => {
    const guest = await visit();
    await find(guest, word, title);
    await entry(guest, title).click();
    const started = guest.waitForEvent("download");
    await guest.getByRole("link", { name: "Übersicht.md" }).click();
    const download = await started;
    expect(download.suggestedFilename()).toBe("Übersicht.md");
    expect(await readFile(await download.path(), "utf8")).toContain(word);
  });

  await test.step("a file is deleted", async () => {
    await miriam.getByRole("link", { name: "Dateien hinzufügen oder löschen" }).click();
    const platz = miriam.locator(".file", { hasText: "Platz.png" });
    await platz.getByText("Löschen").first().click();
    await platz.getByRole("button", { name: "Datei endgültig löschen" }).click();
    await expect(told(miriam)).toHaveText("Die Datei ist gelöscht.");
    await expect(miriam.locator(".file > a")).toHaveText(["Übersicht.md"]);
  });
});
