// Every page, and who can see it. Paths are those of the demo: question 1 and its first answer are as old as the demo,
// and `/fragen/1/-/…` leads to the question's own address.
const GUIDE = "/wiki/so-schreiben-sie-einen-guten-erfahrungsbericht";
const OLD = "/wiki/lorawan-in-delbrueck-mit-einer-kleinen-studie-anfangen";

/** Who looks: a guest, and people of the demo. Some pages look different to those whom they are about. */
export const ROLES = [
  { role: "Gast", firstName: undefined },
  { role: "Mitglied", firstName: "erika" },
  { role: "Autorin", firstName: "sabine" },
  { role: "Betreuer", firstName: "bernd" },
  { role: "Moderation", firstName: "miriam" },
  { role: "Verwaltung", firstName: "ansgar" },
];

const EVERYBODY = [
  ["Startseite", "/"],
  ["Suche, leer", "/suche"],
  ["Suche mit Treffern", "/suche?q=lorawan"],
  ["Suche mit Filtern", "/suche?q=lorawan&art=article&kreis=kreis-paderborn"],
  ["Suche ohne Treffer", "/suche?q=quastenflosser"],
  ["Wiki", "/wiki"],
  ["Wiki, gefiltert", "/wiki?art=guide"],
  ["Wiki, mehrfach gefiltert", "/wiki?status=abgeschlossen&kosten=mehr&kosten=bis-1000000"],
  ["Suche, nach Angaben gefiltert", "/suche?q=modellregion&status=abgeschlossen"],
  ["Wiki, nichts dazu", "/wiki?art=guide&thema=tourismus"],
  ["Artikel", GUIDE],
  ["Nachnutzung", "/wiki/lorawan-2-0-in-delbrueck-ein-funknetz-fuer-die-ganze-stadt/nachnutzung"],
  ["Erfahrungsbericht", "/wiki/lorawan-2-0-in-delbrueck-ein-funknetz-fuer-die-ganze-stadt"],
  ["Nachnutzung, noch keine", "/wiki/inspire-digitale-werkzeuge-fuer-den-bevoelkerungsschutz/nachnutzung"],
  ["Artikel, lange nicht geprüft", OLD],
  ["Seitenbaum", "/wiki/baum"],
  ["Artikel, Druckansicht", `${GUIDE}?druck=1`],
  ["Verlauf", `${GUIDE}/verlauf`],
  ["Vergleich", `${GUIDE}/vergleich?von=1&bis=1`],
  ["Thema", "/themen/e-government"],
  ["Schlagwort", "/schlagworte/lorawan"],
  ["Kommunen", "/kommunen"],
  ["Kommune", "/kommunen/delbrueck"],
  ["Kreis", "/kommunen/kreis-paderborn"],
  ["Anmelden", "/anmelden"],
  ["Anmelden, Code", "/anmelden/code"],
  ["Abmelden", "/abmelden"],
  ["Registrieren", "/registrieren"],
  ["Zugang anfragen", "/registrieren/anfrage"],
  ["Passwort vergessen", "/passwort-vergessen"],
  ["Link nicht mehr gültig", "/registrieren/bestaetigen?schluessel=alt"],
  ["Link für ein neues Passwort nicht mehr gültig", "/passwort-neu?schluessel=alt"],
  ["Termine", "/termine"],
  ["Termine, vergangene", "/termine?zeige=vergangen"],
  ["Termin", "/termine/1"],
  ["Impressum", "/impressum"],
  ["Datenschutz", "/datenschutz"],
  ["Barrierefreiheit", "/barrierefreiheit"],
  ["Nutzungsbedingungen", "/nutzungsbedingungen"],
  ["Nicht gefunden", "/gibt-es-nicht"],
  ["Mails abbestellen, Link unbekannt", "/benachrichtigungen/abbestellen?schluessel=alt"],
];

const MEMBERS = [
  ["Frühere Fassung", `${GUIDE}/fassung/1`],
  ["Wer hat was geschrieben", `${GUIDE}/autoren`],
  ["Fragen", "/fragen"],
  ["Fragen, gefiltert", "/fragen?zeige=geloest"],
  ["Fragen, nichts dazu", "/fragen?zeige=geloest&thema=tourismus"],
  ["Frage stellen", "/fragen/neu"],
  ["Frage", "/fragen/1"],
  ["Frage mit Lösung", "/fragen/4"],
  ["Offene Fragen für mich", "/fragen/offen-fuer-sie"],
  ["Person", "/personen/4"],
  ["Artikel schreiben", "/wiki/neu"],
  ["Artikel bearbeiten", `${GUIDE}/bearbeiten`],
  ["Meine Entwürfe", "/wiki/entwuerfe"],
  ["Eingereichter Entwurf", "/wiki/entwuerfe/1"],
  ["Dateien eines eingereichten Entwurfs", "/wiki/entwuerfe/1/dateien"],
  ["Vorschläge", `${GUIDE}/vorschlaege`],
  ["Betreuung", `${GUIDE}/betreuung`],
  ["Konto", "/konto"],
  ["Benachrichtigungen", "/benachrichtigungen"],
  ["Betreuung, eigene", "/konto/betreuung"],
  ["Abos", "/konto/abos"],
  ["Mails und Benachrichtigungen", "/konto/benachrichtigungen"],
  ["Sicherheit", "/konto/sicherheit"],
  ["Anmeldung in zwei Schritten einrichten", "/konto/sicherheit/einrichten"],
  ["Wiederherstellungscodes, ohne zwei Schritte", "/konto/sicherheit/codes"],
  ["Noch einmal bestätigen", "/konto/bestaetigen"],
  ["Verlauf einer Frage", "/beitraege/frage-1/verlauf"],
  ["Kommentieren", "/beitraege/antwort-1/kommentieren"],
  ["Beitrag melden", "/beitraege/antwort-1/melden"],
  ["Frage mit Zitat", "/fragen/1/-?zitat=antwort-1"],
];

/** Her draft came back from a moderator, and she has saved a search. */
const AUTHOR = [
  ["Entwürfe, einer zurückgegeben", "/wiki/entwuerfe"],
  ["Entwurf, zurückgegeben", "/wiki/entwuerfe/2"],
  ["Dateien eines Entwurfs", "/wiki/entwuerfe/2/dateien"],
  ["Benachrichtigungen, neue", "/benachrichtigungen"],
  ["Suche, gemerkt", "/suche?q=breitbandausbau&art=article"],
  ["Abos mit gemerkter Suche", "/konto/abos"],
  ["Gemerkte Suche umbenennen", "/konto/suchen/1"],
];

/** He looks after an article that nobody has checked for long. */
const OWNER = [
  ["Eigener Artikel, lange nicht geprüft", OLD],
  ["Betreuung, eigene, überfällig", `${OLD}/betreuung`],
  ["Betreuung, eigene Artikel", "/konto/betreuung"],
  ["Betreuung, Vertretung", "/konto/betreuung?zeige=organisation"],
  ["Betreuung, ohne", "/konto/betreuung?zeige=ohne"],
  ["Feeds", "/konto/feeds"],
  ["Fragen mit Schlagwort", "/fragen?schlagwort=lorawan&kommune=kreis-lippe"],
];

const FORBIDDEN = [["Nicht erlaubt", "/moderation"]];

const MODERATORS = [
  ["Artikel aus einer Frage", "/fragen/4/-/artikel"],
  ["Etwas ankündigen", "/termine/neu"],
  ["Ankündigung bearbeiten", "/termine/1/bearbeiten"],
  ["Frage bearbeiten", "/fragen/1/-/bearbeiten"],
  ["Antwort bearbeiten", "/fragen/1/-/antworten/1"],
  ["Dateien einer Frage", "/fragen/1/-/dateien"],
  ["Dateien einer Antwort", "/fragen/1/-/antworten/1/dateien"],
  ["Erfahrungsbericht schreiben", "/wiki/neu?art=experience_report"],
  ["Vorlagen", "/moderation/vorlagen"],
  ["Wissenslücken", "/moderation/luecken"],
  ["Synonyme", "/moderation/synonyme"],
  ["Synonyme einer Gruppe", "/moderation/synonyme/1"],
  ["Neue Synonyme", "/moderation/synonyme/neu"],
  ["Themenfelder", "/moderation/themen"],
  ["Themenfeld", "/moderation/themen/smart-city"],
  ["Schlagworte", "/moderation/schlagworte"],
  ["Schlagwort bearbeiten", "/moderation/schlagworte/lorawan"],
  ["Fassung wiederherstellen", `${GUIDE}/fassung/1/wiederherstellen`],
  ["Dateien eines Artikels", `${GUIDE}/dateien`],
  ["Umbenennen und einordnen", `${GUIDE}/adresse`],
  ["Betreuung ändern", `${OLD}/betreuung`],
  ["Aus einer Word-Datei", "/wiki/import"],
  ["Leitfaden schreiben", "/wiki/neu?art=guide"],
  ["Verweise ins Leere", "/moderation/links"],
  ["Moderation", "/moderation"],
  ["Prüfung", "/moderation/pruefung"],
  ["Änderung prüfen", "/moderation/pruefung/1"],
  ["Neuen Artikel prüfen, zurückgegeben", "/moderation/pruefung/2"],
  ["Entwurf überarbeiten", "/wiki/entwuerfe/1"],
  ["Entwurf einer anderen Person", "/wiki/entwuerfe/2"],
  ["Wiedervorlage", "/moderation/wiedervorlage"],
  ["Wiedervorlage, bald", "/moderation/wiedervorlage?zeige=bald"],
  ["Wiedervorlage, ohne Betreuung", "/moderation/wiedervorlage?zeige=ohne"],
  ["Frage verwalten", "/fragen/1/-/ordnung"],
  ["Beitrag entfernen", "/beitraege/antwort-1/entfernen"],
  ["Endgültig löschen", "/beitraege/antwort-1/loeschen"],
  ["Meldungen", "/moderation/meldungen"],
  ["Fragen ordnen", "/moderation/fragen"],
  ["Protokoll", "/moderation/protokoll"],
];

const ADMINISTRATORS = [
  ["Verwaltung", "/verwaltung"],
  ["Regionalpaten", "/verwaltung/regionalpaten"],
  ["Konto beenden", "/verwaltung/konten/4/beenden"],
];

/** The pages of a role: name and path. */
export function pagesOf(role) {
  switch (role) {
    case "Gast":
      return EVERYBODY;
    case "Mitglied":
      return [...EVERYBODY, ...MEMBERS, ...FORBIDDEN];
    case "Autorin":
      return AUTHOR;
    case "Betreuer":
      return OWNER;
    case "Moderation":
      return [...EVERYBODY, ...MEMBERS, ...MODERATORS];
    default:
      return [...EVERYBODY, ...MEMBERS, ...MODERATORS, ...ADMINISTRATORS];
  }
}
