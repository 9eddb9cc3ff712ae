// Following a question, being told of its answers in the site and by mail, and ending the mails again.
import { expect, test } from "../support/test.mjs";
import { ask, heading, markdownField, press, told } from "../support/steps.mjs";

const ANSWER = "Antwort veröffentlichen";

async function answer(page, path, text) {
  await page.goto(path);
  await (await markdownField(page)).fill(text);
  await press(page, ANSWER);
  await expect(told(page)).toHaveText("Danke! Ihre Antwort ist veröffentlicht.");
}

const bell = (page) => page.getByRole("banner").getByRole("link", { name: /^Benachrichtigungen/ }).first();

/** What other stories have told someone is out of the way. */
async function nothingNew(page) {
  await page.goto("/benachrichtigungen");
  const done = page.getByRole("main").getByRole("button", { name: "Alle als gesehen markieren" });
  if (await done.isVisible()) await done.click();
  await expect(bell(page)).toHaveText("Benachrichtigungen");
}

test("who follows a question hears of an answer, by mail too, and ends the mails with the link in one", async ({ visit, network }, { project }) => {
  const [erika, sabine] = [await visit("erika"), await visit("sabine")];
  const title = `Wer hat ein digitales Fundbüro eingeführt (${project.name})?`;
  const mail = network.mailOf("erika");
  await nothingNew(erika);
  await ask(erika, { title, body: "Wir fangen gerade damit an." });
  const path = new URL(erika.url()).pathname;
  await expect(erika.getByRole("main").getByRole("button", { name: "Nicht mehr folgen" })).toBeVisible();

  const before = (await network.mailbox.to(mail)).length;
  await answer(sabine, path, "Ja, seit **zwei Jahren**, ohne eigene Software.");
  const { subject, text, headers } = await network.mailbox.newest(mail, before + 1);
  expect(subject).toBe(`Re: ${title} - Wissensnetz OWL`);
  expect(text).toContain("> Ja, seit zwei Jahren, ohne eigene Software.");
  expect(headers("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");

  await erika.goto("/benachrichtigungen");
  await erika.getByRole("main").getByRole("button", { name: `Öffnen: Sabine Demo (Höxter) hat auf Ihre Frage geantwortet: „${title}“` }).click();
  await expect(heading(erika)).toHaveText(title);

  await test.step("the link in the mail asks first, and needs no session", async () => {
    const guest = await visit();
    const [link] = headers("List-Unsubscribe").match(/https?:[^>]+/);
    await guest.goto(link);
    await expect(heading(guest)).toHaveText("Mails abbestellen");
    await press(guest, "Mails abbestellen");
    await expect(told(guest)).toHaveText("Sie bekommen keine Mails mehr zu: Antworten und Kommentare zu meinen Beiträgen.");
  });

  await test.step("she finds what she has ended, and wants it back", async () => {
    await erika.goto("/konto/benachrichtigungen");
    const choice = erika.getByLabel("Antworten und Kommentare zu meinen Beiträgen");
    await expect(choice).toHaveValue("off");
    await choice.selectOption("sofort");
    await press(erika, "Speichern");
    await expect(told(erika)).toHaveText("Ihre Einstellungen sind gespeichert.");
  });

  await test.step("she stops following", async () => {
    await erika.goto("/konto/abos");
    await erika.getByRole("main").getByRole("button", { name: `Nicht mehr folgen: ${title}` }).click();
    await expect(told(erika)).toHaveText("Sie folgen dem nicht mehr.");
    await expect(erika.getByRole("link", { name: title })).toHaveCount(0);
    await erika.goto(path);
    await expect(erika.getByRole("main").getByRole("button", { name: "Frage folgen" })).toBeVisible();
  });
});

test("a named colleague is told, and her name is a link", async ({ visit }, { project }) => {
  const [erika, sabine] = [await visit("erika"), await visit("sabine")];
  await nothingNew(sabine);
  const title = `Wer kennt sich mit Wasserzählern aus (${project.name})?`;
  await ask(erika, { title, body: "Vielleicht @Sabine Demo, oder jemand anderes aus @Bad Driburg?" });
  await expect(erika.getByRole("main").getByRole("link", { name: "@Sabine Demo" })).toHaveAttribute("href", /^\/personen\/\d+$/);
  await expect(erika.getByRole("main").getByRole("link", { name: "@Bad Driburg" })).toHaveAttribute("href", "/kommunen/bad-driburg");
  await sabine.goto("/benachrichtigungen");
  await expect(sabine.getByRole("main")).toContainText(`hat Sie genannt: „${title}“`);
});

test("names are completed behind an @, by keyboard @javascript", async ({ visit }) => {
  const erika = await visit("erika");
  await erika.goto("/fragen/neu");
  await erika.getByLabel("Ihre Frage in einem Satz").fill("Wer kennt sich mit Brunnen aus, und wer mit Zählern?");
  const text = erika.getByRole("textbox", { name: "Worum geht es genau?" });
  await text.click();
  await expect(text).toHaveAccessibleDescription(/Wen Sie mit @ nennen, der erfährt davon/);
  await erika.keyboard.type("post@sab");
  await erika.keyboard.type(" Vielleicht @sab");
  const list = erika.getByRole("listbox", { name: "Personen und Kommunen" });
  await expect(list.getByRole("option")).toHaveText(["Sabine DemoHöxter"]);
  await erika.keyboard.press("Enter");
  await expect(list).toBeHidden();
  await erika.keyboard.type(" oder @driburg");
  await expect(list.getByRole("option").first()).toHaveText("Bad DriburgStadt");
  await erika.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await erika.keyboard.press("Backspace");
  await expect(list).toBeVisible();
  await erika.keyboard.press("Enter");
  await erika.keyboard.type("?");
  await press(erika, "Vorschau");
  const preview = erika.locator("#vorschau");
  await expect(preview).toContainText("post@sab Vielleicht @Sabine Demo oder @Bad Driburg?");
  await expect(preview.getByRole("link")).toHaveText(["@Sabine Demo", "@Bad Driburg"]);
});

test("an open page counts what is new at once, in all tabs, over one connection @javascript", async ({ visit }) => {
  const [erika, sabine] = [await visit("erika"), await visit("sabine")];
  await nothingNew(erika);
  const title = "Wer betreibt eine Ladesäule am Rathaus?";
  await ask(erika, { title, body: "Wir überlegen noch." });
  const path = new URL(erika.url()).pathname;
  const streams = [];
  erika.context().on("request", (request) => {
    if (request.url().includes("/benachrichtigungen/strom")) streams.push(request.url());
  });
  const other = await erika.context().newPage();
  await other.goto("/wiki");
  await answer(sabine, path, "Wir, seit dem Frühjahr.");
  for (const page of [erika, other]) {
    await expect(bell(page)).toHaveText("Benachrichtigungen (1)");
    await expect(page.locator("[data-live=status]")).toHaveText("1 neue Benachrichtigung");
  }
  expect(streams, "the second tab asks for no stream of its own").toEqual([]);

  await test.step("the tab that listens closes, and the other takes over where it stopped", async () => {
    await erika.close();
    await expect.poll(() => streams.length).toBe(1);
    expect(streams[0]).toMatch(/\?nach=\d+$/);
    await answer(sabine, path, "Noch etwas: Der Strom kommt vom Dach.");
    await expect(bell(other)).toHaveText("Benachrichtigungen (2)");
  });

  await test.step("what is opened elsewhere is counted down here", async () => {
    const third = await other.context().newPage();
    await third.goto("/benachrichtigungen");
    await press(third, "Alle als gesehen markieren");
    await expect(bell(other)).toHaveText("Benachrichtigungen");
  });
});
