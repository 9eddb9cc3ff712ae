// What people get wrong: they are told at the field, and nothing they typed is lost.
import { expect, test } from "../support/test.mjs";
import { ask, errorSummary, fillSignIn, heading, markdownField, press, publish, told } from "../support/steps.mjs";

/** Forms sent as they come: who, where, which button, and the fields that are missing (label and message). */
const EMPTY_FORMS = [
  [undefined, "/anmelden", "Anmelden", [["Dienstliche Mail-Adresse", /Mail-Adresse/]]],
  [undefined, "/registrieren", "Link anfordern", [["Vor- und Nachname", /Ihren Namen/], ["Dienstliche Mail-Adresse", /Mail-Adresse/]]],
  [
    undefined,
    "/registrieren/anfrage",
    "Anfrage senden",
    [["Vor- und Nachname", /Ihren Namen/], ["Dienstliche Mail-Adresse", /Mail-Adresse/], ["Kommune oder Einrichtung", /./]],
  ],
  [undefined, "/passwort-vergessen", "Link anfordern", [["Dienstliche Mail-Adresse", /Mail-Adresse/]]],
  ["erika", "/fragen/neu", "Frage veröffentlichen", [["Ihre Frage in einem Satz", /in einem Satz/], ["Worum geht es genau?", /worum es geht/]]],
  ["erika", "/fragen/4", "Antwort veröffentlichen", [["Antwort", /schreiben Sie eine Antwort/]]],
  ["erika", "/konto/sicherheit", "Passwort ändern", [["Jetziges Passwort", /./]]],
  ["miriam", "/wiki/neu", "Veröffentlichen", [["Titel", /einen Titel/], ["Text", /einen Text/]]],
];

for (const [firstName, path, button, missing] of EMPTY_FORMS) {
  test(`an empty form is explained: ${path}`, async ({ visit }) => {
    const page = await visit(firstName);
    await page.goto(path);
    const title = await heading(page).textContent();
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await press(page, button);
    expect((await answered).status()).toBe(422);

    await expect(heading(page)).toHaveText(title);
    await expect(errorSummary(page)).toContainText("Bitte prüfen Sie Ihre Angaben");
    await expect(errorSummary(page)).toBeFocused();
    await expect(errorSummary(page)).toBeInViewport();
    await expect(errorSummary(page).getByRole("link")).toHaveCount(missing.length);
    for (const [index, [label, message]] of missing.entries()) {
      const field = page.getByLabel(label, { exact: true });
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription(message);
      const link = errorSummary(page).getByRole("link").nth(index);
      await expect(link).toHaveText(message);
      await link.click();
      await expect(field).toBeFocused();
      await expect(field).toBeInViewport();
    }
  });
}

test("a title that is too short is named, and everything typed is kept", async ({ visit }) => {
  const page = await visit("erika");
  const body = "\nEine Leerzeile zuerst.\n\n<b>Kein</b> HTML & \"Zeichen\" – auch 🙂\n  eingerückt";
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill("Kurz?");
  await (await markdownField(page)).fill(body);
  await page.getByLabel("Thema").selectOption("Open Data");
  await page.getByLabel("Schlagworte").fill("Daten, \"Portal\"");
  await press(page, "Frage veröffentlichen");

  await expect(errorSummary(page)).toContainText("mindestens 10 Zeichen");
  await expect(page.getByLabel("Ihre Frage in einem Satz")).toHaveValue("Kurz?");
  await expect(page.locator('textarea[name="body"]')).toHaveValue(body);
  await expect(page.getByLabel("Thema")).toHaveValue("open-data");
  await expect(page.getByLabel("Schlagworte")).toHaveValue("Daten, \"Portal\"");

  await page.getByLabel("Ihre Frage in einem Satz").fill("Kurz und doch lang genug?");
  await publish(page);
  await expect(told(page)).toHaveText("Ihre Frage ist veröffentlicht.");
});

test("an address that is none is refused at its field", async ({ visit }) => {
  const page = await visit();
  await page.goto("/registrieren");
  await page.getByLabel("Vor- und Nachname").fill("Paula Prüf");
  await page.getByLabel("Dienstliche Mail-Adresse").fill("paula.lemgo.de");
  await press(page, "Link anfordern");
  await expect(errorSummary(page)).toContainText("Das sieht nicht wie eine Mail-Adresse aus.");
  await expect(page.getByLabel("Vor- und Nachname")).toHaveValue("Paula Prüf");
  await expect(page.getByLabel("Dienstliche Mail-Adresse")).toHaveValue("paula.lemgo.de");
});

test("a session that ended while typing costs no text", async ({ visit, network }, { project }) => {
  const page = await visit("petra");
  const title = "Wie lange bewahren Sie Formulare auf?";
  const body = "Erster Absatz.\n\nZweiter Absatz, an dem jemand lange saß.";
  await page.goto("/fragen/neu");
  // what is like it is asked for while she still has her session
  const similar = project.use.javaScriptEnabled ? page.waitForResponse(/\/inseln\/aehnliche/) : null;
  await page.getByLabel("Ihre Frage in einem Satz").fill(title);
  await similar;
  await (await markdownField(page)).fill(body);
  await page.getByLabel("Thema").selectOption("E-Government");
  await page.context().clearCookies();
  await press(page, "Frage veröffentlichen");

  await expect(heading(page)).toHaveText("Ihre Sitzung ist abgelaufen");
  await expect(page.getByLabel("Ihr Text")).toHaveValue(body);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "In neuem Fenster anmelden" }).click();
  const second = await opened;
  await fillSignIn(second, network.mailOf("petra"), network.accounts.get(network.mailOf("petra")));
  await expect(second.getByRole("banner").getByRole("link", { name: "Rietberg · Konto" })).toBeVisible();
  await second.close();

  await press(page, "Noch einmal senden");
  await expect(told(page)).toHaveText("Ihre Frage ist veröffentlicht.");
  await expect(heading(page)).toHaveText(title);
  await expect(page.getByRole("main")).toContainText("Zweiter Absatz, an dem jemand lange saß.");
  await expect(page.getByRole("navigation", { name: "Brotkrumen" })).toContainText("E-Government");
});

test("two moderators at the same article: the second one sees what the first one saved", async ({ visit }) => {
  const miriam = await visit("miriam");
  const tobias = await visit("tobias");
  await miriam.goto("/wiki/neu");
  await miriam.getByLabel("Titel").fill("Zwei am selben Artikel");
  await (await markdownField(miriam)).fill("Anfang.");
  await press(miriam, "Veröffentlichen");
  await expect(told(miriam)).toHaveText("Der Artikel ist veröffentlicht.");
  const editor = `${new URL(miriam.url()).pathname}/bearbeiten`;
  await miriam.goto(editor);
  await tobias.goto(editor);

  await (await markdownField(miriam)).fill("Anfang von Miriam.");
  await press(miriam, "Veröffentlichen");
  await expect(told(miriam)).toHaveText("Die neue Fassung ist gespeichert.");
  await (await markdownField(tobias)).fill("Anfang von Tobias.");
  await press(tobias, "Veröffentlichen");
  await expect(heading(tobias)).toHaveText("Änderungen zusammenführen");
  const place = tobias.getByRole("group", { name: "Stelle 1 von 1" });
  await expect(place).toContainText("Anfang von Miriam.");
  await expect(place).toContainText("Anfang von Tobias.");
  await place.getByLabel("Ihren Text nehmen").check();
  await press(tobias, "So zusammenführen und speichern");
  await expect(tobias.getByRole("main")).toContainText("Anfang von Tobias.");
});

test("the last administrator cannot be taken away, and is told why", async ({ visit }) => {
  const page = await visit("ansgar");
  await page.goto("/verwaltung");
  const row = page.getByRole("row").filter({ hasText: "Ansgar Vorlage" });
  await row.getByRole("combobox").selectOption("Mitglied");
  await row.getByRole("button", { name: "Speichern" }).click();
  const problem = errorSummary(page).getByRole("link");
  await expect(problem).toContainText("die letzte Person mit der Rolle Verwaltung");
  await problem.click();
  await expect(row.getByRole("combobox")).toBeFocused();
});

test("a text that is far too large gets a page, not a broken connection", async ({ visit }) => {
  const page = await visit();
  await page.goto("/registrieren/anfrage");
  await page.getByLabel("Nachricht").fill("x".repeat(3_000_000));
  await press(page, "Anfrage senden");
  await expect(heading(page)).toHaveText("Das ist zu groß");
});

test("an answer can be mended afterwards, and only by who wrote it", async ({ visit }) => {
  const erika = await visit("erika");
  const sabine = await visit("sabine");
  await ask(erika, { title: "Wer hat eine gute Checkliste für den Umzug?", body: "Wir ziehen bald um." });
  await (await markdownField(erika)).fill("Ich habe selbst etwas gefunden.");
  await press(erika, "Antwort veröffentlichen");
  await sabine.goto(new URL(erika.url()).pathname);
  await expect(sabine.getByRole("link", { name: "Bearbeiten" })).toHaveCount(0);
  await erika.getByRole("link", { name: "Bearbeiten", exact: true }).click();
  await (await markdownField(erika)).fill("Ich habe selbst eine Liste gefunden.");
  await press(erika, "Änderung speichern");
  await expect(told(erika)).toHaveText("Ihre Änderung ist gespeichert.");
  await expect(erika.getByRole("main")).toContainText("Ich habe selbst eine Liste gefunden.");
});
