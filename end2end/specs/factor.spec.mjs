// Signing in in two steps: set it up, sign in with a code and with a recovery code, take it away.
import { readFile } from "node:fs/promises";
import { codeOf } from "../support/app.mjs";
import { expect, test } from "../support/test.mjs";
import { errorSummary, fillSignIn, heading, press, register, told } from "../support/steps.mjs";

const PASSWORD = "Ein Igel im Laubhaufen";

/** A new colleague on the page that asks for the first code; returns her page and the secret that it shows. */
async function begin(visit, network, { name, mail }) {
  const page = await visit();
  await register(page, network.mailbox, { name, mail, password: PASSWORD });
  await page.getByRole("navigation", { name: "Konto" }).getByRole("link", { name: "Sicherheit" }).click();
  await page.getByRole("link", { name: "Einrichten" }).click();
  await expect(heading(page)).toHaveText("Anmeldung in zwei Schritten einrichten");
  return { page, secret: await page.locator("code.secret").textContent() };
}

async function enter(page, code, button) {
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await press(page, button);
}

test("who sets up two steps signs in with a code, and once with a recovery code", async ({ visit, network }) => {
  const mail = "zora.zweifach@hoexter.de";
  const { page, secret } = await begin(visit, network, { name: "Zora Zweifach", mail });
  await expect(page.getByRole("img", { name: /QR-Code/ })).toBeVisible();
  expect(secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);

  await enter(page, codeOf(secret, 20), "Einrichten");
  await expect(errorSummary(page)).toContainText("Dieser Code passt nicht.");
  await expect(page.locator("code.secret")).toHaveText(secret);
  const first = codeOf(secret);
  await enter(page, first, "Einrichten");
  await expect(told(page)).toContainText("Beim nächsten Anmelden fragen wir nach dem Code aus Ihrer App.");
  const codes = await page.getByRole("listitem").filter({ hasText: /^\d{4} \d{4} \d{4}$/ }).allTextContents();
  expect(codes).toHaveLength(10);
  expect((await network.mailbox.newest(mail, 2)).subject).toContain("Anmeldung in zwei Schritten eingerichtet");

  const download = page.waitForEvent("download");
  await press(page, "Als Textdatei speichern");
  const file = await readFile(await (await download).path(), "utf8");
  for (const code of codes) expect(file).toContain(code);

  await page.getByRole("link", { name: "Codes sind verwahrt, weiter" }).click();
  await expect(page.getByRole("main")).toContainText("10 Wiederherstellungscodes");

  const phone = await visit();
  await phone.goto("/fragen/neu");
  await fillSignIn(phone, mail, PASSWORD);
  await expect(heading(phone)).toHaveText("Code eingeben");
  await enter(phone, first, "Anmelden");
  await expect(errorSummary(phone)).toContainText("Dieser Code wurde schon verwendet.");
  // as a clock that is half a minute ahead: nobody has to wait for the next one here
  const next = codeOf(secret, 1);
  await enter(phone, `${next.slice(0, 3)} ${next.slice(3)}`, "Anmelden");
  await expect(heading(phone)).toHaveText("Frage stellen");

  const desk = await visit();
  await desk.goto("/anmelden");
  await fillSignIn(desk, mail, PASSWORD);
  await enter(desk, codes[0], "Anmelden");
  await expect(desk.getByRole("banner").getByRole("link", { name: "Höxter · Konto" }).first()).toBeAttached();
  expect((await network.mailbox.newest(mail, 3)).text).toContain("noch 9 übrig");
});

test("whoever waits too long, or comes without a password, begins anew", async ({ visit }) => {
  const page = await visit();
  await page.goto("/anmelden/code?weiter=%2Ffragen");
  await enter(page, "123456", "Anmelden");
  await expect(heading(page)).toHaveText("Anmelden");
  await expect(told(page)).toContainText("Bitte melden Sie sich noch einmal an.");
  await expect(page).toHaveURL(/weiter=%2Ffragen/);
});

test("taking it away and moving to another phone", async ({ visit, network }) => {
  const mail = "udo.umzug@hoexter.de";
  const { page, secret } = await begin(visit, network, { name: "Udo Umzug", mail });
  await enter(page, codeOf(secret), "Einrichten");
  await page.getByRole("link", { name: "Codes sind verwahrt, weiter" }).click();
  await page.getByRole("link", { name: "Neue Wiederherstellungscodes" }).click();
  await press(page, "Neue Codes anlegen");
  await expect(told(page)).toContainText("Die alten gelten nicht mehr.");
  await page.goto("/konto/sicherheit");
  await page.getByRole("link", { name: /^Aufheben/ }).click();
  await press(page, "Aufheben");
  await expect(told(page)).toHaveText("Die Anmeldung in zwei Schritten ist aufgehoben.");
  await page.getByRole("link", { name: "Einrichten" }).click();
  await expect(page.locator("code.secret")).not.toHaveText(secret);
});

test("she sees her devices and signs another one out", async ({ visit, network }) => {
  const mail = "greta.geraet@hoexter.de";
  const page = await visit();
  await register(page, network.mailbox, { name: "Greta Gerät", mail, password: PASSWORD });
  const phone = await visit();
  await phone.goto("/anmelden");
  await fillSignIn(phone, mail, PASSWORD);
  await page.goto("/konto/sicherheit");
  const devices = page.getByRole("region", { name: "Angemeldete Geräte" });
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  await expect(devices.getByRole("listitem").filter({ hasText: "dieses Gerät" })).toHaveCount(1);
  await devices.getByRole("button", { name: / abmelden, angemeldet am / }).click();
  await expect(told(page)).toHaveText("Das Gerät ist abgemeldet.");
  await phone.goto("/konto");
  await expect(heading(phone)).toHaveText("Anmelden");
});
