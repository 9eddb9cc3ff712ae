// The heart of it: a solved question becomes an article that names those who wrote it, and both lead to each other.
import { expect, test } from "../support/test.mjs";
import { ask, heading, markdownField, press, told } from "../support/steps.mjs";

const QUESTION = "Wie melden Bürgerinnen und Bürger bei Ihnen wilden Müll?";

async function answer(page, at, text) {
  await page.goto(at);
  await (await markdownField(page)).fill(text);
  await press(page, "Antwort veröffentlichen");
  await expect(told(page)).toHaveText("Danke! Ihre Antwort ist veröffentlicht.");
}

test("a thread becomes an article, and one click takes a name out of it", async ({ visit, network }) => {
  const [aylin, sabine, kemal, miriam] = [await visit("aylin"), await visit("sabine"), await visit("kemal"), await visit("miriam")];
  await ask(aylin, { title: QUESTION, body: "Bisher rufen alle im Bauhof an." });
  const at = aylin.url().split("?")[0];
  await answer(sabine, at, "Mit einem Formular samt Karte. Die Meldung geht gleich an den Bauhof.");
  await answer(kemal, at, "Bei uns geht auch ein Foto mit dem Telefon.");

  await test.step("only a solved question can become an article", async () => {
    await aylin.goto(at);
    await expect(aylin.getByRole("link", { name: "Artikel daraus machen" })).toHaveCount(0);
    const solution = aylin.getByRole("article").filter({ hasText: "Mit einem Formular samt Karte" }).last();
    await solution.getByRole("button", { name: "Als Lösung markieren" }).click();
    await expect(told(aylin)).toHaveText("Die Antwort ist als Lösung markiert.");
  });

  await test.step("the asker chooses what goes into it, and gets a draft", async () => {
    await aylin.getByRole("link", { name: "Artikel daraus machen" }).click();
    await expect(heading(aylin)).toHaveText("Artikel aus einer Frage");
    await aylin.getByLabel("Was soll es werden?").selectOption("Leitfaden");
    await aylin.getByLabel(/^Kemal Beispiel, Kalletal/).check();
    await press(aylin, "Entwurf anlegen");
    await expect(heading(aylin)).toHaveText("Entwurf bearbeiten");
    await expect(aylin.getByLabel("Titel")).toHaveValue(QUESTION);
    const names = aylin.getByRole("region", { name: "Mitgewirkt haben" });
    for (const name of ["Aylin Muster, Minden", "Sabine Demo, Höxter", "Kemal Beispiel, Kalletal"]) {
      await expect(names).toContainText(name);
    }
    await press(aylin, "Zur Prüfung einreichen");
    await expect(told(aylin)).toContainText("Ihr Text ist eingereicht");
  });

  await test.step("a moderator reads and publishes it", async () => {
    await miriam.goto("/moderation/pruefung");
    await miriam.getByRole("main").getByRole("link", { name: QUESTION, exact: true }).first().click();
    await expect(miriam.getByRole("main")).toContainText("Aus Kalletal");
    await press(miriam, "Freigeben und veröffentlichen");
    await expect(heading(miriam)).toHaveText(QUESTION);
    await miriam.getByRole("main").getByRole("link", { name: QUESTION, exact: true }).first().click();
    await expect(miriam.getByRole("main")).toContainText("Zusammengefasst in:");
    await miriam.getByRole("main").getByRole("link", { name: QUESTION, exact: true }).first().click();
    await expect(miriam.getByRole("main")).toContainText("Entstanden aus der Frage:");
  });
  const article = miriam.url().split("?")[0];

  await test.step("Kemal was told, and takes his name out with one click", async () => {
    await expect
      .poll(async () => (await network.mailbox.to(network.mailOf("kemal"))).some(({ text }) => text.includes("/konto/mitwirkung/")))
      .toBe(true);
    const mails = await network.mailbox.to(network.mailOf("kemal"));
    const [link] = mails.findLast(({ text }) => text.includes("/konto/mitwirkung/")).text.match(/https?:\/\/\S+\/konto\/mitwirkung\/\d+/);
    await kemal.goto(link);
    await press(kemal, "Meinen Namen herausnehmen");
    await expect(told(kemal)).toHaveText("Ihr Name ist herausgenommen, auch aus allen früheren Fassungen.");
    await kemal.goto(article);
    const names = kemal.getByRole("region", { name: "Mitgewirkt haben" });
    await expect(names).toContainText("Sabine Demo");
    await expect(names).not.toContainText("Kemal Beispiel");
  });

  await test.step("a later answer reaches who looks after the article", async () => {
    await answer(sabine, at, "Seit heute geht es auch über das Serviceportal.");
    await aylin.goto("/benachrichtigungen");
    await aylin.getByRole("button", { name: new RegExp(`^Öffnen: Die Frage „${QUESTION.replace("?", "\\?")}“ hat eine neue Antwort`) }).click();
    await expect(heading(aylin)).toHaveText(QUESTION);
    await expect(aylin.getByRole("main")).toContainText("Seit heute geht es auch über das Serviceportal.");
  });
});
