//! Who may call what: every route of the table with every role.

use app::{
    account::{Role, Viewer},
    announcement::port::AnnouncementDraft,
    forum::{port::Forum, post::Post},
    notice::NoticeKind,
    saved::port::SavedSearches,
    search::port::Query,
    summary::port::SummaryWish,
    wiki::{Visibility, drafts::port::Sheet, port::Wiki},
};
use axum::http::Method;
use server::{
    attachment::Owner,
    http::{Entry, table},
};
use tests::{Network, Page, article, moderator_of, on_both, question};

/// Things that the addresses of the table can name, owned by the viewer where she can own them.
struct Things {
    person: i64,
    question: i64,
    answer: i64,
    comment: i64,
    notice: i64,
    file: i64,
    draft: i64,
    summary: i64,
    announcement: i64,
    search: i64,
    synonyms: i64,
}

impl Things {
    async fn of(network: &Network, viewer: &Viewer) -> Self {
        let forum = &network.server.forum;
        let question = forum.ask(viewer, question("Wer nutzt eine Drohne?")).await.expect("a question").id;
        let answer = forum.answer(viewer, question, "Wir.").await.expect("an answer");
        let on = Post::Answer(answer);
        let comment = network.server.ports.comments.comment(viewer, on, "Welche?").await.expect("a comment");
        let mut tx = network.server.db.begin().await.expect("a transaction");
        network.server.notices.tell(&mut tx, viewer.id(), NoticeKind::DraftDecided, "Ja.", "/wiki").await.expect("told");
        tx.commit().await.expect("committed");
        let notice = network.number("SELECT MAX(id) FROM notices").await;
        let draft =
            tests::kept(network, viewer, Sheet { typed: article("Ein Entwurf", Visibility::Members), ..Sheet::default() })
                .await
                .id;
        let file = network.server.attachments.import(Owner::Draft(draft), "Plan.txt", b"Text".to_vec()).await;
        let file = file.expect("a file").id;
        forum.accept(viewer, question, Some(answer)).await.expect("accepted");
        let wish = SummaryWish { kind: "guide".to_owned(), ..SummaryWish::default() };
        let summary = network.server.ports.summaries.begin(viewer, question, wish).await.expect("a draft");
        let date = AnnouncementDraft {
            title: "Digitalboard".to_owned(),
            visibility: "public".to_owned(),
            ..AnnouncementDraft::default()
        };
        let moderator = moderator_of(network).await;
        let announcement = network.server.ports.announcements.announce(&moderator, date).await.expect("announced");
        let asked = Query { text: "Drohne".to_owned(), ..Query::default() };
        network.server.saved.save(viewer, "Drohne", &asked).await.expect("saved");
        let search = network.number("SELECT MAX(id) FROM saved_searches").await;
        let synonyms = network.number("SELECT MIN(id) FROM synonyms").await;
        Self { person: viewer.id(), question, answer, comment, notice, file, draft, summary, announcement, search, synonyms }
    }

    /// Whoever looks after an article may confirm it, and hand it on: so she gets it again before each call.
    async fn entrust(&self, network: &Network) {
        let owner = Some(self.person).filter(|person| *person > 0).map_or_else(|| "NULL".to_owned(), |person| person.to_string());
        network.change(&format!("UPDATE articles SET owner_id = {owner}")).await;
    }

    fn fill(&self, path: &str) -> String {
        let curated = path.strip_prefix("/moderation").unwrap_or(path);
        let slug = match curated.split('/').nth(1).unwrap_or_default() {
            "wiki" => "der-plan",
            "themen" => "handel",
            "schlagworte" => "markt",
            "kommunen" => "lemgo",
            _ => "wer-nutzt-eine-drohne",
        };
        let id = match path.split('/').nth(1).unwrap_or_default() {
            // nobody ends her own account: so each stays for the next call
            "personen" | "verwaltung" => self.person,
            "benachrichtigungen" => self.notice,
            "dateien" => self.file,
            "termine" => self.announcement,
            "konto" if path.starts_with("/konto/suchen") => self.search,
            "konto" => self.summary,
            "moderation" if path.starts_with("/moderation/synonyme") => self.synonyms,
            "wiki" | "moderation" => self.draft,
            "antworten" => self.answer,
            "kommentare" => self.comment,
            _ => self.question,
        };
        let name = match path.split('/').nth(1).unwrap_or_default() {
            "inseln" => "vorschlaege?text=Drohne",
            "dateien" => "plan.txt",
            _ => "nothing.css",
        };
        let path = path.replace("{slug}", slug).replace("{id}", &id.to_string());
        let path = path.replace("{beitrag}", &Post::Answer(self.answer).key());
        let path = path.replace("{nr}", "1").replace("{antwort}", &self.answer.to_string()).replace("{name}", name);
        if path.ends_with("/vergleich") { format!("{path}?von=1&bis=1") } else { path }
    }
}

async fn call(network: &Network, viewer: &Viewer, entry: &Entry, path: &str) -> Page {
    // a browser for each call: some of them sign out
    let mut browser = if viewer.member().is_some() { network.browser_of(viewer).await } else { network.guest() };
    let body = (entry.method == Method::POST).then(Vec::new);
    browser.request(entry.method.clone(), path, body).await
}

fn leads_to_sign_in(page: &Page) -> bool {
    page.redirect().is_some_and(|to| to.starts_with("/anmelden?weiter="))
}

/// What a cell of the table has to answer; empty when it does.
fn wrong(entry: &Entry, role: Role, page: &Page) -> Option<String> {
    let status = page.status.as_u16();
    let fits = match (role >= entry.access, role) {
        (true, _) => !leads_to_sign_in(page) && !matches!(status, 401 | 403 | 405 | 500 | 503),
        (false, Role::Guest) if entry.method == Method::GET => status == 303 && leads_to_sign_in(page),
        (false, Role::Guest) => status == 401,
        (false, _) => status == 403,
    };
    (!fits).then(|| {
        format!("{} {} (from {}) as {}: {status} {:?}", entry.method, entry.path, entry.access.key(), role.key(), page.redirect())
    })
}

async fn with_content(network: &Network) {
    let draft = app::wiki::port::ArticleDraft {
        tags: "Markt".to_owned(),
        topic: "handel".to_owned(),
        kind: "experience_report".to_owned(),
        ..article("Der Plan", Visibility::Public)
    };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article");
}

on_both! {
    async fn every_role_is_let_in_and_kept_out_as_the_table_says(network) {
        with_content(&network).await;
        let owner = network.someone(Role::Member).await;
        let mut failures = Vec::new();
        for role in Role::ALL {
            let viewer = network.someone(role).await;
            let things = Things::of(&network, if role == Role::Guest { &owner } else { &viewer }).await;
            for entry in table() {
                if entry.path.starts_with("/wiki/{slug}/") {
                    things.entrust(&network).await;
                }
                let page = call(&network, &viewer, &entry, &things.fill(entry.path)).await;
                failures.extend(wrong(&entry, role, &page));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    async fn every_page_of_the_table_is_found_by_an_administrator(network) {
        with_content(&network).await;
        let boss = network.someone(Role::Administrator).await;
        let things = Things::of(&network, &boss).await;
        for entry in table().into_iter().filter(|entry| entry.method == Method::GET && !entry.path.starts_with("/assets")) {
            let path = things.fill(entry.path);
            let page = call(&network, &boss, &entry, &path).await;
            assert!(matches!(page.status.as_u16(), 200 | 301), "{path}: {}", page.status);
        }
    }

    async fn only_what_needs_no_account_is_open_to_guests(network) {
        let open: Vec<&str> = table().iter().filter(|entry| entry.access == Role::Guest && entry.method == Method::POST).map(|entry| entry.path).collect();
        let expected = [
            "/registrieren", "/registrieren/anfrage", "/registrieren/bestaetigen", "/anmelden", "/anmelden/code", "/abmelden", "/passwort-vergessen",
            "/passwort-neu", "/inseln/{name}", "/benachrichtigungen/abbestellen",
        ];
        assert_eq!(open, expected, "a form for guests was added or removed: {}", network.server.db.engine());
    }

    async fn what_is_not_in_the_table_is_not_there(network) {
        let boss = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        for path in ["/admin", "/api/v1/personen", "/metrics", "/konto/x", "/verwaltung/x", "/inseln", "/wiki/der-plan/loeschen"] {
            browser.get(path).await.assert_is_of_the_site(404);
            browser.post(path, "").await.assert_is_of_the_site(404);
        }
    }

    async fn unknown_server_functions_are_not_there(network) {
        for name in ["nichts", "aehnliche/x", "..%2Fkonto"] {
            let page = network.guest().get(&format!("/inseln/{name}")).await;
            assert!(matches!(page.status.as_u16(), 400 | 404), "{name}: {}", page.status);
        }
    }
}
