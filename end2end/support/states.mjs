// What a page looks like after something was done: forms with problems, previews, lists that opened, errors.
import { expect } from "@playwright/test";
import { codeOf } from "./app.mjs";
import { docx, file, png } from "./files.mjs";
import { errorSummary, heading, markdownField, press, publishArticle, told } from "./steps.mjs";

const GUIDE = "/wiki/so-schreiben-sie-einen-guten-erfahrungsbericht";
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
    ["Anmelden, zu spät", (page) => page.goto("/anmelden?hinweis=zu-spaet")],
    ["Anmelden mit Fehlern", (page) => sendWrong(page, "/anmelden", "Anmelden")],
    ["Registrieren mit Fehlern", (page) => sendWrong(page, "/registrieren", "Link anfordern")],
    ["Zugang anfragen mit Fehlern", (page) => sendWrong(page, "/registrieren/anfrage", "Anfrage senden")],
    ["Unbekannte Domain", unknownDomain],
    ["Link gesendet", linkSent],
    ["Sitzung abgelaufen", sessionEnded],
    ["Zu viele Versuche", tooMany],
    ["Hinweis zur Anmeldung", (page) => page.goto("/fragen")],
    ["Vorschläge", suggestions],
    ["Vorschläge, Schlagworte und Namen", (page) => suggestions(page, "d")],
    ["Suche, früher gesucht", pastSearches],
    ["Menü offen", openMenu],
  ],
  Mitglied: [
    ["Frage mit Fehlern", (page) => sendEmpty(page, "/fragen/neu", "Frage veröffentlichen")],
    ["Frage mit Vorschau", previewOfQuestion],
    ["Frage, die es schon gibt", similarQuestion],
    ["Feeds, neuer Schlüssel", newFeedKey],
    ["Antwort mit Fehlern", (page) => sendEmpty(page, "/fragen/4", "Antwort veröffentlichen")],
    ["Passwort mit Fehlern", (page) => sendEmpty(page, "/konto/sicherheit", "Passwort ändern")],
    ["Nachnutzung mit Fehlern", reuseWithoutReason],
    ["Entwurf, anderswo gespeichert", savedElsewhere],
    ["Dateien eines Entwurfs, eine abgelehnt", filesOfDraft],
    ["Entwürfe, einer verworfen", discarded],
    ["Frage mit Kommentaren", comments],
    ["Melden mit Fehlern", (page) => sendEmpty(page, "/beitraege/antwort-1/melden", "Melden")],
    ["Suche merken, ohne Namen", saveWithoutName],
    ["Menü offen", openMenu],
  ],
  Autorin: [
    ["Zwei Schritte, falscher Code", (page) => sendEmpty(page, "/konto/sicherheit/einrichten", "Einrichten")],
    ["Zwei Schritte, Codes", recoveryCodes],
    ["Zwei Schritte, eingerichtet", (page) => page.goto("/konto/sicherheit")],
    ["Zwei Schritte, schon eingerichtet", (page) => page.goto("/konto/sicherheit/einrichten")],
    ["Zwei Schritte, noch einmal bestätigen", (page) => sendEmpty(page, "/konto/bestaetigen", "Weiter")],
    ["Zwei Schritte, neue Codes", (page) => page.goto("/konto/sicherheit/codes")],
    ["Zwei Schritte, aufheben", removeFactor],
  ],
  Betreuer: [],
  Moderation: [
    ["Artikel mit Fehlern", (page) => sendEmpty(page, "/wiki/neu", "Veröffentlichen")],
    ["Artikel mit Vorschau", previewOfArticle],
    ["Hilfe zur Gestaltung", openHelp],
    ["Anfragen, eine mit Fehlern", requests],
    ["Vergleich mit Änderungen", comparison],
    ["Fassung wiederherstellen, mit Änderungen", restoring],
    ["Frühere Fassung, nicht die jetzige", (page) => page.goto(`${GUIDE}/fassung/1`)],
    ["Änderungen zusammenführen", conflict],
    ["Bericht mit falschen Angaben", wrongFields],
    ["Umbenennen mit Fehlern", wrongPlace],
    ["Seitenbaum mit Artikeln", tree],
    ["Word-Datei mit Fehlern", (page) => sendEmpty(page, "/wiki/import", "Umwandeln")],
    ["Word-Datei, umgewandelt", imported],
    ["Editor mit Text", richText],
    ["Editor, Link", (page) => inEditor(page, "Link", "dialog")],
    ["Editor, Bild", pictureDialog],
    ["Editor, Tabelle", (page) => inEditor(page, "Tabelle", "menu")],
    ["Editor, Kasten", (page) => inEditor(page, "Kasten", "menu")],
    ["Frage verwalten, mit Fehlern", (page) => sendEmpty(page, "/fragen/1/-/ordnung", "Frage schließen")],
    ["Meldung, die wartet", flagged],
    ["Entfernte Antwort", removed],
    ["Menü offen", openMenu],
  ],
  Verwaltung: [["Verwaltung mit Fehlern", lastAdministrator], ["Menü offen", openMenu]],
};

async function saveWithoutName(page) {
  await page.goto("/suche?q=lorawan");
  await page.getByText("Diese Suche merken", { exact: true }).click();
  await page.getByLabel("Name der Suche").fill("");
  await press(page, "Suche merken");
  await expect(errorSummary(page)).toContainText("Bitte geben Sie der Suche einen Namen.");
}

async function recoveryCodes(page) {
  await page.goto("/konto/sicherheit/einrichten");
  await page.getByLabel("Code aus der App").fill(codeOf(await page.locator("code.secret").textContent()));
  await press(page, "Einrichten");
  await expect(told(page)).toContainText("Beim nächsten Anmelden");
}

/** Looks at the question, and answers it afterwards, so that the next one begins without. */
async function removeFactor(page) {
  await page.goto("/konto/sicherheit/aufheben");
  const next = await page.context().newPage();
  await next.goto("/konto/sicherheit/aufheben");
  await press(next, "Aufheben");
  await next.close();
}

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

async function suggestions(page, typed = "lorawan") {
  await page.goto("/");
  const list = page.getByRole("listbox", { name: "Vorschläge" });
  await expect(async () => {
    await page.getByRole("combobox").fill("");
    await page.getByRole("combobox").pressSequentially(typed);
    await expect(list).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press("ArrowDown");
}

async function pastSearches(page) {
  await suggestions(page);
  for (const words of ["terminvergabe bürgerbüro", LONG]) {
    await page.getByRole("combobox").fill(words);
    await page.getByRole("combobox").press("Enter");
    await expect(heading(page)).toHaveText("Suche");
    await suggestions(page);
  }
  await page.goto("/suche?q=lorawan");
  await expect(async () => {
    await page.getByRole("combobox").fill("x");
    await page.getByRole("combobox").fill("");
    await expect(page.getByRole("option", { name: "Verlauf löschen" })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
}

async function openMenu(page) {
  await page.goto("/wiki");
  const menu = page.getByText("Menü", { exact: true });
  if (await menu.isVisible()) await menu.click();
}

async function previewOfQuestion(page) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill(LONG);
  await (await markdownField(page)).fill(MARKDOWN);
  await press(page, "Vorschau");
  await expect(page.getByRole("region", { name: "Vorschau", exact: true })).toBeVisible();
}

async function similarQuestion(page) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill("Wer hat Erfahrung mit der digitalen Gewerbeanmeldung?");
  await (await markdownField(page)).fill("Wir fangen an.");
  await expect(async () => {
    await expect(page.getByText("Gibt es das schon?")).toBeVisible({ timeout: 500 });
  })
    .toPass({ timeout: 2_000 })
    .catch(() => press(page, "Frage veröffentlichen"));
  await expect(page.getByText("Gibt es das schon?").first()).toBeVisible();
}

async function newFeedKey(page) {
  await page.goto("/konto/feeds");
  await page.getByRole("main").getByRole("button", { name: /chlüssel anlegen$/ }).click();
  await expect(page.getByLabel("Alle Fragen")).toBeVisible();
}

async function previewOfArticle(page) {
  await page.goto("/wiki/neu");
  await page.getByLabel("Titel").fill(LONG);
  await (await markdownField(page)).fill(MARKDOWN);
  await press(page, "Vorschau");
  await expect(page.getByRole("region", { name: "Vorschau", exact: true })).toBeVisible();
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
  await page.goto(`${GUIDE}/bearbeiten`);
  const text = await markdownField(page);
  await text.fill(`${await text.inputValue()}\n\n${LONG} ${page.viewportSize().width}`);
  await press(page, "Veröffentlichen");
  await page.goto(`${GUIDE}/verlauf`);
  await page.getByRole("main").getByRole("link", { name: /^Änderungen gegenüber/ }).first().click();
  await expect(page.getByRole("insertion").first()).toBeVisible();
}

async function reuseWithoutReason(page) {
  await page.goto("/wiki/local-open-data-die-zentrale-open-data-plattform-aus-paderborn/nachnutzung");
  await page.getByLabel("Wie weit sind Sie?").selectOption("verworfen");
  await press(page, "Eintragen");
  await expect(errorSummary(page)).toBeVisible();
}

/** Begins a draft and stays on its page. */
async function draft(page, title) {
  await page.goto("/wiki/neu");
  await page.getByLabel("Titel").fill(title);
  await (await markdownField(page)).fill(MARKDOWN);
  await press(page, "Entwurf speichern");
  await expect(told(page)).toHaveText("Der Entwurf ist gespeichert.");
}

async function savedElsewhere(page) {
  await draft(page, `In zwei Fenstern ${page.viewportSize().width}`);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await (await markdownField(second)).fill("Im zweiten Fenster war jemand schneller.");
  await press(second, "Entwurf speichern");
  await expect(told(second)).toHaveText("Der Entwurf ist gespeichert.");
  await second.close();
  await press(page, "Entwurf speichern");
  await expect(errorSummary(page)).toContainText("anderswo gespeichert");
}

async function filesOfDraft(page) {
  await draft(page, `Mit Dateien ${page.viewportSize().width}`);
  await page.getByRole("link", { name: "Bilder und Dateien" }).click();
  await page.getByLabel("Dateien auswählen").setInputFiles([file(`${LONG}.png`, png(60, 40)), file("Übersicht der Standorte.md", "# Orte"), file("programm.exe", "MZ\0\0")]);
  await press(page, "Hochladen");
  await expect(errorSummary(page)).toContainText("programm.exe");
}

async function discarded(page) {
  await draft(page, `Verworfen ${page.viewportSize().width}`);
  await page.getByText("Entwurf verwerfen").click();
  await press(page, "Ja, verwerfen");
  await expect(told(page)).toContainText("verworfen");
}

/** After `comparison`, which made a second revision. */
async function restoring(page) {
  await page.goto(`${GUIDE}/fassung/1/wiederherstellen`);
  await expect(page.getByRole("deletion").first()).toBeVisible();
}

async function conflict(page) {
  const title = `Zwei auf einmal ${page.viewportSize().width}`;
  await publishArticle(page, title, `Einleitung mit drei Antennen.\n\nSie kosten 500 Euro im Jahr.\n\n${LONG}`);
  const edit = `${new URL(page.url()).pathname}/bearbeiten`;
  const second = await page.context().newPage();
  await page.goto(edit);
  await second.goto(edit);
  const change = async (one, heading, costs) => {
    await one.getByLabel("Titel").fill(`${title}: ${heading}`);
    const text = await markdownField(one);
    await text.fill((await text.inputValue()).replace("500 Euro", costs).replace(LONG, `${LONG} ${costs}`));
    await press(one, "Veröffentlichen");
  };
  await change(second, "Kosten der Antennen", "600 Euro");
  await expect(told(second)).toBeVisible();
  await second.close();
  await change(page, "Was Antennen kosten", "700 Euro");
  await expect(heading(page)).toHaveText("Änderungen zusammenführen");
  await press(page, "So zusammenführen und speichern");
  await expect(page.getByRole("alert")).toContainText("Bitte entscheiden Sie noch");
}

async function wrongFields(page) {
  await page.goto("/wiki/neu?art=experience_report");
  await page.getByLabel("Titel").fill("Falsche Angaben");
  await page.getByLabel("Kosten in Euro").fill("viel");
  await page.getByLabel("Ende").fill("13/2020");
  await page.getByLabel("LeiKa-Schlüssel").fill("9905001210400");
  await page.getByLabel("Stand von Quelle 2").fill("2020");
  await press(page, "Veröffentlichen");
  await expect(errorSummary(page)).toContainText("14 Ziffern");
}

async function wrongPlace(page) {
  await page.goto(`${GUIDE}/adresse`);
  await page.getByLabel("Übergeordneter Artikel").fill(LONG);
  await page.getByLabel("Reihenfolge").fill("viele");
  await press(page, "Speichern");
  await expect(errorSummary(page)).toBeVisible();
}

async function tree(page) {
  const below = async (title, parent) => {
    await publishArticle(page, title, "Text.");
    await page.getByRole("link", { name: "Umbenennen und einordnen" }).click();
    await page.getByLabel("Übergeordneter Artikel").fill(parent);
    await press(page, "Speichern");
    await expect(told(page)).toBeVisible();
  };
  const { width } = page.viewportSize();
  await below(`Erste Schritte ${width}`, "So schreiben Sie einen guten Erfahrungsbericht");
  await below(`${LONG} ${width}`, `Erste Schritte ${width}`);
  await page.goto("/wiki/baum");
}

async function imported(page) {
  await page.goto("/wiki/import");
  const paragraph = (text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const changed = "<w:p><w:ins><w:r><w:t>Das kam später dazu.</w:t></w:r></w:ins></w:p>";
  await page.getByLabel("Word-Datei (.docx)").setInputFiles(file("Abschlussbericht_LoRaWAN.docx", docx(`${paragraph(LONG)}${paragraph("Ein Absatz.")}${changed}`)));
  await press(page, "Umwandeln");
  await expect(heading(page)).toHaveText("Abschlussbericht LoRaWAN");
}

/** The editor with every sort of block in it. */
async function richText(page) {
  await page.goto("/wiki/neu");
  const icon = await page.locator("link[rel=icon]").getAttribute("href");
  await (await markdownField(page)).fill(`${MARKDOWN}\n\n> [!TIP]\n> Fangen Sie klein an.\n\n![Das Zeichen des Netzes](${icon})`);
  await page.getByRole("button", { name: "Formatiert" }).click();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toContainText("Fangen Sie klein an.");
}

/** What a button of the toolbar opens. */
async function inEditor(page, button, role) {
  await richText(page);
  await page.getByRole("textbox", { name: "Text", exact: true }).getByText(LONG).click();
  await page.getByRole("toolbar").getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByRole(role)).toBeVisible();
}

async function pictureDialog(page) {
  await richText(page);
  await page.getByRole("textbox", { name: "Text", exact: true }).getByRole("img", { name: "Das Zeichen des Netzes" }).dblclick();
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function comments(page) {
  await page.goto("/fragen/4");
  const form = page.locator(".comment-form").first();
  await form.locator("summary").click();
  await form.getByLabel("Ihr Kommentar").fill(`**Kurz** gefragt: ${LONG}?`);
  await form.getByRole("button", { name: "Kommentar veröffentlichen" }).click();
  await expect(told(page)).toHaveText("Ihr Kommentar ist veröffentlicht.");
  await form.locator("summary").click();
}

async function flagged(page) {
  await page.goto("/beitraege/antwort-1/melden");
  await page.getByLabel("Was stimmt nicht?").selectOption("Werbung");
  await page.getByLabel("Hinweis für die Moderation").fill(LONG);
  // at another width it has been flagged already
  await press(page, "Melden");
  await page.goto("/moderation/meldungen");
  await press(page, "Entscheiden");
  await expect(errorSummary(page)).toBeVisible();
}

async function removed(page) {
  await page.goto("/fragen/4");
  const link = page.getByRole("link", { name: "Antwort entfernen" }).first();
  if (await link.count()) {
    await link.click();
    const reason = page.getByLabel("Begründung");
    if (await reason.count()) await reason.fill(LONG);
    await press(page, "Entfernen");
  }
  // the address that follows the removal leads into it, and Chromium opens it then
  const removed = page.locator(".removed");
  await expect(removed).toBeVisible();
  if (!(await removed.evaluate((details) => details.open))) await removed.locator("> summary").click();
  await expect(page.getByRole("button", { name: "Wiederherstellen" }).first()).toBeVisible();
}

async function lastAdministrator(page) {
  await page.goto("/verwaltung");
  const row = page.getByRole("row").filter({ hasText: "Ansgar Vorlage" });
  await row.getByRole("combobox").selectOption("Mitglied");
  await row.getByRole("button", { name: "Speichern" }).click();
  await expect(errorSummary(page)).toBeVisible();
}
