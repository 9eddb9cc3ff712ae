// Moderators curate abbreviations and synonyms: a group is added, a mistake mended, changed, deleted, brought back.
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, heading, press, told } from "../support/steps.mjs";

test("a moderator adds a group, mends a mistake, changes it, deletes it, and takes that back", async ({ visit }) => {
  const miriam = await visit("miriam");
  await miriam.goto("/moderation");
  await miriam.getByRole("navigation", { name: "Moderation" }).getByRole("link", { name: "Synonyme" }).click();
  await miriam.getByRole("link", { name: "Neue Gruppe" }).click();
  const terms = miriam.getByLabel("Begriffe, je Zeile einer");

  await test.step("one term is none too many: it says so, and keeps what was typed", async () => {
    await terms.fill("Blitzer");
    await miriam.getByLabel("Bemerkung").fill("So sagen es alle.");
    await press(miriam, "Anlegen");
    await errorSummary(miriam).getByRole("link", { name: /mindestens zwei Begriffe/ }).click();
    await expect(terms).toBeFocused();
    await expect(terms).toHaveValue("Blitzer");
    await expect(miriam.getByLabel("Bemerkung")).toHaveValue("So sagen es alle.");
  });

  await test.step("with two it is added", async () => {
    await terms.fill("Blitzer\nRadarfalle");
    await press(miriam, "Anlegen");
    await expect(told(miriam)).toContainText("Die Gruppe ist angelegt.");
  });

  await test.step("it is found, and changed", async () => {
    await miriam.getByLabel("Begriff oder Bemerkung").fill("blitz");
    await press(miriam, "Suchen");
    await expect(miriam.getByRole("heading", { name: "1 Gruppe" })).toBeVisible();
    await entry(miriam, "Blitzer = Radarfalle").click();
    await expect(heading(miriam)).toHaveText("Gruppe ändern");
    await terms.fill("Blitzer\nRadarfalle\nGeschwindigkeitsmessung");
    await press(miriam, "Speichern");
    await expect(told(miriam)).toContainText("Die Änderung ist gespeichert.");
  });

  await test.step("it is deleted, and back with one click", async () => {
    await miriam.goto("/moderation/synonyme?q=blitzer");
    await entry(miriam, "Blitzer = Radarfalle = Geschwindigkeitsmessung").click();
    await press(miriam, "Gruppe löschen");
    await expect(told(miriam)).toContainText("Die Gruppe ist gelöscht.");
    await press(miriam, "Löschen rückgängig machen");
    await expect(told(miriam)).toContainText("Die Gruppe ist wieder da.");
    await miriam.goto("/moderation/synonyme?q=blitzer");
    await expect(entry(miriam, "Blitzer = Radarfalle = Geschwindigkeitsmessung")).toBeVisible();
  });
});
