// Everything with the keyboard alone. At each stop of the Tab key it can be seen where one is.
import { expect, test } from "../support/test.mjs";
import { entry, heading, told } from "../support/steps.mjs";

/** Presses Tab until the control has the focus; there must be a mark of the focus all along the way. */
async function tabTo(page, control) {
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue; // the address bar, so to speak
    await expectVisibleFocus(focused);
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reached ${control}`);
}

async function expectVisibleFocus(focused) {
  const seen = await focused.evaluate((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return { what: element.outerHTML.slice(0, 120), marked: outlined || style.boxShadow !== "none", sized: box.width > 1 && box.height > 1 };
  });
  expect(seen, "a visible focus").toMatchObject({ marked: true, sized: true });
  await expect(focused, seen.what).toBeInViewport();
}

test("the skip link leads past the menu", async ({ visit }) => {
  const page = await visit();
  await page.goto("/kommunen");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Zum Inhalt springen" });
  await expect(skip).toBeFocused();
  await expectVisibleFocus(skip);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
});

test("sign in, ask a question, search for it and open it", async ({ visit, network }) => {
  const page = await visit();
  const mail = network.mailOf("aylin");
  const title = "Wer beschriftet Leitungen im Rathaus mit QR-Codes?";

  await test.step("sign in", async () => {
    await page.goto("/");
    await tabTo(page, page.getByRole("banner").getByRole("link", { name: "Anmelden" }));
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText("Anmelden");
    await tabTo(page, page.getByLabel("Dienstliche Mail-Adresse"));
    await page.keyboard.type(mail);
    await tabTo(page, page.getByLabel("Passwort"));
    await page.keyboard.type(network.accounts.get(mail));
    await page.keyboard.press("Enter");
    // the page after signing in, not the form that is being left
    await expect(page.getByRole("banner").getByRole("link", { name: "Frage stellen" })).toBeVisible();
  });

  await test.step("ask", async () => {
    await tabTo(page, page.getByRole("banner").getByRole("link", { name: "Frage stellen" }));
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText("Frage stellen");
    await tabTo(page, page.getByLabel("Ihre Frage in einem Satz"));
    await page.keyboard.type(title);
    await tabTo(page, page.getByLabel("Worum geht es genau?"));
    await page.keyboard.type("Wir suchen Schilder,");
    await page.keyboard.press("Enter");
    await page.keyboard.type("die lange halten.");
    await tabTo(page, page.getByLabel("Thema"));
    await page.keyboard.type("Infra");
    await tabTo(page, page.getByRole("button", { name: "Frage veröffentlichen" }));
    await page.keyboard.press("Enter");
    await expect(told(page)).toHaveText("Ihre Frage ist veröffentlicht.");
    await expect(page.getByRole("navigation", { name: "Brotkrumen" })).toContainText("Infrastruktur");
  });

  await test.step("search and open the hit", async () => {
    await expect
      .poll(async () => {
        await page.goto("/suche");
        await tabTo(page, page.getByRole("combobox"));
        await page.keyboard.type("leitungen beschriften");
        await page.keyboard.press("Enter");
        await expect(page).toHaveURL(/q=leitungen/);
        await expect(page.getByRole("main").getByRole("status")).toBeVisible();
        return entry(page, title).count();
      })
      .toBe(1);
    await tabTo(page, entry(page, title));
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText(title);
  });
});

test("the menu on a phone opens and closes with Enter", async ({ visit }) => {
  const page = await visit("erika", { viewport: { width: 320, height: 640 } });
  await page.goto("/");
  const menu = page.getByRole("navigation", { name: "Menü", exact: true });
  const button = page.locator("summary.menu__button");
  await expect(menu).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Hauptmenü" })).toBeHidden();
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(menu).toBeHidden();
  await page.keyboard.press("Space");
  await tabTo(page, menu.getByRole("link", { name: "Kommunen" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Kommunen in Ostwestfalen-Lippe");
});
