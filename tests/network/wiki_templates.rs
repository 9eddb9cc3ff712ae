//! Templates with guiding questions: offered, filled in, changed by moderators, never published by mistake.

use app::wiki::{Kind, port::Wiki};
use tests::{moderator_of, on_both, someone_at};

on_both! {
    async fn each_kind_is_offered_with_its_template(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let page = browser.open("/wiki/neu").await;
        for kind in Kind::ALL {
            let path = format!("/wiki/neu?art={}", kind.key());
            assert!(page.leads_to(&path), "{path}");
            let form = browser.open(&path).await.form("main form");
            assert_eq!(form.value("kind"), kind.key());
            assert!(form.value("body").contains("*Leitfrage:"), "{path}");
        }
    }

    async fn what_nobody_answered_is_not_published(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu?art=experience_report").await.form("main form").fill("title", "Funknetz").fill("visibility", "members");
        let page = browser.submit(form).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").contains("nur die Leitfragen"), "{}", page.error("body"));
        let form = page.form("main form:has(textarea)");
        assert!(form.value("body").contains("## Ausgangslage"), "the template is kept");
        let body = form.value("body").replacen("\n## Ziel", "Es gab kein Netz.\n\n## Ziel", 1);
        let page = browser.submit(form.fill("body", &body)).await;
        assert_eq!(page.texts(".prose h2"), ["Ausgangslage"], "{}", page.main());
        assert!(!page.html.contains("Leitfrage") && page.text(".prose").contains("Es gab kein Netz."));
    }

    async fn the_preview_shows_what_would_be_published(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu?art=guide").await.form("main form");
        let body = format!("{}\nRufen Sie uns an.", form.value("body"));
        let page = browser.submit(form.fill("body", &body).with("preview", "1")).await;
        assert_eq!(page.texts("#vorschau .prose h2"), ["Wo es Hilfe gibt"]);
        assert!(page.form("main form").value("body").contains("Leitfrage"));
    }

    async fn another_kind_brings_its_template_unless_something_was_written(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu?art=guide").await.form("main form").fill("kind", "experience_report");
        let page = browser.submit(form.clone().with("fields", "kind")).await;
        assert!(page.form("main form").value("body").contains("## Stolpersteine"));
        let page = browser.submit(form.fill("body", "Schon geschrieben.").with("fields", "kind")).await;
        assert_eq!(page.form("main form").value("body"), "Schon geschrieben.");
    }

    async fn a_moderator_changes_a_template_and_takes_it_back(network) {
        let moderator = moderator_of(&network).await;
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/moderation/vorlagen?art=guide").await.form("main form");
        let page = browser.submit(form.fill("body", "## Neu\n\n*Leitfrage: Was noch?*")).await;
        assert_eq!(page.path(), "/moderation/vorlagen?art=guide&hinweis=gespeichert");
        assert!(page.main().contains("Geändert am"), "{}", page.main());
        assert_eq!(browser.open("/wiki/neu?art=guide").await.form("main form").value("body"), "## Neu\n\n*Leitfrage: Was noch?*");
        let form = browser.open("/moderation/vorlagen?art=guide").await.form("main form");
        browser.submit(form.with("reset", "1")).await;
        let template = network.server.wiki.template(Kind::Guide).await.expect("a template");
        assert!(template.body.contains("## Schritt für Schritt") && template.changed.is_none());
    }

    async fn an_empty_template_is_refused_and_the_preview_shows_the_questions(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation/vorlagen").await.form("main form");
        let page = browser.submit(form.clone().fill("body", " ")).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").contains("Vorlage"), "{}", page.error("body"));
        let page = browser.submit(form.with("preview", "1")).await;
        assert!(page.text("#vorschau .prose em").starts_with("Leitfrage:"), "{}", page.main());
        assert_eq!(network.count("article_templates").await, 0);
    }

    async fn only_moderators_change_templates(network) {
        let member = someone_at(&network, "lemgo").await;
        assert!(network.server.wiki.rewrite_template(&member, Kind::Guide, "x").await.is_err());
        assert!(network.server.wiki.reset_template(&member, Kind::Guide).await.is_err());
        network.browser_of(&member).await.get("/moderation/vorlagen").await.assert_is_of_the_site(403);
    }
}
