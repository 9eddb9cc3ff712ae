// Writing in the rich-text editor. What the server answers while somebody writes (drafts, files, titles, hints) is played
// here by the browser, so that it can also answer badly.
import { findings } from "../support/axe.mjs";
import { png } from "../support/files.mjs";
import { fillSignIn, markdownField, press, told } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

const ENDPOINTS = { save: "/mock/sichern", upload: "/mock/dateien", titles: "/mock/titel", hints: "/mock/hinweise" };

/** The text as it will be submitted. */
const markdown = (page) => page.locator('textarea[name="body"]');

/** The formatted text. */
const text = (page) => page.getByRole("textbox", { name: "Text", exact: true });

async function expectMarkdown(page, expected) {
  await expect(markdown(page)).toHaveValue(expected);
}

/** Opens the page for a new article with the cursor in the text. `answers`: what the played server says, by endpoint. */
async function write(page, answers = {}) {
  const names = ["save", "upload", "titles", "hints"];
  for (const name of Object.keys(answers)) {
    await page.route(`**${ENDPOINTS[name]}*`, (route) => answers[name](route));
  }
  await page.route("**/wiki/neu", async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    const attributes = names.filter((name) => answers[name]).map((name) => `data-${name}="${ENDPOINTS[name]}"`);
    const html = (await response.text()).replace(/(<[^>]* data-editor(?:="")?)[^>]*>/, `$1 ${attributes.join(" ")}>`);
    await route.fulfill({ response, body: html });
  });
  await page.goto("/wiki/neu");
  await text(page).click();
}

const json = (route, status, body) => route.fulfill({ status, contentType: "application/json", body: JSON.stringify(body) });

/** Pastes as a browser does: the same text as HTML and as plain text. */
async function paste(page, html, plain = "Text") {
  await text(page).evaluate(
    (element, data) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", data.html);
      clipboardData.setData("text/plain", data.plain);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    { html, plain },
  );
}

/** Drops a file onto the text as a hand with a mouse does. */
async function drop(page, name, content) {
  await text(page).evaluate(
    (element, data) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(data.content)], data.name, { type: "image/png" }));
      const { left, bottom } = element.lastElementChild.getBoundingClientRect();
      const at = { clientX: left + 5, clientY: bottom - 5 };
      for (const kind of ["dragenter", "dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, ...at }));
      }
    },
    { name, content: [...content] },
  );
}

test.describe("editor", { tag: "@javascript" }, () => {
  test("what is typed with formats is stored as Markdown", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    await page.keyboard.type("## Anlass\nWir brauchten ein ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("Funknetz");
    await page.keyboard.press("Control+b");
    await page.keyboard.type(".\n- eins\nzwei\n\n> Zitat");
    await expectMarkdown(page, "## Anlass\n\nWir brauchten ein **Funknetz**.\n\n- eins\n- zwei\n\n> Zitat");
    await page.getByLabel("Titel").fill("Geschrieben mit dem Editor");
    await press(page, "Veröffentlichen");
    await expect(told(page)).toHaveText("Der Artikel ist veröffentlicht.");
    await expect(page.getByRole("heading", { name: "Anlass" })).toBeVisible();
    await expect(page.getByRole("main").getByText("Funknetz", { exact: true })).toHaveJSProperty("tagName", "STRONG");
  });

  test("everything can be reached and done with the keyboard, and Tab leaves the text", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    const bar = page.getByRole("toolbar", { name: "Gestaltung" });
    await page.keyboard.press("Alt+F10");
    await expect(bar.getByRole("button", { name: "Überschrift H2" })).toBeFocused();
    await page.keyboard.press("End");
    await expect(bar.getByRole("button", { name: "Wiederholen" })).toBeFocused();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(text(page)).toBeFocused();
    await page.keyboard.type("Kosten");
    await expect(bar.getByRole("button", { name: "Überschrift H3" })).toHaveAttribute("aria-pressed", "true");
    await expectMarkdown(page, "### Kosten");
    await page.keyboard.press("Alt+F10");
    await page.keyboard.press("Escape");
    await expect(text(page)).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(text(page)).not.toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expect(text(page)).toBeFocused();
    await page.keyboard.press("Control+z");
    await expectMarkdown(page, "");
  });

  test("a link is put on the selection, changed and taken away", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    await page.keyboard.type("Lemgo");
    await page.keyboard.press("Shift+Home");
    // the browser tells of a selection in its next frame
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Übernehmen" }).click();
    await expect(dialog.getByText("Bitte geben Sie eine Adresse ein.")).toBeVisible();
    await dialog.getByLabel("Adresse").fill("www.lemgo.de");
    await page.keyboard.press("Enter");
    await expectMarkdown(page, "[Lemgo](https://www.lemgo.de)");
    await page.keyboard.press("Control+k");
    await dialog.getByRole("button", { name: "Link entfernen" }).click();
    await expectMarkdown(page, "Lemgo");
  });

  test("an answer typed over a guiding question is not in italics", async ({ visit }) => {
    const page = await visit("miriam");
    await page.goto("/wiki/neu?art=guide");
    const question = page.getByRole("textbox", { name: "Text", exact: true }).getByText(/^Leitfrage: /).first();
    await question.click({ clickCount: 3 });
    await page.keyboard.type("Erst fragen, dann kaufen.");
    await expect(page.locator("textarea[name=body]")).toHaveValue(/\n\nErst fragen, dann kaufen\.\n\n/);
  });

  test("a guiding question is answered with a click on it, or behind it", async ({ visit }) => {
    const page = await visit("miriam");
    await page.goto("/wiki/neu?art=experience_report");
    const question = (words) => text(page).getByText(words);
    await question("Was lief vorher nicht gut").click();
    await page.keyboard.type("Nichts lief gut.");
    await expect(markdown(page)).toHaveValue(/^## Ausgangslage\n\nNichts lief gut\.\n\n## Ziel\n/);
    await question("Woran wollten Sie").click();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("An der Schlange.");
    await expect(markdown(page)).toHaveValue(/## Ziel\n\n\*Leitfrage: [^*]+\* An der Schlange\.\n/);
    // a second click is for whoever wants to write into it
    await question("Was haben Sie in welcher").click();
    await question("Was haben Sie in welcher").click();
    await page.keyboard.type("!");
    await expect(question("Leitfrage: Was haben Sie in welcher")).toBeVisible();
  });

  test("a table gets rows and columns, and Enter in a cell is a line break", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    const table = page.getByRole("button", { name: "Tabelle" });
    const choose = async (name) => {
      await table.click();
      await page.getByRole("menuitem", { name }).click();
    };
    await choose("Tabelle einfügen");
    await page.keyboard.type("Posten");
    await choose("Spalte löschen");
    await page.keyboard.type("Euro");
    await choose("Zeile darunter");
    await text(page).getByRole("cell").first().click();
    await page.keyboard.type("oben\nunten");
    await expect(markdown(page)).toHaveValue(/^\| Euro \| \|\n\| --- \| --- \|\n\| oben<br>unten \| \|/);
  });

  test("Tab goes from cell to cell and makes a new row at the end; arrow keys lead out", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    await page.getByRole("button", { name: "Tabelle" }).click();
    await page.getByRole("menuitem", { name: "Tabelle einfügen" }).click();
    for (const cell of ["Jahr", "Ort", "Euro", "2019", "Lemgo", "1", "2020", "Lage", "2"]) {
      await page.keyboard.type(cell);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("2021");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("3");
    await expect(markdown(page)).toHaveValue(/^\| Jahr \| Ort \| Euro \|\n[-| ]+\n\| 2019 \| Lemgo \| 1 \|\n\| 2020 \| Lage \| 3 \|\n\| 2021 \| \| \|/);
    for (let row = 0; row < 3; row++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await expect(text(page)).not.toBeFocused();
  });

  test("a paste from Word becomes headings, lists and tables", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    const { readFile } = await import("node:fs/promises");
    const fixture = (name) => readFile(new URL(`../../style/editor/test/pastes/${name}`, import.meta.url), "utf8");
    await paste(page, await fixture("word.html"));
    await expectMarkdown(page, (await fixture("word.md")).trim());
    await expect(page.getByText("Ein Bild konnte nicht übernommen werden.")).toBeVisible();
  });

  test("a paste of a million characters is refused, and the text stays", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    await page.keyboard.type("Das steht hier schon.");
    await paste(page, "", "x".repeat(1_000_001));
    await expect(page.getByRole("alert")).toContainText("höchstens 1.000.000 Zeichen");
    await expectMarkdown(page, "Das steht hier schon.");
  });

  test("the titles of articles are offered while a wiki link is typed", async ({ visit }) => {
    const page = await visit("miriam");
    const found = [{ title: "LoRaWAN in Delbrück", path: "/wiki/lorawan", meta: "Erfahrungsbericht" }, { title: "LoRaWAN 2.0", path: "/wiki/lorawan-2", meta: "" }];
    await write(page, { titles: (route) => json(route, 200, new URL(route.request().url()).searchParams.get("q") === "Lora" ? found : []) });
    await page.keyboard.type("Siehe [[Lora");
    const list = page.getByRole("listbox", { name: "Artikel" });
    await expect(list.getByRole("option")).toHaveCount(2);
    await expect(text(page)).toHaveAttribute("aria-activedescendant", await list.getByRole("option").first().getAttribute("id"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(list).toBeHidden();
    await page.keyboard.type(" und [[Noch nicht da]].");
    await expectMarkdown(page, "Siehe [[LoRaWAN 2.0]] und [[Noch nicht da]].");
  });

  test("a file is sent and linked, an image asks what is to be seen, a refusal is told", async ({ visit, watch }) => {
    const page = await visit("miriam");
    watch.expectRefusal(/name=boese/);
    const sent = [];
    await write(page, {
      save: (route) => json(route, 200, { draft: 7, version: 1, path: "/wiki/neu", saved: "14:03" }),
      upload: (route) => {
        const { searchParams } = new URL(route.request().url());
        sent.push([searchParams.get("entwurf"), searchParams.get("name"), route.request().postDataBuffer()?.length]);
        const name = searchParams.get("name");
        if (name.endsWith(".exe")) return json(route, 415, { message: "Programme werden nicht angenommen." });
        return json(route, 201, { id: 12, path: `/dateien/12/${name}`, name, image: name.endsWith(".png"), width: null, height: null, size: 3 });
      },
    });
    const choose = async (button, name) => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: button }).click();
      await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from("abc") });
    };
    await choose("Datei einfügen", "plan.pdf");
    await expectMarkdown(page, "[plan.pdf](/dateien/12/plan.pdf)");
    expect(sent).toEqual([["7", "plan.pdf", 3]]);
    await choose("Datei einfügen", "boese.exe");
    await expect(page.getByRole("alert")).toContainText("boese.exe: Programme werden nicht angenommen.");
    await page.route("**/dateien/12/*", (route) => route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }));
    await text(page).press("End");
    await choose("Bild einfügen", "karte.png");
    await page.getByRole("dialog").getByLabel("Beschreibung").fill("Karte der Gateways");
    await page.keyboard.press("Enter");
    await expectMarkdown(page, "[plan.pdf](/dateien/12/plan.pdf)![Karte der Gateways](/dateien/12/karte.png)");
  });

  test("a draft is saved while writing, again after a lost connection, and not over somebody else's", async ({ visit, watch }) => {
    const page = await visit("miriam");
    watch.expectRefusal(/sichern$/);
    await page.clock.install();
    const saved = [];
    let answer = (route) => json(route, 200, { draft: 7, version: 3, path: "/wiki/neu", saved: "14:03" });
    await write(page, {
      save: (route) => {
        saved.push(new URLSearchParams(route.request().postData()));
        return answer(route);
      },
    });
    await page.getByLabel("Titel").fill("Ein Titel");
    await text(page).click();
    await page.keyboard.type("Erster Satz.");
    await page.clock.runFor(4_000);
    await expect(page.getByText("Entwurf gespeichert um 14:03")).toBeVisible();
    expect(saved.at(-1).get("title")).toBe("Ein Titel");
    expect(saved.at(-1).get("body")).toBe("Erster Satz.");

    answer = (route) => json(route, 503, {});
    await page.keyboard.type(" Zweiter.");
    await page.clock.runFor(4_000);
    await expect(page.getByRole("alert").filter({ hasText: "Keine Verbindung" })).toBeVisible();
    answer = (route) => json(route, 200, { draft: 7, version: 4, path: "/wiki/neu", saved: "14:05" });
    await page.clock.runFor(6_000);
    await expect(page.getByText("Entwurf gespeichert um 14:05")).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: "Keine Verbindung" })).toHaveCount(0);
    expect(saved.at(-1).get("draft")).toBe("7");
    expect(saved.at(-1).get("body")).toBe("Erster Satz. Zweiter.");

    answer = (route) => json(route, 409, { message: "In einem anderen Fenster wurde weitergeschrieben.", version: 9 });
    await page.keyboard.type(" Dritter.");
    await page.clock.runFor(4_000);
    await expect(page.getByRole("button", { name: "Neuen Stand laden" })).toBeVisible();
    const before = saved.length;
    await page.keyboard.type(" Vierter.");
    await page.clock.runFor(20_000);
    expect(saved.length).toBe(before);
    await expectMarkdown(page, "Erster Satz. Zweiter. Dritter. Vierter.");
  });

  test("a session that ends while somebody writes is told, and nothing is lost", async ({ visit, watch, network }) => {
    // the real server answers here: it says 401 with a page
    const page = await visit("aylin");
    watch.expectRefusal(/(sichern|hinweise)$/);
    watch.expectLeaving();
    await page.clock.install();
    await page.goto("/wiki/neu");
    await page.getByLabel("Titel").fill("Rollatoren im Rathaus");
    await text(page).click();
    await page.keyboard.type("Erster Satz.");
    await page.clock.runFor(4_000);
    await expect(page.getByText(/^Entwurf gespeichert um/)).toBeVisible();
    await expect(page).toHaveURL(/\/wiki\/entwuerfe\/\d+$/);
    const draft = page.url();

    await page.context().clearCookies();
    await page.keyboard.type(" Zweiter Satz.");
    await page.clock.runFor(4_000);
    const problem = page.getByRole("alert").filter({ hasText: "Ihre Anmeldung ist abgelaufen." });
    await expect(problem).toContainText("Ihr Text bleibt hier.");
    await expectMarkdown(page, "Erster Satz. Zweiter Satz.");

    await test.step("a page that is loaded anew has what was not saved", async () => {
      await page.goto(draft);
      await fillSignIn(page, network.mailOf("aylin"), network.accounts.get(network.mailOf("aylin")));
      await expect(page).toHaveURL(draft);
      await expect(text(page)).toHaveText("Erster Satz. Zweiter Satz.");
      await expect(page.getByText("Was Sie zuletzt geschrieben haben, ist wieder da.")).toBeVisible();
    });

    await test.step("in a second window one signs in again, and here it goes on", async () => {
      await page.context().clearCookies();
      await text(page).press("Control+End");
      await page.keyboard.type(" Dritter Satz.");
      await page.clock.runFor(4_000);
      const opened = page.context().waitForEvent("page");
      await problem.getByRole("button", { name: "Anmelden" }).click();
      const second = await opened;
      await fillSignIn(second, network.mailOf("aylin"), network.accounts.get(network.mailOf("aylin")));
      await expect(second.getByRole("banner").getByRole("link", { name: "Minden · Konto" })).toBeVisible();
      await second.close();
      await problem.getByRole("button", { name: "Jetzt versuchen" }).click();
      await page.clock.runFor(1_000);
      await expect(page.getByText(/^Entwurf gespeichert um/)).toBeVisible();
      await expect(problem).toHaveCount(0);
      await page.reload();
      await expectMarkdown(page, "Erster Satz. Zweiter Satz. Dritter Satz.");
    });
  });

  test("whoever leaves right after typing has a draft, and no false alarm", async ({ visit }) => {
    const page = await visit("petra");
    await page.goto("/wiki/neu");
    await page.getByLabel("Titel").fill("Schnell wieder weg");
    await text(page).click();
    await page.keyboard.type("Ein Satz.");
    await page.getByRole("banner").getByRole("link", { name: "Kommunen" }).click();
    await page.getByRole("banner").getByRole("link", { name: "Wiki" }).click();
    await page.getByRole("link", { name: "Artikel schreiben" }).click();
    await expect(page.getByText("Was Sie zuletzt hier geschrieben haben, steht unter „Meine Entwürfe“.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Übernehmen" })).toHaveCount(0);
    await page.getByRole("link", { name: "Schnell wieder weg" }).click();
    await expectMarkdown(page, "Ein Satz.");
  });

  test("a picture dropped onto the text is uploaded and stands there", async ({ visit }) => {
    const page = await visit("miriam");
    await page.goto("/wiki/neu");
    await page.getByLabel("Titel").fill("Fahrradbügel aus Eiche");
    await text(page).click();
    await page.keyboard.type("So sieht er aus:\n");
    await drop(page, "Bügel vor dem Rathaus.png", png(60, 40));
    const dialog = page.getByRole("dialog", { name: /Bügel vor dem Rathaus\.png/ });
    await dialog.getByLabel("Beschreibung").fill("Ein Bügel aus Eiche");
    await page.keyboard.press("Enter");
    await expect(markdown(page)).toHaveValue(/^So sieht er aus:\n\n!\[Ein Bügel aus Eiche\]\(\/dateien\/\d+\/[^)]+\.png\)$/);
    await press(page, "Veröffentlichen");
    const picture = page.getByRole("img", { name: "Ein Bügel aus Eiche" });
    await expect(picture).toBeVisible();
    await expect(picture).toHaveJSProperty("naturalWidth", 60);
  });

  test("a picture that is not described is not put into the text", async ({ visit }) => {
    const page = await visit("miriam");
    await page.goto("/wiki/neu");
    await page.getByLabel("Titel").fill("Ein Bild zu viel");
    await text(page).click();
    await page.keyboard.type("Text.\n");
    await drop(page, "Falsch.png", png(60, 40));
    await page.getByRole("dialog").getByRole("button", { name: "Abbrechen" }).click();
    await expect(page.getByText("Falsch.png ist gesendet, steht aber nicht im Text.")).toBeVisible();
    await expectMarkdown(page, "Text.");
  });

  test("hints stand below the text and lead to their block", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page, { hints: (route) => json(route, 200, [{ line: 3, text: "Dem Bild fehlt eine Beschreibung." }]) });
    await page.keyboard.type("Eins\nZwei\nDrei");
    const hint = page.getByRole("region", { name: "Hinweise (1)" }).getByRole("button");
    await hint.click();
    await expect(text(page)).toBeFocused();
    await page.keyboard.type("Hier: ");
    await expectMarkdown(page, "Eins\n\nHier: Zwei\n\nDrei");
  });

  test("going to Markdown and back changes nothing", async ({ visit }) => {
    const page = await visit("miriam");
    await write(page);
    const source = "Setext\n======\n\n* Stern\n* Stern\n\n|a|b|\n|-|-|\n|1|2|\n\n<details>\nRoh\n</details>\n\n[^1]: Note\n\n\nText  \nmit _Unterstrich_\n";
    await (await markdownField(page)).fill(source);
    await page.getByRole("button", { name: "Formatiert" }).click();
    await expect(text(page)).toContainText("Stern");
    await page.getByRole("button", { name: "Markdown", exact: true }).click();
    await expect(markdown(page)).toHaveValue(source);
    await page.getByRole("button", { name: "Formatiert" }).click();
    await text(page).getByText("mit ", { exact: false }).last().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("!");
    await expectMarkdown(page, source.replace("_Unterstrich_", "_Unterstrich!_"));
  });

  for (const width of [320, 768, 1280]) {
    test(`nobody is left out at ${width} px`, async ({ visit }) => {
      const page = await visit("miriam", { viewport: { width, height: 900 }, reducedMotion: "reduce" });
      await write(page, { titles: (route) => json(route, 200, [{ title: "LoRaWAN", path: "/wiki/lorawan", meta: "Artikel" }]), hints: (route) => json(route, 200, [{ line: 1, text: "Ein Hinweis." }]) });
      await paste(page, "<h2>Kopf</h2><ul><li>☐ Aufgabe</li></ul><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><pre>code</pre><blockquote>Zitat</blockquote>");
      await page.keyboard.press("Control+End");
      await expect(page.getByRole("region", { name: "Hinweise (1)" })).toBeVisible();
      expect(await findings(page, "Editor")).toEqual([]);
      await page.keyboard.type(" [[Lo");
      await expect(page.getByRole("listbox", { name: "Artikel" })).toBeVisible();
      expect(await findings(page, "Editor mit Vorschlägen")).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Kasten" }).click();
      await expect(page.getByRole("menu", { name: "Kasten" })).toBeVisible();
      expect(await findings(page, "Editor mit Menü")).toEqual([]);
    });
  }
});
