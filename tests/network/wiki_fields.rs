//! Fixed fields: typed, stored, shown, and what is wrong with them said.

use app::{
    account::Viewer,
    error::Error,
    wiki::{
        Visibility,
        fields::{Status, Typed},
        port::{Article, ArticleDraft, Revised, Wiki},
    },
};
use tests::{Form, Network, Visitor, article, moderator_of, on_both, someone_at};

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed::from_pairs(pairs.iter().copied())
}

fn report(title: &str, visibility: Visibility, pairs: &[(&str, &str)]) -> ArticleDraft {
    ArticleDraft { kind: "experience_report".to_owned(), fields: typed(pairs), ..article(title, visibility) }
}

async fn published(network: &Network, draft: ArticleDraft) -> Article {
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

const WHOLE: [(&str, &str); 19] = [
    ("status", "abgeschlossen"),
    ("period_from", "Januar 2020"),
    ("period_to", "06/2023"),
    ("costs_from", "rund 80 000"),
    ("costs_to", "1,07 Mio"),
    ("yearly_costs", "12.500,50 €"),
    ("staff", "0,5 Stelle"),
    ("programme", "Digitale Modellregion OWL"),
    ("share", "80 %"),
    ("software", "Node-RED\nTevis"),
    ("legal_basis", "§ 3a VwVfG"),
    ("licences", "eupl"),
    ("leika", "99 050 012 104 000"),
    ("again", "mit-aenderungen"),
    ("contact", "Fachbereich Digitales"),
    ("contact_mail", "digitales@delbrueck.de"),
    ("contact_phone", "05250 996-0"),
    ("source_1", "https://www.delbrueck.de/lorawan"),
    ("source_1_date", "05/2021"),
];

/// The browser of a moderator at the form for a report, filled in.
async fn at_form(network: &Network) -> (Visitor, Form) {
    let mut browser = network.browser_of(&moderator_of(network).await).await;
    let form = browser.open("/wiki/neu?art=experience_report").await.form("main form");
    (browser, form.fill("title", "Ein Funknetz").fill("body", "Über den Dächern.").fill("visibility", "public"))
}

on_both! {
    async fn what_is_typed_stands_beside_the_article(network) {
        let (mut browser, form) = at_form(&network).await;
        let form = WHOLE.iter().fold(form, |form, (name, text)| form.fill(name, text));
        let page = browser.submit(form).await;
        assert_eq!(page.path(), "/wiki/ein-funknetz?hinweis=veroeffentlicht", "{}", page.main());
        let facts = page.text(".facts");
        for part in [
            "abgeschlossen", "Januar 2020 bis Juni 2023", "rund 80.000 € bis 1,07 Mio. €", "1.070.000 €", "12.500,50 €", "0,5 Stelle", "80 %",
            "§ 3a VwVfG", "EUPL-1.2", "99 050 012 104 000", "mit Änderungen", "Fachbereich Digitales", "delbrueck.de/lorawan (Stand Mai 2021)",
        ] {
            assert!(facts.contains(part), "{part} is missing: {facts}");
        }
        for link in [
            "/wiki?status=abgeschlossen", "/wiki?software=node-red", "/wiki?programm=digitale-modellregion-owl", "/wiki?lizenz=eupl-1-2",
            "mailto:digitales@delbrueck.de", "tel:052509960", "https://www.delbrueck.de/lorawan",
        ] {
            assert!(page.leads_to(link), "{link}: {:?}", page.links());
        }
    }

    async fn the_form_for_a_revision_holds_what_was_typed(network) {
        let moderator = moderator_of(&network).await;
        let old = published(&network, report("Ein Funknetz", Visibility::Members, &WHOLE)).await;
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open(&format!("{}/bearbeiten", old.path())).await.form("main form");
        for (name, text) in [("costs_to", "1.070.000"), ("leika", "99050012104000"), ("software", "Node-RED\r\nTevis"), ("source_1_date", "05/2021")] {
            assert_eq!(form.value(name).replace("\r\n", "\n"), text.replace("\r\n", "\n"), "{name}");
        }
        let page = browser.submit(form.fill("status", "dauerbetrieb")).await;
        assert!(page.text(".facts").contains("Dauerbetrieb"), "{}", page.main());
        let now = network.server.wiki.article(&moderator, &old.slug).await.expect("read").expect("an article");
        assert_eq!(now.fields, app::wiki::fields::Fields { status: Some(Status::Operating), ..old.fields });
    }

    async fn every_revision_keeps_its_fields(network) {
        let moderator = moderator_of(&network).await;
        let old = published(&network, report("Ein Funknetz", Visibility::Members, &[("status", "laeuft")])).await;
        let draft = report("Ein Funknetz", Visibility::Members, &[("status", "eingestellt")]);
        let revised = network.server.wiki.revise(&moderator, &old.slug, 1, draft).await.expect("revised");
        assert!(matches!(revised, Revised::Stands(_)));
        for (number, status) in [(1, "laeuft"), (2, "eingestellt")] {
            let revision = network.server.wiki.revision(&moderator, old.id, number).await.expect("read").expect("a revision");
            assert_eq!(revision.typed.fields, typed(&[("status", status)]), "{number}");
        }
    }

    async fn the_contact_is_for_members_also_on_public_articles(network) {
        let public = published(&network, report("Ein Funknetz", Visibility::Public, &WHOLE)).await;
        let page = network.guest().open(&public.path()).await;
        assert!(page.text(".facts").contains("0,5 Stelle"));
        for secret in ["Fachbereich Digitales", "digitales@delbrueck.de", "05250", "Ansprechstelle"] {
            assert!(!page.html.contains(secret), "{secret}");
        }
        let seen = network.server.wiki.article(&Viewer::guest(), &public.slug).await.expect("read").expect("an article");
        assert!(seen.fields.contact.is_empty());
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        assert!(browser.open(&public.path()).await.text(".facts").contains("Fachbereich Digitales"));
        network.index().await;
        let found = network.guest().open("/suche?q=Fachbereich").await;
        assert_eq!(found.texts(".entry__title"), [""; 0]);
    }

    async fn wrong_fields_are_named_and_nothing_typed_is_lost(network) {
        let (mut browser, form) = at_form(&network).await;
        let long = "x".repeat(10_000);
        let wrong = [
            ("leika", "9905001210400", "genau 14 Ziffern"),
            ("share", "120 %", "0 bis 100"),
            ("costs_from", "-5", "kleiner als 0"),
            ("yearly_costs", "999 Mrd", "zu groß"),
            ("period_from", "13/2020", "gibt es nicht"),
            ("duration", "lange", "in Monaten"),
            ("contact_mail", "digitales", "Mail-Adresse"),
            ("staff", long.as_str(), "höchstens 200 Zeichen"),
            ("source_2_date", "2020", ""),
        ];
        let form = wrong.iter().fold(form, |form, (name, text, _)| form.fill(name, text));
        let page = browser.submit(form.fill("software", " Node-RED \r\n")).await;
        assert_eq!(page.status, 422);
        let again = page.form("main form");
        for (name, text, message) in wrong {
            assert!(page.error(name).contains(message), "{name}: {}", page.error(name));
            assert_eq!(again.value(name), text, "{name}");
        }
        assert!(page.error("source_2").contains("Quelle"), "{}", page.error("source_2"));
        assert_eq!(again.value("software").replace('\r', ""), " Node-RED \n");
        assert_eq!(network.count("articles").await, 0);
    }

    async fn an_end_before_the_beginning_and_a_range_upside_down_are_named(network) {
        let draft = report("Ein Funknetz", Visibility::Members, &[("period_from", "06/2023"), ("period_to", "05/2023"), ("costs_from", "2 Mio"), ("costs_to", "1 Mio")]);
        let Err(Error::Invalid(errors)) = network.server.wiki.publish(&moderator_of(&network).await, draft).await else { panic!("published") };
        assert!(errors.of("period_to").is_some_and(|message| message.contains("vor dem Anfang")));
        assert!(errors.of("costs_to").is_some_and(|message| message.contains("kleiner")));
    }

    async fn another_kind_shows_its_fields_and_keeps_what_was_typed(network) {
        let (mut browser, form) = at_form(&network).await;
        let form = form.fill("status", "laeuft").fill("software", "Tevis").fill("kind", "guide").with("fields", "kind");
        let page = browser.submit(form).await;
        assert_eq!((page.status.as_u16(), page.attributes("#angaben", "data-kind")), (200, vec!["guide".to_owned()]));
        let form = page.form("main form");
        assert_eq!((form.value("title"), form.value("status"), form.value("software")), ("Ein Funknetz", "laeuft", "Tevis"));
        assert_eq!(network.count("articles").await, 0);
        // what a guide does not have is left out when it is published
        let page = browser.submit(form).await;
        assert!(page.text(".facts").contains("Tevis") && !page.text(".facts").contains("läuft"), "{}", page.main());
    }

    async fn there_is_room_for_more_sources(network) {
        let (mut browser, form) = at_form(&network).await;
        assert_eq!(form.value("source_rows"), "3");
        let page = browser.submit(form.fill("source_1", "Amtsblatt").with("fields", "more")).await;
        let form = page.form("main form").fill("source_6", "Ratsvorlage 12/2024");
        assert_eq!((form.value("source_1"), form.value("source_rows")), ("Amtsblatt", "6"));
        let page = browser.submit(form).await;
        assert!(page.text(".facts").contains("Ratsvorlage 12/2024"), "{}", page.main());
    }

    async fn hostile_fields_stay_text(network) {
        let evil = "<script>alert(1)</script>";
        let pairs = [("staff", evil), ("software", evil), ("programme", evil), ("contact", evil), ("source_1", "javascript:alert(1)")];
        let article = published(&network, report("Ein Funknetz", Visibility::Members, &pairs)).await;
        let page = network.browser_of(&moderator_of(&network).await).await.open(&article.path()).await;
        assert!(!page.html.contains("<script>alert") && !page.links().iter().any(|link| link.starts_with("javascript")));
        assert!(page.text(".facts").contains(evil));
    }

    async fn fields_somebody_else_wrote_into_the_database_do_no_harm(network) {
        let article = published(&network, report("Ein Funknetz", Visibility::Members, &[("status", "laeuft")])).await;
        let viewer = moderator_of(&network).await;
        for (json, status) in [("kaputt", None), (r#"{"status":"fertig","staff":"1"}"#, None), (r#"{"status":"geplant"}"#, Some(Status::Planned))] {
            network.change(&format!("UPDATE revisions SET fields = '{json}'")).await;
            let now = network.server.wiki.article(&viewer, &article.slug).await.expect("read").expect("an article");
            assert_eq!(now.fields.status, status, "{json}");
        }
    }
}
