// Writing as a member: drafts, the review, and what happens when a browser crashes.
import { expect, test } from "../support/test.mjs";
import { entry, errorSummary, heading, markdownField, press, told } from "../support/steps.mjs";

const GUIDE = "/wiki/so-schreiben-sie-einen-guten-erfahrungsbericht";

test("a member writes, a moderator asks for more, and it appears under the member's name", async ({ visit }) => {
  const title = "Defibrillatoren in Rathäusern finden";
  const kemal = await visit("kemal");
  const miriam = await visit("miriam");

  await test.step("Kemal keeps a draft and hands it in", async () => {
    await kemal.goto("/wiki");
    await kemal.getByRole("link", { name: "Artikel schreiben" }).click();
    await expect(kemal.getByRole("button", { name: "Veröffentlichen" })).toHaveCount(0);
    await kemal.getByLabel("Titel").fill(title);
    await kemal.getByLabel("Art", { exact: true }).selectOption("Leitfaden");
    await (await markdownField(kemal)).fill("Wir haben alle Standorte in die Karte eingetragen.");
    await press(kemal, "Entwurf speichern");
    await expect(told(kemal)).toHaveText("Der Entwurf ist gespeichert.");
    await expect(kemal.getByLabel("Titel")).toHaveValue(title);
    await press(kemal, "Zur Prüfung einreichen");
    await expect(told(kemal)).toContainText("Danke! Ihr Text ist eingereicht.");
    await expect(kemal.getByText("wartet auf Prüfung", { exact: true })).toBeVisible();
  });

  await test.step("nobody else finds it", async () => {
    const petra = await visit("petra");
    await petra.goto(kemal.url());
    await expect(heading(petra)).toHaveText("Diese Seite gibt es nicht");
  });

  await test.step("Miriam asks for more, with a word to Kemal", async () => {
    await miriam.goto("/moderation");
    await miriam.getByRole("navigation", { name: "Moderation" }).getByRole("link", { name: /^Prüfung/ }).click();
    await entry(miriam, title).click();
    await expect(miriam.getByRole("main")).toContainText("Kemal Beispiel, Kalletal");
    await press(miriam, "Änderungen erbitten");
    await expect(errorSummary(miriam)).toContainText("was noch zu ändern ist");
    await miriam.getByLabel("Nachricht an Kemal Beispiel").fill("Welche Karte ist das?");
    await press(miriam, "Änderungen erbitten");
    await expect(told(miriam)).toContainText("zurückgegeben");
    await expect(entry(miriam, title)).toHaveCount(0);
  });

  await test.step("Kemal improves it", async () => {
    await kemal.goto("/wiki/entwuerfe");
    await entry(kemal, title).click();
    await expect(kemal.getByRole("region", { name: "Bitte der Moderation" })).toContainText("Welche Karte ist das?");
    await (await markdownField(kemal)).fill("Wir haben alle Standorte in OpenStreetMap eingetragen.");
    await press(kemal, "Zur Prüfung einreichen");
    await expect(told(kemal)).toContainText("eingereicht");
  });

  await test.step("Miriam approves it; Kemal is its author", async () => {
    await miriam.goto("/moderation/pruefung");
    await entry(miriam, title).click();
    await expect(miriam.getByRole("main")).toContainText("OpenStreetMap");
    await press(miriam, "Freigeben und veröffentlichen");
    await expect(told(miriam)).toContainText("freigegeben und veröffentlicht");
    await expect(heading(miriam)).toHaveText(title);
    await expect(miriam.getByRole("complementary").getByRole("link", { name: "Kemal Beispiel" }).first()).toBeVisible();
    await kemal.goto("/benachrichtigungen");
    await expect(kemal.getByRole("main")).toContainText(`„${title}“ veröffentlicht`);
  });
});

test("after a crash of the browser the text is there again", async ({ visit }) => {
  const title = "Ein Text, der einen Absturz übersteht";
  const before = await visit("lukas");
  await before.goto("/wiki/neu");
  await before.getByLabel("Titel").fill(title);
  await (await markdownField(before)).fill("Die halbe Arbeit eines Nachmittags.");
  await press(before, "Vorschau");
  await expect(before.getByRole("region", { name: "Vorschau", exact: true })).toBeVisible();
  await before.context().close();

  const after = await visit("lukas");
  await after.goto("/wiki/neu");
  await after.getByRole("region", { name: "Das haben Sie angefangen" }).getByRole("link", { name: title }).click();
  await expect(after.getByLabel("Titel")).toHaveValue(title);
  await expect(await markdownField(after)).toHaveValue("Die halbe Arbeit eines Nachmittags.");
});

test("a change to an article is proposed, taken back, thrown away and found again", async ({ visit }) => {
  const aylin = await visit("aylin");
  await aylin.goto(GUIDE);
  await aylin.getByRole("link", { name: "Änderung vorschlagen" }).click();
  const text = await (await markdownField(aylin)).inputValue();
  await (await markdownField(aylin)).fill(`${text}\n\nNoch ein Rat: Fangen Sie klein an.`);
  await aylin.getByLabel("Was haben Sie geändert?").fill("Ein Rat mehr");
  await press(aylin, "Zur Prüfung einreichen");
  await expect(told(aylin)).toContainText("eingereicht");

  await press(aylin, "Zurückziehen und weiterschreiben");
  await expect(told(aylin)).toContainText("zurückgezogen");
  await aylin.goto(`${GUIDE}/bearbeiten`);
  const kept = aylin.getByRole("region", { name: "Ihr Entwurf" });
  await expect(kept).toContainText("ist noch da");
  await kept.getByText("Verwerfen und neu beginnen").click();
  await press(aylin, "Ja, verwerfen");
  await expect(await markdownField(aylin)).toHaveValue(text);

  await aylin.goto("/wiki/entwuerfe");
  await aylin.getByRole("button", { name: /zurückholen$/ }).first().click();
  await expect(told(aylin)).toHaveText("Der Entwurf ist wieder da.");
  await expect(await markdownField(aylin)).toHaveValue(/Fangen Sie klein an/);
});

test("two proposals for one article stand side by side, and show what would change", async ({ visit }) => {
  const bernd = await visit("bernd");
  await bernd.goto(`${GUIDE}/bearbeiten`);
  const text = await (await markdownField(bernd)).inputValue();
  await (await markdownField(bernd)).fill(text.replace("Was ging schief?", "Was ging gründlich schief?"));
  await press(bernd, "Zur Prüfung einreichen");
  await expect(told(bernd)).toContainText("eingereicht");

  const miriam = await visit("miriam");
  await miriam.goto(GUIDE);
  await miriam.getByRole("link", { name: /Vorschläge warten auf Ihre Prüfung/ }).click();
  await expect(heading(miriam)).toHaveText("Vorschläge");
  const proposal = miriam.getByRole("article").filter({ hasText: "Bernd Beispielmeier, Delbrück" });
  await expect(proposal.getByRole("insertion")).toContainText("gründlich");
  await expect(miriam.getByRole("article").filter({ hasText: "Erika Beispiel, Lemgo" })).toBeVisible();
});
