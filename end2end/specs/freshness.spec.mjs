// An article is looked after: the demo has one that nobody has checked for more than a year.
import { expect, test } from "../support/test.mjs";
import { errorSummary, fillSignIn, heading, press, register, signIn, told } from "../support/steps.mjs";

const OLD = "/wiki/lorawan-in-delbrueck-mit-einer-kleinen-studie-anfangen";
const TITLE = "LoRaWAN in Delbrück: mit einer kleinen Studie anfangen";

test("from the banner over the reminder to the one click, and the history says who", async ({ visit, network }) => {
  const guest = await visit();
  await guest.goto(OLD);
  const banner = guest.getByRole("region", { name: "Aktualität" });
  await expect(banner).toContainText(/^Seit \S+ \d{4} nicht mehr geprüft: Angaben können überholt sein\.$/);
  await expect(guest.getByRole("main")).not.toContainText("Bernd Beispielmeier");
  await guest.goto("/wiki");
  await expect(guest.getByRole("main").getByRole("listitem").filter({ hasText: TITLE })).toContainText("Prüfung überfällig");

  // the reminder went out when the server started
  const { text } = await network.mailbox.newest(network.mailOf("bernd"));
  expect(text).toContain("weil Sie diesen Artikel betreuen");
  const bernd = await visit("bernd");
  await bernd.goto("/benachrichtigungen");
  await press(bernd, `Öffnen: Stimmt noch, was in „${TITLE}“ steht? Die Prüfung ist fällig.`);
  await expect(heading(bernd)).toHaveText(TITLE);
  await press(bernd, "Weiterhin gültig");
  await expect(told(bernd)).toHaveText("Danke. Der Artikel ist als weiterhin gültig vermerkt.");
  await expect(bernd.getByRole("region", { name: "Aktualität" })).toHaveCount(0);
  await bernd.goto(`${OLD}/betreuung`);
  await expect(bernd.getByRole("main")).toContainText("Betreut vonBernd Beispielmeier, Delbrück");

  // a browser may keep a public page for a minute: so another guest looks
  const other = await visit();
  await other.goto(OLD);
  await expect(other.getByRole("region", { name: "Aktualität" })).toHaveCount(0);
});

test("a moderator hands an article on, and the new owner is told", async ({ visit, network }) => {
  const moderator = await visit("tobias");
  await moderator.goto("/moderation/wiedervorlage?zeige=bald");
  await expect(heading(moderator)).toHaveText("Wiedervorlage");
  await moderator.goto("/wiki/serviceportal-stadt-bielefeld-was-wir-wissen-und-was-noch-fehlt/betreuung");
  await moderator.getByLabel("Vertretung").selectOption("Bielefeld");
  await press(moderator, "Speichern");
  await expect(told(moderator)).toHaveText("Die Änderung ist gespeichert.");
  await moderator.getByLabel("Betreut von").selectOption("Katharina Exempel, Bielefeld");
  await moderator.getByLabel("Prüfung").selectOption("alle 24 Monate");
  await press(moderator, "Speichern");
  await expect(told(moderator)).toHaveText("Die Änderung ist gespeichert.");

  const { text } = await network.mailbox.newest(network.mailOf("katharina"));
  expect(text).toContain("Sie betreuen jetzt");
  const katharina = await visit("katharina");
  await katharina.goto("/konto/betreuung");
  await expect(katharina.getByRole("main").getByRole("listitem").filter({ hasText: "Serviceportal Stadt Bielefeld" })).toHaveCount(1);
  // somebody of another town may look and not decide
  const heinz = await visit("heinz");
  await heinz.goto("/wiki/serviceportal-stadt-bielefeld-was-wir-wissen-und-was-noch-fehlt/betreuung");
  await expect(heinz.getByRole("main").getByRole("button")).toHaveCount(0);
});

test("an account ends, stays ended at the door, and is opened again", async ({ visit, network }) => {
  const person = { name: "Ute Abschied", mail: "ute.abschied@augustdorf.de", password: "Der Zug fährt um acht" };
  const ute = await visit();
  await register(ute, network.mailbox, person);
  await expect(told(ute)).toContainText("Willkommen!");

  const boss = await visit("ansgar");
  await boss.goto("/verwaltung");
  await boss.getByRole("link", { name: "Konto von Ute Abschied beenden" }).click();
  await expect(heading(boss)).toHaveText("Konto beenden");
  await press(boss, "Konto beenden");
  await expect(told(boss)).toHaveText("Das Konto ist beendet.");
  await expect(boss.getByRole("row").filter({ hasText: person.name })).toContainText("beendet am");

  await ute.goto("/konto");
  await expect(heading(ute)).toHaveText("Anmelden");
  await fillSignIn(ute, person.mail, person.password);
  await expect(errorSummary(ute)).toContainText("Mail-Adresse und Passwort passen nicht zusammen.");
  await press(boss, "Konto von Ute Abschied wieder öffnen");
  await expect(told(boss)).toHaveText("Das Konto ist wieder offen.");
  await signIn(ute, person.mail, person.password);
});

test("an administrator names a regional contact, whom members see", async ({ visit }) => {
  const boss = await visit("ansgar");
  await boss.goto("/verwaltung/regionalpaten");
  await boss.getByLabel("Neue Person für Kreis Höxter").selectOption("Sabine Demo");
  await boss.getByRole("main").locator("form").filter({ has: boss.getByLabel("Neue Person für Kreis Höxter") }).getByRole("button").click();
  await expect(told(boss)).toHaveText("Die Änderung ist gespeichert.");
  const member = await visit("heinz");
  await member.goto("/kommunen/brakel");
  await expect(member.locator(".columns__aside")).toContainText("Regionalpatin oder RegionalpateFür: Kreis HöxterSabine Demo");
  const guest = await visit();
  await guest.goto("/kommunen/brakel");
  await expect(guest.getByRole("main")).not.toContainText("Sabine Demo");
});
