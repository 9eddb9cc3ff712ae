// A town that has helped once is asked the next time, and is told why.
import { expect, test } from "../support/test.mjs";
import { entry, heading, markdownField, press, publish, told } from "../support/steps.mjs";

const TAG = "Fundbüro";

async function ask(page, title) {
  await page.goto("/fragen/neu");
  await page.getByLabel("Ihre Frage in einem Satz").fill(title);
  await (await markdownField(page)).fill("Bei uns liegt alles in einem Keller.");
  await page.getByLabel("Schlagworte").fill(TAG);
  await publish(page);
  await expect(heading(page)).toHaveText(title);
  return page.url().split("?")[0];
}

async function answer(page, at, text) {
  await page.goto(at);
  await (await markdownField(page)).fill(text);
  await press(page, "Antwort veröffentlichen");
  await expect(told(page)).toHaveText("Danke! Ihre Antwort ist veröffentlicht.");
}

test("who has solved a question is asked the next one, with the reason, until somebody answers", async ({ visit, network }) => {
  const [lukas, petra, heinz] = [await visit("lukas"), await visit("petra"), await visit("heinz")];
  const next = "Fundsachen im Netz zeigen: Womit machen Sie das?";

  await test.step("Petra of Rietberg solves a question", async () => {
    const at = await ask(lukas, "Wie lange heben Sie Fundsachen auf?");
    await answer(petra, at, "Sechs Monate, danach versteigern wir sie.");
    await lukas.goto(at);
    await press(lukas, "Als Lösung markieren");
    await petra.goto("/kommunen/rietberg");
    const known = petra.getByRole("region", { name: "Hier kennt man sich aus mit" });
    await expect(known.getByRole("link", { name: TAG })).toBeVisible();
  });

  const at = await ask(heinz, next);

  await test.step("Heinz asks about the same, and Petra is asked by mail and on her page", async () => {
    await expect
      .poll(async () => (await network.mailbox.to(network.mailOf("petra"))).some(({ text }) => text.includes(next)))
      .toBe(true);
    await petra.goto("/");
    await petra.getByRole("link", { name: "Was Ihre Organisation wissen könnte" }).click();
    await expect(heading(petra)).toHaveText("Offene Fragen, bei denen Sie helfen könnten");
    const item = petra.getByRole("main").getByRole("listitem").filter({ hasText: next });
    await expect(item).toContainText(`Rietberg kennt sich mit „${TAG}“ aus: 1 Lösung.`);
    await entry(petra, next).click();
    await expect(heading(petra)).toHaveText(next);
  });

  await test.step("answered, it is offered to nobody any more", async () => {
    await answer(petra, at, "Wir stellen Fotos auf unsere Seite.");
    await petra.goto("/fragen/offen-fuer-sie");
    await expect(entry(petra, next)).toHaveCount(0);
  });
});
