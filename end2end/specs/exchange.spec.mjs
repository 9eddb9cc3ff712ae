// Articles leave the network as Markdown and on paper, and come in as Word files.
import { readFile } from "node:fs/promises";
import { docx, file } from "../support/files.mjs";
import { expect, test } from "../support/test.mjs";
import { errorSummary, heading, markdownField, press, publishArticle, told } from "../support/steps.mjs";

const run = (text, style = "") => `<w:r>${style && `<w:rPr>${style}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content, style = "") => `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${content}</w:p>`;
const row = (...cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(run(cell))}</w:tc>`).join("")}</w:tr>`;

/** What somebody wrote in Word years ago. */
const REPORT = docx(
  [
    paragraph(run("Anlass"), "Heading1"),
    paragraph(`${run("Die Leuchten waren ")}${run("vierzig Jahre", "<w:b/>")}${run(" alt & teuer.")}`),
    paragraph(run("Kosten"), "Heading1"),
    `<w:tbl>${row("Posten", "Euro")}${row("Leuchten", "12.000")}</w:tbl>`,
  ].join(""),
);

test("an article is taken away as Markdown, with what is known of it", async ({ visit }) => {
  const miriam = await visit("miriam");
  await publishArticle(miriam, "Trinkbrunnen auf dem Marktplatz", "## Anlass\n\nEs war **heiß**.\n\n| a | b |\n|---|---|\n| 1 | 2 |", { visibility: "öffentlich" });
  const guest = await visit();
  await guest.goto(new URL(miriam.url()).pathname);
  const started = guest.waitForEvent("download");
  await guest.getByRole("link", { name: "Als Markdown" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toBe("trinkbrunnen-auf-dem-marktplatz.md");
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^---\n(.*\n)*title: "Trinkbrunnen auf dem Marktplatz"\n(.*\n)*---\n\n## Anlass\n\nEs war \*\*heiß\*\*\./);
  expect(text).toContain("| a | b |");
});

test("an article is printed: the text, where it is from, and nothing to press", async ({ visit }) => {
  const guest = await visit();
  await guest.goto("/wiki/lorawan-2-0-in-delbrueck-ein-funknetz-fuer-die-ganze-stadt");
  const title = await heading(guest).textContent();
  await guest.getByRole("link", { name: "Drucken" }).click();
  await expect(guest.getByText("Druckansicht. Drucken oder als PDF speichern")).toBeVisible();
  await expect(guest.getByRole("banner")).toHaveCount(0);
  await guest.emulateMedia({ media: "print" });
  await expect(guest.getByText("Druckansicht. Drucken oder als PDF speichern")).toBeHidden();
  await expect(heading(guest)).toHaveText(title);
  await expect(guest.getByText(/\/wiki\/lorawan-2-0-in-delbrueck\S*, Stand /)).toBeVisible();
  await expect(guest.getByRole("main").getByRole("link", { name: "Als Markdown" })).toBeHidden();
  await guest.emulateMedia({ media: null });
  await guest.getByRole("link", { name: "Zurück zum Artikel" }).click();
  await expect(guest.getByRole("banner")).toBeVisible();
});

test("a Word file becomes the beginning of an article", async ({ visit }) => {
  const miriam = await visit("miriam");
  const choose = miriam.getByLabel("Word-Datei (.docx)");
  await miriam.goto("/wiki/neu");
  await miriam.getByRole("link", { name: "Aus einer Word-Datei" }).click();

  await test.step("nothing chosen, or another sort of file: it says so at the field", async () => {
    await press(miriam, "Umwandeln");
    await expect(errorSummary(miriam)).toContainText("wählen");
    await choose.setInputFiles(file("Bericht.docx", "%PDF-1.7\nKein Word"));
    await press(miriam, "Umwandeln");
    await errorSummary(miriam).getByRole("link", { name: /keine Word-Datei/ }).click();
    await expect(choose).toBeFocused();
    await expect(choose).toHaveAccessibleDescription(/keine Word-Datei/);
  });

  await test.step("the right one is shown as it will look, and is a draft", async () => {
    await choose.setInputFiles(file("Neue_Leuchten_im_Park.docx", REPORT));
    await press(miriam, "Umwandeln");
    await expect(heading(miriam)).toHaveText("Neue Leuchten im Park");
    await expect(miriam.getByText("Er ist als Entwurf gespeichert")).toBeVisible();
    const text = miriam.locator(".prose");
    await expect(text.getByRole("heading")).toHaveText(["Anlass", "Kosten"]);
    await expect(text.getByText("vierzig Jahre")).toHaveJSProperty("tagName", "STRONG");
    await expect(text.getByRole("cell")).toHaveText(["Leuchten", "12.000"]);
  });

  await test.step("it is written on and published", async () => {
    await miriam.getByRole("link", { name: "Im Entwurf weiterschreiben" }).click();
    await expect(miriam.getByLabel("Titel")).toHaveValue("Neue Leuchten im Park");
    const text = await markdownField(miriam);
    await expect(text).toHaveValue(/^## Anlass\n\nDie Leuchten waren \*\*vierzig Jahre\*\* alt & teuer\.\n\n## Kosten\n\n\| Posten \| Euro \|/);
    await text.fill((await text.inputValue()).replace("teuer", "teuer im Betrieb"));
    await press(miriam, "Veröffentlichen");
    await expect(told(miriam)).toHaveText("Der Artikel ist veröffentlicht.");
    await expect(miriam.getByRole("main")).toContainText("alt & teuer im Betrieb.");
  });
});
