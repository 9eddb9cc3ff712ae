// An experience report with its figures: typed, one of them wrong, shown beside the text, and found by.
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, find, heading, markdownField, press, told } from "../support/steps.mjs";

const TITLE = "Bürgerpult: drei Rathäuser, eine Servicetheke";
const BODY = "## Ausgangslage\n\nDrei Rathäuser, drei verschiedene Servicetheken.\n\n## Vorgehen\n\nErst das Vestibül umgebaut, dann die Leute geschult.";

/** What is chosen, and the value that the browser sends for it. */
const CHOICES = [
  ["Thema", "E-Government", "e-government"],
  ["Kommune", "Lemgo", "lemgo"],
  ["Sichtbar", "öffentlich", "public"],
  ["Status", "Dauerbetrieb", "dauerbetrieb"],
  ["Würden Sie es wieder tun?", "mit Änderungen", "mit-aenderungen"],
];

const TYPED = [
  ["Beginn", "03/2022"],
  ["Ende", "02/2024"],
  ["Dauer in Monaten", "24"],
  ["Kosten in Euro", "rund 40.000"],
  ["Kosten bis", "1,2 Mio."],
  ["Förderprogramm", "Zukunft der Bürgerbüros"],
  ["Förderquote in Prozent", "66,67 %"],
  ["Eingesetzte Software", "Bürgerpult\nTerminlotse"],
  ["Schlagworte", "Servicetheke, Umbau"],
];

/** A field that may stay empty says so in its label; nothing else begins like that. */
const field = (page, label) => page.getByLabel(new RegExp(`^${label.replace("?", "\\?")}( - optional)?$`));

async function openFilter(page) {
  await page.getByRole("main").getByText(/^Filtern/).click();
}

async function apply(page, name) {
  await openFilter(page);
  await page.getByRole("checkbox", { name }).check();
  await press(page, "Anwenden");
}

test("a report with its figures is shown with them, and found by each", async ({ visit }) => {
  const miriam = await visit("miriam");
  const key = field(miriam, "LeiKa-Schlüssel");

  await test.step("a moderator begins with the template and fills in what is known", async () => {
    await miriam.goto("/wiki/neu");
    await miriam.getByRole("region", { name: "Was möchten Sie schreiben?" }).getByRole("link", { name: "Erfahrungsbericht" }).click();
    await expect(miriam.getByLabel("Art", { exact: true })).toHaveValue("experience_report");
    await miriam.getByLabel("Titel").fill(TITLE);
    await (await markdownField(miriam)).fill(BODY);
    for (const [label, choice] of CHOICES) await field(miriam, label).selectOption(choice);
    for (const [label, text] of TYPED) await field(miriam, label).fill(text);
  });

  await test.step("a key of 13 digits is refused at its field, and everything typed is kept", async () => {
    await key.fill("9905001210400");
    await press(miriam, "Veröffentlichen");
    const problem = errorSummary(miriam).getByRole("link");
    await expect(problem).toHaveCount(1);
    await expect(problem).toHaveText(/LeiKa-Schlüssel.*genau 14 Ziffern.*13/);
    await problem.click();
    await expect(key).toBeFocused();
    await expect(key).toHaveAccessibleDescription(/genau 14 Ziffern/);
    await expect(key).toHaveValue("9905001210400");
    await expect(miriam.getByLabel("Titel")).toHaveValue(TITLE);
    await expect(miriam.locator("textarea[name=body]")).toHaveValue(BODY);
    for (const [label, , value] of CHOICES) await expect(field(miriam, label), label).toHaveValue(value);
    for (const [label, text] of TYPED) await expect(field(miriam, label), label).toHaveValue(text);
  });

  await test.step("with the right one it stands there, the facts beside it", async () => {
    await key.fill("99 050 012 104 000");
    await press(miriam, "Veröffentlichen");
    await expect(told(miriam)).toHaveText("Der Artikel ist veröffentlicht.");
    const facts = miriam.getByRole("complementary", { name: "Über diesen Artikel" });
    for (const fact of [
      "StatusDauerbetrieb",
      "ZeitraumMärz 2022 bis Februar 2024",
      "Dauer24 Monate",
      "Kostenrund 40.000 € bis 1,2 Mio. €",
      "FörderungZukunft der Bürgerbüros",
      "Förderquote66,67 %",
      "SoftwareBürgerpultTerminlotse",
      "LeiKa99 050 012 104 000",
      "Wieder tun?mit Änderungen",
    ]) {
      await expect(facts).toContainText(fact);
    }
    await facts.getByRole("link", { name: "Terminlotse" }).click();
    await expect(heading(miriam)).toHaveText("Wiki");
    await expect(entry(miriam, TITLE)).toBeVisible();
    await expect(miriam.getByRole("main").getByRole("heading", { level: 3 })).toHaveCount(1);
  });

  await test.step("a guest finds it in the wiki by what it cost and what it runs on", async () => {
    const guest = await visit();
    await guest.goto("/wiki");
    await apply(guest, /^über 1 Mio\. €/);
    await expect(entry(guest, TITLE)).toBeVisible();
    await apply(guest, /^Bürgerpult \(1\)$/);
    await expect(guest.getByRole("main").getByRole("status")).toHaveText("1 Artikel");
    const chosen = guest.getByRole("navigation", { name: "Gewählte Filter" });
    await expect(chosen.getByRole("link")).toHaveText([/Kosten: über 1 Mio\. €/, /Software: Bürgerpult/, "Alle Filter entfernen"]);
    await openFilter(guest);
    await guest.getByText("Weitere Filter").click();
    await guest.getByRole("checkbox", { name: /^99 050 012 104 000/ }).check();
    await press(guest, "Anwenden");
    await expect(entry(guest, TITLE)).toBeVisible();
    await chosen.getByRole("link", { name: /Software: Bürgerpult/ }).click();
    await expect(chosen.getByRole("link")).toHaveText([/^Filter entfernen: Kosten/, /^Filter entfernen: LeiKa/, "Alle Filter entfernen"]);
    await chosen.getByRole("link", { name: "Alle Filter entfernen" }).click();
    await expect(guest).toHaveURL(/\/wiki$/);
  });

  await test.step("and in the search, where another filter excludes it", async () => {
    const guest = await visit();
    await find(guest, "Servicetheken", TITLE);
    await apply(guest, /^Zukunft der Bürgerbüros/);
    await expect(entry(guest, TITLE)).toBeVisible();
    await expect(guest).toHaveURL(/q=Servicetheken/);
    await guest.goto("/suche?q=Servicetheken&status=geplant");
    await expect(guest.getByRole("status")).toHaveText("Nichts gefunden");
    await guest.getByRole("link", { name: "Ohne Filter suchen" }).click();
    await expect(entry(guest, TITLE)).toBeVisible();
  });
});

test("another kind has other fields, and a change of mind loses nothing", async ({ visit }) => {
  const page = await visit("miriam");
  await page.goto("/wiki/neu?art=experience_report");
  await field(page, "Personalaufwand").fill("0,5 Stelle");
  await page.getByLabel("Art", { exact: true }).selectOption("Leitfaden");
  await expect(field(page, "Personalaufwand")).toBeHidden();
  await expect(field(page, "Eingesetzte Software")).toBeVisible();
  await page.getByLabel("Art", { exact: true }).selectOption("Projektsteckbrief");
  await expect(field(page, "Personalaufwand")).toHaveValue("0,5 Stelle");
  await expect(field(page, "Personalaufwand")).toBeVisible();
});
