// What somebody looks for is found though it is written otherwise, wrongly or apart; and leads on to what is about the same.
import { expect, test } from "../support/test.mjs";
import { heading } from "../support/steps.mjs";

test("who types it wrong or apart finds it, narrows, and goes on from there", async ({ visit }) => {
  const kemal = await visit("kemal");
  const main = kemal.getByRole("main");
  const hit = main.getByRole("link", { name: "Wer hat schon Erfahrung mit der digitalen Gewerbeanmeldung?" });
  const search = async (words) => {
    await kemal.goto("/suche");
    await kemal.getByLabel("Suche in Artikeln, Fragen und Kommunen").fill(words);
    await main.getByRole("button", { name: "Suchen", exact: true }).click();
  };

  await test.step("apart", async () => {
    await search("gewerbe anmelden");
    await expect(hit).toBeVisible();
    await expect(main.locator("mark", { hasText: "Gewerbeanmeldung" }).first()).toBeVisible();
  });

  await test.step("wrong: the page says so, and the link has the right word", async () => {
    await search("Gewerbeanmeldnug");
    await expect(hit).toBeVisible();
    await expect(main.getByRole("status")).toContainText("Das Wort „Gewerbeanmeldnug“ steht hier nirgends.");
    await main.getByRole("status").getByRole("link", { name: "Gewerbeanmeldung" }).click();
    await expect(hit).toBeVisible();
    await expect(main.getByRole("status")).not.toContainText("nirgends");
  });

  await test.step("narrowed by an operator, and by boxes that stay in the address", async () => {
    await search("gewerbe anmelden kommune:lemgo");
    await expect(hit).toBeVisible();
    await search("digitale");
    await main.getByText("Filtern", { exact: true }).click();
    await main.getByRole("group", { name: "Kreis", exact: true }).getByRole("checkbox", { name: "Kreis Lippe" }).check();
    await main.getByRole("button", { name: "Anwenden" }).click();
    await expect(hit).toBeVisible();
    expect(new URL(kemal.url()).searchParams.getAll("kreis")).toEqual(["kreis-lippe"]);
    await expect(main.getByRole("link", { name: "Filter entfernen: Kreis: Kreis Lippe" })).toBeVisible();
  });

  await test.step("nothing is left: the nearest stand beside, and the question can be asked", async () => {
    await kemal.goto("/suche?q=gewerbeanmeldung&jahr=1999");
    await expect(main.getByRole("heading", { name: "Ohne Filter" })).toBeVisible();
    await expect(hit).toBeVisible();
    await main.getByRole("link", { name: "Diese Frage den anderen Kommunen stellen" }).click();
    await expect(kemal.locator("input[name=title]")).toHaveValue("gewerbeanmeldung");
  });

  await test.step("below what was found stands what is about the same", async () => {
    await search("lorawan grundwasser");
    await main.locator(".entry__title a").first().click();
    const near = kemal.getByRole("region", { name: "Ähnliche Beiträge" });
    await near.getByRole("link", { name: /LoRaWAN/ }).first().click();
    await expect(heading(kemal)).toContainText("LoRaWAN");
  });
});
