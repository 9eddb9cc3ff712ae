// Someone whose mail domain nobody knows: told so kindly, and led to the moderators.
import { expect, test } from "../support/test.mjs";
import { errorSummary, heading, press, told } from "../support/steps.mjs";

/** From the form to register to a request that waits. */
async function request(page, { name, mail, organisation, message }) {
  await page.goto("/registrieren");
  await page.getByLabel("Vor- und Nachname").fill(name);
  await page.getByLabel("Dienstliche Mail-Adresse").fill(mail);
  await press(page, "Link anfordern");
  await expect(heading(page)).toHaveText("Zugang anfragen");
  await expect(page.getByRole("main")).toContainText(`Die Mail-Domain ${mail.split("@")[1]} kennen wir noch keiner Kommune zu.`);
  await expect(errorSummary(page)).toHaveCount(0);
  await expect(page.getByLabel("Vor- und Nachname")).toHaveValue(name);
  await expect(page.getByLabel("Dienstliche Mail-Adresse")).toHaveValue(mail);
  await page.getByLabel("Kommune oder Einrichtung").fill(organisation);
  await page.getByLabel("Nachricht").fill(message);
  await press(page, "Anfrage senden");
  await expect(heading(page)).toHaveText("Vielen Dank, Ihre Anfrage ist angekommen");
}

test("a request is admitted and becomes an account", async ({ visit, network }) => {
  const nora = await visit();
  const miriam = await visit("miriam");
  const mail = "nora.neu@zweckverband.example";
  await request(nora, { name: "Nora Neu", mail, organisation: "IHK Lippe", message: "Ich betreue die Gründungsberatung." });

  const waiting = miriam.getByRole("article").filter({ hasText: "Nora Neu, IHK Lippe" });
  await test.step("a moderator sees it and has to say where Nora belongs", async () => {
    await miriam.goto("/moderation");
    await expect(waiting).toContainText(mail);
    await expect(waiting).toContainText("Ich betreue die Gründungsberatung.");
    await waiting.getByRole("button", { name: "Zulassen" }).click();
    const problem = errorSummary(miriam).getByRole("link");
    await expect(problem).toContainText("Bitte wählen Sie, zu welcher Organisation die Person gehört.");
    await problem.click();
    await expect(waiting.getByLabel("Gehört zu")).toBeFocused();
  });

  await test.step("she admits her", async () => {
    await waiting.getByLabel("Gehört zu").selectOption("IHK Lippe zu Detmold");
    await waiting.getByRole("button", { name: "Zulassen" }).click();
    await expect(told(miriam)).toHaveText("Die Person bekommt eine Mail mit einem Link zur Bestätigung.");
    await expect(waiting).toHaveCount(0);
  });

  await test.step("Nora follows the link in her mail", async () => {
    const { subject, text } = await network.mailbox.newest(mail);
    expect(subject).toContain("Willkommen");
    expect(text).toContain("Guten Tag Nora Neu");
    await nora.goto(await network.mailbox.link(mail));
    await nora.getByLabel("Passwort").fill("Grüne Gurken im Glas");
    await press(nora, "Konto anlegen");
    await expect(told(nora)).toHaveText("Willkommen! Ihr Konto bei IHK Lippe zu Detmold ist angelegt.");
  });

  await test.step("the link works but once", async () => {
    await nora.goto(await network.mailbox.link(mail));
    await expect(heading(nora)).toHaveText("Dieser Link gilt nicht mehr");
  });
});

test("a request is declined with a reason", async ({ visit, network }) => {
  const otto = await visit();
  const miriam = await visit("miriam");
  const mail = "otto.fern@gemeinde.example";
  await request(otto, { name: "Otto Fern", mail, organisation: "Gemeinde Anderswo", message: "Darf ich mitlesen?" });
  await miriam.goto("/moderation");
  const waiting = miriam.getByRole("article").filter({ hasText: "Otto Fern" });
  await waiting.getByLabel("Begründung der Ablehnung").fill("Das Netz ist für Kommunen in Ostwestfalen-Lippe.");
  await waiting.getByRole("button", { name: "Ablehnen" }).click();
  await expect(told(miriam)).toHaveText("Die Person bekommt eine Mail mit Ihrer Begründung.");
  const { text } = await network.mailbox.newest(mail);
  expect(text).toContain("Das Netz ist für Kommunen in Ostwestfalen-Lippe.");
});
