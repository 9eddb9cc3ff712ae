// Passwords: mistyped, forgotten, changed; and the way out.
import { expect, test } from "../support/test.mjs";
import { errorSummary, fillSignIn, heading, press, register, signIn, told } from "../support/steps.mjs";

const FRESH = "Sieben Enten am Teich";

test("a wrong password and an unknown address get the same answer", async ({ visit, network }) => {
  const page = await visit();
  for (const mail of [network.mailOf("bernd"), "niemand.bekannt@lemgo.de"]) {
    await page.goto("/anmelden");
    await fillSignIn(page, mail, "ganz sicher falsch");
    await expect(errorSummary(page)).toContainText("Mail-Adresse und Passwort passen nicht zusammen.");
    await expect(page.getByLabel("Dienstliche Mail-Adresse")).toHaveValue(mail);
    await expect(page.getByLabel("Passwort")).toHaveValue("");
    await expect(page).toHaveTitle(/^Anmelden/);
  }
});

test("who signs in is led to where she wanted to go, and after signing out nothing is open", async ({ visit, network }) => {
  const page = await visit();
  const mail = network.mailOf("lukas");
  await page.goto("/fragen/neu");
  await expect(heading(page)).toHaveText("Anmelden");
  await expect(told(page)).toHaveText("Diese Seite sehen nur Beschäftigte der Kommunen und Partner. Bitte melden Sie sich an.");
  await fillSignIn(page, mail, network.accounts.get(mail));
  await expect(heading(page)).toHaveText("Frage stellen");

  await page.getByRole("banner").getByRole("link", { name: "Bünde · Konto" }).click();
  await press(page, "Abmelden");
  await expect(told(page)).toHaveText("Sie sind abgemeldet.");
  await page.goto("/konto");
  await expect(heading(page)).toHaveText("Anmelden");
});

test("a forgotten password is replaced by a link in a mail, which ends all sessions", async ({ visit, network }) => {
  const mail = "fritz.vergesslich@brakel.de";
  const elsewhere = await visit();
  await register(elsewhere, network.mailbox, { name: "Fritz Vergesslich", mail, password: "Rote Rosen am Zaun" });
  await expect(told(elsewhere)).toContainText("Willkommen!");

  const page = await visit();
  await page.goto("/anmelden");
  await page.getByRole("link", { name: "Passwort vergessen?" }).click();
  await page.getByLabel("Dienstliche Mail-Adresse").fill(mail);
  await press(page, "Link anfordern");
  await expect(page.getByRole("main")).toContainText("Wenn es zu dieser Adresse ein Konto gibt, ist ein Link unterwegs.");

  const link = await network.mailbox.link(mail, 2);
  await page.goto(link);
  await page.getByLabel("Neues Passwort").fill("kurz");
  await press(page, "Passwort speichern");
  await expect(errorSummary(page)).toContainText("12 Zeichen");
  await page.getByLabel("Neues Passwort").fill(FRESH);
  await press(page, "Passwort speichern");
  await expect(told(page)).toHaveText("Ihr neues Passwort gilt. Sie können sich jetzt anmelden.");

  await fillSignIn(page, mail, "Rote Rosen am Zaun");
  await expect(errorSummary(page)).toBeVisible();
  await signIn(page, mail, FRESH);
  await elsewhere.goto("/konto");
  await expect(heading(elsewhere)).toHaveText("Anmelden");
  await elsewhere.goto(link);
  await expect(heading(elsewhere)).toHaveText("Dieser Link gilt nicht mehr");
});

test("a forgotten password of an unknown address is answered in the same words", async ({ visit, network }) => {
  const page = await visit();
  await page.goto("/passwort-vergessen");
  await page.getByLabel("Dienstliche Mail-Adresse").fill("gibt.es.nicht@lemgo.de");
  await press(page, "Link anfordern");
  await expect(page.getByRole("main")).toContainText("Wenn es zu dieser Adresse ein Konto gibt, ist ein Link unterwegs.");
  expect(await network.mailbox.to("gibt.es.nicht@lemgo.de")).toEqual([]);
});

test("a changed password signs other devices out", async ({ visit, network }) => {
  const mail = "wanda.wechsel@hoexter.de";
  const page = await visit();
  await register(page, network.mailbox, { name: "Wanda Wechsel", mail, password: "Alte Eiche im Park" });
  await expect(told(page)).toContainText("Willkommen!");
  const phone = await visit();
  await signIn(phone, mail, "Alte Eiche im Park");

  await page.getByRole("navigation", { name: "Konto" }).getByRole("link", { name: "Sicherheit" }).click();
  await page.getByLabel("Jetziges Passwort").fill("nicht dieses hier");
  await page.getByLabel("Neues Passwort").fill(FRESH);
  await press(page, "Passwort ändern");
  await expect(errorSummary(page)).toContainText("Das ist nicht Ihr jetziges Passwort.");
  await page.getByLabel("Jetziges Passwort").fill("Alte Eiche im Park");
  await page.getByLabel("Neues Passwort").fill(FRESH);
  await press(page, "Passwort ändern");
  await expect(told(page)).toHaveText("Ihr neues Passwort gilt. Andere Geräte wurden abgemeldet.");
  await phone.goto("/konto");
  await expect(heading(phone)).toHaveText("Anmelden");
});

test("an address that has an account is told so by mail only", async ({ visit, network }) => {
  const page = await visit();
  const mail = network.mailOf("heinz");
  await page.goto("/registrieren");
  await page.getByLabel("Vor- und Nachname").fill("Wer Anders");
  await page.getByLabel("Dienstliche Mail-Adresse").fill(mail);
  await press(page, "Link anfordern");
  await expect(heading(page)).toHaveText("Bitte sehen Sie in Ihr Postfach");
  const { subject, text } = await network.mailbox.newest(mail);
  expect(subject).toContain("Sie haben schon ein Konto");
  expect(text).not.toContain("schluessel=");
});
