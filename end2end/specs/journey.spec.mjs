// The whole way of the network: come in, ask, answer, solve, write down, find again.
import { expect, test } from "../support/test.mjs";
import { ask, entry, find, heading, markdownField, press, register, told } from "../support/steps.mjs";

const QUESTION = "Wer hat Erfahrung mit Gewerbeanmeldungen im Bürgerbüro?";
const ARTICLE = "Gewerbeanmeldung im Bürgerbüro: So gelingt der Anfang";
const ANSWER = "Bei uns übernimmt das Bürgerbüro die Annahme, das Gewerbeamt prüft.";

test("a question becomes an answer, an article, and something that others find", async ({ visit, network }) => {
  const karla = await visit();
  const sabine = await visit("sabine");
  const miriam = await visit("miriam");

  await test.step("Karla registers with her address at work; it says where she works", async () => {
    const mail = "karla.test@lemgo.de";
    await register(karla, network.mailbox, { name: "Karla Test", mail, password: "Blaue Kacheln im Flur" });
    await expect(told(karla)).toHaveText("Willkommen! Ihr Konto bei Lemgo ist angelegt.");
    await expect(heading(karla)).toHaveText("Ihr Konto");
    await expect(karla.getByRole("main").getByRole("link", { name: "Lemgo" })).toHaveAttribute("href", "/kommunen/lemgo");
    await expect(karla.getByRole("banner").getByRole("link", { name: "Lemgo · Konto" })).toBeVisible();
  });

  await test.step("she asks her question", async () => {
    const body = "Wir möchten die Annahme ins **Bürgerbüro** verlegen.\n\n- Wie lange dauert ein Fall?\n- Wer prüft?";
    await ask(karla, { title: QUESTION, body, topic: "E-Government" });
    await expect(karla.getByRole("main")).toContainText("Karla Test, Lemgo");
    await expect(karla.getByRole("main")).toContainText("offen");
    await expect(karla.getByRole("heading", { name: "Noch keine Antwort" })).toBeVisible();
  });

  await test.step("Sabine from another Kreis finds it on the front page and answers", async () => {
    await sabine.goto("/");
    await entry(sabine, QUESTION).click();
    await (await markdownField(sabine)).fill(ANSWER);
    await press(sabine, "Vorschau");
    await expect(sabine.getByRole("region", { name: "Vorschau" })).toContainText(ANSWER);
    await expect(sabine.locator(".editor textarea[name=body]")).toHaveValue(ANSWER);
    await press(sabine, "Antwort veröffentlichen");
    await expect(told(sabine)).toHaveText("Danke! Ihre Antwort ist veröffentlicht.");
    await expect(sabine.getByRole("button", { name: "Als Lösung markieren" })).toHaveCount(0);
  });

  await test.step("Karla marks the answer as the solution", async () => {
    await karla.reload();
    const answer = karla.getByRole("article").filter({ hasText: ANSWER }).last();
    await expect(answer).toContainText("Sabine Demo, Höxter");
    await answer.getByRole("button", { name: "Als Lösung markieren" }).click();
    await expect(told(karla)).toHaveText("Die Antwort ist als Lösung markiert.");
    await expect(answer.getByText("Lösung", { exact: true })).toBeVisible();
    await expect(answer.getByRole("button", { name: "Markierung zurücknehmen" })).toBeVisible();
  });

  await test.step("Miriam, a moderator, writes it down, with a look at the preview", async () => {
    await miriam.goto("/wiki");
    await miriam.getByRole("link", { name: "Artikel schreiben" }).click();
    await miriam.getByLabel("Titel").fill(ARTICLE);
    await miriam.getByLabel("Art", { exact: true }).selectOption("Erfahrungsbericht");
    await miriam.getByLabel("Thema").selectOption("E-Government");
    await miriam.getByLabel("Kommune").selectOption("Lemgo");
    await miriam.getByLabel("Sichtbar").selectOption("öffentlich");
    await miriam.getByLabel("In Kürze").fill("Wie ein Bürgerbüro die Gewerbeanmeldung übernimmt.");
    await (await markdownField(miriam)).fill("## Vorgehen\n\nDas Bürgerbüro nimmt an.\n\nDas Gewerbeamt prüft.");
    await press(miriam, "Vorschau");
    const preview = miriam.getByRole("region", { name: "Vorschau", exact: true });
    await expect(preview.getByRole("heading", { name: "Vorgehen" })).toBeVisible();
    await expect(miriam.getByLabel("Titel")).toHaveValue(ARTICLE);
    await expect(miriam.getByLabel("Kommune")).toHaveValue("lemgo");
    await press(miriam, "Veröffentlichen");
    await expect(told(miriam)).toHaveText("Der Artikel ist veröffentlicht.");
    await expect(heading(miriam)).toHaveText(ARTICLE);
  });

  await test.step("a colleague changes it; the history keeps both revisions", async () => {
    const tobias = await visit("tobias");
    await tobias.goto(miriam.url());
    await tobias.getByRole("link", { name: "Bearbeiten" }).click();
    await (await markdownField(tobias)).fill("## Vorgehen\n\nDas Bürgerbüro nimmt an.\n\nDas Gewerbeamt prüft binnen zwei Tagen.");
    await tobias.getByLabel("Was haben Sie geändert?").fill("Frist ergänzt");
    await press(tobias, "Veröffentlichen");
    await expect(told(tobias)).toHaveText("Die neue Fassung ist gespeichert.");
    await tobias.getByRole("link", { name: "Verlauf" }).click();
    await expect(tobias.getByRole("main").getByRole("heading", { level: 2 })).toHaveText(["Fassung 2 jetzige", "Fassung 1"]);
    await expect(tobias.getByText("Frist ergänzt")).toBeVisible();
    await tobias.getByRole("link", { name: "Änderungen gegenüber Fassung 1" }).click();
    await expect(heading(tobias)).toHaveText("Fassung 1 und 2 im Vergleich");
    await expect(tobias.getByRole("deletion")).toHaveCount(0);
    await expect(tobias.getByRole("insertion")).toHaveText("eingefügt: binnen zwei Tagen");
  });

  await test.step("others find both, inflected and without umlauts", async () => {
    for (const words of ["Gewerbeanmeldung Bürgerbüro", "gewerbeanmeldungen", "Buergerbuero", "Gewerbeamt"]) {
      await find(sabine, words, QUESTION);
      await expect(entry(sabine, ARTICLE), words).toBeVisible();
    }
    await expect(sabine.getByRole("main").locator("mark, b, strong").first()).toBeVisible();
  });

  await test.step("the form of the search works, and its filters narrow by kind and by Kreis", async () => {
    await sabine.goto("/suche");
    await sabine.getByRole("combobox", { name: "Suche in Artikeln" }).fill("gewerbeanmeldungen");
    await press(sabine, "Suchen");
    const kinds = sabine.getByRole("navigation", { name: "Art" });
    await kinds.getByRole("link", { name: /^Artikel/ }).click();
    await expect(entry(sabine, ARTICLE)).toBeVisible();
    await expect(entry(sabine, QUESTION)).toHaveCount(0);
    await kinds.getByRole("link", { name: /^Fragen/ }).click();
    await expect(entry(sabine, QUESTION)).toBeVisible();
    await expect(entry(sabine, ARTICLE)).toHaveCount(0);
    await kinds.getByRole("link", { name: "Alle" }).click();
    await sabine.getByText("Filtern", { exact: true }).click();
    await sabine.getByRole("group", { name: "Kreis" }).getByRole("checkbox", { name: /^Kreis Lippe/ }).check();
    await press(sabine, "Anwenden");
    await expect(sabine.getByRole("link", { name: "Filter entfernen: Kreis: Kreis Lippe" })).toBeVisible();
    await expect(entry(sabine, QUESTION)).toBeVisible();
    await sabine.goto("/suche?q=gewerbeanmeldungen&kreis=kreis-hoexter");
    await expect(sabine.getByRole("heading", { name: "Nichts gefunden" })).toBeVisible();
  });

  await test.step("a guest finds the public article, but no question", async () => {
    const guest = await visit();
    await find(guest, "Gewerbeanmeldung Bürgerbüro", ARTICLE);
    await expect(entry(guest, QUESTION)).toHaveCount(0);
  });

  await test.step("/kommunen shows the 70 municipalities, and Lemgo what was done there", async () => {
    await sabine.goto("/kommunen");
    await expect(sabine.getByRole("main")).toContainText("Für alle 70 Kommunen der Region.");
    await expect(sabine.locator(".district-list .municipality-list a")).toHaveCount(70);
    await sabine.locator(".district-list").getByRole("link", { name: "Lemgo", exact: true }).click();
    await expect(heading(sabine)).toHaveText("Lemgo");
    const main = sabine.getByRole("main");
    await expect(main).toContainText("Kreis Lippe");
    await expect(main.getByRole("link", { name: "Karla Test" })).toBeVisible();
    await expect(entry(sabine, QUESTION)).toBeVisible();
    await expect(entry(sabine, ARTICLE)).toBeVisible();
  });
});
