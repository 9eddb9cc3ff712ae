// What municipalities look for in vain: moderators see it, begin an article or a synonym, and settle it.
import { expect, test } from "../support/test.mjs";
import { entry, heading, press, told } from "../support/steps.mjs";

/** A row of the board. */
function row(page, words) {
  return page.getByRole("listitem").filter({ has: page.getByRole("link", { name: words, exact: true }) });
}

test("moderators see what is missing, and begin with it", async ({ visit }) => {
  const miriam = await visit("miriam");
  await miriam.goto("/moderation");
  await miriam.getByRole("navigation", { name: "Moderation" }).getByRole("link", { name: "Wissenslücken" }).click();
  await expect(heading(miriam)).toHaveText("Wissenslücken");

  await test.step("a search of four municipalities is there, with numbers only; one of a single municipality is not", async () => {
    await expect(row(miriam, "Kassenautomat")).toContainText("aus 4 Kommunen");
    await expect(row(miriam, "Kassenautomat")).not.toContainText("Lemgo");
    await expect(entry(miriam, "Drohnenführerschein")).toHaveCount(0);
    await expect(miriam.getByRole("main")).toContainText("Wer gesucht hat, wird nicht gespeichert");
  });

  await test.step("it is the title of a new article, or a term of a new group of synonyms", async () => {
    await miriam.getByRole("link", { name: "Kassenautomat: Artikel beginnen" }).click();
    await expect(heading(miriam)).toHaveText("Artikel schreiben");
    await expect(miriam.locator("[name=title]")).toHaveValue("Kassenautomat");
    await miriam.goto("/moderation/luecken");
    await miriam.getByRole("link", { name: "Kassenautomat: Synonym anlegen" }).click();
    await expect(miriam.getByLabel("Begriffe, je Zeile einer")).toHaveValue("Kassenautomat\n");
  });

  await test.step("settled, it is gone from the board and stands in the log", async () => {
    await miriam.goto("/moderation/luecken");
    await press(miriam, "Kassenautomat: Erledigt");
    await expect(told(miriam)).toContainText("Erledigt.");
    await expect(entry(miriam, "Kassenautomat")).toHaveCount(0);
    await miriam.goto("/moderation/protokoll");
    await expect(miriam.getByRole("main")).toContainText("„Kassenautomat“: Wissenslücke erledigt");
  });

  await test.step("a question that nobody has answered leads to a new article, too", async () => {
    await miriam.goto("/moderation/luecken");
    const begin = miriam.getByRole("region", { name: "Fragen ohne Antwort" }).getByRole("link", { name: /: Artikel beginnen$/ });
    const title = (await begin.first().getAttribute("aria-label")).replace(": Artikel beginnen", "");
    await begin.first().click();
    await expect(miriam.locator("[name=title]")).toHaveValue(title);
  });
});

test("the browser says from which search a hit was opened", async ({ visit }) => {
  const erika = await visit("erika");
  await erika.goto("/suche?q=Serviceportal");
  const opened = erika.waitForRequest((request) => request.isNavigationRequest());
  await erika.getByRole("main").getByRole("heading", { level: 3 }).getByRole("link").first().click();
  const { referer } = await (await opened).allHeaders();
  expect(new URL(referer).searchParams.get("q")).toBe("Serviceportal");
});
