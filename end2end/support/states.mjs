// What a page looks like after something was done: forms with problems, previews, lists that opened, errors.
import { expect } from "@playwright/test";
import { errorSummary, heading, markdownField, press } from "./steps.mjs";

const LONG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung";
const MARKDOWN = [
  "## Überschrift mit einem langen Wort",
  LONG,
  "| Spalte | Noch eine Spalte | Und noch eine breite Spalte |\n|---|---|---|\n| Wert | 12.345,67 Euro | ja |",
  "```\nlange_zeile_ohne_umbruch = rechne_etwas_aus(mit_vielen_argumenten, die_nicht_in_eine_zeile_passen)\n```",
  "> Ein Zitat\n\n1. eins\n2. zwei\n\n- [ ] offen\n- [x] erledigt",
  "Mit Fußnote[^1] und einem Link: https://example.org/eine/sehr/lange/adresse/die/nirgends/umbrochen/werden/kann.html",
  "[^1]: Die Fußnote.",
].join("\n\n");

/** Name, and how to get there. The keys are the roles of `pages.mjs`. */
export const STATES = {
  Gast: [
    ["Anmelden mit Fehlern", (page) => sendWrong(page, "/anmelden", "Anmelden")],
    ["Registrieren mit Fehlern", (page) => sendWrong(page, "/registrieren", "Link anfordern")],
    ["Zugang anfragen mit Fehlern", (page) => sendWrong(page, "/registrieren/anfrage", "Anfrage senden")],
    ["Unbekannte Domain", unknownDomain],
    ["Link gesendet", linkSent],
    ["Sitzung abgelaufen", sessionEnded],
    ["Zu viele Versuche", tooMany],
    ["Hinweis zur Anmeldung", (page) => page.goto("/fragen")],
    ["Vorschläge", suggestions],
    ["Menü offen", openMenu],
  ],
  Mitglied: [
    ["Frage mit Fehlern", (page) => sendEmpty(page, "/fragen/neu", "Frage veröffentlichen")],
    ["Frage mit Vorschau", previewOfQuestion],
    ["Antwort mit Fehlern", (page) => sendEmpty(page, "/fragen/4", "Antwort veröffentlichen")],
    ["Passwort mit Fehlern", (page) => sendEmpty(page, "/konto/sicherheit", "Passwort ändern")],
    ["Menü offen", openMenu],
  ],
  Moderation: [
    ["Artikel mit Fehlern", (page) => sendEmpty(page, "/wiki/neu", "Veröffentlichen")],
    ["Artikel mit Vorschau", previewOfArticle],
    ["Vorschau beim Schreiben", livePreview],
    ["Hilfe zur Gestaltung", openHelp],
    ["Anfragen, eine mit Fehlern", requests],
    ["Vergleich mit Änderungen", comparison],
    ["Menü offen", openMenu],
  ],
  Verwaltung: [["Verwaltung mit Fehlern", lastAdministrator], ["Menü offen", openMenu]],
};

async function sendEmpty(page, path, button) {
  await page.goto(path);
  await press(page, button);
  await expect(errorSummary(page)).toBeVisible();
}

/** With an address of its own each time: the same one again and again is asked to wait a moment. */
async function sendWrong(page, path, button) {
  await page.goto(path);
  await page.getByLabel("Dienstliche Mail-Adresse").fill(`kein.klammeraffe.${Date.now()}`);
  await press(page, button);
  await expect(errorSummary(page)).toBeVisible();
}

async function unknownDomain(page) {
  await page.goto("/registrieren");
  await page.getByLabel("Vor- und Nachname").fill("Fremde Person");
  await page.getByLabel("Dienstliche Mail-Adresse").fill(`fremde.person.${page.viewportSize().width}@${LONG.replace(/[^a-z]/gi, "x").slice(0, 50)}.example`);
  await press(page, "Link anfordern");
  await expect(heading(page)).toHaveText("Zugang anfragen");
}

async function linkSent(page) {
  await page.goto("/registrieren");
  await page.getByLabel("Vor- und Nachname").fill("Lange Adresse");
  await page.getByLabel("Dienstliche Mail-Adresse").fill(`${page.viewportSize().width}.mit.einer.wirklich.langen.adresse.im.rathaus@lemgo.de`);
  await press(page, "Link anfordern");
  await expect(heading(page)).toHaveText("Bitte sehen Sie in Ihr Postfach");
}

/** Opened by a member, sent as a guest: the state is shown in any window without a session. */
async function sessionEnded(page) {
  await page.goto("/anmelden");
  await page.evaluate((text) => {
    const form = document.querySelector("main form");
    form.action = "/fragen/neu";
    const area = document.createElement("textarea");
    area.name = "body";
    area.value = text;
    form.append(area);
  }, MARKDOWN);
  await press(page, "Anmelden");
  await expect(heading(page)).toHaveText("Ihre Sitzung ist abgelaufen");
}

async function tooMany(page) {
  const title = page.getByRole("heading", { level: 1, name: "Einen Moment bitte" });
  for (let attempt = 0; attempt < 12 && (await title.count()) === 0; attempt++) {
    await page.goto("/anmelden");
    await page.getByLabel("Dienstliche Mail-Adresse").fill("wer.versucht@lemgo.de");
    await press(page, "Anmelden");
    await expect(page.getByRole("main")).toBeVisible();
  }
  await expect(title).toBeVisible();
}

async function suggestions(page) {
  await page.goto("/");
  const list = page.getByRole("listbox", { name: "Vorschläge" });
  await expect(async () => {
    await page.getByRole("combobox").fill("");
    await page.getByRole("combobox").pressSequentially("lorawan");
    await expect(list).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press("ArrowDown");
}

async function openMenu(page) {
  await page.goto("/wiki");
  const menu = page.getByText("Menü", { exact: true });
  if (await menu.isVisible()) await menu.click();
}

async function previewOfQuestion(page) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill(LONG);
  await page.getByLabel("Worum geht es genau?").fill(MARKDOWN);
  await press(page, "Vorschau");
  await expect(page.getByRole("region", { name: "Vorschau", exact: true })).toBeVisible();
}

async function previewOfArticle(page) {
  await page.goto("/wiki/neu");
  await page.getByLabel("Titel").fill(LONG);
  await (await markdownField(page)).fill(MARKDOWN);
  await press(page, "Vorschau");
  await expect(page.getByRole("region", { name: "Vorschau", exact: true })).toBeVisible();
}

async function livePreview(page) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Worum geht es genau?").fill(MARKDOWN);
  const preview = page.getByRole("region", { name: "Vorschau beim Schreiben" });
  await expect(async () => {
    await page.getByRole("button", { name: "Vorschau beim Schreiben", exact: true }).click({ timeout: 1_000 });
    await expect(preview.getByRole("heading")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 10_000 });
}

async function openHelp(page) {
  await page.goto("/wiki/neu");
  await markdownField(page);
  await page.getByText("Hilfe zur Gestaltung").click();
}

async function requests(page) {
  const guest = await page.context().browser().newContext({ baseURL: new URL(page.url()).origin });
  const other = await guest.newPage();
  await other.goto("/registrieren/anfrage");
  await other.getByLabel("Vor- und Nachname").fill("Wartende Person");
  await other.getByLabel("Dienstliche Mail-Adresse").fill(`wartet.${page.viewportSize().width}@fremd.example`);
  await other.getByLabel("Kommune oder Einrichtung").fill(LONG);
  await other.getByLabel("Nachricht").fill(MARKDOWN);
  await press(other, "Anfrage senden");
  await expect(heading(other)).toHaveText("Vielen Dank, Ihre Anfrage ist angekommen");
  await guest.close();
  await page.goto("/moderation");
  await page.getByRole("button", { name: "Ablehnen" }).first().click();
  await expect(errorSummary(page)).toBeVisible();
}

async function comparison(page) {
  const editor = "/wiki/so-schreiben-sie-einen-guten-erfahrungsbericht";
  await page.goto(`${editor}/bearbeiten`);
  const text = await markdownField(page);
  await text.fill(`${await text.inputValue()}\n\n${LONG} ${page.viewportSize().width}`);
  await press(page, "Veröffentlichen");
  await page.goto(`${editor}/verlauf`);
  await page.getByRole("main").getByRole("link", { name: /^Änderungen gegenüber/ }).first().click();
  await expect(page.getByRole("insertion").first()).toBeVisible();
}

async function lastAdministrator(page) {
  await page.goto("/verwaltung");
  const row = page.getByRole("row").filter({ hasText: "Ansgar Vorlage" });
  await row.getByRole("combobox").selectOption("Mitglied");
  await row.getByRole("button", { name: "Speichern" }).click();
  await expect(errorSummary(page)).toBeVisible();
}
