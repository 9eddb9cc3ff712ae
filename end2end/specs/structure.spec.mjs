// How articles hang together: links by title, addresses that last, the page tree; and what a text can look like.
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, heading, press, publishArticle, told } from "../support/steps.mjs";

const prose = (page) => page.locator("article .prose");
const place = (page) => page.getByRole("link", { name: "Umbenennen und einordnen" });

test("a link by its title leads to an article and back; what is missing is wanted until somebody writes it", async ({ visit }) => {
  const miriam = await visit("miriam");
  await publishArticle(miriam, "Pumpen im Bauhof verleihen", "Wer eine Pumpe braucht, ruft an.", { visibility: "öffentlich" });
  await publishArticle(miriam, "Starkregen: was wir danach geändert haben", "Siehe [[Pumpen im Bauhof verleihen|die Pumpen]] und [[Sandsäcke vorhalten]].", { visibility: "öffentlich" });
  const start = new URL(miriam.url()).pathname;

  await test.step("the link leads there, and there is the way back", async () => {
    await prose(miriam).getByRole("link", { name: "die Pumpen" }).click();
    await expect(heading(miriam)).toHaveText("Pumpen im Bauhof verleihen");
    await miriam.getByRole("region", { name: "Hierher verweisen" }).getByRole("link").click();
    await expect(heading(miriam)).toHaveText("Starkregen: was wir danach geändert haben");
  });

  await test.step("a guest reads the wanted title as plain text", async () => {
    const guest = await visit();
    await guest.goto(start);
    await expect(prose(guest)).toHaveText("Siehe die Pumpen und Sandsäcke vorhalten.");
    await expect(prose(guest).getByRole("link")).toHaveText(["die Pumpen"]);
  });

  await test.step("the list of wanted articles names it and where it is wanted", async () => {
    await miriam.goto("/moderation");
    await miriam.getByRole("navigation", { name: "Moderation" }).getByRole("link", { name: "Verweise" }).click();
    const wanted = miriam.getByRole("listitem").filter({ has: miriam.getByRole("heading", { name: "Sandsäcke vorhalten" }) });
    await expect(wanted).toContainText("In einem Artikel: Starkregen: was wir danach geändert haben");
    await wanted.getByRole("link", { name: "Artikel beginnen" }).click();
    await expect(miriam.getByLabel("Titel")).toHaveValue("Sandsäcke vorhalten");
  });

  await test.step("once it is written, the link works and nobody wants it any more", async () => {
    await publishArticle(miriam, "Sandsäcke vorhalten", "500 Stück liegen im Bauhof.", { visibility: "öffentlich" });
    await miriam.goto("/moderation/links");
    await expect(miriam.getByRole("heading", { name: "Sandsäcke vorhalten" })).toHaveCount(0);
    await miriam.goto(start);
    await prose(miriam).getByRole("link", { name: "Sandsäcke vorhalten" }).click();
    await expect(heading(miriam)).toHaveText("Sandsäcke vorhalten");
  });
});

test("a renamed article is found under its old title and its old address", async ({ visit }) => {
  const miriam = await visit("miriam");
  await publishArticle(miriam, "Ein Melder für Schlaglöcher", "Bürger schicken Fotos.", { visibility: "öffentlich" });
  const old = new URL(miriam.url()).pathname;
  await publishArticle(miriam, "Was wir über Straßen wissen", "Mehr bei [[Ein Melder für Schlaglöcher]].", { visibility: "öffentlich" });
  const referring = new URL(miriam.url()).pathname;

  await miriam.goto(old);
  await place(miriam).click();
  await expect(heading(miriam)).toHaveText("Umbenennen und einordnen");
  await miriam.getByLabel("Titel").fill("Was wir über Straßen wissen");
  await press(miriam, "Speichern");
  await expect(errorSummary(miriam)).toContainText("So heißt schon ein anderer Artikel");
  await expect(miriam.getByLabel("Titel")).toHaveValue("Was wir über Straßen wissen");
  await miriam.getByLabel("Titel").fill("Mängelmelder für Straßen");
  await press(miriam, "Speichern");
  await expect(told(miriam)).toHaveText("Titel, Adresse und Ort im Seitenbaum sind gespeichert.");
  await expect(heading(miriam)).toHaveText("Mängelmelder für Straßen");
  const now = new URL(miriam.url()).pathname;
  expect(now).toBe("/wiki/maengelmelder-fuer-strassen");

  const guest = await visit();
  await guest.goto(old);
  await expect(guest).toHaveURL(new RegExp(`${now}$`));
  await guest.goto(referring);
  await prose(guest).getByRole("link").click();
  await expect(heading(guest)).toHaveText("Mängelmelder für Straßen");
  await miriam.getByRole("link", { name: "Verlauf" }).click();
  await expect(miriam.getByRole("main")).toContainText("„Ein Melder für Schlaglöcher“ heißt jetzt „Mängelmelder für Straßen“");
});

test("articles stand below each other in an order, and never in a circle", async ({ visit }) => {
  const miriam = await visit("miriam");
  const [book, first, second] = ["Handbuch Winterdienst", "Winterdienst: Streupläne", "Winterdienst: Fahrzeuge"];
  const paths = {};
  for (const title of [book, first, second]) {
    await publishArticle(miriam, title, "Text.", { visibility: "öffentlich" });
    paths[title] = new URL(miriam.url()).pathname;
  }
  const settle = async (title, parent, position = "") => {
    await miriam.goto(paths[title]);
    await place(miriam).click();
    await miriam.getByLabel("Übergeordneter Artikel").fill(parent);
    await miriam.getByLabel("Reihenfolge").fill(position);
    await press(miriam, "Speichern");
  };

  await test.step("a parent that does not exist is named", async () => {
    await settle(first, "Handbuch Sommerdienst", "1");
    await expect(errorSummary(miriam)).toContainText("Einen Artikel „Handbuch Sommerdienst“ gibt es nicht.");
    await expect(miriam.getByLabel("Reihenfolge")).toHaveValue("1");
  });

  await test.step("two articles come below a third", async () => {
    await settle(first, book, "1");
    await expect(told(miriam)).toBeVisible();
    await settle(second, book, "2");
    await expect(told(miriam)).toBeVisible();
  });

  await test.step("a circle is refused", async () => {
    await settle(book, first);
    await expect(errorSummary(miriam)).toContainText(`„${first}“ steht selbst unter „${book}“`);
    await errorSummary(miriam).getByRole("link").click();
    await expect(miriam.getByLabel("Übergeordneter Artikel")).toBeFocused();
  });

  await test.step("a guest goes through them in their order", async () => {
    const guest = await visit();
    await guest.goto("/wiki");
    await guest.getByRole("link", { name: "Seitenbaum" }).click();
    const branch = guest.getByRole("main").getByRole("listitem").filter({ has: guest.getByRole("link", { name: book }) });
    await expect(branch.getByRole("listitem")).toHaveText([first, second]);
    await branch.getByRole("link", { name: book }).click();
    const below = guest.getByRole("region", { name: "Unterseiten" }).getByRole("link");
    await expect(below).toHaveText([first, second]);
    await below.first().click();
    await expect(guest.getByRole("navigation", { name: "Brotkrumen" })).toContainText(book);
    await guest.getByRole("navigation", { name: "Nachbarseiten" }).getByRole("link", { name: second }).click();
    await expect(heading(guest)).toHaveText(second);
  });

  await test.step("another order, and out of the tree again", async () => {
    await settle(second, book, "0");
    await miriam.goto("/wiki/baum");
    const titles = miriam.getByRole("main").getByRole("listitem").getByRole("link", { name: /^Winterdienst: / });
    await expect(titles).toHaveText([second, first]);
    for (const title of [first, second]) await settle(title, "");
    await miriam.goto("/wiki/baum");
    await expect(entry(miriam, book)).toHaveCount(0);
  });
});

const RICH = `## Beschaffung

Der Rat hat zugestimmt[^rat].

> [!WARNING]
> Die Lieferzeit beträgt acht Monate.

| Posten | Kosten |
|---|---:|
| Räumfahrzeug | 180.000 € |

## Betrieb

- [x] Beschluss
- [ ] Vergabe

### Schulung

Zwei Tage.

[^rat]: Sitzung vom 3. Mai.`;

test("a text may have contents, a footnote, a table, tasks and a callout", async ({ visit }) => {
  const miriam = await visit("miriam");
  await publishArticle(miriam, "Ein Räumfahrzeug beschaffen", RICH);
  const text = prose(miriam);

  await miriam.getByRole("navigation", { name: "Inhalt", exact: true }).getByRole("link", { name: "Schulung" }).click();
  await expect(miriam).toHaveURL(/#abschnitt-schulung$/);
  await expect(text.getByRole("heading", { name: "Schulung" })).toBeInViewport();

  await expect(text.getByRole("note")).toHaveText(/Achtung\s*Die Lieferzeit beträgt acht Monate\./);
  await expect(text.getByRole("row").filter({ hasText: "Räumfahrzeug" }).getByRole("cell")).toHaveText(["Räumfahrzeug", "180.000 €"]);
  await expect(text.getByRole("columnheader")).toHaveText(["Posten", "Kosten"]);
  await expect(text.getByRole("checkbox", { name: "erledigt" })).toBeChecked();
  await expect(text.getByRole("checkbox", { name: "offen" })).not.toBeChecked();

  await text.getByRole("link", { name: "Fußnote 1", exact: true }).click();
  await expect(text.getByText("Sitzung vom 3. Mai.")).toBeInViewport();
  await text.getByRole("link", { name: "Zurück zum Text bei Fußnote 1" }).click();
  await expect(text.getByRole("link", { name: "Fußnote 1", exact: true })).toBeInViewport();
});
