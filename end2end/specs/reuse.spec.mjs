// Nachnutzung: a municipality says how far it is, and everybody sees it.
import { expect, test } from "../support/test.mjs";
import { errorSummary, heading, press, told } from "../support/steps.mjs";

const ARTICLE = "/wiki/local-open-data-die-zentrale-open-data-plattform-aus-paderborn";

test("a rejection wants a reason, and its entry can be taken back", async ({ visit }) => {
  const sabine = await visit("sabine");
  await sabine.goto(ARTICLE);
  await sabine.getByRole("link", { name: "Stand von Höxter eintragen" }).click();
  await expect(heading(sabine)).toHaveText("Nachnutzung");

  await test.step("what is missing is said at its field, and nothing is lost", async () => {
    await sabine.getByLabel("Wie weit sind Sie?").selectOption("verworfen");
    await sabine.getByLabel("Wen kann man fragen?").fill("Sabine Beispiel, Zimmer 12");
    await press(sabine, "Eintragen");
    await errorSummary(sabine).getByRole("link", { name: /was dagegen sprach/ }).click();
    await expect(sabine.getByLabel("Was sprach dagegen?")).toBeFocused();
    await expect(sabine.getByLabel("Wen kann man fragen?")).toHaveValue("Sabine Beispiel, Zimmer 12");
  });

  await test.step("with the reason it stands in the table and on her municipality's page", async () => {
    await sabine.getByLabel("Was sprach dagegen?").fill("Der Kreis bietet es bald für alle an.");
    await press(sabine, "Eintragen");
    await expect(told(sabine)).toHaveText("Der Stand ist eingetragen. Danke!");
    const row = sabine.getByRole("row").filter({ hasText: "Höxter" });
    await expect(row).toContainText("verworfen");
    await expect(row).toContainText("Der Kreis bietet es bald für alle an.");
    await sabine.goto("/kommunen/hoexter");
    await expect(sabine.getByRole("main")).toContainText("Nutzt von anderen nach");
  });

  await test.step("and can be taken back", async () => {
    await sabine.goto(ARTICLE);
    await sabine.getByRole("link", { name: "Stand von Höxter ändern" }).click();
    await press(sabine, "Angabe zurücknehmen");
    await expect(told(sabine)).toHaveText("Die Angabe ist zurückgenommen.");
    await expect(sabine.getByRole("row").filter({ hasText: "Höxter" })).toHaveCount(0);
  });
});

test("a guest sees where it works, not what others consider", async ({ visit }) => {
  const guest = await visit();
  await guest.goto(`${ARTICLE}/nachnutzung`);
  await expect(guest.getByRole("row").filter({ hasText: "Bielefeld" })).toContainText("im Einsatz");
  await expect(guest.getByRole("main")).not.toContainText("in Prüfung");
  await expect(guest.getByRole("button", { name: "Eintragen" })).toHaveCount(0);
});
