// A date is announced, shown on the front page, found in a calendar, moved, and taken back.
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, heading, press, told } from "../support/steps.mjs";

/** A day some days ahead, as a date field has it. */
function day(ahead) {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** The lines of a calendar as they were before they were folded (RFC 5545, 3.1). */
async function calendar(page) {
  const response = await page.request.get("/feeds/termine.ics");
  expect(response.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  return (await response.text()).replaceAll("\r\n ", "").split("\r\n");
}

test("a moderator announces a date, everybody sees it, and it is taken back", async ({ visit }) => {
  const title = "Kongress „Stadt, Land, Daten“";
  const miriam = await visit("miriam");
  await miriam.goto("/");
  await miriam.getByRole("contentinfo").getByRole("link", { name: "Termine" }).click();
  await miriam.getByRole("link", { name: "Etwas ankündigen" }).click();

  await test.step("what is missing is named, and what was typed stays", async () => {
    await miriam.getByLabel("Titel").fill(title);
    await miriam.getByLabel("Beginn: Tag").fill(day(2));
    await press(miriam, "Veröffentlichen");
    await errorSummary(miriam).getByRole("link", { name: /Uhrzeit/ }).click();
    await expect(miriam.getByLabel("Beginn: Uhrzeit")).toBeFocused();
    await expect(miriam.getByLabel("Titel")).toHaveValue(title);
  });

  await test.step("then it is published", async () => {
    await miriam.getByLabel("Beginn: Uhrzeit").fill("09:00");
    await miriam.getByLabel("Ende: Tag").fill(day(3));
    await miriam.getByLabel("Ende: Uhrzeit").fill("13:30");
    await miriam.getByLabel("Ort").fill("Stadthalle; Saal 1, Gütersloh");
    await miriam.getByLabel("Text").fill("Mit **Marktplatz**.");
    await miriam.getByLabel("Wer darf das sehen?").selectOption("öffentlich");
    await press(miriam, "Veröffentlichen");
    await expect(told(miriam)).toHaveText("Die Ankündigung ist veröffentlicht.");
    await expect(heading(miriam)).toHaveText(title);
  });

  await test.step("a guest sees it on the front page, and in the calendar", async () => {
    const guest = await visit();
    await guest.goto("/");
    const panel = guest.getByRole("region", { name: "Termine und Neues" });
    await expect(panel.getByRole("listitem").first()).toContainText("09:00 Uhr, bis");
    await panel.getByRole("link", { name: title }).click();
    await expect(guest.getByRole("main")).toContainText("Mit Marktplatz.");
    await expect(guest.getByRole("link", { name: "Bearbeiten" })).toHaveCount(0);
    const lines = await calendar(guest);
    expect(lines).toContain("SUMMARY:Kongress „Stadt\\, Land\\, Daten“");
    expect(lines).toContain("LOCATION:Stadthalle\\; Saal 1\\, Gütersloh");
  });

  await test.step("the moderator moves it, and then calls it off", async () => {
    await miriam.getByRole("link", { name: "Bearbeiten" }).click();
    await expect(miriam.getByLabel("Ende: Uhrzeit")).toHaveValue("13:30");
    await miriam.getByLabel("Ort").fill("Online");
    await press(miriam, "Speichern");
    await expect(told(miriam)).toHaveText("Die Änderung ist gespeichert.");
    expect(await calendar(miriam)).toContain("LOCATION:Online");
    await press(miriam, "Ankündigung entfernen");
    await expect(told(miriam)).toHaveText("Die Ankündigung ist entfernt.");
    await expect(entry(miriam, title)).toHaveCount(0);
    expect((await calendar(miriam)).join("\n")).not.toContain("Kongress");
  });
});
