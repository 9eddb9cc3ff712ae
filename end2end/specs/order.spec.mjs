// Order: a member flags, moderators decide, close, merge, take away and bring back; the log tells of it.
import { expect, test } from "../support/test.mjs";
import { ask, errorSummary, heading, markdownField, press, told } from "../support/steps.mjs";

test("a flag is decided, a duplicate closed, two threads merged, an answer brought back", async ({ visit }) => {
  const erika = await visit("erika");
  const sabine = await visit("sabine");
  const miriam = await visit("miriam");
  const first = "Wer hat eine Satzung für Leihroller?";
  const second = "Gibt es eine Mustersatzung für Roller?";
  await ask(erika, { title: first, body: "Bei uns stehen sie überall." });
  const path = new URL(erika.url()).pathname;
  await ask(sabine, { title: second, body: "Wir suchen ein Muster." });
  const duplicate = new URL(sabine.url()).pathname;
  await sabine.goto(path);
  await (await markdownField(sabine)).fill("Fragen Sie Herrn Muster, Telefon 12345.");
  await press(sabine, "Antwort veröffentlichen");

  await test.step("Erika flags the answer", async () => {
    await erika.goto(path);
    await erika.getByRole("link", { name: "Antwort melden" }).click();
    await press(erika, "Melden");
    await expect(errorSummary(erika)).toContainText("Bitte wählen Sie, was nicht stimmt.");
    await erika.getByLabel("Was stimmt nicht?").selectOption("Daten von Personen");
    await erika.getByLabel("Hinweis für die Moderation").fill("Da steht eine private Nummer.");
    await press(erika, "Melden");
    await expect(told(erika)).toContainText("Danke!");
  });

  await test.step("Miriam finds it in the queue and takes the answer away", async () => {
    await miriam.goto("/moderation");
    await miriam.getByRole("navigation", { name: "Moderation" }).getByRole("link", { name: "Meldungen" }).click();
    const flagged = miriam.getByRole("article").filter({ hasText: "Da steht eine private Nummer." });
    await expect(flagged).toContainText("Fragen Sie Herrn Muster");
    await flagged.getByLabel("Entscheidung").selectOption("Beitrag entfernen");
    await flagged.getByLabel("Nachricht an die Beteiligten").fill("Bitte ohne Telefonnummern.");
    await flagged.getByRole("button", { name: "Entscheiden" }).click();
    await expect(told(miriam)).toContainText("Entschieden.");
    await erika.goto("/benachrichtigungen");
    await expect(erika.getByRole("main")).toContainText("Bitte ohne Telefonnummern.");
    await erika.goto(path);
    await expect(erika.getByRole("heading", { name: "Noch keine Antwort" })).toBeVisible();
  });

  await test.step("she closes the second question as a duplicate of the first", async () => {
    await miriam.goto(duplicate);
    await miriam.getByRole("link", { name: "Frage verwalten" }).click();
    await press(miriam, "Frage schließen");
    await expect(errorSummary(miriam)).toContainText("warum die Frage geschlossen wird");
    await miriam.getByLabel("Warum?").selectOption("gibt es schon");
    await miriam.getByLabel("Nummer oder Adresse der anderen Frage").fill(path);
    await press(miriam, "Frage schließen");
    await expect(told(miriam)).toHaveText("Die Frage ist geschlossen.");
    await sabine.goto(duplicate);
    await expect(sabine.getByText("Diese Frage ist geschlossen (gibt es schon")).toBeVisible();
    await expect(sabine.getByLabel("Antwort", { exact: true })).toHaveCount(0);
  });

  await test.step("and merges it after all; its address leads to the first", async () => {
    await miriam.goto(`${duplicate}/ordnung`);
    await miriam.getByLabel("Nummer oder Adresse der Frage, die bleibt").fill(duplicate);
    await press(miriam, "Zusammenführen");
    await expect(errorSummary(miriam)).toContainText("Das ist dieselbe Frage");
    await miriam.getByLabel("Nummer oder Adresse der Frage, die bleibt").fill(path);
    await press(miriam, "Zusammenführen");
    await expect(told(miriam)).toHaveText("Die Fragen sind zusammengeführt.");
    await sabine.goto(duplicate);
    await expect(heading(sabine)).toHaveText(first);
    await expect(sabine.getByText("Das betrifft auch: Höxter")).toBeVisible();
  });

  await test.step("she brings the answer back", async () => {
    await miriam.goto(path);
    await miriam.getByText("1 entfernte Antwort").click();
    await miriam.getByRole("button", { name: "Wiederherstellen" }).click();
    await expect(told(miriam)).toHaveText("Der Beitrag ist wieder da.");
    await erika.goto(path);
    await expect(erika.getByRole("heading", { name: "1 Antwort" })).toBeVisible();
  });

  await test.step("the log tells all of it", async () => {
    await miriam.goto("/moderation/protokoll");
    for (const deed of ["wiederhergestellt", "zusammengeführt", "geschlossen", "über Meldung entschieden", "entfernt"]) {
      await expect(miriam.getByRole("main").getByText(deed, { exact: true }).first(), deed).toBeVisible();
    }
  });
});

test("a question is locked, pinned, filed anew; answers move and split off; a post is deleted for good", async ({ visit }, { project }) => {
  const erika = await visit("erika");
  const sabine = await visit("sabine");
  const miriam = await visit("miriam");
  const first = `Wer hat Regeln für Drohnen (${project.name})?`;
  const second = `Wer versichert Drohnen (${project.name})?`;
  await ask(erika, { title: second, body: "Wir suchen ein Angebot." });
  const other = new URL(erika.url()).pathname;
  await ask(erika, { title: first, body: "Bei uns fliegt das Vermessungsamt." });
  const path = new URL(erika.url()).pathname;
  for (const text of ["Wir haben Regeln, gern per Mail.", "Versichert sind wir über die Kommune.", "Das hat nichts damit zu tun."]) {
    await sabine.goto(path);
    await (await markdownField(sabine)).fill(text);
    await press(sabine, "Antwort veröffentlichen");
  }

  await test.step("Miriam locks it, and nobody else can write until she opens it again", async () => {
    await miriam.goto(`${path}/ordnung`);
    await press(miriam, "Frage sperren");
    await expect(errorSummary(miriam)).toContainText("Bitte begründen Sie das");
    await miriam.getByLabel("Begründung der Sperre").fill("Bitte eine Pause.");
    await press(miriam, "Frage sperren");
    await expect(told(miriam)).toHaveText("Die Frage ist gesperrt.");
    await erika.goto(path);
    await expect(erika.getByRole("button", { name: "Antwort veröffentlichen" })).toHaveCount(0);
    await miriam.goto(`${path}/ordnung`);
    await press(miriam, "Sperre aufheben");
    await erika.goto(path);
    await expect(erika.getByRole("button", { name: "Antwort veröffentlichen" })).toBeVisible();
  });

  await test.step("she pins it: it stands first, until she takes it down", async () => {
    await miriam.goto(`${path}/ordnung`);
    await press(miriam, "Anheften");
    await erika.goto("/fragen");
    await expect(erika.getByRole("main").getByRole("listitem").filter({ hasText: "angeheftet" })).toContainText([first]);
    await miriam.goto(`${path}/ordnung`);
    await press(miriam, "Nicht mehr anheften");
  });

  await test.step("one answer moves to the other question, one becomes a question of its own", async () => {
    await miriam.goto(`${path}/ordnung`);
    await press(miriam, "Dorthin verschieben");
    await expect(errorSummary(miriam)).toBeVisible();
    await miriam.getByLabel(/Versichert sind wir/).check();
    await miriam.getByLabel("Nummer oder Adresse einer anderen Frage").fill(other);
    await press(miriam, "Dorthin verschieben");
    await expect(heading(miriam)).toHaveText(second);
    await expect(miriam.getByRole("main")).toContainText("Versichert sind wir über die Kommune.");
    await miriam.goto(`${path}/ordnung`);
    await miriam.getByLabel(/Das hat nichts damit zu tun/).check();
    await miriam.getByLabel("Oder eine neue Frage in einem Satz").fill(`Was hat damit nichts zu tun (${project.name})?`);
    await press(miriam, "Als neue Frage abtrennen");
    await expect(heading(miriam)).toHaveText(`Was hat damit nichts zu tun (${project.name})?`);
    await sabine.goto("/benachrichtigungen");
    await expect(sabine.getByRole("main")).toContainText(`Ihre Antwort steht jetzt unter der Frage „${second}“`);
  });

  await test.step("what she split off is deleted for good, with its address", async () => {
    const gone = new URL(miriam.url()).pathname;
    await miriam.getByRole("link", { name: "Frage verwalten" }).click();
    await miriam.getByRole("link", { name: "Frage endgültig löschen" }).click();
    await press(miriam, "Endgültig löschen");
    await expect(errorSummary(miriam)).toContainText("Bitte begründen Sie das Löschen");
    await miriam.getByLabel("Begründung").fill("Auf Verlangen.");
    await miriam.getByLabel(/ja/).fill("ja");
    await press(miriam, "Endgültig löschen");
    await expect(heading(miriam)).toHaveText("Protokoll");
    await expect(miriam.getByRole("main")).toContainText("Auf Verlangen.");
    const answer = await erika.request.get(gone);
    expect(answer.status()).toBe(404);
  });

  await test.step("topic and tags of both questions change at once", async () => {
    await miriam.goto("/moderation/fragen");
    await miriam.getByLabel(new RegExp(`^${first.slice(0, 20)}`)).first().check();
    await miriam.getByLabel(new RegExp(`^${second.slice(0, 20)}`)).first().check();
    await miriam.getByLabel("Neues Thema").selectOption("Sicherheit");
    await miriam.getByLabel("Schlagworte dazu").fill("Drohne");
    await press(miriam, "Ausgewählte ändern");
    await expect(told(miriam)).toHaveText("Thema und Schlagworte sind geändert.");
    await erika.goto("/fragen?thema=sicherheit&schlagwort=drohne");
    for (const title of [first, second]) await expect(erika.getByRole("main").getByRole("link", { name: title })).toBeVisible();
  });
});
