//! The filter of the list: what is offered, what it finds, and for whom.

use app::{
    subject::port::TopicDraft,
    wiki::{
        Visibility,
        fields::{Chosen, Facet, Typed},
        port::{ArticleDraft, ArticleFilter, Revised, Wiki},
    },
};
use tests::{Network, Visitor, article, moderator_of, on_both, someone_at};

async fn published(network: &Network, title: &str, visibility: Visibility, pairs: &[(&str, &str)]) -> String {
    let draft = ArticleDraft {
        kind: "experience_report".to_owned(),
        topic: "handel".to_owned(),
        organisation: "lemgo".to_owned(),
        fields: Typed::from_pairs(pairs.iter().copied()),
        ..article(title, visibility)
    };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article").slug
}

/// Three public reports and an internal one.
async fn with_content(network: &Network) {
    let public = Visibility::Public;
    published(network, "Funknetz", public, &[("status", "laeuft"), ("software", "Node-RED, Tevis"), ("costs_from", "80.000")])
        .await;
    published(network, "Bürgerbüro", public, &[("status", "abgeschlossen"), ("software", "Tevis"), ("costs_from", "1,07 Mio")])
        .await;
    published(
        network,
        "Leihrad",
        public,
        &[("status", "abgeschlossen"), ("costs_from", "5.000"), ("costs_to", "60.000"), ("again", "ja")],
    )
    .await;
    published(network, "Intern", Visibility::Members, &[("status", "geplant"), ("software", "Geheimnis")]).await;
}

async fn titles(network: &Network, query: &str) -> Vec<String> {
    let mut titles = network.guest().open(&format!("/wiki{query}")).await.texts(".entry__title");
    titles.sort();
    titles
}

on_both! {
    async fn values_of_one_quality_widen_and_qualities_narrow(network) {
        with_content(&network).await;
        assert_eq!(titles(&network, "?status=abgeschlossen").await, ["Bürgerbüro", "Leihrad"]);
        assert_eq!(titles(&network, "?status=abgeschlossen&status=laeuft").await, ["Bürgerbüro", "Funknetz", "Leihrad"]);
        assert_eq!(titles(&network, "?status=abgeschlossen&software=tevis").await, ["Bürgerbüro"]);
        assert_eq!(titles(&network, "?software=node-red&software=tevis&kosten=bis-250000").await, ["Funknetz"]);
        assert_eq!(titles(&network, "?kosten=bis-10000").await, ["Leihrad"]);
        assert_eq!(titles(&network, "?wieder=ja&art=experience_report&art=guide&thema=handel&kreis=kreis-lippe").await, ["Leihrad"]);
        assert_eq!(titles(&network, "?wieder=ja&art=guide").await, [""; 0]);
        assert_eq!(titles(&network, "?software=nichts").await, [""; 0]);
    }

    async fn counts_say_what_a_click_would_find(network) {
        with_content(&network).await;
        let page = network.guest().open("/wiki?status=abgeschlossen").await;
        let labels = page.texts(".filters__choice label");
        // of the same quality as if nothing were chosen, of the others as it is
        for label in ["läuft (1)", "abgeschlossen (2)", "Tevis (1)", "ja (1)", "Erfahrungsbericht (2)", "Kreis Lippe (2)"] {
            assert!(labels.iter().any(|one| one == label), "{label}: {labels:?}");
        }
        assert!(!labels.iter().any(|one| one.starts_with("Node-RED")), "{labels:?}");
    }

    async fn guests_are_not_told_what_only_internal_articles_have(network) {
        with_content(&network).await;
        let page = network.guest().open("/wiki").await;
        for secret in ["Geheimnis", "geheimnis", "geplant", "Intern"] {
            assert!(!page.html.contains(secret), "{secret}");
        }
        assert_eq!(titles(&network, "?software=geheimnis").await, [""; 0]);
        let page = network.browser_of(&someone_at(&network, "lemgo").await).await.open("/wiki?software=geheimnis").await;
        assert_eq!(page.texts(".entry__title"), ["Intern"]);
        assert!(page.texts(".filters__choice label").contains(&"Geheimnis (1)".to_owned()));
    }

    async fn counts_are_those_of_the_reader_and_follow_each_change(network) {
        with_content(&network).await;
        let (mut guest, mut member) = (network.guest(), network.browser_of(&someone_at(&network, "lemgo").await).await);
        let told = async |guest: &mut Visitor, member: &mut Visitor| {
            // in turn, so that one would be told what was counted for the other
            let mut all = Vec::new();
            for reader in [member, guest] {
                let labels = reader.open("/wiki").await.texts(".filters__choice label");
                let is_asked = |label: &String| ["Tevis", "Geheimnis", "Handel"].iter().any(|start| label.starts_with(start));
                all.push(labels.into_iter().filter(is_asked).collect::<Vec<_>>().join(", "));
            }
            all
        };
        for _ in 0..2 {
            let all = told(&mut guest, &mut member).await;
            assert_eq!(all, ["Handel (4), Tevis (2), Geheimnis (1)", "Handel (3), Tevis (2)"]);
        }
        let draft = ArticleDraft {
            kind: "experience_report".to_owned(),
            topic: "handel".to_owned(),
            fields: Typed::from_pairs([("software", "Tevis")]),
            ..article("Funknetz", Visibility::Members)
        };
        network.server.wiki.revise(&moderator_of(&network).await, "funknetz", 1, draft).await.expect("internal now");
        let all = told(&mut guest, &mut member).await;
        assert_eq!(all, ["Handel (4), Tevis (2), Geheimnis (1)", "Handel (2), Tevis (1)"]);
        let topic = TopicDraft { name: "Handelsplatz".to_owned(), description: "Was hierher gehört.".to_owned() };
        network.server.ports.subjects.rewrite_topic(&moderator_of(&network).await, "handel", topic).await.expect("renamed");
        assert_eq!(told(&mut guest, &mut member).await[1], "Handelsplatz (2), Tevis (1)");
    }

    async fn the_form_sends_the_whole_state_and_each_chip_takes_one_choice_away(network) {
        with_content(&network).await;
        let page = network.guest().open("/wiki?status=abgeschlossen&software=tevis&seite=1").await;
        let mut checked = page.attributes(".filters input[checked]", "value");
        checked.sort();
        assert_eq!(checked, ["abgeschlossen", "tevis"]);
        assert_eq!(page.texts(".chip--remove"), ["Filter entfernen: Status: abgeschlossen", "Filter entfernen: Software: Tevis"]);
        assert_eq!(page.attributes(".chip--remove", "href"), ["/wiki?software=tevis", "/wiki?status=abgeschlossen"]);
        assert!(page.leads_to("/wiki"));
        assert_eq!(page.attributes(".filters form", "method"), ["get"]);
    }

    async fn a_revision_changes_what_an_article_is_found_by(network) {
        let slug = published(&network, "Funknetz", Visibility::Public, &[("status", "laeuft")]).await;
        let draft = ArticleDraft {
            kind: "experience_report".to_owned(),
            fields: Typed::from_pairs([("status", "dauerbetrieb")]),
            ..article("Funknetz", Visibility::Public)
        };
        let revised = network.server.wiki.revise(&moderator_of(&network).await, &slug, 1, draft).await.expect("revised");
        assert!(matches!(revised, Revised::Stands(_)));
        assert_eq!(titles(&network, "?status=laeuft").await, [""; 0]);
        assert_eq!(titles(&network, "?status=dauerbetrieb").await, ["Funknetz"]);
    }

    async fn an_empty_list_leads_on(network) {
        with_content(&network).await;
        let page = network.guest().open("/wiki?status=abgeschlossen&software=node-red").await;
        assert!(page.text(".empty").contains("noch keinen Artikel"), "{}", page.main());
        assert!(page.leads_to("/wiki") && page.leads_to("/anmelden"));
        assert_eq!(page.texts(".chip--remove").len(), 2);
    }

    async fn what_was_chosen_and_no_article_has_keeps_its_name_and_can_be_taken_away(network) {
        with_content(&network).await;
        let page = network.guest().open("/wiki?art=guide&thema=handel&kreis=kreis-lippe&dauer=bis-6&software=tevis").await;
        let chips = page.texts(".chip--remove");
        for said in ["Art: Leitfaden", "Thema: Handel", "Kreis: Kreis Lippe", "Dauer: bis 6 Monate"] {
            assert!(chips.contains(&format!("Filter entfernen: {said}")), "{said}: {chips:?}");
        }
        assert_eq!(page.attributes(".filters input[checked]", "value").len(), 5);
    }

    async fn odd_filters_are_ignored(network) {
        with_content(&network).await;
        for query in ["?status=%25", "?status=_", "?software=%7C", "?status=", "?kosten=%27%20OR%201=1", "?unbekannt=1"] {
            let found = titles(&network, query).await.len();
            assert!(found == 3 || query == "?status=_" && found == 0, "{query}: {found}");
        }
    }

    async fn counts_of_the_port_agree_with_the_list(network) {
        with_content(&network).await;
        let viewer = someone_at(&network, "lemgo").await;
        let wiki = &network.server.wiki;
        let filter = ArticleFilter { chosen: Chosen::from_query([("software", "tevis")]), ..ArticleFilter::default() };
        for one in wiki.facets(&viewer, &filter).await.expect("counts").counts {
            let mut chosen = filter.chosen.without(one.fact.facet);
            chosen.add(one.fact.facet, &one.fact.value);
            let alone = ArticleFilter { chosen, ..ArticleFilter::default() };
            assert_eq!(wiki.count(&viewer, &alone).await.expect("a number"), one.count, "{:?}", one.fact);
        }
        let facets = wiki.facets(&viewer, &ArticleFilter::default()).await.expect("counts");
        assert!(facets.counts.iter().any(|one| one.fact.facet == Facet::Software && one.fact.label == "Geheimnis"));
    }

    async fn the_search_has_the_same_filters(network) {
        with_content(&network).await;
        network.index().await;
        let mut guest = network.guest();
        let page = guest.open("/suche?q=fragen&art=article").await;
        let labels = page.texts(".filters__choice label");
        assert!(labels.contains(&"Tevis (2)".to_owned()) && !page.html.contains("Geheimnis"), "{labels:?}");
        assert_eq!(page.attributes(".filters form input[type=hidden]", "name"), ["q", "art"]);
        let mut found = guest.open("/suche?q=fragen&art=article&software=tevis&status=laeuft").await;
        assert_eq!(found.texts(".entry__title"), ["Funknetz"]);
        assert_eq!(found.attributes(".chip--remove", "href"), ["/suche?q=fragen&art=article&status=laeuft", "/suche?q=fragen&art=article&software=tevis"]);
        found = guest.open("/suche?q=fragen&software=geheimnis").await;
        assert!(found.main().contains("Nichts gefunden") && found.leads_to("/suche?q=fragen"), "{}", found.main());
    }

    async fn what_it_costs_each_year_and_how_much_work_it_takes_are_found_by_ranges(network) {
        let public = Visibility::Public;
        published(&network, "Funknetz", public, &[("yearly_costs", "12.500,50"), ("staff", "0,5 Stelle für ein Jahr")]).await;
        published(&network, "Leihrad", public, &[("yearly_costs", "4.000"), ("staff", "ein Team aus drei Ämtern")]).await;
        published(&network, "Bürgerbüro", public, &[("staff", "15 bis 40 Personentage"), ("source_1", "Amtsblatt")]).await;
        assert_eq!(titles(&network, "?jahreskosten=bis-20000").await, ["Funknetz"]);
        assert_eq!(titles(&network, "?jahreskosten=bis-20000&jahreskosten=bis-5000").await, ["Funknetz", "Leihrad"]);
        assert_eq!(titles(&network, "?personal=bis-halbe-stelle").await, ["Bürgerbüro", "Funknetz"]);
        assert_eq!(titles(&network, "?personal=bis-20-tage&quellen=genannt").await, ["Bürgerbüro"]);
        assert_eq!(titles(&network, "?personal=andere").await, ["Leihrad"]);
        let page = network.guest().open("/wiki?personal=andere").await;
        assert_eq!(page.texts(".chip--remove"), ["Filter entfernen: Personalaufwand: andere Angabe"]);
        let labels = page.texts(".filters__choice label");
        for label in ["bis 20 Personentage (1)", "bis ½ Stelle (100 Tage) (2)", "bis 5.000 € (1)"] {
            assert!(labels.iter().any(|one| one == label), "{label}: {labels:?}");
        }
    }

    async fn whether_somebody_can_be_asked_is_a_filter_for_members_only(network) {
        published(&network, "Funknetz", Visibility::Public, &[("contact", "Fachbereich Digitales"), ("status", "laeuft")]).await;
        published(&network, "Leihrad", Visibility::Public, &[("status", "laeuft")]).await;
        network.index().await;
        let (mut guest, mut member) = (network.guest(), network.browser_of(&someone_at(&network, "lemgo").await).await);
        for (list, both) in [("/wiki", "/wiki?"), ("/suche?q=fragen", "/suche?q=fragen&")] {
            let offered = member.open(list).await.texts(".filters__choice label");
            assert!(offered.contains(&"genannt (1)".to_owned()), "{list}: {offered:?}");
            let narrowed = format!("{both}ansprechstelle=genannt");
            assert_eq!(member.open(&narrowed).await.texts(".entry__title"), ["Funknetz"], "{list}");
            // to a guest this is no filter, whatever the address says
            assert!(!guest.open(list).await.html.contains("ansprechstelle"), "{list}");
            let mut told = guest.open(&narrowed).await.texts(".entry__title");
            told.sort();
            assert_eq!(told, ["Funknetz", "Leihrad"], "{list}");
            assert!(!guest.open(&narrowed).await.has(".chip--remove"), "{list}");
        }
    }

    async fn articles_from_before_are_found_by_new_filters_after_an_update(network) {
        published(&network, "Funknetz", Visibility::Public, &[("yearly_costs", "12.500"), ("source_1", "Amtsblatt")]).await;
        // as an older version has left it, which knew nothing of these
        network.change("DELETE FROM article_facts WHERE name IN ('jahreskosten', 'quellen')").await;
        network.change("UPDATE articles SET fields = '{}'").await;
        network.index().await;
        network.change("UPDATE articles SET fields = (SELECT r.fields FROM revisions r WHERE r.article_id = articles.id)").await;
        network.change("UPDATE region SET hash = 'structure-1' WHERE id = 2").await;
        assert!(network.guest().open("/suche?q=fragen&quellen=genannt").await.main().contains("Nichts gefunden"));
        let network = network.restarted().await;
        assert_eq!(titles(&network, "?jahreskosten=bis-20000").await, ["Funknetz"]);
        network.index().await;
        assert_eq!(network.guest().open("/suche?q=fragen&quellen=genannt").await.texts(".entry__title"), ["Funknetz"]);
        // once is enough
        let changes = network.number("SELECT MAX(seq) FROM search_changes").await;
        let network = network.restarted().await;
        assert_eq!(network.number("SELECT MAX(seq) FROM search_changes").await, changes);
    }
}
