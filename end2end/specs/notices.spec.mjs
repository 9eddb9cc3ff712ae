// Notices: counted in the header, opened with a button, done with in one go.
import { expect, test } from "../support/test.mjs";
import { heading, press, told } from "../support/steps.mjs";

const GUIDE = "/wiki/so-schreiben-sie-einen-guten-erfahrungsbericht/betreuung";

async function entrust(moderator, person) {
  await moderator.goto(GUIDE);
  await moderator.getByLabel("Betreut von").selectOption(person);
  await press(moderator, "Speichern");
  await expect(told(moderator)).toHaveText("Die Änderung ist gespeichert.");
}

test("what concerns me is counted on every page until I have opened it or am done with it", async ({ visit }) => {
  const [miriam, tobias] = [await visit("miriam"), await visit("tobias")];
  const link = tobias.getByRole("banner").getByRole("link", { name: /^Benachrichtigungen/ }).first();
  // what other stories have told him is out of the way
  await entrust(miriam, "Miriam Muster, DigitalBüro OWL");
  await tobias.goto("/benachrichtigungen");
  const done = tobias.getByRole("main").getByRole("button", { name: "Alle als gesehen markieren" });
  if (await done.isVisible()) await done.click();
  await entrust(miriam, "Tobias Probe, DigitalBüro OWL");
  await entrust(miriam, "Miriam Muster, DigitalBüro OWL");
  await entrust(miriam, "Tobias Probe, DigitalBüro OWL");
  await tobias.goto("/wiki");
  await expect(link).toHaveText("Benachrichtigungen (2)");
  // closed, the menu of a narrow window tells of them
  await tobias.setViewportSize({ width: 768, height: 800 });
  await expect(tobias.getByText("(2 neu)")).toBeVisible();
  await tobias.setViewportSize({ width: 1280, height: 800 });
  await link.click();
  await expect(heading(tobias)).toHaveText("Benachrichtigungen");
  await expect(tobias.getByRole("main").getByText("Neu", { exact: true })).toHaveCount(2);

  await tobias.getByRole("main").getByRole("button", { name: /^Öffnen: Sie betreuen jetzt/ }).first().click();
  await expect(heading(tobias)).toHaveText("So schreiben Sie einen guten Erfahrungsbericht");
  await expect(link).toHaveText("Benachrichtigungen (1)");

  await tobias.goto("/benachrichtigungen");
  await press(tobias, "Alle als gesehen markieren");
  await expect(told(tobias)).toHaveText("Alle Benachrichtigungen sind als gesehen markiert.");
  await expect(link).toHaveText("Benachrichtigungen");
  await expect(tobias.getByRole("main").getByText("Neu", { exact: true })).toHaveCount(0);
});
