// Talking about a question: comments, votes, quotations, the same question elsewhere, and two editors at once.
import { expect, test } from "../support/test.mjs";
import { ask, errorSummary, heading, markdownField, press, told } from "../support/steps.mjs";

const QUESTION = "Wer hat schon ein Funknetz für Wasserzähler?";
const ANSWER = "Wir seit **Mai**, mit zwölf Zählern.";

test("what is written after quoting stands below the quotation @javascript", async ({ visit }) => {
  const erika = await visit("erika");
  await erika.goto("/fragen/1/-?zitat=antwort-1");
  const text = erika.getByRole("textbox", { name: "Antwort" });
  await expect(text).toBeFocused();
  await erika.keyboard.type("Das hilft uns.");
  await expect(text.locator("> p").last()).toHaveText("Das hilft uns.");
  await expect(text.getByRole("blockquote")).not.toContainText("Das hilft uns.");
  await press(erika, "Vorschau");
  await expect(erika.locator("#vorschau .prose > p").last()).toHaveText("Das hilft uns.");
});

test("an answer is discussed, found helpful, quoted and accepted", async ({ visit }) => {
  const erika = await visit("erika");
  const sabine = await visit("sabine");
  const petra = await visit("petra");
  await ask(erika, { title: QUESTION, body: "Wir lesen noch von Hand ab." });
  const path = new URL(erika.url()).pathname;
  const answerOf = (page) => page.locator(".answers article").filter({ hasText: "mit zwölf Zählern" }).first();

  await test.step("Sabine answers", async () => {
    await sabine.goto(path);
    await (await markdownField(sabine)).fill(ANSWER);
    await press(sabine, "Antwort veröffentlichen");
    await expect(told(sabine)).toHaveText("Danke! Ihre Antwort ist veröffentlicht.");
  });

  await test.step("Petra has the same question, and asks back in a comment", async () => {
    await petra.goto(path);
    await press(petra, "Das betrifft uns auch");
    await expect(petra.getByText("Das betrifft auch: Rietberg")).toBeVisible();
    await answerOf(petra).getByText("Kommentieren", { exact: true }).click();
    await answerOf(petra).getByLabel("Ihr Kommentar").fill("Welche Reichweite, *ungefähr*?");
    await answerOf(petra).getByRole("button", { name: "Kommentar veröffentlichen" }).click();
    await expect(told(petra)).toHaveText("Ihr Kommentar ist veröffentlicht.");
    await expect(answerOf(petra).getByRole("listitem")).toContainText("Welche Reichweite, ungefähr?");
  });

  await test.step("an empty comment is explained on a page of its own", async () => {
    await answerOf(petra).getByText("Kommentieren", { exact: true }).click();
    await answerOf(petra).getByRole("button", { name: "Kommentar veröffentlichen" }).click();
    await expect(errorSummary(petra)).toContainText("Bitte schreiben Sie einen Kommentar.");
    await petra.getByRole("link", { name: "Abbrechen" }).click();
    await expect(heading(petra)).toHaveText(QUESTION);
  });

  await test.step("she finds the answer helpful; nobody is named", async () => {
    await answerOf(petra).getByRole("button", { name: "Hilfreich", exact: true }).click();
    await expect(answerOf(petra)).toContainText("1 Person findet das hilfreich");
    await expect(answerOf(petra).getByRole("button", { name: "Doch nicht hilfreich" })).toBeVisible();
    await sabine.goto(path);
    await expect(answerOf(sabine).getByRole("button", { name: "Hilfreich", exact: true })).toHaveCount(0);
  });

  await test.step("Erika quotes the answer, and accepts it", async () => {
    await erika.goto(path);
    await answerOf(erika).getByRole("link", { name: "Zitieren" }).click();
    const field = await markdownField(erika);
    await expect(field).toHaveValue(/^> \[Sabine Demo, Höxter\]\(\/antworten\/\d+\):\n>\n> Wir seit/);
    await field.fill(`${await field.inputValue()}Das hilft uns.`);
    await press(erika, "Antwort veröffentlichen");
    const quotation = erika.getByRole("blockquote").filter({ hasText: "Sabine Demo, Höxter" });
    await expect(quotation).toContainText("mit zwölf Zählern");
    await quotation.getByRole("link").click();
    await expect(erika).toHaveURL(/#antwort-\d+$/);
    await erika.getByRole("button", { name: "Als Lösung markieren" }).first().click();
    await expect(told(erika)).toHaveText("Die Antwort ist als Lösung markiert.");
    await expect(erika.locator(".answers article").first()).toContainText("Lösung");
  });

  await test.step("Sabine mends her answer, and what it said stays to be read", async () => {
    await sabine.goto(path);
    await answerOf(sabine).getByRole("link", { name: "Bearbeiten", exact: true }).click();
    await (await markdownField(sabine)).fill("Wir seit **Juni**, mit zwölf Zählern.");
    await press(sabine, "Änderung speichern");
    await answerOf(sabine).getByRole("link", { name: "bearbeitet heute" }).click();
    await expect(heading(sabine)).toHaveText("Verlauf");
    await expect(sabine.getByRole("deletion")).toContainText("Mai");
    await expect(sabine.getByRole("insertion")).toContainText("Juni");
  });
});

test("whoever saves second sees the other text beside her own", async ({ visit }) => {
  const erika = await visit("erika");
  const miriam = await visit("miriam");
  await ask(erika, { title: "Wer hat einen Plan für den Winterdienst?", body: "Wir planen neu." });
  const path = new URL(erika.url()).pathname;
  await erika.goto(`${path}/bearbeiten`);
  await miriam.goto(`${path}/bearbeiten`);
  await (await markdownField(erika)).fill("Wir planen für drei Ortsteile neu.");
  await press(erika, "Speichern");
  await expect(told(erika)).toHaveText("Ihre Änderung ist gespeichert.");
  await (await markdownField(miriam)).fill("Wir planen neu und suchen Muster.");
  await press(miriam, "Speichern");
  await expect(errorSummary(miriam)).toContainText("Jemand hat diesen Text geändert");
  await expect(miriam.getByRole("region", { name: "Jemand war schneller" })).toContainText("für drei Ortsteile");
  await expect(await markdownField(miriam)).toHaveValue("Wir planen neu und suchen Muster.");
  await (await markdownField(miriam)).fill("Wir planen für drei Ortsteile neu und suchen Muster.");
  await press(miriam, "Speichern");
  await expect(told(miriam)).toHaveText("Ihre Änderung ist gespeichert.");
  await expect(miriam.getByRole("main")).toContainText("für drei Ortsteile neu und suchen Muster");
});
