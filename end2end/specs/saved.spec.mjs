// A search is saved, finds something new, is called something else, and is forgotten.
import { expect, test } from "../support/test.mjs";
import { ask, heading, press, told } from "../support/steps.mjs";

/** A word that nothing else has: other stories and other browsers search here, too. */
function unique({ project, workerIndex, repeatEachIndex }, word) {
  return `${word}${project.name.replace(/[^a-z]/gi, "").toLowerCase()}${workerIndex}${repeatEachIndex}`;
}

test("who saves a search hears of what is new to it, until she forgets it", async ({ visit }, testInfo) => {
  const word = unique(testInfo, "Regenklaerbecken");
  const title = `Wer misst am ${word}?`;
  const [kemal, lukas] = [await visit("kemal"), await visit("lukas")];

  await test.step("the results offer it, with a name to begin with", async () => {
    await kemal.goto(`/suche?q=${word}&art=question`);
    await kemal.getByText("Diese Suche merken", { exact: true }).click();
    await expect(kemal.getByLabel("Name der Suche")).toHaveValue(`${word} · Fragen`);
    await kemal.getByLabel("Name der Suche").fill("");
    await press(kemal, "Suche merken");
    await kemal.getByRole("alert").getByRole("link", { name: "Bitte geben Sie der Suche einen Namen." }).click();
    await expect(kemal.getByLabel("Name der Suche")).toBeFocused();
    await kemal.getByLabel("Name der Suche").fill(`Becken ${word}`);
    await press(kemal, "Suche merken");
    await expect(kemal.getByRole("main")).toContainText("Diese Suche ist gemerkt. Gibt es dazu etwas Neues, erfahren Sie es.");
    await expect(kemal.getByText("Diese Suche merken", { exact: true })).toHaveCount(0);
  });

  await test.step("a new question is told, and opened from there", async () => {
    await ask(lukas, { title, body: "Wir suchen noch Sensoren." });
    const open = kemal.getByRole("main").getByRole("button", { name: `Öffnen: Neu zu Ihrer gemerkten Suche „Becken ${word}“: „${title}“` });
    await expect(async () => {
      await kemal.goto("/benachrichtigungen");
      await expect(open).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 40_000 });
    await open.click();
    await expect(heading(kemal)).toHaveText(title);
  });

  await test.step("it stands with what he follows, and gets another name", async () => {
    await kemal.goto("/konto/abos");
    const searches = kemal.getByRole("region", { name: "Gemerkte Suchen" });
    await searches.getByRole("link", { name: `Umbenennen: Becken ${word}` }).click();
    await kemal.getByLabel("Name der Suche").fill(`Klärung ${word}`);
    await press(kemal, "Speichern");
    await expect(told(kemal)).toHaveText("Die Suche hat ihren neuen Namen.");
    await searches.getByRole("link", { name: `Klärung ${word}`, exact: true }).click();
    await expect(kemal.getByRole("main").getByRole("link", { name: title })).toBeVisible();
    await expect(kemal.getByRole("main")).toContainText(`Gemerkt als „Klärung ${word}“`);
  });

  await test.step("the results offer to forget it", async () => {
    await press(kemal, "Nicht mehr merken");
    await expect(kemal.getByRole("main")).toContainText("1 Treffer");
    await expect(kemal.getByRole("main")).toContainText("Diese Suche ist nicht mehr gemerkt.");
    await expect(kemal.getByText("Diese Suche merken", { exact: true })).toBeVisible();
  });
});
