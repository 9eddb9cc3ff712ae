// Moderators keep topics and tags tidy; whoever follows an old name still arrives.
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, heading, markdownField, press, publish, told } from "../support/steps.mjs";

test("a topic is added, described anew, moved up and dissolved into another one", async ({ visit }) => {
  const miriam = await visit("miriam");
  await miriam.goto("/moderation");
  await miriam.getByRole("navigation", { name: "Moderation" }).getByRole("link", { name: "Themen" }).click();

  await test.step("a name that is taken is refused, and what was typed stays", async () => {
    await miriam.getByLabel("Name").fill("Smart City");
    await miriam.getByLabel("Beschreibung").fill("Fliegende Kameras und was man damit darf.");
    await press(miriam, "Anlegen");
    await errorSummary(miriam).getByRole("link", { name: /gibt schon das Themenfeld/ }).click();
    await expect(miriam.getByLabel("Name")).toBeFocused();
    await expect(miriam.getByLabel("Beschreibung")).toHaveValue("Fliegende Kameras und was man damit darf.");
  });

  await test.step("a new one stands at the end", async () => {
    await miriam.getByLabel("Name").fill("Drohnen");
    await press(miriam, "Anlegen");
    await expect(told(miriam)).toHaveText("Das Themenfeld ist angelegt.");
    await expect(miriam.getByRole("main").getByRole("listitem").last()).toContainText("Drohnen");
  });

  await test.step("and goes up by one place", async () => {
    await miriam.getByRole("button", { name: "Drohnen: nach oben" }).click();
    await expect(told(miriam)).toHaveText("Die Änderung ist gespeichert.");
    await expect(miriam.getByRole("button", { name: "Drohnen: nach unten" })).toBeVisible();
  });

  await test.step("it gets another name and keeps its address", async () => {
    await entry(miriam, "Drohnen").click();
    await miriam.getByLabel("Name").fill("Drohnen und Luftbilder");
    await press(miriam, "Speichern");
    await miriam.goto("/themen/drohnen");
    await expect(heading(miriam)).toHaveText("Drohnen und Luftbilder");
  });

  await test.step("dissolved, its address leads to its heir", async () => {
    await miriam.goto("/moderation/themen/drohnen");
    await miriam.getByLabel("Die Inhalte gehen an").selectOption("Infrastruktur");
    await press(miriam, "Themenfeld auflösen");
    await expect(told(miriam)).toContainText("aufgelöst");
    await miriam.goto("/themen/drohnen");
    await expect(heading(miriam)).toHaveText("Infrastruktur");
  });
});

test("a tag gets one name, and its other words lead there", async ({ visit }) => {
  const erika = await visit("erika");
  await erika.goto("/fragen/neu");
  await erika.getByLabel("Ihre Frage in einem Satz").fill("Wer erfasst Straßenschäden mit Kameras am Müllwagen?");
  await (await markdownField(erika)).fill("Wir wollen die Straßen einmal im Jahr befahren.");
  await erika.getByLabel("Schlagworte").fill("Strassenzustand, Straßenbefahrung");
  await publish(erika);

  const miriam = await visit("miriam");
  await miriam.goto("/moderation/schlagworte");
  await miriam.getByLabel("Schlagwort oder Synonym").fill("strassenz");
  await press(miriam, "Suchen");
  await entry(miriam, "Strassenzustand").click();
  await miriam.getByLabel("Name").fill("Straßenzustandserfassung");
  await press(miriam, "Umbenennen");
  await expect(heading(miriam)).toContainText("Straßenzustandserfassung");

  await miriam.getByLabel("Neues Synonym").fill("Straßenbefahrung");
  await press(miriam, "Hinzufügen");
  await expect(errorSummary(miriam)).toContainText("Legen Sie beide zusammen");

  await miriam.goto("/moderation/schlagworte/strassenbefahrung");
  await miriam.getByLabel("Zusammenlegen mit").fill("Straßenzustandserfassung");
  await press(miriam, "Zusammenlegen");
  await expect(told(miriam)).toContainText("zusammengelegt");

  for (const former of ["strassenzustand", "strassenbefahrung"]) {
    await erika.goto(`/schlagworte/${former}`);
    await expect(heading(erika)).toHaveText("Schlagwort „Straßenzustandserfassung“");
    await expect(entry(erika, "Wer erfasst Straßenschäden mit Kameras am Müllwagen?")).toBeVisible();
  }
});
