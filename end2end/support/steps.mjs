// What people do again and again.
import { expect, test } from "@playwright/test";

/** The heading of the page. */
export function heading(page) {
  return page.getByRole("heading", { level: 1 });
}

/** What the page says after something was done. */
export function told(page) {
  return page.getByRole("main").getByRole("status");
}

/** What is wrong with a form, on top of it. */
export function errorSummary(page) {
  return page.getByRole("alert");
}

export async function press(page, name) {
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
}

/** The field for Markdown of a page with an editor: what is typed into it is taken as it is. */
export async function markdownField(page) {
  // a page of a question has forms for comments, too
  const field = page.locator("[data-editor] textarea[name=body]");
  await field.waitFor({ state: "attached" });
  if (test.info().project.use.javaScriptEnabled) {
    await page.locator("[data-editor][data-mode]").waitFor();
    await page.getByRole("button", { name: "Markdown", exact: true }).click();
  }
  return field;
}

export async function signIn(page, mail, password) {
  await page.goto("/anmelden");
  await fillSignIn(page, mail, password);
  await expect(page.getByRole("main").getByRole("heading", { name: "Fragen, bei denen Sie helfen könnten" })).toBeVisible();
}

export async function fillSignIn(page, mail, password) {
  await page.getByLabel("Dienstliche Mail-Adresse").fill(mail);
  await page.getByLabel("Passwort").fill(password);
  await press(page, "Anmelden");
}

/** From the form to the mail to a chosen password. */
export async function register(page, mailbox, { name, mail, password }) {
  await page.goto("/registrieren");
  await page.getByLabel("Vor- und Nachname").fill(name);
  await page.getByLabel("Dienstliche Mail-Adresse").fill(mail);
  await press(page, "Link anfordern");
  await expect(heading(page)).toHaveText("Bitte sehen Sie in Ihr Postfach");
  await expect(page.getByRole("main")).toContainText(mail);
  await page.goto(await mailbox.link(mail));
  await expect(heading(page)).toHaveText(`Willkommen, ${name}`);
  await page.getByLabel("Passwort").fill(password);
  await press(page, "Konto anlegen");
}

/** Publishes what is on the form for a question, whatever resembles it. */
export async function publish(page) {
  await press(page, "Frage veröffentlichen");
  await expect(heading(page)).not.toHaveText("Frage stellen");
  if ((await heading(page).textContent()) === "Gibt es das schon?") await press(page, "Trotzdem veröffentlichen");
}

/** Asks a question and stays on its page. */
export async function ask(page, { title, body, topic }) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill(title);
  await (await markdownField(page)).fill(body);
  if (topic) await page.getByLabel("Thema").selectOption(topic);
  await publish(page);
  await expect(told(page)).toHaveText("Ihre Frage ist veröffentlicht.");
  await expect(heading(page)).toHaveText(title);
}

/** Publishes an article, as a moderator may at once, and stays on its page. */
export async function publishArticle(page, title, body, { visibility } = {}) {
  await page.goto("/wiki/neu");
  await page.getByLabel("Titel").fill(title);
  if (visibility) await page.getByLabel("Sichtbar").selectOption(visibility);
  await (await markdownField(page)).fill(body);
  await press(page, "Veröffentlichen");
  await expect(told(page)).toHaveText("Der Artikel ist veröffentlicht.");
  await expect(heading(page)).toHaveText(title);
}

/** A hit on the page of search results, or an entry of another list. */
export function entry(page, title) {
  return page.getByRole("main").getByRole("listitem").getByRole("link", { name: title, exact: true });
}

/** Searches until a title is found. It takes less than a second; a busy machine gets five. */
export async function find(page, words, title) {
  await expect
    .poll(
      async () => {
        await page.goto(`/suche?q=${encodeURIComponent(words)}`);
        return entry(page, title).count();
      },
      { message: `search for ${words}`, timeout: 5_000, intervals: [50, 100, 200] },
    )
    .toBe(1);
}
